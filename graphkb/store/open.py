"""From an address to a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkb.errors import StoreError

if TYPE_CHECKING:
    from graphkb.ontology import Ontology
    from graphkb.store.protocol import GraphStore


def open_store(
    url: str = "graphkb.db",
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    timeout: float | None = None,
    ontology: Ontology | None = None,
) -> GraphStore:
    """The store at an address: a path for the embedded one, `neo4j://host:7687` (or `bolt://`, `neo4j+s://`) for Neo4j.

    A query that takes longer than `timeout` seconds is stopped. Raises `StoreBusy` where another process holds the
    path, `StoreError` where the store cannot be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/news.db") as store:
    ...     store.counts()
    Counts(articles=0, statements=0, nodes=0, relationships=0)
    """
    from graphkb.store.bolt import TIMEOUT
    from graphkb.store.neo4j import SCHEMES, open_neo4j

    scheme, separator, _ = url.partition("://")
    limit = TIMEOUT if timeout is None else timeout
    if separator and scheme in SCHEMES:
        return open_neo4j(
            url, username=username, password=password, database=database, timeout=limit, ontology=ontology
        )
    if separator:
        raise StoreError(f"{scheme}://: no such store; a path, or one of {', '.join(f'{s}://' for s in SCHEMES)}")
    from graphkb.store.embedded import open_embedded

    return open_embedded(Path(url), timeout=limit, ontology=ontology)
