"""What one write transaction does: articles replaced as a whole, and everything that rests on them worked out anew.

A relationship is always recomputed from all statements that the database holds of it, with the same function that
builds a graph in memory (`relate`), so article after article gives the same as all at once. Values go in as
parameters; a label or a relationship type stands in a query only if the ontology has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphkb.graph import Node, Relationship, Statement
from graphkb.graph.merging import Account, ends, join_all, relationships_of
from graphkb.ontology import Ontology
from graphkb.store.protocol import Counts
from graphkb.store.records import (
    article_from,
    article_properties,
    base_label,
    described_from,
    node_properties,
    relationship_properties,
    statement_from,
    statement_properties,
)
from graphkb.store.rows import node_of_row, plain
from graphkb.store.schema import FORMAT

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    Row = Mapping[str, Any]

ROWS = 2000
"""How many rows one statement carries at most."""

BASES = ("Actor", "Event", "Place")


class Writing:
    """One transaction that takes articles out of a database and puts others in."""

    def __init__(self, tx: ManagedTransaction, ontology: Ontology) -> None:
        self.tx = tx
        self.ontology = ontology
        # One writer at a time: whoever else would write waits here, so nobody sums up statements half seen.
        self.run("MERGE (g:Graphkb {id: 'graphkb'}) SET g.format = $format", format=FORMAT)

    def replace(
        self, out: Collection[str], into: Sequence[Account], by_hand: Sequence[Node] = ()
    ) -> tuple[Counts, Counts]:
        """Take articles out by their ids and put accounts in, and say how many were new and how many went."""
        kept = self.accounts({*out, *(account.article.id for account in into)})
        new = [account for account in into if kept.get(account.article.id) != account]
        old = [kept[id] for id in {*out, *(account.article.id for account in new)} if id in kept]
        told = [*by_hand, *(node for account in new for node in account.nodes)]
        untold = {node.id for account in old for node in account.nodes}
        edges = {s.edge: s for account in [*old, *new] for s in account.statements if s.edge}
        before = self.nodes({node.id for node in told} | untold)
        edges_before = self.supported(edges)

        self.remove_statements(old)
        self.remove_articles([account.article.id for account in old if account.article.id in out])
        self.put_articles(new)
        self.put_statements(new)
        after = self.described(told, untold, before)
        relabelled = {id for id, node in after.items() if id in before and before[id].label != node.label}
        nodes_gone = untold - after.keys()
        # A node gets another label by being made anew: the embedded store cannot change one within a transaction.
        self.remove_nodes(relabelled | nodes_gone, before)
        self.put_nodes(node for id, node in after.items() if id in relabelled or before.get(id) != node)
        edges_after = self.relate(edges | {s.edge: s for s in self.statements_of(relabelled) if s.edge}) & edges.keys()

        nodes_new = after.keys() - before.keys()
        put, gone = {a.article.id for a in new}, {a.article.id for a in old}
        said, unsaid = {s.id for a in new for s in a.statements}, {s.id for a in old for s in a.statements}
        return (
            Counts(len(put - gone), len(said - unsaid), len(nodes_new), len(edges_after - edges_before)),
            Counts(len(gone - put), len(unsaid - said), len(nodes_gone), len(edges_before - edges_after)),
        )

    def accounts(self, ids: Collection[str]) -> dict[str, Account]:
        """What the database holds of these articles."""
        statements = defaultdict(list)
        query = "UNWIND $rows AS id MATCH (s:Statement {article: id}) RETURN properties(s) AS s"
        for row in self.rows(query, ids):
            statement = statement_from(plain(row["s"]))
            statements[statement.article].append(statement)
        found = self.rows("UNWIND $rows AS id MATCH (a:Article {id: id}) RETURN properties(a) AS a", ids)
        articles = (plain(row["a"]) for row in found)
        return {
            kept["id"]: Account(
                article_from(kept), tuple(sorted(statements[kept["id"]], key=lambda s: s.id)), described_from(kept)
            )
            for kept in articles
        }

    def nodes(self, ids: Collection[str]) -> dict[str, Node]:
        """The nodes that the database holds of these ids."""
        found = {}
        for base in BASES:
            query = f"UNWIND $rows AS id MATCH (n:{base} {{id: id}}) RETURN labels(n) AS labels, properties(n) AS n"
            for row in self.rows(query, ids):
                node = node_of_row(row)
                found[node.id] = node
        return found

    def supported(self, edges: Collection[str]) -> set[str]:
        """Which of these relationships a statement in the database supports."""
        query = "UNWIND $rows AS edge MATCH (s:Statement {edge: edge}) RETURN DISTINCT edge"
        return {row["edge"] for row in self.rows(query, edges)}

    def remove_statements(self, accounts: Iterable[Account]) -> None:
        """Remove the statements of articles."""
        ids = [s.id for account in accounts for s in account.statements]
        self.each("UNWIND $rows AS id MATCH (s:Statement {id: id}) DETACH DELETE s", ids)

    def remove_articles(self, ids: Collection[str]) -> None:
        """Remove articles, whose statements are gone."""
        self.each("UNWIND $rows AS id MATCH (a:Article {id: id}) DETACH DELETE a", ids)

    def put_articles(self, accounts: Iterable[Account]) -> None:
        """Put articles in, or change them; when one was loaded stays what it was."""
        rows = [article_properties(account.article, account.nodes) for account in accounts]
        self.each(
            "UNWIND $rows AS row MERGE (a:Article {id: row.id}) "
            "WITH a, row, coalesce(a.loaded, datetime()) AS loaded SET a += row SET a.loaded = loaded",
            rows,
        )

    def put_statements(self, accounts: Iterable[Account]) -> None:
        """Put the statements of articles in, each under its article."""
        rows = [statement_properties(s) for account in accounts for s in account.statements]
        self.each(
            "UNWIND $rows AS row MATCH (a:Article {id: row.article}) "
            "CREATE (a)-[:STATES]->(s:Statement {id: row.id}) SET s = row",
            rows,
        )

    def described(self, told: Iterable[Node], untold: Collection[str], before: Mapping[str, Node]) -> dict[str, Node]:
        """The nodes as they are to be: what is told of them now, joined to what is told of them still.

        Only where an article was taken out, what the others tell has to be read again.
        """
        known = (node for id, node in before.items() if id not in untold)
        return join_all([self.descriptions(untold), known, told])

    def descriptions(self, ids: Collection[str]) -> Iterator[Node]:
        """Yield how each article that speaks of one of these nodes describes it."""
        articles = set()
        for role in ("subject", "object", "attributed_to"):
            query = f"UNWIND $rows AS id MATCH (s:Statement {{{role}: id}}) RETURN DISTINCT s.article AS article"
            articles |= {row["article"] for row in self.rows(query, ids)}
        query = "UNWIND $rows AS id MATCH (a:Article {id: id}) RETURN a.describes AS describes"
        for row in self.rows(query, articles):
            yield from (node for node in described_from(row) if node.id in ids)

    def put_nodes(self, nodes: Iterable[Node]) -> None:
        """Put nodes in, or change their properties."""
        rows = defaultdict(list)
        for node in nodes:
            rows[node.label].append({"id": node.id, "properties": node_properties(node)})
        for label, of_label in rows.items():
            labels = self.labels(label)
            self.each(f"UNWIND $rows AS row MERGE (n:{labels} {{id: row.id}}) SET n += row.properties", of_label)

    def statements_of(self, ids: Collection[str]) -> Iterator[Statement]:
        """Yield the statements whose subject or object is one of these nodes."""
        for role in ("subject", "object"):
            query = f"UNWIND $rows AS id MATCH (s:Statement {{{role}: id}}) RETURN properties(s) AS s"
            yield from (statement_from(plain(row["s"])) for row in self.rows(query, ids))

    def labels(self, label: str) -> str:
        """The labels of a node as a pattern has them: `Actor:Leader`, `Place`."""
        name, base = self.ontology.node(label).name, base_label(label)
        return name if name == base else f"{base}:{name}"

    def remove_nodes(self, ids: Collection[str], before: Mapping[str, Node]) -> None:
        """Remove nodes that nothing speaks of any more."""
        for base in BASES:
            some = [id for id in ids if id in before and base_label(before[id].label) == base]
            self.each(f"UNWIND $rows AS id MATCH (n:{base} {{id: id}}) DETACH DELETE n", some)

    def relate(self, edges: Mapping[str, Statement]) -> set[str]:
        """Sum up each of these relationships from all its statements, and return those that have any left.

        `edges` has one statement of each, present or past, which says what it joins.
        """
        query = "UNWIND $rows AS edge MATCH (s:Statement {edge: edge}) RETURN properties(s) AS s"
        statements = [statement_from(plain(row["s"])) for row in self.rows(query, edges)]
        found = relationships_of(statements, self.ontology)
        nodes = self.nodes({end for r in found.values() for end in (r.source, r.target)})
        self.put_relationships(found.values(), nodes)
        self.remove_relationships(said for edge, said in edges.items() if edge not in found)
        return set(found)

    def put_relationships(self, relationships: Iterable[Relationship], nodes: Mapping[str, Node]) -> None:
        """Put relationships in, or change them, a type and a kind of ends at a time."""
        rows = defaultdict(list)
        for r in relationships:
            kind = (r.type, base_label(nodes[r.source].label), base_label(nodes[r.target].label))
            properties = relationship_properties(r)
            rows[kind].append({"id": r.id, "source": r.source, "target": r.target, "properties": properties})
        for (type, source, target), of_kind in rows.items():
            self.each(
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
                f"MERGE (a)-[r:{self.ontology.relation(type).name} {{id: row.id}}]->(b) SET r += row.properties",
                of_kind,
            )

    def remove_relationships(self, unsaid: Iterable[Statement]) -> None:
        """Remove the relationships that these statements supported; those whose nodes are gone are gone with them."""
        rows = defaultdict(list)
        for statement in unsaid:
            kind = self.ontology.relation(statement.relation)
            source, _ = ends(statement.source, statement.target or "", kind)
            rows[kind.name].append({"id": statement.edge, "source": source})
        for type, of_type in rows.items():
            for base in BASES:
                query = f"UNWIND $rows AS row MATCH (:{base} {{id: row.source}})-[r:{type} {{id: row.id}}]->() DELETE r"
                self.each(query, of_type)

    def run(self, query: str, **parameters: Any) -> None:
        """Run one statement."""
        self.tx.run(query, parameters).consume()

    def each(self, query: str, rows: Iterable[Any]) -> None:
        """Run a statement over rows, so many at a time."""
        for some in chunks(rows, ROWS):
            self.run(query, rows=some)

    def rows(self, query: str, rows: Iterable[Any]) -> Iterator[Row]:
        """Yield what a query answers over rows, so many at a time."""
        for some in chunks(rows, ROWS):
            yield from (record.data() for record in self.tx.run(query, {"rows": some}))


def chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield rows in lists of at most `size`."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some


def together(accounts: Iterable[Account], statements: int = ROWS, articles: int = 200) -> Iterator[list[Account]]:
    """Yield accounts in lists that one transaction can carry; one article is never split."""
    some: list[Account] = []
    for account in accounts:
        if some and (len(some) >= articles or sum(len(a.statements) for a in some) >= statements):
            yield some
            some = []
        some.append(account)
    if some:
        yield some
