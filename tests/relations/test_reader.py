"""The neural reader: what it sees, what it says, and what it must bear."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from graphkb.actors import Entity, Sighting
from graphkb.articles import Article
from graphkb.errors import ModelError
from graphkb.mentions import Mention
from graphkb.ontology import Label, load_ontology
from graphkb.relations import reader as reader_module
from graphkb.relations.decoding import Scheme, decode
from graphkb.relations.marking import LABELS, MAX_TOKENS, mark
from graphkb.relations.reader import MOST_SPANS, load_reader
from graphkb.relations.words import pointed_words, tagged_spans
from graphkb.text import Sentence

MODEL = Path(reader_module.__file__).with_name("model")
ONTOLOGY = load_ontology()
BLANK = spacy.blank("en")
TOKENIZER = Tokenizer.from_file(str(MODEL / "tokenizer.json"))

Named = tuple[str, Label]


def sentences_of(*texts: str) -> list[Sentence]:
    article = Article("test", " ".join(texts))
    found, start = [], 0
    for index, text in enumerate(texts):
        doc = BLANK(text)
        found.append(Sentence(article, index, start, start + len(text), "body", doc[:], start))
        start += len(text) + 1
    return found


def sightings_in(sentence: Sentence, *names: Named) -> list[Sighting]:
    found = []
    for name, label in names:
        start = sentence.start + sentence.text.index(name)
        mention = Mention(sentence, start, start + len(name), label, "name", sentence.span[0])
        found.append(Sighting(mention, Entity(f"{label.lower()}/{name}", name, label)))
    return found


def read(text: str, *names: Named) -> set[tuple[str, str, str]]:
    (sentence,) = sentences_of(text)
    relations = load_reader().find_relations([sentence], sightings_in(sentence, *names), ontology=ONTOLOGY)
    return {(r.source.entity.name, r.kind, r.target.entity.name) for r in relations if r.target}


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param(
            "Ukrainian troops attacked Russian positions on Tuesday.",
            [("Ukrainian troops", "Group"), ("Russian", "State")],
            ("Ukrainian troops", "ATTACKS", "Russian"),
            id="active",
        ),
        pytest.param(
            "Ethiopian soldiers were attacked by Somali militants near the border.",
            [("Ethiopian soldiers", "Group"), ("Somali militants", "Group")],
            ("Somali militants", "ATTACKS", "Ethiopian soldiers"),
            id="passive",
        ),
        pytest.param(
            "President Sandu of Moldova met Chancellor Scholz in Berlin.",
            [("Sandu", "Leader"), ("Moldova", "State"), ("Scholz", "Leader"), ("Berlin", "Place")],
            ("Sandu", "MEETS", "Scholz"),
            id="meeting",
        ),
        pytest.param(
            "Peruvian President Dina Boluarte spoke to reporters.",
            [("Peruvian", "State"), ("Dina Boluarte", "Leader"), ("reporters", "Group")],
            ("Dina Boluarte", "LEADS", "Peruvian"),
            id="office",
        ),
        pytest.param(
            "Norway accused China of spying on its parliament.",
            [("Norway", "State"), ("China", "State")],
            ("Norway", "ACCUSES", "China"),
            id="accusation",
        ),
    ],
)
def test_reader_finds_who_did_what_to_whom(text: str, names: list[Named], expected: tuple[str, str, str]) -> None:
    found = read(text, *names)
    assert expected in found
    assert (expected[2], expected[1], expected[0]) not in found


def test_reader_keeps_the_words_that_carry_the_relation_with_their_place() -> None:
    first, second = sentences_of("Nothing happened on Monday.", "Norway accused China of spying.")
    sightings = sightings_in(second, ("Norway", "State"), ("China", "State"))
    (relation, *_) = load_reader().find_relations([first, second], sightings, ontology=ONTOLOGY)
    text = second.article.text
    assert "accused" in relation.trigger
    assert text[relation.trigger_start : relation.trigger_start + len(relation.trigger)] == relation.trigger
    assert relation.sentence is second
    assert relation.rule == "reader"
    assert 0 < relation.confidence < 1


def test_reader_tells_the_planned_from_the_done() -> None:
    (sentence,) = sentences_of("Turkish President Erdogan will meet Russian President Putin next week.")
    sightings = sightings_in(sentence, ("Erdogan", "Leader"), ("Putin", "Leader"))
    relations = load_reader().find_relations([sentence], sightings, ontology=ONTOLOGY)
    assert "MEETS" in {r.kind for r in relations}
    assert {r.modality for r in relations} == {"future"}


def test_who_does_not_turn_up_snubs() -> None:
    (sentence,) = sentences_of("Turkey did not turn up at the conference.")
    sightings = sightings_in(sentence, ("Turkey", "State"), ("conference", "Event"))
    relations = load_reader().find_relations([sentence], sightings, ontology=ONTOLOGY)
    assert {(r.kind, r.polarity) for r in relations} == {("SNUBS", "affirmed")}


def test_reader_reads_no_sentence_with_one_actor_seen_twice() -> None:
    (sentence,) = sentences_of("France said that France would attack.")
    sightings = sightings_in(sentence, ("France", "State"))
    assert load_reader().find_relations([sentence], sightings * 2, ontology=ONTOLOGY) == []
    assert load_reader().find_relations([], [], ontology=ONTOLOGY) == []


def test_reader_bears_a_sentence_of_thousands_of_words_and_actors() -> None:
    text = " ".join(f"Actor{n} attacked Town{n} and" for n in range(2000))
    (sentence,) = sentences_of(text)
    names: list[Named] = [(f"Actor{n} "[:-1], "State") for n in range(500)]
    relations = load_reader().find_relations([sentence], sightings_in(sentence, *names), ontology=ONTOLOGY)
    assert len(relations) <= MOST_SPANS**2


def test_reader_says_the_same_of_a_sentence_alone_and_in_company() -> None:
    texts = ["Norway accused China of spying.", "Chad and Niger signed a treaty on Friday after long talks in Paris."]
    sentences = sentences_of(*texts)
    first = sightings_in(sentences[0], ("Norway", "State"), ("China", "State"))
    second = sightings_in(sentences[1], ("Chad", "State"), ("Niger", "State"))
    together = load_reader().find_relations(sentences, first + second, ontology=ONTOLOGY)
    alone = load_reader().find_relations(sentences, first, ontology=ONTOLOGY)
    assert [r.kind for r in together if r.sentence.index == 0] == [r.kind for r in alone]


def test_reader_finds_names_and_the_people_that_no_name_is_given_of() -> None:
    spans = load_reader().find_spans("Protesters threw stones at Kenyan police after President Ruto left Nairobi.")
    found = {(span.start, span.label) for span in spans}
    assert {(0, "Group"), (27, "State"), (57, "Leader")} <= found
    assert all(0 < span.score <= 1 for span in spans)


def test_reader_finds_no_spans_in_nothing() -> None:
    assert load_reader().find_spans("") == []


def test_missing_weights_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="weights do not load"):
        load_reader(tmp_path)


def test_broken_weights_are_said_to_be_broken(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / "encoder.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="weights do not load"):
        load_reader(tmp_path / "model")


def test_weights_stay_small_enough_for_a_wheel() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 30_000_000


def test_a_label_token_stands_before_each_span() -> None:
    marked = mark("Kyrgyz President Japarov spoke.", [(0, 6, "State"), (17, 24, "Leader")], tokenizer=TOKENIZER)
    firsts = [marked.ids[span[0]] for span in marked.spans if span]
    assert firsts == [1 + LABELS.index("State"), 1 + LABELS.index("Leader")]


def test_a_span_inside_another_is_marked_inside_it() -> None:
    marked = mark("Syrian rebels fled.", [(0, 6, "State"), (0, 13, "Group")], tokenizer=TOKENIZER)
    inner, outer = marked.spans
    assert inner and outer
    assert outer[0] < inner[0] < inner[1] < outer[1]


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=6))
def test_marking_bears_any_text_and_keeps_offsets(text: str, places: list[tuple[int, int]]) -> None:
    spans = [(start, start + length, LABELS[length % 7]) for start, length in places]
    marked = mark(text, spans, tokenizer=TOKENIZER)
    assert len(marked.ids) == len(marked.offsets) <= MAX_TOKENS
    assert len(marked.spans) == len(spans)
    assert all(-1 <= start <= end <= len(text) for start, end in marked.offsets)
    for found in marked.spans:
        if found is not None:
            assert 0 < found[0] < found[1] <= len(marked.ids)


def scheme_of(*kinds: str, thresholds: tuple[float, ...]) -> Scheme:
    return Scheme(
        types=("none", *kinds),
        kinds=kinds,
        parents=tuple(range(1, len(kinds) + 1)),
        modalities=("asserted", "future"),
        symmetric=frozenset({"MEETS"}),
        thresholds=thresholds,
    )


def test_decoding_draws_a_symmetric_relation_once_from_the_earlier_mention() -> None:
    types = np.array([[0, 5], [0, 6]], dtype=np.float32)
    rows = np.zeros((2, 1), dtype=np.float32), np.zeros((2, 2), dtype=np.float32)
    found = decode(types, *rows, [(0, 1), (1, 0)], scheme=scheme_of("MEETS", thresholds=(1.0, 0.5)))
    assert [(f.source, f.target, f.pair) for f in found] == [(0, 1, 1)]


def test_decoding_keeps_what_reaches_the_threshold_of_its_type() -> None:
    types = np.log(np.array([[0.4, 0.3, 0.3]], dtype=np.float32))
    rows = np.zeros((1, 2), dtype=np.float32), np.zeros((1, 2), dtype=np.float32)
    scheme = scheme_of("ATTACKS", "AIDS", thresholds=(1.0, 0.35, 0.25))
    assert [f.kind for f in decode(types, *rows, [(0, 1)], scheme=scheme)] == ["AIDS"]


def test_of_a_sentence_without_a_sure_event_the_likeliest_one_stands_if_it_is_likely_enough() -> None:
    types = np.log(np.array([[0.6, 0.3, 0.1], [0.7, 0.1, 0.2]], dtype=np.float32))
    rows = np.zeros((2, 2), dtype=np.float32), np.zeros((2, 2), dtype=np.float32)
    scheme = replace(scheme_of("ACCUSE", "AID", thresholds=(1.0, 0.5, 0.5)), least=0.25)
    pairs = [(0, 1), (1, 2)]
    assert [(f.kind, f.source, f.target) for f in decode(types, *rows, pairs, scheme=scheme)] == [("ACCUSE", 0, 1)]
    assert decode(types, *rows, pairs, scheme=replace(scheme, least=0.4)) == []
    with_another = replace(scheme, thresholds=(1.0, 0.5, 0.15))
    assert [f.kind for f in decode(types, *rows, pairs, scheme=with_another)] == ["AID"]


def test_a_second_event_of_a_pair_stands_from_a_lower_probability_on() -> None:
    types = np.log(np.array([[0.3, 0.5, 0.2], [0.75, 0.05, 0.2]], dtype=np.float32))
    rows = np.zeros((2, 2), dtype=np.float32), np.zeros((2, 2), dtype=np.float32)
    scheme = scheme_of("ACCUSE", "AID", thresholds=(1.0, 0.4, 0.4))
    pairs = [(0, 1), (1, 2)]
    assert [(f.kind, f.pair) for f in decode(types, *rows, pairs, scheme=scheme)] == [("ACCUSE", 0)]
    both = [("ACCUSE", 0), ("AID", 0)]
    assert [(f.kind, f.pair) for f in decode(types, *rows, pairs, scheme=replace(scheme, beside=0.15))] == both
    assert len(decode(types, *rows, pairs, scheme=replace(scheme, beside=0.25))) == 1


def test_pointed_words_are_whole_words() -> None:
    text = "They reattacked it"
    offsets = [(-1, -1), (0, 4), (5, 7), (7, 15), (16, 18)]
    start, end = pointed_words(np.array([9, 0, 0, 5, 0], dtype=np.float32), offsets, text)
    assert text[start:end] == "reattacked"


def test_of_two_labels_for_the_same_words_the_likelier_stays() -> None:
    scores = np.zeros((2, 2, 3), dtype=np.float32)
    scores[0, 0, 1], scores[0, 1, 1] = 2, 4
    scores[1, :, 0] = 9
    assert [(start, end, label) for start, end, label, _ in tagged_spans(scores, [(0, 5), (5, 6)], "China.")] == [
        (0, 5, 1)
    ]
