"""Structural balance: whether the friend of a friend is a friend, and the enemy of an enemy as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.ties import Node

SHUFFLES = 500
KINDS = ("+++", "++-", "+--", "---")
"""Triads by the signs of their ties; the first and the third are balanced."""

Numbers = NDArray[np.int64]


class Triad(NamedTuple):
    """Three actors who all have ties with each other: its kind, and the weight of the weakest of its ties."""

    actors: tuple[Node, Node, Node]
    kind: str
    strength: float


@dataclass(frozen=True, slots=True)
class Balance:
    """How many triads there are of each kind, and what share of them is balanced.

    `expected` is that share where the same signs lie on the same ties at random, `low` and `high` the 5% and 95% ends
    of it over `shuffles`, and `probability` how often chance balances at least as many. They are all None for a graph
    without triads.
    """

    triads: Mapping[str, int]
    share: float | None
    expected: float | None
    low: float | None
    high: float | None
    probability: float | None
    shuffles: int

    @property
    def balanced(self) -> int:
        """How many triads are balanced: all cooperate, or two are together against a third."""
        return self.triads["+++"] + self.triads["+--"]

    @property
    def unbalanced(self) -> int:
        """How many triads are not: one has friends who are enemies, or three are all against each other."""
        return self.triads["++-"] + self.triads["---"]


def balance(signed: nx.Graph, *, weight: str = "weight", shuffles: int = SHUFFLES, seed: int = 0) -> Balance:
    """The balanced and unbalanced triads of a signed graph, against the same graph with its signs shuffled.

    Formula: a triad is balanced where the product of its three signs is positive; the share is balanced / all. The
    baseline leaves ties and the number of each sign as they are and deals the signs out anew.
    Source: Cartwright and Harary, "Structural balance: a generalization of Heider's theory", Psychological Review 63
    (1956); the baseline as Leskovec, Huttenlocher and Kleinberg, "Signed networks in social media", CHI (2010). In the
    weaker balance of Davis, "Clustering and structural balance in graphs", Human Relations 20 (1967), only `++-` is
    not balanced.
    Units: triads; shares run from 0 to 1.
    Edge cases: ties of weight 0 have no sign and are none; self loops do not count; a graph without triads has no
    shares; where all signs are equal chance gives the same share. It takes what `signed_graph` makes, an undirected
    graph without parallel edges; of another one each tie is looked at as it is.

    >>> signed = nx.Graph([("A", "B", {"weight": 1}), ("B", "C", {"weight": -1}), ("A", "C", {"weight": -1})])
    >>> balance(signed).triads["+--"], balance(signed).share
    (1, 1.0)
    """
    signs, triangles, _ = _triangles(signed, weight)
    kinds = np.bincount((signs[triangles] < 0).sum(axis=1), minlength=4)
    triads = dict(zip(KINDS, kinds.tolist(), strict=True))
    if not len(triangles):
        return Balance(triads, None, None, None, None, None, 0)
    chance = np.random.default_rng(seed)
    shares = np.array([_share(chance.permutation(signs), triangles) for _ in range(shuffles)])
    share = _share(signs, triangles)
    low, high = np.quantile(shares, (0.05, 0.95)).tolist()
    probability = float((1 + (shares >= share).sum()) / (1 + shuffles))
    return Balance(triads, share, float(shares.mean()), low, high, probability, shuffles)


def unbalanced_triads(signed: nx.Graph, *, weight: str = "weight", top: int | None = None) -> list[Triad]:
    """The triads that are not balanced, those whose weakest tie is strongest first, then by name; all or the first.

    >>> signed = nx.Graph([("A", "B", {"weight": 1}), ("B", "C", {"weight": 1}), ("A", "C", {"weight": -0.5})])
    >>> unbalanced_triads(signed)
    [Triad(actors=('A', 'B', 'C'), kind='++-', strength=0.5)]
    """
    signs, triangles, ends = _triangles(signed, weight)
    found = []
    for triangle in triangles[signs[triangles].prod(axis=1) < 0] if len(triangles) else ():
        ties = [ends[tie] for tie in triangle]
        actors = tuple(sorted({end for tie in ties for end in tie[:2]}, key=str))
        kind = KINDS[int((signs[triangle] < 0).sum())]
        found.append(Triad(actors, kind, min(abs(tie[2]) for tie in ties)))
    return sorted(found, key=lambda triad: (-triad.strength, [str(actor) for actor in triad.actors]))[:top]


def _share(signs: Numbers, triangles: Numbers) -> float:
    return float((signs[triangles].prod(axis=1) > 0).mean())


def _triangles(signed: nx.Graph, weight: str) -> tuple[Numbers, Numbers, list[tuple[Node, Node, float]]]:
    """The sign of each tie, the triangles as numbers of three ties, and the ties."""
    ties = [(a, b, value) for a, b, value in signed.edges(data=weight, default=0.0) if a != b and value]
    order = {node: place for place, (node, _) in enumerate(sorted(signed.degree(), key=lambda item: item[1]))}
    later: dict[Node, dict[Node, int]] = {node: {} for node in signed}
    for number, (a, b, _) in enumerate(ties):
        first, second = (a, b) if order[a] < order[b] else (b, a)
        later[first][second] = number
    triangles = [
        (one, later[b][c], other)
        for around in later.values()
        for b, one in around.items()
        for c, other in around.items()
        if c in later[b]
    ]
    signs = np.array([1 if value > 0 else -1 for _, _, value in ties], dtype=np.int64)
    return signs, np.array(triangles, dtype=np.int64).reshape(-1, 3), ties
