"""The files of states, their names, regions and places say what every reader of news may rely on."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

import graphkb.actors

DATA = Path(graphkb.actors.__file__).parent / "data"
STATUSES = {"un-member": 193, "un-observer": 2, "disputed": None, "dependency": None, "former": None}
NAME_KINDS = {
    "alias",
    "adjective",
    "demonym",
    "demonym-plural",
    "capital",
    "seat",
    "native",
    "official-native",
    "former",
}
PLACE_KINDS = {
    "city",
    "region",
    "sea",
    "strait",
    "lake",
    "river",
    "canal",
    "island",
    "base",
    "airport",
    "building",
    "border",
    "mountain",
    "site",
}
# Names that the press gives to two states at one time; only the rest of the article tells which.
SHARED_NAMES = {
    "congo": "either Congo",
    "congolese": "of either Congo",
    "korea": "either Korea",
    "korean": "of either Korea",
    "koreans": "of either Korea",
    "dominican": "of Dominica or of the Dominican Republic",
    "dominicans": "of Dominica or of the Dominican Republic",
}
REQUIRED_NAMES = [
    ("KAZ", "Kazakh", "adjective"),
    ("KAZ", "Kazakhs", "demonym-plural"),
    ("KAZ", "Kazakhstani", "adjective"),
    ("KAZ", "Ak Orda", "seat"),
    ("GBR", "British", "adjective"),
    ("GBR", "Briton", "demonym"),
    ("GBR", "Britons", "demonym-plural"),
    ("GBR", "UK", "alias"),
    ("GBR", "Downing Street", "seat"),
    ("GBR", "Whitehall", "seat"),
    ("SAU", "Saudi", "adjective"),
    ("SAU", "Saudis", "demonym-plural"),
    ("ARE", "Emirati", "adjective"),
    ("ARE", "UAE", "alias"),
    ("USA", "US", "alias"),
    ("USA", "U.S.", "alias"),
    ("USA", "White House", "seat"),
    ("USA", "Washington", "capital"),
    ("FRA", "Elysee", "seat"),
    ("FRA", "French", "adjective"),
    ("RUS", "Kremlin", "seat"),
    ("RUS", "Moscow", "capital"),
    ("CHN", "Zhongnanhai", "seat"),
    ("CHN", "PRC", "alias"),
    ("UKR", "Bankova", "seat"),
    ("UKR", "Kiev", "capital"),
    ("PRK", "DPRK", "alias"),
    ("KOR", "Blue House", "seat"),
    ("COD", "DRC", "alias"),
    ("COD", "Zaire", "former"),
    ("KGZ", "Kyrgyz", "demonym-plural"),
    ("TUR", "Ankara", "capital"),
    ("IRQ", "العراق", "native"),
    ("SUN", "Soviet", "adjective"),
]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


STATES = rows("states.csv")
NAMES = rows("state_names.csv")
REGIONS = rows("regions.csv")
PLACES = rows("places.csv")
CODES = {row["iso3"] for row in STATES}


def is_date(text: str) -> bool:
    parts = text.split("-")
    widths = [len(part) for part in parts]
    return widths in ([4], [4, 2], [4, 2, 2]) and all(part.isdigit() for part in parts)


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    starts_before = (one["since"] or "0000") < (other["until"] or "9999")
    return starts_before and (other["since"] or "0000") < (one["until"] or "9999")


def test_every_code_stands_for_one_state() -> None:
    assert len(CODES) == len(STATES)
    pairs = [row["iso2"] for row in STATES if row["iso2"]]
    assert len(pairs) == len(set(pairs))
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CODES)
    assert len({row["name"] for row in STATES}) == len(STATES)


@pytest.mark.parametrize(("status", "count"), STATUSES.items())
def test_every_status_has_its_states(status: str, count: int | None) -> None:
    found = sum(row["status"] == status for row in STATES)
    assert found == count if count is not None else found > 5


def test_no_status_is_unknown() -> None:
    assert {row["status"] for row in STATES} == set(STATUSES)


def test_states_that_are_not_in_iso_have_user_assigned_codes() -> None:
    assert {row["iso3"] for row in STATES if not row["iso2"] and row["status"] != "former"} == {
        "XNC",
        "XAB",
        "XSO",
        "XTR",
        "XSL",
        "XNK",
        "XDP",
        "XLP",
    }


def test_every_member_has_a_capital_with_coordinates() -> None:
    for row in STATES:
        if row["status"] in {"un-member", "un-observer"}:
            assert row["capital"] and row["latitude"] and row["longitude"], row
        if row["latitude"]:
            assert -90 <= float(row["latitude"]) <= 90, row
            assert -180 <= float(row["longitude"]) <= 180, row


def test_wikidata_ids_are_ids_and_unique() -> None:
    ids = [row["wikidata"] for row in STATES if row["wikidata"]]
    assert all(each[0] == "Q" and each[1:].isdigit() for each in ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", ["states.csv", "state_names.csv", "regions.csv", "places.csv"])
def test_every_line_of_states_names_its_source(file: str) -> None:
    assert [row for row in rows(file) if not row["source"].strip()] == []


@pytest.mark.parametrize("file", ["states.csv", "state_names.csv", "regions.csv", "places.csv"])
def test_no_cell_of_states_has_loose_spaces(file: str) -> None:
    assert [value for row in rows(file) for value in row.values() if value != " ".join(value.split())] == []


def test_names_belong_to_known_states_and_kinds() -> None:
    assert {row["iso3"] for row in NAMES} <= CODES
    assert {row["kind"] for row in NAMES} == NAME_KINDS
    assert all(row["name"] for row in NAMES)


def test_names_are_said_once() -> None:
    lines = [(row["iso3"], row["name"], row["kind"], row["since"]) for row in NAMES]
    assert len(lines) == len(set(lines))


def test_name_dates_are_dates_in_order() -> None:
    for row in NAMES:
        assert all(is_date(row[end]) for end in ("since", "until") if row[end]), row
        assert not (row["since"] and row["until"]) or row["since"] < row["until"], row


def bearers() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in STATES:
        if row["status"] != "former":  # a former state's own name stands in state_names.csv, with its dates
            found[row["name"].casefold()].append({"iso3": row["iso3"], "since": "", "until": ""})
    for row in NAMES:
        found[row["name"].casefold()].append(row)
    return found


def test_no_name_is_borne_by_two_states_at_one_time() -> None:
    shared = {
        name
        for name, lines in bearers().items()
        for one, other in combinations(lines, 2)
        if one["iso3"] != other["iso3"] and overlap(one, other)
    }
    assert shared == set(SHARED_NAMES)


@pytest.mark.parametrize(("code", "name", "kind"), REQUIRED_NAMES)
def test_names_the_press_uses_are_there(code: str, name: str, kind: str) -> None:
    assert any((row["iso3"], row["name"], row["kind"]) == (code, name, kind) for row in NAMES)


def test_every_member_has_an_adjective_and_a_people() -> None:
    for kind in ("adjective", "demonym", "demonym-plural"):
        known = {row["iso3"] for row in NAMES if row["kind"] == kind}
        assert {row["iso3"] for row in STATES if row["status"] == "un-member"} - known == set()


def test_capital_of_kazakhstan_changes_its_name_with_the_years() -> None:
    capital = {
        row["since"]: row["name"] for row in NAMES if row["iso3"] == "KAZ" and row["kind"] == "capital" and row["since"]
    }
    assert capital["1998-05-06"] == "Astana"
    assert capital["2019-03-23"].startswith("Nur")
    assert capital["2022-09-17"] == "Astana"


def test_regions_are_groups_of_known_states() -> None:
    assert len({row["id"] for row in REGIONS}) == len(REGIONS)
    for row in REGIONS:
        members = row["members"].split("|")
        assert len(members) == len(set(members)), row["id"]
        assert set(members) <= CODES, row["id"]


def test_no_region_is_called_like_another() -> None:
    names = [name for row in REGIONS for name in {row["name"], *row["aliases"].split("|")} if name]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("region", "size"), [("central-asia", 5), ("baltics", 3), ("gulf", 6), ("permanent-five", 5), ("benelux", 3)]
)
def test_regions_have_their_members(region: str, size: int) -> None:
    members = next(row["members"] for row in REGIONS if row["id"] == region)
    assert len(members.split("|")) == size


def test_places_have_one_line_in_their_state() -> None:
    lines = [(row["iso3"], row["name"].casefold()) for row in PLACES]
    assert len(lines) == len(set(lines))
    assert len(lines) >= 700
    assert all(row["name"] for row in PLACES)
    assert {row["iso3"] for row in PLACES} - {""} <= CODES


def test_places_are_of_known_kinds() -> None:
    assert {row["kind"] for row in PLACES} == PLACE_KINDS


def test_places_lie_on_the_earth() -> None:
    for row in PLACES:
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row


def test_no_place_has_two_names_of_one_spelling() -> None:
    for row in PLACES:
        names = [row["name"], *(alias for alias in row["aliases"].split("|") if alias)]
        assert len(names) == len(set(names)), row


def test_capitals_lie_where_their_states_say() -> None:
    capitals = {(row["iso3"], row["capital"]): row for row in STATES if row["capital"]}
    told_twice = [row for row in PLACES if (row["iso3"], row["name"]) in capitals]
    assert told_twice
    for row in told_twice:
        capital = capitals[row["iso3"], row["name"]]
        assert (row["latitude"], row["longitude"]) == (capital["latitude"], capital["longitude"]), row


@pytest.mark.parametrize(
    ("name", "code", "latitude", "longitude"),
    [
        ("Raqqa", "SYR", 35.95, 39.01),
        ("Mosul", "IRQ", 36.34, 43.13),
        ("Zaporizhzhia", "UKR", 47.84, 35.14),
        ("Almaty", "KAZ", 43.25, 76.93),
        ("Sievierodonetsk", "UKR", 48.95, 38.49),
        ("Samarkand", "UZB", 39.65, 66.96),
        ("Idlib", "SYR", 35.93, 36.63),
        ("Srinagar", "IND", 34.09, 74.81),
        ("Mekelle", "ETH", 13.5, 39.48),
        ("Guantánamo Bay", "CUB", 19.9, -75.1),
    ],
)
def test_places_lie_where_they_are(name: str, code: str, latitude: float, longitude: float) -> None:
    place = next(row for row in PLACES if (row["name"], row["iso3"]) == (name, code))
    assert float(place["latitude"]) == pytest.approx(latitude, abs=0.15)
    assert float(place["longitude"]) == pytest.approx(longitude, abs=0.15)
