"""Measures of an actor's own ties: how many, in which direction, how strong."""

import networkx as nx
import numpy as np

from graphkb.analytics.ties import Scores, Ties, sums, ties_of


def degree(graph: nx.Graph | Ties) -> Scores:
    """The share of the others that each node has a tie with.

    Formula: k / (n - 1), with k the neighbours of the node and n the nodes; in a directed graph k counts those it has
    a tie to and those that have one to it, so that a tie in both directions counts twice.
    Source: Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1 (1979).
    Units: a share. Range: 0 to 1, in a directed graph 0 to 2.
    Edge cases: a single node has 0; parallel edges count once; self loops do not count.

    >>> degree(nx.MultiGraph([("KAZ", "RUS"), ("KAZ", "RUS"), ("KAZ", "CHN")]))
    {'KAZ': 1.0, 'RUS': 0.5, 'CHN': 0.5}
    """
    ties = ties_of(graph)
    return _shares(ties, out=True, into=ties.directed)


def in_degree(graph: nx.Graph | Ties) -> Scores:
    """The share of the others that have a tie to each node. In an undirected graph the same as `degree`.

    Formula: k / (n - 1), with k the nodes that have an edge to the node. Source, units and edge cases: see `degree`.
    Range: 0 to 1.

    >>> in_degree(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    {'KAZ': 0.0, 'RUS': 1.0, 'CHN': 0.0}
    """
    return _shares(ties_of(graph), out=False, into=True)


def out_degree(graph: nx.Graph | Ties) -> Scores:
    """The share of the others that each node has a tie to. In an undirected graph the same as `degree`.

    Formula: k / (n - 1), with k the nodes that the node has an edge to. Source, units and edge cases: see `degree`.
    Range: 0 to 1.

    >>> out_degree(nx.DiGraph([("KAZ", "RUS"), ("KAZ", "CHN")]))
    {'KAZ': 1.0, 'RUS': 0.0, 'CHN': 0.0}
    """
    return _shares(ties_of(graph), out=True, into=False)


def strength(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """The sum of the weights of each node's ties: the weighted degree.

    Formula: s = sum of w over all edges at the node. Without `weight` every edge weighs 1, so parallel edges add up.
    Source: Barrat et al., "The architecture of complex weighted networks", PNAS 101 (2004).
    Units: those of the weight. Range: 0 upwards.
    Edge cases: a node without ties has 0; self loops do not count; an edge that lacks the weight counts 1.
    Raises `MeasureError` for a weight that is negative or no number.

    >>> strength(nx.MultiDiGraph([("KAZ", "RUS", {"n": 2}), ("RUS", "KAZ", {"n": 3})]), weight="n")
    {'KAZ': 5.0, 'RUS': 5.0}
    """
    ties = ties_of(graph, weight=weight or _EVERY_EDGE)
    return _sums(ties, out=True, into=ties.directed)


def in_strength(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """The sum of the weights of the edges to each node. In an undirected graph the same as `strength`.

    Formula: s = sum of w over the edges to the node. Source, units, range, edge cases and errors: see `strength`.

    >>> in_strength(nx.MultiDiGraph([("KAZ", "RUS"), ("KAZ", "RUS")]))
    {'KAZ': 0.0, 'RUS': 2.0}
    """
    return _sums(ties_of(graph, weight=weight or _EVERY_EDGE), out=False, into=True)


def out_strength(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """The sum of the weights of the edges from each node. In an undirected graph the same as `strength`.

    Formula: s = sum of w over the edges from the node. Source, units, range, edge cases and errors: see `strength`.

    >>> out_strength(nx.MultiDiGraph([("KAZ", "RUS"), ("KAZ", "RUS")]))
    {'KAZ': 2.0, 'RUS': 0.0}
    """
    return _sums(ties_of(graph, weight=weight or _EVERY_EDGE), out=True, into=False)


_EVERY_EDGE = "\0no edge has an attribute of this name, so that each counts 1"


def _shares(ties: Ties, *, out: bool, into: bool) -> Scores:
    others = max(len(ties) - 1, 1)
    return {node: number / others for node, number in _sums(ties.plain(), out=out, into=into).items()}


def _sums(ties: Ties, *, out: bool, into: bool) -> Scores:
    """The weights of each node's ties, those to others, those from others, or both together."""
    ends = [end for end, wanted in ((ties.source, out), (ties.target, into)) if wanted]
    return ties.named(np.sum([sums(end, ties.weight, len(ties)) for end in ends], axis=0))
