"""From the reader's numbers for tokens to words of the sentence."""

from collections.abc import Sequence

import numpy as np

from graphkb.relations.decoding import Array

Offsets = Sequence[tuple[int, int]]


def pointed_words(scores: Array, offsets: Offsets, text: str) -> tuple[int, int]:
    """The characters of the words that the scores point at: the best token and neighbours of like score, made whole."""
    scores = np.where([start >= 0 for start, _ in offsets], scores[: len(offsets)], -np.inf)
    if not np.isfinite(scores).any():
        return 0, 0
    best = first = last = int(np.argmax(scores))
    likely = scores > scores[best] - 1.0  # more than a third as likely as the best
    while first > 0 and likely[first - 1]:
        first -= 1
    while last + 1 < len(offsets) and likely[last + 1]:
        last += 1
    start, end = offsets[first][0], offsets[last][1]
    return _whole(start, end, text)


def _whole(start: int, end: int, text: str) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def tagged_spans(scores: Array, offsets: Offsets, text: str) -> list[tuple[int, int, int, float]]:
    """(start, end, label, score) of the spans that the tags of each label draw, in the order of the text.

    `scores` is tokens x labels x (outside, first, inside). Of two labels for the same words the likelier stays.
    """
    exp = np.exp(scores - scores.max(axis=2, keepdims=True))
    chances = exp / exp.sum(axis=2, keepdims=True)
    best: dict[tuple[int, int], tuple[int, float]] = {}
    for label in range(scores.shape[1]):
        for first, last in _runs(chances[:, label].argmax(axis=1), offsets):
            score = float(1 - chances[first : last + 1, label, 0].max())
            words = _whole(offsets[first][0], offsets[last][1], text)
            if words not in best or best[words][1] < score:
                best[words] = label, score
    return sorted((start, end, label, score) for (start, end), (label, score) in best.items())


def _runs(tags: Sequence[int], offsets: Offsets) -> list[tuple[int, int]]:
    """First and last token of each run of tags; a run that does not begin with "first" is taken as well."""
    runs: list[tuple[int, int]] = []
    opened: int | None = None
    for n, tag in enumerate(tags):
        outside = tag == 0 or offsets[n][0] < 0
        if opened is not None and (outside or tag == 1):
            runs.append((opened, n - 1))
            opened = None
        if opened is None and not outside:
            opened = n
    if opened is not None:
        runs.append((opened, len(tags) - 1))
    return runs
