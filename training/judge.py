"""Figures for held-out answers, by the scorer in shared/eval."""

import importlib.util
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from graphkb.relations.decoding import Finding, Scheme, decode, probabilities
from training.data import KINDS, MODALITIES, ONTOLOGY, PARENT, TYPES, Example, Record

PLAIN = Scheme(
    types=TYPES,
    kinds=KINDS,
    parents=PARENT,
    modalities=MODALITIES,
    symmetric=frozenset(k.name for k in ONTOLOGY.relations.values() if k.symmetric),
    thresholds=tuple([0.5] * len(TYPES)),
)


def load_scorer(folder: Path, name: str = "score") -> ModuleType:
    """A scorer of the folder as a module."""
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec and spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def actor(record: Record, index: int) -> dict[str, Any]:
    """An annotated entity as the exchange format writes a found one."""
    entity = record["entities"][index]
    keys = ("label", "code", "mention", "start")
    return {"name": entity["names"][0], **{key: entity[key] for key in keys}}


def lines_of(example: Example, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings of a sentence as lines of the exchange format."""
    record, entities = example.record, example.entities
    out = []
    for f in findings:
        ends = record["entities"][entities[f.source]], record["entities"][entities[f.target]]
        if ONTOLOGY.allows(f.kind, ends[0]["label"], ends[1]["label"]):
            out.append(
                {
                    "id": record["id"],
                    "source": actor(record, entities[f.source]),
                    "target": actor(record, entities[f.target]),
                    "relation": f.kind,
                    "plover": ONTOLOGY.relations[f.kind].plover,
                    "modality": f.modality,
                    "confidence": f.confidence,
                }
            )
    return out


Answers = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def figures(
    scorer: ModuleType, examples: Sequence[Example], answers: Sequence[Answers], scheme: Scheme
) -> dict[str, Any]:
    """The scorer's rows for the answers, under a scheme."""
    lines = [
        line
        for example, (types, kinds, modality, _) in zip(examples, answers, strict=True)
        for line in lines_of(example, decode(types, kinds, modality, example.pairs, scheme=scheme))
    ]
    golds = [e.record.get("gold", e.record) for e in examples]
    rows: dict[str, Any] = scorer.score(golds, lines)["rows"]
    return rows


def coded_figures(
    scorer: ModuleType, examples: Sequence[Example], answers: Sequence[Answers], scheme: Scheme
) -> dict[str, Any]:
    """The figures of score_plover for those of the examples that have a published code."""
    chosen = [(e, a) for e, a in zip(examples, answers, strict=True) if "code" in e.record]
    lines = [
        line
        for example, (types, kinds, modality, _) in chosen
        for line in lines_of(example, decode(types, kinds, modality, example.pairs, scheme=scheme))
    ]
    rows: dict[str, Any] = scorer.score([e.record["code"] for e, _ in chosen], lines)
    return rows


def judged(examples: Sequence[Example], answers: Sequence[Answers]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(type, raw probability, right?) of every answer of some weight, an optional fact counting as no answer."""
    kinds, chances, right = [], [], []
    for example, (types, *_) in zip(examples, answers, strict=True):
        if not example.pairs:
            continue
        sure = probabilities(types, scheme=PLAIN)
        for pair, of_type in np.argwhere(sure[:, 1:] >= 0.02):
            if example.weights[pair] < 1.0:
                continue
            kinds.append(of_type + 1)
            chances.append(sure[pair, of_type + 1])
            right.append(example.types[pair, of_type + 1] > 0)
    return np.array(kinds), np.array(chances), np.array(right)


def calibrate(chances: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Scale and shift of the log-odds that make the chances come true (Platt), by Newton's method."""
    x = np.log(chances / (1 - chances))
    design = np.stack([x, np.ones_like(x)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (p - right)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(2)
        weights = weights - np.linalg.solve(hessian, gradient)
    return float(weights[0]), float(weights[1])


def best_thresholds(
    kinds: np.ndarray, sure: np.ndarray, right: np.ndarray, wanted: int, floor: float = 0.2
) -> tuple[float, ...]:
    """A threshold for each type that together give the best F1, each drawn to the common one where answers are few."""

    def gain(values: np.ndarray, hits: np.ndarray, half: float, grid: np.ndarray) -> np.ndarray:
        return np.array([(hits[values >= t] - half).sum() for t in grid])

    grid = np.arange(floor, 0.81, 0.01)
    scores = [2 * right[sure >= t].sum() / ((sure >= t).sum() + wanted) for t in grid]
    common, best = grid[int(np.argmax(scores))], max(scores)
    out = [1.0]
    for n in range(1, len(TYPES)):
        own = gain(sure[kinds == n], right[kinds == n], best / 2, grid)
        # Thirty answers' worth of belief in the common threshold, falling off with the square of the distance.
        out.append(round(float(grid[int(np.argmax(own - 30 * (grid - common) ** 2 * 10))]), 2))
    return tuple(out)


def tune(examples: Sequence[Example], answers: Sequence[Answers]) -> Scheme:
    """Calibration and thresholds that suit held-out answers."""
    kinds, chances, right = judged(examples, answers)
    scale, shift = calibrate(chances, right)
    sure = 1 / (1 + np.exp(-(scale * np.log(chances / (1 - chances)) + shift)))
    golds = [e.record.get("gold", e.record) for e in examples]
    wanted = sum(not r.get("optional") for gold in golds for r in gold["relations"])
    return replace(PLAIN, thresholds=best_thresholds(kinds, sure, right, wanted), scale=scale, shift=shift)
