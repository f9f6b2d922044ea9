"""What a driver answers, as plain Python values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from graphkb.graph import Node
from graphkb.ontology import Label
from graphkb.store.records import node_from

if TYPE_CHECKING:
    from neo4j import Record

LABELS = frozenset(get_args(Label))


_AS_IT_IS = frozenset([str, int, float, bool, bytes, type(None)])


def plain(value: Any) -> Any:
    """A value of the driver as Python has it: dates, times, dicts for nodes and relationships, lists for paths."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    return _plain_object(value)


def _plain_object(value: Any) -> Any:
    from neo4j.graph import Entity, Path
    from neo4j.time import Date, DateTime, Duration, Time

    if isinstance(value, (Date, DateTime, Time)):
        return value.to_native()
    if isinstance(value, Entity):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, Path):
        steps = zip(value.nodes, value.relationships, strict=False)
        return [plain(step) for pair in steps for step in pair] + [plain(value.end_node)]
    return str(value) if isinstance(value, Duration) else value


def plain_row(record: Record) -> tuple[Any, ...]:
    """A record as a tuple of plain values."""
    return tuple(plain(value) for value in record.values())


def node_of_row(row: Mapping[str, Any]) -> Node:
    """The node of a row with `labels` and its properties as `n`."""
    # Somebody may have given a node labels of their own; ours is the one that the ontology has.
    [label, *_] = sorted(LABELS.intersection(row["labels"])) or ["Person"]
    return node_from(plain(row["n"]), label)
