"""How fast graphs are written and asked, beside a bare driver loop that writes the same rows.

`python -m benchmarks.bench_stores` takes the ICEWS events of 2018 from shared/ beside the checkout (where present) and
a graph made up by chance, and measures both stores in one run: the first load, the same load again, taking one article
out, the memory that loading takes, and every saved query. `--facts` says how large the made-up graph is. Times are
told on the clock and as processor time of both sides, since the clock of a busy machine tells little. Making the
graphs, and for the bare loop all that makes the rows, does not count.
"""

import argparse
import datetime
import gzip
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, cast

from graphkb.articles import Article
from graphkb.errors import GraphkbError
from graphkb.graph import Graph, Node, Statement
from graphkb.graph.identity import relationship_id, statement_id
from graphkb.graph.merging import Account, assemble, ends
from graphkb.moving.kept import kept_nodes, kept_relationships
from graphkb.ontology import load_ontology
from graphkb.store import GraphStore, cypher_of, open_store, saved_queries
from graphkb.store.batches import chunks
from graphkb.store.bolt import BoltStore
from graphkb.store.records import base_label, node_properties
from tests.neo4j.server import NoServer, own_server

ICEWS = Path(__file__).parents[2] / "shared" / "data" / "icews18"
NEW_YEAR = datetime.date(2018, 1, 1)
KINDS = [kind for kind in load_ontology().relations.values() if kind.plover and {"State", "Leader"} <= kind.target]
BATCH, SAYS = 200, 10
"""Articles in a transaction, and facts in an article."""
WORDS = 20_000
"""Of how many words the made-up sentences are made."""

Fact = tuple[str, int, str, datetime.date]
Source = Callable[[], tuple[Mapping[str, Node], Iterator[Fact]]]


def icews() -> tuple[dict[str, Node], list[Fact]]:
    """The actors of ICEWS 2018, and who did what to whom on which day."""
    names = {number: name for name, number in _table("entity2id")}
    nodes = {n: Node(f"icews/{n}", "Leader" if " " in name else "State", name) for n, name in names.items()}
    rows = [row for name in ("valid", "test") for row in _table(name)]
    facts = [(s, int(r), o, NEW_YEAR + datetime.timedelta(days=int(hour) // 24)) for s, r, o, hour, *_ in rows]
    return nodes, [fact for fact in facts if fact[0] != fact[2]]


def _table(name: str) -> Iterator[list[str]]:
    with gzip.open(ICEWS / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        yield from ([cell.strip() for cell in line.split("\t")] for line in lines if "\t" in line)


def made_up(facts: int, *, seed: int = 7) -> tuple[dict[str, Node], Iterator[Fact]]:
    """A graph by chance, with few busy actors and many quiet ones, as news has them."""
    chance, actors = random.Random(seed), max(100, facts // 40)
    nodes = {
        str(n): Node(f"made/{n}", "State" if n < 200 else "Leader", f"Actor {n}", (f"The {n}th",))
        for n in range(actors)
    }

    def draw() -> str:
        return str(int(actors * chance.random() ** 3))

    def said() -> Iterator[Fact]:
        for _ in range(facts):
            source, target = draw(), draw()
            day = NEW_YEAR + datetime.timedelta(days=chance.randrange(3650))
            if source != target:
                yield source, chance.randrange(len(KINDS)), target, day

    return nodes, said()


def graphs(nodes: Mapping[str, Node], facts: Iterator[Fact]) -> Iterator[Graph]:
    """Yield the facts as graphs of articles, as many as go into one transaction."""
    number = 0
    while some := list(islice(facts, BATCH * SAYS)):
        accounts = []
        for at in range(0, len(some), SAYS):
            accounts.append(_account(f"story/{number:07d}", some[at : at + SAYS], nodes))
            number += 1
        yield assemble(accounts)


def _account(id: str, facts: list[Fact], nodes: Mapping[str, Node]) -> Account:
    # Each article has words of its own, as news has: a phrase that all had in common would make copies of them.
    chance = random.Random(id)
    lines: list[str] = []
    statements: dict[str, Statement] = {}
    told: dict[str, Node] = {}
    for s, r, o, day in facts:
        source, target, kind = nodes[s], nodes[o], KINDS[r % len(KINDS)]
        told |= {source.id: source, target.id: target}
        own = " ".join(f"word{chance.randrange(WORDS)}" for _ in range(8))
        sentence = f"{source.name} {kind.label} {target.name} on {day:%d %B %Y}, {own}."
        start = sum(len(line) + 1 for line in lines)
        manner = (day, "day", "affirmed", "asserted")
        key = statement_id(id, start, start + len(sentence), kind.name, start, source.id, target.id, *manner)
        statements[key] = Statement(
            key, id, sentence, start, start + len(sentence), kind.label, start + len(source.name) + 1, kind.name,
            source.id, target.id, source.name, target.name, day, "day", day, "affirmed", "asserted", None,
            0.5 + r % 50 / 100,
            relationship_id(ends(source.id, target.id, kind), kind.name, *manner), "bench",
        )  # fmt: skip
        lines.append(sentence)
    article = Article(id, " ".join(lines), title=f"Story {id}", published=facts[0][3], publisher="Wire")
    return Account(article, tuple(statements.values()), tuple(told.values()))


class Bare:
    """A plain loop over the driver that writes the same rows, keyed: nodes, labels, then for each article all else."""

    def __init__(self, place: "Place") -> None:
        self.spent = Spent(place.processor)
        self._store = place.open()
        self._store.prepare()
        self._session = self._store._driver.session(database=self._store._database)

    def write(self, rows: "Rows") -> None:
        """Write in one transaction."""
        with self.spent:
            self._session.execute_write(self._write, rows)

    @staticmethod
    def _write(tx: Any, rows: "Rows") -> None:
        for query, of_query in rows:
            for part in chunks(of_query, 2000):
                tx.run(query, rows=part).consume()

    def close(self) -> None:
        """Let go of the store."""
        self._session.close()
        self._store.close()


Rows = list[tuple[str, list[dict[str, Any]]]]


def nodes_of(nodes: Iterable[Node]) -> Iterator[Rows]:
    """Yield nodes as queries with their rows: first by what they are found, then their labels."""
    some = list(nodes)
    bases = {base_label(node.label) for node in some}
    for base in bases:
        rows = [node_properties(node) for node in some if base_label(node.label) == base]
        yield [(f"UNWIND $rows AS row MERGE (n:{base} {{id: row.id}}) SET n += row", rows)]
    for label in {node.label for node in some} - bases:
        rows = [{"id": node.id} for node in some if node.label == label]
        yield [(f"UNWIND $rows AS row MATCH (n:{base_label(label)} {{id: row.id}}) SET n:{label}", rows)]


def rows_of(graph: Graph) -> Rows:
    """A graph as queries with their rows: what a loop needs to write it as graphkb does, article by article."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for node in kept_nodes(graph):
        key = ", ".join(f"{name}: row.{name}" for name in node.keys)
        query = f"UNWIND $rows AS row MERGE (n:{node.base} {{{key}}}) SET n += row"
        if node.base not in ("Actor", "Graphkb"):
            kinds.setdefault(query, []).append(dict(node.properties))
    for r in kept_relationships(graph):
        row = {"id": r.properties.get("id"), "source": r.source[1], "target": r.target[1], "properties": r.properties}
        merge = f"MERGE (a)-[r:{r.type} {{id: row.id}}]->(b) SET r += row.properties"
        query = (
            f"UNWIND $rows AS row MATCH (a:{r.source[0]} {{id: row.source}}) "
            f"MATCH (b:{r.target[0]} {{id: row.target}}) {merge if r.properties else 'CREATE (a)-[:STATES]->(b)'}"
        )
        kinds.setdefault(query, []).append(row)
    return list(kinds.items())


def memory() -> float:
    """The memory that this process holds now, in MB: of the embedded store, the engine's as well."""
    [held] = re.findall(r"^VmRSS:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(held) / 1024


class Spent:
    """The seconds spent inside `with`, added up: on the clock, and of processors."""

    def __init__(self, processor: Callable[[], float]) -> None:
        self.processor = processor
        self.clock = self.work = 0.0

    def __enter__(self) -> None:
        self.began = time.perf_counter(), self.processor()

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter() - self.began[0]
        self.work += self.processor() - self.began[1]

    def rate(self, facts: int) -> str:
        """So many facts a second."""
        return f"{facts / self.clock:,.0f}/s, {facts / self.work:,.0f} a processor second"

    def ratio(self, other: "Spent") -> str:
        """How many times as fast as another, which did the same."""
        return f"{other.clock / self.clock:.2f}, of work {other.work / self.work:.2f}"


@dataclass(frozen=True)
class Place:
    """Where a store is: how to open it, and the processor seconds that this process and its server have used."""

    open: Callable[..., BoltStore]
    processor: Callable[[], float]


@contextmanager
def empty_place(kind: str) -> Iterator[Place]:
    """A place for a store of a kind, with nothing in it."""
    if kind == "embedded":
        with tempfile.TemporaryDirectory() as folder:

            def here(timeout: float = 600) -> BoltStore:
                return cast(BoltStore, open_store(f"{folder}/bench.db", timeout=timeout))

            yield Place(here, time.process_time)
        return
    with own_server(heap="4g") as machine:
        assert machine.process
        stat = Path(f"/proc/{machine.process.pid}/stat")

        def there(timeout: float = 600) -> BoltStore:
            return cast(BoltStore, machine.server.store(timeout=timeout))

        def processor() -> float:
            user, system = stat.read_text().rpartition(")")[2].split()[11:13]
            return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

        yield Place(there, processor)


def load(place: Place, store: BoltStore, some: Iterable[Graph], other: Bare | None = None) -> Spent:
    """What writing takes; batch by batch in turn with the bare loop, where there is one, so that a busy machine is as
    busy for both. It says how far it is.
    """
    spent, statements, told = Spent(place.processor), 0, 0.0
    for number, graph in enumerate(some, start=1):
        if other:
            other.write(rows_of(graph))
        with spent:
            store.write(graph)
        statements += len(graph.statements)
        if number % 10 == 1:
            print(
                f"  {statements:,} statements: {spent.rate(statements)}, the last batches in {spent.work - told:.1f}"
                + (f"; bare {other.spent.rate(statements)}: ratio {spent.ratio(other.spent)}" if other else "")
                + f"; {memory():,.0f} MB",
                flush=True,
            )
            told = spent.work
    return spent


def measure(kind: str, what: str, source: Source, *, besides: bool) -> None:
    """Print what one store does with one set of facts, beside the bare loop where it is wished."""
    with empty_place(kind) as place, empty_place(kind) if besides else nullcontext() as beside:
        nodes, facts = source()
        other = Bare(beside) if beside else None
        for of_nodes in nodes_of(nodes.values()) if other else ():
            for query, rows in of_nodes:
                for part in chunks(rows, 2000):
                    cast(Bare, other).write([(query, part)])
        with place.open() as store:
            ours = load(place, store, graphs(nodes, facts), other)
            if other:
                other.close()
            said = store.counts().statements
            name = f"{kind}, {what}, {said:,} statements"
            print(f"{name}: {ours.rate(said)}" + (f"; ratio {ours.ratio(other.spent)}" if other else ""), flush=True)
            again = compared(place, store, list(islice(graphs(*source()), 10)), ours, said)
            print(f"{name}: {again}", flush=True)
        with place.open(timeout=LONGEST) as store:
            ask(name, store, runs=3)


def compared(place: Place, store: BoltStore, some: list[Graph], ours: Spent, said: int) -> str:
    """How long it takes to load graphs again and to take articles out, beside the load of all.

    A server plans the statement for a type of relationship when it first meets it, which the first articles pay for.
    """
    again, times = Spent(place.processor), []
    for graph in some:
        with again:
            store.write(graph)
    for article in (id for graph in some for id in islice(graph.articles, 3)):
        out = Spent(place.processor)
        with out:
            store.retract(article)
        times.append(out.work)
    faster = ours.work / said / (again.work / sum(len(graph.statements) for graph in some))
    first, last = (100 * median(part) / (ours.work / said * 10_000 * SAYS) for part in (times[:5], times[10:]))
    return (
        f"the same again in {1 / faster:.2f} of the work; one article out, of the first five, {median(times[:5]):.2f} "
        f"processor seconds = {first:.2f}% of a load of 10,000; after ten, {median(times[10:]):.2f} = {last:.2f}%"
    )


LONGEST = 60
"""After how many seconds a saved query is given up."""

GIVEN = {
    "actor": "Actor 1",
    "article": "story/0000007",
    "day": "2022-02-24",
    "one": "Actor 1",
    "other": "Actor 2",
    "since": "2022-02-24",
    "words": "actor 11",
}


def ask(name: str, store: GraphStore, *, runs: int) -> None:
    """Print how long each saved query takes, the slowest first."""
    found = []
    for query in saved_queries():
        given = {p.name: GIVEN.get(p.name, "nobody") for p in query.parameters if p.default is None}
        times: list[float] = []
        while len(times) < runs and (not times or times[-1] < LONGEST / 4):
            began = time.perf_counter()
            try:
                rows = len(store.query(*cypher_of(query.name, given)).rows)
            except GraphkbError as error:
                rows = -1
                print(f"  {query.name}: {error}", flush=True)
            times.append(time.perf_counter() - began)
        found.append((median(times), query.name, rows, len(times)))
    print(f"{name}: the saved queries")
    for seconds, query_name, rows, asked in sorted(found, reverse=True):
        print(f"  {query_name}: {1000 * seconds:,.0f} ms, {rows} rows (median of {asked})", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=100_000, help="how large the made-up graph is")
    options.add_argument("--stores", default="embedded,neo4j")
    options.add_argument("--only", choices=["icews", "made-up"])
    options.add_argument("--without-bare", action="store_true", help="only graphkb itself, without the bare loop")
    chosen = options.parse_args()
    for kind in chosen.stores.split(","):
        try:
            if ICEWS.is_dir() and chosen.only != "made-up":
                nodes, facts = icews()
                measure(kind, "ICEWS 2018", lambda: (nodes, iter(facts)), besides=not chosen.without_bare)  # noqa: B023
            if chosen.only != "icews":
                measure(kind, "made up", lambda: made_up(chosen.facts), besides=not chosen.without_bare)
        except NoServer as error:
            print(f"{kind}: {error}")
