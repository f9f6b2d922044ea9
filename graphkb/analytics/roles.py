"""Roles: actors who have the same ties to the same others, and how the roles deal with each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.ties import Node, Ties, ties_of
from graphkb.errors import MeasureError

MOST = 3_000


@dataclass(frozen=True, slots=True)
class Roles:
    """A blockmodel: the nodes of each role, the largest role first, and the density of ties from role to role.

    `density[i][j]` is the share of the pairs from role i to role j that have a tie; None where there is no such pair.
    `fit` is how much of the variance of ties the densities account for, from 0 to 1.
    """

    roles: tuple[frozenset[Node], ...]
    density: tuple[tuple[float | None, ...], ...]
    members: Mapping[Node, int]
    fit: float


def roles(graph: nx.Graph | Ties, count: int = 4) -> Roles:
    """The nodes put into `count` roles by how alike their ties are, to others and from others.

    Formula: the distance of two nodes is 1 - the correlation of their rows and columns of the matrix of ties; roles are
    clusters of it by average linkage.
    Source: White, Boorman and Breiger, "Social structure from multiple networks", American Journal of Sociology 81
    (1976); clustered after Wasserman and Faust, Social Network Analysis (1994), chapter 9.
    Units: shares. Edge cases: nodes without ties are in no role; nodes that are tied to all or to none alike are at
    distance 1 from the others; weights do not matter; parallel edges are one tie, self loops none; with fewer nodes
    than `count` each has a role of its own. Raises `MeasureError` for less than one role, and for more than 3,000 nodes
    with ties.

    >>> found = roles(nx.complete_bipartite_graph(2, 3), 2)
    >>> [sorted(role) for role in found.roles], found.density
    ([[2, 3, 4], [0, 1]], ((0.0, 1.0), (1.0, 0.0)))
    """
    if count < 1:
        raise MeasureError(f"{count} roles are none; take 1 or more")
    ties = ties_of(graph)
    tied = np.unique(np.concatenate((ties.source, ties.target)))
    if len(tied) > MOST:
        raise MeasureError(f"{len(tied)} nodes are too many for roles; take at most {MOST}, the busiest")
    if not len(tied):
        return Roles((), (), {}, 0.0)
    there = ties.among(tied, np.ones(len(ties.weight), dtype=np.bool_))
    matrix = there.plain().matrix().toarray()
    labels = _clusters(matrix, count)
    places = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    places.sort(key=lambda role: (-len(role), int(role[0])))
    density = tuple(tuple(_density(matrix, one, other) for other in places) for one in places)
    members = {there.nodes[place]: number for number, role in enumerate(places) for place in role}
    return Roles(
        tuple(frozenset(there.nodes[place] for place in role) for role in places),
        density,
        members,
        _fit(matrix, np.array([members[node] for node in there.nodes]), density),
    )


def _clusters(matrix: NDArray[Any], count: int) -> NDArray[Any]:
    # Slow to import, and nothing else here needs them.
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    size = len(matrix)
    if size < 2:
        return np.zeros(size, dtype=np.int64)
    profile = np.hstack((matrix, matrix.T))
    centred = profile - profile.mean(axis=1, keepdims=True)
    length = np.linalg.norm(centred, axis=1)
    scaled = np.divide(centred, length[:, None], out=np.zeros_like(centred), where=length[:, None] > 0)
    distance = np.clip(1 - scaled @ scaled.T, 0, 2)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(tree, min(count, size), criterion="maxclust"), dtype=np.int64)


def _density(matrix: NDArray[Any], one: NDArray[Any], other: NDArray[Any]) -> float | None:
    pairs = len(one) * len(other) - len(np.intersect1d(one, other))
    return float(matrix[np.ix_(one, other)].sum() / pairs) if pairs else None


def _fit(matrix: NDArray[Any], labels: NDArray[Any], density: tuple[tuple[float | None, ...], ...]) -> float:
    told = np.array([[0.0 if share is None else share for share in row] for row in density])[np.ix_(labels, labels)]
    pairs = ~np.eye(len(matrix), dtype=bool)
    whole = float(((matrix[pairs] - matrix[pairs].mean()) ** 2).sum()) if pairs.any() else 0.0
    return 1 - float(((matrix - told)[pairs] ** 2).sum()) / whole if whole else 1.0
