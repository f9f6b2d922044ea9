"""Roles that the text tells beside a name: "Jane Doe, director of ...", and whether its bearer is made up."""

import re
from dataclasses import dataclass

from graphkb.mentions import Mention
from graphkb.mentions.lexicon import load_lexicon

FICTION = re.compile(
    r"\b(?:fictional|fictitious|sitcom|novel|protagonist|(?:played|portrayed) by|(?:TV|television|film|movie|drama)"
    r" (?:series|drama|show|character|president|version)|The West Wing|House of Cards|screenwriter|on the show)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Role:
    """What the text says somebody is, and whether that is a public office."""

    words: str
    public: bool


def public_role(mention: Mention) -> Role | None:
    """The role told in an apposition behind a name; None where none is told."""
    lexicon = load_lexicon()
    for child in mention.head.children:
        if child.dep_ in ("appos", "relcl") and child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
            words = child.doc[child.left_edge.i : child.right_edge.i + 1].text
            return Role(" ".join(words.split())[:200], child.lemma_.lower() in lexicon.offices)
    return None


def is_fictional(mention: Mention) -> bool:
    """Whether the sentence speaks of a play, a film or a novel."""
    return FICTION.search(mention.sentence.text) is not None
