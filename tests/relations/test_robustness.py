"""Whatever the text, the rules do not fail, and say only what the ontology allows in words that stand there."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkb.ontology import load_ontology
from graphkb.relations import Relation

Told = Callable[[str], list[Relation]]

WORDS = (
    "[S:Ruritania] [S:Freedonia] [L:Jane Doe] [L:John Roe] [G:rebels] [O:the Senate] [X:Strelsau] [E:the summit]"
    " [S:French] attacked met said that will not was by who and , - – ( ) : ; “ ” ’s backed anti pro"
    " president of minister to for the a an ambassador talks between with imposed sanctions on sent troops in four"
    " allies refused leader its is as head"
    " \u200b \u00a0 \U0001f600 ... N.A.T.O. 1,000 \u0301 \n\n"
).split(" ")
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
# Every example starts from the same text and nothing is kept between two, so a fixture may serve many.
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@QUIET
@given(SENTENCES)
def test_relations_of_any_words_are_allowed_and_verbatim(told: Told, text: str) -> None:
    ontology = load_ontology()
    for relation in told(text):
        article = relation.sentence.article.text
        assert relation.target is not None
        assert ontology.allows(relation.kind, relation.source.entity.label, relation.target.entity.label)
        assert relation.source.entity.id != relation.target.entity.id
        assert relation.trigger
        assert article[relation.trigger_start :].startswith(relation.trigger)
        assert relation.sentence.start <= relation.trigger_start < relation.sentence.end
        assert 0 < relation.confidence < 1


@QUIET
@given(st.text(max_size=200))
def test_any_text_without_actors_gives_no_relation(told: Told, text: str) -> None:
    assert told(text.replace("[", "(").strip() or "-") == []


@pytest.mark.parametrize("length", [20, 200])
def test_a_list_of_any_length_is_paired_for_its_first_six_only(told: Told, length: int) -> None:
    names = ", ".join(f"[L:Ruler{chr(65 + i // 26)}{chr(97 + i % 26)}]" for i in range(length))
    assert len([r for r in told(f"{names} and [L:Zed] met.") if r.kind == "MEETS"]) <= 15


def test_the_same_text_gives_the_same_relations(told: Told) -> None:
    text = "[S:France] and [S:Italy] met [L:Jane Doe], the president of [S:Kenya], and [S:US]-backed [G:rebels]."
    once, again = told(text), told(text)
    assert [(r.kind, r.trigger_start, r.source.entity.id) for r in once] == [
        (r.kind, r.trigger_start, r.source.entity.id) for r in again
    ]
