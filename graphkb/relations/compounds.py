"""Compounds: what a hyphen joins, "US-backed rebels" and "anti-government protesters"."""

from collections.abc import Iterator

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.bond import Bond, bond
from graphkb.relations.frames import Frame, Lexicon
from graphkb.relations.scene import Scene

NEAR = 25


def find_compounds(scene: Scene, *, lexicon: Lexicon) -> Iterator[Bond]:
    """Every bond that a hyphenated word makes between the name in it and the phrase around it."""
    for token in scene.tokens:
        for frame in lexicon.of("compound", token.lower_):
            yield from _fits(frame, token, scene)


def _fits(frame: Frame, token: Token, scene: Scene) -> Iterator[Bond]:
    prefixed = frame.pattern.startswith(tuple(f"{head}-" for head in frame.heads))
    hyphen = scene.next(token) if prefixed else scene.previous(token)
    if hyphen is None or hyphen.text != "-":
        return
    name = scene.next(hyphen) if prefixed else scene.previous(hyphen)
    named = scene.smallest(name) if name is not None else None
    around = _around(token, name, named, scene) if name is not None and named is not None else None
    if named is None or around is None:
        return
    ends = (named, around) if frame.source.where == "hyphen" else (around, named)
    slot = frame.target if frame.source.where == "hyphen" else frame.source
    if slot is not None and (not slot.labels or around.entity.label in slot.labels):
        yield bond(ends[0], frame.relation, ends[1], at=token, rule=f"compound: {frame.shown(token.lower_)}")


def _around(token: Token, name: Token, named: Sighting, scene: Scene) -> Sighting | None:
    """The phrase that a hyphenated word stands in or before."""
    for covering in sorted(scene.covering(token), key=lambda s: s.mention.start - s.mention.end):
        if covering is not named:
            return covering
    head = token.head if token.dep_ in ("amod", "compound", "nmod") else name.head
    for _ in range(2):
        if head.i > token.i and (found := scene.named(head)) and found is not named:
            return found
        head = head.head
    place = scene.sentence.offset + token.idx
    following = next((s for s in scene.sightings if s.mention.start >= place), None)
    return following if following is not None and following.mention.start - place < NEAR else None
