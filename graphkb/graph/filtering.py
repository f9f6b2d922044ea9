"""A part of a graph: a period, some relations, some labels, the surroundings of an actor."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from graphkb.errors import UnknownName
from graphkb.graph.graph import Graph, Relationship


def filter_graph(
    graph: Graph,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    relations: Iterable[str] | None = None,
    labels: Iterable[str] | None = None,
    actor: str | None = None,
    hops: int = 1,
) -> Graph:
    """The part of a graph that passes every filter: relationships, the nodes they join, and what supports them.

    `since` and `until` are both included. A relationship happened on its date (the first day of the period, where only
    the month or year is known, so that windows side by side share nothing), or else when it was first reported.
    `labels` are those that both ends must bear; `actor` is the id of a node, which may bear any, and keeps whoever is
    at most `hops` relationships away and all that passes between them. Without a filter the graph itself is returned.
    Raises `UnknownName` for an actor that is not in the graph.
    """
    if all(given is None for given in (since, until, relations, labels, actor)):
        return graph
    if actor is not None and actor not in graph.nodes:
        raise UnknownName("actor", actor, graph.nodes)
    types = None if relations is None else frozenset(relations)
    wanted = None if labels is None else frozenset(labels)
    reported = first_reported(graph) if since or until else {}

    def bears(end: str, some: frozenset[str]) -> bool:
        return end == actor or graph.nodes[end].label in some

    def passes(r: Relationship) -> bool:
        return (
            (types is None or r.type in types)
            and (wanted is None or all(bears(end, wanted) for end in (r.source, r.target)))
            and _within(r.date or reported.get(r.id), since, until)
        )

    kept = [r for r in graph.relationships.values() if passes(r)]
    if actor is not None:
        near = _near(actor, kept, hops)
        kept = [r for r in kept if r.source in near and r.target in near]
    return part(graph, kept, also=() if actor is None else (actor,))


def part(graph: Graph, relationships: Collection[Relationship], *, also: Iterable[str] = ()) -> Graph:
    """The part of a graph that these relationships and their evidence make up, and the nodes named in `also`."""
    edges = {r.id: r for r in relationships}
    nodes = {end for r in relationships for end in (r.source, r.target)} | set(also)
    statements = {id: s for id, s in graph.statements.items() if s.edge in edges}
    articles = {s.article for s in statements.values()}
    described = {id: tuple(n for n in graph.described.get(id, ()) if n.id in nodes) for id in articles}
    return Graph(
        nodes={id: node for id, node in graph.nodes.items() if id in nodes},
        relationships=edges,
        statements=statements,
        articles={id: article for id, article in graph.articles.items() if id in articles},
        described={id: found for id, found in described.items() if found},
    )


def first_reported(graph: Graph) -> Mapping[str, datetime.date]:
    """The earliest day of publication of the statements behind each relationship, where one is known."""
    days: dict[str, datetime.date] = {}
    for s in graph.statements.values():
        if s.edge is not None and s.published is not None:
            days[s.edge] = min(days.get(s.edge, s.published), s.published)
    return days


def _within(day: datetime.date | None, since: datetime.date | None, until: datetime.date | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since is None or since <= day) and (until is None or day <= until)


def _near(actor: str, relationships: Iterable[Relationship], hops: int) -> set[str]:
    """Whoever is at most so many relationships away from an actor, in either direction, and the actor."""
    neighbours = defaultdict(set)
    for r in relationships:
        neighbours[r.source].add(r.target)
        neighbours[r.target].add(r.source)
    near, rim = {actor}, {actor}
    for _ in range(hops):
        rim = {other for node in rim for other in neighbours[node]} - near
        near |= rim
    return near
