"""Copies in a store: whatever comes and goes in whatever order, what is kept counts as if all had come at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkb.articles import Article
from graphkb.graph import Graph, build_graph, merge, retract
from graphkb.store import Counts, GraphStore
from tests.graph.made import KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, article, reading, says
from tests.graph.test_copies import DAY, LATER, WIRE, _told
from tests.graph.wire import rewritten, story
from tests.store.conftest import empty

SAID = says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN, date=DAY, date_precision="day")


def paper(n: int) -> Graph:
    text = rewritten(WIRE, n, words=0.04, turned=n % 2 == 0)
    return build_graph([reading(Article(f"paper{n}", text, publisher=f"Paper {n}", published=DAY), SAID)])


def counted(store: GraphStore) -> list[tuple[str, int, int]]:
    rows = store.query("MATCH ()-[r]->() WHERE r.statements IS NOT NULL RETURN type(r), r.statements, r.sources").rows
    return sorted((str(a), int(b), int(c)) for a, b, c in rows)


def test_rewrites_loaded_one_after_the_other_are_one_source(store: GraphStore) -> None:
    for n in range(10):
        store.write(paper(n))
    assert counted(store) == [("DEPLOYS_TROOPS", 10, 1)]
    store.write(build_graph([reading(article("own", text=story(5)), SAID)]))
    assert counted(store) == [("DEPLOYS_TROOPS", 11, 2)]
    store.retract("paper3")
    assert counted(store) == [("DEPLOYS_TROOPS", 10, 2)]


def test_copies_can_be_asked_for(store: GraphStore) -> None:
    for n in range(3):
        store.write(paper(n))
    rows = store.query("MATCH (a:Article) RETURN a.origin AS origin, count(*) AS copies").rows
    assert rows == [("paper0", 3)]


def test_an_article_that_joins_two_stories_joins_their_sources_until_it_goes(store: GraphStore) -> None:
    one, other = story(3, 20), story(4, 20)
    store.write(build_graph([reading(article("one", text=one), SAID), reading(article("other", text=other), SAID)]))
    assert counted(store) == [("DEPLOYS_TROOPS", 2, 2)]
    store.write(build_graph([reading(article("both", text=f"{one} {other}"), SAID)]))
    assert counted(store) == [("DEPLOYS_TROOPS", 3, 1)]
    store.retract("both")
    assert counted(store) == [("DEPLOYS_TROOPS", 2, 2)]


def test_a_correction_takes_the_place_of_what_was_wrong_and_gives_it_back_when_it_goes(store: GraphStore) -> None:
    wrong = reading(
        Article("first", WIRE, title="Troops", publisher="The Wire", published=DAY),
        says(RUSSIA, "INVADES", KAZAKHSTAN),
        says(PUTIN, "PRAISES", TOKAYEV, sentence=1),
    )
    right = reading(
        Article(
            "second", rewritten(WIRE, 1, words=0.01), title="CORRECTED-Troops", publisher="The Wire", published=LATER
        ),
        says(PUTIN, "PRAISES", TOKAYEV, sentence=1),
    )
    store.write(build_graph([wrong]))
    before = store.read()
    assert store.write(build_graph([right])) == Counts(1, 1, 0, 0)
    assert counted(store) == [("PRAISES", 1, 1)]
    assert store.read() == build_graph([wrong, right])
    assert store.query("MATCH (a:Article) WHERE a.corrected_by = 'second' RETURN a.id").rows == [("first",)]
    assert store.write(build_graph([wrong])) == Counts(), "what was corrected is kept already"
    store.retract("second")
    assert store.read() == before


def test_an_article_of_the_same_address_that_was_changed_leaves_its_copies(store: GraphStore) -> None:
    store.write(paper(0))
    store.write(paper(1))
    store.write(build_graph([reading(Article("paper1", story(5), publisher="Paper 1", published=DAY), SAID)]))
    assert counted(store) == [("DEPLOYS_TROOPS", 2, 2)]
    assert store.query("MATCH (f:Fingerprint) RETURN count(DISTINCT f.article), count(*)").rows == [(2, 64)]
    store.retract("paper0")
    store.retract("paper1")
    assert store.query("MATCH (f:Fingerprint) RETURN count(*)").rows == [(0,)]


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_versions_in_any_batches_can_be_written_and_taken_out(store: GraphStore, data: st.DataObject) -> None:
    empty(store)
    ids = data.draw(st.lists(st.sampled_from("abcdefghij"), min_size=2, max_size=6, unique=True))
    size = data.draw(st.integers(1, 3))
    expected = Graph()
    for at in range(0, len(ids), size):
        part = build_graph(map(_told, ids[at : at + size]))
        store.write(part)
        expected = merge(expected, part)
        assert store.read() == expected
    assert expected == build_graph(map(_told, ids))
    for gone in data.draw(st.permutations(ids)):
        expected = retract(expected, gone)
        store.retract(gone)
        assert store.read() == expected


@pytest.mark.parametrize("batch", [1, 3])
def test_rows_of_a_data_set_are_one_source_however_they_come(store: GraphStore, batch: int) -> None:
    rows = [Article(f"set:{n}", f"Row {n}. ".ljust(60), publisher="A set", language="zxx") for n in range(3)]
    for at in range(0, 3, batch):
        store.write(build_graph(reading(row, SAID) for row in rows[at : at + batch]))
    store.write(paper(0))
    assert counted(store) == [("DEPLOYS_TROOPS", 4, 2)]
    store.retract("set:1")
    assert counted(store) == [("DEPLOYS_TROOPS", 3, 2)]
