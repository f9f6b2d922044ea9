"""Comparison: two graphs, most often two periods of one, and what is new, gone or turned round between them."""

import datetime
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Literal

from graphkb.errors import GraphkbError
from graphkb.graph import Graph, Node, Relationship, filter_graph
from graphkb.ontology import Ontology, load_ontology

Mood = Literal["cooperation", "conflict", "mixed", "static"]
Change = Literal["to_conflict", "to_cooperation", "appeared", "vanished", "stayed"]
CHANGES: tuple[Change, ...] = ("to_conflict", "to_cooperation", "appeared", "vanished", "stayed")
"""What may become of two actors, what an analyst asks for first standing first."""

QUARTER = re.compile(r"(\d{4})-?[qQ]([1-4])")
PERIOD_HELP = "write it as 2022, 2022-Q1, 2022-03, 2022-03-05 or 2022-01-01..2022-06-30"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time from its first day to its last; an end that is None is open."""

    since: datetime.date | None
    until: datetime.date | None

    def __str__(self) -> str:
        return f"{self.since or ''}..{self.until or ''}"


@dataclass(frozen=True, slots=True)
class Between:
    """What passed between two actors: independent sources for each tone, relationships for each type. None denied."""

    cooperation: int = 0
    conflict: int = 0
    static: int = 0
    relations: Mapping[str, int] = field(default_factory=dict)

    @property
    def mood(self) -> Mood:
        """The tone that most independent sources tell of; mixed where they balance, static where nothing was done."""
        if not self.cooperation and not self.conflict:
            return "static"
        if self.cooperation == self.conflict:
            return "mixed"
        return "conflict" if self.conflict > self.cooperation else "cooperation"

    @property
    def sources(self) -> int:
        """All independent sources, whatever their tone."""
        return self.cooperation + self.conflict + self.static


@dataclass(frozen=True, slots=True)
class PairChange:
    """What became of two actors, named by id in the order of their ids; None is a period in which nothing passed."""

    source: str
    target: str
    change: Change
    before: Between | None
    after: Between | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two graphs side by side: the nodes that only one of them joins to others, and what became of each pair.

    Nodes come actors first, those with most relationships first; `pairs` in the order of `CHANGES`, the best supported
    first.
    """

    before: Graph = field(repr=False)
    after: Graph = field(repr=False)
    appeared: tuple[Node, ...]
    vanished: tuple[Node, ...]
    pairs: tuple[PairChange, ...]

    def node(self, key: str) -> Node:
        """The node of that id, as the later graph tells it where it can."""
        return self.after.nodes.get(key) or self.before.nodes[key]

    def both(self) -> Graph:
        """The graph of either, as a map of the two needs it."""
        names = ("nodes", "relationships", "statements", "articles")
        return Graph(**{name: {**getattr(self.before, name), **getattr(self.after, name)} for name in names})

    def counts(self) -> dict[Change, int]:
        """How many pairs there are of each change."""
        found = Counter(pair.change for pair in self.pairs)
        return {change: found[change] for change in CHANGES}


def read_period(text: str) -> Period:
    """The period that a text names: a year, a quarter, a month, a day, or two of these joined by two dots.

    Raises `GraphkbError` where it names none, or one that ends before it starts.

    >>> str(read_period("2022-Q1"))
    '2022-01-01..2022-03-31'
    >>> str(read_period("2022-02..2022-03-05"))
    '2022-02-01..2022-03-05'
    """
    first, dots, last = text.strip().partition("..")
    if not first and not last:
        raise GraphkbError(f"not a period: {text!r}; {PERIOD_HELP}")
    since = _span(first, text)[0] if first else None
    until = _span(last if dots else first, text)[1] if last or not dots else None
    if since and until and since > until:
        raise GraphkbError(f"the period {text!r} ends before it starts")
    return Period(since, until)


def _span(part: str, text: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year, a quarter, a month or a day."""
    try:
        if quarter := QUARTER.fullmatch(part.strip()):
            last = 3 * int(quarter[2])
            return _month(int(quarter[1]), last - 2)[0], _month(int(quarter[1]), last)[1]
        numbers = [int(number) for number in part.split("-")]
        if len(numbers) == 1 and len(part.strip()) == 4:
            return datetime.date(numbers[0], 1, 1), datetime.date(numbers[0], 12, 31)
        if len(numbers) == 2:
            return _month(*numbers)
        day = datetime.date(*numbers)
    except (TypeError, ValueError):
        raise GraphkbError(f"not a period: {text!r}; {PERIOD_HELP}") from None
    return day, day


def _month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    first = datetime.date(year, month, 1)
    return first, first.replace(day=monthrange(year, month)[1])


def compare_periods(graph: Graph, first: Period, second: Period, *, ontology: Ontology | None = None) -> Comparison:
    """Two periods of a graph compared, as `compare` does; by the day of the event, else of the first report.

    What neither dates nor reports place in time is in no period.

    >>> compare_periods(Graph(), read_period("2021"), read_period("2022")).counts()["appeared"]
    0
    """
    before, after = (filter_graph(graph, since=p.since, until=p.until) for p in (first, second))
    return compare(before, after, ontology=ontology)


def compare(before: Graph, after: Graph, *, ontology: Ontology | None = None) -> Comparison:
    """What appeared, vanished and turned between two graphs: the nodes, and the pairs of nodes.

    A pair *turned* where the tone that most independent sources tell of went from cooperation to conflict or back; it
    *stayed* where it is in both graphs otherwise. What is denied counts for nothing, and a standing tie (a member, a
    leader) has no tone. Raises `UnknownName` for a relation that the ontology lacks.

    >>> compare(Graph(), Graph()).pairs
    ()
    """
    ontology = ontology or load_ontology()
    early, late = (_pairs(graph.relationships.values(), ontology) for graph in (before, after))
    changes = [_change(pair, early.get(pair), late.get(pair)) for pair in early.keys() | late.keys()]
    there, here = ({end for pair in pairs for end in pair} for pairs in (early, late))
    return Comparison(
        before=before,
        after=after,
        appeared=_busiest(after, here - there),
        vanished=_busiest(before, there - here),
        pairs=tuple(sorted(changes, key=_most_telling)),
    )


def _pairs(relationships: Iterable[Relationship], ontology: Ontology) -> dict[tuple[str, str], Between]:
    tones: dict[tuple[str, str], Counter[str]] = {}
    types: dict[tuple[str, str], Counter[str]] = {}
    for r in relationships:
        if r.polarity == "affirmed" and r.source != r.target:
            low, high = sorted((r.source, r.target))
            tones.setdefault((low, high), Counter())[ontology.relation(r.type).tone] += r.sources
            types.setdefault((low, high), Counter())[r.type] += 1
    return {
        pair: Between(found["cooperation"], found["conflict"], found["static"], dict(types[pair].most_common()))
        for pair, found in tones.items()
    }


def _busiest(graph: Graph, nodes: Set[str]) -> tuple[Node, ...]:
    """Some nodes of a graph, actors first, those with most relationships first."""
    ties = Counter(end for r in graph.relationships.values() for end in (r.source, r.target))
    order = sorted(nodes, key=lambda key: (graph.nodes[key].label in ("Event", "Place"), -ties[key], key))
    return tuple(graph.nodes[key] for key in order)


def _change(pair: tuple[str, str], before: Between | None, after: Between | None) -> PairChange:
    change: Change = "stayed"
    if before is None:
        change = "appeared"
    elif after is None:
        change = "vanished"
    elif (before.mood, after.mood) == ("cooperation", "conflict"):
        change = "to_conflict"
    elif (before.mood, after.mood) == ("conflict", "cooperation"):
        change = "to_cooperation"
    return PairChange(*pair, change, before, after)


def _most_telling(pair: PairChange) -> tuple[int, int, str, str]:
    sources = sum(state.sources for state in (pair.before, pair.after) if state)
    return CHANGES.index(pair.change), -sources, pair.source, pair.target
