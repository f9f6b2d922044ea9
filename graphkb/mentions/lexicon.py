"""The words that tell descriptions and titles: data files, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from graphkb.ontology import Label

LABEL_OF_LIST: dict[str, Label] = {
    "doings": "Event",
    "events": "Event",
    "states": "State",
    "groups": "Group",
    "bodies": "Organization",
    "people": "Person",
    "offices": "Leader",
    "organizations": "Organization",
}
"""What a noun of each list describes in the singular; the later lists win."""

GROUPS = tuple(name for name, label in LABEL_OF_LIST.items() if label != "Event")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Nouns by what they describe, and titles as tuples of words; all in lower case, nouns in the singular.

    `singular` tells what a noun describes in the singular, `collectives` are those that mean a Group in the plural.
    """

    singular: Mapping[str, Label]
    collectives: frozenset[str]
    offices: frozenset[str]
    organizations: frozenset[str]
    people: frozenset[str]
    states: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    doings: frozenset[str]
    government: frozenset[str]
    people_endings: tuple[str, ...]
    things: frozenset[str]
    sizes: frozenset[str]
    ordinary: frozenset[str]
    dwellers: frozenset[str]
    vague: frozenset[str]
    leader_titles: frozenset[tuple[str, ...]]
    person_titles: frozenset[tuple[str, ...]]
    title_starts: frozenset[str]

    def means_people(self, noun: str, plural: str) -> bool:
        """Whether a noun, given in the singular and in the plural, means a number of people in the plural.

        >>> load_lexicon().means_people("reveller", "revellers"), load_lexicon().means_people("order", "orders")
        (True, False)
        """
        if noun in self.singular or noun in self.collectives:
            return noun in self.collectives
        return plural.endswith(self.people_endings) and plural not in self.things


@cache
def load_lexicon() -> Lexicon:
    """The words that come with graphkb.

    >>> load_lexicon().singular["protester"], ("prime", "minister") in load_lexicon().leader_titles
    ('Person', True)
    """
    folder = files("graphkb.mentions") / "data"
    texts = yaml.safe_load((folder / "nouns.yaml").read_text(encoding="utf-8"))
    nouns = {name: frozenset(text.split()) for name, text in texts.items()}
    endings = yaml.safe_load((folder / "endings.yaml").read_text(encoding="utf-8"))
    ordinary = yaml.safe_load((folder / "ordinary.yaml").read_text(encoding="utf-8"))
    titles = yaml.safe_load((folder / "titles.yaml").read_text(encoding="utf-8"))
    return Lexicon(
        singular={noun: label for name, label in LABEL_OF_LIST.items() for noun in nouns[name]},
        collectives=frozenset(noun for name in (*GROUPS, "plurals") for noun in nouns[name]),
        offices=nouns["offices"],
        organizations=nouns["organizations"],
        people=nouns["people"],
        states=nouns["states"],
        bodies=nouns["bodies"],
        places=nouns["places"],
        doings=nouns["doings"],
        government=nouns["government"],
        people_endings=tuple(endings["endings"].split()),
        things=frozenset(endings["things"].split()),
        sizes=nouns["sizes"],
        dwellers=nouns["dwellers"],
        vague=nouns["vague"],
        ordinary=frozenset(word for text in ordinary.values() for word in text.split()),
        leader_titles=_phrases(titles["leader"]),
        person_titles=_phrases(titles["person"]),
        title_starts=frozenset(phrase[0] for text in titles.values() for phrase in _phrases(text)),
    )


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.replace("-", " ").split()) for phrase in text.split(","))
