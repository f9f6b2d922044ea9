"""Alignment of actors by how they deal with others and how they vote."""

import math
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import Vote, alignment, alignments_over_time, correlation, vote_agreement, votes_of
from graphkb.errors import MeasureError
from graphkb.graph import Graph, to_networkx
from tests.analytics.news import Row, news

ties = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0])), max_size=20
)


def slow(graph: nx.Graph, one: int, other: int) -> float | None:
    """The same, a tie at a time."""
    rows = [
        (graph.edges[one, third]["weight"], graph.edges[other, third]["weight"])
        for third in graph
        if third not in (one, other) and graph.has_edge(one, third) and graph.has_edge(other, third)
    ]
    own = graph.edges[one, other]["weight"] if graph.has_edge(one, other) else None
    if len(rows) + (own is not None) < 2:
        return None
    size = math.sqrt((sum(a * a for a, _ in rows) + abs(own or 0)) * (sum(b * b for _, b in rows) + abs(own or 0)))
    return (sum(a * b for a, b in rows) + (own or 0)) / size if size else None


@settings(max_examples=80, deadline=None)
@given(ties=ties)
def test_alignment_is_that_of_looking_at_every_third(ties: list[tuple[int, int, float]]) -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from(ties)
    expected = {(a, b): slow(graph, a, b) for a, b in combinations(sorted(graph), 2)}
    found = alignment(graph, fewest=2)
    assert found == pytest.approx({pair: value for pair, value in expected.items() if value is not None})
    assert all(-1 <= value <= 1 for value in found.values())


def test_alignment_is_among_those_asked_for_and_with_enough_in_common() -> None:
    graph = nx.Graph([(a, b, {"weight": 1.0}) for a in "AB" for b in "xyz"])
    assert set(alignment(graph)) == {("A", "B")}
    assert set(alignment(graph, fewest=2, among=["x", "y", "nobody"])) == {("x", "y")}
    assert alignment(graph, fewest=4) == {}
    assert alignment(nx.Graph()) == alignment(nx.empty_graph(2)) == alignment(nx.Graph([(0, 0)])) == {}


CAST = {"AAA": [1, 1, -1, 0], "BBB": [1, 1, -1, 0], "CCC": [-1, -1, 1, 0], "DDD": [1, 0, 0]}


def ballots(cast: dict[str, list[int]]) -> list[Vote]:
    return [Vote(voter, number, choice) for voter, choices in cast.items() for number, choice in enumerate(choices)]


def test_agreement_is_how_often_two_vote_alike() -> None:
    found = vote_agreement(ballots(CAST))
    assert found["AAA", "BBB"] == 1.0
    assert found["AAA", "CCC"] == pytest.approx(1 / 4)
    assert found["AAA", "DDD"] == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert vote_agreement(ballots(CAST), fewest=4).keys() == {("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")}
    assert vote_agreement([]) == {}


def test_agreement_corrected_for_chance_is_nothing_where_all_vote_by_chance() -> None:
    found = vote_agreement(ballots(CAST), corrected=True)
    assert found["AAA", "BBB"] == 1.0
    assert found["AAA", "CCC"] < 0
    always = {"AAA": [1, 1, 1], "BBB": [1, 1, 1], "CCC": [1, 1, -1]}
    corrected = vote_agreement(ballots(always), corrected=True)
    assert ("AAA", "BBB") not in corrected
    assert corrected["AAA", "CCC"] < 0 < vote_agreement(ballots(always))["AAA", "CCC"]


def test_later_choice_counts_and_one_that_is_none_is_refused() -> None:
    cast = [*ballots({"AAA": [1, 1, 1], "BBB": [1, 1, 1]}), Vote("BBB", 0, -1)]
    assert vote_agreement(cast)["AAA", "BBB"] == pytest.approx(2 / 3)
    with pytest.raises(MeasureError, match="'AAA' chose 7 in 'x'"):
        vote_agreement([Vote("AAA", "x", 7)])


ROWS: list[Row] = [
    ("a", "x", "AAA", "VOTES_FOR", "event-1", "2022-01-03"),
    ("a", "x", "BBB", "ABSTAINS", "event-1", "2022-01-03"),
    ("b", "y", "CCC", "VOTES_AGAINST", "event-1", "2022-01-03"),
    ("b", "y", "CCC", "MEETS", "AAA", "2022-05-03"),
]


def test_votes_are_read_from_a_graph() -> None:
    graph = news(ROWS)
    expected = {("AAA", "event-1", 1.0), ("BBB", "event-1", 0.0), ("CCC", "event-1", -1.0)}
    assert {tuple(vote) for vote in votes_of(graph)} == expected
    assert {tuple(vote) for vote in votes_of(to_networkx(graph))} == expected
    assert votes_of(news(ROWS, polarity="denied")) == []


def test_alignment_over_time_is_that_of_each_window() -> None:
    rows: list[Row] = [
        (f"a{state}{third}{month}", "x", state, "AIDS" if state == "AAA" or month == 1 else "ATTACKS", third,
         f"2022-0{month}-05")
        for state in ("AAA", "BBB") for third in ("XXX", "YYY", "ZZZ") for month in (1, 4)
    ]  # fmt: skip
    graph = news(rows)
    dated = Graph(graph.nodes, graph.relationships)  # without statements windows follow what happened
    found = alignments_over_time(dated)
    assert [str(window.since) for window, _ in found] == ["2022-01-01", "2022-04-01"]
    assert [pairs["AAA", "BBB"] for _, pairs in found] == pytest.approx([1.0, -1.0])
    cast = alignments_over_time(news(ROWS), measure=lambda part: vote_agreement(votes_of(part), fewest=1))
    assert cast[0][1]["AAA", "BBB"] == 0.5
    with pytest.raises(MeasureError, match="nothing in the graph has a day"):
        alignments_over_time(Graph())


def test_correlation_is_of_the_pairs_that_both_have() -> None:
    one: Any = {("A", "B"): 0.1, ("A", "C"): 0.5, ("B", "C"): 0.9, ("A", "D"): 0.0}
    other: Any = {("A", "B"): 0.3, ("A", "C"): 0.2, ("B", "C"): 0.1}
    spearman, pairs = correlation(one, other)
    assert spearman == pytest.approx(-1.0)
    assert pairs == 3
    with pytest.raises(MeasureError, match="the same for all pairs"):
        correlation(one, dict.fromkeys(one, 1.0))
    with pytest.raises(MeasureError, match="2 pairs in common"):
        correlation(one, dict.fromkeys(list(other)[:2], 1.0))


@settings(max_examples=40, deadline=None)
@given(values=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=4, max_size=30))
def test_correlation_is_spearmans(values: list[tuple[int, int]]) -> None:
    from scipy.stats import spearmanr

    one: Any
    other: Any
    one, other = ({("A", str(n)): float(pair[side]) for n, pair in enumerate(values)} for side in (0, 1))
    if len(set(one.values())) > 1 and len(set(other.values())) > 1:
        assert correlation(one, other)[0] == pytest.approx(spearmanr(values).statistic)
