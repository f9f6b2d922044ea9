"""Pronouns and whom they stand for: people by gender, "it" and "they" by the subjects before them."""

from collections.abc import Iterable, Sequence
from typing import Literal

from spacy.tokens import Token

from graphkb.actors.antecedents import is_plural, listed_with, subjects_around, subjects_of
from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.scene import Scene
from graphkb.actors.sets import NUMBERS, set_of
from graphkb.mentions import Mention

FEMALE = frozenset({"she", "her", "herself"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
EMPTY_SUBJECT = frozenset("be seem look appear take happen turn rain snow become matter remain".split())
"""Verbs with which "it" mostly means nothing: "it is hard to say"."""

OBJECTS = frozenset({"dobj", "pobj", "dative"})
OF_THINGS = frozenset("include contain consist comprise read cover cost last span entail feature list expire".split())
"""Verbs whose subject is rather the list or the plan just mentioned than whoever made it."""

SURE = 1
"""Points by which the best antecedent must lead, where two lie in one sentence."""

ONE = frozenset({"State", "Organization", "Group"})
SEVERAL = frozenset({"Group", "Organization", "State", "Leader", "Person"})
PERSONS = frozenset({"Leader", "Person"})
NOUNS = frozenset({"NOUN", "PROPN"})
Answer = Sequence[Entity] | Literal["somebody else", "nobody"]
"""Whom a noun stands for; that it cannot be meant, so that others may be; or that it is meant and is no actor."""


def resolve_pronoun(mention: Mention, scene: Scene) -> None:
    """Resolve a pronoun to the best antecedent that fits; leave it where none does or two are as good."""
    if mention.label == "Person":
        _resolve_person(mention, scene)
    elif mention.head.lower_ in NUMBERS:
        if several := set_of(mention, scene):
            scene.see_all(mention, several, "counted together")
    elif not _is_rather_a_thing(mention, scene):
        _resolve_subject(mention, scene)


def _resolve_subject(mention: Mention, scene: Scene) -> None:
    """Resolve "it" or "they" to a subject of the sentence, else of the one before, else to the only one named there."""
    one, before = mention.label == "State", scene.sentence_before(mention)
    further = subjects_of(before) if before and mention.head.dep_ not in OBJECTS else []
    for tokens in (subjects_around(mention.head), further):
        found = _first(tokens, scene, one=one)
        if found == "nobody":
            return
        if found:
            scene.see_all(mention, found, "pronoun for the subject before it")
            return
    if (alone := _only_one_before(mention, scene, one=one)) is not None:
        scene.see(mention, alone, "pronoun for the only one named before it")


def _is_rather_a_thing(mention: Mention, scene: Scene) -> bool:
    """Whether a pronoun means nothing ("it is hard"), or more likely a thing than somebody who acts."""
    pronoun, one = mention.head, mention.label == "State"
    if pronoun.lower_ == "it" and _means_nothing(pronoun):
        return True
    before: Iterable[Token] = ()
    if pronoun.dep_ in OBJECTS:
        before = pronoun.doc[pronoun.sent.start : pronoun.i]  # "burnt the letters and forgot [them]"
    elif one and _tells_a_content(pronoun):
        before = scene.sentence_before(mention) or ()
    return any(_is_thing(token, scene, one=one) for token in before)


def _means_nothing(it: Token) -> bool:
    return it.dep_ == "nsubj" and (it.head.lemma_ in EMPTY_SUBJECT or it.head.pos_ == "AUX")


def _tells_a_content(it: Token) -> bool:
    return it.dep_ == "nsubj" and it.head.lemma_ in OF_THINGS


# ---------------------------------------------------------------- it and they


def _first(tokens: Iterable[Token], scene: Scene, *, one: bool) -> Sequence[Entity] | Literal["nobody"]:
    """Whom the first noun that a pronoun can stand for means; "nobody" where that noun is no actor."""
    for token in tokens:
        answer = _one_meant(token, scene) if one else _several_meant(token, scene)
        if answer != "somebody else":
            return answer
    return ()


def _one_meant(token: Token, scene: Scene) -> Answer:
    """What "it" means where that noun is the subject before it: people and plurals are none, a thing is no actor."""
    found = scene.standing_at(token)
    if token.pos_ not in NOUNS and not found:
        return "nobody" if token.lower_ in ("it", "this", "that") else "somebody else"
    if is_plural(token) and not (len(found) == 1 and found[0].entity.label in ("State", "Organization")):
        return "somebody else"
    if len(found) > 1 or (found and found[0].entity.label in PERSONS):
        return _whose_leader(token, scene) or "somebody else"
    if not found or found[0].entity.label not in ONE or found[0].mention.kind == "demonym":
        return "somebody else" if token.ent_type_ == "PERSON" else "nobody"
    return [found[0].entity]


def _whose_leader(person: Token, scene: Scene) -> list[Entity]:
    """The state or body whose leader speaks for it: "Norway's president says it will"."""
    owners = [found.entity for child in person.lefts if child.dep_ == "poss" for found in scene.standing_at(child)]
    return [owner for owner in owners if owner.label in ("State", "Organization")][:1]


def _several_meant(token: Token, scene: Scene) -> Answer:
    """Whom "they" means where that noun is the subject before it: those joined by "and", or a group."""
    members = [scene.standing_at(member) for member in listed_with(token)]
    told = [sighting.entity for found in members for sighting in found]
    if len(members) > 1:
        return told if all(members) and all(entity.label in SEVERAL for entity in told) else "nobody"
    if len(told) > 1:
        return told
    if told and told[0].label == "Group":
        return told
    if told and told[0].label == "Organization" and is_plural(token):
        return told
    return "nobody" if is_plural(token) and not told else "somebody else"


def _only_one_before(mention: Mention, scene: Scene, *, one: bool) -> Entity | None:
    """The one state or body that the sentence before names (or group, for "they"), where nothing else can be meant."""
    before = scene.sentence_before(mention)
    if before is None or any(_is_thing(token, scene, one=one) for token in before):
        return None
    named = [found for found in scene.near(mention) if found.mention.sentence.index == mention.sentence.index - 1]
    named = [found for found in named if found.entity.label in (ONE if one else ("Group",))]
    named = [found for found in named if found.mention.kind != "demonym"]
    entities = {found.entity.id: found.entity for found in named if is_plural(found.mention.head) != one}
    return next(iter(entities.values())) if len(entities) == 1 else None


def _is_thing(token: Token, scene: Scene, *, one: bool = True) -> bool:
    noun = token.tag_ == ("NN" if one else "NNS") and token.dep_ in (*SUBJECTS, "dobj", "attr")
    return noun and not scene.standing_at(token)


# ---------------------------------------------------------------- he and she


def _resolve_person(mention: Mention, scene: Scene) -> None:
    fitting = [found for found in scene.near(mention) if _fits(mention, found, scene)]
    points: dict[str, int] = {}
    for found in fitting:
        points[found.entity.id] = max(points.get(found.entity.id, -99), _points(mention, found))
    ranked = sorted(points.values(), reverse=True)
    if ranked and (len(ranked) == 1 or ranked[0] - ranked[1] >= SURE):
        best = next(found for found in fitting if points[found.entity.id] == ranked[0])
        scene.see(mention, best.entity, "pronoun")


def _points(mention: Mention, found: Sighting) -> int:
    """Nearness by sentence, and a subject before any other word."""
    distance = mention.sentence.index - found.mention.sentence.index
    return (found.mention.head.dep_ in SUBJECTS) * 2 + (found.mention.kind == "name") - 3 * distance


def _fits(mention: Mention, found: Sighting, scene: Scene) -> bool:
    gender = scene.gazetteer.genders.get(found.entity.id) or scene.gender_told(found.entity)
    return found.entity.label in PERSONS and gender in (None, "f" if mention.text.lower() in FEMALE else "m")
