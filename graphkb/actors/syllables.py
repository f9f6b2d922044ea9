"""Names of syllables, Chinese, Korean and Vietnamese: these must agree, though they may be written in several ways."""

from __future__ import annotations

import re

from graphkb.actors.name_words import Words, name_forms

SYLLABLES = re.compile(
    r"(?:(?:ch|sh|zh|ts|tz|hs|hw|ph|th|kh|ng|gi|tr|qu|[bcdfghjklmnpqrstvwxyz])?[aeiouy]+(?:ng|nh|ch|[nkmptrl])?"
    r"(?![aeiouy])){1,3}"
)
ROMANIZED = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^park$", "pak"),
        ("^(?:rhee|yi|ri|lee)$", "li"),
        ("^[rn]oh?$", "no"),
        ("zh|ch|j|q", "C"),
        ("ts|tz|z|c", "c"),
        ("hs|x", "S"),
        ("(?<!n)g", "k"),
        ("d", "t"),
        ("b", "p"),
        ("eo|eu(?=ng)", "o"),
        ("eu|oo", "u"),
        ("ou", "o"),
        ("yun", "yon"),
        ("ung", "ong"),
        ("ih", "i"),
        ("ien", "ian"),
    )
)
"""What one way of writing Chinese or Korean in Latin letters makes of what another writes otherwise."""


def in_syllables(words: Words) -> bool:
    """Whether a name is made of a family name and syllables behind it.

    >>> in_syllables(("kim", "jong", "un")), in_syllables(("kim", "campbell"))
    (True, False)
    """
    return 2 <= len(words) <= 4 and words[0] in name_forms().families and all(map(SYLLABLES.fullmatch, words[1:]))


def run_together(words: Words) -> Words:
    """The family name, and all syllables behind it in one."""
    return words[0], "".join(words[1:])


def romanized(words: Words) -> Words:
    """The same, in letters that are the same whoever put them into Latin ones.

    >>> romanized(("mao", "tse", "tung")) == romanized(("mao", "zedong"))
    True
    """
    return tuple(map(_romanized, run_together(words)))


def _romanized(word: str) -> str:
    for pattern, sound in ROMANIZED:
        word = pattern.sub(sound, word)
    return word
