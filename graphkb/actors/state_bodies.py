"""Bodies that every state has, and what their names have in common: "Supreme Court", "Ministry of Defence".

Such a name alone says nobody's whose body it is. `whose.py` finds that out from the words around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from graphkb.actors.bodies import LITTLE, telling_words
from graphkb.actors.entity import Entity
from graphkb.actors.slugs import bound, slug

BodyKey = tuple[str, ...]
JOINED = {("air", "force"): "air-force"}
SEATED = frozenset(
    "parliament assembly senate congress court tribunal ministry office treasury duma council chamber bank".split()
)
"""Nouns for what sits in its own state, where "in Nairobi" tells whose it is; an army may be anywhere."""

ROTATING = frozenset({"ministry", "department", "office"})
"""Nouns that stand before or behind what they are for: "Ministry of Defence", "Defence Ministry"."""

SINGLE = frozenset(
    "ministry department office agency commission committee council court parliament party army military".split()
)
"""Nouns whose plural means several bodies; that of "force", "guard" and "service" often means one."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of state_bodies.yaml."""

    nouns: frozenset[str]
    all: frozenset[str]
    alone: frozenset[str]


@cache
def _lexicon() -> _Words:
    raw = yaml.safe_load((files("graphkb.actors") / "state_bodies.yaml").read_text(encoding="utf-8"))
    nouns, words, alone = (frozenset(raw[part].split()) for part in ("nouns", "words", "alone"))
    return _Words(nouns, nouns | words, alone)


@lru_cache(maxsize=16384)
def is_common(name: str) -> bool:
    """Whether many states may have a body of that name; several bodies at once ("ministries") are none.

    >>> is_common("National Security Council"), is_common("Knesset"), is_common("Foreign Ministries")
    (True, False, False)
    """
    told, known = body_key(name), _lexicon()
    several = (word.lower() for word in name.split() if word.lower().endswith("s"))
    if any(telling_words(word)[:1] != (word,) and telling_words(word)[0] in SINGLE for word in several):
        return False
    return bool(told) and not known.nouns.isdisjoint(told) and known.all.issuperset(told)


def tells_enough(name: str) -> bool:
    """Whether a state has at most one body of that name: one Senate and one Supreme Court, but many courts.

    >>> tells_enough("Supreme Court"), tells_enough("Senate"), tells_enough("Court")
    (True, True, False)
    """
    key = body_key(name)
    return len(key) > 1 or not _lexicon().alone.isdisjoint(key)


@lru_cache(maxsize=16384)
def body_key(name: str) -> BodyKey:
    """The words that tell a body from the others of its state, the same however its name is put.

    >>> body_key("Ministry of Defence"), body_key("Defense Ministry"), body_key("Ministry for Foreign Affairs")
    (('defense', 'ministry'), ('defense', 'ministry'), ('foreign', 'ministry'))
    """
    words = list(telling_words(name))
    if words[1:] and words[0] in ROTATING:
        words = [*words[1:], words[0]]
    if words[-1:] == ["ministry"]:
        words = ["interior" if word == "internal" else word for word in words if word != "affair"]
    for (one, other), both in JOINED.items():
        if one in words[:-1] and words[words.index(one) + 1] == other:
            at = words.index(one)
            words[at : at + 2] = [both]
    return tuple(words)


def is_seated(name: str) -> bool:
    """Whether a body of that name sits in its own state.

    >>> is_seated("Supreme Court"), is_seated("Special Forces")
    (True, False)
    """
    return not SEATED.isdisjoint(body_key(name))


def body_of(owner: Entity, name: str, *, written: str = "", adjective: str | None = None) -> Entity:
    """The node of a body that the gazetteer does not know, by its name and whose it is.

    It is called as it is `written` with its owner, else by an adjective for that state or its owner's name.

    >>> body_of(Entity("state/BDI", "Burundi", "State", code="BDI"), "security council", adjective="Burundian")
    Entity(id='org/bdi-security-council', name='Burundian Security Council', label='Organization', code='BDI', ...)
    """
    whose = owner.code.lower() if owner.label == "State" and owner.code else slug(owner.name)
    _, at, article = owner.id.partition("@")  # what belongs to somebody of one article is of that article
    return Entity(
        id=f"org/{whose}-{'-'.join(body_key(name))}{at}{article}",
        name=" ".join(written.split()) or f"{adjective or owner.name} {_written(name)}",
        label="Organization",
        code=owner.code,
    )


def body_of_nobody(name: str, article_id: str) -> Entity:
    """The node of a body of which the article does not say whose it is: its own in every article."""
    return Entity(id=f"org/{bound(slug(name), article_id)}", name=" ".join(name.split()), label="Organization")


def _written(name: str) -> str:
    """A name with capital letters, as a name is written: "Ministry of Defence"."""
    words = (word if word.lower() in LITTLE else word[:1].upper() + word[1:] for word in name.split())
    return re.sub(r"^the ", "", " ".join(words))
