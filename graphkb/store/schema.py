"""Constraints and indexes: what makes ids unique and look-ups quick."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

UNIQUE = ("Actor", "Event", "Place", "Article", "Statement", "Graphkb")
"""Labels whose nodes have a unique `id`."""

INDEXED = {
    "Event": ("date",),
    "Article": ("published", "origin"),
    "Fingerprint": ("key",),
    "Statement": ("edge", "article", "subject", "object", "attributed_to", "place", "date"),
}
"""Properties that are looked up. Names have full-text indexes: Neo4j refuses values over 8 KB in any other."""

LONGEST_ID = 2000
"""How many characters an id may have, so that it fits into every index as UTF-8."""

FORMAT = 2
"""The version of the model that this graphkb writes, kept in the one `:Graphkb` node of a store.

1. The first.
2. Articles know whose copies they are, which `:Fingerprint` nodes tell.
"""

READABLE = 1
"""The oldest version that can be asked as it is; one that is older yet is brought up to date when it is opened."""

FULL_TEXT = {
    "names": (("Actor", "Event", "Place"), ("name", "aliases")),
    "sentences": (("Statement",), ("sentence",)),
}
"""What can be searched word by word: labels and properties. Neo4j has such indexes; the Cypher of the embedded store
cannot make them, and its own would make loading twice as slow (docs/neo4j.md)."""


@dataclass(frozen=True, slots=True)
class Index:
    """A constraint or an index: its name, its kind, its labels and properties, and the statement that makes it."""

    name: str
    kind: Literal["unique", "index", "full text"]
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class Schema:
    """What a store has of what it should have: the version of its model (None where nothing was written yet), and its
    constraints and indexes, each with whether it is there.
    """

    format: int | None
    indexes: tuple[tuple[Index, bool], ...]


def indexes(*, full_text: bool) -> Iterator[Index]:
    """Yield the constraints and indexes of a store; only Neo4j has full-text ones.

    >>> next(indexes(full_text=False)).statement
    'CREATE CONSTRAINT graphkb_actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE'
    """
    for label in UNIQUE:
        name = f"graphkb_{label.lower()}_id"
        statement = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        yield Index(name, "unique", (label,), ("id",), statement)
    for label, properties in INDEXED.items():
        for key in properties:
            name = f"graphkb_{label.lower()}_{key}"
            statement = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
            yield Index(name, "index", (label,), (key,), statement)
    for what, (labels, keys) in FULL_TEXT.items() if full_text else ():
        name, on = f"graphkb_{what}", ", ".join(f"n.{key}" for key in keys)
        statement = f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{'|'.join(labels)}) ON EACH [{on}]"
        yield Index(name, "full text", labels, keys, statement)
