"""Merging: what several articles say becomes one graph, whatever their order, and can be taken apart again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, get_args

from graphkb.errors import UnknownName
from graphkb.graph.graph import Graph, Node, Relationship, Statement
from graphkb.graph.identity import relationship_id
from graphkb.ontology import Label, Ontology, RelationKind, load_ontology

if TYPE_CHECKING:
    from graphkb.articles import Article
    from graphkb.graph.copies import Copies

_LABELS = {label: rank for rank, label in enumerate(get_args(Label))}
_PRECISIONS = {precision: rank for rank, precision in enumerate(("unknown", "year", "month", "week", "day"))}


@dataclass(frozen=True, slots=True)
class Account:
    """All that one article says: its statements, and the nodes they speak of as it tells them."""

    article: Article
    statements: tuple[Statement, ...]
    nodes: tuple[Node, ...]


def merge(a: Graph, b: Graph, *, ontology: Ontology | None = None) -> Graph:
    """The graph of what either of two graphs says; `merge(g, g) == g`, and the order of merging never matters.

    An article that both hold with different content (its page was changed, or another version of graphkb read it) is
    taken once, by the rule of `preferred`. Raises `UnknownName` for a relation that the ontology does not have.

    >>> merge(Graph(), Graph()) == Graph()
    True
    """
    return assemble([*accounts(a), *accounts(b)], unsupported(a), unsupported(b), ontology=ontology)


def retract(graph: Graph, article: str, *, ontology: Ontology | None = None) -> Graph:
    """The graph without an article and what only it supports; raises `UnknownName` for an article it does not hold.

    What other articles say stays exactly as if the article had never been read.

    >>> from graphkb.articles import Article
    >>> retract(Graph(articles={"a": Article("a", "Nothing happened.")}), "a") == Graph()
    True
    """
    if article not in graph.articles:
        raise UnknownName("article", article, graph.articles)
    rest = [account for account in accounts(graph) if account.article.id != article]
    return assemble(rest, unsupported(graph), ontology=ontology)


def accounts(graph: Graph) -> list[Account]:
    """What each article of a graph says, by article id."""
    stated = defaultdict(list)
    for statement in graph.statements.values():
        stated[statement.article].append(statement)
    return [
        Account(article, tuple(sorted(stated[id], key=lambda s: s.id)), graph.described.get(id, ()))
        for id, article in sorted(graph.articles.items())
    ]


def unsupported(graph: Graph) -> Graph:
    """The nodes that no article describes and the relationships that no statement supports: those made by hand."""
    described = {node.id for nodes in graph.described.values() for node in nodes}
    supported = {statement.edge for statement in graph.statements.values()}
    return Graph(
        nodes={id: node for id, node in graph.nodes.items() if id not in described},
        relationships={id: r for id, r in graph.relationships.items() if id not in supported},
    )


def assemble(told: Iterable[Account], *others: Graph, ontology: Ontology | None = None) -> Graph:
    """The graph that accounts make together, and with them whatever other graphs hold by hand."""
    chosen: dict[str, Account] = {}
    for account in told:
        known = chosen.get(account.article.id)
        chosen[account.article.id] = account if known is None else preferred(known, account)
    kinds = ontology or load_ontology()
    copies = _copies(account.article for account in chosen.values())
    by_id = {id: settled(account, copies, kinds) for id, account in sorted(chosen.items())}
    statements = {s.id: s for account in by_id.values() for s in account.statements}
    described = {id: account.nodes for id, account in by_id.items() if account.nodes}
    by_hand = {id: r for graph in others for id, r in graph.relationships.items()}
    return Graph(
        nodes=join_all([*described.values(), *(graph.nodes.values() for graph in others)]),
        relationships=by_hand | relationships_of(statements.values(), kinds, copies),
        statements=statements,
        articles={id: account.article for id, account in by_id.items()},
        described=described,
    )


def _copies(articles: Iterable[Article]) -> Copies:
    # What tells copies needs NumPy; whoever only asks a graph shall not wait for it.
    from graphkb.graph.copies import find_copies

    return find_copies(articles)


def settled(account: Account, copies: Copies, ontology: Ontology) -> Account:
    """What an article says, as far as it counts: the statements of one that was corrected support no relationship."""
    corrected = account.article.id in copies.corrected
    statements = tuple(
        s if s.edge == (edge := None if corrected else edge_of(s, ontology)) else replace(s, edge=edge)
        for s in account.statements
    )
    return account if statements == account.statements else replace(account, statements=statements)


def edge_of(statement: Statement, ontology: Ontology) -> str | None:
    """The id of the relationship that a statement supports, unless its article was corrected; None for none.

    One that a person rejected, or that joins an actor to itself, supports none.
    """
    source, target = statement.source, statement.target
    if target is None or target == source or statement.verdict == "rejected":
        return None
    kind = ontology.relation(statement.relation)
    manner = (statement.polarity, statement.modality)
    return relationship_id(ends(source, target, kind), kind.name, statement.date, statement.date_precision, *manner)


def preferred(a: Account, b: Account) -> Account:
    """Which of two accounts of one article is kept: of the later, the longer, the one with more to say."""

    def rank(account: Account) -> tuple[object, ...]:
        article = account.article
        published = article.published.toordinal() if article.published else 0
        # repr only breaks ties between accounts of the same length; any fixed order will do.
        return (published, len(article.text), len(account.statements), len(account.nodes), repr(account))

    return a if a == b else max(a, b, key=rank)


def relationships_of(
    statements: Iterable[Statement], ontology: Ontology, copies: Copies | None = None
) -> dict[str, Relationship]:
    """The relationships that statements support, under their ids; `copies` tells which articles are one source."""
    supporting = defaultdict(list)
    for statement in statements:
        if statement.edge is not None:
            supporting[statement.edge].append(statement)
    return {edge: relate(found, ontology.relation(found[0].relation), copies) for edge, found in supporting.items()}


def relate(statements: Sequence[Statement], kind: RelationKind, copies: Copies | None = None) -> Relationship:
    """The relationship that is the sum of statements, all of which support the same one."""
    best = min(statements, key=lambda s: (-s.confidence, s.id))
    if best.edge is None or best.target is None:
        raise ValueError(f"statement {best.id} supports no relationship")
    source, target = ends(best.source, best.target, kind)
    claimants = {s.attributed_to for s in statements}
    return Relationship(
        id=best.edge,
        source=source,
        type=kind.name,
        target=target,
        date=best.date,
        date_precision=best.date_precision,
        plover=kind.plover,
        sign=kind.sign,
        intensity=kind.intensity,
        polarity=best.polarity,
        modality=best.modality,
        confidence=best.confidence,
        statements=len(statements),
        sources=len(origins(statements, copies)),
        sentence=best.sentence,
        attributed_to=claimants.pop() if len(claimants) == 1 else None,
        best=best.id,
    )


def extend(
    known: Relationship,
    statements: Sequence[Statement],
    kind: RelationKind,
    copies: Copies | None = None,
    *,
    heard: Collection[str] = (),
) -> Relationship:
    """A relationship with statements added, of articles that had no part in it before.

    The same as `relate` over all of them, without having to look at those it is the sum of already; `heard` are the
    origins among those added that it rests on already.
    """
    added = relate(statements, kind, copies)
    best = min(known, added, key=lambda r: (-r.confidence, r.best))
    return replace(
        added,
        confidence=best.confidence,
        sentence=best.sentence,
        best=best.best,
        statements=known.statements + added.statements,
        sources=known.sources + len(origins(statements, copies) - set(heard)),
        attributed_to=added.attributed_to if added.attributed_to == known.attributed_to else None,
    )


def ends(source: str, target: str, kind: RelationKind) -> tuple[str, str]:
    """The ends of a relationship in the direction it is kept: a symmetric one runs from the smaller id."""
    return (target, source) if kind.symmetric and target < source else (source, target)


def origins(statements: Iterable[Statement], copies: Copies | None = None) -> set[str]:
    """The independent sources of statements: the articles they stand in, those that are copies of one counted once."""
    if copies is None:
        return {statement.article for statement in statements}
    return {copies.origin.get(statement.article, statement.article) for statement in statements}


def join_all(groups: Iterable[Iterable[Node]]) -> dict[str, Node]:
    """The nodes of all groups, under their ids in order, those of the same id joined."""
    nodes: dict[str, Node] = {}
    for node in (_told(node) for group in groups for node in group):
        nodes[node.id] = join(nodes[node.id], node) if node.id in nodes else node
    return dict(sorted(nodes.items()))


def _told(node: Node) -> Node:
    """A node without what it was before a person decided on it."""
    if node.read_as is None and node.read_name is None:
        return node
    return replace(node, read_as=None, read_name=None, aliases=tuple(a for a in node.aliases if a != node.name))


def join(a: Node, b: Node) -> Node:
    """What two descriptions of a node say together: for each property the better known value, never an average.

    Which value is better does not depend on the order, so any number of descriptions joined in any order is the same
    node: the longer name (the other becomes an alias), the longer description, the finer date.

    >>> join(Node("person/j", "Person", "Jane Doe"), Node("person/j", "Person", "Jane B. Doe")).aliases
    ('Jane Doe',)
    """
    if a == b:
        return a
    name = max(a.name, b.name, key=lambda text: (len(text), text))
    day, precision = max(_date(a), _date(b), key=lambda d: (_PRECISIONS.get(d[1] or "", -1), str(d)))
    latitude, longitude = max((a.latitude, a.longitude), (b.latitude, b.longitude), key=lambda c: (c[0] is not None, c))
    return replace(
        a,
        label=min(a.label, b.label, key=_LABELS.__getitem__),
        name=name,
        aliases=tuple(sorted({a.name, b.name, *a.aliases, *b.aliases} - {name})),
        date=day,
        date_precision=precision,
        latitude=latitude,
        longitude=longitude,
        code=_longer(a.code, b.code),
        description=_longer(a.description, b.description),
        wikidata=_longer(a.wikidata, b.wikidata),
        kind=_longer(a.kind, b.kind),
        plover=_longer(a.plover, b.plover),
        country=_longer(a.country, b.country),
    )


def _date(node: Node) -> tuple[date | None, str | None]:
    return (node.date, node.date_precision)


def _longer(a: str | None, b: str | None) -> str | None:
    return max(a, b, key=lambda text: (text is not None, len(text or ""), text or ""))
