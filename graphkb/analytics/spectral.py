"""Measures in which a node's score rests on the scores of those around it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.collapse import Node, Scores, collapse
from graphkb.errors import MeasureError, UnknownName

Vector = NDArray[np.float64]

_ROUNDS = 20_000
_SETTLED = 1e-13
_ACCEPTED = 1e-6


def eigenvector(graph: nx.Graph, *, weight: str | None = None) -> Scores:
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
    simple = collapse(graph, weight=weight)
    if _no_cycle(simple):
        return dict.fromkeys(simple, 0.0)
    return _scores(simple, _leading(simple)[1])


def pagerank(
    graph: nx.Graph,
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
    simple = collapse(graph, weight=weight)
    start = _start(simple, personalization)
    if not len(simple):
        return {}
    try:
        scores = nx.pagerank(
            simple, alpha=alpha, personalization=start, max_iter=_ROUNDS, tol=1e-13, backend="networkx"
        )
    except nx.PowerIterationFailedConvergence as error:
        raise MeasureError(f"pagerank does not settle with alpha {alpha}; a smaller one does") from error
    return {node: float(score) for node, score in scores.items()}


def katz(graph: nx.Graph, *, weight: str | None = None, alpha: float | None = None) -> Scores:
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
    simple = collapse(graph, weight=weight)
    if not len(simple):
        return {}
    towards = _matrix(simple).T
    largest = 0.0 if _no_cycle(simple) else _leading(simple)[0]
    bound = largest or float(towards.sum(axis=1).max()) or 1.0
    chosen = 0.85 / bound if alpha is None else alpha
    if chosen <= 0 or (largest and chosen * largest >= 1):
        limit = f"less than {1 / largest:.6g}" if largest else "more than 0"
        raise MeasureError(f"alpha is {chosen}; katz needs a number above 0 and here {limit}")
    ones = np.ones(len(simple))
    found = _settle(lambda x: chosen * (towards @ x) + 1.0, ones, "katz", relative=True)
    return _scores(simple, found / np.linalg.norm(found))


def hits(graph: nx.Graph, *, weight: str | None = None) -> tuple[Scores, Scores]:
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
    simple = collapse(graph, weight=weight)
    if not simple.number_of_edges():
        return dict.fromkeys(simple, 0.0), dict.fromkeys(simple, 0.0)
    matrix = _matrix(simple)
    start = np.full(len(simple), 1.0 / len(simple))
    authority = _settle(lambda x: _share(matrix.T @ (matrix @ x)), start, "hits")
    return _scores(simple, _share(matrix @ authority)), _scores(simple, authority)


def hubs(graph: nx.Graph, *, weight: str | None = None) -> Scores:
    """How good a hub each node is: whether it has ties to good authorities. See `hits`.

    >>> hubs(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    {'KAZ': 0.5, 'RUS': 0.0, 'CHN': 0.5}
    """
    return hits(graph, weight=weight)[0]


def authorities(graph: nx.Graph, *, weight: str | None = None) -> Scores:
    """How good an authority each node is: whether good hubs have ties to it. See `hits`.

    >>> authorities(nx.DiGraph([("KAZ", "RUS"), ("CHN", "RUS")]))
    {'KAZ': 0.0, 'RUS': 1.0, 'CHN': 0.0}
    """
    return hits(graph, weight=weight)[1]


def _no_cycle(simple: nx.Graph) -> bool:
    """Whether the matrix of a graph has no eigenvalue above 0."""
    return not simple.number_of_edges() or bool(simple.is_directed() and nx.is_directed_acyclic_graph(simple))


def _leading(simple: nx.Graph) -> tuple[float, Vector]:
    """The largest eigenvalue of A^T and its vector, of length 1.

    A step adds as much of the old vector as the matrix makes of it. Without that it would swing for ever between the
    two sides of a graph that has two, and it must grow with the weights to help at any scale of them.
    """
    towards = _matrix(simple).T

    def step(x: Vector) -> Vector:
        image = towards @ x
        moved: Vector = image + np.linalg.norm(image) * x
        length = np.linalg.norm(moved)
        return moved / length if length else x

    found = _settle(step, np.full(len(simple), len(simple) ** -0.5), "eigenvector centrality")
    return float(found @ (towards @ found)), found


def _settle(step: Callable[[Vector], Vector], start: Vector, what: str, *, relative: bool = False) -> Vector:
    """The vector that a step leaves as it is, found by going on from `start`."""
    x = start
    for _ in range(_ROUNDS):
        following = step(x)
        change = float(np.abs(following - x).max()) / (float(np.abs(following).max()) if relative else 1.0)
        x = following
        if change < _SETTLED:
            return x
    if change > _ACCEPTED:
        raise MeasureError(f"{what} does not settle on this graph; pagerank does on any")
    return x


def _matrix(simple: nx.Graph) -> Any:
    return nx.to_scipy_sparse_array(simple, weight="weight", dtype=float, format="csr")


def _share(x: Vector) -> Vector:
    total = x.sum()
    return x / total if total else x


def _scores(simple: nx.Graph, vector: Vector) -> Scores:
    return {node: float(score) for node, score in zip(simple, vector, strict=True)}


def _start(simple: nx.Graph, personalization: Mapping[Node, float] | Iterable[Node] | None) -> dict[Node, float] | None:
    if personalization is None:
        return None
    mapped = isinstance(personalization, Mapping)
    start = dict(personalization) if mapped else dict.fromkeys(personalization, 1.0)
    for node, number in start.items():
        if node not in simple:
            raise UnknownName("node", str(node), [str(known) for known in simple])
        if number < 0:
            raise MeasureError(f"personalization of {node!r} is {number}; it must be 0 or more")
    if not sum(start.values()):
        raise MeasureError("personalization names no node with a number above 0")
    return start
