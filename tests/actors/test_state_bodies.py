"""Whose body a common name means: the owner told beside it, the one told of before, or nobody's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.actors import Sighting, load_gazetteer, resolve
from graphkb.actors.state_bodies import body_key, is_common
from graphkb.articles import Article
from graphkb.mentions import find_mentions
from graphkb.text import load_model, split

THEN = date(2022, 6, 1)


def sightings_of(text: str, name: str = "a") -> list[Sighting]:
    gazetteer = load_gazetteer()
    [(_, sentences)] = split([Article(id=name, text=text, published=THEN)], nlp=load_model())
    return resolve(find_mentions(sentences, names=gazetteer), gazetteer=gazetteer)


def bodies_of(text: str, name: str = "a") -> list[str]:
    """The ids of the bodies that a text names, in its order."""
    return [found.entity.id for found in sightings_of(text, name) if found.entity.label == "Organization"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Malawi's National Security Council met on Monday.", "org/mwi-national-security-council", id="s"),
        pytest.param(
            "The Ghanaian National Security Council met.", "org/gha-national-security-council", id="adjective"
        ),
        pytest.param("The National Security Council of Guyana met.", "org/guy-national-security-council", id="of"),
        pytest.param("Fiji's powerful Security Council met.", "org/fji-security-council", id="word-between"),
        pytest.param("Bhutan’s Supreme Court freed the monk.", "org/btn-supreme-court", id="curly-apostrophe"),
        pytest.param("The Paraguayan Senate refused the budget.", "org/pry-senate", id="senate"),
        pytest.param("Liberia's House of Representatives voted.", "org/lbr-house-representative", id="house"),
        pytest.param("Panama's National Assembly rose.", "org/pan-national-assembly", id="assembly"),
        pytest.param("The Moldovan Justice Ministry denied it.", "org/mda-justice-ministry", id="ministry"),
        pytest.param("Suriname's Ministry of Justice denied it.", "org/sur-justice-ministry", id="ministry-of"),
        pytest.param("The Justice Department of Tonga denied it.", "org/ton-justice-department", id="department"),
        pytest.param("Austria's Home Office denied it.", "org/aut-home-office", id="not-the-british-one"),
        pytest.param("Barbados's House of Commons rose.", "org/brb-house-common", id="not-the-british-commons"),
        pytest.param("Togo's Democratic Party lost.", "org/tgo-democratic-party", id="party-not-american"),
        pytest.param("Australia's Labor Party lost.", "org/alp", id="party-of-its-own-in-the-gazetteer"),
        pytest.param("Nepal's Electoral Commission counted.", "org/npl-electoral-commission", id="commission"),
        pytest.param("The Kremlin's Security Council met.", "org/russian-security-council", id="seat"),
        pytest.param("Ulaanbaatar's Security Council met.", "org/mng-security-council", id="capital"),
        pytest.param("Dagestan's Supreme Court sat.", "org/dagestan-supreme-court", id="region"),
        pytest.param("The Arab League's Security Council met.", "org/arab-league-security-council", id="alliance"),
        pytest.param("Kais Saied's National Security Council met.", "org/tun-national-security-council", id="leader"),
        pytest.param("Recep Tayyip Erdogan met his Security Council.", "org/tur-security-council", id="his"),
        pytest.param("Mongolia said that its Supreme Court agreed.", "org/mng-supreme-court", id="its"),
        pytest.param("The Zambian president's Security Council met.", "org/zmb-security-council", id="the-presidents"),
        pytest.param("The defence ministry of Cape Verde denied it.", "org/cpv-defense-ministry", id="small-letters"),
        pytest.param("The ministry of health of Trinidad and Tobago denied it.", "org/tto-health-ministry", id="long"),
        pytest.param("The Supreme Court in Thimphu sat on Monday.", "org/btn-supreme-court", id="in-the-capital"),
    ],
)
def test_body_is_its_owners(text: str, expected: str) -> None:
    assert bodies_of(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("South Korea's Defence Ministry denied it.", "org/kor-defence-ministry", id="as-listed"),
        pytest.param("Iraq's Ministry of Defence denied it.", "org/irq-defence-ministry", id="put-otherwise"),
        pytest.param("The Ministry of Foreign Affairs of Mali denied it.", "org/mli-foreign-ministry", id="of"),
        pytest.param("The Supreme Court of Uganda sat.", "org/uga-supreme-court", id="court"),
        pytest.param("Tokyo's Foreign Ministry denied it.", "org/jpn-foreign-ministry", id="capital"),
        pytest.param("Vladimir Putin met his Security Council.", "org/russian-security-council", id="leader"),
        pytest.param("Japan's Labour Party met Kenya's Supreme Court.", "org/ken-supreme-court", id="two"),
        pytest.param("The Senate sat. Joe Biden met his National Security Council.", "org/us-nsc", id="american"),
        pytest.param("The UN's Security Council met.", "org/un-security-council", id="of-the-un"),
        pytest.param("The Security Council condemned Mali.", "org/un-security-council", id="without-owner"),
        pytest.param("The Senate condemned Mali.", "org/us-senate", id="senate-without-owner"),
        pytest.param("Geneva's Human Rights Council met.", "org/un-human-rights-council", id="where-it-sits"),
        pytest.param("The Security Council in New York condemned Mali.", "org/un-security-council", id="in-a-city"),
    ],
)
def test_body_that_the_gazetteer_knows_is_that_one(text: str, expected: str) -> None:
    assert expected in bodies_of(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Supreme Court sat on Monday.", id="nobodys"),
        pytest.param("The Supreme Court ruled that Peru owes Chile and Bolivia money.", id="several-states"),
        pytest.param("The Supreme Court ruled that Peru owes money.", id="named-in-passing"),
        pytest.param("Jane Doe met her National Security Council.", id="somebodys-of-no-known-state"),
        pytest.param("She met her National Security Council.", id="hers-whoever-she-is"),
    ],
)
def test_nobody_guesses_whose_body_it_is(text: str) -> None:
    [body] = bodies_of(text)
    assert "@" in body
    assert bodies_of(text, name="b") != [body]


def test_ways_to_put_a_name_are_one_body() -> None:
    ways = (
        "Togo's Ministry of Justice met.",
        "The Togolese Justice Ministry met.",
        "The Ministry of Justice of Togo met.",
        "The justice ministry of Togo met.",
        "Togo's justice ministry met.",
    )
    assert {body for text in ways for body in bodies_of(text)} == {"org/tgo-justice-ministry"}


def test_body_is_called_by_its_state() -> None:
    [body] = [f.entity for f in sightings_of("Malawi's Security Council met.") if f.entity.label == "Organization"]
    assert (body.name, body.code) == ("Malawian Security Council", "MWI")
    [body] = [f.entity for f in sightings_of("The Lesotho Supreme Court met.") if f.entity.label == "Organization"]
    assert (body.name, body.code) == ("Lesotho Supreme Court", "LSO")


def test_name_alone_means_the_body_told_of() -> None:
    text = "Senate rises. Togo's Senate voted on Monday. The Senate met the UN Security Council."
    assert bodies_of(text)[:3] == ["org/tgo-senate"] * 3


def test_body_told_of_last_is_meant() -> None:
    text = "Chad's Supreme Court sat. Later Togo's Supreme Court sat too. The Supreme Court sent a letter."
    assert bodies_of(text)[1:] == ["org/tgo-supreme-court"] * 2


def test_un_council_told_of_is_meant_in_small_letters_too() -> None:
    assert bodies_of("The UN Security Council met. The security council voted.") == ["org/un-security-council"] * 2


def test_acronym_in_brackets_is_the_body_before_it() -> None:
    text = "Fiji's National Security Council (NSC) met on Monday. The NSC wrote to Peru."
    assert bodies_of(text) == ["org/fji-national-security-council"] * 3


def test_only_state_of_an_article_has_what_is_nobodys() -> None:
    text = "Fiji voted. The Fijian president spoke in Suva. The Supreme Court sat, and parliament rose."
    assert bodies_of(text) == ["org/fji-supreme-court", "org/fji-parliament"]
    other = "Zambia voted. The Zambian president spoke in Lusaka. The Constitutional Court sat."
    assert bodies_of(other) == ["org/zmb-constitutional-court"]


def test_dateline_tells_the_state_where_no_other_is_named() -> None:
    assert bodies_of("SUVA (Agency) - The Supreme Court sat. Fiji waits.") == ["org/fji-supreme-court"]
    assert "@" in bodies_of("SUVA (Agency) - The Supreme Court sat. Tonga waits.")[0]


def test_senate_of_the_only_state_is_not_the_american_one() -> None:
    text = "Colombia voted. The Colombian president spoke. Bogota is calm, and the Congress rose."
    assert "org/us-congress" not in bodies_of(text)


def test_army_abroad_is_not_that_of_the_land() -> None:
    assert not any(body.startswith("org/mli") for body in bodies_of("The special forces in Mali left."))


def test_armed_group_of_another_state_keeps_its_node() -> None:
    assert bodies_of("Turkey's PKK fighters left.") == ["org/pkk"] * len(bodies_of("Turkey's PKK fighters left."))


@pytest.mark.parametrize(
    "name", ["Knesset", "Foreign Ministries", "Reuters", "Muslim Brotherhood", "UN Security Council"]
)
def test_telling_names_are_not_common(name: str) -> None:
    assert not is_common(name)


@given(st.text(max_size=60))
def test_any_name_has_a_key(name: str) -> None:
    assert isinstance(body_key(name), tuple)
    assert is_common(name) in (True, False)
