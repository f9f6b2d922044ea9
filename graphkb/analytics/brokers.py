"""Brokers: who stands between communities, and in what part."""

from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy import sparse

from graphkb.analytics.communities import Communities, undirected_ties
from graphkb.analytics.sweep import open_paths
from graphkb.analytics.ties import Node, Places, Ties, Vector, sums, ties_of
from graphkb.errors import MeasureError

PARTS = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


class Broker(NamedTuple):
    """How a node stands to the communities around it.

    `participation` is how evenly its ties are spread over them, `hub` how many more ties than others it has in its own,
    in standard deviations. The parts count the paths it joins: within its own community (coordinator), within another
    (itinerant), out of its own (representative), into its own (gatekeeper), between two others (liaison).
    """

    participation: float
    hub: float
    coordinator: int
    itinerant: int
    representative: int
    gatekeeper: int
    liaison: int

    @property
    def across(self) -> int:
        """How many paths between different communities it joins."""
        return self.representative + self.gatekeeper + self.liaison


def brokers(
    graph: nx.Graph | Ties, membership: Communities | Mapping[Node, object], *, weight: str | None = None
) -> dict[Node, Broker]:
    """How each node brokers between communities: `membership` says which one each node is in.

    Formula: participation = 1 - sum over communities of (ties to it / all its ties)^2; hub = (ties within its own -
    their mean there) / their standard deviation; the parts count paths a -> node -> c where no tie leads from a to c,
    by the communities of the three.
    Source: Guimera and Amaral, "Functional cartography of complex metabolic networks", Nature 433 (2005); Gould and
    Fernandez, "Structures of mediation", Sociological Methodology 19 (1989).
    Units: a share from 0 to below 1; standard deviations; paths. In a graph without directions each path runs both ways
    and counts twice, once out of and once into.
    Edge cases: a node without ties has 0 everywhere; where all of a community have equally many ties within, hub is 0;
    parallel edges add up their weights in participation and hub and are one path; self loops are none. Raises
    `MeasureError` where the membership lacks a node.

    >>> sides = {"A": 1, "B": 1, "M": 1, "X": 2, "Y": 2}
    >>> found = brokers(nx.DiGraph([("A", "M"), ("M", "X"), ("Y", "M"), ("M", "B")]), sides)["M"]
    >>> found.coordinator, found.representative, found.gatekeeper, found.itinerant, found.participation
    (1, 1, 1, 1, 0.5)
    """
    ties = ties_of(graph, weight=weight)
    of = (
        {node: member.community for node, member in membership.members.items()}
        if isinstance(membership, Communities)
        else dict(membership)
    )
    for node in ties.nodes:
        if node not in of:
            raise MeasureError(f"the membership does not say which community {node!r} is in")
    known: dict[object, int] = {}
    label = np.array([known.setdefault(of[node], len(known)) for node in ties.nodes], dtype=np.int64)
    parts = np.zeros((len(ties), len(PARTS)))
    for begin, through, end in open_paths(ties.matrix()):
        first, own, last = label[begin], label[through], label[end]
        part = np.select(
            [(first == own) & (own == last), first == last, first == own, last == own], [0, 1, 2, 3], default=4
        )
        parts += np.bincount(through * len(PARTS) + part, minlength=parts.size).reshape(parts.shape)
    spread, hub = _spread(undirected_ties(ties), label, len(known))
    return {
        node: Broker(float(spread[place]), float(hub[place]), *map(int, parts[place]))
        for place, node in enumerate(ties.nodes)
    }


def _spread(ties: Ties, label: Places, number: int) -> tuple[Vector, Vector]:
    """Participation and the z-score of the ties within, for each place."""
    towards = sparse.coo_array((ties.weight, (ties.source, label[ties.target])), shape=(len(ties), max(number, 1)))
    squares = (towards.tocsr() ** 2).sum(axis=1)
    whole = sums(ties.source, ties.weight, len(ties))
    participation = np.where(whole > 0, 1 - squares / np.where(whole > 0, whole, 1.0) ** 2, 0.0)
    same = label[ties.source] == label[ties.target]
    within = sums(ties.source[same], ties.weight[same], len(ties))
    hub = np.zeros(len(ties))
    for community in range(number):
        there = np.flatnonzero(label == community)
        deviation = within[there].std()
        if deviation > 1e-12:
            hub[there] = (within[there] - within[there].mean()) / deviation
    return participation, hub
