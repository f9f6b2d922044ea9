"""Graph: nodes, relationships and the statements they rest on; stable ids, merging, NetworkX."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from graphkb.graph.build import build_graph
from graphkb.graph.deciding import decide
from graphkb.graph.decisions import Decision, Decisions
from graphkb.graph.filtering import filter_graph
from graphkb.graph.graph import Graph, Node, Relationship, Statement
from graphkb.graph.merging import merge, retract
from graphkb.graph.network import to_networkx
from graphkb.graph.reading import Reading

if TYPE_CHECKING:
    from graphkb.graph.cluster import on_cluster
    from graphkb.graph.copies import find_copies
    from graphkb.graph.exchange import exchange_rows
    from graphkb.graph.happenings import find_happenings
    from graphkb.graph.parallel import batches, read_graphs, read_rows
    from graphkb.graph.read import is_read, read_articles
    from graphkb.graph.recorded import build_records

__all__ = [
    "Decision",
    "Decisions",
    "Graph",
    "Node",
    "Reading",
    "Relationship",
    "Statement",
    "batches",
    "build_graph",
    "build_records",
    "decide",
    "exchange_rows",
    "filter_graph",
    "find_copies",
    "find_happenings",
    "is_read",
    "merge",
    "on_cluster",
    "read_articles",
    "read_graphs",
    "read_rows",
    "retract",
    "to_networkx",
]

_LATER = {
    "batches": "parallel",
    "build_records": "recorded",
    "exchange_rows": "exchange",
    "find_copies": "copies",
    "find_happenings": "happenings",
    "is_read": "read",
    "on_cluster": "cluster",
    "read_articles": "read",
    "read_graphs": "parallel",
    "read_rows": "parallel",
}


def __getattr__(name: str) -> Any:
    # What reads articles needs the language tools; whoever only asks or draws a graph shall not wait for them.
    if module := _LATER.get(name):
        return getattr(import_module(f"graphkb.graph.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
