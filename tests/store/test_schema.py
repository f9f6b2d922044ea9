"""The schema: created once whoever comes first, shown, and brought forward where an older graphkb wrote the graph."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graphkb.errors import StoreError
from graphkb.graph import Graph, build_graph
from graphkb.store import FORMAT, GraphStore, migrating
from tests.graph.made import KAZAKHSTAN, RUSSIA, article, graph, reading, says, story
from tests.neo4j.server import Server
from tests.store.conftest import empty
from tests.store.test_stores import everything

TWICE = "Russia sent soldiers to Kazakhstan on Thursday after its president had asked for help against the crowds. " * 3
STORY = graph(
    *story(),
    # An agency's report, and the same in a paper: one source, which an older graphkb did not know.
    reading(article("d", text=TWICE), says(RUSSIA, "PRAISES", KAZAKHSTAN)),
    reading(article("e", text=TWICE), says(RUSSIA, "PRAISES", KAZAKHSTAN)),
)


def make_old(store: GraphStore) -> None:
    """Make of a store what the first graphkb would have written."""
    store.write(STORY)
    for change in (
        "MATCH (a:Article) SET a.origin = null, a.sketch = null, a.corrected_by = null, a.digest = 'of old'",
        "MATCH (f:Fingerprint) DELETE f",
        "MATCH ()-[r:PRAISES]->() WHERE r.sources = 1 AND r.statements = 2 SET r.sources = 2",
        "MATCH (g:Graphkb) SET g.format = 1",
    ):
        store.query(change, write=True)


def again(store: GraphStore) -> None:
    """Have the store look again at what is there, as it does when it is opened."""
    store._ready = False  # type: ignore[attr-defined]


def whole(store: GraphStore) -> list[str]:
    """All that is kept, but when it was loaded."""
    nodes = store.query("MATCH (n) RETURN labels(n), properties(n)").rows
    edges = store.query("MATCH (a)-[r]->(b) RETURN [a.id, type(r), b.id], properties(r)").rows
    return sorted(
        repr((sorted(of), sorted((k, v) for k, v in known.items() if k != "loaded"))) for of, known in [*nodes, *edges]
    )


def test_an_older_graph_is_brought_up_to_date_by_the_next_write(store: GraphStore) -> None:
    store.write(STORY)
    expected = whole(store)
    empty(store)
    make_old(store)
    [(sources,)] = store.query("MATCH ()-[r:PRAISES]->(s:State) RETURN r.sources").rows
    assert (sources, store.schema().format) == (2, 1)
    again(store)
    store.write(Graph())
    assert store.schema().format == FORMAT
    assert whole(store) == expected
    assert store.read() == STORY


def test_a_migration_that_is_stopped_goes_on(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    make_old(store)
    again(store)
    [whole_step] = migrating.MIGRATIONS.values()
    done: list[str] = []

    def stopped(writing: object, ids: list[str]) -> None:
        whole_step.step(writing, ids[:2])  # type: ignore[arg-type]
        done.extend(ids)
        if len(done) == len(STORY.articles):
            raise StoreError("the power failed")

    with monkeypatch.context() as patched:
        patched.setitem(migrating.MIGRATIONS, 1, replace(whole_step, step=stopped))  # type: ignore[arg-type]
        with pytest.raises(StoreError, match="the power failed"):
            store.prepare()
    assert store.schema().format == 1
    store.prepare()
    assert store.schema().format == FORMAT
    assert store.read() == STORY


def test_a_newer_graph_is_refused_with_a_clear_line(store: GraphStore) -> None:
    store.write(graph(story()[0]))
    store.query("MATCH (g:Graphkb) SET g.format = 99", write=True)
    before = everything(store)
    with pytest.raises(StoreError, match="written by a newer graphkb"):
        store.write(STORY)
    assert everything(store) == before


def test_the_format_never_goes_back(store: GraphStore) -> None:
    store.write(STORY)
    store._in_transaction(lambda writing: writing.raise_format(1))  # type: ignore[attr-defined]
    assert store.schema().format == FORMAT


def test_all_that_should_be_there_is_there_after_a_write_and_asking_again_adds_nothing(store: GraphStore) -> None:
    store.write(STORY)
    assert all(there for _, there in store.schema().indexes)
    names = store.query("SHOW INDEXES YIELD name RETURN name").rows
    again(store)
    store.prepare()
    assert store.query("SHOW INDEXES YIELD name RETURN name").rows == names


@pytest.mark.neo4j
def test_first_writers_that_race_make_one_schema_and_one_graph(neo4j_server: Server, neo4j_store: GraphStore) -> None:
    empty(neo4j_store)
    for kind in ("CONSTRAINT", "INDEX"):
        shown = f"SHOW {kind} YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
        for (name,) in neo4j_store.query(shown).rows:
            neo4j_store.query(f"DROP {kind} {name} IF EXISTS", write=True)
    said = [reading(article(str(n)), says(RUSSIA, "INVADES", KAZAKHSTAN)) for n in range(6)]

    def load(number: int) -> None:
        with neo4j_server.store() as store:
            store.write(graph(said[number]))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(load, range(6)))
    assert neo4j_store.read() == build_graph(said)
    assert all(there for _, there in neo4j_store.schema().indexes)
    assert neo4j_store.query("MATCH (g:Graphkb) RETURN count(g)").rows == [(1,)]


@pytest.mark.neo4j
def test_names_and_sentences_are_found_word_by_word(neo4j_store: GraphStore) -> None:
    empty(neo4j_store)
    neo4j_store.write(STORY)
    neo4j_store.query("CALL db.awaitIndexes(30)", write=True)
    asked = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN node.id AS id ORDER BY id"
    by_alias = neo4j_store.query(asked, {"index": "graphkb_names", "words": "collective security"}).rows
    assert by_alias == [("org/csto",)]
    sentences = neo4j_store.query(asked, {"index": "graphkb_sentences", "words": "tells"}).rows
    assert len(sentences) > 5
