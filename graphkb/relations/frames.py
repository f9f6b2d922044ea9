"""Frames: the words that carry a relation, and where their source and target stand, read from patterns in YAML.

A pattern is written as a sentence is: `SOURCE impose <sanctions> on TARGET`. docs/frames.md says how to read one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from graphkb.errors import OntologyError

Part = Literal["verb", "noun", "adjective", "compound"]
Where = Literal[
    "subject",
    "object",
    "preposition",
    "clause",
    "complement",
    "owner",
    "owner of need",
    "pair",
    "self",
    "hyphen",
    "around",
]

PREPOSITIONS = frozenset(
    "about above across after against ahead along alongside amid among around as at away before behind between beyond"
    " by concerning despite during for from in inside into involving including near of off on onto out outside over"
    " regarding through targeting throughout to toward towards under upon via with within without".split()
)
SECTIONS: Mapping[str, Part] = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "compounds": "compound",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands.

    `labels` and `words` say what it may be; where there are neither, anything.
    """

    where: Where
    prepositions: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One pattern: a head word with the relation it carries, its slots, and the words that must stand by it."""

    relation: str
    pattern: str
    part: Part
    heads: frozenset[str]
    source: Slot
    target: Slot | None
    needs: tuple[frozenset[str], ...] = ()

    def shown(self, word: str) -> str:
        """The pattern with one of its heads.

        >>> read_pattern("VISITS", "verb", "SOURCE fly|travel to TARGET", classes={}).shown("fly")
        'SOURCE fly to TARGET'
        """
        for token in self.pattern.split():
            for part in (token, *token.split("-", 1)):
                if word in part.split("|"):
                    return self.pattern.replace(part, word, 1)
        return self.pattern


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, found by part of speech and head word."""

    frames: tuple[Frame, ...]
    by_head: Mapping[tuple[Part, str], tuple[Frame, ...]]

    def of(self, part: Part, word: str) -> tuple[Frame, ...]:
        """The frames of a head word, in the order of the file.

        >>> [frame.relation for frame in load_frames().of("verb", "invade")]
        ['INVADES']
        """
        return self.by_head.get((part, word), ())


@cache
def load_frames(path: Path | None = None) -> Lexicon:
    """The frames of a YAML file, or those that come with graphkb.

    Raises `OntologyError`, naming the file and the pattern, where one cannot be read.
    """
    path = path or Path(__file__).with_name("frames.yaml")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        classes = {name: _words(words) for name, words in raw["words"].items()}
        sections = [(rel, part, text) for rel, entry in raw["frames"].items() for part, text in _entries(entry)]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise OntologyError(f"{path}: not a file of frames (keys 'words' and 'frames'): {error!r}") from error
    frames = []
    for relation, part, pattern in sections:
        try:
            frames.append(read_pattern(relation, part, pattern, classes=classes))
        except ValueError as error:
            raise OntologyError(f"{path}: {relation}: pattern {pattern!r}: {error}") from error
    by_head: dict[tuple[Part, str], list[Frame]] = {}
    for frame in frames:
        for head in frame.heads:
            by_head.setdefault((frame.part, head), []).append(frame)
    return Lexicon(tuple(frames), {key: tuple(found) for key, found in by_head.items()})


def _words(words: Any) -> frozenset[str]:
    return frozenset(word.strip() for word in str(words).split(",") if word.strip())


def _entries(entry: Mapping[str, list[str]]) -> Iterator[tuple[Part, str]]:
    for section, patterns in entry.items():
        for pattern in patterns:
            yield SECTIONS[section], pattern


def read_pattern(relation: str, part: Part, pattern: str, *, classes: Mapping[str, frozenset[str]]) -> Frame:  # noqa: PLR0912
    """The frame of one pattern; raises `ValueError` where it names no head word, or a word class that is none.

    >>> frame = read_pattern("VISITS", "verb", "SOURCE travel to TARGET", classes={})
    >>> sorted(frame.heads), frame.source.where, sorted(frame.target.prepositions)
    (['travel'], 'subject', ['to'])
    """
    if part == "compound":
        return _read_compound(relation, pattern)
    tokens = pattern.split()
    heads: frozenset[str] = frozenset()
    slots: dict[str, Slot] = {}
    needs: list[frozenset[str]] = []
    preposition: frozenset[str] = frozenset()
    pair = " SOURCE and TARGET" in f" {pattern}"
    complement = False
    for i, token in enumerate(tokens):
        if role := _role(token):
            where = _where(token, bool(heads), preposition, pair=pair, complement=complement)
            if "=" in token:
                heads = _alternatives(token.partition("=")[2], classes)
            labels = _labels(token)
            words = frozenset(word for label in labels if "<" in label for word in _alternatives(label, classes))
            names = frozenset(label for label in labels if "<" not in label)
            slots[role] = Slot(where, preposition, names, words=words)
            if not (pair and role == "SOURCE"):
                preposition = frozenset()
        elif token == "*":
            complement = True
        elif token == "and" and pair:
            continue
        else:
            words = _alternatives(token, classes)
            following = tokens[i + 1] if i + 1 < len(tokens) else ""
            if heads and words <= PREPOSITIONS | {"that"} and _role(following) and "'s" not in following:
                preposition = words
            elif heads and len(words & PREPOSITIONS) > 1 and _role(following) and "'s" not in following:
                raise ValueError(f"no prepositions: {', '.join(sorted(words - PREPOSITIONS))}")
            elif heads and following == "*":
                continue
            elif heads:
                needs.append(words)
            else:
                heads = words
    if not heads:
        raise ValueError("no head word")
    if "SOURCE" not in slots:
        raise ValueError("no SOURCE")
    return Frame(relation, pattern, part, heads, slots["SOURCE"], slots.get("TARGET"), tuple(needs))


def _read_compound(relation: str, pattern: str) -> Frame:
    """The frame of `SOURCE-backed|funded TARGET` or `anti-TARGET SOURCE`."""
    slots: dict[str, Slot] = {}
    heads: frozenset[str] = frozenset()
    for token in pattern.split():
        left, hyphen, right = token.partition("-")
        if not hyphen:
            slots[_role(token) or ""] = Slot("around", labels=_labels(token))
        elif role := _role(left):
            slots[role], heads = Slot("hyphen"), frozenset(right.split("|"))
        else:
            slots[_role(right) or ""], heads = Slot("hyphen"), frozenset(left.split("|"))
    if slots.keys() != {"SOURCE", "TARGET"}:
        raise ValueError("a compound is written SOURCE-word TARGET or word-TARGET SOURCE")
    return Frame(relation, pattern, "compound", heads, slots["SOURCE"], slots["TARGET"])


def _role(token: str) -> str | None:
    return next((role for role in ("SOURCE", "TARGET") if token.startswith(role)), None)


def _labels(token: str) -> frozenset[str]:
    _, _, labels = token.partition(":")
    return frozenset(labels.removesuffix("'s").split("/")) if labels else frozenset()


def _where(token: str, after: bool, preposition: frozenset[str], *, pair: bool, complement: bool) -> Where:  # noqa: PLR0911
    if "=" in token:
        return "self"
    if pair:
        return "pair"
    if preposition:
        return "clause" if "that" in preposition else "preposition"
    if complement:
        return "complement"
    if "'s" in token:
        return "owner of need" if after else "owner"
    if after:
        return "object"
    return "subject"


def _alternatives(token: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for word in token.split("|"):
        if word.startswith("<"):
            name = word.strip("<>")
            if name not in classes:
                raise ValueError(f"no word class <{name}>")
            words |= classes[name]
        else:
            words.add(word)
    return frozenset(words)
