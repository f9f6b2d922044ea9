"""The sentences that were written to be learned from keep those rules of the guide that a program can check."""

from collections import Counter
from pathlib import Path

import pytest

from graphkb.ontology import load_ontology
from training.data import Record
from training.own import load_written

LABELS = {"Leader", "Person", "State", "Organization", "Group", "Event", "Place"}
MODALITIES = {"asserted", "negated", "possible", "future", "requested"}
ONTOLOGY = load_ontology()


@pytest.fixture(scope="module")
def written() -> list[Record]:
    return list(load_written())


def test_no_sentence_occurs_twice_and_all_have_actors(written: list[Record]) -> None:
    assert len(written) > 1000
    assert len({record["text"] for record in written}) == len(written)
    assert all(record["entities"] for record in written)


def test_mentions_are_whole_words_with_a_label_and_states_have_codes(written: list[Record]) -> None:
    for record in written:
        text = record["text"]
        for entity in record["entities"]:
            start, end = entity["start"], entity["start"] + len(entity["mention"])
            assert text[start:end] == entity["mention"]
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum()), (text, entity)
            assert not (text[end : end + 1].isalnum() and text[end - 1].isalnum()), (text, entity)
            assert entity["label"] in LABELS
            assert (entity["code"] is not None) == (entity["label"] == "State"), (text, entity)


def test_relations_are_those_of_the_ontology_between_labels_that_may_have_them(written: list[Record]) -> None:
    for record in written:
        for relation in record["relations"]:
            source, target = (record["entities"][relation[end]]["label"] for end in ("source", "target"))
            assert ONTOLOGY.allows(relation["relation"], source, target), (record["text"], relation)
            assert relation["modality"] in MODALITIES
            assert relation["trigger"] in record["text"]


def test_no_state_and_no_type_has_the_word_for_itself(written: list[Record]) -> None:
    states = Counter(code for record in written for code in {e["code"] for e in record["entities"]} if code)
    assert states.most_common(1)[0][1] < 0.05 * len(written)
    roots = Counter(record["code"]["root"] for record in written if "code" in record)
    assert len(roots) == 15
    assert max(roots.values()) < 0.2 * len(written)


def test_a_second_occurrence_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "written.jsonl"
    file.write_text(
        '{"text": "Oslo told Oslo United no.", "entities": [["Oslo", "State", "Norway", "NOR"], '
        '["Oslo United#1", "Organization"], ["Oslo#2", "Place"]], '
        '"relations": [[0, 1, "REJECTS", "asserted", "no"]], "code": [0, 1, "REJECT"]}\n',
        encoding="utf-8",
    )
    [record] = load_written(file)
    assert [entity["start"] for entity in record["entities"]] == [0, 10, 10]
    assert record["relations"][0]["plover"] == "REJECT"
    assert record["code"]["target"] == "Oslo United"
