"""Readings in, graph out: whatever the order, however often, and out again without a trace."""

import datetime
import logging
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.actors import Entity
from graphkb.errors import UnknownName
from graphkb.graph import Graph, Node, Reading, build_graph, merge, retract
from graphkb.graph.merging import extend, join, relate
from graphkb.ontology import load_ontology
from tests.graph.made import (
    ALMATY,
    ARMENIA,
    CSTO,
    JANUARY,
    KAZAKHSTAN,
    PUTIN,
    RUSSIA,
    TOKAYEV,
    VOTE,
    article,
    graph,
    reading,
    readings,
    says,
    story,
)

COUNTRIES = Entity("group/countries@a", "countries", "Group", kind="unnamed")

few = settings(max_examples=40, deadline=None)


@few
@given(readings(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_any_split_into_batches_give_the_same_graph(
    said: list[Reading], random: Random, size: int
) -> None:
    whole = build_graph(said)
    random.shuffle(said)
    assert build_graph(said) == whole
    merged = Graph()
    for at in range(0, len(said), size):
        merged = merge(build_graph(said[at : at + size]), merged)
    assert merged == whole


@few
@given(readings())
def test_merging_a_graph_with_itself_changes_nothing(said: list[Reading]) -> None:
    made = build_graph([*said, *said])
    assert made == build_graph(said)
    assert merge(made, made) == made


@few
@given(readings(), readings())
def test_merging_does_not_depend_on_the_side(some: list[Reading], others: list[Reading]) -> None:
    a, b = build_graph(some), build_graph(others)
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), b) == merge(a, b)


@few
@given(readings())
def test_an_article_taken_out_leaves_what_there_would_be_without_it(said: list[Reading]) -> None:
    whole = build_graph(said)
    for gone in said:
        rest = build_graph(r for r in said if r is not gone)
        assert retract(whole, gone.article.id) == rest


@few
@given(readings())
def test_every_relationship_traces_to_a_verbatim_sentence(said: list[Reading]) -> None:
    made = build_graph(said)
    assert {s.edge for s in made.statements.values()} - {None} == set(made.relationships)
    for r in made.relationships.values():
        evidence = made.evidence(r.id)
        assert len(evidence) == r.statements
        assert r.sentence in {s.sentence for s in evidence}
        assert {r.source, r.target} <= made.nodes.keys()
    for s in made.statements.values():
        assert made.articles[s.article].text[s.start : s.end] == s.sentence


@few
@given(readings())
def test_extending_a_relationship_is_summing_up_all_its_statements(said: list[Reading]) -> None:
    made = build_graph(said)
    kinds = load_ontology()
    for id, whole in made.relationships.items():
        evidence, kind = made.evidence(id), kinds.relation(whole.type)
        for article_id in {s.article for s in evidence}:
            first = [s for s in evidence if s.article != article_id]
            last = [s for s in evidence if s.article == article_id]
            assert not first or extend(relate(first, kind), last, kind) == whole


def test_two_articles_that_say_the_same_make_one_relationship_with_two_sources() -> None:
    made = graph(*story())
    [r] = [r for r in made.relationships.values() if r.type == "DEPLOYS_TROOPS" and r.target == "state/KAZ"]
    assert (r.source, r.date, r.statements, r.sources, r.confidence) == ("state/RUS", JANUARY, 2, 2, 0.9)
    assert r.sentence == next(s.sentence for s in made.evidence(r.id) if s.article == "b")


def test_saying_it_twice_in_one_article_is_still_one_source() -> None:
    twice = [says(RUSSIA, "INVADES", KAZAKHSTAN), says(RUSSIA, "INVADES", KAZAKHSTAN, sentence=2)]
    [r] = graph(reading(article("a"), *twice)).relationships.values()
    assert (r.statements, r.sources) == (2, 1)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"polarity": "denied"}, id="denied"),
        pytest.param({"modality": "future"}, id="only-planned"),
        pytest.param({"date": JANUARY, "date_precision": "month"}, id="only-the-month-is-known"),
        pytest.param({"date": None, "date_precision": "unknown"}, id="undated"),
    ],
)
def test_what_was_done_is_not_counted_with(other: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"date": JANUARY, "date_precision": "day"}
    made = graph(
        reading(article("a"), says(RUSSIA, "INVADES", KAZAKHSTAN, **plain)),
        reading(article("b"), says(RUSSIA, "INVADES", KAZAKHSTAN, **plain | other)),
    )
    assert [r.statements for r in made.relationships.values()] == [1, 1]


def test_a_symmetric_relation_runs_one_way_but_its_statement_keeps_the_order_read() -> None:
    made = graph(
        reading(article("a"), says(PUTIN, "MEETS", TOKAYEV)), reading(article("b"), says(TOKAYEV, "MEETS", PUTIN))
    )
    [r] = made.relationships.values()
    assert (r.source, r.target, r.sources) == (TOKAYEV.id, PUTIN.id, 2)
    assert {s.source for s in made.statements.values()} == {PUTIN.id, TOKAYEV.id}


def test_a_directed_relation_keeps_its_direction() -> None:
    made = graph(
        reading(article("a"), says(PUTIN, "PRAISES", TOKAYEV)), reading(article("b"), says(TOKAYEV, "PRAISES", PUTIN))
    )
    assert {(r.source, r.target) for r in made.relationships.values()} == {
        (PUTIN.id, TOKAYEV.id),
        (TOKAYEV.id, PUTIN.id),
    }


def test_a_claim_that_only_one_actor_makes_says_whose_it_is() -> None:
    claim = says(RUSSIA, "INVADES", KAZAKHSTAN, by=TOKAYEV)
    plain = says(RUSSIA, "INVADES", KAZAKHSTAN)
    [claimed] = graph(reading(article("a"), claim), reading(article("b"), claim)).relationships.values()
    [told] = graph(reading(article("a"), claim), reading(article("b"), plain)).relationships.values()
    assert (claimed.attributed_to, told.attributed_to) == (TOKAYEV.id, None)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param(says(VOTE, "ABSTAINS", KAZAKHSTAN), "ABSTAINS may not join Event to State", id="ends-swapped"),
        pytest.param(says(RUSSIA, "INVADES", VOTE), "INVADES may not join State to Event", id="target-is-no-country"),
        pytest.param(says(ALMATY, "WARNS", None), "WARNS may not join Place to nobody", id="a-place-does-not-speak"),
        pytest.param(says(RUSSIA, "INVADES", RUSSIA), "INVADES joins an actor to itself", id="itself"),
        pytest.param(says(RUSSIA, "WARNS", COUNTRIES), "WARNS joins 'countries', nobody in particular", id="unnamed"),
    ],
)
def test_what_the_ontology_does_not_allow_is_left_out_and_told(
    said: Any, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    refused: list[str] = []
    with caplog.at_level(logging.WARNING, logger="graphkb.graph"):
        made = build_graph([reading(article("a"), said)], on_refused=lambda _, reason: refused.append(reason))
    assert refused == [why]
    assert caplog.messages == [f"1 relations left out: 1 x {why}"]
    assert not made.statements and not made.nodes
    assert made.articles


def test_a_relation_the_ontology_does_not_have_is_an_error() -> None:
    with pytest.raises(UnknownName, match="unknown relation 'INVADE'; did you mean 'INVADES'"):
        graph(reading(article("a"), says(RUSSIA, "INVADE", KAZAKHSTAN)))


def test_who_is_only_seen_or_quoted_has_a_node_only_if_a_statement_names_it() -> None:
    quiet = reading(article("a"), says(PUTIN, "WARNS", None, by=CSTO))
    seen = Reading(
        quiet.article,
        (*quiet.sightings, *reading(article("a"), says(ARMENIA, "WARNS", None)).sightings),
        quiet.relations,
    )
    made = graph(seen)
    assert set(made.nodes) == {PUTIN.id, CSTO.id}
    assert not made.relationships
    assert [s.edge for s in made.statements.values()] == [None]


def test_properties_of_a_node_come_from_its_entity() -> None:
    made = graph(*story())
    russia, putin, vote, almaty = (made.nodes[e.id] for e in (RUSSIA, PUTIN, VOTE, ALMATY))
    assert (russia.code, russia.country, russia.aliases) == ("RUS", None, ("Russian Federation",))
    assert (putin.code, putin.country, putin.label) == (None, "RUS", "Leader")
    assert (vote.kind, vote.date, vote.date_precision) == ("vote", datetime.date(2022, 11, 14), "day")
    assert (almaty.country, almaty.latitude, almaty.longitude) == ("KAZ", 43.25, 76.95)


@pytest.mark.parametrize(("kind", "plover"), [("summit", "CONSULT"), ("siege", "COERCE"), ("vote", None)])
def test_an_event_has_the_plover_type_of_its_noun(kind: str, plover: str | None) -> None:
    event = Entity("event/x/2022", "The event", "Event", kind=kind)
    assert graph(reading(article("a"), says(RUSSIA, "PARTICIPATES_IN", event))).nodes[event.id].plover == plover


def test_the_three_dates_stay_apart() -> None:
    made = graph(reading(article("a", published=datetime.date(2022, 5, 1)), says(RUSSIA, "INVADES", KAZAKHSTAN)))
    [s], [r] = made.statements.values(), made.relationships.values()
    assert (s.date, s.published, r.date, r.date_precision) == (None, datetime.date(2022, 5, 1), None, "unknown")


def test_ids_are_the_same_on_every_machine() -> None:
    made = graph(story()[0])
    assert min(made.statements) == "statement/22e6ea027d057ca162e3"
    assert min(made.relationships) == "relationship/0797c890b6ec72966444"


def test_the_same_words_read_by_two_rules_are_one_statement_of_the_surer_one() -> None:
    said = [
        says(RUSSIA, "INVADES", KAZAKHSTAN, confidence=c, rule=rule) for c, rule in ((0.4, "frame"), (0.9, "model"))
    ]
    for order in (said, said[::-1]):
        [s] = graph(reading(article("a"), *order)).statements.values()
        assert (s.confidence, s.rule) == (0.9, "model")


def test_an_article_given_in_two_versions_is_taken_once_the_later_one() -> None:
    old = reading(article("a"), says(RUSSIA, "INVADES", KAZAKHSTAN))
    new = reading(article("a", published=datetime.date(2022, 2, 1)), says(RUSSIA, "PRAISES", KAZAKHSTAN))
    for both in ([old, new], [new, old]):
        made = build_graph(both)
        assert [r.type for r in made.relationships.values()] == ["PRAISES"]
        assert made == graph(new)


def test_nodes_made_by_hand_stay_when_articles_go() -> None:
    by_hand = Graph(nodes={"state/FRA": Node("state/FRA", "State", "France")})
    assert retract(merge(graph(story()[0]), by_hand), "a") == by_hand


def test_an_article_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(UnknownName, match="unknown article 'z'"):
        retract(graph(*story()), "z")


def test_joining_descriptions_does_not_depend_on_their_order() -> None:
    nodes = [
        Node("p", "Person", "J. Doe", ("Jane",), description="minister"),
        Node("p", "Leader", "Jane Doe", wikidata="Q1", date=JANUARY, date_precision="month"),
        Node("p", "Person", "Doe", latitude=1.0, longitude=2.0, date=datetime.date(2022, 1, 9), date_precision="day"),
    ]
    one = join(join(nodes[0], nodes[1]), nodes[2])
    assert one == join(nodes[2], join(nodes[1], nodes[0])) == join(join(nodes[0], nodes[2]), nodes[1])
    assert (one.name, one.aliases, one.label) == ("Jane Doe", ("Doe", "J. Doe", "Jane"), "Leader")
    assert (one.date, one.date_precision, one.longitude) == (datetime.date(2022, 1, 9), "day", 2.0)
    assert list(pairwise([one, join(one, one)])) == [(one, one)]


def test_a_group_is_called_by_whom_it_belongs_to() -> None:
    troops = Entity("group/armenian-troops", "troops", "Group", code="ARM", aliases=("Armenian troops",))
    node = graph(reading(article("a"), says(troops, "ATTACKS", KAZAKHSTAN))).nodes[troops.id]
    assert (node.name, node.aliases) == ("Armenian troops", ("troops",))
