"""What is the same happening and what is not, both ways."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.actors import Entity
from graphkb.articles import Article
from graphkb.graph import Graph, Reading, build_graph
from graphkb.graph.happenings import Happening, find_happenings
from tests.graph.made import ALMATY, ARMENIA, CSTO, KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, reading, readings, says
from tests.graph.wire import rewritten, story

DAY = datetime.date(2022, 1, 6)
ASTANA = Entity("place/KAZ/astana", "Astana", "Place", code="KAZ")


def on(day: int, month: int = 1) -> dict[str, Any]:
    return {"date": datetime.date(2022, month, day), "date_precision": "day"}


MONTH: dict[str, Any] = {"date": datetime.date(2022, 1, 1), "date_precision": "month"}
YEAR: dict[str, Any] = {"date": datetime.date(2022, 1, 1), "date_precision": "year"}


def told(*said: Any, published: int | None = 7, text: int | None = None, id: str | None = None) -> Reading:
    """A report of its own, published on a day of January."""
    told.number += 1  # type: ignore[attr-defined]
    day = datetime.date(2022, 1, published) if published else None
    name = id or f"report{told.number}"  # type: ignore[attr-defined]
    return reading(Article(name, story(told.number if text is None else text), published=day), *said)  # type: ignore[attr-defined]


told.number = 100  # type: ignore[attr-defined]


def happenings(*said: Reading, window: int = 1, lag: int = 7) -> tuple[Happening, ...]:
    return find_happenings(build_graph(said), window=window, lag=lag)


def meets(**when: Any) -> Any:
    return says(PUTIN, "MEETS", TOKAYEV, **when)


def attacks(**when: Any) -> Any:
    return says(RUSSIA, "ATTACKS", KAZAKHSTAN, **when)


def at(place: Entity) -> Any:
    return says(RUSSIA, "LOCATED_IN", place)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(told(attacks(**on(6))), told(attacks(**on(6))), id="same-day"),
        pytest.param(told(meets(**on(6))), told(says(TOKAYEV, "MEETS", PUTIN, **on(6))), id="either-way-round"),
        pytest.param(told(meets(**on(6))), told(meets(**on(7))), id="a-meeting-told-a-day-off"),
        pytest.param(told(attacks(**on(6))), told(attacks(**MONTH)), id="the-month-of-the-only-day"),
        pytest.param(told(attacks(**on(6))), told(attacks(**YEAR)), id="the-year-of-the-only-day"),
        pytest.param(told(attacks(**MONTH)), told(attacks(**MONTH)), id="the-same-month"),
        pytest.param(told(attacks(**on(6))), told(attacks(), published=9), id="undated-and-reported-soon-after"),
        pytest.param(
            told(attacks(), published=9), told(attacks(), published=9), id="undated-and-reported-the-same-day"
        ),
        pytest.param(
            told(meets(), published=9), told(meets(), published=10), id="an-undated-meeting-reported-a-day-off"
        ),
        pytest.param(told(attacks(**on(6)), at(ALMATY)), told(attacks(**on(6))), id="one-says-where"),
        pytest.param(
            told(attacks(**on(6)), at(ALMATY)), told(attacks(**on(6)), at(KAZAKHSTAN)), id="one-says-the-country"
        ),
        pytest.param(
            told(attacks(), published=9, text=1),
            told(attacks(), published=28, text=1),
            id="undated-copies-of-one-story",
        ),
        pytest.param(
            told(
                says(ARMENIA, "ABSTAINS", Entity("event/un-vote/2022-01-06", "UN vote", "Event", kind="vote"), **on(6))
            ),
            told(says(ARMENIA, "ABSTAINS", Entity("event/un-vote/undated@1", "UN vote", "Event", kind="vote"))),
            id="an-event-by-its-name",
        ),
    ],
)
def test_these_two_tell_of_the_same(one: Reading, other: Reading) -> None:
    for order in ((one, other), (other, one)):
        [happening] = happenings(*order)
        assert (happening.reports, len(happening.statements)) == (2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(told(attacks(**on(6))), told(attacks(**on(7))), id="attacks-of-two-days"),
        pytest.param(told(meets(**on(6))), told(meets(**on(8))), id="meetings-two-days-apart"),
        pytest.param(
            told(attacks(**on(6))), told(attacks(**(MONTH | {"date": datetime.date(2022, 2, 1)}))), id="another-month"
        ),
        pytest.param(told(attacks(**on(6))), told(attacks(), published=14), id="undated-and-reported-later"),
        pytest.param(told(attacks(**on(6))), told(attacks(), published=5), id="undated-and-reported-before"),
        pytest.param(told(attacks(**on(6))), told(attacks(), published=None), id="undated-in-an-undated-report"),
        pytest.param(told(attacks(), published=9), told(attacks(), published=10), id="undated-attacks-a-day-off"),
        pytest.param(told(attacks(**on(6))), told(attacks(**on(6), polarity="denied")), id="one-denies-it"),
        pytest.param(told(attacks(**on(6))), told(attacks(**on(6), modality="future")), id="one-only-plans-it"),
        pytest.param(told(attacks(**on(6))), told(says(RUSSIA, "INVADES", KAZAKHSTAN, **on(6))), id="another-relation"),
        pytest.param(told(attacks(**on(6))), told(says(KAZAKHSTAN, "ATTACKS", RUSSIA, **on(6))), id="turned-round"),
        pytest.param(told(attacks(**on(6))), told(says(CSTO, "ATTACKS", KAZAKHSTAN, **on(6))), id="somebody-else"),
        pytest.param(told(attacks(**on(6)), at(ALMATY)), told(attacks(**on(6)), at(ASTANA)), id="two-places"),
    ],
)
def test_these_two_do_not(one: Reading, other: Reading) -> None:
    for order in ((one, other), (other, one)):
        assert [h.reports for h in happenings(*order)] == [1, 1]


def test_a_vague_report_of_one_of_two_days_stands_alone() -> None:
    found = happenings(told(attacks(**on(6))), told(attacks(**on(7))), told(attacks(**MONTH)))
    assert sorted(h.reports for h in found) == [1, 1, 1]


def test_attacks_day_after_day_are_never_run_together() -> None:
    found = happenings(*(told(attacks(**on(day)), attacks(**on(day))) for day in range(1, 29)))
    assert len(found) == 28


def test_a_meeting_of_several_days_is_one_from_its_first_day_to_its_last() -> None:
    [h] = happenings(*(told(meets(**on(day))) for day in (6, 7, 8)))
    assert (h.first, h.last, h.reports) == (datetime.date(2022, 1, 6), datetime.date(2022, 1, 8), 3)


def test_the_second_comes_before_the_tenth() -> None:
    found = happenings(*(told(meets(**on(day))) for day in (10, 2, 11, 3)))
    assert [(h.first, h.last) for h in found] == [
        (datetime.date(2022, 1, first), datetime.date(2022, 1, first + 1)) for first in (2, 10)
    ]


def test_window_and_lag_can_be_set() -> None:
    pair = told(meets(**on(6))), told(meets(**on(8)))
    assert len(happenings(*pair, window=2)) == 1
    late = told(attacks(**on(6))), told(attacks(), published=20)
    assert len(happenings(*late, lag=14)) == 1


def test_ten_rewrites_of_one_story_are_one_happening_ten_reports_one_source() -> None:
    wire = story(1)
    dated = [on(6), {}, MONTH]
    papers = [
        reading(
            Article(f"paper{n}", rewritten(wire, n, words=0.04), published=datetime.date(2022, 1, 6 + n % 3)),
            says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN, **dated[n % 3]),
        )
        for n in range(10)
    ]
    [h] = happenings(*papers)
    assert (h.reports, h.sources, h.first, h.reported) == (10, 1, DAY, DAY)


def test_what_does_not_happen_or_names_nobody_is_no_happening() -> None:
    assert happenings(told(says(PUTIN, "LEADS", RUSSIA), says(PUTIN, "WARNS", None))) == ()
    assert find_happenings(Graph()) == ()


def test_the_place_of_a_statement_is_the_one_its_sentence_tells() -> None:
    made = build_graph([told(attacks(**on(6)), at(ALMATY), says(PUTIN, "WARNS", TOKAYEV, sentence=2))])
    assert {s.relation: s.place for s in made.statements.values()} == {
        "ATTACKS": ALMATY.id,
        "LOCATED_IN": None,
        "WARNS": None,
    }


@settings(max_examples=40, deadline=None)
@given(readings(), st.randoms(use_true_random=False))
def test_every_statement_is_of_one_happening_whatever_the_order(said: list[Reading], random: Any) -> None:
    made = build_graph(said)
    found = find_happenings(made)
    told_of = [id for h in found for id in h.statements]
    assert len(told_of) == len(set(told_of))
    static = {"LEADS", "MEMBER_OF"}
    assert set(told_of) == {s.id for s in made.statements.values() if s.edge and s.relation not in static}
    random.shuffle(said)
    assert find_happenings(build_graph(said)) == found
