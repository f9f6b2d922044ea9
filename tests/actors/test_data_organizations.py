"""The files of organizations, their names and memberships say what every reader of news may rely on."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

import graphkb.actors

DATA = Path(graphkb.actors.__file__).parent / "data"
KINDS = {
    "igo",
    "alliance",
    "court",
    "bank",
    "party",
    "ministry",
    "army",
    "armed-group",
    "agency",
    "police",
    "parliament",
    "company",
    "media",
    "ngo",
    "think-tank",
    "union",
    "religious",
    "central-bank",
}
NAME_KINDS = {"acronym", "alias", "former", "native", "seat"}
# Names that two organizations bear; only the country or the rest of the article tells which.
SHARED_NAMES: dict[str, set[str]] = {
    "adf": {"adf", "allied-democratic-forces"},  # Australia, Congo
    "inc": {"inc-india", "iraqi-national-congress"},
    "jem": {"jem", "jaish-e-mohammed"},  # Sudan, Pakistan
    "ppp": {"ppp-korea", "ppp-pakistan"},
    "rsf": {"rapid-support-forces", "rsf"},  # of Sudan, Reporters Without Borders
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


ORGANIZATIONS = rows("organizations.csv")
NAMES = rows("organization_names.csv")
MEMBERSHIPS = rows("memberships.csv")
IDS = {row["id"] for row in ORGANIZATIONS}
CODES = {row["iso3"] for row in rows("states.csv")}


def is_date(text: str) -> bool:
    parts = text.split("-")
    widths = [len(part) for part in parts]
    return widths in ([4], [4, 2], [4, 2, 2]) and all(part.isdigit() for part in parts)


def members(organization: str, date: str) -> set[str]:
    return {
        row["iso3"]
        for row in MEMBERSHIPS
        if row["organization"] == organization and row["since"] <= date and (not row["until"] or row["until"] > date)
    }


def test_every_organization_has_one_id_and_a_name_of_its_own() -> None:
    assert len(IDS) == len(ORGANIZATIONS)
    assert all(row["id"].replace("-", "").isalnum() and row["id"] == row["id"].lower() for row in ORGANIZATIONS)
    assert len(ORGANIZATIONS) >= 1400


def test_kinds_and_states_of_organizations_are_known() -> None:
    assert {row["kind"] for row in ORGANIZATIONS} <= KINDS
    assert {row["iso3"] for row in ORGANIZATIONS} - {""} <= CODES


def test_dates_of_organizations_are_dates_in_order() -> None:
    for row in ORGANIZATIONS:
        assert all(is_date(row[end]) for end in ("founded", "dissolved") if row[end]), row
        assert not (row["founded"] and row["dissolved"]) or row["founded"] <= row["dissolved"], row


@pytest.mark.parametrize("file", ["organizations.csv", "organization_names.csv", "memberships.csv"])
def test_every_line_of_organizations_names_its_source(file: str) -> None:
    assert [row for row in rows(file) if not row["source"].strip()] == []


@pytest.mark.parametrize("file", ["organizations.csv", "organization_names.csv", "memberships.csv"])
def test_no_cell_of_organizations_has_loose_spaces(file: str) -> None:
    assert [value for row in rows(file) for value in row.values() if value != " ".join(value.split())] == []


def test_names_of_organizations_belong_to_known_ones() -> None:
    assert {row["id"] for row in NAMES} <= IDS
    assert {row["kind"] for row in NAMES} == NAME_KINDS
    lines = [(row["id"], row["name"]) for row in NAMES]
    assert len(lines) == len(set(lines))


def test_wikidata_ids_of_organizations_are_unique() -> None:
    ids = [row["wikidata"] for row in ORGANIZATIONS if row["wikidata"]]
    assert all(each[0] == "Q" and each[1:].isdigit() for each in ids)
    assert len(ids) == len(set(ids))


def test_names_of_two_organizations_are_listed_as_such() -> None:
    bearers = defaultdict(set)
    for row in [*ORGANIZATIONS, *NAMES]:
        bearers[row["name"].casefold()].add(row["id"])
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == SHARED_NAMES


def test_memberships_join_known_organizations_and_states() -> None:
    assert {row["organization"] for row in MEMBERSHIPS} <= IDS
    assert {row["iso3"] for row in MEMBERSHIPS} <= CODES
    for row in MEMBERSHIPS:
        assert all(is_date(row[end]) for end in ("since", "until") if row[end]), row
        assert not (row["since"] and row["until"]) or row["since"] < row["until"], row


def test_members_of_the_united_nations_are_the_states_called_so() -> None:
    assert members("un", "2024-01-01") == {row["iso3"] for row in rows("states.csv") if row["status"] == "un-member"}


@pytest.mark.parametrize(
    ("organization", "date", "count"),
    [
        ("un", "2024-01-01", 193),
        ("un", "2005-01-01", 191),
        ("eu", "1994-01-01", 12),
        ("eu", "1996-01-01", 15),
        ("eu", "2006-01-01", 25),
        ("eu", "2014-01-01", 28),
        ("eu", "2024-01-01", 27),
        ("nato", "1996-01-01", 16),
        ("nato", "2010-01-01", 28),
        ("nato", "2022-10-01", 30),
        ("nato", "2024-04-01", 32),
        ("csto", "2022-01-01", 6),
        ("csto", "2010-01-01", 7),
        ("g7", "2022-01-01", 7),
        ("g8", "2010-01-01", 8),
        ("sco", "2010-01-01", 6),
        ("sco", "2022-09-15", 8),
        ("sco", "2024-08-01", 10),
        ("cis", "2022-01-01", 9),
        ("brics", "2022-01-01", 5),
        ("asean", "2010-01-01", 10),
        ("au", "2022-01-01", 55),
        ("arab-league", "2022-01-01", 22),
        ("gcc", "2022-01-01", 6),
        ("opec", "2022-01-01", 13),
        ("council-of-europe", "2023-01-01", 46),
        ("council-of-europe", "2010-01-01", 47),
        ("oecd", "2022-01-01", 38),
        ("oecd", "2010-01-01", 30),
        ("oic", "2022-01-01", 57),
        ("apec", "2022-01-01", 21),
        ("ecowas", "2022-01-01", 15),
        ("caricom", "2022-01-01", 15),
        ("warsaw-pact", "1985-01-01", 7),
        ("commonwealth", "2023-01-01", 56),
        ("commonwealth", "2010-01-01", 54),
        ("pacific-islands-forum", "2022-01-01", 18),
    ],
)
def test_organizations_have_as_many_members_as_they_had(organization: str, date: str, count: int) -> None:
    assert len(members(organization, date)) == count


@pytest.mark.parametrize("year", [1996, 1997, *range(2010, 2026)])
def test_security_council_has_fifteen_seats(year: int) -> None:
    assert len(members("un-security-council", f"{year}-06-01")) == 15


def test_collective_security_treaty_binds_these_six() -> None:
    assert members("csto", "2022-01-06") == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}


def test_britain_leaves_the_union() -> None:
    assert "GBR" in members("eu", "2020-01-30")
    assert "GBR" not in members("eu", "2020-02-01")


@pytest.mark.parametrize(
    ("organization", "name"),
    [
        ("islamic-state", "Isis"),
        ("islamic-state", "Daesh"),
        ("islamic-state", "ISIL"),
        ("al-qaida", "al-Qaeda"),
        ("hezbollah", "Hizbullah"),
        ("csto", "CSTO"),
        ("csto", "ОДКБ"),
        ("un-security-council", "UN Security Council"),
        ("ypg", "YPG"),
    ],
)
def test_organizations_answer_to_the_names_the_press_gives_them(organization: str, name: str) -> None:
    assert any((row["id"], row["name"]) == (organization, name) for row in [*ORGANIZATIONS, *NAMES])


@pytest.mark.parametrize(
    ("organization", "name"),
    [
        ("us-defense-department", "Pentagon"),
        ("us-state-department", "US State Department"),
        ("us-armed-forces", "US military"),
        ("syrian-army", "Syrian army"),
        ("uk-foreign-office", "Foreign Office"),
        ("un-general-assembly", "UN General Assembly"),
    ],
)
def test_organizations_bear_the_name_that_the_press_uses_most(organization: str, name: str) -> None:
    assert {row["id"]: row["name"] for row in ORGANIZATIONS}[organization] == name


def test_no_organization_bears_the_name_of_a_state_unless_it_has_its_seat_there() -> None:
    states = {row["name"].casefold() for row in [*rows("states.csv"), *rows("state_names.csv")]}
    names = [row["name"] for row in [*ORGANIZATIONS, *(row for row in NAMES if row["kind"] != "seat")]]
    assert [name for name in names if name.casefold() in states] == []
