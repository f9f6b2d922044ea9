"""Make what is shipped: `python -m training.ship`, after `training.train` and `training.combine`.

Calibrates and sets thresholds on held-out answers (those beside the rules come from `training.combine`), exports the
final reader as int8 ONNX, and measures what a fold's reader loses by it.
"""

import argparse
import json
import pickle
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from graphkb.relations.network import Network
from graphkb.relations.reader import Reader as Shipped
from training.data import Example, Record, fold_of, load_records
from training.export import export, fingerprint
from training.judge import Answers, load_scorer, tune
from training.model import Reader, load_encoder
from training.train import HERE, MINILM, SHARED, WORK, answer, report

MODEL = HERE.parent / "graphkb" / "relations" / "model"


def main() -> None:
    """Ship the final reader as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", default="reader", help="the name given to training.train")
    parser.add_argument("--weights", help="the weights to ship, if not those of --name")
    parser.add_argument("--fold", type=int, help="compare this fold's reader before and after export, and ship nothing")
    parser.add_argument("--folds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    held = held_out(options.name)
    if options.fold is not None:
        compare(options.name, options.fold, options.folds, held)
        return
    scheme = tune(*held[2:])
    numbers = json.loads((WORK / "with_rules.json").read_text())
    common = numbers.pop("threshold")
    both = replace(scheme, thresholds=(1.0, *[common] * (len(scheme.types) - 1)), **numbers)
    export(_load(options.weights or options.name), MINILM / "tokenizer.json", scheme, MODEL, with_rules=both)
    for name, digest in fingerprint(MODEL).items():
        print(f"{digest}  {name}  {(MODEL / name).stat().st_size:,} bytes")


def held_out(name: str) -> tuple[list[Example], list[Answers], list[Example], list[Answers]]:
    """The held-out answers of all folds that were trained: actors given, and actors found."""
    given, given_answers, found, found_answers = [], [], [], []
    for path in sorted(WORK.glob(f"{name}-*.answers")):
        with path.open("rb") as handle:
            rows = pickle.load(handle)
            annotated = [n for n, example in enumerate(rows[2]) if "coded only" not in example.record]
        given += rows[0]
        given_answers += rows[1]
        found += [rows[2][n] for n in annotated]
        found_answers += [rows[3][n] for n in annotated]
    return given, given_answers, found, found_answers


def _load(name: str) -> Reader:
    reader = Reader(load_encoder(MINILM))
    reader.load_state_dict(torch.load(WORK / f"{name}.pt"))
    return reader.eval()


def compare(
    name: str, fold: int, folds: int, held: tuple[list[Example], list[Answers], list[Example], list[Answers]]
) -> None:
    """Print the figures of one fold's reader as it was trained, exported, and exported with int8 weights."""
    reader = _load(f"{name}-{fold}")
    scheme = tune(*held[2:])
    examples = [e for e in held[0] if fold_of(e.record, folds) == fold]
    print("PyTorch")
    report(examples, answer(reader, examples), scheme)
    records = [r for r in load_records(SHARED) if fold_of(r, folds) == fold]
    for kind, quantized in (("ONNX, 32 bits", False), ("ONNX, int8", True)):
        with tempfile.TemporaryDirectory() as folder:
            export(reader, MINILM / "tokenizer.json", scheme, Path(folder), quantized=quantized)
            network = Network(Path(folder))
        began = time.process_time()
        answers = shipped_answers(network, examples)
        took = time.process_time() - began
        print(f"{kind}: {len(examples) / took:.0f} sentences a CPU second")
        report(examples, answers, scheme)
        spans(Shipped(network), records)


def shipped_answers(network: Network, examples: Sequence[Example]) -> list[Answers]:
    """What the exported reader answers, in the order of the examples."""
    numbers = {id(e): tuple(rows) for e, rows in network.ask([e for e in examples if e.pairs])}
    nothing = tuple(np.zeros((0, 1), dtype=np.float32) for _ in range(4))
    return [numbers.get(id(e), nothing) for e in examples]  # type: ignore[misc]


def spans(reader: Shipped, records: Sequence[Record]) -> None:
    """Print how well spans and their labels are found in plain sentences."""
    found = reader.find_all_spans([r["text"] for r in records])
    lines = [
        {
            "id": record["id"],
            "entities": [
                {
                    "mention": record["text"][s.start : s.end],
                    "name": record["text"][s.start : s.end],
                    "start": s.start,
                    "label": s.label,
                    "code": None,
                }
                for s in row
            ],
        }
        for record, row in zip(records, found, strict=True)
    ]
    rows = load_scorer(SHARED).score(list(records), lines)["rows"]
    for name in ("entities: span", "entities: span + label"):
        print(name, json.dumps({k: v for k, v in rows[name].items() if k != "by_type"}))


if __name__ == "__main__":
    main()
