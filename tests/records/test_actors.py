"""Actors of event data are the nodes of articles."""

import datetime

import pytest

from graphkb.actors import load_gazetteer
from graphkb.records import load_codes
from graphkb.records.actors import Resolver

DAY = datetime.date(2018, 10, 1)


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(load_gazetteer(), load_codes())


@pytest.mark.parametrize(
    ("name", "country", "sector", "id"),
    [
        pytest.param("Kazakhstan", "", "", "state/KAZ", id="state"),
        pytest.param("KAZAKHSTAN", "KAZ", "", "state/KAZ", id="state-in-capitals"),
        pytest.param("", "KAZ", "", "state/KAZ", id="country-code"),
        pytest.param("", "Kazakhstan", "GOV", "state/KAZ", id="government"),
        pytest.param("", "ROM", "GOV", "state/ROU", id="cameo-code-that-iso-gave-up"),
        pytest.param("Palestinian Territory, Occupied", "", "", "state/PSE", id="name-of-data-sets"),
        pytest.param("Vladimir Putin", "", "", "leader/vladimir-putin", id="leader"),
        pytest.param("Sergey Viktorovich Lavrov", "Russia", "", "leader/sergei-lavrov", id="with-the-patronymic"),
        pytest.param("Foreign Affairs (Kazakhstan)", "", "", "org/kaz-foreign-ministry", id="ministry"),
        pytest.param(
            "Foreign Affairs (United States)", "", "", "org/us-state-department", id="ministry-called-otherwise"
        ),
        pytest.param("Military (Russia)", "", "", "org/russian-armed-forces", id="army"),
        pytest.param("Military Forces of Russia (2000-)", "Ukraine", "", "org/russian-armed-forces", id="acled-army"),
        pytest.param("", "RUS", "MIL", "org/russian-armed-forces", id="role-code"),
        pytest.param("Police (South Korea)", "", "", "org/kor-police", id="adjective-that-only-one-bears"),
        pytest.param("Head of Government (Japan)", "", "", "leader/shinzo-abe", id="office-on-that-day"),
        pytest.param("Head of Government (Nauru)", "", "", "state/NRU", id="office-nobody-knows-the-holder-of"),
        pytest.param("Cabinet / Council of Ministers / Advisors (India)", "", "", "state/IND", id="cabinet"),
        pytest.param("Citizen (India)", "", "", "group/citizens-in-india", id="citizens"),
        pytest.param("Protesters (India)", "India", "", "group/protesters-in-india", id="protesters"),
        pytest.param("Lawyer/Attorney (India)", "", "", "group/indian-lawyers", id="people-told-by-their-state"),
        pytest.param("Militant (Hamas)", "", "", "org/hamas", id="part-of-an-organization"),
        pytest.param("Citizen (Africa)", "", "", "group/africa", id="part-of-a-region"),
        pytest.param("Bharatiya Janata", "India", "", "org/bjp", id="party"),
        pytest.param("UNO", "", "", "org/un", id="international-code"),
        pytest.param("Harbour Workers Union", "Peru", "", "org/harbour-workers-union", id="body-nobody-knows"),
        pytest.param("Jane Q. Doe", "Peru", "", "person/jane-q-doe", id="person-nobody-knows"),
    ],
)
def test_an_actor_is_the_node_that_articles_have(
    resolver: Resolver, name: str, country: str, sector: str, id: str
) -> None:
    found = resolver.resolve(name, country, sector, DAY)
    assert found is not None and found.id == id


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        pytest.param("Unspecified Actor", "", "", id="unspecified"),
        pytest.param("Police", "", "", id="sector-of-no-country"),
        pytest.param("", "", "GOV", id="role-of-no-country"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_nobody_in_particular_is_none(resolver: Resolver, name: str, country: str, sector: str) -> None:
    assert resolver.resolve(name, country, sector, DAY) is None


@pytest.mark.parametrize(
    ("day", "id"),
    [
        pytest.param(datetime.date(1990, 1, 1), "state/YUG", id="yugoslavia"),
        pytest.param(datetime.date(2004, 1, 1), "state/SCG", id="serbia-and-montenegro"),
        pytest.param(DAY, "state/SRB", id="serbia"),
    ],
)
def test_a_code_of_a_former_state_means_whom_it_meant_on_that_day(
    resolver: Resolver, day: datetime.date, id: str
) -> None:
    found = resolver.state("YU", day)
    assert found is not None and found.id == id


def test_places_are_those_of_the_gazetteer_or_new_ones_with_their_coordinates(resolver: Resolver) -> None:
    almaty, nowhere = resolver.place("Almaty", "Kazakhstan"), resolver.place("Zenda", "Kazakhstan", "43.5", "x")
    assert almaty is not None and almaty.id == "place/KAZ/almaty"
    assert nowhere is not None and (nowhere.id, nowhere.latitude) == ("place/KAZ/zenda", None)
    assert resolver.place("", "Kazakhstan") == load_gazetteer().entities["state/KAZ"]
