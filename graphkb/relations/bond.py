"""The value every rule makes: two sightings joined by a relation, and the words that do."""

from dataclasses import dataclass

from spacy.tokens import Token

from graphkb.actors import Sighting


@dataclass(frozen=True, slots=True)
class Bond:
    """A pair that a rule joins; the words from `first` to `last` carry it, `head` tells how it is said."""

    source: Sighting
    relation: str
    target: Sighting
    first: Token
    last: Token
    head: Token
    rule: str


def bond(source: Sighting, relation: str, target: Sighting, *, at: Token, rule: str) -> Bond:
    """A bond carried by one word."""
    return Bond(source, relation, target, at, at, at, rule)
