"""Stores: where graphs are kept. The embedded default needs no server; Neo4j is the store of a team."""

from graphkb.store.favourites import favourites
from graphkb.store.open import open_store
from graphkb.store.protocol import Counts, GraphStore, Retraction, Table
from graphkb.store.saved import GROUPS, Parameter, SavedQuery, cypher_of, saved_queries, saved_query
from graphkb.store.schema import FORMAT, Index, Schema

__all__ = [
    "FORMAT",
    "GROUPS",
    "Counts",
    "GraphStore",
    "Index",
    "Parameter",
    "Retraction",
    "SavedQuery",
    "Schema",
    "Table",
    "cypher_of",
    "favourites",
    "open_store",
    "saved_queries",
    "saved_query",
]
