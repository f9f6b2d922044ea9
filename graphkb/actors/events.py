"""Events: one node for a happening, dated where the words beside it tell when."""

from collections.abc import Iterable

from spacy.tokens import Token

from graphkb.actors.entity import Entity
from graphkb.actors.offices import THIS_ONE
from graphkb.actors.scene import Scene
from graphkb.actors.slugs import bound, slug
from graphkb.mentions import Mention
from graphkb.text import find_dates
from graphkb.text.dates import DateMention

LONGEST_GAP = 12
"""Characters between an event's noun and the name that says where."""

DATED = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


VOTES = frozenset({"vote", "ballot", "resolution"})
ELECTIONS = VOTES | {"election", "referendum", "poll"}
ASSEMBLIES = frozenset("assembly council parliament senate congress duma knesset commission committee house".split())

LASTING = frozenset(
    "war conflict crisis invasion occupation pandemic epidemic uprising revolution genocide insurgency intifada".split()
)
"""Happenings so long that the ones of the same name in two articles are one."""


def event_of(mention: Mention, scene: Scene) -> Entity:
    """The event a mention means: one named before where only "the summit" is left of it, else a new one."""
    kind = mention.head.lemma_.lower()
    name, place = _name(mention, scene)
    bare = mention.text.lower() in (kind, mention.head.lower_)
    told = _told_date(mention)
    before = _said_before(mention, kind, scene) if bare and not place else None
    if before is not None:
        own = _told_date(mention, own=True)
        if own is None or before.date is not None:
            return before
        return _event(before.name, before.kind or kind, own, "")
    body = _voting_body(mention, name if place else "", scene) if bare and kind in VOTES else None
    if body is not None:
        name, kind = f"{body.name} vote", "vote"
    named = place or body is not None or any(scene.inside(mention))
    undated = "undated" if named and kind in LASTING else bound("undated", scene.article.id)
    return _event(name, kind, told, undated)


def _event(name: str, kind: str, told: DateMention | None, undated: str) -> Entity:
    return Entity(
        id=f"event/{slug(name)}/{told.date.strftime(DATED[told.precision]) if told else undated}",
        name=name,
        label="Event",
        kind=kind,
        date=told.date if told else None,
        date_precision=told.precision if told else None,
    )


def dated(events: Iterable[Entity]) -> dict[str, Entity]:
    """For each event of an article that has no date, by its id, the one of the same name that has one.

    "the vote" of the first sentence is "Monday's vote" of the third.
    """
    by_name: dict[str, dict[str, Entity]] = {}
    for event in events:
        by_name.setdefault(event.name.lower(), {})[event.id] = event
    found: dict[str, Entity] = {}
    for same in by_name.values():
        told = [event for event in same.values() if event.date_precision == "day"]
        if len(told) == 1:
            found |= {event.id: told[0] for event in same.values() if event.date is None}
    return found


def _said_before(mention: Mention, kind: str, scene: Scene) -> Entity | None:
    """The event of that kind named last, where a mention is no more than "the summit"; the vote may be an election."""
    head = mention.head
    if not any(word.lower_ in THIS_ONE or word.dep_ == "poss" for word in head.children):
        return None
    kinds = ELECTIONS if kind in VOTES else frozenset({kind})
    for found in scene.before(mention):
        if found.entity.label == "Event" and found.entity.kind in kinds:
            told = _told_date(mention, own=True)
            return found.entity if told is None or found.entity.date in (None, told.date) else None
    return None


def _voting_body(mention: Mention, name: str, scene: Scene) -> Entity | None:
    """The assembly whose vote it is: the one inside its `name`, else in the sentence, else in the ones right before."""
    named = (*scene.seen_in(mention.sentence), *scene.near(mention))
    bodies = (found for found in named if _votes(found.entity, scene))
    return next((found.entity for found in bodies if not name or name.endswith(found.mention.text)), None)


def _votes(entity: Entity, scene: Scene) -> bool:
    if entity.label != "Organization":
        return False
    return scene.gazetteer.kinds.get(entity.id) == "parliament" or slug(entity.name).split("-")[-1] in ASSEMBLIES


def _name(mention: Mention, scene: Scene) -> tuple[str, bool]:
    """The words of a mention, and those behind it that say where or of what: "talks in Oslo"."""
    end = mention.end
    for child in mention.head.rights:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "at", "on"):
            found = next((found for part in child.children if (found := scene.at(part))), None)
            if found is not None and 0 <= found.mention.start - end <= LONGEST_GAP:
                end = found.mention.end
                break
    return " ".join(scene.article.text[mention.start : end].split()), end != mention.end


def _told_date(mention: Mention, *, own: bool = False) -> DateMention | None:
    """The date among the words of the event's noun ("September's summit"), else that of its verb unless only `own`."""
    words = {token.i for token in mention.head.subtree}
    verb = _verb(mention.head)
    shift = mention.sentence.offset
    beside: DateMention | None = None
    for told in find_dates(mention.sentence):
        inside = [token for token in mention.sentence.span if told.start <= shift + token.idx < told.end]
        if any(token.i in words for token in inside):
            return told
        if not own and verb is not None and any(_verb(token) == verb for token in inside):
            beside = beside or told
    return beside


def _verb(token: Token) -> Token | None:
    """The verb that governs a token, two steps up at most."""
    for _ in range(3):
        if token.pos_ in ("VERB", "AUX"):
            return token
        token = token.head
    return None
