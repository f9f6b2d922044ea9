"""How fast graphs are written and asked, beside a bare driver loop that writes the same rows.

`python benchmarks/bench_stores.py` takes the ICEWS events of 2018 from shared/ beside the checkout (where present) and
a graph made up by chance, and measures both stores in one run: the first load, the same load again, taking one article
out, the memory that loading takes, and every saved query. `--facts` says how large the made-up graph is.
"""

import argparse
import datetime
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, cast

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Statement
from graphkb.graph.identity import relationship_id, statement_id
from graphkb.graph.merging import Account, assemble, ends
from graphkb.moving.kept import kept_nodes, kept_relationships
from graphkb.ontology import load_ontology
from graphkb.store import GraphStore, cypher_of, open_store, saved_queries
from graphkb.store.bolt import BoltStore
from graphkb.store.records import base_label, node_properties
from graphkb.store.writing import chunks
from tests.neo4j.server import NoServer, own_server

ICEWS = Path(__file__).parents[2] / "shared" / "data" / "icews18"
NEW_YEAR = datetime.date(2018, 1, 1)
KINDS = [kind for kind in load_ontology().relations.values() if kind.plover and {"State", "Leader"} <= kind.target]
BATCH, SAYS = 200, 10
"""Articles in a transaction, and facts in an article."""

Fact = tuple[str, int, str, datetime.date]


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
    lines: list[str] = []
    statements: dict[str, Statement] = {}
    told: dict[str, Node] = {}
    for s, r, o, day in facts:
        source, target, kind = nodes[s], nodes[o], KINDS[r % len(KINDS)]
        told |= {source.id: source, target.id: target}
        sentence = f"{source.name} {kind.label} {target.name} on {day:%d %B %Y}, people close to the matter said."
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


def bare(store: BoltStore, nodes: Iterable[Node], rows: list["Rows"]) -> float:
    """The seconds that a plain loop over the driver takes to write the same, keyed: nodes, labels, then all else."""
    store.prepare()

    def write(tx: Any, some: Rows) -> None:
        for query, of_query in some:
            for part in chunks(of_query, 2000):
                tx.run(query, rows=part).consume()

    began = time.perf_counter()
    with store._driver.session(database=store._database) as session:
        for of_nodes in nodes_of(nodes):
            for query, some in of_nodes:
                for part in chunks(some, 2000):
                    session.execute_write(write, [(query, part)])
        for batch in rows:
            session.execute_write(write, batch)
    return time.perf_counter() - began


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
    """The largest amount of memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def stores(name: str) -> Iterator[Callable[[], BoltStore]]:
    """A function that opens an empty store of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "embedded":
            made = iter(range(100))
            yield lambda: cast(BoltStore, open_store(f"{folder}/{next(made)}.db", timeout=600))
            return
        with own_server(heap="4g") as machine:
            server = machine.server

            def empty() -> BoltStore:
                found = cast(BoltStore, server.store(timeout=600))
                while found.query(
                    "MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(n) AS gone", write=True
                ).rows[0][0]:
                    pass
                return found

            yield empty


def load(store: GraphStore, some: Iterator[Graph]) -> tuple[float, list[float]]:
    """The seconds that writing takes (making the graphs does not count), and the memory held after each tenth batch."""
    spent, held = 0.0, []
    for number, graph in enumerate(some):
        began = time.perf_counter()
        store.write(graph)
        spent += time.perf_counter() - began
        if number % 10 == 0:
            held.append(memory())
    return spent, held


def measure(kind: str, what: str, source: Callable[[], tuple[Mapping[str, Node], Iterator[Fact]]]) -> None:
    """Print what one store does with one set of facts."""
    with stores(kind) as empty:
        first = list(islice(graphs(*source()), 10))
        rows = [rows_of(graph) for graph in graphs(*source())]
        edges = sum(len(some) for of_graph in rows for query, some in of_graph if "(a:Actor" in query)
        with empty() as store:
            plain = bare(store, source()[0].values(), rows)
        del rows
        with empty() as store:
            ours, held = load(store, graphs(*source()))
            again, _ = load(store, graphs(*source()))
            times = []
            for graph in first[:5]:
                article = next(iter(graph.articles))
                began = time.perf_counter()
                store.retract(article)
                times.append(time.perf_counter() - began)
            print(
                f"{kind}, {what}: {edges:,} edges; bare {edges / plain:,.0f}/s, graphkb {edges / ours:,.0f}/s: ratio "
                f"{plain / ours:.2f}; again {ours / again:.2f} times as fast; one article out {median(times):.3f} s = "
                f"{100 * median(times) / ours:.2f}% of the load; memory {held[0]:,.0f} to {held[-1]:,.0f} MB",
                flush=True,
            )
            ask(kind, store, runs=3)


GIVEN = {
    "actor": "Actor 1",
    "article": "story/0000007",
    "day": "2022-02-24",
    "one": "Actor 1",
    "other": "Actor 2",
    "since": "2022-02-24",
    "words": "actor 11",
}


def ask(kind: str, store: GraphStore, *, runs: int) -> None:
    """Print how long each saved query takes, the slowest first."""
    found = []
    for query in saved_queries():
        given = {p.name: GIVEN.get(p.name, "nobody") for p in query.parameters if p.default is None}
        times = []
        for _ in range(runs):
            began = time.perf_counter()
            store.query(*cypher_of(query.name, given))
            times.append(time.perf_counter() - began)
        found.append((median(times), query.name))
    for seconds, name in sorted(found, reverse=True):
        print(f"  {kind} {name}: {1000 * seconds:,.0f} ms", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=100_000, help="how large the made-up graph is")
    options.add_argument("--stores", default="embedded,neo4j")
    options.add_argument("--only", choices=["icews", "made-up"])
    chosen = options.parse_args()
    for kind in chosen.stores.split(","):
        try:
            if ICEWS.is_dir() and chosen.only != "made-up":
                nodes, facts = icews()
                measure(kind, "ICEWS 2018", lambda: (nodes, iter(facts)))  # noqa: B023
            if chosen.only != "icews":
                measure(kind, f"{chosen.facts:,} facts made up", lambda: made_up(chosen.facts))
        except NoServer as error:
            print(f"{kind}: {error}")
