"""Pronouns and whom they stand for: the nearest one before that fits in kind, number and gender."""

from spacy.tokens import Token

from graphkb.actors.entity import Sighting
from graphkb.actors.scene import Scene
from graphkb.mentions import Mention

FEMALE = frozenset({"she", "her", "herself"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
EMPTY_SUBJECT = frozenset("be seem look appear take happen turn rain snow become matter remain".split())
"""Verbs with which "it" mostly means nothing: "it is hard to say"."""

SURE = 1
"""Points by which the best antecedent must lead, where two lie in one sentence."""


def resolve_pronoun(mention: Mention, scene: Scene) -> None:
    """Resolve a pronoun to the best antecedent that fits; leave it where none does or two are as good."""
    if mention.text.lower() == "it" and _means_nothing(mention.head):
        return
    fitting = [found for found in scene.near(mention) if _fits(mention, found, scene)]
    points: dict[str, int] = {}
    for found in fitting:
        points[found.entity.id] = max(points.get(found.entity.id, -99), _points(mention, found))
    ranked = sorted(points.values(), reverse=True)
    if ranked and (len(ranked) == 1 or ranked[0] - ranked[1] >= SURE):
        best = next(found for found in fitting if points[found.entity.id] == ranked[0])
        scene.see(mention, best.entity, "pronoun")


def _means_nothing(it: Token) -> bool:
    return it.dep_ == "nsubj" and (it.head.lemma_ in EMPTY_SUBJECT or it.head.pos_ == "AUX")


def _points(mention: Mention, found: Sighting) -> int:
    """Nearness by sentence, and a subject before any other word."""
    distance = mention.sentence.index - found.mention.sentence.index
    return (found.mention.head.dep_ in SUBJECTS) * 2 + (found.mention.kind == "name") - 3 * distance


def _fits(mention: Mention, found: Sighting, scene: Scene) -> bool:
    label = found.entity.label
    if mention.label == "Person":
        gender = scene.gazetteer.genders.get(found.entity.id) or scene.gender_told(found.entity)
        return label in ("Leader", "Person") and gender in (None, "f" if mention.text.lower() in FEMALE else "m")
    if mention.label == "Group":
        return label == "Group"
    return label in ("State", "Organization") and found.mention.kind != "demonym"
