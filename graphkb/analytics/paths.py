"""Measures of paths: who stands between others, who is near to them."""

import random
from dataclasses import dataclass
from math import sqrt
from statistics import stdev

import networkx as nx

from graphkb.analytics.collapse import Node, Scores, collapse
from graphkb.analytics.engine import dispatch, fast_engine
from graphkb.errors import MeasureError

EXACT_UP_TO = 2_000
"""Graphs with more nodes have their betweenness estimated, unless the caller says otherwise."""
EXACT_UP_TO_FAST = 30_000
"""The same where the faster engine computes it, with which all nodes cost less than 500 do without."""
SAMPLES = 500
_GROUPS = 10
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
    graph: nx.Graph,
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
    Above `exact_up_to` nodes (2,000 unless said, 30,000 where a faster engine can do it), or with `samples`, it is
    estimated from that many nodes (500 unless said), drawn by `seed`; `estimate_betweenness` tells which it was and how
    sure it is. Raises `MeasureError` for fewer samples than ten and for a `backend` that cannot compute it.

    >>> betweenness(nx.path_graph(["UZB", "KAZ", "RUS"]))
    {'UZB': 0.0, 'KAZ': 1.0, 'RUS': 0.0}
    """
    estimate = estimate_betweenness(
        graph, weight=weight, samples=samples, exact_up_to=exact_up_to, seed=seed, backend=backend
    )
    return estimate.scores


def estimate_betweenness(
    graph: nx.Graph,
    *,
    weight: str | None = None,
    samples: int | None = None,
    exact_up_to: int | None = None,
    seed: int = 0,
    backend: str | None = None,
) -> Estimate:
    """Betweenness with what it rests on: exact, or sampled with the error that this may bring.

    The sampled one counts paths from nodes drawn without repetition, in ten groups; the error comes from how much the
    groups differ (Student's t), narrowed for the share of nodes that were drawn.
    Source: Brandes and Pich, "Centrality estimation in large networks", International Journal of Bifurcation and
    Chaos 17 (2007). Raises `MeasureError` for fewer samples than ten.

    >>> estimate_betweenness(nx.path_graph(5)).exact
    True
    >>> estimate = estimate_betweenness(nx.path_graph(50), samples=20)
    >>> estimate.samples, estimate.scores[25] > 0.4, 0 < estimate.error < 0.5
    (20, True, True)
    """
    simple = collapse(graph, weight=weight)
    length = _lengthen(simple) if weight else None
    able = length is None
    if exact_up_to is None:
        exact_up_to = EXACT_UP_TO_FAST if able and backend is None and fast_engine() else EXACT_UP_TO
    if samples is None and len(simple) > exact_up_to:
        samples = SAMPLES
    if samples is None or samples >= len(simple):
        scores = dispatch(nx.betweenness_centrality, simple, backend=backend, able=able, weight=length)
        return Estimate(dict(scores))
    if samples < _GROUPS:
        raise MeasureError(f"betweenness cannot be sampled from {samples} nodes; it takes {_GROUPS} or more")
    return _sampled(simple, samples, length, seed)


def closeness(graph: nx.Graph, *, weight: str | None = None, backend: str | None = None) -> Scores:
    """How near each node is to those that can reach it.

    Formula: (r / d) * (r / (n - 1)), with r the nodes that can reach the node and d the sum of their distances to it.
    With `weight`, a tie is as long as 1 / weight.
    Source: Bavelas, "Communication patterns in task-oriented groups", JASA 22 (1950), with the factor for graphs in
    pieces of Wasserman and Faust, Social Network Analysis (1994).
    Units: 1 / distance. Range: 0 to 1 without weights.
    Edge cases: a node that none can reach has 0; in a directed graph distances run towards the node; parallel edges are
    one tie; self loops and ties of weight 0 are none.

    >>> closeness(nx.path_graph(["UZB", "KAZ", "RUS"]))["KAZ"]
    1.0
    """
    simple = collapse(graph, weight=weight)
    length = _lengthen(simple) if weight else None
    return dict(dispatch(nx.closeness_centrality, simple, backend=backend, distance=length))


def harmonic(graph: nx.Graph, *, weight: str | None = None) -> Scores:
    """The sum of how near each node is to every other: one over the distance, 0 for those that cannot reach it.

    Formula: sum over others u of 1 / d(u, v). With `weight`, a tie is as long as 1 / weight.
    Source: Marchiori and Latora, "Harmony in the small-world", Physica A 285 (2000); Boldi and Vigna, "Axioms for
    centrality", Internet Mathematics 10 (2014).
    Units: nodes at distance 1. Range: 0 to n - 1 without weights.
    Edge cases: unlike closeness it needs no factor for graphs in pieces; otherwise as `closeness`.

    >>> harmonic(nx.path_graph(["UZB", "KAZ", "RUS"]))
    {'UZB': 1.5, 'KAZ': 2.0, 'RUS': 1.5}
    """
    simple = collapse(graph, weight=weight)
    length = _lengthen(simple) if weight else None
    found = nx.harmonic_centrality(simple, distance=length)
    return {node: float(found[node]) for node in simple}


def _lengthen(simple: nx.Graph) -> str:
    """Give each edge of a collapsed graph its length, and say under which name."""
    for _, _, facts in simple.edges(data=True):
        facts["length"] = 1.0 / facts["weight"]
    return "length"


def _sampled(simple: nx.Graph, samples: int, length: str | None, seed: int) -> Estimate:
    nodes = list(simple)
    drawn = random.Random(seed).sample(nodes, samples)
    groups = [_from(simple, drawn[start::_GROUPS], nodes, length) for start in range(_GROUPS)]
    scores = {
        v: sum(group[v] * len(drawn[start::_GROUPS]) for start, group in enumerate(groups)) / samples for v in nodes
    }
    widest = max(stdev(group[v] for group in groups) for v in nodes)
    return Estimate(scores, samples, _STUDENT * widest * sqrt((1 - samples / len(nodes)) / _GROUPS))


def _from(simple: nx.Graph, sources: list[Node], targets: list[Node], length: str | None) -> Scores:
    """Betweenness as the paths from some of the nodes tell it."""
    counted = nx.betweenness_centrality_subset(simple, sources=sources, targets=targets, weight=length)
    others = max((len(simple) - 1) * (len(simple) - 2), 1)
    whole = (1 if simple.is_directed() else 2) * len(simple) / len(sources) / others
    return {node: score * whole for node, score in counted.items()}
