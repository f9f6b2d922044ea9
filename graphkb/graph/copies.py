"""Copies: which articles are one report told again, so that independent sources can be counted.

Two articles are *alike* where at least half of the shorter one's runs of three words stand in the other. Whatever is
alike, also by way of a third, is of one *origin*: the earliest of them. An article is *corrected* where a later version
of the same publisher takes its place. Both follow from the set of articles alone, whatever the order they came in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from graphkb.graph.sketches import Sketch, shared, sharing_keys, sketch_of

if TYPE_CHECKING:
    from graphkb.articles import Article

ALIKE = 0.5
"""The share of the shorter text that must stand in the other."""
REPEATED = 0.8
"""The share of an earlier version that a later one without a word about it must repeat, to take its place."""
NO_PROSE = "zxx"
"""The ISO 639 code for what is in no language: records of a data set, which is their one source."""

MARKED = re.compile(
    r"^\W*(?P<mark>correct(?:ed|ion)|clarification|refile|recast|update[d]?|wrapup)\b\W*(?P<number>\d{1,2})?",
    re.IGNORECASE,
)
"""What agencies and papers write before the headline of a new version."""
CORRECTING = ("correct", "clarif", "refile", "recast")


@dataclass(frozen=True, slots=True)
class Trait:
    """What of an article decides whose copy it is. A record of a data set has no sketch."""

    id: str
    publisher: str | None
    published: date | None
    title: str | None
    sketch: Sketch | None


@dataclass(frozen=True, slots=True)
class Copies:
    """The origin of each article (itself where it is nobody's copy), and by which one some are corrected."""

    origin: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)


def find_copies(articles: Iterable[Article]) -> Copies:
    """The copies among articles, found in one pass; the same for any order of them.

    >>> from graphkb.articles import Article
    >>> text = "The two ministers met in the capital on Monday."
    >>> sorted(find_copies([Article("b", text), Article("a", text)]).origin.items())
    [('a', 'a'), ('b', 'a')]
    """
    return settle([trait_of(article) for article in articles])


def trait_of(article: Article) -> Trait:
    """What of an article decides whose copy it is."""
    sketch = None if article.language == NO_PROSE else sketch_of(article)
    return Trait(article.id, article.publisher, article.published, article.title, sketch)


def settle(traits: Sequence[Trait]) -> Copies:
    """The copies among articles of these traits."""
    origin = {trait.id: data_set(trait) for trait in traits if trait.sketch is None}
    corrected: dict[str, str] = {}
    for cluster in _clusters([trait for trait in traits if trait.sketch is not None]):
        first = min(cluster, key=lambda trait: (trait.published or date.max, trait.id))
        origin |= {trait.id: first.id for trait in cluster}
        if len(cluster) > 1:
            corrected |= _corrected(cluster)
    return Copies(origin, corrected)


def data_set(trait: Trait) -> str:
    """The origin of a record: its data set."""
    return f"data set: {trait.publisher or 'unknown'}"


def alike(a: Trait, b: Trait) -> bool:
    """Whether one of two articles is told again by the other."""
    return a.sketch is not None and b.sketch is not None and max(shared(a.sketch, b.sketch)) >= ALIKE


def _clusters(traits: Sequence[Trait]) -> Iterable[list[Trait]]:
    """What is alike, also by way of others."""
    above = list(range(len(traits)))

    def root(place: int) -> int:
        while above[place] != place:
            above[place] = place = above[above[place]]
        return place

    for sharing in _candidates(traits):
        groups: dict[int, list[int]] = defaultdict(list)
        for place in sharing:
            groups[root(place)].append(place)
        # Once a group is joined it costs one look: a story told a thousand times is not compared a million times.
        for one, other in combinations(groups, 2):
            pairs = ((traits[a], traits[b]) for a in groups[one] for b in groups[other])
            if root(one) != root(other) and any(alike(a, b) for a, b in pairs):
                above[root(other)] = root(one)
    found: dict[int, list[Trait]] = defaultdict(list)
    for place, trait in enumerate(traits):
        found[root(place)].append(trait)
    return found.values()


def _candidates(traits: Sequence[Trait]) -> Iterator[list[int]]:
    """The places of traits that may be alike: those of the same words, and of each of these the first by its keys."""
    sketches = [trait.sketch for trait in traits if trait.sketch is not None]
    same: dict[str, list[int]] = defaultdict(list)
    for place, sketch in enumerate(sketches):
        same[sketch.words].append(place)
    yield from (places for places in same.values() if len(places) > 1)
    firsts = [places[0] for places in same.values()]
    for sharing in sharing_keys([sketches[place] for place in firsts]):
        yield [firsts[place] for place in sharing]


def _corrected(cluster: Sequence[Trait]) -> Iterator[tuple[str, str]]:
    """The articles of a cluster that a later version takes the place of, each with the last one that does."""
    by_publisher: dict[str, list[Trait]] = defaultdict(list)
    for trait in cluster:
        if trait.publisher and trait.publisher.strip():
            by_publisher[" ".join(trait.publisher.lower().split())].append(trait)
    for versions in by_publisher.values():
        versions.sort(key=lambda trait: (_version(trait), trait.id))
        for place, older in enumerate(versions):
            later = [newer for newer in versions[place + 1 :] if _takes_the_place(newer, older)]
            if later:
                yield older.id, later[-1].id


def _takes_the_place(newer: Trait, older: Trait) -> bool:
    """Whether one article is a later version of another: it says so, or it repeats nearly all of it on a later day."""
    if newer.sketch is None or older.sketch is None or _version(newer) <= _version(older):
        return False
    repeated = shared(older.sketch, newer.sketch)[0]
    return repeated >= (ALIKE if _mark(newer) else REPEATED)


def _version(trait: Trait) -> tuple[date, int]:
    return trait.published or date.min, _mark(trait)


def _mark(trait: Trait) -> int:
    """How late a version its headline says it is: UPDATE 2 after UPDATE 1, and what corrects after both."""
    told = MARKED.match(trait.title or "")
    if told is None:
        return 0
    corrects = told["mark"].lower().startswith(CORRECTING)
    return (100 if corrects else 0) + int(told["number"] or 1)
