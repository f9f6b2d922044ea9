"""A graph as the nodes and relationships that a database keeps of it: what the writers for Neo4j have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphkb.graph import Graph
from graphkb.graph.merging import accounts
from graphkb.store.records import (
    article_properties,
    base_label,
    node_properties,
    relationship_properties,
    statement_properties,
)
from graphkb.store.schema import FORMAT
from graphkb.store.writing import digest


@dataclass(frozen=True, slots=True)
class KeptNode:
    """A node: the label that it is found by, the others it bears, what is known of it, what tells it from others."""

    base: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]
    keys: tuple[str, ...] = ("id",)


@dataclass(frozen=True, slots=True)
class KeptRelationship:
    """A relationship: its type, both ends with the label that their ids are unique under, what is known of it."""

    type: str
    source: tuple[str, str]
    target: tuple[str, str]
    properties: Mapping[str, Any]


def kept_nodes(graph: Graph) -> Iterator[KeptNode]:
    """Yield every node that a store would hold: actors, events and places, articles, statements, the format.

    >>> [node.base for node in kept_nodes(Graph())]
    ['Graphkb']
    """
    yield KeptNode("Graphkb", (), {"id": "graphkb", "format": FORMAT})
    for node in graph.nodes.values():
        base = base_label(node.label)
        yield KeptNode(base, () if node.label == base else (node.label,), _known(node_properties(node)))
    yield from _articles(graph)
    for statement in graph.statements.values():
        yield KeptNode("Statement", (), _known(statement_properties(statement)))


def _articles(graph: Graph) -> Iterator[KeptNode]:
    """Yield articles, and the fingerprints by which copies of them are found."""
    from graphkb.graph.copies import find_copies, trait_of

    copies = find_copies(graph.articles.values())
    for account in accounts(graph):
        article = account.article
        sketch = trait_of(article).sketch
        properties = article_properties(article, account.nodes) | {
            "digest": digest(account),
            "loaded": graph.loaded.get(article.id),
            "origin": copies.origin[article.id],
            "corrected_by": copies.corrected.get(article.id),
            "sketch": sketch.kept() if sketch else None,
        }
        yield KeptNode("Article", (), _known(properties))
        for key in sketch.marks() if sketch else ():
            yield KeptNode("Fingerprint", (), {"key": key, "article": article.id}, keys=("key", "article"))


def kept_relationships(graph: Graph) -> Iterator[KeptRelationship]:
    """Yield every relationship that a store would hold: who says what, and who did what."""
    for statement in graph.statements.values():
        yield KeptRelationship("STATES", ("Article", statement.article), ("Statement", statement.id), {})
    for r in graph.relationships.values():
        source, target = (base_label(graph.nodes[end].label) for end in (r.source, r.target))
        yield KeptRelationship(r.type, (source, r.source), (target, r.target), _known(relationship_properties(r)))


def _known(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}
