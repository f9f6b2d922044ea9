"""The president of X on a day: whom whole sentences mean, drawn at random from the table of terms, and outside it."""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from graphkb.actors import Gazetteer, load_gazetteer, resolve
from graphkb.actors.facts import Period, Row, period
from graphkb.articles import Article
from graphkb.mentions import find_mentions
from graphkb.text import load_model, split

DATA = Path(__file__).parents[2] / "graphkb" / "actors" / "data"
OFFICES = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister"})
PRESIDENCY = "state/BIH"
"""Three people are president at once there: whom the press means nobody knows."""

QUESTIONS, OUTSIDE, SEED = 200, 50, 20221122
LATEST = date(2025, 12, 31)

PHRASES = ("the {adjective} {title}", "{state}'s {title}", "the {title} of {state}")
SENTENCES = (
    "{Who} met two envoys on Monday.",
    "A treaty was signed by {who} in the evening.",
    "Fishermen wrote a long letter to {who} last week.",
    "Nobody expected {who} to come to the opening of the bridge.",
    "{Who} said that the harbour would be closed in winter.",
    "According to the paper, {who} wants new elections.",
    "The envoys waited for an hour until {who} arrived.",
    "{Who}, who was late, shook hands with the guests and left.",
    "Talks with {who} were called off because of the snow.",
    "The strike ended after {who} had promised higher wages.",
    "In a speech on Friday {who} praised the firemen.",
    "The bishop criticized {who} sharply.",
)


@dataclass(frozen=True)
class Question:
    """A sentence of an article of that day, the words in it that name an office, and who is meant (None: unknown)."""

    text: str
    title: str
    day: date
    answer: str | None


def rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def certain(term: Row) -> Period | None:
    """The days on which somebody certainly held an office: of a date that is only a year, not the year itself."""
    since = period({"since": "", "until": term["since"]}).until
    until = period({"since": term["until"], "until": ""}).since
    first, last = since and since + timedelta(days=1), (until or LATEST) - timedelta(days=1)
    return Period(first, last) if first and first <= last else None


def adjectives() -> dict[str, list[str]]:
    """The adjectives of each state that no other state shares."""
    of: dict[str, set[str]] = {}
    for row in rows("state_names.csv"):
        of.setdefault(row["name"], set()).add(row["iso3"])
    told = [row for row in rows("state_names.csv") if row["kind"] == "adjective" and not row["until"]]
    alone = [row for row in told if len(of[row["name"]]) == 1]
    return {code: [row["name"] for row in alone if row["iso3"] == code] for code in {row["iso3"] for row in alone}}


def bare(title: str) -> str:
    """A title as one asks for it: whoever is acting president is the president then."""
    return title.removeprefix("acting ").removeprefix("interim ").removeprefix("caretaker ")


def ask(chance: random.Random, title: str, of: str, day: date, answer: str | None) -> Question:
    code = of.removeprefix("state/")
    names = {row["iso3"]: row["name"] for row in rows("states.csv")}
    words = ADJECTIVES.get(code, [])
    phrase = chance.choice(PHRASES if words else PHRASES[1:])
    who = phrase.format(adjective=chance.choice(words or [""]), title=title, state=names[code])
    sentence = chance.choice(SENTENCES)
    return Question(sentence.format(who=who, Who=who[0].upper() + who[1:]), title, day, answer)


ADJECTIVES = adjectives()
TERMS = [row for row in rows("terms.csv") if row["office"] in OFFICES and row["of"] != PRESIDENCY]


def inside() -> list[Question]:
    """Questions to which the table has the answer."""
    chance = random.Random(SEED)
    spans = [(term, span) for term in TERMS if (span := certain(term)) and (span.until or LATEST).year >= 1990]
    found = []
    for term, span in chance.sample(spans, QUESTIONS):
        assert span.since and span.until
        day = span.since + timedelta(days=chance.randrange((span.until - span.since).days + 1))
        found.append(ask(chance, bare(term["title"]), term["of"], day, f"leader/{term['person']}"))
    return found


def outside() -> list[Question]:
    """Questions about days on which the table knows nobody in that office."""
    chance = random.Random(SEED + 1)
    found: list[Question] = []
    while len(found) < OUTSIDE:
        of, title = chance.choice([(term["of"], bare(term["title"])) for term in TERMS])
        day = date(1946, 1, 1) + timedelta(days=chance.randrange(120 * 365))
        near = [period(term) for term in TERMS if term["of"] == of]
        week = Period(day - timedelta(days=400), day + timedelta(days=400))
        if not any(span.meets(week) for span in near):
            found.append(ask(chance, title, of, day, None))
    return found


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def answers(questions: list[Question], gazetteer: Gazetteer) -> list[set[str]]:
    """For each question the ids of all people that reading its sentence finds."""
    articles = [Article(id=str(n), text=q.text, published=q.day) for n, q in enumerate(questions)]
    found = []
    for _, sentences in split(articles, nlp=load_model()):
        sightings = resolve(find_mentions(sentences, names=gazetteer), gazetteer=gazetteer)
        found.append({s.entity.id for s in sightings if s.entity.label in ("Leader", "Person")})
    return found


def test_whoever_held_the_office_then_is_meant(gazetteer: Gazetteer) -> None:
    questions = inside()
    assert len({q.text for q in questions}) > QUESTIONS * 0.9
    wrong = [
        (q.text, q.day, q.answer, found)
        for q, found in zip(questions, answers(questions, gazetteer), strict=True)
        if found != {q.answer}
    ]
    assert wrong == []


def test_nobody_is_guessed_where_the_table_knows_nobody(gazetteer: Gazetteer) -> None:
    questions = outside()
    assert len(questions) == OUTSIDE
    guessed = [
        (q.text, q.day, found)
        for q, found in zip(questions, answers(questions, gazetteer), strict=True)
        if any(id in gazetteer.entities for id in found)
    ]
    assert guessed == []
