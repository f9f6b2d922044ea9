"""Any NetworkX graph as a simple one, for what NetworkX measures itself."""

import networkx as nx

from graphkb.analytics.ties import Ties, ties_of


def collapse(graph: nx.Graph | Ties, *, weight: str | None = None) -> nx.Graph:
    """A fresh `Graph` or `DiGraph` with the nodes of `graph`, one edge for each pair, and no self loops.

    Each edge has a `weight`: the sum of the attribute `weight` of the parallel edges, 1 where one lacks it, or 1 for
    the pair where no attribute is named. Pairs whose weights sum to zero are left out: they have no tie.
    The graph is always a new one, because engines behind NetworkX keep copies of graphs they have seen.

    Raises `MeasureError` for a weight that is negative, infinite, or no number.

    >>> ties = nx.MultiDiGraph([("KAZ", "RUS", {"n": 2}), ("KAZ", "RUS", {"n": 3}), ("RUS", "RUS", {"n": 9})])
    >>> list(collapse(ties, weight="n").edges(data=True))
    [('KAZ', 'RUS', {'weight': 5.0})]
    """
    ties = ties_of(graph, weight=weight)
    simple = nx.DiGraph() if ties.directed else nx.Graph()
    simple.add_nodes_from(ties.nodes)
    pairs = zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True)
    simple.add_weighted_edges_from((ties.nodes[one], ties.nodes[other], number) for one, other, number in pairs)
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
