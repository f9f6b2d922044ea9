"""Measures of paths: who stands between others, who is near to them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import dijkstra

from graphkb.analytics.collapse import collapse
from graphkb.analytics.engine import all_betweenness, dispatch
from graphkb.analytics.sweep import between_two_steps, dependencies, steps_towards
from graphkb.analytics.ties import Places, Scores, Ties, Vector, ties_of
from graphkb.errors import MeasureError

EXACT_UP_TO = 30_000
"""Graphs with more nodes have their betweenness estimated, unless the caller says otherwise."""
EXACT_UP_TO_WEIGHTED = 2_000
"""The same with weights, for which there is no faster engine than NetworkX."""
SAMPLES = 500
_GROUPS = 10
_AT_ONCE = 256
_STUDENT = 2.262  # 95% of Student's t with 9 degrees of freedom, for ten groups


@dataclass(frozen=True, slots=True)
class Estimate:
    """Scores, and how sure they are.

    `samples` is how many nodes the paths were counted from; None says that it was from all, and the scores are exact.
    `error` is how far from the exact one a score may be, the 95% margin of the score that varied most; exact ones
    have 0.
    """

    scores: Scores
    samples: int | None = None
    error: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing was sampled."""
        return self.samples is None


def betweenness(
    graph: nx.Graph | Ties,
    *,
    weight: str | None = None,
    samples: int | None = None,
    exact_up_to: int | None = None,
    seed: int = 0,
    backend: str | None = None,
) -> Scores:
    """The share of shortest paths between others that run through each node.

    Formula: sum over ordered pairs s, t of (shortest paths from s to t through v) / (shortest paths from s to t),
    divided by (n - 1)(n - 2). With `weight`, a tie is as long as 1 / weight.
    Source: Freeman, "A set of measures of centrality based on betweenness", Sociometry 40 (1977); computed after
    Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001).
    Units: a share of pairs. Range: 0 to 1.
    Edge cases: 0 for all in a graph of fewer than three nodes; pairs without a path count nothing; parallel edges are
    one tie; self loops and ties of weight 0 are none.
    Above `exact_up_to` nodes (30,000 unless said, with weights 2,000), or with `samples`, it is estimated from that
    many nodes (500 unless said), drawn by `seed`; `estimate_betweenness` tells which it was and how sure it is.
    `backend` has NetworkX's dispatch compute the exact one, `"networkx"` NetworkX itself.
    Raises `MeasureError` for fewer samples than ten and for a `backend` that cannot compute it.

    >>> betweenness(nx.path_graph(["UZB", "KAZ", "RUS"]))
    {'UZB': 0.0, 'KAZ': 1.0, 'RUS': 0.0}
    """
    estimate = estimate_betweenness(
        graph, weight=weight, samples=samples, exact_up_to=exact_up_to, seed=seed, backend=backend
    )
    return estimate.scores


def estimate_betweenness(
    graph: nx.Graph | Ties,
    *,
    weight: str | None = None,
    samples: int | None = None,
    exact_up_to: int | None = None,
    seed: int = 0,
    backend: str | None = None,
) -> Estimate:
    """Betweenness with what it rests on: exact, or sampled with the error that this may bring.

    The sampled one counts paths from nodes drawn without repetition, in ten groups; the error comes from how much the
    groups differ (Student's t), narrowed for the share of nodes that were drawn. Without weights only paths of three
    steps and more are sampled: those of two, which decide who has any betweenness at all, are counted exactly.
    Source: Brandes and Pich, "Centrality estimation in large networks", International Journal of Bifurcation and
    Chaos 17 (2007). Raises `MeasureError` for fewer samples than ten.

    >>> estimate_betweenness(nx.path_graph(5)).exact
    True
    >>> estimate = estimate_betweenness(nx.path_graph(50), samples=20)
    >>> estimate.samples, estimate.scores[25] > 0.4, 0 < estimate.error < 0.5
    (20, True, True)
    """
    ties = ties_of(graph, weight=weight)
    if exact_up_to is None:
        exact_up_to = EXACT_UP_TO_WEIGHTED if weight else EXACT_UP_TO
    if samples is None and len(ties) > exact_up_to:
        samples = SAMPLES
    # Paths begin at nodes with ties onward, so those are all that there are to draw from.
    onward = np.flatnonzero(np.bincount(ties.source, minlength=len(ties)))
    if samples is not None and samples < _GROUPS:
        raise MeasureError(f"betweenness cannot be sampled from {samples} nodes; it takes {_GROUPS} or more")
    if samples is None or samples >= len(onward):
        return Estimate(_exact(ties, weight, backend))
    return _sampled(ties, np.random.default_rng(seed).permutation(onward)[:samples], len(onward), weight)


def closeness(graph: nx.Graph | Ties, *, weight: str | None = None, backend: str | None = None) -> Scores:
    """How near each node is to those that can reach it.

    Formula: (r / d) * (r / (n - 1)), with r the nodes that can reach the node and d the sum of their distances to it.
    With `weight`, a tie is as long as 1 / weight.
    Source: Bavelas, "Communication patterns in task-oriented groups", JASA 22 (1950), with the factor for graphs in
    pieces of Wasserman and Faust, Social Network Analysis (1994).
    Units: 1 / distance. Range: 0 to 1 without weights.
    Edge cases: a node that none can reach has 0, so a single one has, and all in a graph without ties; in a graph in
    pieces those of large ones stand higher; in a directed graph distances run towards the node; parallel edges are one
    tie, as short as their weights added make it; self loops and ties of weight 0 are none. Raises `MeasureError` for a
    weight that is negative or no number, and for a `backend` that cannot compute it.

    >>> closeness(nx.path_graph(["UZB", "KAZ", "RUS"]))["KAZ"]
    1.0
    """
    ties = ties_of(graph, weight=weight)
    if backend is not None:
        simple = _lengthened(ties)
        return dispatch(nx.closeness_centrality, simple, backend=backend, distance="length" if weight else None)
    reached, distance, _ = _near(ties, weighted=weight is not None)
    others = max(len(ties) - 1, 1)
    scores = np.divide(reached * reached, distance * others, out=np.zeros(len(ties)), where=distance > 0)
    return ties.named(scores)


def harmonic(graph: nx.Graph | Ties, *, weight: str | None = None) -> Scores:
    """The sum of how near each node is to every other: one over the distance, 0 for those that cannot reach it.

    Formula: sum over others u of 1 / d(u, v). With `weight`, a tie is as long as 1 / weight.
    Source: Marchiori and Latora, "Harmony in the small-world", Physica A 285 (2000); Boldi and Vigna, "Axioms for
    centrality", Internet Mathematics 10 (2014).
    Units: nodes at distance 1. Range: 0 to n - 1 without weights.
    Edge cases: unlike closeness it needs no factor for graphs in pieces; otherwise as `closeness`.

    >>> harmonic(nx.path_graph(["UZB", "KAZ", "RUS"]))
    {'UZB': 1.5, 'KAZ': 2.0, 'RUS': 1.5}
    """
    ties = ties_of(graph, weight=weight)
    return ties.named(_near(ties, weighted=weight is not None)[2])


def _near(ties: Ties, *, weighted: bool) -> tuple[Vector, Vector, Vector]:
    """For each node how many can reach it, their distances summed, and one over their distances summed."""
    reached, distance, inverse = (np.zeros(len(ties)) for _ in range(3))
    if not weighted:
        for steps, further in steps_towards(ties):
            reached += further
            distance += steps * further
            inverse += further / steps
        return reached, distance, inverse
    towards = replace(ties, weight=1.0 / ties.weight).matrix().T.tocsr()
    for begin in range(0, len(ties), _AT_ONCE):
        block = np.arange(begin, min(begin + _AT_ONCE, len(ties)))
        found = dijkstra(towards, indices=block)
        there = np.isfinite(found) & (found > 0)
        reached[block] = there.sum(axis=1)
        distance[block] = np.where(there, found, 0).sum(axis=1)
        inverse[block] = np.divide(1.0, found, out=np.zeros_like(found), where=there).sum(axis=1)
    return reached, distance, inverse


def _lengthened(ties: Ties) -> nx.Graph:
    """A simple graph whose edges have their `length`."""
    simple = collapse(ties, weight="weight")
    for _, _, facts in simple.edges(data=True):
        facts["length"] = 1.0 / facts["weight"]
    return simple


def _exact(ties: Ties, weight: str | None, backend: str | None) -> Scores:
    if weight is None and backend is None:
        return ties.named(all_betweenness(ties))
    length = "length" if weight else None
    return dispatch(nx.betweenness_centrality, _lengthened(ties), backend=backend or "networkx", weight=length)


def _sampled(ties: Ties, drawn: Places, candidates: int, weight: str | None) -> Estimate:
    """Betweenness from the paths that begin at the nodes drawn, without weights only those of three steps or more."""
    matrix = ties.matrix()
    known = np.zeros(len(ties)) if weight else between_two_steps(matrix)
    count = _counter(ties) if weight else lambda sources: dependencies(matrix, sources, beyond=2)
    shares = [drawn[start::_GROUPS] for start in range(_GROUPS)]
    groups = np.array([count(share) / len(share) for share in shares]) * candidates
    pairs = max((len(ties) - 1) * (len(ties) - 2), 1)
    scores = (known + np.average(groups, axis=0, weights=[len(share) for share in shares])) / pairs
    widest = float(groups.std(axis=0, ddof=1).max()) / pairs
    error = _STUDENT * widest * sqrt((1 - len(drawn) / candidates) / _GROUPS)
    return Estimate(ties.named(scores), len(drawn), error)


def _counter(ties: Ties) -> Callable[[Places], Vector]:
    """What counts the paths from some nodes along ties of different lengths."""
    simple = _lengthened(ties)
    twice = 1 if ties.directed else 2  # NetworkX halves the counts of a graph without directions

    def count(sources: Places) -> Vector:
        begin = [ties.nodes[place] for place in sources]
        found = nx.betweenness_centrality_subset(simple, begin, list(ties.nodes), weight="length")
        return np.array([twice * found[node] for node in ties.nodes])

    return count
