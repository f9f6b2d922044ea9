"""Places and events: what lies or happens where, and who takes part in what."""

from collections.abc import Iterator

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.clauses import is_verb, objects, prepositional, subjects
from graphkb.relations.offices import Bond
from graphkb.relations.scene import Scene

INSIDE = frozenset(["in", "at", "near", "outside", "inside", "within", "around", "across", "off", "of", "from"])
LOCATED = frozenset(["Event", "Organization", "Place", "Group"])
SITES = frozenset(["Place", "State"])
ACTORS = frozenset(["Leader", "Person", "State", "Organization", "Group"])
TAKING_PART = frozenset(["at", "in", "during", "of", "between", "by", "with", "involving", "among"])


def find_places(scene: Scene) -> Iterator[Bond]:
    """What the sentence says lies or happens in which place."""
    for sighting in scene.sightings:
        span = scene.span(sighting)
        if sighting.entity.label not in LOCATED or not span:
            continue
        head = next((t for t in span if t.head not in span or t.head == t), span[-1])
        for word, token in prepositional(head):
            if word in INSIDE and (word not in ("of", "from") or sighting.entity.label == "Place"):
                yield from _bonds(sighting, token, scene, scene.tokens[token.i - scene.tokens[0].i - 1])
        if sighting.entity.label == "Place":
            for child in head.children:
                if child.dep_ in ("appos", "npadvmod", "nmod") and child.i > head.i:
                    yield from _bonds(sighting, child, scene, child)
        if sighting.entity.label == "Event" and is_verb(head.head) and head.dep_ in ("nsubj", "nsubjpass", "dobj"):
            for word, token in prepositional(head.head):
                if word in ("in", "at", "near", "outside", "across"):
                    yield from _bonds(sighting, token, scene, head.head)


def _bonds(sighting: Sighting, token: Token, scene: Scene, trigger: Token) -> Iterator[Bond]:
    for site in scene.meant(token):
        if site.entity.label in SITES and site.entity.id != sighting.entity.id:
            yield Bond(sighting, "LOCATED_IN", site, trigger, trigger, f"place of {sighting.entity.label}")


def find_participants(scene: Scene) -> Iterator[Bond]:
    """Who takes part in an event that the sentence names."""
    for sighting in scene.sightings:
        span = scene.span(sighting)
        if sighting.entity.label != "Event" or not span:
            continue
        head = next((t for t in span if t.head not in span or t.head == t), span[-1])
        for actor, trigger in _participants(head, scene):
            if actor.entity.label in ACTORS:
                yield Bond(actor, "PARTICIPATES_IN", sighting, trigger, trigger, "part in event")


def _participants(head: Token, scene: Scene) -> Iterator[tuple[Sighting, Token]]:
    for child in head.children:
        if child.dep_ == "poss":
            yield from ((s, head) for s in scene.meant(child))
    for word, token in prepositional(head):
        if word in ("between", "by", "involving", "among", "with", "of"):
            yield from ((s, head) for s in scene.meant(token) if word != "of" or s.entity.label in ACTORS)
    if head.dep_ == "pobj" and head.head.lower_ in ("at", "during") and is_verb(head.head.head):
        yield from _doers(head.head.head, scene, head.head)
    if head.dep_ == "dobj" and is_verb(head.head) and head.head.lemma_.lower() in scene.cues.light_verbs:
        yield from ((s, head.head) for t in subjects(head.head) for s in scene.meant(t))


def _doers(verb: Token, scene: Scene, trigger: Token) -> Iterator[tuple[Sighting, Token]]:
    for token in [*subjects(verb), *objects(verb)]:
        yield from ((s, trigger) for s in scene.meant(token))
