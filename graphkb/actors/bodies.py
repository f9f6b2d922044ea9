"""Whether two names may be one organization's: acronyms, word order, British and American spelling, legal forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from graphkb.actors.likeness import UNLIKE, Likeness
from graphkb.mentions.names import fold

LITTLE = frozenset("the of for and in on at to a an de la le du des del di da der die das und y et e".split())
FORMS = frozenset("inc incorporated ltd limited corp corporation co company plc llc gmbh ag sa spa nv bv group".split())
SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"isation(s?)$", r"ization\1"),
        (r"^defence$", "defense"),
        (r"^labour$", "labor"),
        (r"^centre(s?)$", r"center\1"),
        (r"^programme(s?)$", r"program\1"),
        (r"ies$", "y"),
        (r"(?<=[a-z]{3}[^s])s$", ""),
    )
)


def compare_organizations(one: str, other: str, *, states: Callable[[str], str] = str) -> Likeness:
    """How alike two names of organizations are; `states` may make one word of those for a state ("Kazakh").

    >>> compare_organizations("World Trade Organisation", "WTO").same
    True
    >>> compare_organizations("Ministry of Defence of Chad", "Ministry of Defence of Mali").same
    False
    """
    a, b = ([states(word) for word in telling_words(name)] for name in (one, other))
    if not a or not b:
        return UNLIKE
    if a == b:
        return Likeness(1.0, "the same words")
    if sorted(a) == sorted(b):
        return Likeness(0.97, "the same words in another order")
    if "".join(a) == "".join(b):
        return Likeness(0.95, "the same letters")
    for short, long in ((one, other), (other, one)):
        if _is_acronym(short, long):
            return Likeness(0.9, "an acronym")
    return UNLIKE


def body_keys(name: str, *, states: Callable[[str], str] = str) -> frozenset[str]:
    """Keys of which names of organizations that are alike share at least one; `states` as in `compare_organizations`.

    >>> body_keys("World Trade Organisation") & body_keys("WTO")
    frozenset({'wto'})
    """
    words = [states(word) for word in telling_words(name)]
    letters = re.sub(r"[.\s]", "", name)
    acronym = {letters.lower()} if len(letters) > 2 and letters.isupper() else set()
    initials = {_initials(name)} if len(words) > 2 else set()
    return frozenset({" ".join(sorted(words)), "".join(words), *acronym, *initials} - {""})


@lru_cache(maxsize=65536)
def telling_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in one spelling."""
    bare = re.sub(r"[-'’‘]", "", name)
    words = [fold(word) for word in re.findall(r"[^\W_]+(?:\.[^\W_]+)*", bare)]
    telling = [word for word in words if word not in LITTLE]
    named = [word for word in telling if word not in FORMS] or telling
    return tuple(map(_spelt, named))


def _spelt(word: str) -> str:
    for pattern, spelling in SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def _is_acronym(short: str, long: str) -> bool:
    """Whether a name is made of the first letters of the words of another: at least three, so that few others are."""
    letters = re.sub(r"[.\s]", "", short)
    return len(letters) > 2 and letters.isupper() and letters.lower() == _initials(long)


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[^\W_]+", name) if word.lower() not in LITTLE]
    return "".join(fold(word)[:1] for word in words)
