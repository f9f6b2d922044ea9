"""What a relationship weighs: how many tell of it, how grave it is, how recent."""

from collections.abc import Callable

import networkx as nx

from graphkb.errors import MeasureError, UnknownName
from graphkb.graph import Graph, Relationship, to_networkx
from graphkb.graph.filtering import first_reported

WEIGHTS = ("sources", "statements", "confidence", "intensity", "recency")
HALF_LIFE = 90
"""After so many days a relationship weighs half, unless the caller says otherwise."""

Weigh = Callable[[Relationship], float]


def check_weight(weight: str) -> None:
    """Raise `UnknownName` where no weight bears that name.

    >>> check_weight("recency")
    """
    if weight not in WEIGHTS:
        raise UnknownName("weight", weight, WEIGHTS)


def weigher(graph: Graph, weight: str, *, half_life: float = HALF_LIFE) -> Weigh:
    """What says how much a relationship of a graph weighs, by one of `WEIGHTS`.

    Formula: `sources`, `statements` and `confidence` are its own; `intensity` is how far it is from neutral, on
    Goldstein's scale from 0 to 10, whatever its sign; `recency` is 0.5 to the power of (its age / half_life), the age
    being the days from when it happened, or else was first reported, to the last day in which an article came out.
    Edge cases: what has no day has no recency, so 0; what is dated later than the last article weighs 1.
    Raises `UnknownName` for another weight, `MeasureError` for a half-life of 0 or less.

    >>> weigher(Graph(), "recency", half_life=-1)
    Traceback (most recent call last):
    graphkb.errors.MeasureError: a half-life of -1 days is none; take more than 0
    """
    check_weight(weight)
    if half_life <= 0:
        raise MeasureError(f"a half-life of {half_life} days is none; take more than 0")
    if weight == "intensity":
        return lambda r: abs(r.intensity)
    if weight != "recency":
        return lambda r: float(getattr(r, weight))
    reported = first_reported(graph)
    days = {r.id: r.date or reported.get(r.id) for r in graph.relationships.values()}
    last = max(reported.values(), default=max((day for day in days.values() if day), default=None))

    def recency(r: Relationship) -> float:
        day = days.get(r.id)
        return 0.5 ** (max((last - day).days, 0) / half_life) if day and last else 0.0

    return recency


def weighed_network(graph: Graph, weight: str, *, half_life: float = HALF_LIFE) -> nx.MultiDiGraph:
    """A graph as NetworkX has it, the `weight` of each edge being one of `WEIGHTS`; raises as `weigher` does.

    >>> weighed_network(Graph(), "intensity").number_of_edges()
    0
    """
    weigh = weigher(graph, weight, half_life=half_life)
    network = to_networkx(graph)
    for _, _, id, facts in network.edges(keys=True, data=True):
        facts["weight"] = weigh(graph.relationships[id])
    return network
