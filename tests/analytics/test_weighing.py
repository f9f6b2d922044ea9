"""What a relationship weighs, by choice."""

from typing import Any

import pytest

from graphkb.analytics import WEIGHTS, centrality, trend, weighed_network
from graphkb.analytics.weighing import weigher
from graphkb.errors import MeasureError, UnknownName
from graphkb.graph import Graph
from tests.analytics.news import Row, news

ROWS: list[Row] = [
    ("a", "x", "AAA", "ATTACKS", "BBB", "2022-01-01"),
    ("b", "y", "AAA", "ATTACKS", "BBB", "2022-01-01"),
    ("b", "y", "AAA", "MEETS", "CCC", "2022-04-01"),
    ("b", "y", "AAA", "MEETS", "DDD", "2023-04-01"),
]


def weights(weight: str, **options: Any) -> dict[str, float]:
    network = weighed_network(news(ROWS, published="2022-04-01"), weight, **options)
    return {target: number for _, target, number in network.edges(data="weight")}


def test_weight_is_what_was_chosen() -> None:
    assert weights("sources") == {"BBB": 2.0, "CCC": 1.0, "DDD": 1.0}
    assert weights("statements") == {"BBB": 2.0, "CCC": 1.0, "DDD": 1.0}
    assert weights("intensity") == {"BBB": 9.5, "CCC": 2.8, "DDD": 2.8}
    assert weights("recency") == {"BBB": 0.5, "CCC": 1.0, "DDD": 1.0}
    assert weights("recency", half_life=45) == {"BBB": 0.25, "CCC": 1.0, "DDD": 1.0}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_serves_a_measure_and_a_trend(weight: str) -> None:
    graph = news(ROWS, published="2022-04-01")
    assert centrality(weighed_network(graph, weight), "strength", weight="weight")["AAA"] > 0
    assert trend(graph, "strength", weight=weight, every="year").of("AAA")


def test_what_has_no_day_has_no_recency() -> None:
    graph = news([("a", "x", "AAA", "MEETS", "BBB", None)])
    alone = Graph(graph.nodes, graph.relationships)
    assert [weigher(alone, "recency")(r) for r in alone.relationships.values()] == [0.0]
    assert [weigher(graph, "recency")(r) for r in graph.relationships.values()] == [1.0]


def test_weight_that_is_none_is_told() -> None:
    with pytest.raises(UnknownName, match="did you mean 'recency'"):
        weights("recenc")
    with pytest.raises(MeasureError, match="half-life of 0 days"):
        weights("recency", half_life=0)
