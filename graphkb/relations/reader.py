"""The neural reader: a small encoder that reads a sentence with its actors and says who did what to whom."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graphkb.actors import Sighting
from graphkb.ontology import Label, Ontology
from graphkb.relations.decoding import Finding, Scheme, decode
from graphkb.relations.marking import LABELS, Marked, mark
from graphkb.relations.network import Network, Numbers
from graphkb.relations.relation import Modality, Polarity, Relation
from graphkb.relations.words import pointed_words, tagged_spans
from graphkb.text import Sentence

MOST_SPANS = 24
"""Spans read of one sentence; a list longer than this is cut, for the pairs grow with its square."""


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
    """Reads sentences with a network. Get the one that comes with graphkb by `load_reader()`."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def find_relations(
        self, sentences: Sequence[Sentence], sightings: Sequence[Sighting], *, ontology: Ontology
    ) -> list[Relation]:
        """The relations of one article that are probable enough, in the order of its sentences.

        A sentence with fewer than two different actors is not read. A relation's confidence is the probability that
        somebody who annotates the sentence writes down one of its type (the kind of the ontology's PLOVER parent).
        """
        scheme = self._scheme(ontology)
        found: dict[int, list[Relation]] = {}
        for task, numbers in self.network.ask(self._tasks(sentences, sightings)):
            found[task.sentence.index] = list(_relations(task, numbers, scheme, ontology))
        return [relation for index in sorted(found) for relation in found[index]]

    def find_spans(self, text: str) -> list[Span]:
        """The words of a sentence that name, describe or replace somebody who takes part, in the order of the text."""
        return self.find_all_spans([text])[0]

    def find_all_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of several sentences, a list for each; faster than one after the other."""
        plain = [mark(text, [], tokenizer=self.network.tokenizer) for text in texts]
        return [
            [
                Span(start, end, LABELS[label], score)
                for start, end, label, score in tagged_spans(tags, row.offsets, text)
            ]
            for text, row, tags in zip(texts, plain, self.network.tags(plain), strict=True)
        ]

    def _scheme(self, ontology: Ontology) -> Scheme:
        raw = self.network.meaning
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
            marked = mark(sentence.text, spans, tokenizer=self.network.tokenizer)
            seen = [s for s, span in zip(chosen, marked.spans, strict=True) if span is not None]
            pairs = tuple(
                (a, b) for a, one in enumerate(seen) for b, other in enumerate(seen) if one.entity.id != other.entity.id
            )
            if pairs:
                spans_seen = tuple(span for span in marked.spans if span is not None)
                yield _Task(sentence, tuple(seen), Marked(marked.ids, marked.offsets, spans_seen), pairs)


@cache
def load_reader(folder: Path | None = None) -> Reader:
    """The reader that comes with graphkb, or that of a folder; opened once.

    Raises `ModelError` where the weights are missing or broken.

    >>> [(span.label, span.score > 0.5) for span in load_reader().find_spans("France attacked Spain.")]
    [('State', True), ('State', True)]
    """
    return Reader(Network(folder or Path(__file__).with_name("model")))


def _relations(task: _Task, numbers: Numbers, scheme: Scheme, ontology: Ontology) -> Iterator[Relation]:
    best: dict[tuple[str, str, str], Finding] = {}
    for finding in decode(numbers.types, numbers.kinds, numbers.modality, task.pairs, scheme=scheme):
        source, target = (task.sightings[n].entity for n in (finding.source, finding.target))
        if finding.kind not in ontology.relations or not ontology.allows(finding.kind, source.label, target.label):
            continue
        key = (source.id, finding.kind, target.id)
        if key not in best or best[key].confidence < finding.confidence:
            best[key] = finding
    for finding in best.values():
        start, end = pointed_words(numbers.triggers[finding.pair], task.marked.offsets, task.sentence.text)
        polarity, modality = _said(finding.modality)
        yield Relation(
            sentence=task.sentence,
            source=task.sightings[finding.source],
            kind=finding.kind,
            target=task.sightings[finding.target],
            trigger=task.sentence.text[start:end],
            trigger_start=task.sentence.start + start,
            polarity=polarity,
            modality=modality,
            confidence=round(finding.confidence, 3),
            rule="reader",
        )


def _said(modality: str) -> tuple[Polarity, Modality]:
    if modality == "negated":
        return "denied", "asserted"
    return "affirmed", modality  # type: ignore[return-value]
