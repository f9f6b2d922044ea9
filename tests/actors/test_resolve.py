"""Whom the mentions of an article mean."""

from datetime import date

from graphkb.actors import load_gazetteer, resolve
from graphkb.articles import Article
from graphkb.mentions import find_mentions
from graphkb.text import load_model, split


def resolved(text: str, published: date | None = None) -> dict[str, str]:
    [(_, sentences)] = split([Article(id="a", text=text, published=published)], nlp=load_model())
    gazetteer = load_gazetteer()
    sightings = resolve(find_mentions(sentences, names=gazetteer), gazetteer=gazetteer)
    return {sighting.mention.text: sighting.entity.id for sighting in sightings}


def test_surname_means_the_person_named_in_full() -> None:
    assert resolved("Finance Minister Jane Doe left. Later Doe came back.")["Doe"] == "leader/jane-doe"


def test_unknown_surnames_of_two_articles_do_not_merge() -> None:
    assert resolved("Mr Quiggleby left.")["Quiggleby"].startswith("person/quiggleby@")


def test_government_of_a_state_is_the_state() -> None:
    assert resolved("The Norwegian government agreed.")["Norwegian government"] == "state/NOR"
