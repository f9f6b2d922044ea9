"""What the rules add to the reader: `python -m training.combine NAME FOLD RULES.jsonl`, on held-out sentences.

RULES.jsonl is what `graphkb extract --extractor rules` prints for the sentences: its entities are those that both read.
"""

import argparse
import itertools
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from graphkb.relations.decoding import MOST_BEHIND, Scheme, decode
from training.data import ONTOLOGY, STATIC, TYPES, Example, as_seen, fold_of, load_all, make_example
from training.judge import PLAIN, lines_of, load_scorer
from training.model import Reader, load_encoder
from training.train import MINILM, SHARED, WORK, answer, load_tokenizer

Place = tuple[int, str]


def main() -> None:
    """Fit and judge the combination on halves of a fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("fold", type=int)
    parser.add_argument("rules", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    seen, said = read_rules(options.rules)
    tokenizer = load_tokenizer()
    held = [r for r in load_all(SHARED, seen) if fold_of(r, options.folds) == options.fold and r["id"] in seen]
    examples = [make_example(as_seen(r, seen[r["id"]]), tokenizer) for r in held]
    reader = Reader(load_encoder(MINILM))
    reader.load_state_dict(torch.load(WORK / f"{options.name}-{options.fold}.pt"))
    answers = answer(reader.eval(), examples)
    study(examples, answers, said)


def read_rules(path: Path) -> tuple[dict[str, list[Any]], dict[str, dict[tuple[Place, Place], dict[str, Any]]]]:
    """The entities of each sentence, and what the rules say of each pair: {type: row}."""
    seen: dict[str, list[Any]] = {}
    said: dict[str, dict[tuple[Place, Place], dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "entities" in row:
            seen[row["id"]] = row["entities"]
        elif row["target"]:
            ends = [(row[end]["start"], row[end]["mention"]) for end in ("source", "target")]
            kind = row["plover"] or row["relation"]
            said[row["id"]][ends[0], ends[1]][kind] = row
            if ONTOLOGY.relations[row["relation"]].symmetric:
                said[row["id"]][ends[1], ends[0]].setdefault(kind, row)
    return seen, said


COLUMNS = ("scale", "shift", "event", "static", "other", "behind")
THRESHOLDS = (0.3, 0.35, 0.4, 0.45)
LEAST = (1.0, 0.15, 0.1)
BESIDE = (1.0, 0.25, 0.2)
"""Lower ones find more of the coded pairs, and more nobody would say: troops sent to a state would come as its aid."""
MOST_EXTRA = 60
"""Relations beyond the coded pair, a hundred coded sentences, that are bearable."""


@dataclass
class Asked:
    """Every pair and type of one sentence: a row of features each, and whether it is annotated (None: no answer)."""

    rows: np.ndarray
    is_event: np.ndarray
    answers: np.ndarray
    counts: np.ndarray
    hints: list[dict[str, Any]]
    said: np.ndarray


def ask(example: Example, numbers: Any, said: Any) -> Asked:
    """The features of a sentence: log-odds of the reader, a constant, and what the rules say of the pair."""
    entities = [example.record["entities"][i] for i in example.entities]
    places = [(entity["start"], entity["mention"]) for entity in entities]
    hints = [said.get(example.record["id"], {}).get((places[s], places[t]), {}) for s, t in example.pairs]
    same = np.array([[name in rules for name in TYPES] for rules in hints], dtype=float).reshape(-1, len(TYPES))
    other = np.array([[bool(rules)] for rules in hints], dtype=float).reshape(-1, 1) * (1 - same)
    exp = np.exp(numbers[0] - numbers[0].max(axis=1, keepdims=True)) if hints else np.zeros((0, len(TYPES)))
    chances = np.clip(exp / exp.sum(axis=1, keepdims=True), 1e-6, 1 - 1e-6)
    static = np.array([name in STATIC for name in TYPES])
    cells = [np.log(chances / (1 - chances)), np.ones_like(chances), same * ~static, same * static, other, 0 * chances]
    asked = (chances >= 0.01) | (same > 0)
    asked[:, 0] = False
    weights = np.repeat(example.weights[:, None], len(TYPES), axis=1)
    return Asked(
        rows=np.stack([cell[asked] for cell in cells], axis=1),
        is_event=np.broadcast_to(~static, chances.shape)[asked],
        answers=(example.types > 0)[asked],
        counts=(weights >= 1)[asked],
        hints=hints,
        said=np.stack([same * ~static, same * static, other]),
    )


def fit(table: Sequence[Asked], ridge: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression; the last is that of the distance to the likeliest event, by those weights."""
    start = np.array([1.0, 0, 0, 0, 0, 0])
    w = start
    for _ in range(4):
        x = np.concatenate([_with_gap(asked, w)[asked.counts] for asked in table])
        y = np.concatenate([asked.answers[asked.counts] for asked in table])
        for _ in range(20):
            p = 1 / (1 + np.exp(-x @ w))
            g = x.T @ (p - y) + ridge * (w - start)
            w = w - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w)), g)
    return w


def _with_gap(asked: Asked, w: np.ndarray) -> np.ndarray:
    x = asked.rows.copy()
    odds = x[:, :5] @ w[:5]
    top = odds[asked.is_event].max(initial=-np.inf)
    x[:, 5] = np.where(asked.is_event, np.minimum(top - odds, MOST_BEHIND), 0)
    return x


def scheme_of(w: np.ndarray, threshold: float, least: float, beside: float = 1.0) -> Scheme:
    """The fitted weights as what graphkb decodes by."""
    numbers = dict(zip(COLUMNS, w.tolist(), strict=True))
    thresholds = (1.0, *[threshold] * (len(TYPES) - 1))
    return replace(PLAIN, **numbers | {"behind": -numbers["behind"]}, thresholds=thresholds, least=least, beside=beside)


def study(examples: Sequence[Example], answers: Sequence[Any], said: Any) -> None:
    """Print figures of the combination, fitted on one half and judged on the other, and keep that fitted on all."""
    scorer, coder = load_scorer(SHARED), load_scorer(SHARED, "score_plover")
    table = [ask(e, a, said) for e, a in zip(examples, answers, strict=True)]
    golds = [e.record.get("gold", e.record) for e in examples if "coded only" not in e.record]
    codes = [e.record["code"] for e in examples if "code" in e.record]
    halves = [fit(table[1::2]), fit(table[0::2])]
    reliability(table, halves)
    scores: dict[tuple[float, float, float], float] = {}
    for way in itertools.product(THRESHOLDS, LEAST, BESIDE):
        schemes = [scheme_of(w, *way) for w in halves]
        lines = [
            line
            for n, (example, numbers, asked) in enumerate(zip(examples, answers, table, strict=True))
            for line in decoded(example, numbers, asked, schemes[n % 2])
        ]
        rows, coded = scorer.score(golds, lines)["rows"], coder.score(codes, lines)
        show("from {}, at least {}, beside {}".format(*way), rows, coded)
        if coded["extra per 100"] <= MOST_EXTRA:
            # News is what most people read: a point of its F1 is worth two of the coded pairs.
            scores[way] = 2 * rows["relations: coarse"]["f1"] + coded["typed pair"]
    best = max(scores, key=lambda key: scores[key])
    kept = scheme_of(fit(table), *best)
    numbers = {name: getattr(kept, name) for name in (*COLUMNS, "least", "beside")} | {"threshold": best[0]}
    (WORK / "with_rules.json").write_text(json.dumps(numbers))
    print(numbers)


def reliability(table: Sequence[Asked], halves: Sequence[np.ndarray]) -> None:
    """Print how often what is said with a confidence comes true: ten steps of it, judged on the other half."""
    chances, answers = [], []
    for n, asked in enumerate(table):
        odds = _with_gap(asked, halves[n % 2]) @ halves[n % 2]
        chances.append((1 / (1 + np.exp(-odds)))[asked.counts])
        answers.append(asked.answers[asked.counts])
    said, true = np.concatenate(chances), np.concatenate(answers)
    for low in np.arange(0.05, 1.0, 0.1):
        inside = (said >= low) & (said < low + 0.1)
        if inside.any():
            print(f"said {said[inside].mean():.2f} true {true[inside].mean():.2f} of {inside.sum():,}")


def decoded(example: Example, numbers: Any, asked: Asked, scheme: Scheme) -> list[dict[str, Any]]:
    """What graphkb says of a sentence under a scheme, as lines of the exchange format."""
    said = np.einsum("n,npt->pt", np.array([scheme.event, scheme.static, scheme.other]), asked.said)
    findings = [
        replace(f, kind=asked.hints[f.pair][f.type]["relation"]) if f.type in asked.hints[f.pair] else f
        for f in decode(*numbers[:3], example.pairs, scheme=scheme, said=said)
    ]
    return lines_of(example, findings)


def show(title: str, rows: dict[str, Any], coded: dict[str, Any]) -> None:
    """Print the figures of one way: annotated sentences, then coded ones."""
    cells = [
        f"{rows[f'relations: {w}'][k]:.3f}" for w in ("coarse", "strict") for k in ("precision", "recall", "f1")
    ] + [
        f"types {rows['event type per sentence']['f1']:.3f}",
        f"mode {rows['modality of strict matches']['precision']}",
    ]
    cells += [f"{name} {coded[name]}" for name in ("typed pair", "pair", "root accuracy", "extra per 100")]
    print(f"{title:40}", *cells, flush=True)


if __name__ == "__main__":
    main()
