"""Sentences keep their place in the article, whatever the text."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from graphkb.articles import Article
from graphkb.articles.article import Part
from graphkb.text import Sentence, load_model, split


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def sentences_of(text: str, nlp: Language, parts: tuple[Part, ...] = ()) -> list[Sentence]:
    [(_, sentences)] = split([Article(id="a", text=text, parts=parts)], nlp=nlp)
    return sentences


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_sentences_of_any_text_keep_their_offsets(nlp: Language, text: str) -> None:
    sentences = sentences_of(text, nlp)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip()
        assert len(sentence.span.text) == len(sentence.text)
        assert sentence.offset + sentence.span.start_char == sentence.start
    for before, after in pairwise(sentences):
        assert before.end <= after.start


def test_sentences_end_at_a_blank_line(nlp: Language) -> None:
    texts = [sentence.text for sentence in sentences_of("The talks in Oslo\n \nThe minister of Peru left", nlp)]
    assert texts == ["The talks in Oslo", "The minister of Peru left"]


def test_sentences_of_parts_leave_furniture_out(nlp: Language) -> None:
    text = "Oslo says no\nRead more\nPeru agreed. Chile did not."
    parts = (Part("headline", 0, 12), Part("body", 23, len(text)))
    found = [(sentence.kind, sentence.text) for sentence in sentences_of(text, nlp, parts)]
    assert found == [("headline", "Oslo says no"), ("body", "Peru agreed."), ("body", "Chile did not.")]


def test_sentences_of_an_empty_article_are_none(nlp: Language) -> None:
    assert sentences_of(" \n\n … \n", nlp) == []


def test_split_cuts_a_paragraph_that_never_ends(nlp: Language) -> None:
    sentences = sentences_of("The envoy of Peru met nobody in Oslo. " * 2000, nlp)
    assert max(len(sentence.span.doc.text) for sentence in sentences) <= 10_000
    assert {sentence.text for sentence in sentences} == {"The envoy of Peru met nobody in Oslo."}


def test_split_takes_articles_as_they_are_asked_for(nlp: Language) -> None:
    taken: list[int] = []

    def stream() -> Iterator[Article]:
        for number in range(1000):
            taken.append(number)
            yield Article(id=str(number), text="Peru agreed. " * 500)

    read = split(stream(), nlp=nlp)
    first = next(read)
    assert first[0].id == "0"
    assert len(taken) < 20


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO - ",
        "OSLO, Jan 7 - ",
        "OSLO, Norway, Oct. 12 (Test Wire) -- ",
        "NEW YORK (Test Wire) — ",
        "BERNE, March 3, 2021 – ",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str, nlp: Language) -> None:
    [(_, sentences)] = split([Article(id="a", text=f"{dateline}Norwegian ministers met.")], nlp=nlp)
    assert [s.text for s in sentences] == ["Norwegian ministers met."]


@pytest.mark.parametrize(
    "text", ["NATO-led troops left.", "The UN - not NATO - agreed.", "US and Iran - once more - talk."]
)
def test_what_only_looks_like_a_dateline_stays(text: str, nlp: Language) -> None:
    [(_, sentences)] = split([Article(id="a", text=text)], nlp=nlp)
    assert " ".join(s.text for s in sentences) == text
