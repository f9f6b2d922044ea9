"""Measures over time: windows, who rose and fell, when ties began, ended and turned, and the plot of it."""

import datetime
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import Period, Trend, centrality, plot_trend, tie_histories, trend, windows
from graphkb.analytics.plotting import FORMATS
from graphkb.analytics.trend import sparkline
from graphkb.errors import MeasureError, OutputError
from graphkb.graph import Graph, Node, filter_graph, to_networkx
from tests.analytics.news import Row, news

YEAR: list[Row] = [
    ("a", "x", "AAA", "MEETS", "BBB", "2022-01-03"),
    ("b", "x", "AAA", "MEETS", "CCC", "2022-01-20"),
    ("c", "y", "BBB", "AIDS", "CCC", "2022-02-10"),
    ("d", "y", "DDD", "AIDS", "CCC", "2022-03-05"),
    ("e", "y", "DDD", "ATTACKS", "CCC", "2022-04-05"),
    ("f", "y", "DDD", "MEETS", "BBB", "2022-04-07"),
]


def year() -> nx.MultiDiGraph:
    """The same as a NetworkX graph, which is watched from the first day in it to the last."""
    return to_networkx(news(YEAR))


@pytest.mark.parametrize(
    ("every", "span", "expected"),
    [
        pytest.param("month", 1, ["2022-01-01..2022-01-31", "2022-02-01..2022-02-28"], id="months"),
        pytest.param("quarter", 1, ["2022-01-01..2022-03-31"], id="quarter"),
        pytest.param("YEAR", 1, ["2022-01-01..2022-12-31"], id="year"),
        pytest.param("month", 2, ["2022-01-01..2022-02-28"], id="two-months"),
        pytest.param(10, 2, ["2022-01-05..2022-01-24", "2022-01-15..2022-02-03", "2022-01-25..2022-02-13"],
                     id="sliding-days"),
        pytest.param(20, 1, ["2022-01-05..2022-01-24", "2022-01-25..2022-02-13"], id="days"),
        pytest.param("20", 2, ["2022-01-05..2022-02-13"], id="sliding-days-that-cover-all"),
        pytest.param(["2022-01", "2022-02-01..2022-02-03"], 1, ["2022-01-01..2022-01-31", "2022-02-01..2022-02-03"],
                     id="custom"),
    ],
)  # fmt: skip
def test_time_is_cut_into_windows(every: Any, span: int, expected: list[str]) -> None:
    assert [str(w) for w in windows(date(2022, 1, 5), date(2022, 2, 8), every=every, span=span)] == expected


def test_weeks_begin_on_monday() -> None:
    found = windows(date(2022, 1, 5), date(2022, 1, 12), every="week")
    assert [str(window) for window in found] == ["2022-01-03..2022-01-09", "2022-01-10..2022-01-16"]


@settings(max_examples=100, deadline=None)
@given(
    since=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 900),
    every=st.sampled_from(["day", "week", "month", "quarter", "year", 1, 10, 45]),
)
def test_windows_side_by_side_hold_every_day_once(since: date, days: int, every: Any) -> None:
    until = since + datetime.timedelta(days=days)
    found = windows(since, until, every=every)
    assert found[0].since <= since  # type: ignore[operator]
    assert until <= found[-1].until  # type: ignore[operator]
    gaps = {b.since - a.until for a, b in pairwise(found)}  # type: ignore[operator]
    assert gaps <= {datetime.timedelta(days=1)}


@pytest.mark.parametrize("every", ["fortnight", "0", -3, "", "1e3"])
def test_length_of_time_that_is_none_is_told(every: Any) -> None:
    with pytest.raises(MeasureError, match="not a length of time"):
        windows(date(2022, 1, 1), date(2022, 2, 1), every=every)


def test_too_many_windows_are_refused_and_so_is_an_empty_span() -> None:
    with pytest.raises(MeasureError, match="more than 5000 windows"):
        windows(date(1000, 1, 1), date(2022, 1, 1), every="day")
    with pytest.raises(MeasureError, match="spans 0 units"):
        windows(date(2022, 1, 1), date(2022, 2, 1), span=0)


def test_last_days_that_there_are_end_a_window_list() -> None:
    assert windows(date(9999, 11, 1), date(9999, 12, 31), every="month")[-1].since == date(9999, 11, 1)


@pytest.mark.parametrize("measure", ["degree", "strength", "pagerank", "betweenness", "constraint"])
def test_window_has_the_scores_of_its_part_of_the_graph(measure: str) -> None:
    graph = news(YEAR)
    found = trend(year(), measure)
    assert len(found.windows) == 4
    for window, scores in zip(found.windows, found.scores, strict=True):
        part = to_networkx(filter_graph(graph, since=window.since, until=window.until))
        part.add_nodes_from(graph.nodes)
        assert scores == pytest.approx(centrality(part, measure), rel=1e-4)


def test_sliding_windows_share_what_happened() -> None:
    found = trend(year(), "strength", span=2)
    assert found.of("CCC") == [2.0, 2.0, 2.0]
    assert trend(year(), "strength", every=["2022-01..2022-02", "2022-03..2022-04"]).of("CCC") == [2.0, 2.0]


def test_rising_and_falling_are_told_with_ranks_and_slopes() -> None:
    changes = {change.node: change for change in trend(year(), "strength").changes()}
    assert next(iter(changes)) == "DDD"
    assert [*changes][-1] == "AAA"
    assert (changes["DDD"].before, changes["DDD"].after, changes["DDD"].difference) == (0.0, 1.5, 1.5)
    assert (changes["DDD"].rank_before, changes["DDD"].rank_after) == (4, 1)
    assert changes["DDD"].slope > 0 > changes["AAA"].slope
    with pytest.raises(MeasureError, match="one window shows no change"):
        trend(year(), every="year").changes()


def test_news_is_watched_from_its_first_article_to_its_last() -> None:
    rows: list[Row] = [*YEAR, ("g", "x", "AAA", "MEETS", "BBB", "1999-05-05")]
    assert [str(w) for w in trend(news(rows, published="2022-04-30")).windows] == ["2022-04-01..2022-04-30"]
    longer = trend(news(rows, published="2022-04-30"), since=date(1999, 5, 1), every="year")
    assert longer.of("AAA")[0] == pytest.approx(1 / 3)


def test_tie_without_a_day_is_where_it_was_reported_and_else_nowhere() -> None:
    assert trend(news([("a", "x", "AAA", "MEETS", "BBB", None)])).of("AAA") == [1.0]
    graph = year()
    graph.add_edge("AAA", "DDD")
    assert trend(graph).undated == 1
    with pytest.raises(MeasureError, match="article, source or day"):
        trend(nx.DiGraph([(0, 1)]))
    with pytest.raises(MeasureError, match="not a date: 'yesterday'"):
        trend(nx.DiGraph([(0, 1, {"date": "yesterday"})]))
    with pytest.raises(MeasureError, match="nothing happened from 2023-01-01"):
        trend(year(), since=date(2023, 1, 1), until=date(2023, 2, 1))


def test_frame_has_a_row_for_each_window() -> None:
    pytest.importorskip("pandas")
    frame = trend(year(), "strength").to_frame()
    assert list(frame.index) == ["2022-01-01", "2022-02-01", "2022-03-01", "2022-04-01"]
    assert list(frame["AAA"]) == [2.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("values", "line"), [([], ""), ([0.0], "▁"), ([None, 2.0, 1.0], " █▅"), ([1.0] * 150, "█" * 50)]
)
def test_sparkline_is_as_high_as_the_values(values: list[float | None], line: str) -> None:
    assert sparkline(values) == line


# ---------------------------------------------------------------- ties


def histories(rows: list[Row], **options: Any) -> dict[tuple[str, str], Any]:
    return {(history.one, history.other): history for history in tie_histories(to_networkx(news(rows)), **options)}


def test_tie_turns_where_its_tone_does() -> None:
    tie = histories(YEAR)["CCC", "DDD"]
    assert [(turn.window.since, turn.to) for turn in tie.turns] == [(date(2022, 4, 1), "conflict")]
    assert tie.course == (None, None, 7.0, -9.7)
    assert next(iter(histories(YEAR))) == ("CCC", "DDD")


def test_tie_begins_ends_and_begins_again_after_a_long_silence() -> None:
    rows: list[Row] = [("a", "x", "AAA", "MEETS", "BBB", day) for day in ("2022-01-01", "2022-02-01", "2022-06-01")]
    tie = histories([*rows, ("z", "x", "CCC", "MEETS", "DDD", "2022-08-01")], quiet=60)["AAA", "BBB"]
    assert [str(spell) for spell in tie.spells] == ["2022-01-01..2022-02-01", "2022-06-01..2022-06-01"]
    assert (tie.began, tie.last, tie.ended) == (date(2022, 1, 1), date(2022, 6, 1), True)
    assert not histories([*rows, ("z", "x", "CCC", "MEETS", "DDD", "2022-07-01")], quiet=60)["AAA", "BBB"].ended
    assert len(histories(rows, quiet=120)["AAA", "BBB"].spells) == 1


def test_what_is_denied_static_or_undated_makes_no_history() -> None:
    graph = to_networkx(news(YEAR, polarity="denied"))
    assert tie_histories(graph) == []
    assert tie_histories(nx.DiGraph([("a", "b", {"plover": "AID"})])) == []
    assert tie_histories(nx.DiGraph([("a", "a", {"plover": "AID", "date": "2022-01-01"})])) == []
    assert tie_histories(nx.DiGraph([("a", "b", {"date": "2022-01-01"})])) == []
    assert tie_histories(Graph(nodes={"S00": Node("S00", "State", "S00")})) == []
    with pytest.raises(MeasureError, match="silence of 0 days"):
        tie_histories(year(), quiet=0)


def test_weights_of_ones_own_decide_the_tone() -> None:
    assert histories(YEAR, weights={"AID": -1.0, "ASSAULT": -1.0})["CCC", "DDD"].turns == ()


# ---------------------------------------------------------------- plots


@pytest.mark.parametrize("kind", FORMATS)
def test_plot_is_written_whole_in_the_form_of_its_name(kind: str, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / f"trend.{kind}"
    names = {"AAA": "Costs of $5 and $6 \\frac <b>"}
    plot_trend(trend(year(), "strength"), path, names=names, title="$x$")
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind]
    assert path.read_bytes().startswith(begins)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_plot_shows_the_scores_of_the_nodes_asked_for() -> None:
    pytest.importorskip("matplotlib")
    figure = plot_trend(trend(year(), "strength"), nodes=["CCC", "AAA"], names={"CCC": "C"})
    (axes,) = figure.axes
    assert [list(line.get_ydata()) for line in axes.lines] == [[1.0, 1.0, 1.0, 1.0], [2.0, 0.0, 0.0, 0.0]]
    assert [text.get_text() for text in axes.get_legend().texts] == ["C", "AAA"]


def test_plot_that_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    found = trend(year())
    with pytest.raises(OutputError, match=r"written as png, svg, pdf"):
        plot_trend(found, tmp_path / "trend.exe")
    with pytest.raises(OutputError, match="cannot be written"):
        plot_trend(found, tmp_path / "nowhere" / "trend.png")
    with pytest.raises(MeasureError, match="'ZZZ' has no degree"):
        plot_trend(found, nodes=["ZZZ"])
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MeasureError, match=r"graphkb\[plot\]"):
        plot_trend(found)


def test_trend_of_given_windows_keeps_them() -> None:
    period = Period(date(2022, 1, 1), None)
    found: Trend = trend(year(), every=[period])
    assert found.windows == (period,)
