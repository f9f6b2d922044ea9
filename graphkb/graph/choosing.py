"""From what a person names to a decision: names become ids, and what cannot be decided is refused with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphkb.errors import DecisionError, UnknownName
from graphkb.graph.decisions import Decision, Decisions
from graphkb.graph.graph import Graph, Node
from graphkb.graph.merging import join


def choose_node(graph: Graph, actor: str) -> Node:
    """The one node of that id, name or alias.

    Raises `UnknownName` where there is none, with the near ones, and `DecisionError` where several bear the name.
    """
    wanted = actor.casefold()
    for names in (lambda n: (n.id,), lambda n: (n.name,), lambda n: n.aliases):
        found = [n for n in graph.nodes.values() if wanted in (name.casefold() for name in names(n))]
        if len(found) > 1:
            ids = ", ".join(sorted(node.id for node in found)[:8])
            raise DecisionError(f"{actor!r} names {len(found)} nodes: {ids}; say which by its id")
        if found:
            return found[0]
    raise UnknownName("actor", actor, {name for n in graph.nodes.values() for name in (n.id, n.name)})


def as_one(
    graph: Graph, decisions: Decisions, actors: Sequence[str], *, name: str | None = None, because: str = ""
) -> list[Decision]:
    """The decisions that actors are one: the first keeps its id and its name, unless another `name` is given.

    Raises `DecisionError` where they are one already.
    """
    first, *others = (choose_node(graph, actor) for actor in actors)
    made = []
    called = " ".join((name or first.name).split())
    if name or (first.id not in decisions.names and any(join(first, other).name != called for other in others)):
        made.append(Decision("name", (first.id, called)))
    for other in others:
        if other.id == first.id:
            raise DecisionError(f"they are one node already: {first.id}{_because_of(first.id, decisions)}")
        made.append(Decision("same", (first.id, other.id), _note(f"{first.name} = {other.name}", because)))
    return made


def as_two(graph: Graph, decisions: Decisions, one: str, other: str, *, because: str = "") -> list[Decision]:
    """The decision that two actors are not one."""
    a, b = choose_node(graph, one), choose_node(graph, other)
    if a.id == b.id:
        raise DecisionError(
            f"{one} and {other} are one node, {a.id}{_because_of(a.id, decisions)}; "
            "`graphkb split ACTOR --article ARTICLE` parts it by articles"
        )
    ids = min(a, b, key=lambda n: n.id), max(a, b, key=lambda n: n.id)
    return [Decision("different", (ids[0].id, ids[1].id), _note(f"{ids[0].name} is not {ids[1].name}", because))]


def as_parts(
    graph: Graph, decisions: Decisions, actor: str, articles: Sequence[str], *, because: str = ""
) -> list[Decision]:
    """The decisions that an actor is somebody else in some articles; without articles, in each of them.

    Raises `UnknownName` for an article that does not speak of the actor.
    """
    node = choose_node(graph, actor)
    read = {article: sorted(_ids_read(graph, node.id, article)) for article in graph.described}
    speaking = {article: ids for article, ids in read.items() if ids}
    for article in articles:
        if article not in speaking:
            raise UnknownName(f"article about {node.name}", article, speaking)
    note = _note(node.name, because)
    if articles:
        by_id: dict[str, list[str]] = {}
        for article in dict.fromkeys(articles):
            for id in speaking[article]:
                by_id.setdefault(id, []).append(article)
        return [Decision("split", (id, *sorted(some)), note) for id, some in sorted(by_id.items())]
    if joined := [d for d in decisions.of("same") if decisions.kept[d.ids[0]] == node.id]:
        lines = ", ".join(map(decisions.where, joined))
        raise DecisionError(f"{node.name} is one node by decision ({lines}); take that back with `graphkb decisions`")
    if len(speaking) < 2:
        raise DecisionError(f"only one article speaks of {node.name}; there is nothing to split")
    return [Decision("split", (node.id,), note)]


def as_judged(graph: Graph, statements: Iterable[str], *, right: bool, because: str = "") -> list[Decision]:
    """The decisions that statements are read rightly, or not. Raises `UnknownName` for a statement not in the graph."""
    return [_judged(graph, statement, right, because) for statement in statements]


def _judged(graph: Graph, id: str, right: bool, because: str) -> Decision:
    known = graph.statements.get(id)
    if known is None:
        raise UnknownName("statement", id, graph.statements)
    names = [graph.nodes[end].name if end in graph.nodes else end for end in (known.source, known.target) if end]
    said = f" {known.relation} ".join([*names, ""][:2]).strip()
    return Decision("accept" if right else "reject", (id,), _note(said, because))


def _ids_read(graph: Graph, actor: str, article: str) -> Iterator[str]:
    """The ids that reading alone gave an actor in an article."""
    return (node.read_as or node.id for node in graph.described[article] if node.id == actor)


def _because_of(actor: str, decisions: Decisions) -> str:
    lines = [decisions.where(d) for d in decisions.of("same") if decisions.kept[d.ids[0]] == actor]
    return f" (decided in {', '.join(lines)})" if lines else ""


def _note(names: str, because: str) -> str:
    return f"{names}: {because}" if because else names
