"""Descriptions and pronouns: whom they mean, given who has been named."""

import re
from collections.abc import Iterator

from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.scene import Scene
from graphkb.actors.slugs import bound, slug
from graphkb.mentions import Mention

NEAR = 3
"""How many sentences back a pronoun or a short description may point."""

OFFICES = {
    "president": "head-of-state",
    "king": "head-of-state",
    "queen": "head-of-state",
    "emir": "head-of-state",
    "premier": "head-of-government",
    "chancellor": "chancellor",
    "chief": "head",
    "secretary-general": "head",
}


def resolve_description(mention: Mention, scene: Scene) -> None:
    """Resolve a description: by what it names, by the office it names, or as a node of its own."""
    owner = next(scene.owners(mention), None)
    if mention.label == "State":
        _resolve_government(mention, owner, scene)
    elif mention.label == "Organization" and owner is not None and _is_officials(mention):
        scene.see(mention, owner.entity, "officials of a body")
    elif mention.label in ("Leader", "Person"):
        _resolve_office(mention, owner, scene)
    else:
        scene.see(mention, _described(mention, scene), "described in the text")


def _resolve_government(mention: Mention, owner: Sighting | None, scene: Scene) -> None:
    owners = [*scene.inside(mention), *([owner] if owner else [])]
    states = [found.entity for found in owners if found.entity.label == "State"]
    states += [
        scene.gazetteer.state(found.entity.code)
        for found in owners
        if found.entity.label == "Leader" and found.entity.code
    ]
    if states:
        scene.see(mention, states[0], "government of a state")
        return
    before = next((found.entity for found in _near(mention, scene) if found.entity.label == "State"), None)
    if before is not None:
        scene.see(mention, before, "government of the state named before")


def _is_officials(mention: Mention) -> bool:
    return mention.head.lemma_.lower() in ("official", "leader", "authority", "ruler", "leadership", "officials")


def _resolve_office(mention: Mention, owner: Sighting | None, scene: Scene) -> None:
    noun = mention.head.lemma_.lower()
    if owner is not None and owner.entity.label in ("State", "Organization") and noun in OFFICES:
        holder = scene.gazetteer.holder(OFFICES[noun], owner.entity.id, scene.article.published)
        if holder is not None:
            scene.see(mention, holder, "holder of the office then")
            return
    scene.see(mention, _described(mention, scene), "described in the text")


def _described(mention: Mention, scene: Scene) -> Entity:
    """A node for a description; bound to the article unless it contains a name."""
    text = counted_off(" ".join(mention.text.split())) if mention.label == "Group" else " ".join(mention.text.split())
    prefix = {"Leader": "leader", "Person": "person", "Organization": "org", "Group": "group"}.get(mention.label)
    part = slug(text)
    if mention.label == "Event":
        return Entity(
            id=f"event/{part}/{bound('undated', scene.article.id)}",
            name=text,
            label="Event",
            kind=mention.head.lemma_.lower(),
        )
    if mention.label in ("Leader", "Person") or not any(scene.inside(mention)):
        part = bound(part, scene.article.id)
    return Entity(id=f"{prefix}/{part}", name=text, label=mention.label)


COUNT = re.compile(
    r"^(?:(?:at least|more than|up to|as many as|about|around|some|over|nearly|almost|only|estimated|dozens of|hundreds of"
    r"|thousands of|tens of thousands of|many|several|few|most|all|other|own|various|numerous|[\d,.]+|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|half|a|an|the|these|those)\s+)+",
    re.IGNORECASE,
)


def counted_off(text: str) -> str:
    """A group's name without the number of its members.

    >>> counted_off("about 2,500 Russian troops")
    'Russian troops'
    """
    return COUNT.sub("", text) or text


def resolve_pronoun(mention: Mention, scene: Scene) -> None:
    """Resolve a pronoun to the nearest one before it that fits in kind, number and gender; else leave it."""
    fitting = (found for found in _near(mention, scene) if _fits(mention, found, scene))
    antecedent = next(fitting, None)
    if antecedent is not None:
        scene.see(mention, antecedent.entity, "pronoun for the nearest that fits")


def _near(mention: Mention, scene: Scene) -> Iterator[Sighting]:
    for found in scene.before(mention):
        if found.mention.sentence.index < mention.sentence.index - NEAR:
            return
        yield found


def _fits(mention: Mention, found: Sighting, scene: Scene) -> bool:
    label = found.entity.label
    if mention.label == "Person":
        gender = scene.gazetteer.genders.get(found.entity.id)
        female = mention.text.lower() in ("she", "her", "herself")
        return label in ("Leader", "Person") and gender in ("", None, "f" if female else "m")
    if mention.label == "Group":
        return label == "Group"
    return label in ("State", "Organization") and found.mention.kind != "demonym"
