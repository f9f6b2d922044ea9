"""What one write transaction does: articles replaced as a whole, and everything that rests on them worked out anew.

A relationship is always recomputed from all statements that the database holds of it, with the same function that
builds a graph in memory (`relate`), so article after article gives the same as all at once. Values go in as
parameters; a label or a relationship type stands in a query only if the ontology has it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from graphkb.graph import Node, Relationship, Statement
from graphkb.graph.merging import Account, ends, extend, join_all, relationships_of
from graphkb.ontology import Ontology
from graphkb.store.batches import ROWS, chunks
from graphkb.store.copying import Recount, origins_of, recount
from graphkb.store.migrating import check_format
from graphkb.store.protocol import Counts, Retraction
from graphkb.store.records import (
    Properties,
    article_from,
    article_properties,
    base_label,
    described_from,
    node_properties,
    present,
    relationship_from,
    relationship_properties,
    statement_from,
    statement_properties,
)
from graphkb.store.rows import node_of_row, plain
from graphkb.store.schema import FORMAT

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    Row = Mapping[str, Any]

FEW = 20
"""How many articles are asked first what they tell of a node."""

BASES = ("Actor", "Event", "Place")

_EDGE = "(a)-[r:{} {{id: row.id}}]->(b)"


class Writing:
    """One transaction that takes articles out of a database and puts others in.

    `types_in_rows` says that the database takes the type of a relationship from a row, so that one statement makes
    those of all types.
    """

    def __init__(self, tx: ManagedTransaction, ontology: Ontology, *, types_in_rows: bool = False) -> None:
        self.tx = tx
        self.ontology = ontology
        self.types_in_rows = types_in_rows
        self.bases: dict[str, str] = {}
        self.recount: Recount
        # One writer at a time: whoever else would write waits here, so nobody sums up statements half seen.
        lock = "MERGE (g:Graphkb {id: 'graphkb'}) SET g.format = coalesce(g.format, $format) RETURN g.format AS format"
        [row] = self.tx.run(lock, format=FORMAT)
        check_format("the graph", row["format"])

    def replace(
        self,
        out: Collection[str],
        into: Sequence[Account],
        by_hand: Sequence[Node] = (),
        loaded: Mapping[str, datetime] | None = None,
    ) -> tuple[Counts, Retraction]:
        """Take articles out by their ids and put accounts in, and say how many were new and what went.

        `loaded` says when articles that come from another store were first loaded.
        """
        kept = self.digests({*out, *(account.article.id for account in into)})
        digests = {account.article.id: digest(account) for account in into}
        new = [account for account in into if kept.get(account.article.id) != digests[account.article.id]]
        old = self.accounts([id for id in {*out, *(account.article.id for account in new)} if id in kept])
        self.recount = recount(self, old, new)
        old, new = list(self.recount.old), list(self.recount.new)
        told = [*by_hand, *(node for account in new for node in account.nodes)]
        untold = {node.id for account in old for node in account.nodes}
        nodes_before = self.nodes([*told, *(node for account in old for node in account.nodes)])
        said = [s for account in new for s in account.statements]
        supported = self.recount.supported
        touched = [s for s in said if s.edge in supported] + [s for account in old for s in account.statements]
        edges_before = self.relationships(touched, nodes_before)

        self.remove_statements(old)
        self.remove_articles([account.article.id for account in old if account.article.id in out])
        self.put_articles(new, digests, loaded or {})
        self.put_statements(new)
        nodes = self.described(told, untold, nodes_before)
        relabelled = {id for id, node in nodes.items() if nodes_before.get(id, node).label != node.label}
        nodes_gone = untold - nodes.keys()
        # A node gets another label by being made anew: the embedded store cannot change one within a transaction.
        self.remove_nodes([nodes_before[id] for id in relabelled | nodes_gone])
        self.create_nodes(node for id, node in nodes.items() if id in relabelled or id not in nodes_before)
        self.change_nodes(
            node for id, node in nodes.items() if id not in relabelled and nodes_before.get(id, node) != node
        )
        moved = list(self.statements_of(relabelled))
        edges = self.relate(said, old, moved, edges_before, supported)
        standing = edges_before.keys() - {s.edge for s in moved}
        self.create_relationships(r for id, r in edges.items() if id not in standing)
        self.change_relationships(r for id, r in edges.items() if id in standing)
        edges_gone = {s.edge for account in old for s in account.statements if s.edge} - edges.keys()
        self.remove_relationships([edges_before[edge] for edge in edges_gone & edges_before.keys()])

        put, gone = {a.article.id for a in new}, {a.article.id for a in old}
        stated, unsaid = {s.id for s in said}, {s.id for a in old for s in a.statements}
        edges_new = edges.keys() - edges_before.keys() - {s.edge for s in moved if s.id not in stated}
        return (
            Counts(len(put - gone), len(stated - unsaid), len(nodes.keys() - nodes_before.keys()), len(edges_new)),
            Retraction(
                Counts(len(gone - put), len(unsaid - stated), len(nodes_gone), len(edges_gone)),
                nodes=tuple(nodes_before[id] for id in sorted(nodes_gone)),
                removed=tuple(r for id, r in edges_before.items() if id in edges_gone),
                weakened=tuple((r, edges[id]) for id, r in edges_before.items() if edges.get(id, r) != r),
                names={id: node.name for id, node in nodes_before.items()},
            ),
        )

    def digests(self, ids: Collection[str]) -> dict[str, str]:
        """What the database holds of these articles, as short as can be compared."""
        query = "UNWIND $rows AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.digest AS digest"
        return {row["id"]: row["digest"] for row in self.rows(query, ids)}

    def accounts(self, ids: Collection[str]) -> list[Account]:
        """What the database holds of these articles, in full."""
        statements = defaultdict(list)
        query = "UNWIND $rows AS id MATCH (s:Statement {article: id}) RETURN properties(s) AS s"
        for row in self.rows(query, ids):
            statement = statement_from(plain(row["s"]))
            statements[statement.article].append(statement)
        found = self.rows("UNWIND $rows AS id MATCH (a:Article {id: id}) RETURN properties(a) AS a", ids)
        articles = (plain(row["a"]) for row in found)
        # In the order that accounts have wherever they come from: what is the same has the same digest.
        said = {id: tuple(sorted(some, key=lambda s: s.id)) for id, some in statements.items()}
        return [Account(article_from(a), said.get(a["id"], ()), described_from(a)) for a in articles]

    def nodes(self, wanted: Iterable[Node]) -> dict[str, Node]:
        """These nodes as the database holds them, under their ids."""
        ids = defaultdict(set)
        for node in wanted:
            ids[base_label(node.label)].add(node.id)
        found = {}
        for base, of_base in ids.items():
            query = f"UNWIND $rows AS id MATCH (n:{base} {{id: id}}) RETURN labels(n) AS labels, properties(n) AS n"
            for row in self.rows(query, of_base):
                node = node_of_row(row)
                self.bases[node.id] = base
                found[node.id] = node
        return found

    def supported(self, edges: Collection[str]) -> set[str]:
        """Which of these relationships rest on statements that the database holds."""
        query = "UNWIND $rows AS edge MATCH (s:Statement {edge: edge}) RETURN DISTINCT edge"
        return {row["edge"] for row in self.rows(query, edges)}

    def relationships(self, statements: Iterable[Statement], nodes: Mapping[str, Node]) -> dict[str, Relationship]:
        """The relationships that these statements support, as the database holds them: one that is new is not there."""
        wanted = {}
        for s in statements:
            if s.edge and s.target and s.source in nodes and s.target in nodes:
                source, target = ends(s.source, s.target, self.ontology.relation(s.relation))
                wanted[s.edge] = (s.relation, source, target)
        found = {}
        for match, type, rows in self.matches(wanted):
            for row in self.rows(f"{match} MATCH {_EDGE.format(type)} RETURN properties(r) AS r, row", rows):
                known = relationship_from(plain(row["r"]), row["row"]["source"], type, row["row"]["target"])
                found[known.id] = known
        return found

    def matches(
        self, edges: Mapping[str, tuple[str, str, str]], *, types_in_rows: bool = False
    ) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
        """Yield the pattern that finds both ends, the type, and the rows, for each kind of relationship among these."""
        rows = defaultdict(list)
        for id, (name, source, target) in edges.items():
            type = self.ontology.relation(name).name
            kind = ("$(row.type)" if types_in_rows else type, self.bases[source], self.bases[target])
            rows[kind].append({"id": id, "source": source, "target": target, "type": type})
        for (type, source, target), of_kind in rows.items():
            match = f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}})"
            yield match, type, of_kind

    def remove_statements(self, accounts: Iterable[Account]) -> None:
        """Remove the statements of articles."""
        ids = [s.id for account in accounts for s in account.statements]
        self.each("UNWIND $rows AS id MATCH (s:Statement {id: id}) DETACH DELETE s", ids)

    def remove_articles(self, ids: Collection[str]) -> None:
        """Remove articles, whose statements are gone."""
        self.each("UNWIND $rows AS id MATCH (a:Article {id: id}) DETACH DELETE a", ids)

    def put_articles(
        self, accounts: Iterable[Account], digests: Mapping[str, str], loaded: Mapping[str, datetime]
    ) -> None:
        """Put articles in, or change them; when one was loaded stays what it was."""
        now = datetime.now(UTC)
        rows = [
            {
                "properties": article_properties(a.article, a.nodes)
                | self.recount.properties(a.article.id)
                | {"digest": digests.get(a.article.id) or digest(a)},
                "loaded": (loaded.get(a.article.id) or now).isoformat(),
            }
            for a in accounts
        ]
        self.each(
            "UNWIND $rows AS row MERGE (a:Article {id: row.properties.id}) "
            "WITH a, row, coalesce(a.loaded, datetime(row.loaded)) AS loaded "
            "SET a += row.properties SET a.loaded = loaded",
            rows,
        )

    def put_statements(self, accounts: Iterable[Account]) -> None:
        """Put the statements of articles in, each under its article."""
        rows = [present(statement_properties(s)) for account in accounts for s in account.statements]
        self.each(
            "UNWIND $rows AS row MATCH (a:Article {id: row.article}) "
            "CREATE (a)-[:STATES]->(s:Statement {id: row.id}) SET s = row",
            rows,
        )

    def described(self, told: Iterable[Node], untold: Collection[str], before: Mapping[str, Node]) -> dict[str, Node]:
        """The nodes as they are to be: what is told of them now, joined to what is told of them still.

        Only where an article was taken out, what the others tell has to be read again: of a few of them, and of all
        only where those few do not tell as much as was known before.
        """
        few = join_all([self.descriptions(untold, most=FEW)])
        unsure = {id for id in untold if few.get(id) != before.get(id)}
        known = (node for id, node in before.items() if id not in unsure)
        return join_all([self.descriptions(unsure), known, told])

    def descriptions(self, ids: Collection[str], *, most: int | None = None) -> Iterator[Node]:
        """Yield how each article that speaks of one of these nodes describes it, or at most so many for each."""
        articles = set()
        limit = "" if most is None else f"LIMIT {most}"
        for role in ("subject", "object", "attributed_to", "place"):
            said = f"MATCH (s:Statement {{{role}: id}}) RETURN s.article AS article {limit}"
            query = f"UNWIND $rows AS id CALL (id) {{ {said} }} RETURN DISTINCT article"
            articles |= {row["article"] for row in self.rows(query, ids)}
        query = "UNWIND $rows AS id MATCH (a:Article {id: id}) RETURN a.describes AS describes"
        for row in self.rows(query, articles):
            yield from (node for node in described_from(row) if node.id in ids)

    def create_nodes(self, nodes: Iterable[Node]) -> None:
        """Put new nodes in."""
        rows = defaultdict(list)
        for node in nodes:
            self.bases[node.id] = base_label(node.label)
            rows[self.labels(node.label)].append(present(node_properties(node)))
        for labels, of_label in rows.items():
            self.each(f"UNWIND $rows AS row CREATE (n:{labels} {{id: row.id}}) SET n += row", of_label)

    def change_nodes(self, nodes: Iterable[Node]) -> None:
        """Give nodes other properties."""
        rows = defaultdict(list)
        for node in nodes:
            rows[base_label(node.label)].append(node_properties(node))
        for base, of_base in rows.items():
            self.each(f"UNWIND $rows AS row MATCH (n:{base} {{id: row.id}}) SET n += row", of_base)

    def statements_of(self, ids: Collection[str]) -> Iterator[Statement]:
        """Yield the statements whose subject or object is one of these nodes."""
        for role in ("subject", "object"):
            query = f"UNWIND $rows AS id MATCH (s:Statement {{{role}: id}}) RETURN properties(s) AS s"
            yield from (statement_from(plain(row["s"])) for row in self.rows(query, ids))

    def labels(self, label: str) -> str:
        """The labels of a node as a pattern has them: `Actor:Leader`, `Place`."""
        name, base = self.ontology.node(label).name, base_label(label)
        return name if name == base else f"{base}:{name}"

    def remove_nodes(self, nodes: Iterable[Node]) -> None:
        """Remove nodes, and whatever relationships they have left."""
        ids = defaultdict(list)
        for node in nodes:
            ids[base_label(node.label)].append(node.id)
        for base, of_base in ids.items():
            self.each(f"UNWIND $rows AS id MATCH (n:{base} {{id: id}}) DETACH DELETE n", of_base)

    def relate(
        self,
        said: Sequence[Statement],
        old: Sequence[Account],
        moved: Sequence[Statement],
        known: Mapping[str, Relationship],
        supported: Collection[str],
    ) -> dict[str, Relationship]:
        """The relationships that what is said now supports or what is no longer said supported, as they are to be.

        One that nothing supported is the sum of what is said now; one that is known, where statements only came to it,
        is extended; any other is summed up from all its statements.
        """
        added = defaultdict(list)
        for statement in said:
            if statement.edge:
                added[statement.edge].append(statement)
        anew = {s.edge for account in old for s in account.statements if s.edge} | {s.edge for s in moved if s.edge}
        # Somebody may have removed a relationship by hand, and its statements are there still.
        anew |= (added.keys() & supported) - known.keys()
        query = "UNWIND $rows AS edge MATCH (s:Statement {edge: edge}) RETURN properties(s) AS s"
        summed = [statement_from(plain(row["s"])) for row in self.rows(query, anew)]
        summed += [s for edge, more in added.items() if edge not in anew and edge not in known for s in more]
        copies, heard = origins_of(self, summed, self.recount.copies), self.recount.heard
        return relationships_of(summed, self.ontology, copies) | {
            edge: extend(known[edge], more, self.ontology.relation(known[edge].type), copies, heard=heard.get(edge, ()))
            for edge, more in added.items()
            if edge in known and edge not in anew
        }

    def create_relationships(self, relationships: Iterable[Relationship]) -> None:
        """Put new relationships in."""
        rows = ((r, present(relationship_properties(r))) for r in relationships)
        self.each_relationship(rows, f"CREATE {_EDGE} SET r += row.properties", types_in_rows=self.types_in_rows)

    def change_relationships(self, relationships: Iterable[Relationship]) -> None:
        """Give relationships other properties."""
        rows = ((r, relationship_properties(r)) for r in relationships)
        self.each_relationship(rows, f"MATCH {_EDGE} SET r += row.properties")

    def each_relationship(
        self, relationships: Iterable[tuple[Relationship, Properties]], then: str, *, types_in_rows: bool = False
    ) -> None:
        """Do something with relationships and properties of theirs between their ends, a type at a time or all."""
        some = {r.id: (r, properties) for r, properties in relationships}
        self.nodes_missing(end for r, _ in some.values() for end in (r.source, r.target))
        edges = {r.id: (r.type, r.source, r.target) for r, _ in some.values()}
        for match, type, rows in self.matches(edges, types_in_rows=types_in_rows):
            filled = [{**row, "properties": some[row["id"]][1]} for row in rows]
            self.each(f"{match} {then.format(type)}", filled)

    def remove_relationships(self, relationships: Iterable[Relationship]) -> None:
        """Remove relationships that nothing supports any more; those whose nodes are gone are gone with them."""
        edges = {r.id: (r.type, r.source, r.target) for r in relationships}
        for match, type, rows in self.matches(edges):
            self.each(f"{match} MATCH {_EDGE.format(type)} DELETE r", rows)

    def nodes_missing(self, ids: Iterable[str]) -> None:
        """Learn by which label nodes are found that this transaction has not seen yet."""
        unknown = {id for id in ids if id not in self.bases}
        for base in BASES if unknown else ():
            query = f"UNWIND $rows AS id MATCH (n:{base} {{id: id}}) RETURN n.id AS id"
            self.bases |= {row["id"]: base for row in self.rows(query, unknown)}

    def raise_format(self, version: int) -> None:
        """Note that all is of that version now; never a lower one than is noted."""
        query = "MATCH (g:Graphkb {id: 'graphkb'}) WHERE g.format < $version SET g.format = $version"
        self.run(query, version=version)

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
            yield from self.tx.run(query, {"rows": some})


def digest(account: Account) -> str:
    """A hash of all that an article says: the same for the same content.

    Which relationship a statement supports is no part of it: that changes where another article corrects this one.
    """
    statements = (statement_properties(s) | {"edge": None} for s in account.statements)
    parts = (article_properties(account.article, account.nodes), *statements)
    return sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()[:32]
