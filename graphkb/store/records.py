"""The values of the graph as properties that a graph database keeps, and back.

Dates are kept as dates, which both stores bring back as such. A property that is not known is None here, which takes
it out of a node that had it; whatever properties others added stay as they are. What Cypher users see has the names of
docs/model.md: a statement's `source` is its `subject`, a state's `code` its `iso3`.
"""

import dataclasses
import datetime
import json
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from operator import attrgetter
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

_RENAMED: Mapping[type, Mapping[str, str]] = {Node: _NODE, Statement: _STATEMENT}
_WITHOUT: Mapping[type, frozenset[str]] = {
    Node: frozenset({"label"}),
    Relationship: frozenset({"source", "target", "type"}),
}


def base_label(label: str) -> str:
    """The label under which nodes of a label have their unique id.

    >>> base_label("Leader"), base_label("Place")
    ('Actor', 'Place')
    """
    return BASES.get(label, "Actor")


def node_properties(node: Node) -> Properties:
    """A node's properties; its label is no property."""
    return _properties(node)


def node_from(properties: Mapping[str, Any], label: Label) -> Node:
    """The node with these properties."""
    return Node(label=label, **_values(Node, properties, _NODE))


def statement_properties(statement: Statement) -> Properties:
    """A statement's properties."""
    return _properties(statement)


def statement_from(properties: Mapping[str, Any]) -> Statement:
    """The statement with these properties."""
    known: Properties = dict.fromkeys(_OPTIONAL) | _values(Statement, properties, _STATEMENT)
    return Statement(**known)


_OPTIONAL = ("target", "target_mention", "date", "published", "attributed_to", "edge", "place")


def relationship_properties(relationship: Relationship) -> Properties:
    """A relationship's properties; its ends and its type are none."""
    return _properties(relationship)


def relationship_from(properties: Mapping[str, Any], source: str, type: str, target: str) -> Relationship:
    """The relationship with these properties, type and ends."""
    known: Properties = {"date": None, "plover": None} | _values(Relationship, properties, {})
    return Relationship(source=source, type=type, target=target, **known)


def article_properties(article: Article, described: tuple[Node, ...]) -> Properties:
    """An article's properties, among them (as JSON) the nodes as this article alone describes them."""
    parts = [f"{part.kind} {part.start} {part.end}" for part in article.parts]
    return _properties(article) | {"parts": parts, "describes": [_described(node) for node in described]}


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


# The same few actors are told in the same words by article after article.
@lru_cache(maxsize=10_000)
def _described(node: Node) -> str:
    found = {name: known for name, known in node_properties(node).items() if known not in (None, [])} | {
        "label": node.label
    }
    return json.dumps(found | ({"date": node.date.isoformat()} if node.date else {}), ensure_ascii=False)


def _node(found: Properties) -> Node:
    if "date" in found:
        found["date"] = datetime.date.fromisoformat(found["date"])
    return node_from(found, found.pop("label"))


def present(properties: Properties) -> Properties:
    """Properties without those that are not known: what is made anew has none to lose.

    >>> present({"id": "state/KAZ", "wikidata": None})
    {'id': 'state/KAZ'}
    """
    return {name: value for name, value in properties.items() if value is not None}


def _properties(value: Any) -> Properties:
    """The fields of a value under the names they are kept by."""
    kind: Any = type(value)
    names, values, tuples = _kept(kind)
    found = dict(zip(names, values(value), strict=True))
    for name in tuples:
        found[name] = list(found[name])
    return found


@cache
def _kept(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The names by which the fields of a kind are kept, what gets their values, and which of them are tuples."""
    fields = [field for field in dataclasses.fields(kind) if field.name not in _WITHOUT.get(kind, ())]
    names = [_RENAMED.get(kind, {}).get(field.name, field.name) for field in fields]
    tuples = [name for name, field in zip(names, fields, strict=True) if str(field.type).startswith("tuple[")]
    return tuple(names), attrgetter(*(field.name for field in fields)), tuple(tuples)


def _values(kind: Any, properties: Mapping[str, Any], renamed: Mapping[str, str]) -> Properties:
    """Properties under the names of a value's fields; what others added to the database is passed over."""
    kept = ((name, renamed.get(name, name)) for name in _fields(kind))
    found = {name: properties[key] for name, key in kept if key in properties}
    return {name: tuple(known) if isinstance(known, list) else known for name, known in found.items()}


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
