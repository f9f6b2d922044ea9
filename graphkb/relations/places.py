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
AROUND = frozenset(["at", "near", "outside", "on", "across"])
LEADING_ON = frozenset(["the", "in", "city", "town", "of", "province", "capital", "region"])
COMPASS = ("north", "south", "east", "west", "central")
ACTORS = frozenset(["Leader", "Person", "State", "Organization", "Group"])


def find_places(scene: Scene) -> Iterator[Bond]:
    """What the sentence says lies or happens in which place."""
    for sighting in scene.sightings:
        if sighting.entity.label in LOCATED and scene.span(sighting):
            yield from _right_after(sighting, scene)
            yield from _after_preposition(sighting, scene)
            if sighting.entity.label == "Event":
                yield from _in_its_name(sighting, scene)
            yield from _said_by_verb(sighting, scene)


def _after_preposition(sighting: Sighting, scene: Scene) -> Iterator[Bond]:
    """ "The court in Strelsau", "the siege of Strelsau"; at and near a place only events are."""
    head, label = scene.head(sighting), sighting.entity.label
    for word, token in prepositional(head):
        if word in INSIDE:
            yield from _bonds(sighting, token, scene, at=head, sites=SITES)
        elif (label == "Event" and word in AROUND) or (label in ("Event", "Place") and word == "of"):
            yield from _bonds(sighting, token, scene, at=head, sites=PLACE)


def _in_its_name(event: Sighting, scene: Scene) -> Iterator[Bond]:
    """ "The Strelsau talks"; no place that a hyphen joins to another ("the Strelsau-Zenda railway dispute")."""
    head = scene.head(event)
    for inner in scene.inside(event):
        following = scene.next(scene.span(inner)[-1])
        if inner.entity.label == "Place" and following is not None and following.text != "-":
            yield from _bonds(event, scene.head(inner), scene, at=head, sites=PLACE)


def _said_by_verb(sighting: Sighting, scene: Scene) -> Iterator[Bond]:
    """ "The summit opened in Strelsau", "the group is based in Ruritania"."""
    verb = scene.head(sighting).head
    if scene.head(sighting).dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb):
        return
    if sighting.entity.label == "Event" or verb.lemma_.lower() in scene.cues.presence:
        for word, token in prepositional(verb):
            if word in INSIDE | AROUND - {"on"}:
                yield from _bonds(sighting, token, scene, at=verb, sites=SITES)


def _right_after(sighting: Sighting, scene: Scene) -> Iterator[Bond]:
    """A place named right after it: "Strelsau, Ruritania", "a court in northern Ruritania"."""
    joint = scene.next(scene.span(sighting)[-1])
    if joint is None or joint.lower_ not in ("in", ",", "("):
        return
    if joint.text == "," and sighting.entity.label != "Place":
        return
    token = scene.next(joint)
    while token is not None and _only_leads_on(token):
        token = scene.next(token)
    site = scene.smallest(token) if token is not None else None
    if site is None or token is None or site.entity.label not in SITES:
        return
    if joint.lower_ == "in" or not _goes_on(site, scene):
        at = joint if joint.is_alpha else token
        yield bond(sighting, "LOCATED_IN", site, at=at, rule="place: right after")


def _only_leads_on(token: Token) -> bool:
    """Whether a word merely stands before a place: "in the north-eastern province of"."""
    return token.lower_ in LEADING_ON or token.text == "-" or token.lower_.startswith(COMPASS)


def _goes_on(site: Sighting, scene: Scene) -> bool:
    """Whether a list goes on after a place: "Strelsau, Zenda and Hentzau"."""
    after = scene.next(scene.span(site)[-1])
    return len(scene.with_list(site)) > 2 or (after is not None and after.lower_ in ("and", "'s", "’s", "or"))


def _bonds(sighting: Sighting, token: Token, scene: Scene, *, at: Token, sites: frozenset[str]) -> Iterator[Bond]:
    for site in scene.meant(token):
        if site.entity.label in sites and site.entity.id != sighting.entity.id:
            yield bond(sighting, "LOCATED_IN", site, at=at, rule=f"place: of {sighting.entity.label.lower()}")


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
