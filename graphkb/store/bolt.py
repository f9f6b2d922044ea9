"""The store behind the Bolt protocol: Neo4j, or the embedded database that speaks it too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from graphkb.articles import Article
from graphkb.errors import QueryError, StoreError, UnknownName
from graphkb.graph import Graph, Node
from graphkb.graph.merging import Account, accounts, join, unsupported
from graphkb.ontology import Ontology, load_ontology
from graphkb.store.batches import chunks, together
from graphkb.store.failures import check_room, one_line
from graphkb.store.guard import check_reads_only
from graphkb.store.interrupts import uninterrupted
from graphkb.store.migrating import MIGRATIONS, Migration, check_format
from graphkb.store.protocol import Counts, Retraction, Table
from graphkb.store.reading import read_articles, read_graph, read_nodes
from graphkb.store.records import article_from
from graphkb.store.rows import plain, plain_row
from graphkb.store.schema import FORMAT, LONGEST_ID, READABLE, Schema, indexes
from graphkb.store.writing import BASES, Writing

if TYPE_CHECKING:
    from types import TracebackType

    from neo4j import Driver, ManagedTransaction

Done = TypeVar("Done")

OLDEST = (5, 26)
"""The oldest Neo4j that is supported."""

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
        self._timeout = check_seconds(timeout)
        self._ontology = ontology or load_ontology()
        self._on_close: Callable[[], None] | None = None
        self._within: Callable[[float], AbstractContextManager[object]] = nullcontext
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
        self.prepare()
        # Nodes made by hand come first: statements may speak of them.
        new = self._replace((), (), tuple(by_hand.nodes.values()))[0] if by_hand.nodes else Counts()
        for some in together(accounts(graph)):
            new += self._replace((), some, loaded=graph.loaded)[0]
        return new

    def retract(self, article: str, *, dry_run: bool = False) -> Retraction:
        """Remove an article and what only it supports, and say what went and what is weaker now.

        With `dry_run` it is only said. Raises `UnknownName`.
        """
        if not self._rows("MATCH (a:Article {id: $id}) RETURN a.id AS id", id=article):
            raise UnknownName("article", article, self._article_ids())
        self.prepare()
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
        return self._run(lambda tx: read_graph(tx, since, until, types, wanted))

    def parts(self, articles: int = 200) -> Iterator[Graph]:
        """Yield all that is kept, as graphs of so many articles each; nodes that no article tells whole come last.

        What is written while this goes on may be in it or not, but each article is in it as a whole.
        """
        told: dict[str, Node] = {}
        for ids in chunks(sorted(self._article_ids()), articles):
            graph = self._run(partial(read_articles, ids=ids))
            told |= {id: join(told[id], node) if id in told else node for id, node in graph.nodes.items()}
            yield graph
        if by_hand := {id: node for id, node in self._run(read_nodes).items() if told.get(id) != node}:
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
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Table:
        """Run Cypher, reading only unless `write`, and return at most `limit` rows.

        It is stopped after `timeout` seconds, or those with which the store was opened. Raises `QueryError`.
        """
        if not write:
            check_reads_only(cypher)
        if limit is not None and limit < 1:
            raise QueryError(f"limit={limit}: not a number of rows; give 1 or more, or None for all")
        seconds = self._timeout if timeout is None else check_seconds(timeout)

        def run(tx: ManagedTransaction) -> Table:
            result = tx.run(cypher, dict(parameters or {}))
            records = list(result) if limit is None else result.fetch(limit + 1)
            rows = [plain_row(record) for record in records[:limit]]
            return Table(tuple(result.keys()), rows, more=len(rows) < len(records))

        from neo4j import unit_of_work

        with self._within(seconds) if seconds != self._timeout else nullcontext():
            return self._run(unit_of_work(timeout=seconds)(run), write=write, query=cypher)

    def close(self) -> None:
        """Let go of files and connections. Closing twice is allowed."""
        if self._closed:
            return
        self._closed = True
        with uninterrupted():
            self._driver.close()
            if self._on_close:
                self._on_close()

    def on_close(self, then: Callable[[], None]) -> None:
        """Have something done once the store is closed."""
        self._on_close = then

    def on_timeout(self, within: Callable[[float], AbstractContextManager[object]]) -> None:
        """Have a time limit of its own obeyed by a database that does not listen to that of a transaction."""
        self._within = within

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self) -> None:
        """Raise unless the database answers, lets us in, is not too old and holds nothing too new."""
        with uninterrupted(), one_line(self.url, database=self._database):
            agent = self._driver.get_server_info().agent
        self._is_neo4j = "arcade" not in agent.lower()
        _check_version(self.url, agent)
        if (found := self._format()) is not None:
            check_format(self.url, found)
            if found < READABLE:
                self.prepare()

    def prepare(self) -> None:
        """See that there is room, create constraints and indexes, and bring an older graph up to date, once.

        Done before the first write: only who writes may need the right to. Raises `StoreError`.
        """
        check_room(self.url)
        if not self._ready:
            # What is there is not asked for again, IF NOT EXISTS or no: the locks that takes stand in others' way.
            for index, there in self.schema().indexes:
                if not there:
                    self.query(index.statement, write=True)
            self._migrate()
            self._ready = True

    def schema(self) -> Schema:
        """The version of the graph, and its constraints and indexes, each with whether it is there."""
        there = {
            (frozenset(row["labels"] or ()), frozenset(row["keys"] or ()))
            for row in self._rows("SHOW INDEXES YIELD labelsOrTypes AS labels, properties AS keys RETURN labels, keys")
        }
        expected = indexes(full_text=self._is_neo4j)
        found = tuple((index, (frozenset(index.labels), frozenset(index.keys)) in there) for index in expected)
        return Schema(self._format(), found)

    def _format(self) -> int | None:
        found = self._rows("MATCH (g:Graphkb {id: 'graphkb'}) RETURN g.format AS format")
        return found[0]["format"] if found else None

    def _migrate(self) -> None:
        """Bring an older graph up to date, some articles at a time; stopped, it goes on from there the next time."""
        found = self._format()
        for version in range(found or FORMAT, FORMAT):
            pending = [row["id"] for row in self._rows(MIGRATIONS[version].pending)]
            for ids in chunks(pending, 200):
                self._in_transaction(partial(_step, MIGRATIONS[version], ids))
            self._in_transaction(partial(Writing.raise_format, version=version + 1))

    def _replace(
        self,
        out: tuple[str, ...],
        into: Sequence[Account],
        by_hand: Sequence[Node] = (),
        *,
        loaded: Mapping[str, datetime] | None = None,
        undo: bool = False,
    ) -> tuple[Counts, Retraction]:
        def work(writing: Writing) -> tuple[Counts, Retraction]:
            done = writing.replace(out, into, by_hand, loaded)
            if undo:
                raise _Undone(done)
            return done

        check_room(self.url)
        try:
            return self._in_transaction(work)
        except _Undone as undone:
            return undone.done

    def _in_transaction(self, work: Callable[[Writing], Done]) -> Done:
        def run(tx: ManagedTransaction) -> Done:
            return work(Writing(tx, self._ontology, types_in_rows=self._is_neo4j))

        return self._run(run, write=True)

    def _rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        return self._run(lambda tx: tx.run(query, parameters).data())

    def _run(
        self, work: Callable[[ManagedTransaction], Done], *, write: bool = False, query: str | None = None
    ) -> Done:
        """What comes of some work in a transaction of its own, which Ctrl-C does not break off."""
        if self._closed:
            raise StoreError(f"{self.url}: the store is closed")
        self.written |= write
        with uninterrupted(), one_line(self.url, database=self._database, query=query):
            return self._managed(work, write=write)

    def _managed(self, work: Callable[[ManagedTransaction], Done], *, write: bool) -> Done:
        from neo4j import READ_ACCESS, WRITE_ACCESS

        access = WRITE_ACCESS if write else READ_ACCESS
        with self._driver.session(database=self._database, default_access_mode=access) as session:
            return session.execute_write(work) if write else session.execute_read(work)

    def _count(self, query: str) -> int:
        return int(self._rows(query)[0]["count"])

    def _article_ids(self) -> list[str]:
        return [row["id"] for row in self._rows("MATCH (a:Article) RETURN a.id AS id")]


def check_seconds(timeout: float) -> float:
    """The time limit of a query; raises `QueryError` for one that is none, or longer than a day.

    >>> check_seconds(0)
    Traceback (most recent call last):
    graphkb.errors.QueryError: timeout=0: not a time limit; give seconds, above 0 and at most 86400
    """
    if not 0 < timeout <= 86_400:
        raise QueryError(f"timeout={timeout}: not a time limit; give seconds, above 0 and at most 86400")
    return timeout


def _check_version(url: str, agent: str) -> None:
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        raise StoreError(f"{url}: {agent} is too old; graphkb needs Neo4j {OLDEST[0]}.{OLDEST[1]} or later")


def _step(migration: Migration, ids: Sequence[str], writing: Writing) -> None:
    migration.step(writing, ids)


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
