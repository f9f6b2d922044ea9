"""Geography: where nodes lie on a world map, and the outline of the world under them."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import accumulate

from graphkb.graph import Node, Relationship

# Coefficients of Equal Earth: Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
SCALE = 400.0
# Which way to look for the place of a node that has none itself: along these relations, in this order. Whoever acts is
# at home before they are on a visit; what happens, happens where it is.
TIES = ("LEADS", "REPRESENTS", "CITIZEN_OF", "LOCATED_IN", "MEMBER_OF")
PLACED = ("Event", "Place")


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """The point of the page (y runs down) that shows a place given in degrees, in the Equal Earth projection.

    >>> project(0, 0)
    (0.0, -0.0)
    """
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(max(-90.0, min(90.0, latitude)))))
    square = theta * theta
    stretch = A1 + 3 * A2 * square + square**3 * (7 * A3 + 9 * A4 * square)
    x = 2 * math.radians(longitude) * math.cos(theta) / (math.sqrt(3) * stretch)
    y = theta * (A1 + A2 * square + square**3 * (A3 + A4 * square))
    return round(x * SCALE, 1), round(-y * SCALE, 1)


def outline() -> list[list[float]]:
    """The countries of the world as rings of page coordinates x, y, x, y ..."""
    raw = json.loads(files("graphkb.viz").joinpath("outline.json").read_text(encoding="utf-8"))
    return [_ring(steps) for steps in raw["rings"]]


def _ring(steps: Sequence[int]) -> list[float]:
    longitudes, latitudes = accumulate(steps[::2]), accumulate(steps[1::2])
    return [c for lon, lat in zip(longitudes, latitudes, strict=True) for c in project(lon / 10, lat / 10)]


def place_nodes(nodes: Sequence[Node], relationships: Iterable[Relationship]) -> dict[str, tuple[float, float]]:
    """The points of the world map where nodes lie: by their own coordinates, else by the state or place they belong to.

    Nodes at the same spot stand around it; a node that nothing places is left out.
    """
    homes = {
        n.id: project(n.longitude, n.latitude) for n in nodes if n.latitude is not None and n.longitude is not None
    }
    states = {n.code: n.id for n in nodes if n.label == "State" and n.code and n.id in homes}
    of_state = {n.id: states[n.country] for n in nodes if n.id not in homes and n.country in states}
    at_home = {n.id: of_state[n.id] for n in nodes if n.id in of_state and n.label not in PLACED}
    return homes | _around(homes, of_state | _tied(homes, relationships) | at_home)


def _tied(homes: Mapping[str, tuple[float, float]], relationships: Iterable[Relationship]) -> dict[str, str]:
    """The placed node that each other one belongs to, by its first affirmed tie in the order of `TIES`."""
    order = {tie: rank for rank, tie in enumerate(TIES)}
    ties = [r for r in relationships if r.type in order and r.polarity == "affirmed"]
    found: dict[str, str] = {}
    for r in sorted(ties, key=lambda r: (order[r.type], r.id)):
        if r.source not in homes and r.target in homes:
            found.setdefault(r.source, r.target)
    return found


def _around(homes: dict[str, tuple[float, float]], anchors: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Spots on a sunflower spiral around each home, so that nobody stands on anybody."""
    taken: dict[str, int] = {}
    spots = {}
    for node, home in anchors.items():
        turn = taken[home] = taken.get(home, 0) + 1
        angle, distance = turn * math.pi * (3 - math.sqrt(5)), 13.0 * math.sqrt(turn)
        x, y = homes[home]
        spots[node] = (round(x + distance * math.cos(angle), 1), round(y + distance * math.sin(angle), 1))
    return spots
