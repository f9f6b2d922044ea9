"""When ties began, ended and turned."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import networkx as nx

from graphkb.analytics.comparison import Period
from graphkb.analytics.signs import Event, Weights, check_weights, events_of, load_weights
from graphkb.analytics.ties import Node
from graphkb.analytics.windows import Every, observed, windows
from graphkb.errors import MeasureError
from graphkb.graph import Graph

QUIET = 90
"""A tie ends where nothing is heard of it for more days than this, unless the caller says otherwise."""

Tone = Literal["cooperation", "conflict"]


class Turn(NamedTuple):
    """A window in which the tone of a tie is no longer the one it had before."""

    window: Period
    to: Tone


@dataclass(frozen=True, slots=True)
class History:
    """The course of one tie: `one` and `other` in the order of their ids.

    `spells` are the stretches of days in which it was heard of without a long silence; where nothing was heard for
    that long up to the last day of news the tie has `ended`, and otherwise none can tell. `course` is the net weight of
    each window of the whole graph, None where nothing happened; `turns` are the changes of its sign.
    """

    one: Node
    other: Node
    spells: tuple[Period, ...]
    ended: bool
    events: int
    course: tuple[float | None, ...]
    turns: tuple[Turn, ...]

    @property
    def began(self) -> datetime.date | None:
        """The first day on which something happened."""
        return self.spells[0].since

    @property
    def last(self) -> datetime.date | None:
        """The last day on which something happened."""
        return self.spells[-1].until


def tie_histories(
    graph: Graph | nx.Graph,
    *,
    every: Every = "month",
    span: int = 1,
    quiet: int = QUIET,
    weights: Weights | None = None,
) -> list[History]:
    """When the tie of each two actors began, ended and turned; those that turned most first, then the busiest.

    A tie is what happened between two actors, in either direction (`events_of`); what has no day is left out. The tone
    of a window is the sign of the sum of the weights of its events, each times its sources; a window that balances
    keeps the tone before it. A graph in which nothing has a day has no histories. Raises `MeasureError` for a `quiet`
    of less than a day, and as `windows` and `signed_graph` do.

    >>> day = lambda text, plover: {"date": text, "plover": plover}
    >>> graph = nx.MultiDiGraph([("A", "B", day("2022-01-05", "AID")), ("B", "A", day("2022-03-01", "ASSAULT"))])
    >>> history = tie_histories(graph)[0]
    >>> str(history.began), history.ended, [(str(turn.window.since), turn.to) for turn in history.turns]
    ('2022-01-05', False, [('2022-03-01', 'conflict')])
    """
    if quiet < 1:
        raise MeasureError(f"a silence of {quiet} days ends no tie; take 1 or more")
    scale = load_weights() if weights is None else check_weights(weights)
    pairs: dict[tuple[Node, Node], list[Event]] = defaultdict(list)
    for event in events_of(graph):
        if event.day is not None:
            one, other = sorted((event.source, event.target), key=str)
            pairs[one, other].append(event)
    days = [event.day for events in pairs.values() for event in events if event.day is not None]
    if not days:
        return []
    first, last = observed(graph, days)
    cut = windows(first, last, every=every, span=span)
    found = [_history(pair, events, cut, scale, quiet=(quiet, last)) for pair, events in pairs.items()]
    return sorted(found, key=lambda tie: (-len(tie.turns), -tie.events, str(tie.one), str(tie.other)))


def _history(
    pair: tuple[Node, Node],
    events: list[Event],
    cut: Sequence[Period],
    scale: Weights,
    *,
    quiet: tuple[int, datetime.date],
) -> History:
    silence, last = quiet
    days = sorted({event.day for event in events if event.day is not None})
    course = tuple(_net(events, window, scale) for window in cut)
    ended = (last - days[-1]).days > silence
    return History(*pair, _spells(days, silence), ended, len(events), course, _turns(course, cut))


def _spells(days: list[datetime.date], quiet: int) -> tuple[Period, ...]:
    """The stretches between silences."""
    breaks = [place for place, (one, other) in enumerate(pairwise(days), start=1) if (other - one).days > quiet]
    return tuple(Period(days[start], days[end - 1]) for start, end in pairwise([0, *breaks, len(days)]))


def _net(events: list[Event], window: Period, scale: Weights) -> float | None:
    since, until = window.since or datetime.date.min, window.until or datetime.date.max
    amounts = [scale.get(e.plover, 0.0) * e.sources for e in events if e.day is not None and since <= e.day <= until]
    return sum(amounts) if amounts else None


def _turns(course: Sequence[float | None], cut: Sequence[Period]) -> tuple[Turn, ...]:
    tones: list[tuple[Period, Tone]] = [
        (window, "cooperation" if net > 0 else "conflict") for window, net in zip(cut, course, strict=True) if net
    ]
    return tuple(Turn(window, tone) for (_, before), (window, tone) in pairwise(tones) if tone != before)
