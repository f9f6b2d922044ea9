"""The neural reader: a small encoder that reads a sentence with its actors and says who did what to whom."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from graphkb.actors import Sighting
from graphkb.ontology import Label, Ontology
from graphkb.relations.considered import Considered
from graphkb.relations.decoding import Array, Finding, Scheme, decode, likeliest_kind, probabilities
from graphkb.relations.marking import LABELS, Marked, mark
from graphkb.relations.network import Network, Numbers
from graphkb.relations.possible import is_possible
from graphkb.relations.relation import Modality, Polarity, Relation
from graphkb.relations.words import pointed_words, tagged_spans
from graphkb.text import Sentence

MOST_SPANS = 24
"""Spans read of one sentence; a list longer than this is cut, for the pairs grow with its square."""

LEFT_UNDONE = frozenset({"SNUBS", "ABSTAINS"})
"""What is done by leaving something undone: a "not" tells it, and does not deny it."""
NOT = re.compile(r"\bnot\b|n['’]t\b|\bnever\b", re.IGNORECASE)


class Span(NamedTuple):
    """Words that name or describe somebody, in characters of the text, with the reader's score for it."""

    start: int
    end: int
    label: Label
    score: float


NUMBERS = ("least", "beside", "scale", "shift", "event", "static", "other", "behind")
"""What of a `Scheme` comes with the weights."""


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
        self,
        sentences: Sequence[Sentence],
        sightings: Sequence[Sighting],
        *,
        ontology: Ontology,
        rules: Sequence[Relation] | None = None,
    ) -> list[Relation]:
        """The relations of one article that are probable enough, in the order of its sentences.

        A sentence with fewer than two different actors is not read. A relation's confidence is the probability that
        somebody who annotates the sentence writes down one of its type (the kind of the ontology's PLOVER parent).

        What the rules found may be given: it makes what it agrees with more probable, and a relation that both
        find is given in the words of the rules.
        """
        scheme, heard = self._scheme(ontology, rules), _heard(rules or (), ontology)
        found: dict[int, list[Relation]] = {}
        for task, numbers in self.network.ask(self._tasks(sentences, sightings)):
            found[task.sentence.index] = list(_relations(task, numbers, heard, scheme, ontology))
        return [relation for index in sorted(found) for relation in found[index]]

    def weigh(
        self,
        sentences: Sequence[Sentence],
        sightings: Sequence[Sighting],
        *,
        ontology: Ontology,
        rules: Sequence[Relation] | None = None,
        floor: float = 0.05,
    ) -> list[Considered]:
        """Everything of at least the probability `floor`, whether it stands in the end or not, the likeliest first."""
        scheme, heard = self._scheme(ontology, rules), _heard(rules or (), ontology)
        weighed = [
            one
            for task, numbers in self.network.ask(self._tasks(sentences, sightings))
            for one in _considered(task, numbers, heard, scheme, ontology)
            if one.probability >= floor
        ]
        return sorted(weighed, key=lambda one: (one.sentence.index, -one.probability))

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

    def _scheme(self, ontology: Ontology, rules: Sequence[Relation] | None) -> Scheme:
        raw = self.network.meaning
        numbers = raw["alone" if rules is None else "with_rules"]
        return Scheme(
            types=tuple(raw["types"]),
            kinds=tuple(raw["kinds"]),
            parents=tuple(raw["parents"]),
            modalities=tuple(raw["modalities"]),
            symmetric=frozenset(kind.name for kind in ontology.relations.values() if kind.symmetric),
            thresholds=tuple(numbers["thresholds"][name] for name in raw["types"]),
            **{name: numbers[name] for name in NUMBERS},
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


Heard = Mapping[tuple[int, int], Mapping[str, Relation]]
"""For a pair of sightings, by their identity: the relation of each type that the rules found between them."""


def _heard(rules: Sequence[Relation], ontology: Ontology) -> Heard:
    heard: dict[tuple[int, int], dict[str, Relation]] = defaultdict(dict)
    for relation in rules:
        kind = ontology.relation(relation.kind)
        heard[id(relation.source), id(relation.target)][kind.plover or kind.name] = relation
        if kind.symmetric:
            heard[id(relation.target), id(relation.source)].setdefault(kind.plover or kind.name, relation)
    return heard


def _considered(
    task: _Task, numbers: Numbers, heard: Heard, scheme: Scheme, ontology: Ontology
) -> Iterator[Considered]:
    hints, said = _heard_of(task, heard, scheme, ontology)
    alone = probabilities(numbers.types, scheme=scheme)
    sure = probabilities(numbers.types, scheme=scheme, said=said)
    for n, (source, target) in enumerate(task.pairs):
        start, end = pointed_words(numbers.triggers[n], task.marked.offsets, task.sentence.text)
        for of_type in range(1, len(scheme.types)):
            name, known = scheme.types[of_type], hints[n].get(scheme.types[of_type])
            yield Considered(
                sentence=task.sentence,
                source=task.sightings[source],
                target=task.sightings[target],
                type=name,
                kind=known.kind if known else likeliest_kind(numbers.kinds[n], of_type, scheme=scheme),
                words=known.trigger if known else task.sentence.text[start:end],
                probability=round(float(sure[n, of_type]), 3),
                alone=round(float(alone[n, of_type]), 3),
                threshold=scheme.thresholds[of_type],
                rule=known.rule if known else None,
            )


def _relations(task: _Task, numbers: Numbers, heard: Heard, scheme: Scheme, ontology: Ontology) -> Iterator[Relation]:
    hints, said = _heard_of(task, heard, scheme, ontology)
    best: dict[tuple[str, str, str], Relation] = {}
    for finding in decode(numbers.types, numbers.kinds, numbers.modality, task.pairs, scheme=scheme, said=said):
        known = hints[finding.pair].get(finding.type)
        relation = _agreed(known, finding) if known else _read(task, numbers, finding)
        source, target = relation.source.entity, relation.target.entity if relation.target else relation.source.entity
        if not is_possible(relation.kind, source, target, ontology=ontology):
            continue
        key = (source.id, relation.kind, target.id)
        if key not in best or best[key].confidence < relation.confidence:
            best[key] = relation
    yield from best.values()


def _heard_of(
    task: _Task, heard: Heard, scheme: Scheme, ontology: Ontology
) -> tuple[list[Mapping[str, Relation]], Array]:
    """For each pair of a sentence what the rules found of it, and what that adds to the log-odds of each type."""
    hints = [_hints(task, pair, heard) for pair in task.pairs]
    return hints, np.stack([_added(hint, scheme, ontology) for hint in hints])


def _hints(task: _Task, pair: tuple[int, int], heard: Heard) -> Mapping[str, Relation]:
    source, target = (id(task.sightings[n]) for n in pair)
    return heard.get((source, target), {})


def _added(hint: Mapping[str, Relation], scheme: Scheme, ontology: Ontology) -> Array:
    if not hint:
        return np.zeros(len(scheme.types), dtype=np.float32)
    named = [
        (scheme.static if ontology.relation(hint[of_type].kind).plover is None else scheme.event)
        if of_type in hint
        else scheme.other
        for of_type in scheme.types
    ]
    return np.array(named, dtype=np.float32)


def _agreed(known: Relation, finding: Finding) -> Relation:
    return replace(known, confidence=round(finding.confidence, 3), rule=f"{known.rule} + reader")


def _read(task: _Task, numbers: Numbers, finding: Finding) -> Relation:
    start, end = pointed_words(numbers.triggers[finding.pair], task.marked.offsets, task.sentence.text)
    polarity, modality = _said(finding.modality)
    if finding.kind in LEFT_UNDONE and NOT.search(task.sentence.text, max(start - len("not "), 0), end):
        polarity = "affirmed"  # who "did not meet" somebody has snubbed him
    return Relation(
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
