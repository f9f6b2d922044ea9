"""Learning: sentences in, a trained reader out, on one or several processes."""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, distributed

from training.data import Example, Noise, Record, as_seen, make_example
from training.model import Reader, batch_of, load_encoder


def train(
    records: Sequence[Record],
    tokenizer: Tokenizer,
    seen: Mapping[str, list[Record]],
    options: argparse.Namespace,
    *,
    encoder: Path,
    start: Path | None = None,
    half_way: Callable[[Reader], None] | None = None,
) -> Reader:
    """A reader that has learnt from the records, half of the time with the entities that are found in use.

    It begins with the published encoder, or with all weights of `start`.
    """
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    reader = Reader(load_encoder(encoder))
    if start:
        reader.load_state_dict(torch.load(start))
    rank, world = (distributed.get_rank(), distributed.get_world_size()) if distributed.is_initialized() else (0, 1)
    torch.manual_seed(options.seed + rank)
    learning = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": learning, "lr": options.encoder_rate}, {"params": heads, "lr": options.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = options.epochs * -(-len(records) // options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.1 * steps), max(0.0, (steps - n) / (0.9 * steps)))
    )
    reader.train()
    began, step = time.monotonic(), 0
    for epoch in range(options.epochs):
        chosen = [as_seen(r, seen[r["id"]]) if _as_found(r, seen, rng) else r for r in records]
        examples = [make_example(r, tokenizer, noise=Noise(), rng=rng) for r in chosen]
        for batch in batches(examples, options.batch, rng):
            optimizer.zero_grad()
            loss = _loss(reader, batch[rank::world], step, options)
            loss.backward()
            if world > 1:
                _share_gradients(learning + heads, world)
            torch.nn.utils.clip_grad_norm_(learning + heads, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % options.log_every == 0 and rank == 0:
                seconds = time.monotonic() - began
                print(f"epoch {epoch + 1} step {step}/{steps} loss {loss.item():.3f} {seconds:.0f} s", flush=True)
        if half_way and rank == 0 and epoch + 1 == options.epochs // 2:
            half_way(reader.eval())
            reader.train()
    return reader.eval()


def _as_found(record: Record, seen: Mapping[str, list[Record]], rng: random.Random) -> bool:
    return "coded only" in record or (record["id"] in seen and rng.random() < 0.5)


def _loss(reader: Reader, batch: Sequence[Example], step: int, options: argparse.Namespace) -> Tensor:
    loss = torch.zeros((), requires_grad=True)
    if paired := [e for e in batch if e.pairs]:
        loss = reader.relation_loss(batch_of(paired), paired, options.none_weight)
    # A third of the sentences is read a second time, without label tokens, to learn the finding of spans.
    if options.span_weight and (plain := [e for e in batch if "coded only" not in e.record][step % 3 :: 3]):
        loss = loss + options.span_weight * reader.span_loss(plain)
    return loss


def _share_gradients(parameters: Sequence[Tensor], world: int) -> None:
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
    flat = torch.cat([g.reshape(-1) for g in grads])
    distributed.all_reduce(flat)
    for p, g in zip(parameters, flat.split([g.numel() for g in grads]), strict=True):
        p.grad = (g / world).view_as(p)


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """All examples in batches of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.marked.ids) + rng.random() * 16)
    cut = [order[n : n + size] for n in range(0, len(order), size)]
    rng.shuffle(cut)
    return iter(cut)


def on_processes(work: Callable[[int, argparse.Namespace], None], options: argparse.Namespace) -> None:
    """Do the work on as many processes as wanted; each is told its rank, and they share their gradients."""
    if options.workers == 1:
        work(0, options)
        return
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(_joined, (work, options, f"file://{folder}/meeting"), nprocs=options.workers)


def _joined(rank: int, work: Callable[[int, argparse.Namespace], None], options: argparse.Namespace, at: str) -> None:
    distributed.init_process_group("gloo", init_method=at, rank=rank, world_size=options.workers)
    work(rank, options)
    distributed.barrier()
    distributed.destroy_process_group()
