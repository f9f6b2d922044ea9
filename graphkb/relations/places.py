"""Places and events: what lies or happens where, and who takes part in what."""

from collections.abc import Iterator

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.bond import Bond, bond
from graphkb.relations.clauses import is_verb, prepositional, subjects, surface_subjects
from graphkb.relations.scene import Scene

INSIDE = frozenset(["in", "inside", "within"])
LOCATED = frozenset(["Event", "Organization", "Place"])
SITES = frozenset(["Place", "State"])
PLACE = frozenset(["Place"])
COMPASS = ("north", "south", "east", "west", "central")
ACTORS = frozenset(["Leader", "Person", "State", "Organization", "Group"])


def find_places(scene: Scene) -> Iterator[Bond]:
    """What the sentence says lies or happens in which place."""
    for sighting in scene.sightings:
        span, label = scene.span(sighting), sighting.entity.label
        if label not in LOCATED or not span:
            continue
        head = scene.head(sighting)
        yield from _right_after(sighting, span[-1], scene)
        for word, token in prepositional(head):
            if (
                word in INSIDE
                or (label == "Event" and word in ("at", "near", "outside", "on"))
                or (label == "Place" and word == "of")
            ):
                yield from _bonds(sighting, token, scene, head, sites=SITES if word in INSIDE else PLACE)
        if label == "Event":
            for inner in scene.inside(sighting):
                if inner.entity.label == "Place" or (
                    scene.head(inner).dep_ in ("compound", "amod") and head.lemma_.lower() in scene.cues.conflicts
                ):
                    yield from _bonds(sighting, scene.head(inner), scene, head, sites=SITES)
        if (
            is_verb(head.head)
            and head.dep_ in ("nsubj", "nsubjpass")
            and (label == "Event" or head.head.lemma_.lower() in scene.cues.presence)
        ):
            for word, token in prepositional(head.head):
                if word in ("in", "at", "near", "outside", "across"):
                    yield from _bonds(sighting, token, scene, head.head, sites=SITES)


def _right_after(sighting: Sighting, last: Token, scene: Scene) -> Iterator[Bond]:
    """A place named right after it: "Strelsau, Ruritania", "a court in northern Ruritania"."""
    joint = scene.next(last)
    if joint is None or joint.lower_ not in ("in", ",", "("):
        return
    if joint.lower_ == "," and sighting.entity.label != "Place":
        return
    token = scene.next(joint)
    while token is not None and (
        token.lower_ in ("the", "in", "city", "town", "of", "province", "capital")
        or token.lower_.startswith(COMPASS)
        or token.text == "-"
    ):
        token = scene.next(token)
    site = scene.smallest(token) if token is not None else None
    if (
        site
        and site.entity.label in SITES
        and token is not None
        and (joint.lower_ == "in" or not _goes_on(site, scene))
    ):
        yield bond(sighting, "LOCATED_IN", site, at=joint if joint.is_alpha else token, rule="place: right after")


def _goes_on(site: Sighting, scene: Scene) -> bool:
    """Whether a list goes on after a place: "Strelsau, Zenda and Hentzau"."""
    after = scene.next(scene.span(site)[-1])
    return len(scene.with_list(site)) > 2 or (after is not None and after.lower_ in ("and", "'s", "’s", "or"))


def _bonds(sighting: Sighting, token: Token, scene: Scene, trigger: Token, *, sites: frozenset[str]) -> Iterator[Bond]:
    for site in scene.meant(token):
        if site.entity.label in sites and site.entity.id != sighting.entity.id:
            yield bond(sighting, "LOCATED_IN", site, at=trigger, rule=f"place: of {sighting.entity.label.lower()}")


def find_participants(scene: Scene) -> Iterator[Bond]:
    """Who takes part in an event that the sentence names."""
    for sighting in scene.sightings:
        if sighting.entity.label != "Event" or not scene.span(sighting):
            continue
        for actor, trigger in _participants(scene.head(sighting), scene):
            if actor.entity.label in ACTORS:
                yield bond(actor, "PARTICIPATES_IN", sighting, at=trigger, rule="event: part in it")


def _participants(head: Token, scene: Scene) -> Iterator[tuple[Sighting, Token]]:
    word = head.lemma_.lower()
    if word in scene.cues.gatherings or word in scene.cues.conflicts:
        for preposition, token in prepositional(head):
            if preposition in ("between", "involving", "among", "with") or (
                preposition == "of" and word in scene.cues.gatherings
            ):
                yield from ((s, head) for s in scene.meant(token))
    if word in scene.cues.gatherings:
        for child in head.children:
            if child.dep_ == "poss":
                yield from ((s, head) for s in scene.meant(child))
        if head.dep_ == "pobj" and head.head.lower_ in ("at", "during") and is_verb(head.head.head):
            for token in surface_subjects(head.head.head):
                yield from ((s, head.head) for s in scene.meant(token))
    if head.dep_ == "dobj" and is_verb(head.head) and head.head.lemma_.lower() in scene.cues.holding:
        yield from ((s, head.head) for t in subjects(head.head) for s in scene.meant(t))
