"""The dump: what one store holds, another holds after it, and a file that is not whole makes nothing."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkb.errors import GraphkbError
from graphkb.graph import Graph, Node, Reading, build_graph, merge
from graphkb.knowledge_base import KnowledgeBase
from graphkb.moving import dump_lines, read_dump, write_lines
from graphkb.store import GraphStore
from tests.graph.made import PUTIN, article, graph, reading, readings, says, story
from tests.store.conftest import empty
from tests.store.test_stores import HOSTILE, everything

STORY = graph(*story())
BY_HAND = Graph({"state/FRA": Node("state/FRA", "State", "France", wikidata="Q142")})


def moved(made: Graph, path: Path) -> Graph:
    write_lines(dump_lines([made]), path)
    found = Graph()
    for part in read_dump(path):
        found = merge(found, part)
    return found


def test_what_is_dumped_is_read_back_whole(tmp_path: Path) -> None:
    made = merge(STORY, BY_HAND)
    assert moved(made, tmp_path / "a.jsonl") == made
    assert moved(Graph(), tmp_path / "b.jsonl") == Graph()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=readings())
def test_any_graph_is_read_back_whole(tmp_path: Path, said: list[Reading]) -> None:
    assert moved(build_graph(said), tmp_path / "any.jsonl") == build_graph(said)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_back_whole(tmp_path: Path, name: str) -> None:
    from graphkb.actors import Entity

    evil = Entity("person/evil", name, "Person", aliases=(name + "!",), description=name)
    made = graph(reading(article("a", text=name * 2), says(evil, "PRAISES", PUTIN, rule=name)))
    assert moved(made, tmp_path / "a.jsonl") == made


@pytest.mark.neo4j
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(said=readings(), by_hand=st.booleans())
def test_from_the_embedded_store_to_neo4j_and_back_nothing_is_lost(
    tmp_path: Path, embedded: GraphStore, neo4j_store: GraphStore, said: list[Reading], by_hand: bool
) -> None:
    empty(embedded)
    empty(neo4j_store)
    embedded.write(build_graph(said))
    if by_hand:  # a node that nobody speaks of, and more about one that somebody may speak of
        embedded.write(merge(BY_HAND, Graph({"state/RUS": Node("state/RUS", "State", "Russia", wikidata="Q159")})))
    before = everything(embedded)
    dump, back = tmp_path / "there.jsonl", tmp_path / "back.jsonl"
    KnowledgeBase(embedded).dump(dump)
    KnowledgeBase(neo4j_store).restore(dump)
    assert neo4j_store.read() == embedded.read()
    KnowledgeBase(neo4j_store).dump(back)
    assert back.read_text() == dump.read_text()
    empty(embedded)
    KnowledgeBase(embedded).restore(back)
    assert everything(embedded) == before


def test_when_an_article_was_first_loaded_moves_with_it(tmp_path: Path, embedded: GraphStore) -> None:
    empty(embedded)
    then = datetime.datetime(2021, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)
    embedded.write(replace(STORY, loaded={"a": then}))
    assert embedded.read().loaded["a"] == then
    KnowledgeBase(embedded).dump(tmp_path / "a.jsonl")
    loaded = {id: when for part in read_dump(tmp_path / "a.jsonl") for id, when in part.loaded.items()}
    assert loaded == embedded.read().loaded
    assert loaded["b"] > then


def test_restoring_twice_changes_nothing_and_an_article_that_differs_is_replaced(
    tmp_path: Path, store: GraphStore
) -> None:
    store.write(STORY)
    kb, path = KnowledgeBase(store), tmp_path / "a.jsonl"
    kb.dump(path)
    assert set(vars_of(kb.restore(path))) == {0}
    changed = reading(article("b"), says(PUTIN, "WARNS", None))
    store.write(graph(changed))
    assert store.read() != STORY
    done: list[int] = []
    kb.restore(path, on_progress=done.append)
    assert store.read() == STORY
    assert sum(done) == 3


def vars_of(counts: object) -> tuple[int, ...]:
    from dataclasses import astuple

    return astuple(counts)  # type: ignore[call-overload, no-any-return]


def lines_of(made: Graph) -> list[str]:
    return list(dump_lines([made]))


def changed(name: str, value: object) -> list[str]:
    """The lines of the dump of the story with one property of its first statement changed."""
    first, second, *rest = lines_of(STORY)
    row = json.loads(second)
    row["states"][0][name] = value
    return [first, json.dumps(row) + "\n", *rest]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param([], "the dump was cut short", id="empty"),
        pytest.param(lines_of(STORY)[:-1], "cut short", id="no-end"),
        pytest.param([*lines_of(STORY)[:2], *lines_of(STORY)[-1:]], "cut short", id="a-line-missing"),
        pytest.param([*lines_of(STORY)[:2], lines_of(STORY)[2][:50]], r"a\.jsonl:3: not a line of a dump", id="torn"),
        pytest.param(lines_of(STORY) * 2, r"a\.jsonl:6: a line behind the one that counts", id="two-in-one"),
        pytest.param(['{"id": "x", "text": "y"}\n'], "a.jsonl:1: not a dump of graphkb.*graphkb load", id="articles"),
        pytest.param(["[1]\n"], "a.jsonl:1: not a line of a dump: not an object", id="a-list"),
        pytest.param(["[" * 100_000], "a.jsonl:1: not a line of a dump", id="deep"),
        pytest.param(['{"kind": "graphkb dump", "format": 99}\n'], "written by a newer graphkb", id="newer"),
        pytest.param(changed("relation", "INVADE"), "a.jsonl:2: unknown relation 'INVADE'; did you", id="relation"),
        pytest.param(changed("subject", "state/XXX"), "speaks of state/XXX, which is not described", id="nobody"),
        pytest.param(changed("article", "b"), "is of article b, not of a", id="another-article"),
        pytest.param(changed("start", "0"), "start is '0'", id="no-number"),
        pytest.param(changed("sentence", 5), "sentence is 5", id="no-text"),
        pytest.param(changed("date", "yesterday"), "a.jsonl:2: not a line of a dump", id="no-date"),
    ],
)
def test_a_dump_that_is_not_right_says_where_and_gives_nothing(tmp_path: Path, lines: list[str], message: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    given: list[Graph] = []
    with pytest.raises(GraphkbError, match=message):
        given.extend(read_dump(path))
    assert given == []
