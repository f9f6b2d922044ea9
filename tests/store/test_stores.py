"""What every store must do. A new store is done when it passes this file."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkb.actors import Entity
from graphkb.errors import QueryError, StoreError, UnknownName
from graphkb.graph import Graph, Node, Reading, Relationship, build_graph, filter_graph, merge, retract
from graphkb.store import Counts, GraphStore
from tests.graph.made import (
    ARMENIA,
    CSTO,
    JANUARY,
    KAZAKHSTAN,
    PUTIN,
    RUSSIA,
    TOKAYEV,
    article,
    graph,
    reading,
    readings,
    says,
    story,
)
from tests.store.conftest import empty

STORY = graph(*story())

on_a_store = settings(
    max_examples=12,
    deadline=None,
    # The store is emptied at the start of each example, not made again.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_what_is_written_is_read_back_whole(store: GraphStore) -> None:
    assert store.write(STORY) == Counts(3, len(STORY.statements), len(STORY.nodes), len(STORY.relationships))
    assert store.read() == STORY
    assert store.counts() == Counts(3, len(STORY.statements), len(STORY.nodes), len(STORY.relationships))


def test_an_empty_store_holds_an_empty_graph(store: GraphStore) -> None:
    assert store.read() == Graph()
    assert store.counts() == Counts()
    assert store.write(Graph()) == Counts()


def test_writing_twice_changes_nothing(store: GraphStore) -> None:
    store.write(STORY)
    before = everything(store)
    assert store.write(STORY) == Counts()
    assert everything(store) == before


def test_article_after_article_gives_the_same_as_all_at_once(store: GraphStore) -> None:
    for one in reversed(story()):
        store.write(graph(one))
    assert store.read() == STORY


@on_a_store
@given(said=readings(), data=st.data())
def test_any_articles_in_any_batches_can_be_written_and_taken_out(
    store: GraphStore, said: list[Reading], data: st.DataObject
) -> None:
    empty(store)
    expected = Graph()
    order = data.draw(st.permutations(said))
    size = data.draw(st.integers(1, 3))
    for at in range(0, len(order), size):
        part = build_graph(order[at : at + size])
        store.write(part)
        expected = merge(expected, part)
    assert store.read() == expected == build_graph(said)
    for gone in data.draw(st.permutations(said)):
        expected = retract(expected, gone.article.id)
        store.retract(gone.article.id)
        assert store.read() == expected
    assert store.counts() == Counts()


def test_retracting_what_was_added_leaves_every_property_as_it_was(store: GraphStore) -> None:
    first, second, third = story()
    store.write(graph(first, third))
    before = everything(store)
    store.write(graph(second))
    assert everything(store) != before
    gone = store.retract("b").gone
    assert everything(store) == before
    assert (gone.articles, gone.statements) == (1, 4)


def test_retracting_keeps_what_another_article_supports(store: GraphStore) -> None:
    store.write(STORY)
    store.retract("b")
    table = store.query("MATCH (:State)-[r:DEPLOYS_TROOPS]->(b) RETURN b.id, r.sources, r.confidence")
    assert table.rows == [("state/KAZ", 1, 0.8)]


def test_retracting_says_what_goes_and_what_is_weaker_and_trying_it_changes_nothing(store: GraphStore) -> None:
    store.write(STORY)
    before = everything(store)
    tried = store.retract("b", dry_run=True)
    assert everything(store) == before
    assert {(r.type, tried.names[r.target]) for r in tried.removed} == {
        ("DEPLOYS_TROOPS", "Almaty"),
        ("INVADES", "Kazakhstan"),
        ("MEETS", "Vladimir Putin"),
    }
    [(was, is_then)] = tried.weakened
    assert (was.type, was.sources, is_then.sources, is_then.confidence) == ("DEPLOYS_TROOPS", 2, 1, 0.8)
    assert [node.id for node in tried.nodes] == ["place/KAZ/almaty"]
    assert store.retract("b") == tried
    assert store.read().relationships[was.id] == is_then


@on_a_store
@given(said=readings(), data=st.data())
def test_what_retracting_says_is_what_happens(store: GraphStore, said: list[Reading], data: st.DataObject) -> None:
    empty(store)
    made = build_graph(said)
    store.write(made)
    if not said:
        return
    article = data.draw(st.sampled_from(sorted(made.articles)))
    then, found = retract(made, article), store.retract(article, dry_run=data.draw(st.booleans()))
    gone = made.relationships.keys() - then.relationships.keys()
    assert {r.id: r for r in found.removed} == {id: made.relationships[id] for id in gone}
    changed = {id: (r, then.relationships[id]) for id, r in made.relationships.items() if id not in gone}
    assert {r.id: (r, now) for r, now in found.weakened} == {id: p for id, p in changed.items() if p[0] != p[1]}
    assert {node.id for node in found.nodes} == made.nodes.keys() - then.nodes.keys()


def test_retracting_what_is_not_there_is_an_error(store: GraphStore) -> None:
    store.write(graph(story()[0]))
    with pytest.raises(UnknownName, match="unknown article 'zz'"):
        store.retract("zz")


def test_an_article_that_says_something_else_now_is_replaced(store: GraphStore) -> None:
    store.write(STORY)
    changed = reading(article("b", published=datetime.date(2022, 1, 9)), says(RUSSIA, "PRAISES", KAZAKHSTAN))
    store.write(graph(changed))
    assert store.read() == graph(story()[0], changed, story()[2])


def test_known_says_which_articles_are_kept(store: GraphStore) -> None:
    kept, other, _ = (told.article for told in story())
    store.write(graph(story()[0]))
    assert store.known([kept, other, replace(other, id="' OR 1=1")]) == {kept.id}
    assert store.known([]) == set()


def test_an_article_that_was_corrected_is_not_known(store: GraphStore) -> None:
    store.write(graph(story()[0]))
    kept = story()[0].article
    assert store.known([replace(kept, text=kept.text + " It was corrected.")]) == set()


def test_when_an_article_was_loaded_is_kept_and_stays(store: GraphStore) -> None:
    store.write(STORY)
    [(first,)] = store.query("MATCH (a:Article {id: 'a'}) RETURN a.loaded").rows
    assert isinstance(first, datetime.datetime) and first.tzinfo
    store.write(STORY)
    assert store.query("MATCH (a:Article {id: 'a'}) RETURN a.loaded").rows == [(first,)]


def test_the_model_is_the_one_that_is_documented(store: GraphStore) -> None:
    store.write(STORY)
    [(labels, properties)] = store.query("MATCH (n {id: 'state/RUS'}) RETURN labels(n), properties(n)").rows
    assert set(labels) == {"Actor", "State"}
    assert properties["iso3"] == "RUS" and properties["aliases"] == ["Russian Federation"]
    [(date, precision)] = store.query("MATCH (e:Event) RETURN e.date, e.date_precision").rows
    assert (date, precision) == (datetime.date(2022, 11, 14), "day")
    rows = store.query(
        "MATCH (a:Article)-[:STATES]->(s:Statement {relation: 'DEPLOYS_TROOPS'}) WHERE s.object = 'state/KAZ' "
        "MATCH (x {id: s.subject})-[r:DEPLOYS_TROOPS {id: s.edge}]->(y {id: s.object}) "
        "RETURN a.id, x.name, y.name, r.date, r.plover, r.sign, s.sentence = r.sentence ORDER BY a.id"
    ).rows
    assert rows == [
        ("a", "Russia", "Kazakhstan", JANUARY, "MOBILIZE", -1, False),
        ("b", "Russia", "Kazakhstan", JANUARY, "MOBILIZE", -1, True),
    ]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"relations": ["MEETS"]}, id="relation"),
        pytest.param({"labels": ["State"]}, id="label"),
        pytest.param({"since": JANUARY, "until": datetime.date(2022, 1, 31)}, id="period"),
        pytest.param({"since": JANUARY, "relations": ["MEETS", "ABSTAINS"], "labels": ["Leader"]}, id="all-at-once"),
    ],
)
def test_reading_a_part_gives_what_filtering_the_whole_gives(store: GraphStore, part: dict[str, Any]) -> None:
    store.write(STORY)
    assert store.read(**part) == filter_graph(STORY, **part)


def test_a_node_that_changes_its_label_is_still_one_node(store: GraphStore) -> None:
    person = Entity("person/x", "X", "Person")
    leader = Entity("person/x", "X", "Leader")
    both = [reading(article("a"), says(person, "LEADS", RUSSIA)), reading(article("b"), says(leader, "LEADS", RUSSIA))]
    for one in both:
        store.write(graph(one))
    assert store.query("MATCH (n:Actor {id: 'person/x'}) RETURN n:Leader, n:Person").rows == [(True, False)]
    assert store.read() == graph(*both)
    store.retract("b")
    assert store.query("MATCH (n:Actor {id: 'person/x'}) RETURN n:Leader, n:Person").rows == [(False, True)]
    assert store.read() == graph(both[0])


def test_what_is_new_counts_the_ties_of_a_node_that_changes_its_label(store: GraphStore) -> None:
    person = Entity("person/x", "X", "Person")
    leader = Entity("person/x", "X", "Leader")
    new = store.write(graph(reading(article("a"), says(person, "LEADS", RUSSIA))))
    new += store.write(graph(reading(article("b"), says(leader, "LEADS", RUSSIA), says(leader, "PRAISES", PUTIN))))
    assert new == store.counts()


HOSTILE = [
    pytest.param('O\'Brien "the" `Back`tick\\', id="quotes"),
    pytest.param("}) DETACH DELETE n //", id="cypher"),
    pytest.param("nul\0l and \x1b[31mred", id="control-characters"),
    pytest.param("\U0001f600 \U0001f1f0\U0001f1ff e\u0301", id="emoji"),
    pytest.param("\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd", id="right-to-left"),
    pytest.param("N" * 10_000, id="10,000-characters"),
    pytest.param("  \n\t ", id="blank"),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text_everywhere(store: GraphStore, name: str) -> None:
    evil = Entity("person/evil", name, "Person", aliases=(name + "!",), description=name)
    made = graph(reading(article("a", text=name * 2), says(evil, "PRAISES", PUTIN, rule=name)), *story()[1:])
    store.write(made)
    assert store.read() == made
    assert store.query("MATCH (n) WHERE n.name = $name RETURN count(n)", {"name": name}).rows == [(1,)]


@on_a_store
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
)
def test_any_text_and_any_id_round_trip(store: GraphStore, name: str, id: str) -> None:
    empty(store)
    made = graph(reading(article(id, text=name), says(Entity("person/" + id, name, "Person"), "PRAISES", PUTIN)))
    store.write(made)
    assert store.read() == made


def test_text_that_is_not_unicode_is_a_clear_error_and_writes_nothing(store: GraphStore) -> None:
    with pytest.raises(StoreError, match="not Unicode"):
        store.write(graph(reading(article("a"), says(Entity("person/x", "half \ud800", "Person"), "PRAISES", PUTIN))))
    assert store.counts() == Counts()


def test_an_id_too_long_for_an_index_is_a_clear_error_and_writes_nothing(store: GraphStore) -> None:
    with pytest.raises(StoreError, match="longer than 2,000"):
        store.write(graph(reading(article("https://example.org/" + "x" * 3000), says(PUTIN, "PRAISES", TOKAYEV))))
    assert store.counts() == Counts()


def test_one_bad_article_leaves_no_part_of_itself(store: GraphStore) -> None:
    store.write(graph(story()[0]))
    before = everything(store)
    bad = reading(article("bad", text="\ud800"), says(PUTIN, "PRAISES", TOKAYEV))
    with pytest.raises(StoreError):
        store.write(graph(bad))
    assert everything(store) == before


def test_what_rests_on_no_statement_cannot_be_kept(store: GraphStore) -> None:
    r = Relationship("r", "a", "MEETS", "b", None, "unknown", "CONSULT", 1, 2.8, "affirmed", "asserted", 1.0, 1, 1, "?")
    nodes = {id: Node(id, "Person", id) for id in "ab"}
    with pytest.raises(StoreError, match="r rests on no statement"):
        store.write(Graph(nodes, {"r": r}))
    assert store.write(Graph(nodes)) == Counts(nodes=2)
    assert store.read() == Graph(nodes)


def test_many_statements_of_one_article_are_all_in(store: GraphStore) -> None:
    said = [
        says(Entity(f"person/{n}", f"Person {n}", "Person"), "PRAISES", PUTIN, date=JANUARY, date_precision="day")
        for n in range(2500)
    ]
    made = graph(reading(article("a"), *said))
    assert store.write(made) == Counts(1, 2500, 2501, 2500)
    assert store.read() == made
    assert store.retract("a").gone == Counts(1, 2500, 2501, 2500)


def test_an_article_that_says_nothing_is_known_all_the_same(store: GraphStore) -> None:
    store.write(graph(reading(article("a"))))
    assert store.known([article("a")]) == {"a"}
    assert store.read() == graph(reading(article("a")))


def test_what_others_keep_in_the_database_is_left_alone(store: GraphStore) -> None:
    store.query("CREATE (:Recipe {id: 'soup'})-[:NEEDS]->(:Recipe {id: 'stock'})", write=True)
    store.write(STORY)
    assert store.read() == STORY
    for id in "abc":
        store.retract(id)
    assert store.counts() == Counts()
    assert store.query("MATCH (:Recipe)-[r:NEEDS]->() RETURN count(r)").rows == [(1,)]


def everything(store: GraphStore) -> list[Any]:
    """All nodes and relationships with all their properties, and how many there are."""
    nodes = store.query("MATCH (n) WHERE NOT n:Graphkb RETURN labels(n) AS l, properties(n) AS p").rows
    edges = store.query("MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r) AS p, b.id").rows
    return [sorted(map(repr, map(_sorted, nodes))), sorted(map(repr, map(_sorted, edges)))]


def _sorted(row: tuple[Any, ...]) -> list[Any]:
    return [sorted(v.items()) if isinstance(v, dict) else sorted(v) if isinstance(v, list) else v for v in row]


# -- asking --------------------------------------------------------------------------------------------------------


def test_an_answer_is_a_table_of_plain_values(store: GraphStore) -> None:
    store.write(STORY)
    table = store.query(
        "MATCH p=(a:Leader)-[r:LEADS]->(s) WHERE a.id = $id RETURN a, r, p, date('2022-01-02') AS d, $l AS l",
        {"id": PUTIN.id, "l": [1, None, "x"]},
    )
    assert table.columns == ("a", "r", "p", "d", "l")
    [(a, r, path, day, some)] = table.rows
    assert (a["name"], r["statements"], day, some) == ("Vladimir Putin", 1, datetime.date(2022, 1, 2), [1, None, "x"])
    assert [step["id"] for step in path] == [PUTIN.id, r["id"], RUSSIA.id]
    assert table.records()[0]["d"] == day


def test_rows_are_limited_and_it_is_said(store: GraphStore) -> None:
    ten = "UNWIND range(1, 10) AS n RETURN n"
    assert (len(store.query(ten, limit=3).rows), store.query(ten, limit=3).more) == (3, True)
    assert (len(store.query(ten, limit=10).rows), store.query(ten, limit=10).more) == (10, False)
    assert store.query("MATCH (n:Nothing) RETURN n.id AS id", limit=5).rows == []


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Actor {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.name = 'x' RETURN n",
        "match (n) remove n.name",
        "MERGE (n:Actor {id: 'x'}) RETURN n",
        "UNWIND [1] AS x FOREACH (y IN [x] | CREATE (:X))",
        "MATCH (n) CALL { WITH n CREATE (:X) } RETURN 1",
        "DROP CONSTRAINT graphkb_actor_id",
        "CREATE INDEX x FOR (n:Actor) ON (n.x)",
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
        "CALL db.createLabel('X')",
        "CALL `db`.`createLabel`('X')",
        "PROFILE CREATE (:X)",
        "/* a comment */ CREATE (:X) // another",
        "RETURN 'it''s' AS x UNION CREATE (:X) RETURN 1 AS x",
    ],
)
def test_a_query_that_would_do_more_than_read_is_refused(store: GraphStore, query: str) -> None:
    store.write(graph(story()[0]))
    before = everything(store)
    with pytest.raises(QueryError, match=r"only reading is allowed here|only procedures known to read"):
        store.query(query)
    assert everything(store) == before


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n {name: 'CREATE'}) RETURN n",
        'RETURN "DELETE // " AS x',
        "// SET everything\nRETURN 1",
        "RETURN 1 AS `DROP`",
        "MATCH (n) RETURN n.set, n.delete AS merged",
        "RETURN {set: 1, create: 2} AS x",
        "MATCH (n) CALL { WITH n RETURN 1 AS one } RETURN count(*)",
        "CALL db.labels() YIELD label RETURN label",
    ],
)
def test_a_query_that_only_looks_like_writing_is_run(store: GraphStore, query: str) -> None:
    store.write(STORY)
    store.query(query)


def test_writing_is_possible_where_it_is_asked_for(store: GraphStore) -> None:
    store.write(STORY)
    store.query("MATCH (n {id: $id}) SET n.note = 'mine'", {"id": RUSSIA.id}, write=True)
    assert store.query("MATCH (n:State) WHERE n.note = 'mine' RETURN n.id").rows == [(RUSSIA.id,)]
    assert store.read() == STORY


def test_a_syntax_error_shows_the_line(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"the query is wrong: .*in the line: WHERE n\.name == 'x'"):
        store.query("MATCH (n)\nWHERE n.name == 'x'\nRETURN n")


def test_a_missing_parameter_is_named(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="needs a parameter that was not given: actor"):
        store.query("MATCH (n {id: $actor}) RETURN n")


def test_parameters_are_values_not_cypher(store: GraphStore) -> None:
    store.write(STORY)
    table = store.query("MATCH (n {name: $name}) RETURN n", {"name": "x'}) RETURN 1 //"})
    assert table.rows == []


def test_every_error_of_the_store_is_one_line(store: GraphStore) -> None:
    for wrong in ("MATCH (", "RETURN nofunction(1)", "RETURN nobody.name", "RETURN 1/0"):
        with pytest.raises(QueryError) as caught:
            store.query(wrong)
        assert "\n" not in str(caught.value)


def test_actors_of_the_story_are_found_by_alias(store: GraphStore) -> None:
    store.write(STORY)
    query = "MATCH (a:Actor) WHERE $name IN a.aliases RETURN a.id"
    assert store.query(query, {"name": "Collective Security Treaty Organization"}).rows == [(CSTO.id,)]
    assert store.query("MATCH (a:Actor {id: $id}) RETURN count(a)", {"id": ARMENIA.id}).rows == [(1,)]
