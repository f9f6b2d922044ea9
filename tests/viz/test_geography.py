"""Places on the world map."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.graph import Node, Relationship
from graphkb.relations.relation import Polarity
from graphkb.viz.geography import SCALE, outline, place_nodes, project
from tests.viz.story import story_graph


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [  # the edges of Equal Earth for a globe of radius 1, by its authors' formula
        pytest.param(180, 0, 2.70663, 0, id="east"),
        pytest.param(0, 90, 0, -1.31736, id="north"),
        pytest.param(-180, 0, -2.70663, 0, id="west"),
    ],
)
def test_the_projection_meets_its_known_edges(longitude: float, latitude: float, x: float, y: float) -> None:
    assert project(longitude, latitude) == pytest.approx((x * SCALE, y * SCALE), abs=0.1)


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(-90, 90))
def test_north_is_up_on_every_meridian(longitude: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert project(longitude, high)[1] <= project(longitude, low)[1]


def test_the_outline_covers_the_world_without_streaks() -> None:
    rings = outline()
    assert len(rings) > 200
    for ring in rings:
        steps = [abs(a - b) for a, b in zip(ring[::2], ring[2::2], strict=False)]
        assert max(steps) < 0.2 * 2 * 2.70663 * SCALE


def test_capitals_lie_in_their_countries() -> None:
    capitals = [project(71.4, 51.2), project(37.6, 55.8), project(2.3, 48.9)]
    assert sum(_inside(capital, ring) for capital in capitals for ring in outline()) == 3


def _inside(point: tuple[float, float], ring: list[float]) -> bool:
    x, y = point
    corners = list(zip(ring[::2], ring[1::2], strict=True))
    odd = False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def test_actors_without_coordinates_stand_by_their_state() -> None:
    graph = story_graph()
    placed = place_nodes(list(graph.nodes.values()), graph.relationships.values())
    home, leader = placed["state/KAZ"], placed["leader/tokayev"]
    assert 0 < abs(home[0] - leader[0]) + abs(home[1] - leader[1]) < 30
    assert "org/un" not in placed


def test_actors_on_a_visit_stand_at_home_and_events_where_they_are() -> None:
    france = Node("state/FRA", "State", "France", code="FRA", latitude=48.9, longitude=2.3)
    japan = Node("state/JPN", "State", "Japan", code="JPN", latitude=35.7, longitude=139.7)
    guest, president = Node("p", "Leader", "P", country="FRA"), Node("q", "Leader", "Q")
    nodes = [france, japan, guest, president, Node("e", "Event", "E", country="FRA")]
    ties = [_tie("r1", "p", "LOCATED_IN", japan), _tie("r2", "q", "LOCATED_IN", japan)]
    ties.append(_tie("r3", "q", "LEADS", france))
    placed = place_nodes(nodes, [*ties, _tie("r4", "e", "LOCATED_IN", japan)])
    assert {key: min((france, japan), key=lambda s: math.dist(placed[s.id], placed[key])).name for key in "pqe"} == {
        "p": "France",
        "q": "France",
        "e": "Japan",
    }


def _tie(key: str, source: str, kind: str, target: Node, polarity: Polarity = "affirmed") -> Relationship:
    return Relationship(
        key, source, kind, target.id, None, "unknown", None, 0, 0.0, polarity, "asserted", 1.0, 1, 1, "So it is."
    )


def test_actors_do_not_stand_where_a_denied_tie_would_put_them() -> None:
    state = Node("state/FRA", "State", "France", code="FRA", latitude=48.9, longitude=2.3)
    nodes = [state, Node("p", "Person", "P")]
    assert place_nodes(nodes, [_tie("r", "p", "LEADS", state, "denied")]).keys() == {"state/FRA"}
