"""Measures in which a node's score rests on the scores of those around it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import isfinite

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import connected_components

from graphkb.analytics.ties import Node, Scores, Ties, Vector, sums, ties_of
from graphkb.errors import MeasureError, UnknownName

_ROUNDS = 5_000
_UNWATCHED = 3  # steps between two looks at how far things have settled
_SETTLED = 1e-13
_ACCEPTED = 1e-6


def eigenvector(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """How well connected each node is to nodes that are well connected themselves.

    Formula: x = (1 / l) * A^T x with the largest eigenvalue l of the matrix A of weights; x has length 1.
    Source: Bonacich, "Factoring and weighting approaches to status scores and clique identification", Journal of
    Mathematical Sociology 2 (1972).
    Units: none. Range: 0 to 1.
    Edge cases: in a graph in pieces the best connected piece takes it all and the others have 0 (use `pagerank` or
    `katz`); in a directed graph without a cycle, and in a graph without ties, all have 0 (Newman, Networks (2010),
    7.2), and where two cycles of equal strength follow each other the scores are good to about four digits. Parallel
    edges add up their weights; self loops and ties of weight 0 are none. Raises `MeasureError` where the scores do
    not settle.

    >>> {node: round(score, 3) for node, score in eigenvector(nx.star_graph(2)).items()}
    {0: 0.707, 1: 0.5, 2: 0.5}
    """
    ties = ties_of(graph, weight=weight)
    if _no_cycle(ties):
        return dict.fromkeys(ties.nodes, 0.0)
    return ties.named(_leading(ties)[1])


def pagerank(
    graph: nx.Graph | Ties,
    *,
    weight: str | None = None,
    alpha: float = 0.85,
    personalization: Mapping[Node, float] | Iterable[Node] | None = None,
) -> Scores:
    """How often a walker who follows ties at random, and now and then starts anew, is at each node.

    Formula: x = alpha * P^T x + (1 - alpha) * v, with P the weights of ties divided by their sum for each node, and v
    where the walker starts anew: anywhere, or at the nodes of `personalization`, in proportion to their numbers if it
    has any.
    Source: Page, Brin, Motwani, Winograd, "The PageRank citation ranking" (1999); personalised after Haveliwala,
    "Topic-sensitive PageRank" (2002).
    Units: a share of the walker's time. Range: 0 to 1; all sum to 1.
    Edge cases: no nodes give no scores; a node without ties onward sends the walker to start anew; parallel edges add
    up their weights; self loops and ties of weight 0 are none. Raises `MeasureError` for an alpha outside 0 to 1 or a
    personalization of nothing, `UnknownName` for a node in it that the graph lacks.

    >>> scores = pagerank(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    >>> max(scores, key=scores.get), round(sum(scores.values()), 9)
    ('RUS', 1.0)
    """
    if not 0 <= alpha < 1:
        raise MeasureError(f"alpha is {alpha}; pagerank needs a number from 0 to less than 1")
    ties = ties_of(graph, weight=weight)
    if not len(ties):
        return {}
    start = start_of(ties, personalization)
    return ties.named(walk(ties, alpha=alpha, start=start, begin=start))


def walk(ties: Ties, *, alpha: float, start: Vector, begin: Vector, nearly: float | None = None) -> Vector:
    """How often the walker of PageRank is at each place, found by going on from `begin` until nothing changes.

    With `nearly`, until all shares together change by less than that. Raises `MeasureError` where they do not settle.
    """
    onward = sums(ties.source, ties.weight, len(ties))[ties.source]
    towards = replace(ties, source=ties.target, target=ties.source, weight=alpha * ties.weight / onward).matrix()

    def step(x: Vector) -> Vector:
        # Whoever does not walk on along a tie starts anew, so that all stays 1.
        following: Vector = towards @ x
        following += (1.0 - following.sum()) * start
        return following

    return _settle(step, begin, f"pagerank with alpha {alpha}", nearly=nearly)


def katz(graph: nx.Graph | Ties, *, weight: str | None = None, alpha: float | None = None) -> Scores:
    """How many chains of ties lead to each node, longer ones counting less.

    Formula: x = alpha * A^T x + 1, scaled to length 1. Without `alpha` it is 0.85 / l, with l the largest eigenvalue
    of the matrix A of weights (in a directed graph without a cycle, the largest sum of weights towards a node).
    Source: Katz, "A new status index derived from sociometric analysis", Psychometrika 18 (1953).
    Units: none. Range: 0 to 1.
    Edge cases: works on graphs in pieces and on graphs without cycles, where eigenvector centrality says nothing; nodes
    without ties share the least score; parallel edges add up their weights; self loops and ties of weight 0 are none.
    Raises `MeasureError` for an alpha of 1 / l or more, with which the sum has no end.

    >>> scores = katz(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    >>> max(scores, key=scores.get), scores["KAZ"] == scores["CHN"]
    ('RUS', True)
    """
    ties = ties_of(graph, weight=weight)
    if not len(ties):
        return {}
    towards = ties.matrix().T
    largest = 0.0 if _no_cycle(ties) else _leading(ties)[0]
    bound = largest or float(towards.sum(axis=1).max()) or 1.0
    chosen = 0.85 / bound if alpha is None else alpha
    if chosen <= 0 or (largest and chosen * largest >= 1):
        limit = f"less than {1 / largest:.6g}" if largest else "more than 0"
        raise MeasureError(f"alpha is {chosen}; katz needs a number above 0 and here {limit}")
    found = _settle(lambda x: chosen * (towards @ x) + 1.0, np.ones(len(ties)), "katz", relative=True)
    return ties.named(found / _length(found))


def hits(graph: nx.Graph | Ties, *, weight: str | None = None) -> tuple[Scores, Scores]:
    """Hubs and authorities: hubs have ties to good authorities, authorities are those that good hubs have ties to.

    Formula: h = A a, a = A^T h, each scaled to sum 1, with A the matrix of weights.
    Source: Kleinberg, "Authoritative sources in a hyperlinked environment", Journal of the ACM 46 (1999).
    Units: a share. Range: 0 to 1; each sums to 1.
    Edge cases: all have 0 in a graph without ties; in a graph in pieces the strongest piece takes it all; without
    direction hubs and authorities are the same; parallel edges add up their weights; self loops and ties of weight 0
    are none.
    Raises `MeasureError` where the scores do not settle.

    >>> hubs, authorities = hits(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    >>> hubs["KAZ"], authorities["RUS"]
    (0.5, 1.0)
    """
    ties = ties_of(graph, weight=weight)
    if not ties.weight.size:
        return dict.fromkeys(ties.nodes, 0.0), dict.fromkeys(ties.nodes, 0.0)
    matrix = ties.matrix()
    start = np.full(len(ties), 1.0 / len(ties))
    authority = _settle(lambda x: _share(matrix.T @ (matrix @ x)), start, "hits")
    return ties.named(_share(matrix @ authority)), ties.named(authority)


def hubs(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """How good a hub each node is: whether it has ties to good authorities. See `hits`.

    >>> hubs(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    {'KAZ': 0.5, 'RUS': 0.0, 'CHN': 0.5}
    """
    return hits(graph, weight=weight)[0]


def authorities(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """How good an authority each node is: whether good hubs have ties to it. See `hits`.

    >>> authorities(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    {'KAZ': 0.0, 'RUS': 1.0, 'CHN': 0.0}
    """
    return hits(graph, weight=weight)[1]


def _no_cycle(ties: Ties) -> bool:
    """Whether the matrix of a graph has no eigenvalue above 0: then every node is a strong component of its own."""
    if not ties.weight.size or not ties.directed:
        return not ties.weight.size
    return bool(connected_components(ties.matrix(), connection="strong", return_labels=False) == len(ties))


def _leading(ties: Ties) -> tuple[float, Vector]:
    """The largest eigenvalue of A^T and its vector, of length 1.

    A step adds as much of the old vector as the matrix makes of it. Without that it would swing for ever between the
    two sides of a graph that has two, and it must grow with the weights to help at any scale of them.
    """
    towards = ties.matrix().T

    def step(x: Vector) -> Vector:
        image = towards @ x
        moved: Vector = image + _length(image) * x
        length = _length(moved)
        return moved / length if length else x

    found = _settle(step, np.full(len(ties), len(ties) ** -0.5), "eigenvector centrality")
    return float((found * (towards @ found)).sum()), found


def _settle(
    step: Callable[[Vector], Vector], start: Vector, what: str, *, relative: bool = False, nearly: float | None = None
) -> Vector:
    """The vector that a step leaves as it is, found by going on from `start`; with `nearly`, but for that in sum."""
    x = start
    for _ in range(_ROUNDS):
        for _ in range(_UNWATCHED):
            x = step(x)
        following = step(x)
        changes = np.abs(following - x)
        change = float(changes.max()) / (float(np.abs(following).max()) if relative else 1.0)
        x = following
        if change < _SETTLED or (nearly is not None and changes.sum() < nearly):
            return x
    if change > _ACCEPTED:
        raise MeasureError(f"{what} does not settle on this graph; pagerank with an alpha below 0.99 does on any")
    return x


def _length(x: Vector) -> float:
    """The length of a vector, without the threads that numpy's own norm wakes for every call."""
    return float(np.sqrt((x * x).sum()))


def _share(x: Vector) -> Vector:
    total = x.sum()
    return x / total if total else x


def start_of(ties: Ties, personalization: Mapping[Node, float] | Iterable[Node] | None) -> Vector:
    """Where the walker of PageRank starts anew, as shares."""
    if personalization is None:
        return np.full(len(ties), 1.0 / max(len(ties), 1))
    wanted = personalization if isinstance(personalization, Mapping) else dict.fromkeys(personalization, 1.0)
    place = {node: number for number, node in enumerate(ties.nodes)}
    start = np.zeros(len(ties))
    for node, number in wanted.items():
        if node not in place:
            raise UnknownName("node", str(node), [str(known) for known in ties.nodes])
        if not number >= 0 or not isfinite(number):
            raise MeasureError(f"personalization of {node!r} is {number}; it must be a number of 0 or more")
        start[place[node]] = number
    if not start.sum():
        raise MeasureError("personalization names no node with a number above 0")
    start /= start.sum()
    return start
