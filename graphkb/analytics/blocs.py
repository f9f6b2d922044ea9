"""Blocs: the division of actors that leaves least conflict inside and least cooperation between."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.ties import Node
from graphkb.errors import MeasureError

EXACT_UP_TO = 20
"""So many actors are divided into two by trying every division, unless the caller says otherwise."""
MOST = 4_000
RESTARTS = 50
_EPSILON = 1e-9

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]


class Place(NamedTuple):
    """Where an actor stands: its bloc, how much of the weight of its ties goes against that, and how often the other
    divisions that are as good, or nearly, put it with the same company.
    """

    bloc: int
    against: float
    stability: float


@dataclass(frozen=True, slots=True)
class Blocs:
    """A division of actors, the largest bloc first; actors without ties are in none.

    `frustration` is the weight of the ties that go against it, `share` that of all weight. `exact` says that no
    division has less; else it is the best of `restarts` searches.
    """

    blocs: tuple[frozenset[Node], ...]
    frustration: float
    share: float
    exact: bool
    restarts: int
    places: Mapping[Node, Place]
    frustrated: tuple[tuple[Node, Node, float], ...]

    def between(self, top: int | None = None) -> list[tuple[Node, Place]]:
        """The actors between blocs: those most of whose ties go against the division first, then the least stable."""
        ordered = sorted(self.places.items(), key=lambda item: (-item[1].against, item[1].stability, str(item[0])))
        return [item for item in ordered if item[1].against > 0 or item[1].stability < 1][:top]


def blocs(
    signed: nx.Graph,
    count: int | None = 2,
    *,
    weight: str = "weight",
    exact_up_to: int = EXACT_UP_TO,
    restarts: int = RESTARTS,
    seed: int = 0,
) -> Blocs:
    """The division of a signed graph into at most `count` blocs with the least frustration; None for any number.

    Formula: frustration = the sum of the weights of cooperation between blocs and of conflict within them, as positive
    numbers; the share is of the sum of all. An actor's `against` is the same over its own ties alone.
    Source: Harary, "On the measurement of structural balance", Behavioral Science 4 (1959), the line index of balance;
    for several blocs Doreian and Mrvar, "A partitioning approach to structural balance", Social Networks 18 (1996); for
    two, exact by trying all divisions, see Aref and Wilson, "Balance and frustration in signed networks", Journal of
    Complex Networks 7 (2019). Above `exact_up_to` actors, and for more than two blocs, actors move one by one, and in
    two blocs also two by two across, to where they leave less frustration, from `restarts` beginnings at random.
    Units: those of the weight; the share runs from 0, balanced, to 1/2 for two blocs.
    Edge cases: ties of weight 0 and self loops are none; actors without ties are in no bloc; with no conflict there is
    one bloc; pieces of the graph that have no tie between them stand to each other at random, which `stability` shows.
    Raises `MeasureError` for fewer than two blocs or one restart, and for more than 4,000 actors.

    >>> signed = nx.Graph([("A", "B", {"weight": 1}), ("C", "D", {"weight": 1}), ("A", "C", {"weight": -1})])
    >>> [sorted(bloc) for bloc in blocs(signed).blocs], blocs(signed).frustration
    ([['A', 'B'], ['C', 'D']], 0.0)
    """
    if count is not None and count < 2:
        raise MeasureError(f"{count} blocs divide nobody; take 2 or more, or None for any number")
    if restarts < 1:
        raise MeasureError("a search for blocs begins at least once")
    nodes, matrix = _weights(signed, weight)
    if not nodes:
        return Blocs((), 0.0, 0.0, True, 0, {}, ())
    exact = count == 2 and len(nodes) <= exact_up_to
    found = _all_divisions(matrix) if exact else _searched(matrix, count, restarts, np.random.default_rng(seed))
    return _told(nodes, matrix, found, exact=exact, restarts=0 if exact else restarts)


def _weights(signed: nx.Graph, weight: str) -> tuple[list[Node], Matrix]:
    ties = [(a, b, float(value)) for a, b, value in signed.edges(data=weight, default=0.0) if a != b and value]
    joined = {end for tie in ties for end in tie[:2]}
    if len(joined) > MOST:
        raise MeasureError(f"{len(joined)} actors are too many to divide into blocs; take at most {MOST}, the busiest")
    nodes = sorted(joined, key=str)
    place = {node: number for number, node in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for a, b, value in ties:
        matrix[place[a], place[b]] += value
        matrix[place[b], place[a]] += value
    return nodes, matrix


def _frustrations(matrix: Matrix, labels: Labels) -> Matrix:
    """For each tie how much of it goes against a division, in both directions of it."""
    together = labels[:, None] == labels[None, :]
    return np.where(together, np.maximum(-matrix, 0), np.maximum(matrix, 0))


def _all_divisions(matrix: Matrix) -> list[Labels]:
    """The best divisions into two of all that there are; the last actor keeps its side, as sides have no names."""
    size = len(matrix)
    bits = np.arange(size)
    best, kept = -np.inf, list[Labels]()
    for begin in range(0, 2 ** (size - 1), 2**14):
        numbers = np.arange(begin, min(begin + 2**14, 2 ** (size - 1)))
        sides = ((numbers[:, None] >> bits) & 1) * 2.0 - 1
        kinship = ((sides @ matrix) * sides).sum(axis=1)
        best = max(best, float(kinship.max()))
        kept = [labels for labels in kept if _kinship(matrix, labels) > best - _EPSILON]
        kept += [(side > 0).astype(np.int64) for side in sides[kinship > best - _EPSILON][:100]]
    return kept


def _kinship(matrix: Matrix, labels: Labels) -> float:
    sides = labels * 2.0 - 1
    return float(sides @ matrix @ sides)


def _searched(matrix: Matrix, count: int | None, restarts: int, chance: np.random.Generator) -> list[Labels]:
    """The divisions of many searches, the best first; those as good as it, or within a hundredth of all weight."""
    blocs = min(count or len(matrix), len(matrix))
    begun = [chance.integers(min(blocs, 2 + number % 4), size=len(matrix)) for number in range(restarts)]
    found = [_settled(matrix, labels, blocs, chance) for labels in begun]
    scores = [float(_frustrations(matrix, labels).sum()) for labels in found]
    near = min(scores) + 0.01 * np.abs(matrix).sum()
    ordered = sorted(zip(scores, range(restarts), strict=True))
    return [found[number] for score, number in ordered if score <= near]


def _settled(matrix: Matrix, labels: Labels, blocs: int, chance: np.random.Generator) -> Labels:
    """A division in which nobody leaves less frustration elsewhere."""
    labels = labels.copy()
    pull = np.zeros((len(matrix), blocs))
    for bloc in range(blocs):
        pull[:, bloc] = matrix[:, labels == bloc].sum(axis=1)
    moved = True
    while moved:
        moved = False
        for actor in chance.permutation(len(matrix)):
            here, there = labels[actor], int(pull[actor].argmax())
            if pull[actor, there] > pull[actor, here] + _EPSILON:
                _move(matrix, labels, pull, actor, there)
                moved = True
        moved = moved or (blocs == 2 and _swapped(matrix, labels, pull))
    return labels


def _move(matrix: Matrix, labels: Labels, pull: Matrix, actor: int, there: int) -> None:
    pull[:, labels[actor]] -= matrix[:, actor]
    pull[:, there] += matrix[:, actor]
    labels[actor] = there


def _swapped(matrix: Matrix, labels: Labels, pull: Matrix) -> bool:
    """Whether two actors changed sides together, which neither would have done alone."""
    gain = pull[np.arange(len(labels)), 1 - labels] - pull[np.arange(len(labels)), labels]
    same = labels[:, None] == labels[None, :]
    both = gain[:, None] + gain[None, :] + 2 * np.where(same, matrix, -matrix)
    np.fill_diagonal(both, -np.inf)
    one, other = divmod(int(both.argmax()), len(labels))
    if both[one, other] <= _EPSILON:
        return False
    for actor in (one, other):
        _move(matrix, labels, pull, actor, 1 - int(labels[actor]))
    return True


def _told(nodes: list[Node], matrix: Matrix, found: list[Labels], *, exact: bool, restarts: int) -> Blocs:
    """The best division, its blocs in order of size, with what the nearly best say of each actor."""
    best = found[0]
    members = [np.flatnonzero(best == bloc) for bloc in set(best.tolist())]
    members.sort(key=lambda places: (-len(places), int(places[0])))
    number = {int(best[places[0]]): rank for rank, places in enumerate(members)}
    against = _frustrations(matrix, best)
    whole = np.abs(matrix).sum(axis=1)
    together = best[:, None] == best[None, :]
    agreed = np.mean([(labels[:, None] == labels[None, :]) == together for labels in found], axis=0)
    others = max(len(nodes) - 1, 1)
    stability = (agreed.sum(axis=1) - 1) / others if len(nodes) > 1 else np.ones(1)
    places = {
        node: Place(number[int(best[i])], float(against[i].sum() / whole[i]), float(stability[i]))
        for i, node in enumerate(nodes)
    }
    frustrated = [(nodes[i], nodes[j], float(matrix[i, j])) for i, j in np.argwhere(np.triu(against) > 0)]
    return Blocs(
        tuple(frozenset(nodes[i] for i in places) for places in members),
        float(against.sum() / 2),
        float(against.sum() / whole.sum()),
        exact,
        restarts,
        places,
        tuple(sorted(frustrated, key=lambda tie: (-abs(tie[2]), str(tie[0]), str(tie[1])))),
    )
