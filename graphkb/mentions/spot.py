"""A run of tokens that may be a mention, before the overlapping ones are settled."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from graphkb.mentions.mention import MentionKind
from graphkb.ontology import Label


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start` to `end` of a parsed text, what they look like, and who says so."""

    start: int
    end: int
    label: Label
    kind: MentionKind
    head: Token
    source: str

    def covers(self, other: "Spot") -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Spot") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def spot_of(span: Span, label: Label, kind: MentionKind, source: str) -> Spot:
    """The spot of a span of tokens."""
    return Spot(span.start_char, span.end_char, label, kind, span.root, source)


PREFERENCE = ("gazetteer", "title", "surname", "model")


def settled(spots: Iterable[Spot]) -> list[Spot]:
    """The spots that stay where several overlap: the longest, of those the best known.

    A state stays inside the name of a body or an event: "U.S." in "U.S. State Department".
    """
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start - spot.end, PREFERENCE.index(spot.source))):
        if all(not spot.overlaps(other) or _stays_inside(spot, other) for other in kept):
            kept.append(spot)
    return sorted(kept, key=lambda spot: spot.start)


def _stays_inside(spot: Spot, outer: Spot) -> bool:
    named = outer.source in ("model", "gazetteer") and outer.label in ("Organization", "Event", "Group")
    return spot.label == "State" and named and outer.start == spot.start and spot.end < outer.end
