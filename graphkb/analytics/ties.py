"""The ties of any NetworkX graph as arrays, which is what measures are computed on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from math import isfinite
from numbers import Real
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graphkb.errors import MeasureError

Node = Any
Scores = dict[Any, float]
Vector = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of a graph: no loops, no parallel ones, none that weighs nothing, in any order.

    `source` and `target` are places in `nodes`. Without directions each tie is there in both of them. Wherever a
    measure takes a graph it takes this as well, so that what is asked often is collapsed once.
    """

    nodes: tuple[Node, ...]
    source: Places
    target: Places
    weight: Vector
    directed: bool

    def __len__(self) -> int:
        return len(self.nodes)

    def plain(self) -> "Ties":
        """The same ties, each of weight 1."""
        return replace(self, weight=np.ones(len(self.weight)))

    def weighed(self, weight: Vector) -> "Ties":
        """These ties with other weights; those that weigh nothing are none."""
        kept = weight > 0
        return Ties(self.nodes, self.source[kept], self.target[kept], weight[kept], self.directed)

    def among(self, places: Places, kept: NDArray[np.bool_]) -> "Ties":
        """The ties that are kept, as ties among the nodes at these places, which are all that they join."""
        number = np.zeros(len(self), dtype=np.int64)
        number[places] = np.arange(len(places))
        nodes = tuple(self.nodes[place] for place in places)
        return Ties(nodes, number[self.source[kept]], number[self.target[kept]], self.weight[kept], self.directed)

    def matrix(self) -> sparse.csr_array:
        """The weights as a matrix, a row for each source."""
        cells = sparse.coo_array((self.weight, (self.source, self.target)), shape=(len(self), len(self)))
        cells.has_canonical_format = True  # no two ties are parallel, so none have to be looked for
        return cells.tocsr()

    def named(self, vector: Iterable[float]) -> Scores:
        """A score for each place as a score for each node."""
        return {node: float(score) for node, score in zip(self.nodes, vector, strict=True)}


def sums(place: Places, values: Vector, size: int) -> Vector:
    """What stands at each place, added up.

    >>> sums(np.array([0, 2, 0]), np.array([1.0, 2.0, 3.0]), 3)
    array([4., 0., 2.])
    """
    found: Vector = np.bincount(place, weights=values, minlength=size).astype(np.float64, copy=False)
    return found


def ties_of(graph: nx.Graph | Ties, *, weight: str | None = None) -> Ties:
    """The ties of a graph, each of weight 1, or with the sum of the attribute `weight` of the edges it consists of.

    An edge that lacks the attribute counts 1; pairs whose edges sum to zero have no tie. Ties given as such keep their
    weights where any name is given. Raises `MeasureError` for a weight that is negative, infinite, or no number.

    >>> ties_of(nx.MultiDiGraph([("KAZ", "RUS", {"n": 2}), ("KAZ", "RUS", {"n": 3})]), weight="n").weight
    array([5.])
    """
    if isinstance(graph, Ties):
        return graph.plain() if weight is None else graph
    reached = dict(graph.adjacency())
    place = {node: number for number, node in enumerate(reached)}
    ties = [len(near) for near in reached.values()]
    source = np.repeat(np.arange(len(place)), ties)
    target = np.fromiter(map(place.__getitem__, chain.from_iterable(reached.values())), np.int64, sum(ties))
    weights = np.ones(len(source)) if weight is None else _weights(graph, reached, weight)
    kept = (source != target) & (weights > 0)
    return Ties(tuple(place), source[kept], target[kept], weights[kept], graph.is_directed())


def _weights(graph: nx.Graph, reached: Mapping[Node, Mapping[Node, Any]], name: str) -> Vector:
    """The weight of each pair that has edges, in their order."""
    pairs = [facts for near in reached.values() for facts in near.values()]
    if not graph.is_multigraph():
        return _checked(graph, [facts.get(name, 1.0) for facts in pairs], name)
    values = _checked(graph, [facts.get(name, 1.0) for edges in pairs for facts in edges.values()], name)
    pair = np.repeat(np.arange(len(pairs)), [len(edges) for edges in pairs])
    return sums(pair, values, len(pairs))


def _checked(graph: nx.Graph, values: list[Any], name: str) -> Vector:
    """Weights as an array, or an error that names the edge whose weight is none."""
    if set(map(type, values)) <= {int, float}:
        numbers = np.array(values, dtype=np.float64)
        if bool((np.isfinite(numbers) & (numbers >= 0)).all()):
            return numbers
    for source, target, value in graph.edges(data=name, default=1.0):
        if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value) or value < 0:
            raise MeasureError(
                f"weight {name!r} of the edge {source!r} -> {target!r} is {value!r}; a weight is a number of 0 or more"
            )
    return np.array(values, dtype=np.float64)
