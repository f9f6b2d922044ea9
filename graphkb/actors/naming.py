"""Names and whom they mean: known ones, full names, acronyms in brackets, surnames of people seen in the article."""

from dataclasses import replace

from graphkb.actors.entity import Entity
from graphkb.actors.events import event_of
from graphkb.actors.gazetteer import Naming
from graphkb.actors.name_words import ends_of, last_names, untitled
from graphkb.actors.places import acts_for_its_government, is_only_where
from graphkb.actors.roles import is_fictional, told_role
from graphkb.actors.scene import Scene, bracketed
from graphkb.actors.slugs import bound, slug
from graphkb.mentions import Mention
from graphkb.mentions.names import key_of

GENDERS = {"Mr": "m", "Mr.": "m", "King": "m", "Prince": "m", "Sheikh": "m", "Lord": "m", "Sir": "m"}
GENDERS |= {"Mrs": "f", "Mrs.": "f", "Ms": "f", "Ms.": "f", "Queen": "f", "Princess": "f", "Dame": "f", "Lady": "f"}
PERSONS = frozenset({"Leader", "Person"})


def resolve_name(mention: Mention, scene: Scene) -> None:
    """Resolve a name that is known or full; a single surname is left for later."""
    known = _known(mention, scene)
    if known is not None and known.kind == "demonym-plural" and not _is_the_government(mention):
        scene.see(mention, _people_of(known, mention), "people of a state")
    elif known is not None and known.kind == "short":
        return  # somebody else of the article may bear it
    elif known is not None:
        scene.see(mention, known.entity, f"gazetteer: {known.kind}")
        if known.entity.label == "Leader":
            _remember_person(known.entity, scene)
            _remember_role(mention, known.entity, scene)
    elif (before := bracketed(mention, scene)) is not None and before.entity.label == mention.label:
        scene.see(mention, before.entity, "short for the name before the bracket")
    elif mention.label not in PERSONS:
        scene.see(mention, scene.by_name.get(key_of(mention.text)) or _new(mention, scene), "named in the text")
    elif _is_end_of_another(mention, scene):
        return  # "Stafford Doe", who is Jane Stafford Doe
    elif len(key_of(mention.text)) > 1:
        entity, reason = _person_in_full(mention, scene)
        scene.see(mention, entity, reason)
        _remember_person(entity, scene)
        _remember_role(mention, entity, scene)


def _is_end_of_another(mention: Mention, scene: Scene) -> bool:
    """Whether several words are the end of the longer name of somebody in the article."""
    words = key_of(mention.text)
    return len(words) > 1 and words in scene.ends


def _person_in_full(mention: Mention, scene: Scene) -> tuple[Entity, str]:
    """The bearer of a name of several words: seen before, a leader under another spelling, or somebody new."""
    seen = scene.by_name.get(key_of(mention.text))
    if seen is not None:
        return seen, "named before"
    alike = scene.gazetteer.like(mention.text, date=scene.article.published)
    if alike is not None:
        return alike, "spelt like a leader's name"
    return _leader_called(mention, scene) or _new_person(mention, scene), "named in full"


def _is_the_government(mention: Mention) -> bool:
    # "talks with the Russians" are with Russia, "Russians fled" are people; "Japanese" is mostly an adjective.
    return mention.head.tag_ not in ("NNS", "NNPS") or any(child.lower_ == "the" for child in mention.head.children)


def _people_of(known: Naming, mention: Mention) -> Entity:
    return Entity(id=f"group/{slug(mention.text)}", name=mention.text, label="Group", code=known.entity.code)


def resolve_surname(mention: Mention, scene: Scene) -> None:
    """Resolve a single name: by a person of the article, by the leaders in office then, or as somebody of its own."""
    key = " ".join(key_of(mention.text))
    for names, part in ((scene.by_surname, "surname"), (scene.by_given, "first name")):
        if (seen := names.get(key)) is not None:
            scene.see(mention, seen, f"{part} of somebody named in full")
            return
    known = _known(mention, scene)
    leader = known.entity if known is not None else _leader_called(mention, scene)
    if leader is not None:
        scene.see(mention, leader, "surname of a leader in office")
        return
    entity = _new_person(mention, scene)
    scene.see(mention, entity, "surname only")
    _remember_role(mention, entity, scene)
    scene.by_surname.setdefault(key, entity)


def _known(mention: Mention, scene: Scene) -> Naming | None:
    """What the gazetteer knows by that name, as far as it fits the mention; None where it knows nothing."""
    found = scene.gazetteer.find(mention.text, date=scene.article.published)
    if not found and scene.article.text[max(0, mention.start - 4) : mention.start].lower() == "the ":
        found = scene.gazetteer.find(f"The {mention.text}", date=scene.article.published)  # "the Times", "The Hague"
    if mention.label in PERSONS:
        found = tuple(naming for naming in found if naming.entity.label == "Leader")
    if not found:
        return None
    places = [naming for naming in found if naming.entity.label == "Place"]
    states = [naming for naming in found if naming.entity.label == "State"]
    if places and (not states or states[0].kind == "capital"):
        if not states or not acts_for_its_government(mention):
            return _place_or_group(places[0], mention, scene)
        # "Brussels" is the EU rather than Belgium, unless the article speaks of Belgium.
        seats = [naming for naming in found if naming.kind == "seat" and naming.entity.label == "Organization"]
        return seats[0] if seats and not scene.speaks_of(states[0].entity.id) else states[0]
    if states and states[0].kind == "seat" and is_only_where(mention):
        return replace(states[0], entity=_seat(states[0], mention))
    if states:
        # "Georgia" beside Atlanta is no state of the Caucasus; max() keeps the first of equals.
        return max((*states, *places), key=lambda naming: scene.weight(naming.entity.code))
    return found[0]


def _seat(naming: Naming, mention: Mention) -> Entity:
    """The building: "at the White House" is a place."""
    code = naming.entity.code
    return Entity(id=f"place/{code}/{slug(mention.text)}", name=naming.name, label="Place", code=code)


def _place_or_group(naming: Naming, mention: Mention, scene: Scene) -> Naming:
    """A region as a place, or as the group of its states where it acts: "the Ring states refuse"."""
    acts = mention.head.tag_ in ("NNS", "NNPS") or mention.head.dep_ in ("nsubj", "nsubjpass", "agent")
    if naming.entity.id not in scene.gazetteer.members or not acts:
        return naming
    region = naming.entity
    group = Entity(id=f"group/{region.id.rpartition('/')[2]}", name=region.name, label="Group", aliases=region.aliases)
    return replace(naming, entity=group)


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
        return event_of(mention, scene)
    prefix = {"Organization": "org", "Group": "group"}.get(mention.label, "org")
    return Entity(id=f"{prefix}/{slug(text)}", name=text, label="Group" if prefix == "group" else "Organization")


def _new_person(mention: Mention, scene: Scene) -> Entity:
    """Somebody the gazetteer does not know: a Leader where the text tells a public office."""
    name = " ".join(mention.text.split())
    role = told_role(mention)
    fictional = is_fictional(mention, scene)
    leads = not fictional and (mention.label == "Leader" or (role is not None and role.public))
    part = slug(name) if " " in name else bound(slug(name), scene.article.id)
    # The office is not told in every article; the id is the same in all.
    entity = Entity(id=f"person/{part}", name=name, label="Leader" if leads else "Person")
    if fictional:
        return replace(entity, description="fictional")
    return replace(entity, description=role.words) if role else entity


def _remember_role(mention: Mention, entity: Entity, scene: Scene) -> None:
    """Keep the office and the gender that the words beside a name tell, for "the minister" and "she" later on."""
    role = told_role(mention)
    if role is not None:
        scene.roles.setdefault(entity.id, set()).add(role.noun)
    before = mention.head.doc[max(0, mention.head.left_edge.i - 3) : mention.head.i + 1].text.split()
    told = next((GENDERS[word] for word in before if word in GENDERS), None)
    if told is not None:
        scene.genders.setdefault(entity.id, told)


def _remember_person(entity: Entity, scene: Scene) -> None:
    for words in filter(None, map(key_of, (entity.name, *entity.aliases))):
        for short in (*last_names(words, entity.code), *ends_of(words)):
            scene.by_surname.setdefault(" ".join(short), entity)
        scene.by_given.setdefault(untitled(words)[0], entity)
