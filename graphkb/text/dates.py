"""Dates in a sentence, relative to the day the article appeared: explicit ones, weekdays, "last week", "in 2014"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Token

from graphkb.text.sentence import Sentence

Precision = Literal["day", "week", "month", "year"]
Reading = tuple[date, Precision] | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell a date: `start` and `end` count characters of the article's text.

    `date` is the first day of the period that `precision` names.
    """

    start: int
    end: int
    date: date
    precision: Precision


def find_dates(sentence: Sentence) -> list[DateMention]:
    """The dates a sentence tells, in order; words that need the day of publication are left out where it is unknown.

    A weekday is the last such day up to publication, or the next one where the sentence speaks of the future.

    >>> from graphkb.articles import Article
    >>> from graphkb.text import load_model, split
    >>> article = Article(id="a", text="Oslo said no on Tuesday.", published=date(2022, 11, 18))
    >>> [(_, [sentence])] = split([article], nlp=load_model())
    >>> find_dates(sentence)
    [DateMention(start=16, end=23, date=datetime.date(2022, 11, 15), precision='day')]
    """
    found: list[DateMention] = []
    for mention in sorted(_read(sentence), key=lambda mention: (mention.start, -mention.end)):
        if not found or found[-1].end <= mention.start:
            found.append(mention)
    return found


# ---------------------------------------------------------------- what dates look like

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
COUNTS = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}
COUNTS |= {"a": 1, "an": 1, "a couple of": 2, "eleven": 11, "twelve": 12}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = rf"(?P<month>(?:{_any(MONTHS)})\b\.?)"
WEEKDAY = rf"(?P<weekday>{_any(WEEKDAYS)})\b"
NAMED_DAY = rf"(?:(?:{_any(WEEKDAYS)}),?\s+(?:the\s+)?)?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>(?:1[89]|20)\d\d)\b"
# A year is no year where it counts something or goes on as another number.
LONE_YEAR = YEAR + r"(?![-–/,.%]\d|\s(?:people|troops|soldiers|men|women|civilians|members|km|miles|metres|meters))"
OF_PERIOD = r"(?:in|since|until|by|during|of|from|early|late|mid|before|after|for|to|between)"


def _read(sentence: Sentence) -> Iterator[DateMention]:
    for pattern, reader in FORMS:
        for match in pattern.finditer(sentence.text):
            reading = reader(match, sentence)
            if reading is not None:
                yield DateMention(sentence.start + match.start(), sentence.start + match.end(), *reading)


# ---------------------------------------------------------------- what they mean


def _explicit(match: re.Match[str], sentence: Sentence) -> Reading:
    """A day with its month, the year told or else the one that fits the day of publication and the tense."""
    if not match["month"][0].isupper():
        return None
    year, month, day = match["year"], _month(match["month"]), int(match["day"])
    if year:
        return _day(int(year), month, day)
    published = sentence.article.published
    if published is None:
        return None
    days = [found for shift in (-1, 0, 1) if (found := _day(published.year + shift, month, day))]
    if _speaks_of_future(sentence, match.start("month")):
        return min((found for found in days if found[0] >= published), default=None)
    # Without a tense, a day soon to come is more likely than one almost a year gone.
    soon = timedelta(days=0 if _speaks_of_past(sentence, match.start("month")) else SOON)
    return max((found for found in days if found[0] <= published + soon), default=None)


def _iso(match: re.Match[str], _: Sentence) -> Reading:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _day(year: int, month: int, day: int) -> Reading:
    try:
        return date(year, month, day), "day"
    except ValueError:
        return None


def _weekday(match: re.Match[str], sentence: Sentence) -> Reading:
    published = sentence.article.published
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    which = (match["which"] or "").lower()
    if which in ("next", "coming", "this coming") or (
        not which and _speaks_of_future(sentence, match.start("weekday"))
    ):
        return published + timedelta(days=7 - back), "day"
    if which == "last" and back == 0:
        back = 7
    return published - timedelta(days=back), "day"


def _relative(match: re.Match[str], sentence: Sentence) -> Reading:
    published = sentence.article.published
    if published is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["which"].lower(), 0)
    return published + timedelta(days=shift), "day"


def _ago(match: re.Match[str], sentence: Sentence) -> Reading:
    published = sentence.article.published
    if published is None:
        return None
    word = match["count"].lower()
    count = COUNTS[word] if word in COUNTS else int(word)
    return _shifted(published, match["unit"].lower(), -count)


def _period(match: re.Match[str], sentence: Sentence) -> Reading:
    published = sentence.article.published
    if published is None:
        return None
    shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(match["which"].lower(), 0)
    if match["which"].lower() == "the":
        shift = 0 if published.weekday() >= WEEKDAYS["saturday"] else -1
    return _shifted(published, match["unit"].lower(), shift)


def _shifted(day: date, unit: str, count: int) -> Reading:
    """The period of that unit so many units away from a day; None before the calendar begins."""
    if unit == "day":
        return (day + timedelta(days=count), "day") if abs(count) < 100_000 else None
    if unit in ("week", "weekend", "fortnight"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        return (monday + timedelta(days=5), "day") if unit == "weekend" else (monday, "week")
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    if not 12 <= months < 12 * date.max.year:
        return None
    return (date(months // 12, months % 12 + 1, 1), "month") if unit == "month" else (date(months // 12, 1, 1), "year")


def _named_month(match: re.Match[str], sentence: Sentence) -> Reading:
    """A month with its year, or the last such month up to publication (the next one in talk of the future)."""
    fields = match.groupdict()
    if not match["month"][0].isupper():
        return None
    month = _month(match["month"])
    if fields.get("year"):
        return date(int(match["year"]), month, 1), "month"
    published = sentence.article.published
    if published is None:
        return None
    which = (fields.get("which") or "").lower()
    future = which == "next" or (not which and _speaks_of_future(sentence, match.start("month")))
    year = published.year
    if future:
        year += month < published.month or (which == "next" and month == published.month)
    else:
        year -= month > published.month or (which == "last" and month == published.month)
    return date(year, month, 1), "month"


def _year(match: re.Match[str], _: Sentence) -> Reading:
    return date(int(match["year"]), 1, 1), "year"


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


# ---------------------------------------------------------------- the tense around a word

SOON = 30
"""Days ahead in which a date without year and tense is taken for one to come."""

PLANS = frozenset(
    "expect schedule plan set due intend agree slate prepare want hope threaten promise vow pledge".split()
)


def _speaks_of_future(sentence: Sentence, offset: int) -> bool:
    """Whether the verb that governs the word at an offset of the sentence speaks of the future."""
    verb = _verb(sentence, offset)
    return verb is not None and _is_future(verb)


def _speaks_of_past(sentence: Sentence, offset: int) -> bool:
    """Whether the verb that governs the word at an offset of the sentence is in the past tense."""
    verb = _verb(sentence, offset)
    return verb is not None and not _is_future(verb) and verb.tag_ in ("VBD", "VBN")


def _verb(sentence: Sentence, offset: int) -> Token | None:
    place = sentence.start - sentence.offset + offset
    token = next((token for token in sentence.span if token.idx <= place < token.idx + len(token)), None)
    verb = token
    while verb is not None and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head if verb.head.i != verb.i else None
    return verb


def _is_future(verb: Token) -> bool:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if words & {"will", "'ll", "’ll", "shall"}:
        return True
    # "is to visit", "plans to meet on Friday", "is due to speak".
    planned = verb.head.lemma_ in PLANS or verb.head.lemma_ in ("be", "go")
    if "to" in words and verb.dep_ in ("xcomp", "ccomp", "advcl") and planned:
        return verb.head.tag_ != "VBD" or verb.head.lemma_ in PLANS
    return verb.lemma_ in PLANS and bool(words & {"is", "are"}) and verb.tag_ == "VBN"


FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"\b{YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b", _iso),
        (rf"\b{NAMED_DAY}{DAY}(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR})?", _explicit),
        (rf"\b{NAMED_DAY}{MONTH}\s+{DAY}(?![:.]\d)(?:,?\s+{YEAR})?", _explicit),
        (rf"\b(?:(?P<which>last|this coming|this|next|coming)\s+)?{WEEKDAY}(?!\s+(?:Times|Mail|Telegraph))", _weekday),
        (r"\b(?P<which>yesterday|today|tonight|tomorrow)\b", _relative),
        (rf"\b(?P<count>\d{{1,3}}|{_any(COUNTS)})\s+(?P<unit>day|week|fortnight|month|year|decade)s?\s+ago\b", _ago),
        (r"\b(?P<which>last|past|previous|this|next|coming)\s+(?P<unit>weekend|week|month|year|decade)\b", _period),
        (r"\b(?:over|at|during)\s+(?P<which>the)\s+(?P<unit>weekend)\b", _period),
        (rf"\b(?P<which>last|this|next)\s+{MONTH}", _named_month),
        (rf"\b{MONTH},?\s+(?:of\s+)?{YEAR}", _named_month),
        (rf"\b{OF_PERIOD}[\s-]+{MONTH}(?!\s+\d)", _named_month),
        (rf"\b{MONTH}['’]s\b", _named_month),
        (rf"\b{OF_PERIOD}[\s-]+(?:(?:early|late|mid)[\s-]+)?{LONE_YEAR}", _year),
        (rf"(?<=\bthe\s){LONE_YEAR}(?=\s+[a-z])", _year),
        (rf"(?<=\bthe\s){MONTH}(?=\s+[a-z])", _named_month),
    )
)
