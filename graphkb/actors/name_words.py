"""The words of a person's name as names are compared: without accents, titles, particles; and what is known of them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from anyascii import anyascii

PARTICLES = frozenset(
    "al el as ul ibn bin ben bint da de del della der den di do dos das du la le van von y e abi arap".split()
)
"""Words inside a name that some write and others leave out."""

SON_OF = frozenset({"bin", "ibn", "bint"})
"""What stands before the name of somebody's father."""

NUMBERS = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
NUMBERS |= {"jr": -1, "junior": -1, "sr": -2, "senior": -2}
"""Words at the end that tell a king from the one before, and a son from his father."""

TITLES = frozenset(
    """king queen prince princess emperor empress emir sultan sheikh sheik sheikha shah pope patriarch cardinal lord
    lady sir dame baron baroness crown ayatollah grand imam mullah general president dr""".split()
)
"""Words before a name in leader_names.csv that are no part of it."""

FAMILY_NAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM"})
"""States whose people are called by the first word of their name."""

BOTH_ORDERS = frozenset({"HKG", "MAC", "SGP", "TWN"})
"""Of these states, those where many have a Western name besides."""

MOST_WORDS = 7
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's words in plain letters: without titles and particles, without particles, all of them; the number behind.

    `hyphen` tells whether one joins words of it.
    """

    readings: tuple[Words, ...]
    number: int
    hyphen: bool


@lru_cache(maxsize=65536)
def name_words(text: str) -> PersonName:
    """The words of a name.

    >>> name_words("Sheikh Hamad bin Khalifa al-Thani").readings[0], name_words("Hassan II").number
    (('hamad', 'khalifa', 'thani'), 2)
    """
    first, comma, rest = text.partition(",")
    if comma and rest.strip() and _number(rest) == 0:
        text = f"{rest} {first}"  # "Doe, Jane"
    number = _number(text)
    words = _plain(text)[:MOST_WORDS]
    words = words[:-1] if number and len(words) > 1 else words
    titles = name_forms().titles
    bare = words
    while len(bare) > 1 and bare[0] in titles:
        bare = bare[1:]
    kept = (words[:1] + [word for word in words[1:] if word not in PARTICLES] for words in (bare, words))
    readings = (*map(tuple, map(_joined, kept)), tuple(words))
    return PersonName(tuple(dict.fromkeys(readings)), number, "-" in text)


def ends_of(words: Words) -> Iterator[Words]:
    """Yield what may be said for a name in short, longest first: its ends, but not the name of the father alone.

    >>> list(ends_of(("salman", "bin", "abdulaziz"))), list(ends_of(("aung", "suu", "kyi")))
    ([('bin', 'abdulaziz')], [('suu', 'kyi'), ('kyi',)])
    """
    return (words[start:] for start in range(1, len(words)) if words[start - 1] not in SON_OF)


def untitled(words: Words) -> Words:
    """A name without the titles before it.

    >>> untitled(("king", "haakon"))
    ('haakon',)
    """
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words


def last_names(words: Words, iso3: str | None) -> Iterator[Words]:
    """Yield what a person of a state is called by alone, longest first: the family name, or the ends of the name.

    >>> list(last_names(("kim", "jong", "un"), "PRK")), list(last_names(("king", "haakon"), "NOR"))
    ([('kim',)], [('haakon',)])
    """
    words = untitled(words)  # nobody is called "King" for being King Haakon
    western = iso3 in BOTH_ORDERS and len(words) == 2  # "Donald Tsang", but "Tung Chee-hwa"
    if iso3 in FAMILY_NAME_FIRST and 2 <= len(words) <= 4 and not western:
        yield words[:1]
        return
    yield from ends_of(words)
    if len(words) == 1:
        yield words


def _number(text: str) -> int:
    """The number at the end of a name: of a king, or of a son who is called like his father."""
    last = (text.split() or [""])[-1].strip(".,")
    known = NUMBERS.get(last.lower(), 0)
    return known if known < 0 or last.isupper() else 0


def _plain(text: str) -> list[str]:
    """The words of a text in plain lower case letters; Chinese and Korean in syllables."""
    bare = re.sub(r"['’‘ʼ`´]", "", text)
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c) or ord(c) > 0x36F)
    if not bare.isascii():
        bare = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(word)) for word in bare.split())
    return re.findall(r"[a-z0-9]+", bare.replace("'", "").lower())


ABD = re.compile(r"^abd(?:[aeou]u?[lr])?(?=.{3})")
DIN = re.compile(r"(?<=.{3})[aeou]?d?din$")


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The words with *Abdul* and *-din* joined to what they belong to: "Abd al-Aziz", "Burhan al-Din"."""
    at = 0
    while at < len(words):
        word = words[at]
        if at + 1 < len(words) and re.fullmatch("ab[eo]?d(?:[aeou]u?[lr])?", word):
            at, word = at + 1, "abd" + words[at + 1]
        elif at + 1 < len(words) and words[at + 1] in ("din", "deen", "eddin", "eddine", "uddin"):
            at, word = at + 1, word + "din"
        at += 1
        yield DIN.sub("din", ABD.sub("abd", word))


@dataclass(frozen=True, slots=True)
class Forms:
    """First names by the groups of forms they belong to, other first names, family names that come first, titles."""

    groups: Mapping[str, frozenset[int]]
    given: frozenset[str]
    families: frozenset[str]
    titles: frozenset[str]


@cache
def name_forms() -> Forms:
    """The words of names.yaml."""
    raw = yaml.safe_load((files("graphkb.actors") / "names.yaml").read_text(encoding="utf-8"))
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(raw["forms"].splitlines()):
        for form in line.split():
            groups[form].add(number)
    given, families, titles = (frozenset(raw[part].split()) for part in ("given", "families", "titles"))
    return Forms({form: frozenset(numbers) for form, numbers in groups.items()}, given, families, titles)
