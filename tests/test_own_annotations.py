"""Our annotations of real sentences, kept without their text, keep the rules of the guide that a program can check."""

import json
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest

from graphkb.ontology import load_ontology
from training.own import ANNOTATIONS, ARTICLES, load_own

MODALITIES = {"asserted", "negated", "possible", "future", "requested"}
ONTOLOGY = load_ontology()
DEVELOPMENT = ARTICLES.parents[1] / "eval" / "guardian_dev.jsonl"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]


def test_no_sentence_is_annotated_twice(rows: list[dict[str, Any]]) -> None:
    assert len(rows) > 4000
    places = defaultdict(list)
    for row in rows:
        places[row["article"]].append((row["start"], row["end"]))
    for spans in places.values():
        spans.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_ends_and_triggers_stand_in_the_sentence_and_have_labels_that_may_have_the_relation(
    rows: list[dict[str, Any]],
) -> None:
    for row in rows:
        length = row["end"] - row["start"]
        assert all(0 <= start < end <= length for start, end, *_ in row["entities"]), row
        for source, target, relation, modality, start, end, _ in row["relations"]:
            labels = (row["entities"][place][2] for place in (source, target))
            assert source != target
            assert ONTOLOGY.allows(relation, *labels), row
            assert modality in MODALITIES
            assert 0 <= start < end <= length


@pytest.mark.skipif(not DEVELOPMENT.exists(), reason="the texts are in shared/ beside the checkout")
def test_no_sentence_is_one_that_readers_are_judged_by() -> None:
    judged = {json.loads(line)["text"] for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines()}
    assert not judged & {record["text"] for record in load_own()}
