"""Measures how often each rule of the rules extractor is right, and prints graphkb/relations/confidence.csv.

    graphkb extract --explain --extractor rules GOLD.jsonl > PRED.jsonl          (for each annotated file)
    python benchmarks/rule_confidence.py shared/eval/score.py GOLD.jsonl PRED.jsonl [GOLD PRED ...] > confidence.csv

A relation is right when the scorer finds its source, relation and target among the annotated ones, debatable ones
included. Rules that fired fewer than ten times are counted only with their sort.
"""

import csv
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from graphkb.relations.confidence import ALL, sort_of

SELDOM = 10
Row = dict[str, Any]


def main(scorer: str, *files: str) -> None:
    """Print the table for pairs of annotated and predicted files."""
    score = _module(scorer)
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for gold, pred in zip(files[::2], files[1::2], strict=True):
        for row, is_right in _judged(score, _lines(gold), _lines(pred)):
            for key in _keys(row):
                found[key] += 1
                right[key] += is_right
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["relation", "rule", "right", "found"])
    for key, count in sorted(found.items()):
        if count >= SELDOM or key[1] in ("", sort_of(key[1])):
            table.writerow([*key, right[key], count])


def _judged(score: ModuleType, golds: list[Row], preds: list[Row]) -> Iterator[tuple[Row, bool]]:
    by_id = defaultdict(list)
    for pred in preds:
        if pred.get("relation"):
            by_id[pred["id"]].append(pred)
    fits = score.fits_with(lambda row: row["relation"])
    for gold in golds:
        facts = score.relations_of(gold, lambda row: row["relation"])
        for pred in by_id[gold["id"]]:
            yield pred, any(fits(fact, pred) for fact in facts)


def _keys(row: Row) -> list[tuple[str, str]]:
    return [ALL, (row["relation"], ""), (row["relation"], sort_of(row["rule"])), (row["relation"], row["rule"])]


def _lines(path: str) -> list[Row]:
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        return [json.loads(line) for line in lines]


def _module(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(*sys.argv[1:])
