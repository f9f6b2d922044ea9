"""Names and whom they mean: known ones, full names, acronyms in brackets, surnames of people seen in the article."""

from dataclasses import replace

from graphkb.actors.entity import Entity
from graphkb.actors.gazetteer import Naming
from graphkb.actors.places import acts_for_its_government
from graphkb.actors.roles import is_fictional, told_role
from graphkb.actors.scene import Scene, bracketed
from graphkb.actors.slugs import bound, slug
from graphkb.mentions import Mention
from graphkb.mentions.names import key_of

PERSONS = frozenset({"Leader", "Person"})


def resolve_name(mention: Mention, scene: Scene) -> None:
    """Resolve a name that is known or full; a single surname is left for later."""
    known = _known(mention, scene)
    if known is not None and known.kind == "demonym-plural" and not _is_the_government(mention):
        scene.see(mention, _people_of(known, mention), "people of a state")
    elif known is not None:
        scene.see(mention, known.entity, f"gazetteer: {known.kind}")
        if known.entity.label == "Leader":
            _remember_person(known.entity, scene)
    elif (before := bracketed(mention, scene)) is not None and before.entity.label == mention.label:
        scene.see(mention, before.entity, "short for the name before the bracket")
    elif mention.label not in PERSONS:
        scene.see(mention, scene.by_name.get(key_of(mention.text)) or _new(mention, scene), "named in the text")
    elif len(key_of(mention.text)) > 1:
        entity = scene.by_name.get(key_of(mention.text)) or _new_person(mention, scene)
        scene.see(mention, entity, "named in full")
        _remember_person(entity, scene)


def _is_the_government(mention: Mention) -> bool:
    # "talks with the Russians" are with Russia, "Russians fled" are people; "Japanese" is mostly an adjective.
    return mention.head.tag_ not in ("NNS", "NNPS") or any(child.lower_ == "the" for child in mention.head.children)


def _people_of(known: Naming, mention: Mention) -> Entity:
    return Entity(id=f"group/{slug(mention.text)}", name=mention.text, label="Group", code=known.entity.code)


def resolve_surname(mention: Mention, scene: Scene) -> None:
    """Resolve a single name: by a person of the article, by the leaders in office then, or as somebody of its own."""
    key = " ".join(key_of(mention.text))
    seen = scene.by_surname.get(key)
    if seen is not None:
        scene.see(mention, seen, "surname of somebody named in full")
        return
    leader = _leader_called(mention, scene)
    if leader is not None:
        scene.see(mention, leader, "surname of a leader in office")
        return
    entity = _new_person(mention, scene)
    scene.see(mention, entity, "surname only")
    scene.by_surname.setdefault(key, entity)


def _known(mention: Mention, scene: Scene) -> Naming | None:
    found = scene.gazetteer.find(mention.text, date=scene.article.published)
    if mention.label in PERSONS:
        found = tuple(naming for naming in found if naming.entity.label == "Leader")
    if not found:
        return None
    places = [naming for naming in found if naming.entity.label == "Place"]
    states = [naming for naming in found if naming.entity.label == "State"]
    if any(naming.kind == "capital" for naming in states) and places:
        return states[0] if acts_for_its_government(mention) else places[0]
    return (states or list(found))[0]


def _leader_called(mention: Mention, scene: Scene) -> Entity | None:
    """The leader of that surname who held office about then; None where there are several or none."""
    called = scene.gazetteer.called(mention.text, date=scene.article.published)
    here = [leader for leader in called if leader.code and scene.speaks_of(f"state/{leader.code}")]
    for people in (called, here):
        if people and (len(people) == 1 or len({leader.code for leader in people}) == 1):
            return max(people, key=lambda leader: scene.gazetteer.prominence(leader.id, scene.article.published))
    return None


def _new(mention: Mention, scene: Scene) -> Entity:
    text = " ".join(mention.text.split())
    if mention.label == "Place":
        return Entity(id=f"place/xx/{slug(text)}", name=text, label="Place")
    if mention.label == "Event":
        return Entity(id=f"event/{slug(text)}/{bound('undated', scene.article.id)}", name=text, label="Event")
    prefix = {"Organization": "org", "Group": "group"}.get(mention.label, "org")
    return Entity(id=f"{prefix}/{slug(text)}", name=text, label="Group" if prefix == "group" else "Organization")


def _new_person(mention: Mention, scene: Scene) -> Entity:
    """Somebody the gazetteer does not know: a Leader where the text tells a public office."""
    name = " ".join(mention.text.split())
    role = told_role(mention)
    fictional = is_fictional(mention)
    leads = not fictional and (mention.label == "Leader" or (role is not None and role.public))
    part = slug(name) if " " in name else bound(slug(name), scene.article.id)
    entity = Entity(id=f"{'leader' if leads else 'person'}/{part}", name=name, label="Leader" if leads else "Person")
    if fictional:
        return replace(entity, description="fictional")
    return replace(entity, description=role.words) if role else entity


def _remember_person(entity: Entity, scene: Scene) -> None:
    for name in (entity.name, *entity.aliases):
        words = key_of(name)
        for start in range(1, len(words)):
            scene.by_surname.setdefault(" ".join(words[start:]), entity)
