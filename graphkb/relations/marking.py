"""A sentence as the reader's encoder sees it: word pieces, with one label token before each actor."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from graphkb.ontology import Label

LABELS: tuple[Label, ...] = ("Leader", "Person", "State", "Organization", "Group", "Event", "Place")
MAX_TOKENS = 224
"""Word pieces and label tokens read of one sentence; what stands behind them is not seen."""

_FIRST_MARK = 1
"""The id of the first of BERT's unused tokens; the seven labels take the first seven."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Ids of tokens, the characters each stands for, and for each span its tokens (None: not seen).

    `offsets` is (-1, -1) for a token that stands for no character; `spans` counts the label token in.
    """

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int] | None, ...]


def mark(text: str, spans: Sequence[tuple[int, int, Label]], *, tokenizer: Tokenizer) -> Marked:
    """The tokens of a sentence with a label token before each span (start, end, label), in characters."""
    pieces = tokenizer.encode(text, add_special_tokens=True)
    starts: dict[int, list[int]] = {}
    covered = [_covered(pieces.offsets, start, end) for start, end, _ in spans]
    # Of two spans that begin together the longer one is marked first, so that the shorter lies inside it.
    for index in sorted(range(len(spans)), key=lambda i: spans[i][0] - spans[i][1]):
        if (found := covered[index]) is not None:
            starts.setdefault(found[0], []).append(index)
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    opened: dict[int, int] = {}
    place: list[int] = []
    for number, (piece, (start, end)) in enumerate(zip(pieces.ids, pieces.offsets, strict=True)):
        for index in starts.get(number, ()):
            opened[index] = len(ids)
            ids.append(_FIRST_MARK + LABELS.index(spans[index][2]))
            offsets.append((-1, -1))
        place.append(len(ids))
        ids.append(piece)
        offsets.append((start, end) if end > start else (-1, -1))
    ranges = [
        (opened[index], place[found[1] - 1] + 1)
        if (found := covered[index]) is not None and place[found[1] - 1] < MAX_TOKENS
        else None
        for index in range(len(spans))
    ]
    return Marked(tuple(ids[:MAX_TOKENS]), tuple(offsets[:MAX_TOKENS]), tuple(ranges))


def _covered(offsets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    inside = [n for n, (left, right) in enumerate(offsets) if left < end and right > start and right > left]
    return (inside[0], inside[-1] + 1) if inside else None
