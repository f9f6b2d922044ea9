"""Stores to move from and to: those of tests/store."""

from tests.store.conftest import embedded, neo4j_store, store  # noqa: F401
