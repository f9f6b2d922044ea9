"""The neural reader: a small encoder that reads a sentence with its actors and says who did what to whom."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from graphkb.actors import Sighting
from graphkb.errors import ModelError
from graphkb.ontology import Label, Ontology
from graphkb.relations.decoding import Array, Finding, Scheme, decode
from graphkb.relations.marking import LABELS, Marked, mark
from graphkb.relations.relation import Modality, Polarity, Relation
from graphkb.relations.words import pointed_words, tagged_spans
from graphkb.text import Sentence

MOST_SPANS = 24
"""Spans read of one sentence; a list longer than this is cut, for the pairs grow with its square."""

_BATCH = 16
_CELLS = 40_000
"""Pairs times tokens in one batch, which bounds the memory (about 50 MB)."""


class Span(NamedTuple):
    """Words that name or describe somebody, in characters of the text, with the reader's score for it."""

    start: int
    end: int
    label: Label
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One sentence to be read: its sightings in the order of the text, as tokens and as pairs."""

    sentence: Sentence
    sightings: tuple[Sighting, ...]
    marked: Marked
    pairs: tuple[tuple[int, int], ...]


class Reader:
    """Reads sentences with the weights of one folder. Make one with `load_reader()`."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Open the weights; raises `ModelError` where they are missing or broken."""
        try:
            self._meaning: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._encoder = _session(folder / "encoder.onnx", threads)
            self._heads = _session(folder / "pairs.onnx", threads)
        # The libraries raise bare Exceptions of their own for a file that is none of theirs.
        except Exception as error:
            raise ModelError(f"{folder}: the reader's weights do not load: {error}") from error

    def find_relations(
        self, sentences: Sequence[Sentence], sightings: Sequence[Sighting], *, ontology: Ontology
    ) -> list[Relation]:
        """The relations of one article that are probable enough, in the order of its sentences.

        A sentence with fewer than two different actors is not read.
        """
        scheme = self._scheme(ontology)
        found: dict[int, list[Relation]] = {}
        for batch in _batches(self._tasks(sentences, sightings)):
            for task, numbers in zip(batch, self._read(batch), strict=True):
                found[task.sentence.index] = list(_relations(task, numbers, scheme, ontology))
        return [relation for index in sorted(found) for relation in found[index]]

    def find_spans(self, text: str) -> list[Span]:
        """The words of a sentence that name, describe or replace somebody who takes part, in the order of the text."""
        return self.find_all_spans([text])[0]

    def find_all_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of several sentences, a list for each; faster than one after the other."""
        plain = [mark(text, [], tokenizer=self._tokenizer) for text in texts]
        found: list[list[Span]] = [[] for _ in texts]
        order = sorted(range(len(texts)), key=lambda n: len(plain[n].ids))
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            _, tags = self._states([plain[n] for n in chosen])
            for n, rows in zip(chosen, tags, strict=True):
                scores = rows[: len(plain[n].ids)].reshape(-1, len(LABELS), 3)
                found[n] = [
                    Span(start, end, LABELS[label], score)
                    for start, end, label, score in tagged_spans(scores, plain[n].offsets)
                ]
        return found

    def _scheme(self, ontology: Ontology) -> Scheme:
        raw = self._meaning
        return Scheme(
            types=tuple(raw["types"]),
            kinds=tuple(raw["kinds"]),
            parents=tuple(raw["parents"]),
            modalities=tuple(raw["modalities"]),
            symmetric=frozenset(kind.name for kind in ontology.relations.values() if kind.symmetric),
            thresholds=tuple(raw["thresholds"][name] for name in raw["types"]),
            scale=raw["scale"],
            shift=raw["shift"],
        )

    def _tasks(self, sentences: Sequence[Sentence], sightings: Sequence[Sighting]) -> Iterator[_Task]:
        by_sentence: dict[int, list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            by_sentence[sighting.mention.sentence.index].append(sighting)
        for sentence in sentences:
            chosen = sorted(by_sentence[sentence.index], key=lambda s: (s.mention.start, -s.mention.end))[:MOST_SPANS]
            if len({s.entity.id for s in chosen}) < 2:
                continue
            spans = [(s.mention.start - sentence.start, s.mention.end - sentence.start, s.entity.label) for s in chosen]
            marked = mark(sentence.text, spans, tokenizer=self._tokenizer)
            seen = [s for s, span in zip(chosen, marked.spans, strict=True) if span is not None]
            pairs = tuple(
                (a, b) for a, one in enumerate(seen) for b, other in enumerate(seen) if one.entity.id != other.entity.id
            )
            if pairs:
                spans_seen = tuple(span for span in marked.spans if span is not None)
                yield _Task(sentence, tuple(seen), Marked(marked.ids, marked.offsets, spans_seen), pairs)

    def _states(self, rows: Sequence[Marked]) -> tuple[Array, Array]:
        states, tags = self._encoder.run(["states", "tags"], _padded(rows))
        return states, tags

    def _read(self, batch: Sequence[_Task]) -> list[tuple[Array, Array, Array, Array]]:
        table = _padded([task.marked for task in batch])
        (states,) = self._encoder.run(["states"], table)
        outputs = ["types", "kinds", "modality", "triggers"]
        rows = self._heads.run(outputs, {"states": states, "mask": table["mask"], **_numbered(batch)})
        cuts = np.cumsum([len(task.pairs) for task in batch])[:-1].tolist()
        return list(zip(*(np.split(row, cuts) for row in rows), strict=True))


@cache
def load_reader(folder: Path | None = None) -> Reader:
    """The reader that comes with graphkb, or that of a folder; opened once.

    Raises `ModelError` where the weights are missing or broken.

    >>> [(span.label, span.score > 0.5) for span in load_reader().find_spans("France attacked Spain.")]
    [('State', True), ('State', True)]
    """
    return Reader(folder or Path(__file__).with_name("model"))


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


def _batches(tasks: Iterator[_Task]) -> Iterator[list[_Task]]:
    """Tasks of like length together, never more in a batch than memory is meant for."""
    batch: list[_Task] = []
    pairs = 0
    for task in sorted(tasks, key=lambda t: len(t.marked.ids)):
        if batch and (len(batch) == _BATCH or (pairs + len(task.pairs)) * len(task.marked.ids) > _CELLS):
            yield batch
            batch, pairs = [], 0
        batch.append(task)
        pairs += len(task.pairs)
    if batch:
        yield batch


def _padded(rows: Sequence[Marked]) -> dict[str, np.ndarray[Any, Any]]:
    ids = np.zeros((len(rows), max(len(row.ids) for row in rows)), dtype=np.int64)
    mask = np.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = row.ids
        mask[n, : len(row.ids)] = 1
    return {"ids": ids, "mask": mask}


def _numbered(batch: Sequence[_Task]) -> dict[str, np.ndarray[Any, Any]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for n, task in enumerate(batch):
        first = len(rows["span_sentence"])
        for span, sighting in zip(task.marked.spans, task.sightings, strict=True):
            start, end = span or (0, 0)
            rows["span_sentence"].append(n)
            rows["span_start"].append(start)
            rows["span_end"].append(end)
            rows["span_label"].append(LABELS.index(sighting.entity.label))
        rows["source"] += [first + a for a, _ in task.pairs]
        rows["target"] += [first + b for _, b in task.pairs]
    return {name: np.array(row, dtype=np.int64) for name, row in rows.items()}


def _relations(
    task: _Task, numbers: tuple[Array, Array, Array, Array], scheme: Scheme, ontology: Ontology
) -> Iterator[Relation]:
    types, kinds, modality, triggers = numbers
    best: dict[tuple[str, str, str], Finding] = {}
    for finding in decode(types, kinds, modality, task.pairs, scheme=scheme):
        source, target = (task.sightings[n].entity for n in (finding.source, finding.target))
        if finding.kind not in ontology.relations or not ontology.allows(finding.kind, source.label, target.label):
            continue
        key = (source.id, finding.kind, target.id)
        if key not in best or best[key].confidence < finding.confidence:
            best[key] = finding
    for finding in best.values():
        start, end = pointed_words(triggers[finding.pair], task.marked.offsets, task.sentence.text)
        polarity, mode = _polarity(finding.modality)
        yield Relation(
            sentence=task.sentence,
            source=task.sightings[finding.source],
            kind=finding.kind,
            target=task.sightings[finding.target],
            trigger=task.sentence.text[start:end],
            trigger_start=task.sentence.start + start,
            polarity=polarity,
            modality=mode,
            confidence=round(finding.confidence, 3),
            rule="reader",
        )


def _polarity(modality: str) -> tuple[Polarity, Modality]:
    if modality == "negated":
        return "denied", "asserted"
    return "affirmed", modality  # type: ignore[return-value]
