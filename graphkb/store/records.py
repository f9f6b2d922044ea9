"""The values of the graph as properties that a graph database keeps, and back.

Dates are kept as dates, which both stores bring back as such. A property that is not known is None here, which takes
it out of a node that had it; whatever properties others added stay as they are. What Cypher users see has the names of
docs/model.md: a statement's `source` is its `subject`, a state's `code` its `iso3`.
"""

import dataclasses
import datetime
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from graphkb.articles import Article
from graphkb.articles.article import Part
from graphkb.graph import Node, Relationship, Statement
from graphkb.ontology import Label

Properties = dict[str, Any]

BASES = {"Event": "Event", "Place": "Place"}
"""The label that a node is found by, where it is not `Actor`."""

_NODE = {"code": "iso3"}
_STATEMENT = {
    "source": "subject",
    "target": "object",
    "source_mention": "subject_mention",
    "target_mention": "object_mention",
    "source_reason": "subject_reason",
    "target_reason": "object_reason",
    "source_read": "subject_read",
    "target_read": "object_read",
}


def base_label(label: str) -> str:
    """The label under which nodes of a label have their unique id.

    >>> base_label("Leader"), base_label("Place")
    ('Actor', 'Place')
    """
    return BASES.get(label, "Actor")


def node_properties(node: Node) -> Properties:
    """A node's properties; its label is no property."""
    return _properties(node, _NODE, without={"label"})


def node_from(properties: Mapping[str, Any], label: Label) -> Node:
    """The node with these properties."""
    return Node(label=label, **_values(Node, properties, _NODE))


def statement_properties(statement: Statement) -> Properties:
    """A statement's properties."""
    return _properties(statement, _STATEMENT)


def statement_from(properties: Mapping[str, Any]) -> Statement:
    """The statement with these properties."""
    known: Properties = dict.fromkeys(_OPTIONAL) | _values(Statement, properties, _STATEMENT)
    return Statement(**known)


_OPTIONAL = ("target", "target_mention", "date", "published", "attributed_to", "edge", "place")


def relationship_properties(relationship: Relationship) -> Properties:
    """A relationship's properties; its ends and its type are none."""
    return _properties(relationship, {}, without={"source", "target", "type"})


def relationship_from(properties: Mapping[str, Any], source: str, type: str, target: str) -> Relationship:
    """The relationship with these properties, type and ends."""
    known: Properties = {"date": None, "plover": None} | _values(Relationship, properties, {})
    return Relationship(source=source, type=type, target=target, **known)


def article_properties(article: Article, described: tuple[Node, ...]) -> Properties:
    """An article's properties, among them (as JSON) the nodes as this article alone describes them."""
    parts = [f"{part.kind} {part.start} {part.end}" for part in article.parts]
    nodes = [json.dumps(_described(node), ensure_ascii=False) for node in described]
    return _properties(article, {}) | {"parts": parts, "describes": nodes}


def article_from(properties: Mapping[str, Any]) -> Article:
    """The article with these properties."""
    parts = tuple(_part(text) for text in properties.get("parts", ()))
    return Article(**_values(Article, properties, {}) | {"parts": parts})


def described_from(properties: Mapping[str, Any]) -> tuple[Node, ...]:
    """The nodes as an article with these properties describes them."""
    return tuple(_node(json.loads(text)) for text in properties.get("describes", ()))


def _part(text: str) -> Part:
    kind, start, end = text.split()
    return Part(kind, int(start), int(end))  # type: ignore[arg-type]


def _described(node: Node) -> Properties:
    found = {name: known for name, known in node_properties(node).items() if known not in (None, [])} | {
        "label": node.label
    }
    return found | ({"date": node.date.isoformat()} if node.date else {})


def _node(found: Properties) -> Node:
    if "date" in found:
        found["date"] = datetime.date.fromisoformat(found["date"])
    return node_from(found, found.pop("label"))


def _properties(value: Any, renamed: Mapping[str, str], without: set[str] | None = None) -> Properties:
    """The fields of a value under the names they are kept by."""
    found = {}
    kind: Any = type(value)
    for name in _fields(kind):
        if without is None or name not in without:
            known = getattr(value, name)
            found[renamed.get(name, name)] = list(known) if isinstance(known, tuple) else known
    return found


def _values(kind: Any, properties: Mapping[str, Any], renamed: Mapping[str, str]) -> Properties:
    """Properties under the names of a value's fields; what others added to the database is passed over."""
    kept = ((name, renamed.get(name, name)) for name in _fields(kind))
    found = {name: properties[key] for name, key in kept if key in properties}
    return {name: tuple(known) if isinstance(known, list) else known for name, known in found.items()}


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
