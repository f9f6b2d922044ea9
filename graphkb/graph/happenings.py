"""Happenings: what several reports tell of, each at its own length, as one thing that happened.

A relationship is exact: one for each date as it is told. Reports are not: one names the day, another only the month, a
third no date at all. Two statements tell of the *same* happening where they have

- the same ends (an event by its name, whatever its date), the same relation, polarity and modality,
- no two different places, and
- dates that fit: the same day; a week, month or year in which exactly one such day is told of; or no date, in a report
  that came out at most `lag` days after exactly one such day. Reports of what two actors do not do anew each day (a
  meeting, a visit, a treaty: `ONCE`) may be `window` days apart.

Where several days would fit, nobody can tell which is meant, and the vague report stands alone, with those that came
out the same day or are copies of one story.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphkb.graph.copies import find_copies
from graphkb.graph.graph import Graph, Statement
from graphkb.graph.merging import ends
from graphkb.ontology import Ontology, load_ontology

ONCE = frozenset(
    "MEETS CALLS VISITS HOSTS NEGOTIATES_WITH MEDIATES SIGNS_AGREEMENT_WITH RECOGNIZES RELEASES CEASES_FIRE_WITH "
    "SURRENDERS_TO RESIGNS_FROM DISMISSES EXPELS BREAKS_TIES_WITH INVADES VOTES_FOR VOTES_AGAINST ABSTAINS".split()
)
"""What two actors do not do anew each day, so that reports of it a day apart are of one."""
WINDOW = 1
LAG = 7

Day = datetime.date


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, as all reports of it tell together.

    `first` and `last` are the days between which it lies, as exactly as anybody tells; None where nobody tells.
    `reported` is the first day it was reported. `reports` counts articles, `sources` the independent ones among them;
    `statements` are ids, the most confident one first, whose words are `sentence`.
    """

    source: str
    relation: str
    target: str
    polarity: str
    modality: str
    first: Day | None
    last: Day | None
    place: str | None
    reported: Day | None
    reports: int
    sources: int
    statements: tuple[str, ...]
    sentence: str


@dataclass(slots=True)
class _Group:
    """Statements of one happening, while they are put together."""

    said: list[Statement]
    first: Day | None = None
    last: Day | None = None
    place: str | None = None

    def takes(self, place: str | None) -> bool:
        """Whether something at that place may be this."""
        return place is None or self.place in (None, place)

    def add(self, statements: Iterable[Statement], place: str | None) -> None:
        """Let statements be of this happening too."""
        self.said += statements
        self.place = self.place or place


@dataclass(frozen=True, slots=True)
class _Rule:
    """How far apart reports of one happening may be, and which articles are copies of which."""

    window: int
    lag: int
    origin: Mapping[str, str] = field(repr=False)


def find_happenings(
    graph: Graph, *, window: int = WINDOW, lag: int = LAG, ontology: Ontology | None = None
) -> tuple[Happening, ...]:
    """What happened, as all articles of a graph tell it together, in the order of days; undated ones come last.

    Static relations, which do not happen, are left out, as is what was rejected or corrected. `window` and `lag` are
    days, as the rule above uses them.

    >>> find_happenings(Graph())
    ()
    """
    kinds = ontology or load_ontology()
    rule = _Rule(window, lag, find_copies(graph.articles.values()).origin)
    about: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for s in graph.statements.values():
        kind = kinds.relation(s.relation)
        if s.edge and s.target and kind.plover:
            source, target = ends(_name(s.source), _name(s.target), kind)
            about[source, s.relation, target, s.polarity, s.modality].append(s)
    found = [
        _happening(group, rule, kinds)
        for key, said in about.items()
        for group in _grouped(sorted(said, key=lambda s: s.id), key[1] in ONCE, rule)
    ]
    return tuple(sorted(found, key=lambda h: (h.first or Day.max, h.reported or Day.max, h.statements)))


def most_reported(happenings: Iterable[Happening]) -> list[Happening]:
    """Happenings, those with the most independent sources first, then with the most reports."""
    return sorted(happenings, key=lambda h: (-h.sources, -h.reports))


def _name(node: str) -> str:
    """A node as far as it is the same in reports that date it otherwise."""
    return node.rpartition("/")[0] if node.startswith("event/") else node


def _grouped(said: Sequence[Statement], once: bool, rule: _Rule) -> list[_Group]:
    told: dict[tuple[Day | None, str, Day | None], list[Statement]] = defaultdict(list)
    for s in said:
        told[s.date, s.date_precision, None if s.date else s.published].append(s)
    # Days first, then what names a period, then what names no date; among these the earlier one.
    ordered = sorted(told.items(), key=lambda item: (item[0][1] != "day", *_when(item[0])))
    groups: list[_Group] = []
    for (day, precision, _), some in ordered:
        if day and precision == "day":
            groups += _by_place(some, day, day)
    days = _joined(groups, rule.window) if once else groups
    groups = list(days)
    for (day, precision, published), some in ordered:
        if day and precision == "day":
            continue
        period = _period(day, precision) if day else None
        span = period or _before(published, rule.lag)
        for part in _by_place(some, *(period or (None, None))):
            fitting = [group for group in days if span and _lies_in(group, span) and group.takes(part.place)]
            whole = fitting[0] if len(fitting) == 1 else _of_its_story(part, groups, once, rule)
            if whole is None:
                groups.append(part)
            else:
                whole.add(part.said, part.place)
    return groups


def _when(time: tuple[Day | None, str, Day | None]) -> tuple[Day, str, Day]:
    """A time as it is sorted: what is not known comes last."""
    day, precision, published = time
    return day or Day.max, precision, published or Day.max


def _by_place(told: Sequence[Statement], first: Day | None, last: Day | None) -> Iterator[_Group]:
    """Statements of one time by where they say it was; what says nothing goes with the only place there is."""
    places: dict[str | None, list[Statement]] = defaultdict(list)
    for s in told:
        places[_exact(s.place)].append(s)
    nowhere = places.pop(None, [])
    if len(places) == 1:
        [(place, said)] = places.items()
        yield _Group([*said, *nowhere], first, last, place)
        return
    yield from (_Group(said, first, last, place) for place, said in sorted(places.items(), key=str))
    if nowhere:
        yield _Group(nowhere, first, last)


def _exact(place: str | None) -> str | None:
    """A place that tells two happenings apart: a whole country does not."""
    return place if place and place.startswith("place/") else None


def _joined(groups: Sequence[_Group], window: int) -> list[_Group]:
    """Happenings of days, in their order, with those joined that are at most so many days apart."""
    joined: list[_Group] = []
    for group in groups:
        near = [
            other
            for other in joined
            if group.first and other.last and (group.first - other.last).days <= window and other.takes(group.place)
        ]
        if near:
            near[-1].add(group.said, group.place)
            near[-1].last = group.last
        else:
            joined.append(group)
    return joined


def _period(day: Day, precision: str) -> tuple[Day, Day]:
    """The first and the last day of a date as it is told."""
    if precision == "year":
        return day, Day(day.year, 12, 31)
    if precision == "month":
        return day, day.replace(day=monthrange(day.year, day.month)[1])
    return day, day + datetime.timedelta(days=6 if precision == "week" else 0)


def _before(published: Day | None, lag: int) -> tuple[Day, Day] | None:
    """When something happened that was reported without a date: shortly before."""
    return None if published is None else (published - datetime.timedelta(days=lag), published)


def _lies_in(group: _Group, period: tuple[Day, Day]) -> bool:
    return group.first is not None and group.last is not None and group.first <= period[1] and period[0] <= group.last


def _of_its_story(part: _Group, groups: Sequence[_Group], once: bool, rule: _Rule) -> _Group | None:
    """The happening that a copy of the same story tells of, or another report without a date of about the same day."""
    stories = {rule.origin[s.article] for s in part.said}
    same = [g for g in groups if g.takes(part.place) and stories & {rule.origin[s.article] for s in g.said}]
    if len(same) == 1 and (part.first is None or same[0].first in (None, part.first)):
        return same[0]
    if part.first is not None or part.said[0].published is None:
        return None
    apart = rule.window if once else 0
    day = part.said[0].published
    near = (
        g
        for g in reversed(groups)
        if g.first is None and g.takes(part.place) and any(_apart(s.published, day) <= apart for s in g.said)
    )
    return next(near, None)


def _apart(one: Day | None, other: Day) -> int:
    return abs((one - other).days) if one else 1_000_000


def _happening(group: _Group, rule: _Rule, ontology: Ontology) -> Happening:
    said = sorted(group.said, key=lambda s: (-s.confidence, s.id))
    best = said[0]
    assert best.target is not None  # what has no target supports no relationship
    source, target = ends(best.source, best.target, ontology.relation(best.relation))
    articles = {s.article for s in said}
    reported = [s.published for s in said if s.published]
    return Happening(
        source=source,
        relation=best.relation,
        target=target,
        polarity=best.polarity,
        modality=best.modality,
        first=group.first,
        last=group.last,
        place=group.place,
        reported=min(reported, default=None),
        reports=len(articles),
        sources=len({rule.origin[article] for article in articles}),
        statements=tuple(s.id for s in said),
        sentence=best.sentence,
    )
