"""What the rules add to the reader: `python -m training.combine NAME FOLD RULES.jsonl`, on held-out sentences.

RULES.jsonl is what `graphkb extract --extractor rules` prints for the sentences: its entities are those that both read.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.data import ONTOLOGY, STATIC, TYPES, Example, as_seen, fold_of, load_all, make_example
from training.judge import load_scorer
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


def features(example: Example, numbers: Any, said: Any) -> tuple[np.ndarray, list[tuple[int, int, int]]]:
    """For each pair and type: log-odds of the reader, and what the rules say of it."""
    rows, keys = [], []
    exp = np.exp(numbers[0] - numbers[0].max(axis=1, keepdims=True)) if example.pairs else np.zeros((0, len(TYPES)))
    chances = exp / exp.sum(axis=1, keepdims=True) if example.pairs else exp
    entities = example.record["entities"]
    for n, (s, t) in enumerate(example.pairs):
        ends = tuple((entities[example.entities[i]]["start"], entities[example.entities[i]]["mention"]) for i in (s, t))
        rules = said.get(example.record["id"], {}).get(ends, {})
        for k in range(1, len(TYPES)):
            chance = min(max(float(chances[n, k]), 1e-6), 1 - 1e-6)
            same = TYPES[k] in rules
            if chance < 0.01 and not same:
                continue
            static = TYPES[k] in STATIC
            rows.append(
                [np.log(chance / (1 - chance)), 1, same and not static, same and static, bool(rules) and not same]
            )
            keys.append((n, k, int(same)))
    return np.array(rows, dtype=float).reshape(-1, 5), keys


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression."""
    w = np.array([1.0, 0, 0, 0, 0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        g = x.T @ (p - y) + ridge * (w - [1, 0, 0, 0, 0])
        w = w - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(5), g)
    return w


def study(examples: Sequence[Example], answers: Sequence[Any], said: Any) -> None:
    """Print figures of reader, rules and both, the combination fitted on one half and judged on the other."""
    scorer = load_scorer(SHARED)
    table = [features(e, a, said) for e, a in zip(examples, answers, strict=True)]
    golds = [e.record.get("gold", e.record) for e in examples if "coded only" not in e.record]
    codes = [e.record["code"] for e in examples if "code" in e.record]
    coded = load_scorer(SHARED, "score_plover")
    scores: dict[float, float] = {}
    for title, columns in (("reader", (0, 1)), ("reader, rules as features", (0, 1, 2, 3, 4))):
        chosen = []
        for half in (0, 1):
            learn = [n for n in range(len(examples)) if n % 2 != half]
            x = np.concatenate([table[n][0] for n in learn])[:, columns]
            full = np.zeros((len(x), 5))
            full[:, list(columns)] = x
            y, keep = [], []
            for n in learn:
                for pair, k, _ in table[n][1]:
                    y.append(examples[n].types[pair, k] > 0)
                    keep.append(examples[n].weights[pair] >= 1)
            w = fit(full[keep], np.array(y, dtype=float)[keep])
            print(title, "weights", np.round(w, 2).tolist())
            chosen += [(n, w) for n in range(len(examples)) if n % 2 == half]
        for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45):
            lines = [
                line
                for n, w in chosen
                for line in lines_above(examples[n], answers[n], table[n], w, columns, threshold, said)
            ]
            rows = scorer.score(golds, lines)["rows"]
            show(f"{title} >= {threshold}", rows, coded.score(codes, lines))
            if len(columns) > 2:
                scores[threshold] = rows["relations: coarse"]["f1"]
    x = np.concatenate([rows for rows, _ in table])
    asked = [(n, pair, k) for n, (_, keys) in enumerate(table) for pair, k, _ in keys]
    keep = [bool(examples[n].weights[pair] >= 1) for n, pair, _ in asked]
    y = np.array([examples[n].types[pair, k] > 0 for n, pair, k in asked], dtype=float)
    numbers = dict(zip(("scale", "shift", "event", "static", "other"), fit(x[keep], y[keep]).tolist(), strict=True))
    # Of thresholds that are as good to half a point the strictest: what is drawn had better be so.
    chosen_threshold = max(t for t, f1 in scores.items() if f1 >= max(scores.values()) - 0.005)
    (WORK / "with_rules.json").write_text(json.dumps({**numbers, "threshold": chosen_threshold}))
    print(numbers, chosen_threshold)


def lines_above(
    example: Example, numbers: Any, table: Any, w: np.ndarray, columns: Sequence[int], threshold: float, said: Any
) -> list[dict[str, Any]]:
    """The facts whose combined probability reaches the threshold, as lines of the exchange format."""
    from training.data import KINDS, MODALITIES, PARENT

    x, keys = table
    full = np.zeros_like(x)
    full[:, list(columns)] = x[:, list(columns)]
    chances = 1 / (1 + np.exp(-full @ w))
    entities, out = example.record["entities"], {}
    for (pair, k, same), chance in zip(keys, chances, strict=True):
        if chance < threshold:
            continue
        s, t = (example.entities[i] for i in example.pairs[pair])
        members = [n for n, parent in enumerate(PARENT) if parent == k]
        kind = KINDS[max(members, key=lambda n: numbers[1][pair, n])]
        mode = MODALITIES[int(np.argmax(numbers[2][pair]))]
        if same and len(columns) > 2:
            ends = tuple((entities[i]["start"], entities[i]["mention"]) for i in (s, t))
            kind = said[example.record["id"]][ends][TYPES[k]]["relation"]
        if ONTOLOGY.relations[kind].symmetric and s > t:
            s, t = t, s
        if not ONTOLOGY.allows(kind, entities[s]["label"], entities[t]["label"]):
            continue
        out[s, t, kind] = {
            "id": example.record["id"], "relation": kind, "plover": ONTOLOGY.relations[kind].plover, "modality": mode,
            "source": entities[s], "target": entities[t],
        }  # fmt: skip
    return list(out.values())


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
