"""Sketches: how much of one text stands in another, told from a few hundred bytes of each.

A sketch is a MinHash (Broder 1997) of a text's runs of three words. It is kept in stores beside its article, so what
it is made of must never change without a new `VERSION`; that is why it is spelled out here and not left to a library.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphkb.articles import Article

VERSION = "1"
SAMPLES = 128
"""How many samples are kept: a share is told to about 0.04."""
BANDS = 24
"""How many keys a text is looked up by, each of two samples: of texts that share a third, 94 in 100 share a key."""
LEAD = 100
"""How many words are the lead. Papers cut stories from the end, so a short copy has the lead of its long original."""
LEADS = 8
"""How many more keys a text is looked up by, each of two samples of its lead."""
LEAST = 24
"""The fewest runs of words that say anything: shorter texts are copies only where they are the same, word for word."""

_WORDS = re.compile(r"[^\W_]+")


def _numbers(what: str, count: int) -> NDArray[np.uint64]:
    """Numbers that look random and are the same for ever, whatever the version of any library."""
    return np.frombuffer(b"".join(blake2b(f"{what} {n}".encode(), digest_size=8).digest() for n in range(count)), "<u8")


_FACTORS = _numbers("factor", SAMPLES)[:, None] | np.uint64(1)
_SHIFTS = _numbers("shift", SAMPLES)[:, None]
_PLACES = _numbers("place", 3) | np.uint64(1)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to compare it: a hash of its words, how many runs of words it has, and samples of them.

    `lead` are samples of its first words alone.
    """

    words: str
    runs: int
    samples: bytes
    lead: bytes

    def marks(self) -> tuple[str, ...]:
        """What the text is looked up by: texts that are alike nearly always share one."""
        if self.runs < LEAST:
            return (f"words:{self.words}",)
        keyed = (("", self.samples, BANDS), ("lead", self.lead, LEADS))
        return tuple(f"{what}{n}:{some[8 * n : 8 * n + 8].hex()}" for what, some, keys in keyed for n in range(keys))

    def kept(self) -> str:
        """The sketch as one line, to be kept; `Sketch.of_kept` reads it."""
        return f"{VERSION} {self.words} {self.runs} {b64encode(self.samples + self.lead).decode()}"

    @staticmethod
    def of_kept(text: str | None) -> Sketch | None:
        """The sketch of a line; None where there is none, or one of another version."""
        version, *parts = (text or "").split(" ")
        if version != VERSION or len(parts) != 3:
            return None
        samples = b64decode(parts[2])
        return Sketch(parts[0], int(parts[1]), samples[: 4 * SAMPLES], samples[4 * SAMPLES :])


def shared(a: Sketch, b: Sketch) -> tuple[float, float]:
    """How much of the first text stands in the second, and of the second in the first, between 0 and 1."""
    if a.words == b.words:
        return 1.0, 1.0
    if min(a.runs, b.runs) < LEAST:
        return 0.0, 0.0
    same = np.frombuffer(a.samples, np.uint32) == np.frombuffer(b.samples, np.uint32)
    alike = float(same.mean())
    both = alike / (1 + alike) * (a.runs + b.runs)
    return min(1.0, both / a.runs), min(1.0, both / b.runs)


def sketch_of(article: Article) -> Sketch:
    """The sketch of an article's prose: its body, without headlines, captions and credits.

    >>> from graphkb.articles import Article
    >>> one, other = (sketch_of(Article(id, text)) for id, text in (("a", "They met."), ("b", "They  MET")))
    >>> one == other
    True
    """
    parts = [part for part in article.reading_parts() if part.kind == "body"]
    text = " ".join(article.text[part.start : part.end] for part in parts) if parts else article.text
    return _sketch(text)


@lru_cache(maxsize=4096)
def _sketch(text: str) -> Sketch:
    words = _WORDS.findall(text.lower())
    whole = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    runs = _runs(words)
    if len(runs) < LEAST:
        return Sketch(whole, len(runs), b"", b"")
    return Sketch(whole, len(runs), _sampled(runs, SAMPLES), _sampled(_runs(words[:LEAD]), 2 * LEADS))


def _sampled(runs: NDArray[np.uint64], samples: int) -> bytes:
    """The least of the runs in each of so many orders."""
    # Multiplying modulo 2^64 and keeping the upper half is a hash of its own for each factor and shift.
    ordered = (runs * _FACTORS[:samples] + _SHIFTS[:samples]) >> np.uint64(32)
    least: bytes = ordered.min(axis=1).astype("<u4").tobytes()
    return least


def _runs(words: list[str]) -> NDArray[np.uint64]:
    """A hash of each run of three words, without repetitions."""
    hashed = np.array([_word(word) for word in words], dtype=np.uint64)
    if len(hashed) < 3:
        return hashed[:0]
    run = hashed[:-2] * _PLACES[0] + hashed[1:-1] * _PLACES[1] + hashed[2:] * _PLACES[2]
    run ^= run >> np.uint64(29)
    run *= np.uint64(0xBF58476D1CE4E5B9)
    run ^= run >> np.uint64(32)
    return np.unique(run)


@lru_cache(maxsize=200_000)
def _word(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def sharing_keys(sketches: Sequence[Sketch]) -> Iterator[list[int]]:
    """Yield the places of sketches that share a key, for each key that several share; those of few words share none."""
    told = [place for place, sketch in enumerate(sketches) if sketch.runs >= LEAST]
    if len(told) < 2:
        return
    for keyed, keys in (([sketches[n].samples for n in told], BANDS), ([sketches[n].lead for n in told], LEADS)):
        table = np.frombuffer(b"".join(some[: 8 * keys] for some in keyed), "<u8").reshape(len(told), keys)
        for band in table.T:
            order = np.argsort(band, kind="stable")
            ends = np.flatnonzero(np.diff(band[order])) + 1
            for group in np.split(order, ends):
                if len(group) > 1:
                    yield [told[place] for place in group]
