"""Agreement: what two graphs both tell of, and what only one of them does; most often the press and a data set."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graphkb.errors import UnknownName
from graphkb.graph import Graph, Node
from graphkb.graph.happenings import Happening, find_happenings
from graphkb.ontology import Ontology, load_ontology

Level = Literal["country", "actor"]
LEVELS = ("country", "actor")
Kind = Literal["plover", "relation"]
KINDS = ("plover", "relation")
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""PLOVER types that two do together: who is named first means nothing."""
WINDOW = 1
LAG = 7

Key = tuple[str, str, str]
Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Shared:
    """A happening of the first graph, and those of the second that are the same as far as can be told."""

    first: Happening
    second: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """For a type of event, how many happenings each graph has, and how many of these the other one has too."""

    type: str
    first: int
    second: int
    first_shared: int
    second_shared: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What both graphs tell of and what only one does, in the order of days, and the same counted by type of event.

    `outside` counts happenings left out because they lie outside the days that both graphs tell of.
    """

    both: tuple[Shared, ...]
    only_first: tuple[Happening, ...]
    only_second: tuple[Happening, ...]
    tallies: tuple[Tally, ...]
    span: Span | None
    outside: tuple[int, int]
    nodes: Mapping[str, Node] = field(repr=False)


def compare_graphs(
    first: Graph,
    second: Graph,
    *,
    level: Level = "country",
    kind: Kind = "plover",
    window: int = WINDOW,
    everything: bool = False,
    ontology: Ontology | None = None,
) -> Agreement:
    """What two graphs both tell of, and what only one of them tells.

    Two happenings are the same where the same two act, in the same `kind` of event, at most `window` days apart; an
    undated one counts for the week before it was reported. `level` says who are the same: at `country` a leader, a
    ministry and an army are their state; at `actor` only the same node. Only what is affirmed and done counts. What
    lies outside the days that both graphs tell of proves nothing and is left out, unless `everything`. Raises
    `UnknownName` for another level or kind.

    >>> compare_graphs(Graph(), Graph()).both
    ()
    """
    for name, value, known in (("level", level, LEVELS), ("kind", kind, KINDS)):
        if value not in known:
            raise UnknownName(name, value, known)
    kinds = ontology or load_ontology()
    sides = [_Side(graph, level, kind, kinds) for graph in (first, second)]
    span = None if everything else _common([side.span() for side in sides])
    one, other = (side.within(span) if span else side.found for side in sides)
    by_key = defaultdict(list)
    for happening in other:
        by_key[sides[1].key(happening)].append(happening)
    both: list[Shared] = []
    only_first: list[Happening] = []
    matched: set[tuple[str, ...]] = set()
    for happening in one:
        same = [h for h in by_key.get(sides[0].key(happening), ()) if _near(happening, h, window)]
        matched.update(h.statements for h in same)
        if same:
            both.append(Shared(happening, tuple(same)))
        else:
            only_first.append(happening)
    only_second = [h for h in other if h.statements not in matched]
    return Agreement(
        tuple(both),
        tuple(only_first),
        tuple(only_second),
        _tallies(both, only_first, only_second, kind, kinds),
        span,
        (len(sides[0].found) - len(one), len(sides[1].found) - len(other)),
        {**second.nodes, **first.nodes},
    )


class _Side:
    """One of the graphs: what happened in it, and under which key each happening is looked for in the other."""

    def __init__(self, graph: Graph, level: Level, kind: Kind, ontology: Ontology) -> None:
        self.graph, self.level, self.kind, self.ontology = graph, level, kind, ontology
        found = find_happenings(graph, ontology=ontology)
        self.found = [h for h in found if h.polarity == "affirmed" and h.modality == "asserted"]

    def key(self, happening: Happening) -> Key:
        """Who does what to whom, as far as it is to be the same."""
        relation = self.ontology.relation(happening.relation)
        source, target = self.actor(happening.source), self.actor(happening.target)
        what = relation.plover or relation.name
        if self.kind == "relation":
            mutual, what = relation.symmetric, relation.name
        else:
            mutual = what in MUTUAL
        return (*sorted((source, target)), what) if mutual else (source, target, what)  # type: ignore[return-value]

    def actor(self, id: str) -> str:
        """Whom a node stands for: an event for its kind, anybody else for their state where states are compared."""
        node = self.graph.nodes[id]
        if node.label == "Event":
            return f"event: {node.kind or node.name}"
        code = node.code if node.label == "State" else node.country
        return f"state/{code}" if self.level == "country" and code else id

    def span(self) -> Span | None:
        """From the first to the last day it tells of."""
        days = [day for h in self.found if (found := _days(h)) for day in found]
        return (min(days), max(days)) if days else None

    def within(self, span: Span) -> list[Happening]:
        """What happened in those days."""
        return [h for h in self.found if (days := _days(h)) and days[0] <= span[1] and span[0] <= days[1]]


def _days(happening: Happening) -> Span | None:
    """Between which days it happened; what nobody dates, in the week before it was reported."""
    if happening.first and happening.last:
        return happening.first, happening.last
    if happening.reported is None:
        return None
    return happening.reported - datetime.timedelta(days=LAG), happening.reported


def _near(one: Happening, other: Happening, window: int) -> bool:
    a, b = _days(one), _days(other)
    apart = datetime.timedelta(days=window)
    return a is not None and b is not None and a[0] <= b[1] + apart and b[0] <= a[1] + apart


def _common(spans: Sequence[Span | None]) -> Span | None:
    known = [span for span in spans if span]
    return (max(span[0] for span in known), min(span[1] for span in known)) if len(known) == len(spans) else None


def _tallies(
    both: Sequence[Shared],
    only_first: Sequence[Happening],
    only_second: Sequence[Happening],
    kind: Kind,
    ontology: Ontology,
) -> tuple[Tally, ...]:
    def of(happening: Happening) -> str:
        relation = ontology.relation(happening.relation)
        return relation.name if kind == "relation" else relation.plover or relation.name

    first_shared = Counter(of(shared.first) for shared in both)
    again = {h.statements: h for shared in both for h in shared.second}
    second_shared = Counter(map(of, again.values()))
    first = first_shared + Counter(map(of, only_first))
    second = second_shared + Counter(map(of, only_second))
    names = sorted(first.keys() | second.keys(), key=lambda name: (-first[name] - second[name], name))
    return tuple(Tally(n, first[n], second[n], first_shared[n], second_shared[n]) for n in names)
