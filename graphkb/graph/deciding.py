"""Applying decisions: who is one node with whom, and which statements count.

What reading alone gave is kept beside what was decided, so any decisions can follow any others: `decide` first undoes
those that were applied before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graphkb.graph.decisions import Decisions
from graphkb.graph.graph import Graph, Node, Statement
from graphkb.graph.identity import relationship_id
from graphkb.graph.merging import Account, accounts, assemble, ends, unsupported
from graphkb.ontology import Ontology, load_ontology


def decide(graph: Graph, decisions: Decisions, *, ontology: Ontology | None = None) -> Graph:
    """The graph as a person decided it to be; with no decisions, as the articles alone are read.

    Only the decisions given count, not those applied before: `decide(decide(g, a), b) == decide(g, b)`. A statement
    that would join an actor to itself, or that was rejected, stays in its article and supports no relationship.
    Decisions about what the graph does not hold change nothing. Raises `UnknownName` for a relation that the ontology
    does not have.

    >>> from graphkb.graph import Decision
    >>> decide(Graph(), Decisions((Decision("same", ("leader/a", "person/b")),))) == Graph()
    True
    """
    kinds = ontology or load_ontology()
    if not decisions.all and not any(map(_was_decided, accounts(graph))):
        return graph
    by_hand = unsupported(graph)
    return assemble((decided(account, decisions, kinds) for account in accounts(graph)), by_hand, ontology=kinds)


def decide_anew(graph: Graph, decisions: Decisions, *, ontology: Ontology | None = None) -> Graph:
    """The graph of only those articles that decisions make say something else than they do in a graph."""
    kinds = ontology or load_ontology()
    pairs = ((account, decided(account, decisions, kinds)) for account in accounts(graph))
    return assemble((after for before, after in pairs if before != after), ontology=kinds)


def decided(account: Account, decisions: Decisions, ontology: Ontology) -> Account:
    """What an article says, with decisions applied to how it is read alone."""
    article = account.article.id
    nodes = (_meant_node(node, decisions.actor(node.id, article), decisions) for node in as_read(account))
    statements = (_judged(statement, decisions, ontology) for statement in account.statements)
    return Account(account.article, tuple(statements), _sorted(nodes))


def as_read(account: Account) -> list[Node]:
    """The nodes of an article as reading alone gave them."""
    return [_read(node) for node in account.nodes]


def _read(node: Node) -> Node:
    if node.read_name:
        aliases = tuple(alias for alias in node.aliases if alias != node.read_name)
        node = replace(node, name=node.read_name, aliases=aliases, read_name=None)
    return replace(node, id=node.read_as, read_as=None) if node.read_as else node


def _was_decided(account: Account) -> bool:
    judged = any(s.verdict or s.source_read or s.target_read or s.attributed_read for s in account.statements)
    return judged or any(node.read_as or node.read_name for node in account.nodes)


def _meant_node(node: Node, id: str, decisions: Decisions) -> Node:
    """A node under the id and the name that it is to have; those it is read by stay beside them."""
    if node.id != id:
        node = replace(node, id=id, read_as=node.id)
    name = decisions.names.get(id, node.name)
    if name != node.name:
        # The new name stays among the aliases if it was there: `_read` shall find them as they were.
        node = replace(node, name=name, read_name=node.name, aliases=tuple(sorted({*node.aliases, node.name})))
    return node


def _sorted(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.id, node.read_as or "")))


def _judged(statement: Statement, decisions: Decisions, ontology: Ontology) -> Statement:
    """A statement as decided, from what was read whatever had been decided before."""
    source, source_read = _meant(statement.source_read or statement.source, statement, decisions)
    target, target_read = _meant(statement.target_read or statement.target, statement, decisions)
    claimant, claimant_read = _meant(statement.attributed_read or statement.attributed_to, statement, decisions)
    assert source is not None  # a statement always has a source
    verdict = decisions.verdicts.get(statement.id)
    holds = target is not None and target != source and verdict != "rejected"
    return replace(
        statement,
        source=source,
        target=target,
        attributed_to=claimant,
        source_read=source_read,
        target_read=target_read,
        attributed_read=claimant_read,
        verdict=verdict,
        edge=_edge(statement, source, target, ontology) if holds and target else None,
    )


def _meant(id: str | None, statement: Statement, decisions: Decisions) -> tuple[str | None, str | None]:
    """The id of the node that is meant, and the one that was read where that is another one."""
    if id is None:
        return None, None
    found = decisions.actor(id, statement.article)
    return found, None if found == id else id


def _edge(statement: Statement, source: str, target: str, ontology: Ontology) -> str:
    kind = ontology.relation(statement.relation)
    manner = (statement.polarity, statement.modality)
    return relationship_id(ends(source, target, kind), kind.name, statement.date, statement.date_precision, *manner)
