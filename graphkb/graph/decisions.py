"""Decisions of a person on who is who and what is said, as they stand in a plain text file, one a line.

    same leader/emomali-rahmon person/emomali-rakhmon     # two names of one actor; the first id is kept
    different person/john-smith person/jon-smith          # two actors, however alike
    split person/john-smith                               # somebody else in every article
    split person/john-smith https://example.org/story     # somebody else in that article (or those articles)
    name leader/emomali-rahmon "Emomali Rahmon"           # what the node is called, whatever the articles say
    accept statement/5fc90d6727ba7416b6b7                 # a statement that is read rightly
    reject statement/0b41e9e0fe3ad0b2f0e5                 # one that is not

What stands behind a `#` is a note. An id with a space or a quotation mark in it is written as JSON: "an id".
The order of the lines never matters.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Literal, get_args

from graphkb.errors import DecisionError
from graphkb.graph.identity import part_of

Verb = Literal["same", "different", "split", "name", "accept", "reject"]
VERBS: tuple[Verb, ...] = get_args(Verb)

DECISIONS = "graphkb.decisions"
"""The name of the file that is looked for beside a store."""

ACTORS = frozenset({"state", "org", "leader", "person", "group"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: a verb and the ids it speaks of; `note` says why, `line` where it stands (0: nowhere yet).

    Decisions of the same content are equal, wherever they stand.
    """

    verb: Verb
    ids: tuple[str, ...]
    note: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """The decision as its line in the file.

        >>> str(Decision("same", ("person/a", "person/b"), note="her maiden name"))
        'same person/a person/b  # her maiden name'
        """
        words = " ".join([self.verb, *map(_written, self.ids)])
        note = " ".join("".join(c if c.isprintable() else " " for c in self.note).split())
        return f"{words}  # {note}" if note else words


@dataclass(frozen=True)
class Decisions:
    """What was decided, free of contradictions: who is one, who is not, and which statements are right.

    >>> decided = Decisions((Decision("same", ("leader/a", "person/b")), Decision("split", ("person/c", "story"))))
    >>> decided.actor("person/b", "story"), decided.actor("person/c", "story"), decided.actor("person/c", "other")
    ('leader/a', 'person/c@c478361e', 'person/c')
    """

    all: tuple[Decision, ...] = ()
    file: str = field(default=DECISIONS, compare=False)

    def __post_init__(self) -> None:
        """Raise `DecisionError`, naming the lines, where two decisions contradict each other."""
        for check in (_check_verdicts, _check_parts, _check_names, _check_different):
            check(self)

    def of(self, *verbs: Verb) -> Iterator[Decision]:
        """Yield the decisions of some verbs, in the order of the file."""
        return (decision for decision in self.all if decision.verb in verbs)

    def actor(self, id: str, article: str) -> str:
        """The id of the node that is meant by what an article, read alone, has under an id."""
        part = self.parts.get((id, article), id)
        if part == id and id in self.scattered:
            part = part_of(id, article)
        return self.kept.get(part, part)

    def where(self, decision: Decision) -> str:
        """Where a decision stands, as `graphkb.decisions:3`."""
        return f"{self.file}:{decision.line}" if decision.line else "the new decision"

    @cached_property
    def kept(self) -> Mapping[str, str]:
        """For each id that is one with others, the id they all get: one that is never named second, if there is one."""
        second = {id for decision in self.of("same") for id in decision.ids[1:]}
        found: dict[str, str] = {}
        for same in _classes(decision.ids for decision in self.of("same")):
            first = min(same - second or same, key=lambda id: ("@" in id, id))
            found |= dict.fromkeys(same, first)
        return found

    @cached_property
    def parts(self) -> Mapping[tuple[str, str], str]:
        """Who is meant by an id in an article, where it is somebody else there."""
        split = (decision.ids for decision in self.of("split") if len(decision.ids) > 1)
        return {(ids[0], article): part_of(ids[0], min(ids[1:])) for ids in split for article in ids[1:]}

    @cached_property
    def scattered(self) -> frozenset[str]:
        """The ids that mean somebody else in every article."""
        return frozenset(decision.ids[0] for decision in self.of("split") if len(decision.ids) == 1)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What nodes are called, under their ids as kept."""
        return {self.kept.get(id, id): name for id, name in (decision.ids for decision in self.of("name"))}

    @cached_property
    def verdicts(self) -> Mapping[str, str]:
        """What was said of statements: `accepted` or `rejected`."""
        return {decision.ids[0]: decision.verb + "ed" for decision in self.of("accept", "reject")}

    @cached_property
    def told_apart(self) -> frozenset[frozenset[str]]:
        """The pairs of ids, as kept, that were said to be different."""
        kept = self.kept
        return frozenset(frozenset(kept.get(id, id) for id in decision.ids) for decision in self.of("different"))

    @property
    def digest(self) -> str:
        """A hash of what is decided, whatever the order and the notes; empty where nothing is."""
        lines = sorted({str(replace(decision, note="")) for decision in self.all})
        return sha256("\n".join(lines).encode()).hexdigest()[:20] if lines else ""

    def why_same(self, one: str, other: str) -> list[Decision]:
        """The `same` decisions that join two ids, one after the other; empty where they are not joined."""
        joins = defaultdict(list)
        for decision in self.of("same"):
            for id in decision.ids:
                joins[id].append(decision)
        paths, rim = {one: list[Decision]()}, [one]
        for id in rim:
            for decision in joins[id]:
                for neighbour in decision.ids:
                    if neighbour not in paths:
                        paths[neighbour] = [*paths[id], decision]
                        rim.append(neighbour)
        return paths.get(other, [])


def kind_of(id: str) -> str | None:
    """What a node of that id is: an actor, an event or a place; None where it is no id of a node.

    >>> kind_of("leader/emomali-rahmon"), kind_of("event/vote/2022"), kind_of("Rahmon")
    ('actor', 'event', None)
    """
    prefix, slash, rest = id.partition("/")
    if not (slash and rest):
        return None
    return "actor" if prefix in ACTORS else prefix if prefix in ("event", "place") else None


def objection_to(decision: Decision) -> str | None:
    """Why a line cannot be a decision; None where it can."""
    verb, ids = decision.verb, decision.ids
    if "" in ids:
        return "an id is empty"
    if verb in ("accept", "reject"):
        right = len(ids) == 1 and ids[0].startswith("statement/")
        return None if right else f"{verb} takes the id of one statement: {verb} statement/..."
    if verb == "split":
        return None if ids and kind_of(ids[0]) else "split takes the id of an actor, and articles: split person/... ID"
    if verb == "name":
        right = (
            len(ids) == 2
            and kind_of(ids[0]) is not None
            and " ".join(ids[1].split()) == ids[1]
            and ids[1].isprintable()
        )
        return None if right else 'name takes an id and a name: name leader/... "Jane Doe"'
    return _objection_to_pair(verb, ids)


def _objection_to_pair(verb: str, ids: tuple[str, ...]) -> str | None:
    if len(ids) != 2:
        return f"{verb} takes two ids: {verb} leader/... person/..."
    odd = next((id for id in ids if kind_of(id) is None), None)
    if odd is not None:
        return f"{odd!r} is no id of a node; one begins with {', '.join(sorted(ACTORS))}, event or place and a slash"
    if ids[0] == ids[1]:
        return f"{verb} joins {ids[0]} to itself"
    if verb == "same" and kind_of(ids[0]) != kind_of(ids[1]):
        return f"{ids[0]} is {_a(kind_of(ids[0]))} and {ids[1]} {_a(kind_of(ids[1]))}; they cannot be one"
    return None


def _a(kind: str | None) -> str:
    return f"{'an' if kind in ('actor', 'event') else 'a'} {kind}"


def _written(id: str) -> str:
    bare = id.isprintable() and " " not in id and not id.startswith(('"', "#"))
    return id if bare else json.dumps(id)


def _classes(pairs: Iterable[tuple[str, ...]]) -> list[set[str]]:
    """The sets of ids that pairs join, directly or through others."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set().union(*(found.get(id, {id}) for id in pair))
        found |= dict.fromkeys(joined, joined)
    return list({id(same): same for same in found.values()}.values())


def _check_verdicts(decisions: Decisions) -> None:
    verdicts: dict[str, Decision] = {}
    for decision in decisions.of("accept", "reject"):
        known = verdicts.setdefault(decision.ids[0], decision)
        if known.verb != decision.verb:
            raise _contradiction(decisions, decision, known)


def _check_names(decisions: Decisions) -> None:
    told: dict[str, Decision] = {}
    for decision in decisions.of("name"):
        known = told.setdefault(decisions.kept.get(decision.ids[0], decision.ids[0]), decision)
        if known.ids[1] != decision.ids[1]:
            raise _contradiction(decisions, decision, known)


def _check_parts(decisions: Decisions) -> None:
    told: dict[tuple[str, str], Decision] = {}
    for decision in decisions.of("split"):
        for article in decision.ids[1:]:
            known = told.setdefault((decision.ids[0], article), decision)
            if set(known.ids) != set(decision.ids):
                raise _contradiction(decisions, decision, known)


def _check_different(decisions: Decisions) -> None:
    kept = decisions.kept
    for decision in decisions.of("different"):
        one, other = decision.ids
        if kept.get(one, one) == kept.get(other, other):
            raise _contradiction(decisions, decision, *decisions.why_same(one, other))


def _contradiction(decisions: Decisions, *told: Decision) -> DecisionError:
    """An error that names the lines, the one written last first."""
    last, *others = sorted(told, key=lambda decision: decision.line or float("inf"), reverse=True)
    against = ", ".join(
        f"{decisions.where(d)} ({Decision(d.verb, d.ids)})" for d in sorted(others, key=lambda d: d.line)
    )
    return DecisionError(f"{decisions.where(last)}: {Decision(last.verb, last.ids)!s} contradicts {against}; keep one")
