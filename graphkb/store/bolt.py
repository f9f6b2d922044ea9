"""The store behind the Bolt protocol: Neo4j, or the embedded database that speaks it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from graphkb.articles import Article
from graphkb.errors import StoreError, UnknownName
from graphkb.graph import Graph, Node
from graphkb.graph.merging import Account, accounts, join, unsupported
from graphkb.ontology import Ontology, load_ontology
from graphkb.store.failures import check_room, one_line
from graphkb.store.guard import check_reads_only
from graphkb.store.protocol import Counts, Retraction, Table
from graphkb.store.reading import read_articles, read_graph, read_nodes
from graphkb.store.records import article_from
from graphkb.store.rows import plain, plain_row
from graphkb.store.schema import FORMAT, LONGEST_ID, ddl
from graphkb.store.writing import BASES, Writing, chunks, together

if TYPE_CHECKING:
    from types import TracebackType

    from neo4j import Driver, ManagedTransaction, Session

TIMEOUT = 120.0
"""After how many seconds a query is stopped, unless the caller says otherwise."""


class BoltStore:
    """A graph kept in a database that speaks Bolt. Made by `open_store`.

    Any number of processes may use one Neo4j database at once; each article is in it as a whole or not at all.
    """

    def __init__(
        self,
        driver: Driver,
        *,
        url: str,
        database: str | None = None,
        timeout: float = TIMEOUT,
        ontology: Ontology | None = None,
    ) -> None:
        self.url = url
        self.written = False
        self._driver = driver
        self._database = database
        self._timeout = timeout
        self._ontology = ontology or load_ontology()
        self._on_close: Callable[[], None] | None = None
        self._ready = False
        self._closed = False
        self._check()

    def write(self, graph: Graph) -> Counts:
        """Add a graph, each article all in or all out, and say what was new. Writing it twice changes nothing.

        An article that is kept already with other content is replaced by the one given.
        """
        by_hand = unsupported(graph)
        if by_hand.relationships:
            raise StoreError(f"{next(iter(by_hand.relationships))} rests on no statement, so it cannot be kept")
        _check_ids(graph)
        self._prepare()
        # Nodes made by hand come first: statements may speak of them.
        new = self._replace((), (), tuple(by_hand.nodes.values()))[0] if by_hand.nodes else Counts()
        for some in together(accounts(graph)):
            new += self._replace((), some, loaded=graph.loaded)[0]
        return new

    def retract(self, article: str, *, dry_run: bool = False) -> Retraction:
        """Remove an article and what only it supports, and say what went and what is weaker now.

        With `dry_run` it is only said. Raises `UnknownName`.
        """
        if article not in (kept := self._article_ids()):
            raise UnknownName("article", article, kept)
        self._prepare()
        return self._replace((article,), (), undo=dry_run)[1]

    def read(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
    ) -> Graph:
        """Everything kept, or the part of it that `filter_graph` lets through."""
        types, wanted = (None if names is None else frozenset(names) for names in (relations, labels))
        with self._session(write=False) as session:
            return session.execute_read(read_graph, since, until, types, wanted)

    def parts(self, articles: int = 200) -> Iterator[Graph]:
        """Yield all that is kept, as graphs of so many articles each; nodes that no article tells whole come last.

        What is written while this goes on may be in it or not, but each article is in it as a whole.
        """
        told: dict[str, Node] = {}
        for ids in chunks(sorted(self._article_ids()), articles):
            with self._session(write=False) as session:
                graph = session.execute_read(read_articles, ids)
            told |= {id: join(told[id], node) if id in told else node for id, node in graph.nodes.items()}
            yield graph
        with self._session(write=False) as session:
            nodes = session.execute_read(read_nodes)
        if by_hand := {id: node for id, node in nodes.items() if told.get(id) != node}:
            yield Graph(by_hand)

    def known(self, articles: Iterable[Article]) -> set[str]:
        """The ids of those articles that are kept already, word for word; one that was corrected since is not."""
        given = {article.id: article for article in articles}
        query = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN properties(a) AS a"
        kept = (article_from(plain(row["a"])) for row in self._rows(query, ids=list(given)))
        return {article.id for article in kept if article == given[article.id]}

    def counts(self) -> Counts:
        """How much is kept."""
        nodes = sum(self._count(f"MATCH (n:{base}) RETURN count(n) AS count") for base in BASES)
        ends = (f"MATCH (:{base})-[r]->() WHERE r.statements IS NOT NULL RETURN count(r) AS count" for base in BASES)
        return Counts(
            articles=self._count("MATCH (a:Article) RETURN count(a) AS count"),
            statements=self._count("MATCH (s:Statement) RETURN count(s) AS count"),
            nodes=nodes,
            relationships=sum(map(self._count, ends)),
        )

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False, limit: int | None = None
    ) -> Table:
        """Run Cypher, reading only unless `write`, and return at most `limit` rows. Raises `QueryError`."""
        if not write:
            check_reads_only(cypher)

        def run(tx: ManagedTransaction) -> Table:
            result = tx.run(cypher, dict(parameters or {}))
            records = list(result) if limit is None else result.fetch(limit + 1)
            rows = [plain_row(record) for record in records[:limit]]
            return Table(tuple(result.keys()), rows, more=len(rows) < len(records))

        from neo4j import unit_of_work

        with self._session(write=write, query=cypher) as session:
            within = unit_of_work(timeout=self._timeout)(run)
            return session.execute_write(within) if write else session.execute_read(within)

    def close(self) -> None:
        """Let go of files and connections. Closing twice is allowed."""
        if self._closed:
            return
        self._closed = True
        self._driver.close()
        if self._on_close:
            self._on_close()

    def on_close(self, then: Callable[[], None]) -> None:
        """Have something done once the store is closed."""
        self._on_close = then

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self) -> None:
        """Raise unless the database answers, lets us in, and holds nothing newer than we know."""
        found = self._rows("MATCH (g:Graphkb {id: 'graphkb'}) RETURN g.format AS format")
        if found and found[0]["format"] > FORMAT:
            raise StoreError(f"{self.url}: written by a newer graphkb (format {found[0]['format']}); update graphkb")

    def _prepare(self) -> None:
        """See that there is room, and create constraints and indexes, once; only who writes may need the right to."""
        check_room(self.url)
        if not self._ready:
            # What is there is not asked for again, IF NOT EXISTS or no: the locks that takes stand in others' way.
            kinds = ("INDEXES", "CONSTRAINTS")
            there = {row["name"] for kind in kinds for row in self._rows(f"SHOW {kind} YIELD name RETURN name")}
            for name, statement in ddl():
                if name not in there:
                    self.query(statement, write=True)
            self._ready = True

    def _replace(
        self,
        out: tuple[str, ...],
        into: Sequence[Account],
        by_hand: Sequence[Node] = (),
        *,
        loaded: Mapping[str, datetime] | None = None,
        undo: bool = False,
    ) -> tuple[Counts, Retraction]:
        def work(tx: ManagedTransaction) -> tuple[Counts, Retraction]:
            done = Writing(tx, self._ontology).replace(out, into, by_hand, loaded)
            if undo:
                raise _Undone(done)
            return done

        with self._session(write=True) as session:
            try:
                return session.execute_write(work)
            except _Undone as undone:
                return undone.done

    @contextmanager
    def _session(self, *, write: bool, query: str | None = None) -> Iterator[Session]:
        from neo4j import READ_ACCESS, WRITE_ACCESS

        if self._closed:
            raise StoreError(f"{self.url}: the store is closed")
        self.written |= write
        access = WRITE_ACCESS if write else READ_ACCESS
        with (
            one_line(self.url, database=self._database, query=query),
            self._driver.session(database=self._database, default_access_mode=access) as session,
        ):
            yield session

    def _rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        with self._session(write=False) as session:
            return session.execute_read(lambda tx: tx.run(query, parameters).data())

    def _count(self, query: str) -> int:
        return int(self._rows(query)[0]["count"])

    def _article_ids(self) -> list[str]:
        return [row["id"] for row in self._rows("MATCH (a:Article) RETURN a.id AS id")]


class _Undone(Exception):
    """Ends a transaction so that nothing of it stays but what it would have done."""

    def __init__(self, done: tuple[Counts, Retraction]) -> None:
        self.done = done


def _check_ids(graph: Graph) -> None:
    """Raise where a statement speaks of a node that the graph does not have, or an id is too long to be looked up."""
    for id in (*graph.nodes, *graph.articles):
        if len(id) > LONGEST_ID:
            raise StoreError(f"{id[:60]}...: an id longer than {LONGEST_ID:,} characters cannot be kept")
    for s in graph.statements.values():
        for end in (s.source, s.target, s.attributed_to):
            if end is not None and end not in graph.nodes:
                raise StoreError(f"{s.id} speaks of {end}, which is no node of the graph")
