"""What one read transaction does: the graph, or the part of it that is asked for, out of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, filter_graph
from graphkb.graph.merging import Account, assemble
from graphkb.store.batches import ROWS, chunks
from graphkb.store.records import article_from, described_from, relationship_from, statement_from
from graphkb.store.rows import node_of_row, plain
from graphkb.store.writing import BASES

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Record

Day = date | None
Names = Collection[str] | None


def read_graph(tx: ManagedTransaction, since: Day, until: Day, relations: Names, labels: Names) -> Graph:
    """Everything kept, or what `filter_graph` lets through of it, without fetching evidence of what cannot be in it."""
    nodes, relationships = read_nodes(tx), _relationships(tx)
    if all(given is None for given in (since, until, relations, labels)):
        return _with_evidence(tx, nodes, relationships, None)
    possible = {
        id: r
        for id, r in relationships.items()
        if (relations is None or r.type in relations)
        and (labels is None or {nodes[r.source].label, nodes[r.target].label} <= set(labels))
        # When something undated was first reported, its statements have to say.
        and (r.date is None or ((since is None or since <= r.date) and (until is None or r.date <= until)))
    }
    graph = _with_evidence(tx, nodes, possible, possible)
    return filter_graph(graph, since=since, until=until, relations=relations, labels=labels)


def read_articles(tx: ManagedTransaction, ids: Collection[str]) -> Graph:
    """The graph of these articles alone, as far as they are kept."""
    statements = defaultdict(list)
    for row in _found(tx, "Statement", "article", ids):
        statements[row["article"]].append(statement_from(row))
    articles = {row["id"]: row for row in _found(tx, "Article", "id", ids)}
    accounts = [Account(article_from(row), tuple(statements[id]), described_from(row)) for id, row in articles.items()]
    return replace(assemble(accounts), loaded=_loaded(articles.values()))


def read_nodes(tx: ManagedTransaction) -> dict[str, Node]:
    """All nodes, under their ids."""
    queries = (f"MATCH (n:{base}) RETURN labels(n) AS labels, properties(n) AS n" for base in BASES)
    nodes = (node_of_row(row) for query in queries for row in _run(tx, query))
    return {node.id: node for node in nodes}


def _relationships(tx: ManagedTransaction) -> dict[str, Relationship]:
    # What others have added to the database has no count of statements, and is none of ours.
    queries = (
        f"MATCH (a:{base})-[r]->(b) WHERE r.statements IS NOT NULL "
        "RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS r"
        for base in BASES
    )
    rows = (row for query in queries for row in _run(tx, query))
    found = (relationship_from(plain(row["r"]), row["source"], row["type"], row["target"]) for row in rows)
    return {r.id: r for r in found}


def _with_evidence(
    tx: ManagedTransaction, nodes: dict[str, Node], relationships: dict[str, Relationship], edges: Names
) -> Graph:
    """The graph of these with the statements and articles behind some relationships, or with all of them."""
    said = (statement_from(row) for row in _found(tx, "Statement", "edge", edges))
    statements = {s.id: s for s in said}
    articles: dict[str, Article] = {}
    described: dict[str, tuple[Node, ...]] = {}
    loaded: dict[str, datetime] = {}
    speaking = None if edges is None else {s.article for s in statements.values()}
    for row in _found(tx, "Article", "id", speaking):
        article = article_from(row)
        articles[article.id] = article
        if found := described_from(row):
            described[article.id] = found
        loaded |= _loaded([row])
    return Graph(nodes, relationships, statements, articles, described, loaded)


def _loaded(rows: Iterable[Mapping[str, Any]]) -> dict[str, datetime]:
    """When articles were loaded, where their rows say it."""
    return {row["id"]: row["loaded"] for row in rows if row.get("loaded") is not None}


def _found(tx: ManagedTransaction, label: str, key: str, values: Names) -> Iterator[dict[str, Any]]:
    """Yield the properties of the nodes of a label with these values, or of all of them."""
    if values is None:
        rows: Iterable[Record] = _run(tx, f"MATCH (n:{label}) RETURN properties(n) AS n")
    else:
        query = f"UNWIND $rows AS value MATCH (n:{label} {{{key}: value}}) RETURN properties(n) AS n"
        rows = (row for some in chunks(values, ROWS) for row in _run(tx, query, rows=some))
    return (plain(row["n"]) for row in rows)


def _run(tx: ManagedTransaction, query: str, **parameters: Any) -> Iterator[Record]:
    return iter(tx.run(query, parameters))
