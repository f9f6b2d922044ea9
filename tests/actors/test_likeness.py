"""Names compared: a set of pairs of our own, and what holds for any two names."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.actors import load_gazetteer
from graphkb.actors.bodies import compare_organizations
from graphkb.actors.likeness import compare_people, keys_of
from graphkb.actors.sounds import word_likeness

DATA = Path(__file__).parents[2] / "graphkb" / "actors" / "data"
Row = dict[str, str]


def pairs() -> list[Row]:
    with (Path(__file__).parent / "name_pairs.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


PAIRS = pairs()


def judged_same(row: Row) -> bool:
    compare = compare_people if row["kind"] == "person" else compare_organizations
    return compare(row["one"], row["other"]).same


def test_the_pairs_are_many_hard_and_from_everywhere() -> None:
    assert len(PAIRS) >= 300
    assert len({(row["one"], row["other"]) for row in PAIRS}) == len(PAIRS)
    for same in ("yes", "no"):
        of_kind = [row for row in PAIRS if row["same"] == same]
        assert len(of_kind) >= 150
        assert sum(row["hard"] == "yes" for row in of_kind) >= len(of_kind) / 2
    assert len({row["state"] for row in PAIRS}) > 80


def test_precision_and_recall_over_the_pairs() -> None:
    right = [row for row in PAIRS if row["same"] == "yes"]
    found = [row for row in PAIRS if judged_same(row)]
    wrong = [(row["one"], row["other"]) for row in found if row["same"] == "no"]
    missed = [(row["one"], row["other"]) for row in right if row not in found]
    assert 1 - len(wrong) / len(found) >= 0.99, wrong
    assert 1 - len(missed) / len(right) >= 0.93, missed


def test_names_that_are_alike_share_a_key() -> None:
    people = [row for row in PAIRS if row["kind"] == "person" and row["same"] == "yes" and judged_same(row)]
    missed = [(row["one"], row["other"]) for row in people if not keys_of(row["one"]) & keys_of(row["other"])]
    assert len(missed) / len(people) < 0.02, missed


def test_leaders_of_one_state_are_told_apart() -> None:
    with (DATA / "leaders.csv").open(encoding="utf-8", newline="") as lines:
        leaders = list(csv.DictReader(lines))
    by_key: dict[tuple[str, str], list[Row]] = {}
    for row in leaders:
        for key in keys_of(row["name"]):
            by_key.setdefault((row["iso3"], key), []).append(row)
    taken_for_one = {
        frozenset((one["id"], other["id"]))
        for rows in by_key.values()
        for one in rows
        for other in rows
        if one is not other and compare_people(one["name"], other["name"]).same
    }
    assert len(taken_for_one) <= len(leaders) / 400, taken_for_one


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Jane Doe", "Doe, Jane", True, id="comma"),
        pytest.param("Jane Doe", "Jane Roe", False, id="other-surname"),
        pytest.param("Doe", "Jane Doe", False, id="surname-alone"),
        pytest.param("J. Doe", "Jane Doe", True, id="initial"),
        pytest.param("J. Doe", "Mary Doe", False, id="other-initial"),
        pytest.param("Jane", "Jane", True, id="one-word"),
        pytest.param("", "Jane Doe", False, id="empty"),
        pytest.param("!", "?", False, id="no-words"),
        pytest.param("King Olaf V", "Olaf V", True, id="title-before-king"),
        pytest.param("Olaf IV", "Olaf V", False, id="kings"),
        pytest.param("Xi Jinping", "Jinping Xi", True, id="xi-is-no-number"),
    ],
)
def test_people(one: str, other: str, same: bool) -> None:
    assert compare_people(one, other).same is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("The Polar Union", "Polar Union", True, id="article"),
        pytest.param("Centre for Polar Defence", "Center for Polar Defense", True, id="spelling"),
        pytest.param("P.L.U.", "Polar League of Unions", True, id="acronym-with-dots"),
        pytest.param("PU", "Polar Union", False, id="two-letters-are-too-few"),
        pytest.param("Doe Motors Ltd", "Doe Motors", True, id="legal-form"),
        pytest.param("Polar Bank", "Polar Union", False, id="other-word"),
        pytest.param("", "Polar Union", False, id="empty"),
    ],
)
def test_organizations(one: str, other: str, same: bool) -> None:
    assert compare_organizations(one, other).same is same


def test_words_for_a_state_may_be_made_one() -> None:
    one, other = "Kazakh Foreign Ministry", "Foreign Ministry of Kazakhstan"
    assert not compare_organizations(one, other).same
    assert compare_organizations(one, other, states=_kazakhstan).same


def _kazakhstan(word: str) -> str:
    return "kazakhstan" if word == "kazakh" else word


names = st.text(max_size=40) | st.sampled_from(sorted(entity.name for entity in load_gazetteer().entities.values()))


@given(names, names)
def test_likeness_is_the_same_either_way_round(one: str, other: str) -> None:
    for compare in (compare_people, compare_organizations):
        found = compare(one, other)
        assert found == compare(other, one)
        assert 0 <= found.score <= 1


@given(names)
def test_a_name_is_like_itself(name: str) -> None:
    found = compare_people(name, name)
    assert found.score == 1.0 or not any(c.isalnum() and c.isascii() for c in name)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12), st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_words_are_alike_either_way_round(one: str, other: str) -> None:
    assert word_likeness(one, other) == pytest.approx(word_likeness(other, one))
