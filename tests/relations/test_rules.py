"""What the rules read out of a sentence, construction by construction."""

from collections.abc import Callable
from datetime import date

import pytest

from graphkb.relations import Relation

Told = Callable[[str], list[Relation]]
FactsOf = Callable[[str], set[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param("[S:Ruritania] invaded [S:Freedonia].", ("Ruritania", "INVADES", "Freedonia"), id="active"),
        pytest.param(
            "[S:Freedonia] was invaded by [S:Ruritania].", ("Ruritania", "INVADES", "Freedonia"), id="passive"
        ),
        pytest.param(
            "[S:Ruritania], which invaded [S:Freedonia], denies it.",
            ("Ruritania", "INVADES", "Freedonia"),
            id="relative",
        ),
        pytest.param(
            "[G:Rebels] supported by [S:Ruritania] left.", ("Ruritania", "SUPPORTS", "Rebels"), id="reduced-relative"
        ),
        pytest.param(
            "[S:Ruritania] wants to attack [S:Freedonia].", ("Ruritania", "ATTACKS", "Freedonia"), id="control"
        ),
        pytest.param(
            "[S:Ruritania] is expected to attack [S:Freedonia].", ("Ruritania", "ATTACKS", "Freedonia"), id="raising"
        ),
        pytest.param(
            "[L:Jane Doe] flew home and praised [L:John Roe].", ("Jane Doe", "PRAISES", "John Roe"), id="verbs-joined"
        ),
        pytest.param(
            "[S:Ruritania] launched an attack on [S:Freedonia].", ("Ruritania", "ATTACKS", "Freedonia"), id="light-verb"
        ),
        pytest.param(
            "[S:Ruritania]'s invasion of [S:Freedonia] shocked many.", ("Ruritania", "INVADES", "Freedonia"), id="noun"
        ),
        pytest.param(
            "Talks between [S:Ruritania] and [S:Freedonia] began.",
            ("Ruritania", "NEGOTIATES_WITH", "Freedonia"),
            id="between",
        ),
        pytest.param("[S:US]-backed [G:rebels] advanced.", ("US", "SUPPORTS", "rebels"), id="hyphen"),
        pytest.param(
            "[S:France] responded to [S:Mali]'s request for help with 900 troops.",
            ("France", "DEPLOYS_TROOPS", "Mali"),
            id="responds-with-troops",
        ),
        pytest.param(
            "[S:France] sent about 900 soldiers to [S:Mali].", ("France", "DEPLOYS_TROOPS", "Mali"), id="sends-troops"
        ),
        pytest.param("[L:Doe] kept [L:Roe] waiting.", ("Doe", "SNUBS", "Roe"), id="idiom"),
        pytest.param(
            "The parliament imposed sanctions on [S:Freedonia], [S:Ruritania] said.", None, id="no-actor-no-relation"
        ),
        pytest.param("[S:France] sent flowers to [S:Mali].", None, id="not-troops"),
        pytest.param("", None, id="empty"),
    ],
)
def test_rules_read_one_construction(text: str, fact: tuple[str, str, str] | None, facts_of: FactsOf) -> None:
    found = facts_of(text)
    assert (fact in found) if fact else not found


def test_a_list_after_a_dash_stands_for_its_members_and_not_for_their_ally(facts_of: FactsOf) -> None:
    found = facts_of(
        "Three of [S:Russia]’s partners – [S:Belarus], [S:Armenia], and [S:Serbia] — abstained from [E:the ballot]."
    )
    assert {source for source, kind, _ in found if kind == "ABSTAINS"} == {"Belarus", "Armenia", "Serbia"}


def test_each_of_several_sources_acts_on_each_of_several_targets(facts_of: FactsOf) -> None:
    found = facts_of("[S:France] and [S:Italy] criticized [S:Hungary] and [S:Poland].")
    assert {(s, t) for s, kind, t in found if kind == "CRITICIZES"} == {
        ("France", "Hungary"),
        ("France", "Poland"),
        ("Italy", "Hungary"),
        ("Italy", "Poland"),
    }


def test_those_who_meet_each_other_are_paired_once_with_the_earlier_first(facts_of: FactsOf) -> None:
    found = facts_of("[L:Doe], [L:Roe] and [L:Poe] met on Monday.")
    assert {(s, t) for s, kind, t in found if kind == "MEETS"} == {("Doe", "Roe"), ("Doe", "Poe"), ("Roe", "Poe")}


def test_a_meeting_told_twice_in_a_sentence_is_stated_once(told: Told) -> None:
    found = told("[L:Doe] met [L:Roe], and [L:Roe] met [L:Doe].")
    assert [(r.source.entity.name, r.kind) for r in found if r.kind == "MEETS"] == [("Doe", "MEETS")]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        pytest.param("[S:Ruritania] attacked [S:Freedonia].", "affirmed", "asserted", id="plain"),
        pytest.param("[S:Ruritania] did not attack [S:Freedonia].", "denied", "asserted", id="not"),
        pytest.param("[S:Ruritania] never attacked [S:Freedonia].", "denied", "asserted", id="never"),
        pytest.param("[S:Ruritania] failed to attack [S:Freedonia].", "denied", "asserted", id="failed"),
        pytest.param("Neither the navy nor [S:Ruritania] attacked [S:Freedonia].", "denied", "asserted", id="neither"),
        pytest.param("No [G:rebels] attacked [S:Freedonia].", "denied", "asserted", id="no-subject"),
        pytest.param("[S:Ruritania] carried out no attack on [S:Freedonia].", "denied", "asserted", id="no-object"),
        pytest.param("[S:Ruritania] no longer attacks [S:Freedonia].", "denied", "asserted", id="no-longer"),
        pytest.param("[S:Ruritania] ruled out attacking [S:Freedonia].", "denied", "asserted", id="ruled-out"),
        pytest.param("[S:Ruritania] has yet to attack [S:Freedonia].", "denied", "asserted", id="yet-to"),
        pytest.param("[S:Ruritania] left without attacking [S:Freedonia].", "denied", "asserted", id="without"),
        pytest.param("Instead of attacking [S:Freedonia], [S:Ruritania] left.", "denied", "asserted", id="instead-of"),
        pytest.param("Under no circumstances will [S:Ruritania] attack [S:Freedonia].", "denied", "future", id="never"),
        pytest.param("[S:Ruritania] attacked [S:Freedonia] without a word.", "affirmed", "asserted", id="without-word"),
        pytest.param("[S:Ruritania] was supposed to attack [S:Freedonia].", "affirmed", "future", id="supposed"),
        pytest.param("[S:Ruritania] will attack [S:Freedonia].", "affirmed", "future", id="will"),
        pytest.param("[S:Ruritania] is expected to attack [S:Freedonia].", "affirmed", "future", id="expected"),
        pytest.param("[S:Ruritania] may attack [S:Freedonia].", "affirmed", "possible", id="may"),
        pytest.param("[S:Ruritania] allegedly attacked [S:Freedonia].", "affirmed", "possible", id="allegedly"),
        pytest.param("[L:Doe] urged [S:Ruritania] to attack [S:Freedonia].", "affirmed", "requested", id="urged"),
    ],
)
def test_polarity_and_modality_follow_the_words(text: str, polarity: str, modality: str, told: Told) -> None:
    [attack] = [r for r in told(text) if r.kind == "ATTACKS"]
    assert (attack.polarity, attack.modality) == (polarity, modality)


def test_what_is_only_refused_or_threatened_is_not_stated_as_done(facts_of: FactsOf) -> None:
    assert facts_of("[L:Jane Doe] refused to meet [L:John Roe].") == {("Jane Doe", "SNUBS", "John Roe")}
    assert facts_of("[S:Ruritania] threatened to bomb [S:Freedonia].") == {("Ruritania", "THREATENS", "Freedonia")}


def test_sanctions_that_are_lifted_are_not_imposed(facts_of: FactsOf) -> None:
    assert facts_of("[S:Ruritania] lifted sanctions against [S:Freedonia].") == {
        ("Ruritania", "CONCEDES_TO", "Freedonia")
    }


def test_a_pronoun_in_reported_speech_is_the_speaker(facts_of: FactsOf) -> None:
    assert ("Ruritania", "RELEASES", "rebels") in facts_of("[S:Ruritania] said on Monday it had released [G:rebels].")


def test_a_pronoun_before_its_name_is_the_subject_that_follows(facts_of: FactsOf) -> None:
    assert ("Ruritania", "INVADES", "Freedonia") in facts_of("Since it invaded [S:Freedonia], [S:Ruritania] is alone.")


def test_reported_speech_names_its_speaker(told: Told) -> None:
    found = {r.kind: r for r in told("[L:Jane Doe] told [L:John Roe] that [S:Ruritania] attacked [S:Freedonia].")}
    assert found["TELLS"].attributed_to is None
    speaker = found["ATTACKS"].attributed_to
    assert speaker is not None
    assert speaker.entity.name == "Jane Doe"


def test_a_date_in_the_sentence_dates_the_event_and_no_other_does(told: Told) -> None:
    [dated] = told("[S:Ruritania] invaded [S:Freedonia] on 24 February 2022.")
    [undated] = told("[S:Ruritania] invaded [S:Freedonia].")
    assert (dated.date, dated.date_precision) == (date(2022, 2, 24), "day")
    assert (undated.date, undated.date_precision) == (None, "unknown")


def test_what_a_television_drama_tells_is_no_news(facts_of: FactsOf) -> None:
    story = (
        "In the television drama, President [L:Jane Doe] of [S:Ruritania] invades [S:Freedonia]."
        " In the last season [L:Jane Doe] attacks [S:Grand Fenwick]. Today [S:Ruritania] criticized [S:Freedonia]."
    )
    assert facts_of(story) == {("Ruritania", "CRITICIZES", "Freedonia")}


def test_every_relation_names_its_rule_and_its_verbatim_trigger(told: Told) -> None:
    [found] = told("[S:Ruritania] launched missiles at [S:Freedonia].")
    assert found.rule.startswith("verb: SOURCE launch")
    article = found.sentence.article.text
    assert (
        article[found.trigger_start : found.trigger_start + len(found.trigger)] == found.trigger == "launched missiles"
    )
    assert 0 < found.confidence < 1
