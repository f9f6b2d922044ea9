"""The graph as a script of Cypher, for `cypher-shell` or whoever runs Cypher on Neo4j: each statement is one line."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from graphkb.graph import Graph
from graphkb.moving.kept import kept_nodes, kept_relationships
from graphkb.store.batches import chunks
from graphkb.store.schema import indexes

ROWS = 200
"""How many rows a statement carries."""

HEADER = """\
// A graph of graphkb, as a store holds it. Run it with: cypher-shell -f FILE (Neo4j 5.26 or later)
// Running it twice changes nothing.
"""


def cypher_script(graph: Graph) -> Iterator[str]:
    """Yield the statements that make a graph, with its evidence, in an empty Neo4j database.

    >>> list(cypher_script(Graph()))[-1]
    "UNWIND [{id: 'graphkb', format: 2}] AS row MERGE (n:Graphkb {id: row.id}) SET n += row;\\n"
    """
    yield HEADER
    yield from (index.statement + ";\n" for index in indexes(full_text=True))
    yield from _node_statements(graph)
    yield from _relationship_statements(graph)


def _node_statements(graph: Graph) -> Iterator[str]:
    nodes = defaultdict(list)
    for node in kept_nodes(graph):
        nodes[node.base, node.labels, node.keys].append(literal(node.properties))
    for (base, labels, keys), rows in nodes.items():
        also = "".join(f"n:{label}, " for label in labels)
        key = ", ".join(f"{name}: row.{name}" for name in keys)
        for some in chunks(rows, ROWS):
            yield f"UNWIND [{', '.join(some)}] AS row MERGE (n:{base} {{{key}}}) SET {also}n += row;\n"


def _relationship_statements(graph: Graph) -> Iterator[str]:
    relationships = defaultdict(list)
    for r in kept_relationships(graph):
        row = {"source": r.source[1], "target": r.target[1], "properties": r.properties}
        relationships[r.source[0], r.type, r.target[0]].append(literal(row))
    for (source, type, target), rows in relationships.items():
        key = "" if type == "STATES" else " {id: row.properties.id}"
        for some in chunks(rows, ROWS):
            yield (
                f"UNWIND [{', '.join(some)}] AS row MATCH (a:{source} {{id: row.source}}) "
                f"MATCH (b:{target} {{id: row.target}}) MERGE (a)-[r:{type}{key}]->(b) SET r += row.properties;\n"
            )


def literal(value: Any) -> str:
    r"""A value as Cypher writes it, on one line.

    >>> print(literal({"name": "O'Brien \\ \n", "date": datetime.date(2022, 1, 6), "aliases": ["x"], "n": 0.5}))
    {name: 'O\'Brien \u005c\u005c \n', date: date('2022-01-06'), aliases: ['x'], n: 0.5}
    """
    if isinstance(value, datetime.datetime):
        return f"datetime('{value.isoformat()}')"
    if isinstance(value, datetime.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {literal(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(literal, value)) + "]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    # Neo4j takes \uXXXX for a character before it looks for strings, so a backslash of the text must never stand
    # before a u: it is written as two of its own escapes, which become one escaped backslash.
    parts = value.split("\\")
    return (
        "'"
        + "\\u005c\\u005c".join(json.dumps(part)[1:-1].replace('\\"', '"').replace("'", "\\'") for part in parts)
        + "'"
    )
