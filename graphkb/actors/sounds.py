"""How words of names sound: letters that stand for sounds, and how much of one word must change to make another."""

from __future__ import annotations

import re
from functools import lru_cache

from graphkb.actors.name_words import name_forms


@lru_cache(maxsize=262144)
def word_likeness(one: str, other: str) -> float:
    """How alike two words in plain lower case letters are, from 0 to 1.

    >>> word_likeness("khrushchev", "chruschtschow") > word_likeness("karzai", "khatami")
    True
    """
    if one == other:
        return 1.0
    groups = name_forms().groups
    if groups.get(one, frozenset()) & groups.get(other, frozenset()):
        return 0.95
    a, b = sound_of(one), sound_of(other)
    if a == b:
        return 0.98
    longest = max(len(a), len(b))
    if longest <= 3:
        return 0.0
    if longest <= 10 and (a.startswith(b) or b.startswith(a)):
        return 0.0  # "Abramov" is not "Abramovich"
    most = MOST * longest if longest > 4 else 0.4
    cost = _distance(a, b, most)
    return max(0.0, 1 - cost / longest) if cost <= most else 0.0


SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("schtsch|shch|szcz", "S"),
        ("^ch(?=[rl])", "h"),
        ("tsch|tch|tsh|cz", "C"),
        ("dsch|dzh|dj|zh|xh", "J"),
        ("^hs|sch|sh", "S"),
        ("ch", "C"),
        ("kh", "h"),
        ("gh|gu(?=[ei])", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("t[sz]", "c"),
        ("c$", "C"),
        ("c(?=[eiy])", "s"),
        ("ck|c|q", "k"),
        ("^x", "S"),
        ("x", "ks"),
        ("w", "v"),
        ("^[yj]e", "e"),
        ("^yi", "i"),
        ("ff$", "v"),
        (r"(?<=[ia])ne$", "n"),
        ("ou$", "o"),
        ("ou|oo", "u"),
        ("oe", "o"),
        ("ue", "u"),
        ("ae", "a"),
        ("ee", "i"),
        ("[iy]+", "i"),
        (r"(?<=[aeiou])j(?=$|[aeiou])|j$", "i"),
        ("j", "J"),
        (r"(?<=[aeiou])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""What letters stand for, in the order in which it is looked at."""


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """The letters that stand for the sounds of a word, capitals for sounds that English writes with two.

    >>> sound_of("khrushchev"), sound_of("chruschtschow")
    ('hruSev', 'hruSov')
    """
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


MOST = 0.165
"""What making one word of the other may cost, for each letter of the longer."""

NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("ie ou ae", 0.25),
        ("ai ao au eo eu io iu", 0.4),
        ("vf sz Cc iJ td uv", 0.35),
        ("kg gJ cz cs sC zJ CJ SC Ss bp bv hk Ch hg JS", 0.45),
    )
    for pair in pairs.split()
}
LIGHT = {"h": 0.35, "i": 0.35, "e": 0.4, "a": 0.5, "o": 0.5, "u": 0.5}
"""What leaving a letter out costs; any other costs 1."""

AT_THE_END = 1.3
"""How much more it costs where it is the last letter: Brown is not Browne."""


def _distance(a: str, b: str, most: float) -> float:
    """What it costs to make one word of the other; more than `most` where it would cost more than that."""
    last = len(b) - 1
    row = [0.0]
    for j, letter in enumerate(b):
        row.append(row[-1] + _dropped(letter, j == last))
    for i, x in enumerate(a):
        before, row = row, [row[0] + _dropped(x, i == len(a) - 1)]
        for j, y in enumerate(b):
            changed = before[j] + (0.0 if x == y else NEAR.get(frozenset((x, y)), 1.0))
            row.append(min(changed, before[j + 1] + _dropped(x, i == len(a) - 1), row[j] + _dropped(y, j == last)))
        if min(row) > most:
            return most + 1
    return row[-1]


def _dropped(letter: str, at_the_end: bool) -> float:
    return LIGHT.get(letter, 1.0) * (AT_THE_END if at_the_end else 1.0)


CLASSES = str.maketrans("bpvfkgCJScszdtmnrl", "PPPPKKSSSSSSTTNNRL", "aeiouhy")
EITHER = {"J": "K", "g": "S", "c": "T"}
"""Another class to which a letter at the beginning may belong: Jamal is Gamal in Cairo."""


@lru_cache(maxsize=65536)
def word_keys(word: str) -> tuple[str, ...]:
    """The first consonants of a word, those of like sound in one; of a first name, the number of its group as well.

    >>> word_keys("gaddafi")[0] == word_keys("kadafi")[0]
    True
    """
    sound = sound_of(word)
    classes = sound.translate(CLASSES)[:3] or sound[:1]
    also = [EITHER[sound[0]] + classes[1:]] if sound[:1] in EITHER else []
    return (classes, *also, *map(str, sorted(name_forms().groups.get(word, ()))))
