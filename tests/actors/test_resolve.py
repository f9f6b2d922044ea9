"""Whom the mentions of an article mean."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkb.actors import Gazetteer, Sighting, load_gazetteer, resolve
from graphkb.articles import Article
from graphkb.mentions import find_mentions
from graphkb.text import load_model, split

FACTS = Path(__file__).parent / "facts"
THEN = date(2018, 6, 1)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(FACTS)


def sightings_of(text: str, gazetteer: Gazetteer, published: date | None = THEN, name: str = "a") -> list[Sighting]:
    [(_, sentences)] = split([Article(id=name, text=text, published=published)], nlp=load_model())
    return resolve(find_mentions(sentences, names=gazetteer), gazetteer=gazetteer)


def ids_of(text: str, gazetteer: Gazetteer, published: date | None = THEN) -> dict[str, str]:
    return {found.mention.text: found.entity.id for found in sightings_of(text, gazetteer, published)}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("Norwegian envoys left Chad.", "Norwegian", "state/NOR", id="adjective"),
        pytest.param("The Norwegian government agreed.", "Norwegian government", "state/NOR", id="government"),
        pytest.param("US officials agreed.", "US officials", "state/USA", id="officials"),
        pytest.param("The White House agreed.", "White House", "state/USA", id="seat"),
        pytest.param("Oslo condemned the attack.", "Oslo", "state/NOR", id="capital-for-state"),
        pytest.param("The envoys held talks with Oslo.", "Oslo", "state/NOR", id="capital-as-a-party"),
        pytest.param("The envoys arrived in Oslo.", "Oslo", "place/NOR/oslo", id="capital-for-place"),
        pytest.param("Astrid Brenne visited Lima.", "Lima", "place/PER/lima", id="capital-visited"),
        pytest.param("Oslo-backed rebels fled.", "Oslo", "state/NOR", id="capital-as-a-backer"),
        pytest.param("The envoys flew from Oslo to Lima.", "Lima", "place/PER/lima", id="capital-as-a-goal"),
        pytest.param("Jane Doe was at the White House.", "White House", "place/USA/white-house", id="seat-for-place"),
        pytest.param("U.S-backed rebels fled.", "U.S", "state/USA", id="acronym-without-its-last-dot"),
        pytest.param("Norwegians fled the city.", "Norwegians", "group/norwegians", id="people"),
        pytest.param("The Norwegians signed the treaty.", "Norwegians", "state/NOR", id="people-for-state"),
        pytest.param("Astrid Brenne left.", "Astrid Brenne", "leader/astrid-brenne", id="leader"),
        pytest.param("Idris Al Tombay left.", "Idris Al Tombay", "leader/idriss-al-tombay", id="transliteration"),
        pytest.param("Brenne left Chad on Monday.", "Brenne", "leader/astrid-brenne", id="surname-of-that-time"),
        pytest.param("Brenne of Norway left.", "Brenne", "leader/astrid-brenne", id="surname-with-the-state"),
        pytest.param("Brenne of Norway left.", "Norway", "state/NOR", id="state-behind-a-surname"),
        pytest.param(
            "The Norwegian prime minister left.", "Norwegian prime minister", "leader/astrid-brenne", id="office"
        ),
        pytest.param("The Norwegian Foreign Minister Jane Doe left.", "Jane Doe", "person/jane-doe", id="title"),
        pytest.param("Jane Doe, a senator from Ohio, left.", "Jane Doe", "person/jane-doe", id="role-behind"),
        pytest.param("The party's chairman, Jane Doe, left.", "Jane Doe", "person/jane-doe", id="role-before"),
        pytest.param("Jane Doe, a nurse from Ohio, left.", "Jane Doe", "person/jane-doe", id="no-office"),
        pytest.param("The River Liberation Front (RLF) left.", "RLF", "org/river-front", id="acronym"),
        pytest.param("Norwegian soldiers fled.", "Norwegian soldiers", "group/norwegian-soldiers", id="group"),
        pytest.param("About 200 Norwegian men fled.", "200 Norwegian men", "group/norwegian-men", id="count"),
        pytest.param("The Ring states refused.", "Ring states", "group/northern-ring", id="region-acting"),
    ],
)
def test_mention_means(text: str, words: str, expected: str, gazetteer: Gazetteer) -> None:
    found = ids_of(text, gazetteer)
    assert found.get(words) == expected, found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Norway is small. The government agreed.", "state/NOR", id="state-before"),
        pytest.param(
            "The government agreed. Norway is small. Norway sold fish. Norway bought tea.", "state/NOR", id="only-state"
        ),
        pytest.param("The government agreed. Peru and Norway left.", "state/government@", id="whichever-state"),
        pytest.param("The government agreed.", "state/government@", id="no-state"),
    ],
)
def test_government_of_nobody_named(text: str, expected: str, gazetteer: Gazetteer) -> None:
    assert ids_of(text, gazetteer)["government"].startswith(expected)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("Kim Jong Un left. Kim was tired.", "Kim", "leader/kim-jong-un", id="family-name-first"),
        pytest.param("Anwar Ibrahim left. Anwar was tired.", "Anwar", "leader/anwar-ibrahim", id="first-name"),
        pytest.param("Mr Kim Yong Ho left. Kim was tired.", "Kim", "person/kim-yong-ho", id="nobody-known"),
        pytest.param("Putin left. The Russian leader won.", "Russian leader", "leader/vladimir-putin", id="leader"),
        pytest.param("The Russian leader won.", "Russian leader", "leader/russian-leader@", id="which-leader"),
        pytest.param("Putin saw the former Russian leader.", "former Russian leader", "leader/former-", id="former"),
    ],
)
def test_short_names_and_leaders_of_the_shipped_gazetteer(text: str, words: str, expected: str) -> None:
    assert ids_of(text, load_gazetteer(), date(2024, 6, 20))[words].startswith(expected)


def test_surname_means_the_person_named_in_full(gazetteer: Gazetteer) -> None:
    found = ids_of("Brenne wins\n\nFinance Minister Jane Brenne left. Later Brenne came back.", gazetteer)
    assert found["Brenne"] == "person/jane-brenne"


def test_unknown_surnames_of_two_articles_do_not_merge(gazetteer: Gazetteer) -> None:
    [one], [other] = (sightings_of("Mr Quiggleby left.", gazetteer, name=name) for name in ("a", "b"))
    assert one.entity.id.startswith("person/quiggleby@")
    assert one.entity.id != other.entity.id


def test_office_changes_hands(gazetteer: Gazetteer) -> None:
    text = "The Norwegian prime minister left."
    assert ids_of(text, gazetteer, date(1985, 1, 1))["Norwegian prime minister"] == "leader/olav-brenne"
    assert ids_of(text, gazetteer, None)["Norwegian prime minister"].startswith("leader/norwegian-prime-minister@")


def test_former_holders_are_not_the_holder(gazetteer: Gazetteer) -> None:
    found = ids_of("The former Norwegian prime minister left.", gazetteer)
    assert "leader/astrid-brenne" not in found.values()


def test_role_told_before_is_remembered(gazetteer: Gazetteer) -> None:
    found = ids_of("Defence Minister Jane Doe left Chad. The minister was tired.", gazetteer)
    assert found["minister"] == "person/jane-doe"


def test_pronouns_follow_gender_and_number(gazetteer: Gazetteer) -> None:
    text = "Astrid Brenne met Idriss al-Tombay in Lima. She thanked the rebels. They left."
    found = ids_of(text, gazetteer)
    assert found["She"] == "leader/astrid-brenne"
    assert found["They"] == found["rebels"]


def test_unclear_pronouns_are_left_out(gazetteer: Gazetteer) -> None:
    assert ids_of("He left. They left. It is raining.", gazetteer) == {}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        pytest.param("Norway said it agreed.", "it", ["state/NOR"], id="subject-of-the-clause-above"),
        pytest.param("Norway withdrew its troops.", "its", ["state/NOR"], id="own"),
        pytest.param("Peru met Norway and its allies.", "its", ["state/NOR"], id="joined"),
        pytest.param("Peru urged Norway to send its army.", "its", ["state/NOR"], id="urged-to-do"),
        pytest.param("Norway’s president says it agreed.", "it", ["state/NOR"], id="leader-speaks-for-state"),
        pytest.param("Norway left. It blamed Peru.", "It", ["state/NOR"], id="subject-before"),
        pytest.param("The list pleased Norway. It named Peru.", "It", [], id="thing-before"),
        pytest.param("Norway keeps a list. It includes Peru.", "It", [], id="lists-include"),
        pytest.param("Norway attacked it.", "it", [], id="nobody-attacks-oneself"),
        pytest.param("Norway and Peru left. They blamed Chad.", "They", ["state/NOR", "state/PER"], id="both"),
        pytest.param("The ships pleased Norway. They sank.", "They", [], id="things"),
    ],
)
def test_it_and_they_stand_for_the_subject_before(
    text: str, word: str, expected: list[str], gazetteer: Gazetteer
) -> None:
    found = [sighting for sighting in sightings_of(text, gazetteer) if sighting.mention.text == word]
    assert [sighting.entity.id for sighting in found] == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        pytest.param(
            "Astrid Brenne met Henrik Sund in Lima. The two leaders agreed.",
            "two leaders",
            ["leader/astrid-brenne", "leader/henrik-sund"],
            id="leaders",
        ),
        pytest.param(
            "Astrid Brenne met Idriss al-Tombay. The two countries agreed.",
            "two countries",
            ["state/NOR", "state/TCD"],
            id="countries-of-leaders",
        ),
        pytest.param("Norway met Peru. Both sides agreed.", "sides", ["state/NOR", "state/PER"], id="sides"),
        pytest.param("Norway met Peru and Chad. Both sides agreed.", "sides", [], id="too-many"),
        pytest.param("Peru hosts Norway and Chad. Both left.", "Both", ["state/NOR", "state/TCD"], id="joined"),
        pytest.param(
            "Three allies - Norway, Peru and Chad - refused.",
            "allies",
            ["state/NOR", "state/PER", "state/TCD"],
            id="listed",
        ),
        pytest.param(
            "Some allies - Norway, Peru and Chad - refused. The three left.",
            "three",
            ["state/NOR", "state/PER", "state/TCD"],
            id="number-alone",
        ),
    ],
)
def test_counted_actors_are_those_named_together(
    text: str, word: str, expected: list[str], gazetteer: Gazetteer
) -> None:
    found = [sighting for sighting in sightings_of(text, gazetteer) if sighting.mention.text.endswith(word)]
    assert [sighting.entity.id for sighting in found] == expected


def test_ordinary_words_are_no_surnames_of_leaders() -> None:
    own = load_gazetteer()
    assert "Price" not in ids_of("Price of oil rose on Monday.", own, date(2022, 3, 1))
    text = "The price of Price is known. State Department spokesman Ned Price left. Price spoke."
    assert ids_of(text, own, date(2022, 3, 1))["Price"] == "leader/ned-price"


def test_people_told_by_their_place_are_the_same_in_every_article(gazetteer: Gazetteer) -> None:
    for name in ("a", "b"):
        found = {s.mention.text: s.entity.id for s in sightings_of("Protesters in Lima left.", gazetteer, name=name)}
        assert found["Protesters"] == "group/protesters-in-lima"
    assert "@" in ids_of("Soldiers in Lima left.", gazetteer)["Soldiers"]


def test_vote_of_an_assembly_is_one_event_with_its_date() -> None:
    text = "Norway won the vote in the UN General Assembly. Peru spoke. Monday’s resolution angered Chad."
    found = [s for s in sightings_of(text, load_gazetteer(), date(2022, 11, 16)) if s.entity.label == "Event"]
    assert {event.entity.id for event in found} == {"event/un-general-assembly-vote/2022-11-14"}
    assert {event.entity.name for event in found} == {"UN General Assembly vote"}


def test_definite_events_point_back(gazetteer: Gazetteer) -> None:
    found = ids_of("Chad spoke at the Norwegian peace summit. Peru praised the summit.", gazetteer)
    assert found["summit"] == found["Norwegian peace summit"]


def test_events_are_dated_by_the_words_beside_them(gazetteer: Gazetteer) -> None:
    [event] = [
        found.entity
        for found in sightings_of("Chad spoke at the Norwegian peace summit on 3 May 2014.", gazetteer)
        if found.entity.label == "Event"
    ]
    assert event.id == "event/norwegian-peace-summit/2014-05-03"
    assert (event.date, event.date_precision, event.kind) == (date(2014, 5, 3), "day", "summit")


def test_undated_events_of_two_articles_do_not_merge(gazetteer: Gazetteer) -> None:
    ids = {
        found.entity.id
        for name in ("a", "b")
        for found in sightings_of("Chad spoke at the Norwegian peace summit.", gazetteer, name=name)
        if found.entity.label == "Event"
    }
    assert len(ids) == 2


def test_characters_of_fiction_are_no_leaders(gazetteer: Gazetteer) -> None:
    text = "The television series is loved in Peru. In the final season, President Joe Quiggle invades Chad."
    [found] = [found for found in sightings_of(text, gazetteer) if found.mention.text == "Joe Quiggle"]
    assert (found.entity.label, found.entity.description) == ("Person", "fictional")


def test_capital_of_another_time_is_no_capital(gazetteer: Gazetteer) -> None:
    assert [naming.entity.id for naming in gazetteer.find("Kristiania", date=date(1900, 1, 1))] == ["state/NOR"]


def test_name_of_two_countries_follows_the_company_it_keeps(gazetteer: Gazetteer) -> None:
    assert ids_of("Sundland voted. Norway and Oslo cheered.", gazetteer)["Sundland"] == "place/NOR/sundland"
    assert ids_of("Sundland voted. Peru cheered.", gazetteer)["Sundland"] == "state/SUN"


def test_article_without_mentions_has_no_sightings(gazetteer: Gazetteer) -> None:
    assert resolve([], gazetteer=gazetteer) == []


def test_every_sighting_says_why(gazetteer: Gazetteer) -> None:
    assert all(found.reason for found in sightings_of("Norway met Mr Doe of the PLU in Oslo.", gazetteer))


PIECES = (
    "Norway|Norwegian|the |US|Mr |Brenne|Jane Doe|president|’s|, |. |(RLF)|rebels|\n\n| |she|its|government|summit"
    "|Oslo|on Tuesday|in |of |-|“|é|?"
).split("|")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_can_be_resolved(gazetteer: Gazetteer, text: str) -> None:
    for found in sightings_of(text, gazetteer):
        assert text[found.mention.start : found.mention.end] == found.mention.text
        assert found.entity.id.count("/") in (1, 2)
        assert found.entity.name.strip()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("Norway's allies left Chad.", "allies", "group/norwegian-allies", id="possessive"),
        pytest.param("Close allies of Norway left Chad.", "Close allies", "group/close-norwegian-allies", id="of"),
        pytest.param("Norway agreed, and its allies left Chad.", "allies", "group/norwegian-allies", id="pronoun"),
        pytest.param("Astrid Brenne met her ministers.", "ministers", "group/astrid-brennes-ministers", id="person"),
    ],
)
def test_a_group_is_told_by_whom_it_belongs_to(text: str, words: str, expected: str, gazetteer: Gazetteer) -> None:
    found = ids_of(text, gazetteer)
    assert found.get(words) == expected, found


def test_words_for_one_state_make_one_group() -> None:
    told = sightings_of("US troops left. American troops came.", load_gazetteer())
    found = {s.mention.text: s.entity for s in told}
    assert found["US troops"].id == found["American troops"].id == "group/american-troops"
    assert (found["US troops"].name, found["US troops"].aliases) == ("US troops", ("American troops",))


def test_those_who_belong_to_somebody_unknown_stay_in_their_article(gazetteer: Gazetteer) -> None:
    found = ids_of("Mr Quiggleby left. Quiggleby's supporters wept.", gazetteer)
    assert found["supporters"].startswith("group/quigglebys-supporters@")


@pytest.mark.parametrize(("text", "kind"), [("Countries agreed.", "unnamed"), ("Rebels agreed.", None)])
def test_a_group_that_is_nobody_in_particular_is_marked(text: str, kind: str | None, gazetteer: Gazetteer) -> None:
    [found] = sightings_of(f"On Monday {text.lower()}", gazetteer)
    assert (found.entity.label, found.entity.kind) == ("Group", kind)


def test_two_last_names_are_those_of_the_person_named_in_full(gazetteer: Gazetteer) -> None:
    found = ids_of("Quill Doe wins\n\nJane Quill Doe left. Later Quill Doe came back.", gazetteer)
    assert set(found.values()) == {"person/jane-quill-doe"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        pytest.param(
            "Norway's fisheries minister left.", "fisheries minister", "fisheries minister of Norway", id="of"
        ),
        pytest.param("The mayor of Lima left.", "mayor", "mayor of Lima", id="place"),
        pytest.param(
            "The head of the River Liberation Front left.", "head", "head of River Liberation Front", id="body"
        ),
        pytest.param("Police in Lima arrested a nurse.", "Police", "Police in Lima", id="police"),
        pytest.param("The Norwegian mayor left.", "Norwegian mayor", "Norwegian mayor", id="told-by-its-own-words"),
        pytest.param("The mayor left.", "mayor", "mayor", id="nobody's"),
    ],
)
def test_somebody_without_a_name_is_called_by_whom_he_belongs_to(
    text: str, words: str, name: str, gazetteer: Gazetteer
) -> None:
    [found] = [found for found in sightings_of(text, gazetteer) if found.mention.text == words]
    assert found.entity.name == name


def test_two_of_one_office_in_an_article_are_two(gazetteer: Gazetteer) -> None:
    found = sightings_of("The mayor of Lima met the mayor of Oslo.", gazetteer)
    assert len({one.entity.id for one in found if one.mention.text == "mayor"}) == 2
