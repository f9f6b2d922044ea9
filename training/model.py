"""The reader as a network: one small encoder, a head for pairs of spans and a head for spans."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.data import KINDS, LABELS, MODALITIES, PARENT, TYPES, Example

WIDTH = 384
LAYERS = 6
HEADS = 12
DISTANCES = (1, 2, 3, 5, 8, 12, 18, 26, 40)


class Layer(nn.Module):
    """One transformer layer as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            f(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        scores = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bias, dim=-1)
        mixed = (self.dropout(scores) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.out_norm(x + self.dropout(self.out(mixed)))
        return self.down_norm(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 without its pooling: ids to states."""

    def __init__(self) -> None:
        super().__init__()
        # The words keep their published vectors (a few thousand sentences would only bend those that they hold);
        # the label tokens learn theirs.
        self.words = nn.Embedding(30522, WIDTH)
        self.words.weight.requires_grad_(False)
        self.marks: nn.Embedding | None = nn.Embedding(1 + len(LABELS), WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def fold_marks(self) -> None:
        """Make the label tokens words like the others, as they are in use."""
        if self.marks is not None:
            self.words.weight[1 : 1 + len(LABELS)] = self.marks.weight[1:]
            self.marks = None

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.words(ids)
        if self.marks is not None:
            is_mark = (ids > 0) & (ids <= len(LABELS))
            x = torch.where(is_mark.unsqueeze(2), self.marks(ids * is_mark), x)
        x = x + self.places.weight[: ids.shape[1]]
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_encoder(folder: Path) -> Encoder:
    """The encoder with the published weights; the label tokens begin as the words they stand for."""
    old = load_file(folder / "model.safetensors")
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        # One kind of segment only: its embedding is folded into the positions.
        "places.weight": old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "out_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "down_norm": "output.LayerNorm",
    }
    for n in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                new[f"layers.{n}.{ours}.{part}"] = old[f"encoder.layer.{n}.{theirs}.{part}"]
    words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    rows = [0, *(words.index(label.lower()) for label in LABELS)]
    new["marks.weight"] = new["words.weight"][rows].clone()
    encoder = Encoder()
    encoder.load_state_dict(new)
    return encoder


@dataclass
class Batch:
    """Sentences side by side: tokens padded, spans and pairs of all sentences in one row each."""

    ids: Tensor
    mask: Tensor
    span_sentence: Tensor
    span_start: Tensor
    span_end: Tensor
    span_label: Tensor
    source: Tensor
    target: Tensor

    def inputs(self) -> tuple[Tensor, ...]:
        return (self.span_sentence, self.span_start, self.span_end, self.span_label, self.source, self.target)


def pad(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids of several sentences as one table, and which of its cells are real."""
    length = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.long)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1
    return ids, mask


def batch_of(examples: Sequence[Example]) -> Batch:
    """Examples as one batch."""
    ids, mask = pad([e.marked.ids for e in examples])
    sentence, start, end, label, source, target = [], [], [], [], [], []
    for n, example in enumerate(examples):
        first = len(sentence)
        for span in example.marked.spans:
            assert span is not None
            sentence.append(n)
            start.append(span[0])
            end.append(span[1])
            label.append(example.marked.ids[span[0]] - 1)
        source += [first + s for s, _ in example.pairs]
        target += [first + t for _, t in example.pairs]
    rows = (torch.tensor(row, dtype=torch.long) for row in (sentence, start, end, label, source, target))
    return Batch(ids, mask, *rows)


class PairHead(nn.Module):
    """States and pairs of spans to type, exact kind, modality and trigger."""

    def __init__(self) -> None:
        super().__init__()
        self.label = nn.Embedding(len(LABELS), 32)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 2, 32)
        self.register_buffer("bounds", torch.tensor(DISTANCES), persistent=False)
        self.pair = nn.Linear(3 * WIDTH + 96, WIDTH)
        self.query, self.key = nn.Linear(WIDTH, 128), nn.Linear(WIDTH, 128)
        self.value = nn.Linear(WIDTH, WIDTH // 2)
        self.where = nn.Embedding(5, 1)
        self.join = nn.Linear(3 * WIDTH, WIDTH)
        self.whole = nn.Linear(WIDTH, WIDTH)
        self.dropout = nn.Dropout(0.2)
        self.types, self.kinds = nn.Linear(WIDTH, len(TYPES)), nn.Linear(WIDTH, len(KINDS))
        self.modality = nn.Linear(WIDTH, len(MODALITIES))
        nn.init.zeros_(self.where.weight)

    def forward(
        self, states: Tensor, mask: Tensor, sentence: Tensor, start: Tensor, end: Tensor, label: Tensor,
        source: Tensor, target: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:  # fmt: skip
        sums = nn.functional.pad(torch.cumsum(states, dim=1), (0, 0, 1, 0))
        spans = (sums[sentence, end] - sums[sentence, start]) / (end - start).unsqueeze(1)
        a, b = spans[source], spans[target]
        s0, s1, t0, t1 = start[source], end[source], start[target], end[target]
        gap = torch.where(s0 < t0, t0 - s1, s0 - t1).clamp(min=0)
        step = (gap.unsqueeze(1) >= self.bounds).sum(1)
        bucket = torch.where(s0 < t0, step, step + len(DISTANCES) + 1)
        known = [a, b, a * b, self.label(label[source]), self.label(label[target]), self.distance(bucket)]
        pair = nn.functional.gelu(self.pair(self.dropout(torch.cat(known, dim=1))))
        row = sentence[source]
        at = torch.arange(states.shape[1], device=states.device).unsqueeze(0)
        left, right = torch.minimum(s1, t1).unsqueeze(1), torch.maximum(s0, t0).unsqueeze(1)
        between = (at >= left) & (at < right)
        inside = ((at >= s0.unsqueeze(1)) & (at < s1.unsqueeze(1))) * 1 + (
            (at >= t0.unsqueeze(1)) & (at < t1.unsqueeze(1))
        ) * 2
        where = torch.where(inside > 0, inside.clamp(max=2) + 2, between.long() + 0)
        scores = torch.einsum("pk,ptk->pt", self.query(pair), self.key(states)[row]) / math.sqrt(128)
        scores = scores + self.where(where).squeeze(2) - 10000.0 * (1.0 - mask[row].to(scores.dtype))
        values = self.value(states)[row]
        focus = torch.einsum("pt,ptv->pv", torch.softmax(scores, dim=1), values)
        passed = (values + (between.to(values.dtype).unsqueeze(2) - 1.0) * 10000.0).max(dim=1).values
        passed = torch.where((left < right), passed, torch.zeros_like(passed))
        joined = torch.cat([pair, focus, passed, self.whole(states[row, 0])], dim=1)
        z = self.dropout(nn.functional.gelu(self.join(self.dropout(joined))))
        return self.types(z), self.kinds(z), self.modality(z), scores


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.pairs = PairHead()
        self.tags = nn.Sequential(nn.Dropout(0.1), nn.Linear(WIDTH, 3 * len(LABELS)))
        self.register_buffer("parent", torch.tensor(PARENT), persistent=False)

    def relation_loss(self, batch: Batch, examples: Sequence[Example], none_weight: float) -> Tensor:
        """How far the answers for all pairs of a batch are from the annotation."""
        states = self.encoder(batch.ids, batch.mask)
        types, kinds, modality, scores = self.pairs(states, batch.mask, *batch.inputs())
        wanted = torch.cat([torch.from_numpy(e.types) for e in examples])
        weights = torch.cat([torch.from_numpy(e.weights) for e in examples])
        weights = weights * torch.where(wanted[:, 0] > 0, none_weight, 1.0)
        loss = (-(wanted * types.log_softmax(1)).sum(1) * weights).sum() / weights.sum().clamp(min=1)
        related = torch.nonzero(wanted[:, 0] == 0).squeeze(1)
        if len(related):
            loss = loss + 0.3 * _pointing_loss(scores, examples, related)
        # Of a pair that is only coded neither the exact kind nor the modality is known.
        modes = torch.tensor([m for e in examples for m in e.modalities])
        related = torch.nonzero((wanted[:, 0] == 0) & (modes >= 0)).squeeze(1)
        if len(related):
            finer = torch.cat([torch.from_numpy(e.kinds) for e in examples])[related]
            loss = loss + 0.5 * -(finer * self.within(kinds[related])).sum(1).mean()
            loss = loss + 0.3 * nn.functional.cross_entropy(modality[related], modes[related])
        return loss

    def within(self, kinds: Tensor) -> Tensor:
        """Log probability of each kind among those of its type."""
        sums = torch.full((kinds.shape[0], len(TYPES)), -1e4).to(kinds)
        for n in range(1, len(TYPES)):
            sums[:, n] = kinds[:, self.parent == n].logsumexp(1)
        return kinds - sums[:, self.parent]

    def span_loss(self, examples: Sequence[Example]) -> Tensor:
        """How far the tags of all words of the plain sentences are from the annotation."""
        ids, mask = pad([e.plain.ids for e in examples])  # type: ignore[union-attr]
        logits = self.tags(self.encoder(ids, mask)).view(*ids.shape, len(LABELS), 3)
        wanted = torch.full((*ids.shape, len(LABELS)), -1, dtype=torch.long)
        for n, example in enumerate(examples):
            wanted[n, : len(example.tags)] = torch.from_numpy(example.tags)
        return len(LABELS) * nn.functional.cross_entropy(logits.reshape(-1, 3), wanted.reshape(-1), ignore_index=-1)


def _pointing_loss(scores: Tensor, examples: Sequence[Example], related: Tensor) -> Tensor:
    triggers = [t for e in examples for t in e.triggers]
    logs = scores.log_softmax(1)
    losses = [-logs[n, torch.tensor(triggers[n])].logsumexp(0) for n in related.tolist() if triggers[n]]
    return torch.stack(losses).mean() if losses else scores.sum() * 0
