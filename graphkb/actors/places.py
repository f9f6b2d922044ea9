"""Capitals and seats: when the name of a city or a palace means its government, and when only the place."""

import re

from spacy.tokens import Token

from graphkb.mentions import Mention
from graphkb.mentions.lexicon import load_lexicon

WHERE = frozenset("at in near outside inside around".split())
PARTY = frozenset("with by against between on among like via than".split())
GOING = frozenset(
    """go travel fly return come arrive trip visit tour leave drive head move flee sail march journey ride send dispatch
    invite flight way road route bus train convoy mile kilometre kilometer km metre move embassy""".split()
)
ALLIED = re.compile(r"[-–](?:backed|led|allied|aligned|sponsored|supported|funded|imposed|appointed|controlled)\b")
FOR_OR_AGAINST = re.compile(r"\b(?:pro|anti)[-–]$", re.IGNORECASE)


def is_only_where(mention: Mention) -> bool:
    """Whether a seat of government is only a building here: "at the White House", "visited the Kremlin"."""
    head, governor = mention.head, mention.head.head
    if head.dep_ == "pobj":
        return governor.lower_ in WHERE or (governor.lower_ in ("to", "from") and governor.head.lemma_ in GOING)
    return head.dep_ == "dobj" and governor.lemma_ in GOING


def acts_for_its_government(mention: Mention) -> bool:
    """Whether a capital's name stands for the government: "Moscow said", "talks with Moscow"; not "in Moscow"."""
    text, head = mention.sentence.article.text, mention.head
    if ALLIED.match(text, mention.end) or FOR_OR_AGAINST.search(text, max(0, mention.start - 5), mention.start):
        return True
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ == "poss":
        # "Moscow's response" is Russia's, "Washington's Doe Institute" stands in Washington.
        return head.head.ent_type_ not in ("ORG", "FAC") and head.head.pos_ != "PROPN"
    if head.dep_ in ("dobj", "dative", "obj"):
        return head.head.lemma_ not in GOING
    return head.dep_ in ("nsubj", "nsubjpass", "agent", "csubj") or (head.dep_ == "pobj" and _joins_a_party(head.head))


def _joins_a_party(preposition: Token) -> bool:
    """Whether a preposition joins parties ("with", "on behalf of") rather than saying where or where to."""
    head = preposition.head
    while head.dep_ == "prep" and head.head.i != head.i:
        head = head.head  # "from Oslo to Lima" hangs on the verb
    governor = head.lemma_.lower()
    if preposition.lower_ in ("to", "from", "for"):
        return governor not in GOING
    if preposition.lower_ == "in":
        return governor in load_lexicon().government
    return preposition.lower_ in PARTY or (preposition.lower_ == "of" and governor == "behalf")
