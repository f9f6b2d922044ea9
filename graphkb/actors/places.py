"""Capitals: when the name of a city means its government, and when only the place."""

from spacy.tokens import Token

from graphkb.mentions import Mention

WHERE = frozenset("at in near outside inside around".split())
GOING = frozenset(
    "go travel fly return come arrive trip visit tour leave drive head move flee sail march journey ride send".split()
)


def says_where(mention: Mention) -> bool:
    """Whether a name stands behind a preposition of place: "at the White House"."""
    return mention.head.dep_ == "pobj" and mention.head.head.lower_ in WHERE


def acts_for_its_government(mention: Mention) -> bool:
    """Whether a capital's name stands for the government: "Moscow said", "talks with Moscow"; not "in Moscow"."""
    head = mention.head
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ == "poss":
        # "Moscow's response" is Russia's, "Washington's Doe Institute" stands in Washington.
        return head.head.ent_type_ not in ("ORG", "FAC") and head.head.pos_ != "PROPN"
    if head.dep_ in ("nsubj", "nsubjpass", "agent", "csubj"):
        return True
    governor = head.head
    if head.dep_ in ("dobj", "dative", "obj"):
        return governor.lemma_ not in GOING
    return head.dep_ == "pobj" and _takes_a_party(governor)


def _takes_a_party(preposition: Token) -> bool:
    """Whether a preposition joins parties ("with", "by") rather than saying where or where to."""
    if preposition.lower_ in ("to", "from", "for"):
        return preposition.head.lemma_ not in GOING
    return preposition.lower_ in ("with", "by", "against", "between", "on", "among", "like")
