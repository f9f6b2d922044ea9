"""Stores: where graphs are kept. The embedded default needs no server; Neo4j is the store of a team."""

from graphkb.store.protocol import Counts, GraphStore, Table

__all__ = ["Counts", "GraphStore", "Table"]
