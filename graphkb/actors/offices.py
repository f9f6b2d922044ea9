"""Offices: "the French president" and whoever holds that office on the day of the article."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from graphkb.actors.entity import Entity
from graphkb.actors.gazetteer import HIGHEST
from graphkb.actors.scene import Scene
from graphkb.mentions import Mention
from graphkb.mentions.names import key_of

PAST_OR_PARTIAL = frozenset("former ex late then deputy vice assistant acting outgoing ousted ex- onetime".split())
LONGEST_TAIL = 7
"""How many words behind its noun may belong to an office."""

THIS_ONE = frozenset({"the", "his", "her", "its", "their", "this", "that", "our"})


@cache
def load_offices() -> Mapping[str, str]:
    """The office of terms.csv that each word of the press stands for.

    >>> load_offices()["foreign secretary"]
    'foreign-minister'
    """
    text = (files("graphkb.actors") / "offices.yaml").read_text(encoding="utf-8")
    return {word.strip(): office for office, words in yaml.safe_load(text).items() for word in words.split(",")}


def office_phrase(mention: Mention) -> str:
    """The words of a description that tell the office: "Russia's new foreign minister" tells "foreign minister"."""
    doc, head = mention.head.doc, mention.head
    first = head.i
    while first > 0 and doc[first - 1].dep_ in ("amod", "compound") and doc[first - 1].shape_[0] != "X":
        first -= 1
    words = [word for word in key_of(doc[first : head.i + 1].text) if word not in ("new", "current", "visiting")]
    return " ".join(words)


def holder_of(mention: Mention, owner: Entity, scene: Scene) -> Entity | None:
    """Who holds the office that a description names, of that state or body, on the day of the article."""
    if any(child.lower_ in PAST_OR_PARTIAL for child in mention.head.lefts):
        return None
    for phrase in (*_longer_phrases(mention), office_phrase(mention)):
        for name in (phrase, load_offices().get(phrase)):
            if name and (found := scene.gazetteer.holder(name, owner.id, scene.article.published)):
                return found
    return _leader_of(mention, owner, scene) if office_phrase(mention) == "leader" else None


def _leader_of(mention: Mention, state: Entity, scene: Scene) -> Entity | None:
    """Whom "the Russian leader" means: who holds the highest office then, and where two do, the one named before."""
    found = (scene.gazetteer.holder(office, state.id, scene.article.published) for office in sorted(HIGHEST))
    highest = {entity.id: entity for entity in found if entity is not None}
    named = (found.entity for found in scene.before(mention) if found.entity.id in highest)
    return next(named, next(iter(highest.values())) if len(highest) == 1 else None)


def _longer_phrases(mention: Mention) -> Iterator[str]:
    """Yield the office with what stands behind its noun, the longest first: "head of the junta"."""
    doc, head = mention.head.doc, mention.head
    behind = doc[head.i + 1 : min(mention.sentence.span.end, head.i + 1 + LONGEST_TAIL)]
    if behind and behind[0].lower_ == "of":
        short = office_phrase(mention)
        for end in range(len(behind), 1, -1):
            yield " ".join((short, *key_of(behind[:end].text)))


def named_holder(mention: Mention, owner: Entity | None, scene: Scene) -> Entity | None:
    """The person of the article whose told role is the described one, the last named before; None where nobody is.

    The description must be definite ("the president") or say whose office it is.
    """
    definite = any(child.lower_ in THIS_ONE for child in mention.head.children)
    if owner is None and not definite:
        return None
    noun = mention.head.lemma_.lower()
    for found in scene.before(mention):
        entity = found.entity
        same_state = owner is None or owner.code is None or entity.code in (None, owner.code)
        if entity.label in ("Leader", "Person") and same_state and noun in scene.roles_of(entity):
            return entity
    return None
