"""Whether two names may be one person's: how their words are written, left out, put in another order, transliterated.

Names are compared word by word. What the press of one language writes *kh*, *ch* or *w* another writes *h*, *tsch* or
*v*: a word is brought to the letters that stand for its sounds, and words count as alike where those differ little, in
vowels more readily than in consonants. Of words that only one of the names has, some may be missing from the other;
that each has one of its own tells two people apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from graphkb.actors.name_words import PersonName, Words, name_forms, name_words
from graphkb.actors.sounds import word_keys, word_likeness
from graphkb.actors.syllables import in_syllables, romanized, run_together

SAME = 0.8
"""From which score on two names are taken for one person's."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, from 0 to 1, what that rests on, and whether both begin and end with the same words."""

    score: float
    reason: str
    whole: bool = True

    @property
    def same(self) -> bool:
        """Whether they are one person's, as far as names can tell."""
        return self.score >= SAME


UNLIKE = Likeness(0.0, "other words")


def compare_people(one: str, other: str) -> Likeness:
    """How alike two names of people are; the same whichever comes first.

    >>> compare_people("Muammar Gaddafi", "Moammar al-Kadafi").same
    True
    >>> compare_people("Kim Jong-il", "Kim Jong-un").same, compare_people("Fidel Castro", "Raúl Castro").same
    (False, False)
    """
    a, b = name_words(one), name_words(other)
    if a.number and b.number and a.number != b.number:
        return UNLIKE
    if a.readings[0] == b.readings[0] and a.number == b.number and a.readings[0]:
        return Likeness(1.0, "the same words")
    if in_syllables(a.readings[0]) and in_syllables(b.readings[0]):
        return _of_syllables(a, b)
    pairs = [sorted(pair, key=lambda words: (len(words), words)) for pair in _readings(a, b)]
    found = max((_compared(*pair) for pair in pairs), key=lambda likeness: likeness.score)
    if a.number != b.number and found.score == 1.0:
        return Likeness(0.5, "father and son")
    return found


def _readings(a: PersonName, b: PersonName) -> Iterator[tuple[Words, Words]]:
    """Yield how the two names may be set side by side: both without titles, both with them, both with every word."""
    for at in range(max(len(a.readings), len(b.readings))):
        yield a.readings[min(at, len(a.readings) - 1)], b.readings[min(at, len(b.readings) - 1)]


def _compared(a: Words, b: Words) -> Likeness:
    if not a:
        return UNLIKE
    if a == b:
        return Likeness(1.0, "the same words")
    found = [_in_order(a, b), _turned(a, b), *_run_together(a, b)]
    return max(found, key=lambda likeness: likeness.score)


def _of_syllables(a: PersonName, b: PersonName) -> Likeness:
    """How alike two names of syllables are: these must agree, though a hyphen tells of another way to write them."""
    one, other = a.readings[0], b.readings[0]
    if run_together(one) == run_together(other):
        return Likeness(0.99, "the same syllables")
    if (a.hyphen or b.hyphen) and romanized(one) == romanized(other):
        return Likeness(0.9, "the same syllables, written another way")
    return UNLIKE


def _in_order(a: Words, b: Words) -> Likeness:
    """How alike two names are whose words stand in the same order, of which the longer may have some more."""
    if len(b) == 1:
        alike = word_likeness(a[0], b[0])
        return Likeness(alike, "one word") if alike >= 0.93 else UNLIKE
    if len(a) == 1:
        return Likeness(0.6, "one of its words", whole=False) if word_likeness(a[0], b[-1]) >= 0.93 else UNLIKE
    initials = [tuple(w for w in words[1:-1] if len(w) == 1) for words in (a, b)]
    if all(initials) and initials[0] != initials[1]:
        return UNLIKE  # "George W. Bush" is not "George H. W. Bush"
    pairs = _aligned(a, b)
    if pairs is None or not _holds_together(a, b, [place for place, _ in pairs]):
        return UNLIKE
    scores = [score for _, score in pairs]
    full = sum(len(a[i]) > 1 and len(b[place]) > 1 for i, (place, _) in enumerate(pairs))
    missing = sum(len(word) > 1 for word in b) - sum(len(b[place]) > 1 for place, _ in pairs)
    score = min(scores) - 0.01 * missing
    if len(a[-1]) == 1 or len(b[pairs[-1][0]]) == 1:
        return UNLIKE  # no initial stands for a family name
    reason = "alike in spelling" if min(scores) < 1 else "the same words"
    reason = f"{reason}, one has {missing} more" if missing else reason
    whole = (pairs[0][0], pairs[-1][0]) == (0, len(b) - 1) and full >= 2
    return Likeness(max(score, 0.0), "an initial" if full < 2 else reason, whole)


def _aligned(a: Words, b: Words) -> list[tuple[int, float]] | None:
    """For each word of the shorter name its place in the longer one and how alike they are; None where they are not."""
    pairs: list[tuple[int, float]] = []
    at = 0
    for number, word in enumerate(a):
        left = len(a) - number - 1
        places = range(at, len(b) - left)
        found = max(((_alike(word, b[p], first=p == number == 0), -p) for p in places), default=(0.0, 0))
        if found[0] < SAME:
            return None
        pairs.append((-found[1], found[0]))
        at = 1 - found[1]
    return pairs


def _alike(one: str, other: str, *, first: bool) -> float:
    if len(one) == 1 or len(other) == 1:
        return SAME if one[0] == other[0] else 0.0
    if first and one != other and _his_and_hers(one, other):
        return 0.0
    return word_likeness(one, other)


def _his_and_hers(one: str, other: str) -> bool:
    """Whether two first names differ only as a man's and a woman's do: Daniel and Daniela, Mario and Maria."""
    short, long = sorted((one, other), key=len)
    longer = len(long) == len(short) + 1 and long == short + "a"
    ending = {short[-1], long[-1]} == {"a", "o"} and short[:-1] == long[:-1]
    return (
        longer
        or ending
        or (short.endswith("er") and long == short[:-2] + "ra")
        or (len(short) == len(long) and short[:-2] == long[:-2] and {short[-2:], long[-2:]} == {"er", "ra"})
    )


def _holds_together(a: Words, b: Words, places: Sequence[int]) -> bool:
    """Whether what only the longer name has may be left out: a middle name, a second family name, one in front."""
    if len(a) == len(b):
        return True
    first, last, end = places[0], places[-1], len(b) - 1
    unbroken = len(a) > 1 and last - first == len(a) - 1
    if last == end:
        return first == 0 or unbroken
    # Of two family names the second is left out: "Gabriel García"; and of two first names the first.
    return last == end - 1 and (first == 0 or (unbroken and first == 1)) and len(b) > 2


def _turned(a: Words, b: Words) -> Likeness:
    """How alike two names are of which one has the family name first: "Abe Shinzo"."""
    if len(a) != len(b) or len(a) < 2 or {a[0], a[-1]} <= name_forms().given | name_forms().groups.keys():
        return UNLIKE  # either may be the first name: "Paul Martin"
    turns = [(*b[1:], b[0]), (b[-1], *b[:-1])]
    score = max(min(_alike(x, y, first=False) for x, y in zip(a, turn, strict=True)) for turn in turns)
    alone = any(len(word) == 1 for word in (*a, *b))
    return Likeness(score - 0.02, "in another order") if score >= 0.93 and not alone else UNLIKE


def _run_together(a: Words, b: Words) -> Iterator[Likeness]:
    """Yield how alike two names are where words of the longer are one in the other: "Kim Jong Un", "Kim Jongun"."""
    if len(b) > len(a):
        for at in range(len(b) - 1):
            joined = (*b[:at], b[at] + b[at + 1], *b[at + 2 :])
            if len(joined) > len(a):
                yield from _run_together(a, joined)
            elif len(joined) > 1 and all(len(word) > 1 for word in joined):
                score = min(_alike(x, y, first=n == 0) for n, (x, y) in enumerate(zip(a, joined, strict=True)))
                if score >= 0.9:
                    yield Likeness(score, "run together")


# ---------------------------------------------------------------- which names to compare at all


def keys_of(name: str) -> frozenset[str]:
    """Keys of which names that are alike share at least one; few others do.

    >>> keys_of("Muammar Gaddafi") & keys_of("Moammar al-Kadafi") != frozenset()
    True
    """
    keys: set[str] = set()
    for reading in _written_as(name_words(name).readings):
        words = [word_keys(word) for word in reading if len(word) > 1]
        if len(words) == 1:
            keys.update(words[0])
        keys.update(" ".join(sorted((x, y))) for one, other in combinations(words, 2) for x in one for y in other)
    return frozenset(keys)


def _written_as(readings: Iterable[Words]) -> Iterator[Words]:
    """Yield the words of a name as they are, with any two run together, and as other romanizations have them."""
    for words in readings:
        yield words
        if in_syllables(words):
            yield romanized(words)
        elif len(words) > 2:
            yield from ((*words[:at], words[at] + words[at + 1], *words[at + 2 :]) for at in range(len(words) - 1))
