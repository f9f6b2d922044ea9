"""The scorer says what a person would say, and the same as the scorer the development sets come with."""

import json
import random
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from graphkb.errors import ArticleError
from graphkb.evaluation import Figure, read_gold, score

SHARED = Path(__file__).parents[3] / "shared" / "eval"
TEXT = "Dovland's president met Erland's queen after Dovland attacked Murland."


def entity(mention: str, label: str, **more: Any) -> dict[str, Any]:
    return {"mention": mention, "start": TEXT.index(mention), "label": label, "names": [mention], "code": None, **more}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    line = {
        "id": "a",
        "text": TEXT,
        "date": "2022-10-12",
        "entities": [
            entity("Dovland", "State", code="DOV"),
            entity("queen", "Leader"),
            entity("Murland", "State", code="MUR"),
        ],
        "relations": [
            {"source": 0, "target": 1, "relation": "MEETS", "plover": "CONSULT", "modality": "asserted"},
            {"source": 0, "target": 2, "relation": "ATTACKS", "plover": "ASSAULT", "modality": "asserted"},
            {
                "source": 1,
                "target": 2,
                "relation": "REPRESENTS",
                "plover": None,
                "modality": "asserted",
                "optional": True,
            },
        ],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def row(source: str, relation: str, plover: str | None, target: str, modality: str = "asserted") -> dict[str, Any]:
    def end(mention: str) -> dict[str, Any]:
        return {
            "name": mention,
            "label": "State" if mention[0].isupper() else "Leader",
            "code": None,
            "mention": mention,
        }

    return {
        "id": "a",
        "source": end(source),
        "target": end(target),
        "relation": relation,
        "plover": plover,
        "modality": modality,
    }


def figure(figures: list[Figure], name: str) -> tuple[int, int, int]:
    [found] = [f for f in figures if f.name == name]
    return found.right, found.wrong, found.missed


def test_score_counts_a_turned_symmetric_relation_as_right(gold: Path) -> None:
    figures = score(read_gold(gold), [row("queen", "MEETS", "CONSULT", "Dovland")])
    assert figure(figures, "relation, strict") == (1, 0, 1)


def test_score_counts_a_turned_attack_as_wrong(gold: Path) -> None:
    figures = score(read_gold(gold), [row("Murland", "ATTACKS", "ASSAULT", "Dovland")])
    assert figure(figures, "relation, strict") == (0, 1, 2)


def test_score_takes_the_right_type_under_another_name_as_coarsely_right(gold: Path) -> None:
    figures = score(read_gold(gold), [row("Dovland", "INVADES", "ASSAULT", "Murland")])
    assert figure(figures, "relation, strict") == (0, 1, 2)
    assert figure(figures, "relation, coarse") == (1, 0, 1)


def test_score_neither_misses_nor_punishes_what_is_optional(gold: Path) -> None:
    figures = score(read_gold(gold), [row("queen", "REPRESENTS", None, "Murland")])
    assert figure(figures, "relation, strict") == (0, 0, 2)


def test_score_counts_a_wrong_modality(gold: Path) -> None:
    figures = score(read_gold(gold), [row("Dovland", "ATTACKS", "ASSAULT", "Murland", "future")])
    assert figure(figures, "modality of strict matches")[:2] == (0, 1)


def test_gold_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2: .*text"):
        read_gold(path)


# The names of the same figures here and there.
NAMES = {
    "entity span": "entities: span",
    "entity span + label": "entities: span + label",
    "Leader = Person": "entities: Leader = Person",
    "actor linking": "actor linking",
    "relation, strict": "relations: strict",
    "relation, coarse": "relations: coarse",
    "event types per sentence": "event type per sentence",
}


def disturbed(golds: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Rows that get some of the gold right: some are lost, turned round, or of another type."""
    chance, rows = random.Random(seed), []
    for gold in golds:
        ends = [{**e, "name": chance.choice(e["names"])} for e in gold["entities"] if chance.random() < 0.9]
        rows.append({"id": gold["id"], "entities": ends})
        for relation in gold["relations"]:
            if len(ends) < 2 or chance.random() < 0.3:
                continue
            source, target = chance.sample(ends, 2)
            if chance.random() < 0.6:
                source, target = ({**gold["entities"][relation[k]]} for k in ("source", "target"))
                source["name"], target["name"] = source["names"][0], target["names"][0]
            rows.append({**relation, "id": gold["id"], "source": source, "target": target})
    return rows


@pytest.mark.skipif(not SHARED.is_dir(), reason="shared/ is not beside the checkout")
@pytest.mark.parametrize("name", ["guardian_dev", "reuters_dev", "events_dev", "news_dev", "seed_dev"])
def test_score_agrees_with_the_scorer_of_the_development_sets(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SHARED))
    monkeypatch.delitem(sys.modules, "score", raising=False)
    theirs = import_module("score")
    path = SHARED / f"{name}.jsonl"
    golds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = disturbed(golds, seed=7)
    want = theirs.score(golds, rows)["rows"]
    for found in score(read_gold(path), rows):
        if found.name in NAMES:
            row = want[NAMES[found.name]]
            assert (found.name, found.right, found.wrong, found.missed) == (found.name, row["tp"], row["fp"], row["fn"])
