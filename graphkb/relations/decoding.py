"""From the reader's numbers for all pairs of spans to the relations it stands by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphkb.ontology import PLOVER_TYPES

Array = npt.NDArray[np.float32]

MOST_BEHIND = 6.0
"""A larger distance in log-odds counts as this one."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the numbers mean, and when they suffice.

    `types` begins with "none"; `parents` gives for each kind the number of its type. A type's probability is `scale *
    log-odds + shift` made a probability again, and stands from `thresholds[type]` on. Of a sentence in which no event
    reaches its threshold the likeliest stands from `least` on: a sentence with actors in it was mostly written because
    something happens between them. Where an event stands for a pair, other events of the same pair stand from `beside`
    on: whoever promises aid or rejects a demand does two things at once. Where the rules have been heard, `event` or
    `static` is added to the log-odds of the type they name for a pair, and `other` to those of the other types. An
    event loses `behind` times its distance in log-odds to the likeliest event of the sentence: what a sentence is
    about is said of few.
    """

    types: tuple[str, ...]
    kinds: tuple[str, ...]
    parents: tuple[int, ...]
    modalities: tuple[str, ...]
    symmetric: frozenset[str]
    thresholds: tuple[float, ...]
    least: float = 1.0
    beside: float = 1.0
    scale: float = 1.0
    shift: float = 0.0
    event: float = 0.0
    static: float = 0.0
    other: float = 0.0
    behind: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation between two spans, by their numbers, before anybody has seen its words."""

    pair: int
    source: int
    target: int
    type: str
    kind: str
    modality: str
    confidence: float


def probabilities(types: Array, *, scheme: Scheme, said: Array | float = 0.0) -> Array:
    """The calibrated probability of each type for each pair of a sentence, `said` being added to the log-odds."""
    exp = np.exp(types - types.max(axis=1, keepdims=True))
    raw = np.clip(exp / exp.sum(axis=1, keepdims=True), 1e-6, 1 - 1e-6)
    odds = scheme.scale * np.log(raw / (1 - raw)) + scheme.shift + said
    if events := _events(scheme):
        gap = odds[:, events].max(initial=-np.inf) - odds[:, events]
        odds[:, events] -= scheme.behind * np.minimum(gap, MOST_BEHIND)
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


def _events(scheme: Scheme) -> list[int]:
    return [n for n, of_type in enumerate(scheme.types) if of_type in PLOVER_TYPES]


def decode(
    types: Array,
    kinds: Array,
    modality: Array,
    pairs: Sequence[tuple[int, int]],
    *,
    scheme: Scheme,
    said: Array | float = 0.0,
) -> list[Finding]:
    """The relations whose type is probable enough, the kind of each being the best of its type."""
    if not pairs:
        return []
    sure = probabilities(types, scheme=scheme, said=said)
    found: dict[tuple[int, int, str], Finding] = {}
    for pair, of_type in np.argwhere(_standing(sure, scheme)):
        kind = likeliest_kind(kinds[pair], int(of_type), scheme=scheme)
        source, target = pairs[pair]
        if kind in scheme.symmetric and source > target:
            source, target = target, source
        mode = scheme.modalities[int(np.argmax(modality[pair]))]
        finding = Finding(int(pair), source, target, scheme.types[of_type], kind, mode, float(sure[pair, of_type]))
        # Of a kind between two spans in both directions, the likelier one: a mutual act has kinds of its own.
        key = (min(source, target), max(source, target), kind)
        if key not in found or found[key].confidence < finding.confidence:
            found[key] = finding
    return sorted(found.values(), key=lambda f: (f.source, f.target, -f.confidence))


def likeliest_kind(kinds: Array, of_type: int, *, scheme: Scheme) -> str:
    """The best of the relations of a type, by their scores for one pair."""
    members = np.flatnonzero(np.array(scheme.parents) == of_type)
    return scheme.kinds[int(members[np.argmax(kinds[members])])]


def _standing(sure: Array, scheme: Scheme) -> npt.NDArray[np.bool_]:
    """Which types stand for which pairs."""
    standing = sure >= np.array(scheme.thresholds)
    standing[:, 0] = False
    events = _events(scheme)
    if events and not standing[:, events].any():
        pair, event = np.unravel_index(np.argmax(sure[:, events]), (len(sure), len(events)))
        standing[pair, events[event]] = sure[pair, events[event]] >= scheme.least
    about = standing[:, events].any(axis=1, keepdims=True)
    standing[:, events] |= about & (sure[:, events] >= scheme.beside)
    return standing
