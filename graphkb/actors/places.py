"""Capitals: when the name of a city means its government, and when only the place."""

from graphkb.mentions import Mention

SAYING_WHERE = frozenset("in at near around outside inside through across into within toward towards over via".split())
GOING = frozenset(
    "go travel fly return come arrive trip visit tour leave drive head move flee sail march journey ride send".split()
)


def acts_for_its_government(mention: Mention) -> bool:
    """Whether a capital's name stands for the government: "Moscow said", "talks with Moscow"; not "in Moscow"."""
    head = mention.head
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass", "agent", "poss", "csubj"):
        return True
    governor = head.head
    if head.dep_ == "pobj":
        if governor.lower_ in SAYING_WHERE:
            return False
        if governor.lower_ in ("to", "from", "for", "of"):
            return governor.head.lemma_ not in GOING and governor.lower_ != "of"
        return governor.lower_ in ("with", "by", "against", "between", "on", "among", "like")
    if head.dep_ in ("dobj", "dative", "obj"):
        return governor.lemma_ not in GOING
    return False
