"""Affiliations: bonds that no role noun names, "Jane Doe of the bank", "the Doe government", "a Briton"."""

from collections.abc import Iterator

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.bond import Bond, bond
from graphkb.relations.scene import PERSONS, Scene

STANDING_AT = frozenset(["of", "from", "at", "with"])


def find_affiliations(scene: Scene) -> Iterator[Bond]:
    """Every bond that a name makes with the body after it, the body it is part of, or the nationality before it."""
    for sighting in scene.sightings:
        if scene.span(sighting):
            yield from _of_a_body(sighting, scene)
            yield from _own_body(sighting, scene)
            yield from _nationality(sighting, scene)


def _of_a_body(sighting: Sighting, scene: Scene) -> Iterator[Bond]:
    """ "Jane Doe of the World Bank", "Jane Doe, from the World Bank"."""
    is_name = sighting.mention.kind == "name" and scene.head(sighting).pos_ == "PROPN"
    if sighting.entity.label not in PERSONS or not is_name:
        return
    following = scene.next(scene.span(sighting)[-1])
    if following is not None and following.text == ",":
        following = scene.next(following)
    if following is None or following.lower_ not in STANDING_AT:
        return
    for token in following.children:
        if token.dep_ == "pobj":
            for body in scene.meant(token):
                if body.entity.label == "Organization":
                    yield bond(sighting, "REPRESENTS", body, at=following, rule="name: of a body")


def _own_body(sighting: Sighting, scene: Scene) -> Iterator[Bond]:
    """ "The Doe government" is led by Doe."""
    head = scene.head(sighting)
    if head.lemma_.lower() in scene.cues.bodies:
        for inner in scene.inside(sighting):
            if inner.entity.label == "Leader":
                yield bond(inner, "LEADS", sighting, at=head, rule="name: leader's body")


def _nationality(sighting: Sighting, scene: Scene) -> Iterator[Bond]:
    head, label = scene.head(sighting), sighting.entity.label
    if label == "Person" or (label == "Group" and head.lemma_.lower() in scene.cues.people):
        for token in scene.between(scene.left_edge(head), head):
            if token.dep_ in ("amod", "compound", "nmod"):
                yield from _citizen(sighting, token, scene, rule="demonym: before person")
    if label in PERSONS:
        for token in _predicated(head):
            yield from _citizen(sighting, token, scene, rule="demonym: said of person")


def _citizen(sighting: Sighting, token: Token, scene: Scene, *, rule: str) -> Iterator[Bond]:
    state = scene.smallest(token)
    if state is not None and state.entity.label == "State" and token.pos_ in ("ADJ", "NOUN", "PROPN"):
        yield bond(sighting, "CITIZEN_OF", state, at=token, rule=rule)


def _predicated(head: Token) -> Iterator[Token]:
    """What an apposition or "is" says of a person, where an article or an adjective shows that it is no place."""
    found = [c for c in head.children if c.dep_ == "appos"]
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ == "be":
        found += [c for c in head.head.children if c.dep_ in ("attr", "acomp")]
    yield from (t for t in found if t.pos_ == "ADJ" or any(c.lower_ in ("a", "an") for c in t.children))
