"""The leaders, their names and their terms of office: the tables are sound, and some known answers come out right."""

import csv
import datetime
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "graphkb" / "actors" / "data"
HEADERS = {
    "leaders": ["id", "name", "iso3", "gender", "wikidata", "source"],
    "leader_names": ["id", "name", "kind", "source"],
    "terms": ["person", "office", "title", "of", "since", "until", "source"],
}
OFFICES = {
    "head-of-state",
    "head-of-government",
    "foreign-minister",
    "defence-minister",
    "head",
    "party-leader",
    "opposition-leader",
    "spokesperson",
    "military-chief",
}
# Offices that several people hold at once, and why.
SHARED = {
    ("state/BIH", "head-of-state"): "the Presidency has three members, one from each constituent people",
}
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader)
    assert reader.fieldnames == HEADERS[name]
    return rows


LEADERS, NAMES, TERMS = table("leaders"), table("leader_names"), table("terms")
PEOPLE = {row["id"]: row for row in LEADERS}


def span(term: Row) -> tuple[datetime.date, datetime.date]:
    """The days that a term certainly covers: a bare year starts at its end and ends at its start."""
    return _latest(term["since"] or "0001"), _earliest(term["until"] or "9999-12-31")


def _earliest(date: str) -> datetime.date:
    return datetime.date.fromisoformat((date + "-01-01")[:10])


def _latest(date: str) -> datetime.date:
    if len(date) == 10:
        return datetime.date.fromisoformat(date)
    year, month = int(date[:4]), int(date[5:7] or 12)
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def possible(term: Row) -> tuple[datetime.date, datetime.date]:
    """The days that a term may cover."""
    return _earliest(term["since"] or "0001"), _latest(term["until"] or "9998-12")


def holders(of: str, office: str, day: str) -> set[str]:
    when = datetime.date.fromisoformat(day)
    return {
        PEOPLE[term["person"]]["name"]
        for term in TERMS
        if (term["of"], term["office"]) == (of, office) and possible(term)[0] <= when < possible(term)[1]
    }


def test_the_table_is_as_large_as_the_news_is_wide() -> None:
    assert len(LEADERS) >= 900


def test_ids_are_slugs_and_unique() -> None:
    assert len(PEOPLE) == len(LEADERS)
    assert [id_ for id_ in PEOPLE if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)] == []


@pytest.mark.parametrize("name", HEADERS)
def test_every_row_names_its_source_and_has_no_stray_spaces(name: str) -> None:
    rows = table(name)
    assert [row for row in rows if not row["source"]] == []
    assert [row for row in rows if any(value != value.strip() for value in row.values())] == []
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_every_leader_belongs_to_a_known_state_and_has_a_gender() -> None:
    with (DATA / "states.csv").open(encoding="utf-8") as lines:
        states = {row["iso3"] for row in csv.DictReader(lines)}
    assert [row for row in LEADERS if row["iso3"] not in states] == []
    assert [row for row in LEADERS if row["gender"] not in {"f", "m"}] == []
    assert {term["of"] for term in TERMS if term["of"].startswith("state/") and term["of"][6:] not in states} == set()


def test_every_term_is_of_a_known_organization() -> None:
    with (DATA / "organizations.csv").open(encoding="utf-8") as lines:
        known = {f"org/{row['id']}" for row in csv.DictReader(lines)}
    assert {term["of"] for term in TERMS if term["of"].startswith("org/")} - known == set()


def test_wikidata_ids_are_well_formed_and_belong_to_one_person() -> None:
    ids = [row["wikidata"] for row in LEADERS if row["wikidata"]]
    assert [id_ for id_ in ids if not re.fullmatch(r"Q[1-9]\d*", id_)] == []
    assert len(set(ids)) == len(ids)


def test_every_name_belongs_to_a_known_person_and_is_of_a_known_kind() -> None:
    assert [row for row in NAMES if row["id"] not in PEOPLE] == []
    assert {row["kind"] for row in NAMES} <= {"alias", "transliteration", "native", "short"}
    assert [row for row in NAMES if row["name"] == PEOPLE[row["id"]]["name"]] == []


def test_every_term_is_well_formed() -> None:
    date = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
    for term in TERMS:
        assert term["person"] in PEOPLE, term
        assert term["office"] in OFFICES or re.fullmatch(r"other:[a-z-]+", term["office"]), term
        assert term["title"], term
        assert re.fullmatch(r"state/[A-Z]{3}|org/[a-z0-9]+(-[a-z0-9]+)*", term["of"]), term
        assert date.fullmatch(term["since"]) and date.fullmatch(term["until"]), term
        assert possible(term)[0] <= possible(term)[1], term


def test_everybody_has_an_office() -> None:
    assert set(PEOPLE) - {term["person"] for term in TERMS} == set()


def test_nobody_shares_an_exclusive_office() -> None:
    offices = defaultdict(list)
    for term in TERMS:
        if term["office"] in {"head-of-state", "head-of-government"}:
            offices[term["of"], term["office"]].append(term)
    clashes = [
        (one["of"], one["office"], one["person"], other["person"])
        for key, terms in offices.items()
        if key not in SHARED
        for one, other in combinations(terms, 2)
        if one["person"] != other["person"]
        and min(span(one)[1], span(other)[1]) - max(span(one)[0], span(other)[0]) > datetime.timedelta(days=1)
    ]
    assert clashes == []


def test_every_exception_is_needed() -> None:
    held = {(term["of"], term["office"]) for term in TERMS}
    assert set(SHARED) <= held


def test_a_name_that_two_people_share_is_told_apart_by_country_or_by_date() -> None:
    bearers = defaultdict(set)
    for row in [*LEADERS, *NAMES]:
        bearers[row["name"].casefold()].add(row["id"])
    in_office = defaultdict(list)
    for term in TERMS:
        in_office[term["person"]].append(possible(term))
    confused = [
        (name, one, other)
        for name, ids in bearers.items()
        for one, other in combinations(sorted(ids), 2)
        if PEOPLE[one]["iso3"] == PEOPLE[other]["iso3"]
        and any(a[0] < b[1] and b[0] < a[1] for a in in_office[one] for b in in_office[other])
    ]
    assert confused == []


@pytest.mark.parametrize(
    ("of", "office", "day", "name"),
    [
        ("state/RUS", "head-of-state", "2022-10-14", "Vladimir Putin"),
        ("state/RUS", "head-of-state", "2010-04-08", "Dmitry Medvedev"),
        ("state/RUS", "head-of-state", "1998-08-17", "Boris Yeltsin"),
        ("state/KAZ", "head-of-state", "2022-01-07", "Kassym-Jomart Tokayev"),
        ("state/KAZ", "head-of-government", "2022-01-04", "Askar Mamin"),
        ("state/TJK", "head-of-state", "2022-10-14", "Emomali Rahmon"),
        ("state/KGZ", "head-of-state", "2010-06-10", "Roza Otunbayeva"),
        ("state/TKM", "head-of-state", "2022-10-14", "Serdar Berdymukhamedov"),
        ("state/GBR", "head-of-government", "2022-10-11", "Liz Truss"),
        ("state/USA", "foreign-minister", "2003-02-05", "Colin Powell"),
        ("state/USA", "defence-minister", "2004-04-28", "Donald Rumsfeld"),
        ("state/FRA", "head-of-state", "2003-03-20", "Jacques Chirac"),
        ("state/DEU", "head-of-government", "2002-09-22", "Gerhard Schröder"),
        ("state/ISR", "head-of-government", "2022-10-27", "Yair Lapid"),
        ("state/LBN", "head-of-state", "2022-10-27", "Michel Aoun"),
        ("state/TUR", "head-of-government", "2013-06-01", "Recep Tayyip Erdogan"),
        ("state/TUR", "foreign-minister", "2022-03-10", "Mevlüt Cavusoglu"),
        ("state/EGY", "head-of-state", "2013-01-25", "Mohamed Morsi"),
        ("state/IRQ", "head-of-state", "2002-11-08", "Saddam Hussein"),
        ("state/KOR", "head-of-state", "2022-10-04", "Yoon Suk-yeol"),
        ("state/PRK", "head-of-state", "2006-10-09", "Kim Jong-il"),
        ("state/ARM", "head-of-government", "2022-11-23", "Nikol Pashinyan"),
        ("state/IND", "head-of-government", "2008-11-26", "Manmohan Singh"),
        ("org/un", "head", "2003-03-20", "Kofi Annan"),
        ("org/nato", "head", "2014-03-18", "Anders Fogh Rasmussen"),
        ("org/csto", "head", "2022-01-06", "Stanislav Zas"),
        ("org/european-commission", "head", "2022-10-11", "Ursula von der Leyen"),
    ],
)
def test_who_held_the_office_that_day(of: str, office: str, day: str, name: str) -> None:
    assert holders(of, office, day) == {name}


def test_nobody_is_president_in_a_vacancy() -> None:
    assert holders("state/LBN", "head-of-state", "2015-06-01") == set()
