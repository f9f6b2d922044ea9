"""Roles that the text tells beside a name: "Jane Doe, director of ...", and whether its bearer is made up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from graphkb.actors.scene import Scene
from graphkb.mentions import Mention
from graphkb.mentions.lexicon import load_lexicon

FICTION = re.compile(
    r"\b(?:fictional|fictitious|sitcom|protagonist|screenwriter|(?:played|portrayed) by|final season|on the show"
    r"|(?:TV|television|film|movie|drama|crime|spy) (?:series|drama|show|character|novel|thriller))\b",
    re.IGNORECASE,
)
FARTHEST = 10
"""How many words may stand between a name and the noun of its role."""

WITHIN_A_ROLE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART", "NUM"})
OF_WHAT = frozenset({"of", "for", "to", "in", "at", "on", "-", "'s", "’s", "'", "’", "/"})


@dataclass(frozen=True, slots=True)
class Role:
    """What the text says somebody is, the noun of it in the singular, and whether that is a public office."""

    words: str
    noun: str
    public: bool


def told_role(mention: Mention) -> Role | None:
    """The role told right before or behind a name; None where none is told.

    "the group's leader, Jane Doe", "Speaker of parliament Jane Doe", "Jane Doe, a senior adviser to ...".
    """
    tokens = list(mention.sentence.span)
    shift = mention.sentence.offset
    before = [token for token in tokens if shift + token.idx < mention.start]
    behind = [token for token in tokens if shift + token.idx >= mention.end]
    return _role(reversed(before), backwards=True) or _role(behind, backwards=False)


def _role(tokens: Iterable[Token], *, backwards: bool) -> Role | None:
    """The role in the words next to a name, read away from it; a comma may only come first."""
    words: list[Token] = []
    comma = False
    for token in tokens:
        if token.text == "," and not words and not comma:
            comma = True
            continue
        if len(words) >= FARTHEST or not (token.pos_ in WITHIN_A_ROLE or token.lower_ in OF_WHAT):
            break
        if token.ent_type_ == "PERSON":
            break
        words.append(token)
    if not backwards and not comma:
        return None
    place = next((place for place, token in enumerate(words) if _is_role(token)), None)
    if place is None or (backwards and not _leads_to_name(words[:place], comma=comma)):
        return None
    told = words[::-1] if backwards else words
    text = " ".join("".join(token.text_with_ws for token in told).split())
    noun = words[place].lemma_.lower()
    return Role(text[:200], noun, public=noun in load_lexicon().offices)


def _is_role(token: Token) -> bool:
    return load_lexicon().singular.get(token.lemma_.lower()) in ("Leader", "Person")


def _leads_to_name(between: list[Token], *, comma: bool) -> bool:
    """Whether the words between an office and the name behind it belong to the office: "minister [of finance] Doe"."""
    return not between or comma or between[-1].lower_ in OF_WHAT


def is_fictional(mention: Mention, scene: Scene) -> bool:
    """Whether the sentence of a mention, or one right before it, speaks of a play, a film or a novel."""
    here = mention.sentence.index
    near = {other.sentence.index: other.sentence for other in scene.mentions if 0 <= here - other.sentence.index <= 2}
    return any(FICTION.search(sentence.text) for sentence in near.values())
