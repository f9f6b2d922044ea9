"""Doubtful pairs: nodes whose names are alike, so that a person may say whether they are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from graphkb.actors import Gazetteer, load_gazetteer
from graphkb.actors.bodies import body_keys, compare_organizations
from graphkb.actors.likeness import UNLIKE, Likeness, compare_people, keys_of
from graphkb.errors import UnknownName
from graphkb.graph.decisions import Decisions
from graphkb.graph.graph import Graph, Node, Statement

PEOPLE = frozenset({"Leader", "Person"})
MOST_OF_A_KEY = 60
"""Nodes that share a key are compared with each other, so long as there are no more: nobody reads longer lists."""

MOST_NAMES = 30
"""How many names of one node are compared."""

LEAST = 0.7
"""The score from which on a pair is doubtful."""

SURNAME = 0.6
"""What a surname alone counts for beside somebody named in full, before anything else speaks for it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of a doubtful pair: its node, how many articles speak of it, from when to when, and a sentence of theirs."""

    node: Node
    articles: int
    first: date | None
    last: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two nodes that may be one, how likely (0 to 1), and what speaks for and against it. `one` is the better known."""

    one: Side
    other: Side
    score: float
    reasons: tuple[str, ...]


def find_doubts(
    graph: Graph, decisions: Decisions, *, actor: str | None = None, gazetteer: Gazetteer | None = None
) -> list[Doubt]:
    """The pairs of people or organizations that may be one, the likeliest and most spoken of first.

    Left out is what is decided or known: pairs that a person told apart, two leaders or two organizations that the
    gazetteer lists. With `actor`, the id of a node, only pairs that it belongs to. Raises `UnknownName` for an actor
    that is not in the graph.
    """
    if actor is not None and actor not in graph.nodes:
        raise UnknownName("actor", actor, graph.nodes)
    told = _Told(graph, gazetteer or load_gazetteer())
    found = []
    for one, other in _candidates(graph.nodes.values(), told):
        if actor in (None, one.id, other.id) and not told.settles(one, other, decisions):
            likeness, reasons = _weighed(one, other, told)
            if likeness >= LEAST:
                sides = sorted((told.side(one), told.side(other)), key=told.renown)
                found.append(Doubt(sides[0], sides[1], round(likeness, 2), reasons))
    return sorted(found, key=lambda d: (-d.score, -d.one.articles - d.other.articles, d.one.node.id, d.other.node.id))


class _Told:
    """What the articles of a graph tell of each node, and whether it was known before."""

    def __init__(self, graph: Graph, gazetteer: Gazetteer) -> None:
        self.graph = graph
        self.gazetteer = gazetteer
        self.articles: defaultdict[str, set[str]] = defaultdict(set)
        self.statements: defaultdict[str, list[Statement]] = defaultdict(list)
        for article, nodes in graph.described.items():
            for node in nodes:
                self.articles[node.id].add(article)
        for statement in graph.statements.values():
            for end in {statement.source, statement.target, statement.attributed_to} - {None}:
                self.statements[str(end)].append(statement)

    def side(self, node: Node) -> Side:
        """A node with what is told of it."""
        said = self.statements[node.id]
        days = sorted(day for s in said if (day := s.published or s.date))
        best = min(said, key=lambda s: (-s.confidence, s.id), default=None)
        first, last = (days[0], days[-1]) if days else (None, None)
        return Side(node, len(self.articles[node.id]), first, last, best.sentence if best else "")

    def neighbours(self, node: Node) -> Counter[str]:
        """With whom a node has relationships, and how often."""
        ends = (end for s in self.statements[node.id] for end in (s.source, s.target))
        return Counter(end for end in ends if end and end != node.id)

    def renown(self, side: Side) -> tuple[bool, bool, int, str]:
        """Known to the gazetteer first, then what is in no single article, then who is spoken of in most."""
        id = side.node.id
        return id not in self.gazetteer.entities, "@" in id, -side.articles, id

    def settles(self, one: Node, other: Node, decisions: Decisions) -> bool:
        """Whether nothing is doubtful: it was decided, or the gazetteer lists both."""
        both_known = {one.id, other.id} <= self.gazetteer.entities.keys()
        return both_known or frozenset((one.id, other.id)) in decisions.told_apart


def _candidates(nodes: Iterable[Node], told: _Told) -> Iterator[tuple[Node, Node]]:
    """Yield each pair of nodes that share a key, once."""
    by_key: defaultdict[str, dict[str, Node]] = defaultdict(dict)
    for node in nodes:
        for key in _keys(node, told):
            by_key[key][node.id] = node
    seen = set()
    for sharing in by_key.values():
        if len(sharing) <= MOST_OF_A_KEY:
            for one, other in combinations(sorted(sharing.values(), key=lambda node: node.id), 2):
                if (one.id, other.id) not in seen:
                    seen.add((one.id, other.id))
                    yield one, other


def _keys(node: Node, told: _Told) -> Iterator[str]:
    for name in _names(node):
        if node.label == "Organization":
            yield from (f"org {key}" for key in body_keys(name, states=told.gazetteer.state_meant))
        elif node.label in PEOPLE:
            full = len(name.split()) > 1
            yield from (f"person {key}" for key in (keys_of(name) if full else ()))
            # A surname alone says nothing beyond its article.
            surnames = keys_of(name.split()[-1])
            yield from (f"{article} {key}" for article in told.articles[node.id] for key in surnames)


def _names(node: Node) -> list[str]:
    """The names of a node, without what only describes it ("former minister")."""
    last = -1 if node.label in PEOPLE else 0
    names = [name for name in (node.name, *node.aliases) if name.split() and name.split()[last][0].isupper()]
    return names[:MOST_NAMES]


def _weighed(one: Node, other: Node, told: _Told) -> tuple[float, tuple[str, ...]]:
    """How likely two nodes are one, and why."""
    likeness = _likeness(one, other, told)
    if likeness.score < SURNAME:
        return 0.0, ()
    score, reasons = likeness.score, [likeness.reason]
    together = told.articles[one.id] & told.articles[other.id]
    if one.country and other.country:
        same = one.country == other.country
        score += 0.05 if same else -0.3
        reasons.append(f"both of {one.country}" if same else f"of {one.country} and {other.country}")
    if one.description and other.description and _share_a_word(one.description, other.description):
        score += 0.1
        reasons.append(f"{one.description!r} and {other.description!r}")
    if together:
        # An article that names both in full means two; a surname in it may be either's.
        score += 0.1 if likeness.score == SURNAME else -0.1
        reasons.append("in one article")
    if common := told.neighbours(one) & told.neighbours(other):
        score += 0.02
        names = [told.graph.nodes[id].name for id, _ in common.most_common(3) if id in told.graph.nodes]
        reasons.append(f"both have to do with {', '.join(names)}")
    return min(score, 1.0), tuple(reasons)


def _likeness(one: Node, other: Node, told: _Told) -> Likeness:
    """How alike the names of two nodes are at best."""
    best = UNLIKE
    for a in _names(one):
        for b in _names(other):
            found = _bodies(a, b, told) if one.label == "Organization" else _people(a, b)
            best = max(best, found, key=lambda likeness: likeness.score)
    return best


def _bodies(one: str, other: str, told: _Told) -> Likeness:
    return compare_organizations(one, other, states=told.gazetteer.state_meant)


def _people(one: str, other: str) -> Likeness:
    found = compare_people(one, other)
    return Likeness(SURNAME, "the surname") if found.same and len(one.split()) == 1 else found


def _share_a_word(one: str, other: str) -> bool:
    return any(len(word) > 4 for word in set(one.lower().split()) & set(other.lower().split()))


def as_rows(doubts: Iterable[Doubt]) -> Iterator[Mapping[str, object]]:
    """Yield doubts as plain rows, for a program to read."""
    for doubt in doubts:
        sides = {
            which: {
                "id": side.node.id,
                "name": side.node.name,
                "label": side.node.label,
                "description": side.node.description,
                "articles": side.articles,
                "first": side.first,
                "last": side.last,
                "sentence": side.sentence,
            }
            for which, side in (("one", doubt.one), ("other", doubt.other))
        }
        yield {**sides, "score": doubt.score, "reasons": list(doubt.reasons)}
