"""Communities told over time: which of one window goes on in the next, and which begin, end, merge and split."""

import datetime
from dataclasses import dataclass, replace
from typing import Any, Literal

import networkx as nx
import numpy as np

from graphkb.analytics.communities import communities
from graphkb.analytics.comparison import Period
from graphkb.analytics.evidence import evidence_of
from graphkb.analytics.ties import Node
from graphkb.analytics.windows import Every, observed, windows
from graphkb.graph import Graph

ALIKE = 0.3
LEAST = 3

Fate = Literal["began", "goes on", "merged", "split"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A community in one window. Communities that go on from window to window bear the same `thread`.

    `fate` says how it came about: it `began`, it `goes on`, it is several of the window before that `merged`, or a part
    of one that `split`; `before` are the threads it has members from. `last` says that nothing goes on from it.
    """

    window: Period
    thread: int
    members: frozenset[Node]
    joined: frozenset[Node]
    left: frozenset[Node]
    fate: Fate
    before: tuple[int, ...]
    stability: float
    last: bool = False


def communities_over_time(
    graph: Graph | nx.Graph,
    *,
    every: Every = "quarter",
    span: int = 1,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    weight: str | None = None,
    least: int = LEAST,
    alike: float = ALIKE,
    **options: Any,
) -> list[Chapter]:
    """The communities of each window, and which of the window before each goes on from; by window, then by size.

    Formula: two communities of windows that follow each other are alike by |A and B| / |A or B|. The most alike pair
    that reaches `alike` bears one thread, then the next; a community that besides has half of another one's members has
    merged with it, and one that has half of its own from a community that goes on elsewhere has split from it.
    Source: Greene, Doyle and Cunningham, "Tracking the evolution of communities in dynamic social networks", ASONAM
    (2010), whose threshold of .3 is the default.
    Edge cases: communities of fewer than `least` members are left out; a window without ties has none, and ends all.
    `every`, `span`, `since` and `until` cut time as in `trend`, other options are those of `communities`. Raises as
    these do.

    >>> def ties(day, *groups):
    ...     return [(a, b, {"date": day}) for group in groups for a in group for b in group if a < b]
    >>> graph = nx.MultiGraph(ties("2022-01-05", "ABC", "XYZ") + ties("2022-04-05", "ABCD", "XYZ"))
    >>> [(c.thread, sorted(c.joined), c.fate) for c in communities_over_time(graph, method="louvain")][2:]
    [(1, ['D'], 'goes on'), (2, [], 'goes on')]
    """
    evidence = evidence_of(graph, by="date", weight=weight)
    days: tuple[datetime.date, ...] = evidence.units  # type: ignore[assignment]
    first, last = observed(graph, days)
    told: list[Chapter] = []
    before: list[Chapter] = []
    threads = 0
    for window in windows(since or first, until or last, every=every, span=span):
        heard = np.array([_within(day, window) for day in days], dtype=np.float64)
        ties = evidence.ties.weighed(np.asarray(evidence.amounts @ heard))
        found = communities(ties, weight=weight and "weight", **options)
        members = [community for community in found.communities if len(community) >= least]
        firm = [float(np.mean([found.members[node].stability for node in community])) for community in members]
        going = _going_on(members, before, alike)
        after = _chapters(window, dict(zip(members, firm, strict=True)), before, going, threads)
        threads = max([threads, *(chapter.thread for chapter in after)])
        kept = {chapter.thread for chapter in after}
        told += [replace(chapter, last=chapter.thread not in kept) for chapter in before]
        before = after
    return told + before


def _within(day: datetime.date, window: Period) -> bool:
    return (window.since or day) <= day <= (window.until or day)


def _chapters(
    window: Period, found: dict[frozenset[Node], float], before: list[Chapter], going: dict[int, int], threads: int
) -> list[Chapter]:
    chapters = []
    for number, (community, stability) in enumerate(found.items()):
        old = before[going[number]] if number in going else None
        if old is None:
            threads += 1
        sources = tuple(sorted(c.thread for c in before if len(c.members & community) * 2 >= len(c.members)))
        parts = tuple(c.thread for c in before if len(c.members & community) * 2 >= len(community))
        was = old.members if old else frozenset()
        chapters.append(
            Chapter(
                window,
                old.thread if old else threads,
                community,
                community - was if old else frozenset(),
                was - community,
                _fate(old, sources, parts),
                tuple(sorted({*sources, *parts})),
                stability,
            )
        )
    return chapters


def _fate(old: Chapter | None, sources: tuple[int, ...], parts: tuple[int, ...]) -> Fate:
    if len(sources) > 1:
        return "merged"
    if old is None:
        return "split" if parts else "began"
    return "goes on"


def _going_on(members: list[frozenset[Node]], before: list[Chapter], alike: float) -> dict[int, int]:
    """Which community goes on from which of the window before, the most alike first."""
    pairs = [
        (len(community & old.members) / len(community | old.members), -number, -place)
        for number, community in enumerate(members)
        for place, old in enumerate(before)
    ]
    going: dict[int, int] = {}
    for likeness, number, place in sorted(pairs, reverse=True):
        if likeness >= alike and -number not in going and -place not in going.values():
            going[-number] = -place
    return going
