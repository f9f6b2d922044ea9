"""What the gazetteer knows, when, and how it refuses what it cannot read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from graphkb.actors import Gazetteer, load_gazetteer
from graphkb.actors.facts import Period
from graphkb.errors import GazetteerError, UnknownName

FACTS = Path(__file__).parent / "facts"
THEN = date(2018, 6, 1)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(FACTS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Norway", ["state/NOR"], id="name"),
        pytest.param("Kingdom of Norway", ["state/NOR"], id="official"),
        pytest.param("Norwegian", ["state/NOR"], id="adjective"),
        pytest.param("U.S.", ["state/USA"], id="dots"),
        pytest.param("us", [], id="case"),
        pytest.param("Oslo", ["state/NOR", "place/NOR/oslo"], id="capital"),
        pytest.param("PLU", ["org/polar-union"], id="acronym"),
        pytest.param("Idriss Al Tombay", ["leader/idriss-al-tombay"], id="leader"),
        pytest.param("Ring states", ["place/xx/northern-ring"], id="region"),
        pytest.param("White City of Peru", ["place/PER/arequipa"], id="place-alias"),
        pytest.param("Atlantis", [], id="unknown"),
        pytest.param("", [], id="empty"),
    ],
)
def test_names_find_who_bears_them(name: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert [naming.entity.id for naming in gazetteer.find(name)] == expected


def test_unknown_state_names_the_near_ones(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownName, match="NOR"):
        gazetteer.state("NOX")


@pytest.mark.parametrize(
    ("office", "of", "day", "expected"),
    [
        pytest.param("prime minister", "state/NOR", THEN, "leader/astrid-brenne", id="title"),
        pytest.param("head-of-government", "state/NOR", date(1985, 1, 1), "leader/olav-brenne", id="office"),
        pytest.param(
            "head-of-government", "state/NOR", date(1989, 12, 31), "leader/olav-brenne", id="last-day-of-year"
        ),
        pytest.param("head-of-government", "state/NOR", date(2000, 1, 1), None, id="nobody-known"),
        pytest.param("head-of-government", "state/NOR", None, None, id="day-unknown"),
        pytest.param("president", "state/TCD", THEN, "leader/idriss-al-tombay", id="still-in-office"),
        pytest.param("head", "org/polar-union", THEN, "leader/henrik-sund", id="organization"),
    ],
)
def test_holder_of_an_office(
    office: str, of: str, day: date | None, expected: str | None, gazetteer: Gazetteer
) -> None:
    holder = gazetteer.holder(office, of, day)
    assert (holder.id if holder else None) == expected


def test_surname_means_those_in_office_then(gazetteer: Gazetteer) -> None:
    assert [leader.name for leader in gazetteer.called("Brenne", date=THEN)] == ["Astrid Brenne"]
    assert [leader.name for leader in gazetteer.called("Brenne", date=date(1985, 1, 1))] == ["Olav Brenne"]
    assert [leader.name for leader in gazetteer.called("Brenne", date=date(1950, 1, 1))] == []
    assert len(gazetteer.called("Brenne")) == 2


def test_surname_may_have_several_words(gazetteer: Gazetteer) -> None:
    assert gazetteer.called("al-Tombay") == gazetteer.called("Tombay")
    assert [leader.id for leader in gazetteer.called("Quispe Luna")] == ["leader/rosa-quispe-luna"]


def test_the_name_of_the_father_is_no_surname() -> None:
    own = load_gazetteer()
    assert "leader/king-salman" not in {leader.id for leader in own.called("Abdulaziz")}
    assert "leader/king-salman" in {leader.id for leader in own.called("Salman")}
    assert "leader/mohammed-bin-salman" in {leader.id for leader in own.called("bin Salman")}


def test_titles_are_no_surnames() -> None:
    own = load_gazetteer()
    assert "leader/norodom-sihamoni" not in {leader.id for leader in own.called("King")}
    assert "leader/norodom-sihamoni" in {leader.id for leader in own.called("Norodom")}


def test_other_spellings_of_a_leader_are_recognised(gazetteer: Gazetteer) -> None:
    like = gazetteer.like("Idris M. Al Tombai", date=THEN)
    assert like is not None
    assert like.id == "leader/idriss-al-tombay"
    assert gazetteer.like("Astrid Brenne", date=date(1950, 1, 1)) is None
    assert gazetteer.like("Ingrid Brenne", date=THEN) is None
    assert gazetteer.like("Brenne") is None


def test_aliases_are_names_and_no_adjectives(gazetteer: Gazetteer) -> None:
    assert gazetteer.state("NOR").aliases == ("Kingdom of Norway",)
    assert gazetteer.state("USA").aliases == ("United States of America", "US", "U.S.")


def test_members_of_groups_are_states(gazetteer: Gazetteer) -> None:
    assert gazetteer.members["org/polar-union"] == ("state/NOR",)
    assert gazetteer.members["place/xx/northern-ring"] == ("state/NOR", "state/PER")


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        pytest.param("terms.csv", "astrid-brenne,head,x,state/NOR,2015-13,,t", "2015-13", id="month-13"),
        pytest.param("terms.csv", "astrid-brenne,head,x,state/NOR,soon,,t", "'soon' is no date", id="no-date"),
        pytest.param("terms.csv", "astrid-brenne,head,x,state/NOR,2016,2015,t", "comes after", id="backwards"),
        pytest.param("terms.csv", "nobody,head,x,state/NOR,,,t", "nobody", id="unknown-leader"),
        pytest.param("terms.csv", "astrid-brenne,head,x", "columns", id="too-short"),
        pytest.param("terms.csv", "astrid-brenne,head,x,state/NOR,,,t,u", "columns", id="too-long"),
        pytest.param("states.csv", "nor,NO,Norway,,,,,,,", "alpha-3", id="bad-code"),
        pytest.param("states.csv", "XNO,XN,Nowhere,,,,far,,,", "far", id="bad-degrees"),
        pytest.param("states.csv", "XNO,XN,,,,,,,,", "'name' is empty", id="nameless"),
        pytest.param("state_names.csv", "XXX,Xian,adjective,,,t", "XXX", id="unknown-state"),
        pytest.param("leader_names.csv", "nobody,Nobody,alias,t", "nobody", id="name-of-nobody"),
    ],
)
def test_bad_fact_names_file_and_line(file: str, line: str, message: str, tmp_path: Path) -> None:
    folder = shutil.copytree(FACTS, tmp_path / "facts")
    with (folder / file).open("a", encoding="utf-8") as facts:
        facts.write(line + "\n")
    with pytest.raises(GazetteerError, match=message) as raised:
        load_gazetteer(folder)
    assert file in str(raised.value)


def test_binary_fact_file_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(FACTS, tmp_path / "facts")
    (folder / "leaders.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(GazetteerError, match=r"leaders\.csv"):
        load_gazetteer(folder)


def test_open_period_holds_for_ever() -> None:
    assert Period().holds(date(1, 1, 1))
    assert not Period(date(2000, 1, 1), None).holds(date(1999, 12, 31))


def test_own_gazetteer_loads() -> None:
    own = load_gazetteer()
    assert own.state("KAZ").name == "Kazakhstan"
    assert {term.person for term in own.terms} <= own.entities.keys()
