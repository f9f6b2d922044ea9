"""Two periods side by side: what appeared, what vanished, what turned."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.analytics import compare, compare_periods, read_period
from graphkb.analytics.comparison import CHANGES, Period
from graphkb.errors import GraphkbError
from graphkb.graph import Graph, Node, Relationship, Statement
from graphkb.ontology import load_ontology
from tests.viz.story import story_graph

KINDS = load_ontology().relations
HALVES = read_period("2022-01..2022-06"), read_period("2022-07..2022-12")


def acts(*told: tuple[str, str, str, int]) -> Graph:
    """A graph of (source, type, target, independent sources)."""
    nodes = {end: Node(end, "State", end) for source, _, target, _ in told for end in (source, target)}
    relationships = {
        f"r{i}": Relationship(
            f"r{i}", source, kind, target, datetime.date(2022, 3, 5), "day", KINDS[kind].plover, KINDS[kind].sign,
            KINDS[kind].intensity, "affirmed", "asserted", 0.9, sources, sources, "They did.",
        )
        for i, (source, kind, target, sources) in enumerate(told)
    }  # fmt: skip
    return Graph(nodes, relationships)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        pytest.param([], [("a", "MEETS", "b", 1)], "appeared", id="new"),
        pytest.param([("a", "MEETS", "b", 1)], [], "vanished", id="gone"),
        pytest.param([("a", "MEETS", "b", 2)], [("b", "ATTACKS", "a", 1)], "to_conflict", id="turned-whoever-acts"),
        pytest.param([("a", "ACCUSES", "b", 2)], [("a", "AIDS", "b", 1)], "to_cooperation", id="turned-back"),
        pytest.param([("a", "MEETS", "b", 2)], [("a", "AIDS", "b", 9)], "stayed", id="same-tone"),
        pytest.param(
            [("a", "MEETS", "b", 2)], [("a", "MEETS", "b", 2), ("a", "ACCUSES", "b", 1)], "stayed", id="most-decide"
        ),
        pytest.param(
            [("a", "MEETS", "b", 2)], [("a", "MEETS", "b", 1), ("a", "ACCUSES", "b", 1)], "stayed", id="mixed"
        ),
        pytest.param([("a", "MEMBER_OF", "b", 9)], [("a", "ACCUSES", "b", 1)], "stayed", id="a-tie-has-no-tone"),
    ],
)
def test_a_pair_changes(
    before: list[tuple[str, str, str, int]], after: list[tuple[str, str, str, int]], change: str
) -> None:
    [pair] = compare(acts(*before), acts(*after)).pairs
    assert (pair.source, pair.target, pair.change) == ("a", "b", change)


def test_what_is_denied_changes_nothing() -> None:
    graph = acts(("a", "ATTACKS", "b", 3))
    denied = {key: replace(r, polarity="denied") for key, r in graph.relationships.items()}
    assert compare(Graph(), replace(graph, relationships=denied)).pairs == ()


def test_actors_come_and_go() -> None:
    found = compare(acts(("a", "MEETS", "b", 1)), acts(("b", "MEETS", "c", 1)))
    assert [node.id for node in found.appeared] == ["c"]
    assert [node.id for node in found.vanished] == ["a"]
    assert (found.node("a").name, found.node("c").name) == ("a", "c")


def test_the_turned_come_first_then_the_best_supported() -> None:
    before = acts(("a", "MEETS", "b", 1), ("c", "MEETS", "d", 1))
    after = acts(("a", "ACCUSES", "b", 1), ("a", "MEETS", "e", 1), ("a", "MEETS", "f", 5))
    found = [(pair.target, pair.change) for pair in compare(before, after).pairs]
    assert found == [("b", "to_conflict"), ("f", "appeared"), ("e", "appeared"), ("d", "vanished")]


def test_periods_of_a_year_are_compared() -> None:
    found = compare_periods(story_graph(), *HALVES)
    assert [(p.source, p.target) for p in found.pairs if p.change == "to_conflict"] == [
        ("leader/putin", "leader/rahmon")
    ]
    assert {node.id for node in found.both().nodes.values()} >= {node.id for node in found.appeared + found.vanished}


def test_what_has_no_day_happened_when_it_was_first_reported() -> None:
    graph = acts(("a", "MEETS", "b", 1))
    undated = {key: replace(r, date=None, date_precision="unknown") for key, r in graph.relationships.items()}
    said = Statement(
        "s", "x", "They met.", 0, 9, "met", 5, "MEETS", "a", "b", "a", "b", None, "unknown",
        datetime.date(2022, 8, 1), "affirmed", "asserted", None, 0.9, "r0",
    )  # fmt: skip
    found = compare_periods(replace(graph, relationships=undated, statements={"s": said}), *HALVES)
    assert [pair.change for pair in found.pairs] == ["appeared"]


tellings = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["MEETS", "ATTACKS", "MEMBER_OF", "AIDS"]),
        st.sampled_from("abc"),
        st.integers(1, 4),
    ),
    max_size=8,
)


@given(tellings, tellings)
def test_turned_round_the_comparison_says_the_opposite(
    one: list[tuple[str, str, str, int]], other: list[tuple[str, str, str, int]]
) -> None:
    forth, back = compare(acts(*one), acts(*other)), compare(acts(*other), acts(*one))
    opposite = dict(zip(CHANGES, ("to_cooperation", "to_conflict", "vanished", "appeared", "stayed"), strict=True))
    assert {(p.source, p.target): opposite[p.change] for p in forth.pairs} == {
        (p.source, p.target): p.change for p in back.pairs
    }
    assert (forth.appeared, forth.vanished) == (back.vanished, back.appeared)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2022", "2022-01-01", "2022-12-31", id="year"),
        pytest.param("2022-Q2", "2022-04-01", "2022-06-30", id="quarter"),
        pytest.param("2024-02", "2024-02-01", "2024-02-29", id="month"),
        pytest.param("2022-03-05", "2022-03-05", "2022-03-05", id="day"),
        pytest.param("2021-q4..2022-01", "2021-10-01", "2022-01-31", id="two"),
        pytest.param("..2022", None, "2022-12-31", id="until"),
        pytest.param("2022..", "2022-01-01", None, id="since"),
    ],
)
def test_a_period_is_read(text: str, first: str | None, last: str | None) -> None:
    def day(written: str | None) -> datetime.date | None:
        return datetime.date.fromisoformat(written) if written else None

    assert read_period(text) == Period(day(first), day(last))


@pytest.mark.parametrize(
    "text", ["", "..", "soon", "22", "2022-13", "2022-02-30", "2022-Q5", "2022-1-1-1", "2022..2021"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(GraphkbError, match="period"):
        read_period(text)


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_is_refused(text: str) -> None:
    try:
        period = read_period(text)
    except GraphkbError:
        return
    assert period.since is None or period.until is None or period.since <= period.until
