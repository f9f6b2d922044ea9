"""How far terms.csv agrees with dated newspaper articles that name office holders: a second source for who held what.

    python benchmarks/check_terms.py ARTICLES.jsonl [--mark NAME]

Only words that tell the state, the office and the full name beside each other count ("the French president, Jane Doe";
"Jane Doe, the French president"), with no "former" or "acting" before them. With --mark, each term that articles
confirm gets NAME and the day of the first of them among its sources in terms.csv.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

from graphkb._whole import write_whole
from graphkb.actors import Gazetteer, load_gazetteer
from graphkb.actors.facts import Row, Term, period
from graphkb.actors.gazetteer import HIGHEST
from graphkb.articles import load_articles

TERMS = Path(__file__).parents[1] / "graphkb" / "actors" / "data" / "terms.csv"
OFFICES = {
    "president": ("head-of-state",),
    "prime minister": ("head-of-government",),
    "chancellor": ("head-of-government",),
    "king": ("head-of-state",),
    "foreign minister": ("foreign-minister",),
    "foreign secretary": ("foreign-minister",),
    "secretary of state": ("foreign-minister",),
    "defence minister": ("defence-minister",),
    "defence secretary": ("defence-minister",),
    "defense secretary": ("defence-minister",),
}
WORD = r"[A-Z][\w’'.-]+"
NAME = rf"{WORD}(?: (?:(?:al|el|bin|de|von|der|Al)[ -])?{WORD}){{1,3}}"
STATE = rf"(?P<state>{WORD}(?: {WORD}){{0,2}})(?:’s|'s)?"
OFFICE = rf"(?P<office>{'|'.join(OFFICES)})"
PAST = r"(?P<past>\b(?:former|ex|late|then|acting|deputy|vice|interim)[ -])?"
BEFORE = re.compile(rf"{PAST}{STATE} {OFFICE},? (?P<name>{NAME})")
BEHIND = re.compile(rf"(?P<name>{NAME}), (?P<past>)(?:the )?{STATE} {OFFICE}\b")

Claim = tuple[str, str, str, date]
"""A leader's id, an office, a state's id and the day of an article that says they hold it."""


def claims(text: str, day: date, gazetteer: Gazetteer) -> Iterator[Claim]:
    """Who holds which office by the words of an article, as far as all three are known."""
    for pattern in (BEFORE, BEHIND):
        for match in pattern.finditer(text):
            named = (n for n in gazetteer.find(match["state"]) if n.entity.label == "State" and n.kind != "capital")
            known = {naming.entity.id for naming in named}
            state = known.pop() if len(known) == 1 else ""
            people = {n.entity.id for n in gazetteer.find(match["name"], date=day) if n.entity.label == "Leader"}
            if not match["past"] and state.startswith("state/") and len(people) == 1:
                yield people.pop(), OFFICES[match["office"]][0], state, day


def main() -> None:
    """Print how far the articles and the table agree, and every point in which they do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles")
    parser.add_argument("--mark", metavar="NAME", help="Name this source in terms.csv where it confirms a term.")
    given = parser.parse_args()
    gazetteer = load_gazetteer()
    articles = (article for article in load_articles(given.articles) if article.published)
    told = Counter(c for a in articles if a.published for c in claims(a.text, a.published, gazetteer))
    confirmed: dict[Term, date] = {}
    for (person, office, state, day), times in sorted(told.items(), key=lambda item: (item[0][3], item[0])):
        terms = [t for t in gazetteer.terms_by(person) if t.of == state and t.period.holds(day)]
        fitting = [t for t in terms if t.office == office] or [t for t in terms if {office, t.office} <= HIGHEST]
        for term in fitting[:1]:
            confirmed.setdefault(term, day)
        if not fitting:
            holder = gazetteer.holder(office, state, day)
            listed = holder.id if holder else "nobody"
            print(f"{day}: {person} as {office} of {state} ({times} times); the table has {listed}")
    print(f"{len(told)} statements of {len({c[:3] for c in told})} offices held; {len(confirmed)} terms are confirmed.")
    if given.mark:
        mark(confirmed, given.mark)


def mark(confirmed: dict[Term, date], name: str) -> None:
    """Add a source to the terms that it confirms."""
    with TERMS.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    days = {(t.person, t.office, t.of, t.period): day for t, day in confirmed.items()}
    whole = StringIO()
    writer = csv.DictWriter(whole, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            _marked(row, days.get((f"leader/{row['person']}", row["office"], row["of"], period(row))), name)
        )
    write_whole(TERMS, whole.getvalue().encode())


def _marked(row: Row, day: date | None, name: str) -> Row:
    if day is None or name in row["source"]:
        return row
    return {**row, "source": f"{row['source']}; {name} {day}"}


if __name__ == "__main__":
    main()
