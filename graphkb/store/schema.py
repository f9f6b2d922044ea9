"""Constraints and indexes: what makes ids unique and look-ups quick."""

from collections.abc import Iterator

UNIQUE = ("Actor", "Event", "Place", "Article", "Statement", "Graphkb")
"""Labels whose nodes have a unique `id`."""

INDEXED = {
    "Event": ("date",),
    "Article": ("published", "origin"),
    "Fingerprint": ("key",),
    "Statement": ("edge", "article", "subject", "object", "attributed_to", "place"),
}
"""Properties that are looked up. No index on names: Neo4j refuses to write a value over 8 KB that is indexed."""

LONGEST_ID = 2000
"""How many characters an id may have, so that it fits into every index as UTF-8."""

FORMAT = 2
"""The version of the model that this graphkb writes, kept in the one `:Graphkb` node of a store."""


def ddl() -> Iterator[tuple[str, str]]:
    """Yield the name of each constraint and index, and the statement that makes it; they are the same for both stores.

    >>> next(ddl())
    ('graphkb_actor_id', 'CREATE CONSTRAINT graphkb_actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE')
    """
    for label in UNIQUE:
        name = f"graphkb_{label.lower()}_id"
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label, properties in INDEXED.items():
        for key in properties:
            name = f"graphkb_{label.lower()}_{key}"
            yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
