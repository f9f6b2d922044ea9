"""Descriptions and whom they mean: governments, officials, office holders, groups, and things said before."""

import re

from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.events import event_of
from graphkb.actors.offices import THIS_ONE, holder_of, named_holder
from graphkb.actors.scene import Scene
from graphkb.actors.sets import set_of
from graphkb.actors.slugs import bound, slug
from graphkb.actors.whose import described_body, only_state, resolve_owned, resolve_unowned
from graphkb.mentions import Mention
from graphkb.mentions.lexicon import load_lexicon
from graphkb.mentions.names import key_of

OFFICIALS = frozenset({"official", "leader", "authority", "ruler", "leadership"})
UNNAMED = "unnamed"
"""The kind of a group of which nobody can say who it is: "countries", "officials"."""

KINDS_OF = {
    "party": {"party"},
    "army": {"army"},
    "court": {"court"},
    "tribunal": {"court"},
    "bank": {"bank", "central-bank"},
    "agency": {"agency", "media"},
    "company": {"company"},
    "alliance": {"alliance", "igo"},
    "bloc": {"alliance", "igo"},
    "organization": {"igo", "ngo", "armed-group"},
    "organisation": {"igo", "ngo", "armed-group"},
    "group": {"armed-group", "ngo", "union", "alliance"},
    "movement": {"armed-group", "party"},
    "militia": {"armed-group"},
    "ministry": {"ministry"},
    "department": {"ministry"},
    "military": {"army"},
    "parliament": {"parliament"},
    "watchdog": {"igo", "ngo", "agency"},
    "charity": {"ngo"},
    "broadcaster": {"media"},
    "newspaper": {"media"},
    "firm": {"company"},
}
"""The kinds of organization (organizations.csv) that a noun with "the" may point back to."""


def resolve_description(mention: Mention, scene: Scene) -> None:
    """Resolve a description: by what it names, by the office it names, by what came before, or as its own node."""
    owner = next(scene.owners(mention), None)
    if mention.label == "Group" and (several := set_of(mention, scene)):
        scene.see_all(mention, several, "counted or listed together")
    elif mention.head.lemma_.lower() == "side" and not any(scene.inside(mention)):
        return  # which side, nobody says
    elif mention.label == "State":
        _resolve_government(mention, owner, scene)
    elif mention.label == "Organization" and owner is not None and mention.head.lemma_.lower() in OFFICIALS:
        scene.see(mention, owner.entity, "officials of a body")
    elif mention.label in ("Leader", "Person"):
        _resolve_person(mention, owner, scene)
    elif mention.label == "Event":
        scene.see(mention, event_of(mention, scene), "happening named in the text")
    elif (name := described_body(mention, scene)) is not None:
        _resolve_body(mention, name, scene)
    elif (before := _said_before(mention, scene)) is not None:
        scene.see(mention, before, "said before")
    else:
        scene.see(mention, _described(mention, scene), "described in the text")


def _resolve_body(mention: Mention, name: str, scene: Scene) -> None:
    """Resolve a body by whose it is told to be, by what came before, or by what else the article tells."""
    resolve_owned(mention, scene, name)
    if scene.of(mention) is None and (before := _said_before(mention, scene)) is not None:
        scene.see(mention, before, "said before")
    if scene.of(mention) is None:
        resolve_unowned(mention, scene, name)


def _resolve_government(mention: Mention, owner: Sighting | None, scene: Scene) -> None:
    owners = [*scene.inside(mention), *([owner] if owner else [])]
    for entity in (found.entity for found in owners):
        state = scene.state_of(entity)
        if state is not None and entity.label in ("State", "Leader", "Place", "Organization"):
            scene.see(mention, state, "government of a state")
            return
    if owner is not None and owner.entity.label in ("Leader", "Person", "Place"):
        return  # somebody's government, but nobody knows of which state
    noun = mention.head.lemma_.lower()
    if noun == "regime" and any(c.dep_ == "compound" and c.tag_ in ("NN", "NNS") for c in mention.head.lefts):
        return  # "the sanctions regime" rules nobody
    # "the country" is one that was named, seldom the one of a mere "American" before it.
    near = [found.entity for found in scene.near(mention) if found.mention.kind != "demonym"]
    near += [found.entity for found in scene.near(mention)]
    states = [entity for entity in near if entity.label == "State"]
    states += [state for entity in near if entity.label in ("Leader", "Place") and (state := scene.state_of(entity))]
    if noun in ("kingdom", "republic"):
        states = [state for state in states if any(noun in key_of(name) for name in (state.name, *state.aliases))]
    if states:
        scene.see(mention, states[0], "the state named before")
    elif noun in load_lexicon().government:
        home = only_state(scene)
        reason = "described in the text" if home is None else "government of the only state told of"
        scene.see(mention, home or _described(mention, scene), reason)


def _resolve_person(mention: Mention, owner: Sighting | None, scene: Scene) -> None:
    body = owner.entity if owner is not None and owner.entity.label in ("State", "Organization") else None
    # "chief executive" is an office of some, and only a job with most.
    holder = holder_of(mention, body, scene) if body else None
    if holder is not None:
        scene.see(mention, holder, "holder of the office then")
        return
    if mention.label == "Leader":
        named = named_holder(mention, body, scene)
        if named is not None:
            scene.see(mention, named, "role told before")
            return
    scene.see(mention, _described(mention, scene), "described in the text")


def _said_before(mention: Mention, scene: Scene) -> Entity | None:
    """What "the group", "the rebels", "the ministry" point back to: the last one of that kind, close by."""
    if not any(child.lower_ in THIS_ONE for child in mention.head.children):
        return None
    noun = mention.head.lemma_.lower()
    if _at_home(mention, scene) is not None:
        return None
    bare = len(mention.text.split()) == 1
    for found in scene.near(mention):
        if found.entity.label != mention.label:
            continue
        if found.mention.kind == "description" and found.mention.head.lemma_.lower() == noun and bare:
            return found.entity
        if bare and mention.label == "Organization" and _is_a(noun, found.entity, scene):
            return found.entity
    return None


def _is_a(noun: str, entity: Entity, scene: Scene) -> bool:
    kind = scene.gazetteer.kinds.get(entity.id)
    return kind in KINDS_OF.get(noun, ()) or any(
        slug(noun) in slug(name).split("-") for name in (entity.name, *entity.aliases)
    )


def _described(mention: Mention, scene: Scene) -> Entity:
    """A node for a description; bound to the article unless it contains a name or belongs to somebody who has one."""
    text = " ".join(mention.text.split())
    if mention.label == "Group":
        text = counted_off(text)
    prefix = {"Organization": "org"}.get(mention.label, mention.label.lower())
    owner = next((found.entity for found in (*scene.inside(mention), *scene.owners(mention))), None)
    named, kind, name = _is_named(mention, scene), None, text
    if named and mention.label == "Group":
        text = _with_adjective(text, mention, scene)
    elif not named:
        place, whose = _at_home(mention, scene), _whose(mention, scene)
        if place is not None:
            text = name = f"{text} in {place.entity.name}"
            owner, named = place.entity, True
        elif whose is not None:
            owner, named = whose, "@" not in whose.id
            if mention.label == "Group":
                text = _belonging_to(whose, text, scene)
            else:
                text = name = f"{text} of {whose.name}"
        elif (
            mention.label == "Group" and len(text.split()) == 1 and mention.head.lemma_.lower() in load_lexicon().vague
        ):
            kind = UNNAMED
    part = slug(text)
    if mention.label in ("Leader", "Person") or not named:
        part = bound(part, scene.article.id)
    code = owner.code if owner else None
    aliases = (text,) if text != name else ()
    return Entity(id=f"{prefix}/{part}", name=name, label=mention.label, code=code, kind=kind, aliases=aliases)


def _with_adjective(text: str, mention: Mention, scene: Scene) -> str:
    """A group's name with one adjective for a state, whichever was used: "US troops" are "American troops"."""
    for found in scene.inside(mention):
        word, adjective = found.mention.text, scene.gazetteer.adjectives.get(found.entity.id)
        if adjective and adjective != word and text.startswith(word + " "):
            return adjective + text.removeprefix(word)
    return text


def _belonging_to(whose: Entity, text: str, scene: Scene) -> str:
    """The name of a group of somebody's: "Norwegian troops" of Norway's, "Jane Doe's troops" of hers."""
    *words, noun = text.split()
    if adjective := scene.gazetteer.adjectives.get(whose.id):
        return " ".join((*words, adjective, noun))
    return f"{whose.name}'s {text}"


def _whose(mention: Mention, scene: Scene) -> Entity | None:
    """Whose somebody is: Norway's in "Norway's allies", "king of Norway" and, where it was named, "its allies"."""
    for child in mention.head.children:
        if child.dep_ == "poss":
            meant = {found.entity.id: found.entity for found in scene.standing_at(child)}
            found = next(iter(meant.values())) if len(meant) == 1 else None
        elif child.dep_ == "prep" and child.lower_ == "of":
            found = next((told.entity for part in child.children if (told := scene.at(part))), None)
        else:
            continue
        if found is not None and found.label != "Event":
            return found
    return None


def _at_home(mention: Mention, scene: Scene) -> Sighting | None:
    """Where those are from who are told by it: "protesters in Lima", "police in Lima", but not "soldiers in Lima"."""
    at_home = mention.label == "Organization" or mention.head.lemma_.lower() in load_lexicon().dwellers
    if not at_home or any(scene.inside(mention)):
        return None
    prepositions = (c for c in mention.head.rights if c.lower_ in ("in", "from", "of") and c.i == mention.head.i + 1)
    found = (scene.at(part) for preposition in prepositions for part in preposition.children)
    return next((sighting for sighting in found if sighting and sighting.entity.label in ("Place", "State")), None)


def _is_named(mention: Mention, scene: Scene) -> bool:
    """Whether a name is part of a description: "Kurdish fighters", "Isis members"."""
    return any(scene.inside(mention)) or any(
        token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "ORG", "GPE", "LOC") for token in mention.tokens
    )


COUNT = re.compile(
    r"^(?:(?:at least|more than|up to|as many as|about|around|some|over|nearly|almost|only|just|approximately|roughly"
    r"|estimated|dozens of|hundreds of|(?:tens of )?thousands of|many|several|few|most|all|other|own|various|numerous"
    r"|[\d,.]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|half|a|an|the"
    r"|these|those)\s+)+",
    re.IGNORECASE,
)


def counted_off(text: str) -> str:
    """A group's name without the number of its members.

    >>> counted_off("about 2,500 Russian troops")
    'Russian troops'
    """
    return COUNT.sub("", text) or text
