"""Any NetworkX graph as a simple one, which is what measures are defined on."""

import math
from typing import Any

import networkx as nx

from graphkb.errors import MeasureError

Node = Any
Scores = dict[Any, float]


def collapse(graph: nx.Graph, *, weight: str | None = None) -> nx.Graph:
    """A fresh `Graph` or `DiGraph` with the nodes of `graph`, one edge for each pair, and no self loops.

    Each edge has a `weight`: the sum of the attribute `weight` of the parallel edges, 1 where one lacks it, or 1 for
    the pair where no attribute is named. Pairs whose weights sum to zero are left out: they have no tie.
    The graph is always a new one, because engines behind NetworkX keep copies of graphs they have seen.

    Raises `MeasureError` for a weight that is negative, infinite, or no number.

    >>> ties = nx.MultiDiGraph([("KAZ", "RUS", {"n": 2}), ("KAZ", "RUS", {"n": 3}), ("RUS", "RUS", {"n": 9})])
    >>> list(collapse(ties, weight="n").edges(data=True))
    [('KAZ', 'RUS', {'weight': 5.0})]
    """
    simple = nx.DiGraph() if graph.is_directed() else nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_weighted_edges_from((*pair, total) for pair, total in _pairs(graph, weight).items() if total)
    return simple


def undirected(simple: nx.Graph) -> nx.Graph:
    """A collapsed graph without directions, the weights of both directions of a pair added.

    >>> undirected(collapse(nx.DiGraph([("KAZ", "RUS"), ("RUS", "KAZ")]))).edges["KAZ", "RUS"]["weight"]
    2.0
    """
    if not simple.is_directed():
        return simple
    both = nx.Graph()
    both.add_nodes_from(simple)
    for source, target, weight in simple.edges(data="weight"):
        back = simple[target][source]["weight"] if simple.has_edge(target, source) else 0.0
        both.add_edge(source, target, weight=weight + back)
    return both


def _pairs(graph: nx.Graph, weight: str | None) -> dict[tuple[Node, Node], float]:
    """The weight of each pair of nodes that have an edge; parallel edges come with their ends in the same order."""
    if weight is None:
        return {(source, target): 1.0 for source, target in graph.edges() if source != target}
    pairs: dict[tuple[Node, Node], float] = {}
    for source, target, value in graph.edges(data=weight, default=1.0):
        if source != target:
            pairs[source, target] = pairs.get((source, target), 0.0) + _number(value, weight, source, target)
    return pairs


def _number(value: object, name: str | None, source: Node, target: Node) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise MeasureError(
            f"weight {name!r} of the edge {source!r} -> {target!r} is {value!r}; a weight is a number of 0 or more"
        )
    return float(value)
