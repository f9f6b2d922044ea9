"""Events: one node for a happening, dated where the words beside it tell when."""

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


LASTING = frozenset(
    "war conflict crisis invasion occupation pandemic epidemic uprising revolution genocide insurgency intifada".split()
)
"""Happenings so long that the ones of the same name in two articles are one."""


def event_of(mention: Mention, scene: Scene) -> Entity:
    """The event a mention means: one named before where only "the summit" is left of it, else a new one."""
    kind = mention.head.lemma_.lower()
    name, place = _name(mention, scene)
    if name.lower() in (kind, mention.head.lower_) and any(word.lower_ in THIS_ONE for word in mention.head.children):
        for found in scene.before(mention):
            if found.entity.label == "Event" and found.entity.kind == kind:
                return found.entity
    told = _told_date(mention)
    named = place or any(scene.inside(mention))
    undated = "undated" if named and kind in LASTING else bound("undated", scene.article.id)
    return Entity(
        id=f"event/{slug(name)}/{told.date.strftime(DATED[told.precision]) if told else undated}",
        name=name,
        label="Event",
        kind=kind,
        date=told.date if told else None,
        date_precision=told.precision if told else None,
    )


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


def _told_date(mention: Mention) -> DateMention | None:
    """The date among the words of the event's noun ("September's summit"), else that of its verb."""
    own = {token.i for token in mention.head.subtree}
    verb = _verb(mention.head)
    shift = mention.sentence.offset
    beside: DateMention | None = None
    for told in find_dates(mention.sentence):
        inside = [token for token in mention.sentence.span if told.start <= shift + token.idx < told.end]
        if any(token.i in own for token in inside):
            return told
        if verb is not None and any(_verb(token) == verb for token in inside):
            beside = beside or told
    return beside


def _verb(token: Token) -> Token | None:
    """The verb that governs a token, two steps up at most."""
    for _ in range(3):
        if token.pos_ in ("VERB", "AUX"):
            return token
        token = token.head
    return None
