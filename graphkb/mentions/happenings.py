"""Nouns for happenings: when one is an event of its own, and when only another way to say a verb."""

from collections.abc import Sequence

from spacy.tokens import Token

from graphkb.mentions.lexicon import Lexicon
from graphkb.mentions.spot import Spot

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
WHEN = frozenset({"at", "during", "since"})
ENOUGH = 2


def is_happening(token: Token, names: Sequence[Spot], lexicon: Lexicon) -> bool:
    """Whether a noun of doing or happening names an event: definite, described, named, or a time at which.

    "the Kazakh referendum" does, "held talks with Oslo" and "called for a ceasefire" do not.
    """
    if token.pos_ != "NOUN":
        return False
    points = _definite(token) + _described(token, names) + _placed(token)
    return points >= ENOUGH + (token.lemma_.lower() in lexicon.doings)


def _definite(token: Token) -> int:
    return any(child.lower_ in DEFINITE or child.dep_ == "poss" for child in token.children)


def _described(token: Token, names: Sequence[Spot]) -> int:
    """One point for any word before the noun, one more where a name is among them or behind its "in", "of", "on"."""
    before = [child for child in token.lefts if child.dep_ in ("amod", "compound", "nmod", "nummod", "poss")]
    heads = {name.head.i for name in names}
    behind = [part.i for child in token.rights if child.lower_ in ("in", "of", "at", "on") for part in child.children]
    named = any(child.i in heads for child in before) or any(place in heads for place in behind)
    return bool(before) + named


def _placed(token: Token) -> int:
    if token.dep_ == "pobj":
        return 1 if token.head.lower_ in WHEN else -1 if token.head.lower_ in ("for", "on", "to") else 0
    return {"nsubjpass": 1, "conj": -1}.get(token.dep_, 0)
