"""Which words name or describe somebody."""

from pathlib import Path

import pytest

from graphkb.actors import Gazetteer, load_gazetteer
from graphkb.articles import Article
from graphkb.mentions import Mention, find_mentions
from graphkb.text import load_model, split

FACTS = Path(__file__).parent.parent / "actors" / "facts"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(FACTS)


def mentions_of(text: str, gazetteer: Gazetteer) -> list[Mention]:
    [(_, sentences)] = split([Article(id="a", text=text)], nlp=load_model())
    return find_mentions(sentences, names=gazetteer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Norwegian soldiers left.", {("Norwegian soldiers", "Group"), ("Norwegian", "State")}, id="group"),
        pytest.param("Norway told us to go.", {("Norway", "State")}, id="us-is-not-US"),
        pytest.param("Chad agreed.", {("Chad", "State")}, id="chad"),
        pytest.param(
            "Foreign minister Jane Doe left Chad.",
            {("Jane Doe", "Leader"), ("Chad", "State")},
            id="title-is-not-the-name",
        ),
        pytest.param("Norway's navy left.", {("Norway", "State"), ("navy", "Organization")}, id="possessive"),
        pytest.param(
            "The Norwegian government agreed.",
            {("Norwegian government", "State"), ("Norwegian", "State")},
            id="government",
        ),
        pytest.param(
            "Norwegian officials agreed.", {("Norwegian officials", "State"), ("Norwegian", "State")}, id="officials"
        ),
        pytest.param("Rebels fought police.", {("Rebels", "Group"), ("police", "Organization")}, id="common-nouns"),
        pytest.param("Norway kept orders and letters.", {("Norway", "State")}, id="things-are-no-people"),
        pytest.param("Chad held talks with Peru.", {("Chad", "State"), ("Peru", "State")}, id="talks-are-a-verb"),
        pytest.param("A narrow group said no.", set(), id="sizes-are-nobody"),
        pytest.param("It won 94 votes.", {("It", "State")}, id="counted-votes"),
        pytest.param("Both agreed.", {("Both", "Group")}, id="number-alone"),
        pytest.param("", set(), id="empty"),
    ],
)
def test_mentions_of_a_sentence(text: str, expected: set[tuple[str, str]], gazetteer: Gazetteer) -> None:
    assert {(mention.text, mention.label) for mention in mentions_of(text, gazetteer)} == expected


def test_events_are_found_by_their_nouns(gazetteer: Gazetteer) -> None:
    found = {
        mention.text: mention.label for mention in mentions_of("Chad spoke at the Norwegian peace summit.", gazetteer)
    }
    assert found["Norwegian peace summit"] == "Event"
    assert found["Norwegian"] == "State"


def test_surname_is_found_wherever_the_full_name_stands(gazetteer: Gazetteer) -> None:
    found = [
        mention.text for mention in mentions_of("Quiggle left. Later, Prime Minister Jane Quiggle was back.", gazetteer)
    ]
    assert found == ["Quiggle", "Jane Quiggle"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("May said no to Peru.", True, id="subject"),
        pytest.param("Peru blamed it on talks with May.", True, id="party"),
        pytest.param("In May, Peru agreed.", False, id="month"),
        pytest.param("Peru agreed on May 3.", False, id="day"),
    ],
)
def test_surname_that_is_a_month(text: str, expected: bool, gazetteer: Gazetteer) -> None:
    found = mentions_of("Prime Minister Jane May left. " + text, gazetteer)
    assert ("May" in [mention.text for mention in found]) is expected


def test_mentions_stand_where_they_say(gazetteer: Gazetteer) -> None:
    text = "“Chad’s envoys” met\n\nNorwegian   rebels — and U.S. officials."
    for mention in mentions_of(text, gazetteer):
        assert text[mention.start : mention.end] == mention.text
        assert mention.sentence.start <= mention.start < mention.end <= mention.sentence.end
        assert mention.start <= mention.sentence.offset + mention.head.idx < mention.end


def test_one_name_has_one_label_in_an_article(gazetteer: Gazetteer) -> None:
    text = "Marta Quill spoke. Chad thanked Marta Quill. QUILL, MARTA. Later Marta Quill left Lima with Marta Quill."
    labels = {mention.label for mention in mentions_of(text, gazetteer) if mention.text == "Marta Quill"}
    assert labels == {"Person"}
