"""Known names: what `find_mentions` is given, and how a name in a text is compared with a known one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from anyascii import anyascii

from graphkb.mentions.mention import MentionKind
from graphkb.ontology import Label

WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|(?:[^\W\d_]\.){2,}|[^\W_]+")
COMMON = frozenset(
    """administration affairs agency airport alliance army assembly association authority bank base bloc board border
    bridge brigade brigades bureau camp canal channel church city coalition command commission committee company
    conference congress corporation corridor council court dam defence defense delta democrats department desert
    district division empire federation fleet force forces forest front gap general government governorate group
    guard guards heights human in institute island islands lake league legislature line media militia ministry
    mosque mountain mountains movement navy network newspaper oblast of office organisation organization
    parliament party peninsula plant police power prison province region republic rights river school sea
    security service services society square state strait straits street summit territories territory tower town
    treaty tribunal tunnel union university valley""".split()
)
"""Nouns that some papers write small inside a name: the Labour party, the Salang tunnel."""
JOINT = re.compile(r"[\s\-–‐'’‘.`]{1,3}")


class Word(NamedTuple):
    """A word of a text: as compared, as written, where, and whether only a joint parts it from the word before."""

    key: str
    text: str
    start: int
    end: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a known name stands for, as far as finding it needs to know."""

    label: Label
    kind: MentionKind


class Names(Protocol):
    """The names somebody knows."""

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, Known] | None:
        """How many words from that one on make the longest known name, and what it is; None where none begins."""

    def is_surname(self, word: str, day: date | None) -> bool:
        """Whether the press of that day calls a leader by that word alone."""


def words_of(text: str) -> list[Word]:
    """The words of a text, cut and folded the way names are compared: without accents, case, dots and joints.

    >>> [word.key for word in words_of("Recep Tayyip Erdoğan’s U.S. trip")]
    ['recep', 'tayyip', 'erdogan', 's', 'us', 'trip']
    """
    words: list[Word] = []
    for match in WORD.finditer(text):
        joined = bool(words) and JOINT.fullmatch(text, words[-1].end, match.start()) is not None
        words.append(Word(fold(match[0]), match[0], match.start(), match.end(), joined))
    return words


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in plain lower case letters, so that spellings with and without accents are one.

    >>> fold("Mirziyoyev"), fold("Łódź"), fold("U.S.")
    ('mirziyoyev', 'lodz', 'us')
    """
    if not word.isascii():
        bare = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
        word = bare if bare.isascii() else anyascii(bare)
    return word.replace(".", "").lower()


def written_like(name: str, text: str) -> bool:
    """Whether words of a text are capitalised as a name is: "US" is no "us", "Nato" is "NATO", "May" no "may".

    >>> written_like("US", "us"), written_like("NATO", "Nato"), written_like("Security Council", "Security Council")
    (False, True, True)
    >>> written_like("Labour Party", "Labour party"), written_like("White House", "White house")
    (True, False)
    """
    pairs = zip(WORD.findall(name), WORD.findall(text), strict=False)
    return all(_same_case(known, seen) or (at > 0 and seen in COMMON) for at, (known, seen) in enumerate(pairs))


def _same_case(known: str, seen: str) -> bool:
    if not known[0].isupper() or seen.isupper():
        return True
    acronym = known.isupper() and len(known.replace(".", "")) in (2, 3)
    return seen[0].isupper() and not acronym


def key_of(name: str) -> tuple[str, ...]:
    """A name as it is compared: its folded words."""
    return tuple(fold(word) for word in WORD.findall(name))


def runs(words: Sequence[Word], at: int, longest: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The unbroken runs of words from one on, longest first, with their lengths."""
    keys: list[str] = []
    for word in words[at : at + longest]:
        if keys and not word.joined:
            break
        keys.append(word.key)
    for length in range(len(keys), 0, -1):
        yield length, tuple(keys[:length])
