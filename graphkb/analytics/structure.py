"""Measures of the ties among an actor's contacts: cores, holes, and who holds a graph together."""

import networkx as nx

from graphkb.analytics.collapse import collapse, undirected
from graphkb.analytics.ties import Node, Scores, Ties


def core_number(graph: nx.Graph | Ties) -> Scores:
    """The largest k for which each node is in the k-core, in which everyone has ties with k others of it.

    Formula: take away nodes with fewer than k ties until none is left; the last k that kept the node.
    Source: Seidman, "Network structure and minimum degree", Social Networks 5 (1983); computed after Batagelj and
    Zaversnik, "An O(m) algorithm for cores decomposition of networks" (2003).
    Units: ties. Range: 0 to n - 1.
    Edge cases: direction is left out of account; a node without ties has 0; parallel edges count once; self loops do
    not.

    >>> core_number(nx.MultiDiGraph([("KAZ", "RUS"), ("RUS", "CHN"), ("CHN", "KAZ"), ("UZB", "KAZ")]))
    {'KAZ': 2.0, 'RUS': 2.0, 'CHN': 2.0, 'UZB': 1.0}
    """
    return {node: float(core) for node, core in nx.core_number(undirected(collapse(graph))).items()}


def constraint(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """How far each node's contacts are tied among themselves, so that it has no hole between them to use.

    Formula: sum over contacts j of (p_ij + sum over q of p_iq * p_qj)^2, with p_ij the share of i's ties that go to j.
    Source: Burt, Structural Holes (1992), chapter 2.
    Units: none. Range: above 0, to 1 and for nodes with two or three contacts that know each other a little more.
    Edge cases: a node without ties has no constraint and is not among the scores; direction is left out of account, the
    weights of both directions being added; parallel edges add up; self loops and ties of weight 0 are none.

    >>> constraint(nx.star_graph(["KAZ", "RUS", "CHN"]))
    {'KAZ': 0.5, 'RUS': 1.0, 'CHN': 1.0}
    """
    ties = undirected(collapse(graph, weight=weight))
    ties.remove_nodes_from(list(nx.isolates(ties)))
    found = nx.constraint(ties, weight="weight") if len(ties) else {}
    return {node: float(score) for node, score in found.items()}


def effective_size(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """How many of each node's contacts are not made superfluous by another of them.

    Formula: n - 2t / n, with n the contacts and t the ties among them; with `weight`, the sum over contacts j of
    1 - sum over q of p_iq * m_jq, with p_iq the share of i's ties that go to q and m_jq the strength of j's tie to q
    relative to j's strongest.
    Source: Burt, Structural Holes (1992), chapter 2; without weights after Borgatti, "Structural holes: unpacking
    Burt's redundancy measures", Connections 20 (1997).
    Units: contacts. Range: 0 to n - 1.
    Edge cases: a node without ties has 0; direction, parallel edges and self loops as in `constraint`.

    >>> effective_size(nx.star_graph(["KAZ", "RUS", "CHN"]))
    {'KAZ': 2.0, 'RUS': 1.0, 'CHN': 1.0}
    """
    ties = undirected(collapse(graph, weight=weight))
    scores = dict.fromkeys(ties, 0.0)
    ties.remove_nodes_from(list(nx.isolates(ties)))
    found = nx.effective_size(ties, weight="weight" if weight else None) if len(ties) else {}
    return scores | {node: float(score) for node, score in found.items()}


def articulation(graph: nx.Graph | Ties) -> Scores:
    """Into how many more pieces the graph falls when each node is taken out.

    Formula: the biconnected components that the node is in, less one; 0 for a node in none.
    Source: Hopcroft and Tarjan, "Efficient algorithms for graph manipulation", Communications of the ACM 16 (1973).
    Units: pieces. Range: 0 to n - 2.
    Edge cases: direction is left out of account; a node without ties has 0; parallel edges are one tie; self loops
    are none.

    >>> articulation(nx.path_graph(["UZB", "KAZ", "RUS"]))
    {'UZB': 0.0, 'KAZ': 1.0, 'RUS': 0.0}
    """
    ties = undirected(collapse(graph))
    blocks = dict.fromkeys(ties, 0)
    for component in nx.biconnected_components(ties):
        for node in component:
            blocks[node] += 1
    return {node: float(max(number - 1, 0)) for node, number in blocks.items()}


def articulation_points(graph: nx.Graph | Ties) -> list[Node]:
    """The nodes without which the graph falls into more pieces, those that hold most of them together first.

    >>> articulation_points(nx.path_graph(["UZB", "KAZ", "RUS"]))
    ['KAZ']
    """
    held = articulation(graph)
    return sorted((node for node in held if held[node]), key=lambda node: (-held[node], str(node)))
