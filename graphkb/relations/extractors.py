"""The ways to find relations: the rules, the neural reader, or what measures best of both."""

from collections.abc import Callable, Sequence
from typing import Protocol

from graphkb.actors import Sighting
from graphkb.errors import UnknownName
from graphkb.ontology import Ontology
from graphkb.relations.relation import Relation
from graphkb.text import Sentence


class Extractor(Protocol):
    """Finds what the sentences of one article say of the actors seen in them."""

    def __call__(
        self, sentences: Sequence[Sentence], sightings: Sequence[Sighting], *, ontology: Ontology
    ) -> list[Relation]: ...


def load_extractor(name: str = "auto") -> Extractor:
    """The extractor of that name: `rules`, `reader`, or `auto`, which is the best measured of both.

    Raises `UnknownName` for any other.
    """
    check_extractor(name)
    return EXTRACTORS[name]()


def check_extractor(name: str) -> None:
    """Raise `UnknownName` where no extractor bears that name, without loading any."""
    if name not in EXTRACTORS:
        raise UnknownName("extractor", name, EXTRACTORS)


def _rules() -> Extractor:
    from graphkb.relations.rules import find_relations

    return find_relations


def _combined() -> Extractor:
    from graphkb.relations.combined import find_relations

    return find_relations


def _reader() -> Extractor:
    # Its runtime is heavy, and whoever asks for the rules alone need not have its weights.
    from graphkb.relations.reader import load_reader

    return load_reader().find_relations


EXTRACTORS: dict[str, Callable[[], Extractor]] = {"auto": _combined, "rules": _rules, "reader": _reader}
"""How each extractor is made, by its name."""
