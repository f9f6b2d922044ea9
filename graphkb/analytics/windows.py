"""Stretches of time, one after the other or overlapping, to measure each of them."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from graphkb.analytics.comparison import Period, read_period
from graphkb.errors import MeasureError
from graphkb.graph import Graph

UNITS = ("day", "week", "month", "quarter", "year")
EVERY_HELP = "day, week, month, quarter, year, or a number of days such as 10"
MOST = 5_000

Every = str | int | Sequence[str | Period]
"""How time is cut: a unit of the calendar, a number of days, or the periods themselves."""


def windows(since: datetime.date, until: datetime.date, *, every: Every = "month", span: int = 1) -> list[Period]:
    """The windows that cover the days from `since` to `until`, both included, in their order.

    `every` is a unit of the calendar (weeks begin on Monday), so that the first and last window may reach beyond, or a
    number of days counted from `since`, or periods of your own. `span` makes windows of so many units that begin a unit
    apart: of three months, each beginning with a month. Raises `MeasureError` for what is none of these, for windows
    that nothing fits into, and for more than 5,000.

    >>> [str(window) for window in windows(datetime.date(2022, 1, 20), datetime.date(2022, 3, 1))]
    ['2022-01-01..2022-01-31', '2022-02-01..2022-02-28', '2022-03-01..2022-03-31']
    >>> [str(window) for window in windows(datetime.date(2022, 1, 1), datetime.date(2022, 3, 1), every="month", span=2)]
    ['2022-01-01..2022-02-28', '2022-02-01..2022-03-31']
    """
    if not isinstance(every, str | int):
        return [period if isinstance(period, Period) else read_period(period) for period in every]
    unit = _unit(every)
    if span < 1:
        raise MeasureError(f"a window spans {span} units; it takes 1 or more")
    starts: list[datetime.date] = []
    for start in _starts(since, unit):
        starts.append(start)
        if start > until and len(starts) > span:
            break
        if len(starts) > MOST + span:
            raise MeasureError(f"more than {MOST} windows from {since} to {until}; take longer ones")
    ends = [start - datetime.timedelta(days=1) for start in starts[span:]]
    return [Period(start, end) for start, end in zip(starts, ends, strict=False)]


def observed(graph: Graph | nx.Graph, days: Iterable[datetime.date]) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a graph: of publication where it has any, else of what happened on `days`.

    News tells of what happened long ago and of what shall happen, but watches the days in which it comes out.
    """
    published = {s.published for s in graph.statements.values() if s.published} if isinstance(graph, Graph) else set()
    known = sorted(published or days)
    return known[0], known[-1]


def _unit(every: str | int) -> str | int:
    """A unit of the calendar or a number of days, as it was meant."""
    text = str(every).strip().lower()
    if text in UNITS:
        return text
    if re.fullmatch(r"[0-9]{1,6}", text) and int(text) > 0:
        return int(text)
    raise MeasureError(f"not a length of time: {every!r}; write it as {EVERY_HELP}")


def _starts(since: datetime.date, unit: str | int) -> Iterator[datetime.date]:
    """The first day of each unit, from the one that `since` lies in."""
    if isinstance(unit, int) or unit in ("day", "week"):
        days = unit if isinstance(unit, int) else {"day": 1, "week": 7}[unit]
        start = since - datetime.timedelta(days=since.weekday() if unit == "week" else 0)
        while start <= datetime.date.max - datetime.timedelta(days=days):
            yield start
            start += datetime.timedelta(days=days)
        return
    months = {"month": 1, "quarter": 3, "year": 12}[str(unit)]
    number = (since.year * 12 + since.month - 1) // months * months
    while number // 12 <= datetime.MAXYEAR:
        yield datetime.date(number // 12, number % 12 + 1, 1)
        number += months
