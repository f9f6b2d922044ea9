"""Which lines of a page are the page's and not the story's; the patterns are data, in boilerplate.yaml."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from graphkb.articles.dates import DAY

LineKind = Literal["separator", "furniture", "list", "byline", "date", "credit", "title", "prose"]

_LONGEST = 200  # longer lines are prose; it also bounds what a pattern can cost
_NOTICE = 1_500
_CUES = 3
_TO_THE_READER = re.compile(r"\byou(r|rs)?\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”„«»]")
_TITLE = 170
_TITLE_WORDS = 28
_JOINERS = {
    "and",
    "in",
    "for",
    "of",
    "the",
    "de",
    "del",
    "della",
    "der",
    "van",
    "von",
    "bin",
    "ibn",
    "al",
    "el",
    "at",
    "via",
    "with",
    "&",
}
_WEEKDAY = r"((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,? )?"
_CLOCK = r"([ ,|·T-]{0,3}(at )?\d{1,2}[:.h]\d{2}.{0,25})?\.?"
_FILLED = {"{date}": _WEEKDAY + DAY + _CLOCK, "{names}": r"(?P<names>[^.!?;]{2,100}|[^!?;]{2,60})"}
_NUMBERED = re.compile(r"\d{1,2}[.)] +")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in "Mr Mrs Ms Dr St Gen Lt Col Sen Gov Rep Rev vs No Jr Sr".split())
_INNER_END = re.compile(rf"[a-z0-9)”’\"]{_ABBREVIATED}\.[\"”’)]? +[\"“‘(]?[A-Z]")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one file of boilerplate, compiled; each must match a whole line."""

    by_kind: tuple[tuple[LineKind, tuple[re.Pattern[str], ...]], ...]
    agency: re.Pattern[str]
    notices: tuple[re.Pattern[str], ...]

    def kind(self, line: str) -> LineKind | None:
        """The kind of page furniture a line is, if it is any; in brackets or not."""
        if line[:1] == "(" and line[-1:] == ")":
            line = line[1:-1].strip()
        for kind, patterns in self.by_kind:
            if any((match := pattern.fullmatch(line)) and _only_names(match) for pattern in patterns):
                return kind
        return None

    def is_notice(self, paragraph: str) -> bool:
        """Whether a paragraph asks the reader for consent or for money, as cookie notices and walls do."""
        if len(paragraph) > _NOTICE or not _TO_THE_READER.search(paragraph) or _QUOTED.search(paragraph):
            return False
        return sum(cue.search(paragraph) is not None for cue in self.notices) >= _CUES


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The patterns that come with graphkb, read once."""
    text = files("graphkb.articles").joinpath("boilerplate.yaml").read_text(encoding="utf-8")
    raw: dict[str, list[str]] = yaml.safe_load(text)
    agency = "|".join(raw["agencies"])
    kinds: list[tuple[LineKind, str]] = [
        ("separator", "separators"),
        ("furniture", "furniture"),
        ("list", "lists"),
        ("furniture", "pointers"),
        ("byline", "bylines"),
        ("date", "dates"),
        ("credit", "credits"),
    ]
    compiled = tuple((kind, tuple(_compile(line, agency) for line in raw[key])) for kind, key in kinds)
    notices = tuple(re.compile(rf"(?<!\w)({cue})(?!\w)", re.IGNORECASE) for cue in raw["notices"])
    return Patterns(compiled, re.compile(rf"\b({agency})\b", re.IGNORECASE), notices)


@lru_cache(maxsize=1024)  # neighbours are judged more than once
def line_kind(line: str) -> LineKind:
    """What a line of a page is, judged by itself.

    >>> [line_kind(line) for line in ("Share this", "REUTERS/Ada Byron", "By Ada Byron", "Published: 3 May 2022")]
    ['furniture', 'credit', 'byline', 'date']
    >>> line_kind("Talks on the lake resume"), line_kind("The talks on the lake resumed in Bishkek.")
    ('title', 'prose')
    """
    line = " ".join(line.split()) if len(line) <= _LONGEST * 2 else line
    if len(line) <= _LONGEST and (kind := patterns().kind(line)) is not None:
        return kind
    if patterns().is_notice(line):
        return "furniture"
    return "title" if _like_a_title(line) else "prose"


def _like_a_title(line: str) -> bool:
    """Short, a capital or a digit first, one sentence at most, and no full stop after it."""
    if (
        len(line) > _TITLE
        or len(line.split()) > _TITLE_WORDS
        or line.endswith((".", ",", ";", ":", ".”", '."', ".’", ".'", ".)"))
    ):
        return False
    line = _NUMBERED.sub("", line)
    letters = line.lstrip("\"'“‘«([¿¡ ")
    return letters[:1].isalnum() and not letters[:1].islower() and _INNER_END.search(line) is None


def ends_a_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does.

    >>> ends_a_sentence("“We will see.”"), ends_a_sentence("Talks resume")
    (True, False)
    """
    return _SENTENCE_END.search(line.rstrip()[-12:]) is not None


def _compile(line: str, agency: str) -> re.Pattern[str]:
    for name, filled in (*_FILLED.items(), ("{agency}", f"({agency})")):
        for number in range(line.count(name)):
            line = line.replace(name, filled.replace("?P<names>", f"?P<names{number}>"), 1)
    return re.compile(line, re.IGNORECASE)


def _only_names(match: re.Match[str]) -> bool:
    """Whether every word in the place of {names} begins as a name does."""
    found = [value for key, value in match.groupdict().items() if key.startswith("names") and value]
    words = " ".join(found).replace("/", " ").replace(",", " ").split()
    return len(words) <= 14 and all(word[0].isupper() or not word[0].isalpha() or word in _JOINERS for word in words)
