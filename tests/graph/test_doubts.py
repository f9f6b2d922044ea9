"""Doubtful pairs: who may be one, what speaks for it, and what is never asked."""

import datetime
from dataclasses import replace

import pytest

from graphkb.actors import Entity
from graphkb.errors import UnknownName
from graphkb.graph import Decision, Decisions, Graph
from graphkb.graph.doubts import as_rows, find_doubts
from graphkb.graph.reasons import reasons_of
from tests.graph.made import KAZAKHSTAN, PUTIN, RUSSIA, article, graph, reading, says

MINISTER = Entity("person/astrid-brenne", "Astrid Brenne", "Leader", code="NOR", description="fisheries minister")
SPELT = Entity("person/astrid-brennae", "Astrid Brennæ", "Person", description="minister of fisheries")
SURNAME = Entity("person/brenne@aa", "Brenne", "Person")
OTHER = Entity("person/olav-brenne", "Olav Brenne", "Person")
LEAGUE = Entity("org/polar-defence-league", "Polar Defence League", "Organization")
ACRONYM = Entity("org/pdl", "PDL", "Organization")
KAZAKH = Entity("org/kazakh-fisheries-board", "Kazakh Fisheries Board", "Organization")
BOARD = Entity("org/fisheries-board-of-kazakhstan", "Fisheries Board of Kazakhstan", "Organization")
POLICE = Entity("org/police@aa", "police", "Organization")
MORE_POLICE = Entity("org/police@bb", "police", "Organization")


def told(*entities: Entity, apart: bool = True) -> Graph:
    """A graph in which each of these meets Russia, in an article of its own or all in one."""
    if not apart:
        return graph(reading(article("a"), *(says(e, "MEETS", RUSSIA, sentence=n) for n, e in enumerate(entities))))
    days = (datetime.date(2022, 1, 1) + datetime.timedelta(days=n) for n in range(len(entities)))
    named = zip(entities, "abcdefgh", days, strict=False)
    return graph(*(reading(article(id, published=day), says(e, "MEETS", RUSSIA)) for e, id, day in named))


def pairs(found: Graph, *decisions: Decision, actor: str | None = None) -> list[tuple[str, str]]:
    return [(d.one.node.id, d.other.node.id) for d in find_doubts(found, Decisions(decisions), actor=actor)]


def test_two_spellings_are_doubtful_with_what_speaks_for_them() -> None:
    [doubt] = find_doubts(told(MINISTER, SPELT), Decisions())
    assert {doubt.one.node.id, doubt.other.node.id} == {MINISTER.id, SPELT.id}
    assert doubt.score > 0.9
    reasons = "; ".join(doubt.reasons)
    assert "alike in spelling" in reasons
    assert "fisheries" in reasons
    assert "both have to do with Russia" in reasons
    sides = {side.node.id: side for side in (doubt.one, doubt.other)}
    assert (sides[MINISTER.id].articles, sides[MINISTER.id].first) == (1, datetime.date(2022, 1, 1))
    assert sides[MINISTER.id].sentence.startswith("Article a")


def test_other_people_of_the_name_are_not() -> None:
    assert pairs(told(MINISTER, OTHER)) == []
    assert pairs(told(MINISTER, replace(SPELT, code="PER", description=None))) == []


def test_a_surname_is_doubtful_in_its_article_only() -> None:
    assert pairs(told(MINISTER, SURNAME)) == []
    assert pairs(told(MINISTER, SURNAME, apart=False)) == [(MINISTER.id, SURNAME.id)]


@pytest.mark.parametrize("two", [pytest.param((LEAGUE, ACRONYM), id="acronym"), pytest.param((KAZAKH, BOARD), id="of")])
def test_organizations_are_doubtful_by_acronym_and_order(two: tuple[Entity, Entity]) -> None:
    assert [set(pair) for pair in pairs(told(*two))] == [{two[0].id, two[1].id}]


def test_what_is_only_described_is_not_asked_about() -> None:
    assert pairs(told(POLICE, MORE_POLICE)) == []


def test_what_the_gazetteer_lists_twice_is_two() -> None:
    botha = Entity("leader/pik-botha", "Pik Botha", "Leader", code="ZAF")
    assert pairs(told(botha, Entity("leader/p-w-botha", "P. W. Botha", "Leader", code="ZAF"))) == []
    assert pairs(told(botha, Entity("person/pieter-botha@a", "Pik Botha", "Person"))) != []


def test_decided_pairs_are_asked_no_more() -> None:
    found = told(MINISTER, SPELT, LEAGUE, ACRONYM)
    assert len(pairs(found)) == 2
    apart = Decision("different", (SPELT.id, MINISTER.id))
    assert pairs(found, apart) == [(LEAGUE.id, ACRONYM.id)] or pairs(found, apart) == [(ACRONYM.id, LEAGUE.id)]


def test_only_the_pairs_of_one_actor_on_demand() -> None:
    found = told(MINISTER, SPELT, LEAGUE, ACRONYM)
    assert [set(pair) for pair in pairs(found, actor=ACRONYM.id)] == [{LEAGUE.id, ACRONYM.id}]
    with pytest.raises(UnknownName):
        find_doubts(found, Decisions(), actor="org/none")


def test_the_better_known_comes_first() -> None:
    twice = graph(
        reading(article("a"), says(SPELT, "MEETS", RUSSIA)),
        reading(article("b"), says(SPELT, "WARNS", KAZAKHSTAN)),
        reading(article("c"), says(MINISTER, "MEETS", RUSSIA)),
    )
    assert pairs(twice) == [(SPELT.id, MINISTER.id)]


def test_doubts_are_plain_rows_for_programs() -> None:
    [row] = as_rows(find_doubts(told(LEAGUE, ACRONYM), Decisions()))
    assert row.keys() == {"one", "other", "score", "reasons"}


def test_an_empty_graph_raises_no_doubts() -> None:
    assert find_doubts(Graph(), Decisions()) == []


def test_reasons_count_the_words_that_were_used() -> None:
    found = told(PUTIN, MINISTER)
    said = [
        replace(s, source_mention="Putin", source_reason="surname of somebody named in full")
        for s in found.statements.values()
        if s.source == PUTIN.id
    ]
    assert reasons_of(PUTIN.id, said) == ("surname of somebody named in full, 1x: Putin",)
    merged = [replace(s, source_read="person/w-putin") for s in said]
    assert reasons_of(PUTIN.id, merged) == ("decided: person/w-putin is this one, 1x: Putin",)
