"""Communities: groups of actors who have more ties among themselves than chance gives them, and how firm these are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Literal, NamedTuple

import networkx as nx
import numpy as np

from graphkb.analytics.collapse import collapse
from graphkb.analytics.ties import Node, Places, Ties, Vector, ties_of
from graphkb.errors import MeasureError, UnknownName

Method = Literal["auto", "leiden", "louvain"]
METHODS = ("auto", "leiden", "louvain")
RUNS = 20
_ROUNDS = 10

Divide = Callable[[Ties, int], Places]
"""The community of each node, by its place, for a seed."""


class Member(NamedTuple):
    """Where a node belongs, and in what share of the runs its ties lie within and across as this says: 1 is firm."""

    community: int
    stability: float


@dataclass(frozen=True, slots=True)
class Communities:
    """A division of all nodes, the largest community first.

    `stability` says how alike the runs were: the mean of the adjusted Rand index between any two, 1 where they all
    found the same, 0 where they were alike by chance only.
    """

    communities: tuple[frozenset[Node], ...]
    members: Mapping[Node, Member]
    modularity: float
    stability: float
    method: str
    runs: int

    def wavering(self, top: int | None = None) -> list[tuple[Node, Member]]:
        """The nodes whose community hangs on chance, the least firm first; all or the first `top`."""
        ordered = sorted(self.members.items(), key=lambda item: (item[1].stability, str(item[0])))
        return [item for item in ordered if item[1].stability < 1][:top]


def leiden_engine() -> bool:
    """Whether the Leiden algorithm is installed (`pip install graphkb[leiden]`)."""
    return find_spec("graspologic_native") is not None


def communities(
    graph: nx.Graph | Ties,
    *,
    method: Method = "auto",
    weight: str | None = None,
    resolution: float = 1.0,
    runs: int = RUNS,
    seed: int = 0,
) -> Communities:
    """The communities that many runs from different seeds agree on.

    Formula: each run looks for the division with the highest modularity, the sum over communities of (ties within) /
    (all ties) - resolution * (ties at it / 2 all ties)^2. Ties are then weighed by the share of runs that put both ends
    together, those below one half left out, and divided anew, until all runs agree.
    Source: Traag, Waltman and van Eck, "From Louvain to Leiden", Scientific Reports 9 (2019), by graspologic-native
    where it is installed (`method="leiden"`); else Blondel et al., "Fast unfolding of communities in large networks",
    Journal of Statistical Mechanics (2008), by NetworkX (`"louvain"`). The consensus is that of Lancichinetti and
    Fortunato, "Consensus clustering in complex networks", Scientific Reports 2 (2012), over the ties that there are.
    Units: modularity and the stabilities are shares; a higher resolution makes smaller communities.
    Edge cases: direction is left out of account, the weights of both directions being added; parallel edges add up;
    self loops and ties of weight 0 are none; a node without ties is a community of its own, of stability 1; a graph
    without ties has modularity 0.
    Raises `UnknownName` for a method that there is not, `MeasureError` where it is not installed, for a resolution of 0
    or less, and for less than one run.

    >>> found = communities(nx.barbell_graph(4, 0), method="louvain")
    >>> [sorted(community) for community in found.communities], found.stability
    ([[0, 1, 2, 3], [4, 5, 6, 7]], 1.0)
    """
    if method not in METHODS:
        raise UnknownName("method", method, METHODS)
    if resolution <= 0 or runs < 1:
        raise MeasureError(f"communities take a resolution above 0 and 1 run or more, not {resolution} and {runs}")
    chosen = ("leiden" if leiden_engine() else "louvain") if method == "auto" else method
    if chosen == "leiden" and not leiden_engine():
        raise MeasureError('leiden is not installed: pip install "graphkb[leiden]"; louvain always is')
    ties = undirected_ties(ties_of(graph, weight=weight))
    engine = _leiden if chosen == "leiden" else _louvain
    found = [engine(ties, resolution, seed + run) for run in range(runs)]
    agreed = _consensus(ties, found, lambda of, number: engine(of, resolution, seed + number))
    return _told(ties, agreed, found, resolution, chosen)


def undirected_ties(ties: Ties) -> Ties:
    """The same ties without directions: both directions of a pair have the sum of their weights."""
    if not ties.directed:
        return ties
    matrix = (ties.matrix() + ties.matrix().T).tocoo()
    order = np.lexsort((matrix.col, matrix.row))
    source, target = matrix.row[order].astype(np.int64), matrix.col[order].astype(np.int64)
    return Ties(ties.nodes, source, target, matrix.data[order], directed=False)


def _leiden(ties: Ties, resolution: float, seed: int) -> Places:
    once = ties.source < ties.target
    ends = (map(str, end[once].tolist()) for end in (ties.source, ties.target))
    edges = list(zip(*ends, ties.weight[once].tolist(), strict=True))
    labels = np.arange(len(ties)) + len(ties)  # nodes without ties stay alone
    if edges:
        _, found = import_module("graspologic_native").leiden(edges, resolution=resolution, iterations=3, seed=seed)
        for place, label in found.items():
            labels[int(place)] = label
    return _numbered(labels)


def _louvain(ties: Ties, resolution: float, seed: int) -> Places:
    simple = collapse(replace(ties, nodes=tuple(range(len(ties)))), weight="weight")
    labels = np.zeros(len(ties), dtype=np.int64)
    found = nx.community.louvain_communities(simple, weight="weight", resolution=resolution, seed=seed)
    for number, community in enumerate(found):
        labels[list(community)] = number
    return _numbered(labels)


def _numbered(labels: Places) -> Places:
    """The same division with its communities numbered from 0."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _consensus(ties: Ties, found: list[Places], divide: Divide) -> Places:
    """The division that runs come to agree on, or the first of the last ones where they do not."""
    for _ in range(_ROUNDS):
        together = _together(ties, found)
        if not ((together > 0) & (together < 1)).any():
            break
        weighed = ties.weighed(np.where(together >= 0.5, together, 0.0))
        found = [divide(weighed, number) for number in range(len(found))]
    return found[0]


def _together(ties: Ties, found: list[Places]) -> Vector:
    """For each tie the share of divisions that put its ends together."""
    share: Vector = np.mean([labels[ties.source] == labels[ties.target] for labels in found], axis=0)
    return share


def _told(ties: Ties, labels: Places, found: list[Places], resolution: float, method: str) -> Communities:
    members = [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=-1)) + 1)]
    members.sort(key=lambda places: (-len(places), int(places[0])))
    number = {int(labels[places[0]]): rank for rank, places in enumerate(members)}
    within = labels[ties.source] == labels[ties.target]
    kept = np.where(within, _together(ties, found), 1 - _together(ties, found))
    weight = np.bincount(ties.source, weights=ties.weight, minlength=len(ties))
    firm = np.bincount(ties.source, weights=ties.weight * kept, minlength=len(ties))
    stability = np.divide(firm, weight, out=np.ones(len(ties)), where=weight > 0)
    places = {
        node: Member(number[int(labels[place])], float(stability[place])) for place, node in enumerate(ties.nodes)
    }
    alike = [_rand(one, other) for one, other in combinations(found, 2)]
    return Communities(
        tuple(frozenset(ties.nodes[place] for place in community) for community in members),
        places,
        modularity(ties, labels, resolution=resolution),
        float(np.mean(alike)) if alike else 1.0,
        method,
        len(found),
    )


def modularity(ties: Ties, labels: Places, *, resolution: float = 1.0) -> float:
    """How many more ties lie within communities than chance puts there (Newman and Girvan, 2004); 0 without ties."""
    whole = ties.weight.sum()
    if not whole:
        return 0.0
    within = ties.weight[labels[ties.source] == labels[ties.target]].sum()
    at = np.bincount(labels[ties.source], weights=ties.weight)
    return float(within / whole - resolution * ((at / whole) ** 2).sum())


def _rand(one: Places, other: Places) -> float:
    """The adjusted Rand index of two divisions (Hubert and Arabie, 1985)."""
    both = np.unique(one * (int(other.max(initial=0)) + 1) + other, return_counts=True)[1]
    pairs = [float((counts * (counts - 1.0) / 2).sum()) for counts in (both, np.bincount(one), np.bincount(other))]
    chance = pairs[1] * pairs[2] / max(len(one) * (len(one) - 1) / 2, 1)
    most = (pairs[1] + pairs[2]) / 2
    return (pairs[0] - chance) / (most - chance) if most > chance else 1.0
