"""The reader's network: its weights, opened once, and the numbers it gives for marked sentences."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from graphkb.errors import ModelError
from graphkb.relations.decoding import Array
from graphkb.relations.marking import LABELS, Marked

_BATCH = 16
_CELLS = 40_000
"""Pairs times tokens in one batch, which bounds the memory (about 50 MB)."""


class Question(Protocol):
    """A marked sentence, and the pairs of its spans that are asked about."""

    @property
    def marked(self) -> Marked: ...
    @property
    def pairs(self) -> Sequence[tuple[int, int]]: ...


AnyQuestion = TypeVar("AnyQuestion", bound=Question)


class Numbers(NamedTuple):
    """For each pair of one sentence: scores of the types, kinds and modalities, and of each token as the trigger."""

    types: Array
    kinds: Array
    modality: Array
    triggers: Array


class Network:
    """The encoder and the head for pairs, run by onnxruntime."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Open the weights in a folder; raises `ModelError` where they are missing or broken."""
        try:
            self.meaning: Mapping[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._encoder = _session(folder / "encoder.onnx", threads)
            self._heads = _session(folder / "pairs.onnx", threads)
        # The libraries raise bare Exceptions of their own for a file that is none of theirs.
        except Exception as error:
            raise ModelError(f"{folder}: the reader's weights do not load: {error}") from error

    def ask(self, questions: Iterable[AnyQuestion]) -> Iterator[tuple[AnyQuestion, Numbers]]:
        """Each question with its numbers, the short ones first."""
        for batch in _batches(questions):
            table = _padded([question.marked for question in batch])
            (states,) = self._encoder.run(["states"], table)
            rows = self._heads.run(Numbers._fields, {"states": states, "mask": table["mask"], **_numbered(batch)})
            cuts = np.cumsum([len(question.pairs) for question in batch])[:-1].tolist()
            for question, *parts in zip(batch, *(np.split(row, cuts) for row in rows), strict=True):
                yield question, Numbers(*parts)

    def tags(self, sentences: Sequence[Marked]) -> list[Array]:
        """For each sentence, tokens x labels x (outside, first, inside)."""
        found: dict[int, Array] = {}
        order = sorted(range(len(sentences)), key=lambda n: len(sentences[n].ids))
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            (rows,) = self._encoder.run(["tags"], _padded([sentences[n] for n in chosen]))
            for n, row in zip(chosen, rows, strict=True):
                found[n] = row[: len(sentences[n].ids)].reshape(-1, len(LABELS), 3)
        return [found[n] for n in range(len(sentences))]


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


def _batches(questions: Iterable[AnyQuestion]) -> Iterator[list[AnyQuestion]]:
    """Questions of like length together, never more in a batch than memory is meant for."""
    batch: list[AnyQuestion] = []
    pairs = 0
    for question in sorted(questions, key=lambda q: len(q.marked.ids)):
        if batch and (len(batch) == _BATCH or (pairs + len(question.pairs)) * len(question.marked.ids) > _CELLS):
            yield batch
            batch, pairs = [], 0
        batch.append(question)
        pairs += len(question.pairs)
    if batch:
        yield batch


def _padded(rows: Sequence[Marked]) -> dict[str, np.ndarray[Any, Any]]:
    ids = np.zeros((len(rows), max(len(row.ids) for row in rows)), dtype=np.int64)
    mask = np.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = row.ids
        mask[n, : len(row.ids)] = 1
    return {"ids": ids, "mask": mask}


def _numbered(batch: Sequence[Question]) -> dict[str, np.ndarray[Any, Any]]:
    """Spans and pairs of all sentences of a batch, in one row each, as the head for pairs wants them."""
    rows: dict[str, list[int]] = defaultdict(list)
    for n, question in enumerate(batch):
        first = len(rows["span_sentence"])
        for start, end in filter(None, question.marked.spans):
            rows["span_sentence"].append(n)
            rows["span_start"].append(start)
            rows["span_end"].append(end)
            rows["span_label"].append(question.marked.ids[start] - 1)
        rows["source"] += [first + a for a, _ in question.pairs]
        rows["target"] += [first + b for _, b in question.pairs]
    return {name: np.array(row, dtype=np.int64) for name, row in rows.items()}
