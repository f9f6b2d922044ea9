"""Nouns for happenings: when one is an event of its own, and when only another way to say a verb."""

from collections.abc import Sequence

from spacy.tokens import Token

from graphkb.mentions.lexicon import Lexicon
from graphkb.mentions.spot import Spot

# Points for and against, rounded from the weights of a logistic regression over annotated news.
DETERMINER = {"the": 3, "a": 1, "an": 1}
POSSESSOR, DESCRIBED, WELL_DESCRIBED, NAMED = 1, 1, 1, 2
BEHIND = {"in": 2, "at": 2, "on": 2, "of": 1}
WITH_WHOM = frozenset({"with", "between", "for", "to", "against", "by"})
POSITION = {"dobj": -1, "nsubj": -1, "nsubjpass": 1, "conj": -1}
PREPOSITION = {
    "at": 1,
    "during": 1,
    "since": 1,
    "after": 1,
    "before": 1,
    "in": 1,
    "for": -2,
    "on": -2,
    "to": -2,
    "into": -2,
}
DATED = 2
ONLY_DONE = -4
COUNTED = frozenset({"vote", "ballot", "session", "poll"})
"""Nouns that a number makes a quantity of: "94 votes"."""


def is_happening(token: Token, names: Sequence[Spot], lexicon: Lexicon) -> bool:
    """Whether a noun of doing or happening names an event: definite, described, named, or a time at which.

    "the Norwegian referendum" does, "held talks with Oslo" and "called for a ceasefire" do not.
    """
    if token.pos_ != "NOUN" or (token.lemma_.lower() in COUNTED and any(c.dep_ == "nummod" for c in token.lefts)):
        return False
    named = {name.head.i for name in names}
    points = _before(token, named) + _behind(token, named) + _position(token)
    return points + (ONLY_DONE if token.lemma_.lower() in lexicon.doings else 0) > 0


def _before(token: Token, named: set[int]) -> int:
    words = [child for child in token.lefts if child.dep_ in ("amod", "compound", "nmod", "nummod")]
    points = sum(DETERMINER.get(child.lower_, 0) for child in token.lefts if child.dep_ == "det")
    points += POSSESSOR * any(child.dep_ == "poss" for child in token.lefts)
    points += DATED * any(child.dep_ == "poss" and child.ent_type_ == "DATE" for child in token.lefts)
    points += DESCRIBED * bool(words) + WELL_DESCRIBED * (len(words) > 1)
    return points + NAMED * any(child.i in named for child in words)


def _behind(token: Token, named: set[int]) -> int:
    prepositions = [child for child in token.rights if child.dep_ == "prep"]
    places = [child.lower_ for child in prepositions if any(part.i in named for part in child.children)]
    points = max((BEHIND.get(word, 0) for word in places), default=0)
    return points - any(child.lower_ in WITH_WHOM for child in prepositions)


def _position(token: Token) -> int:
    if token.dep_ == "pobj":
        return PREPOSITION.get(token.head.lower_, 0)
    return POSITION.get(token.dep_, 0)
