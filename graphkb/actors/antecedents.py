"""Nouns that "it" and "they" may stand for: subjects of the clauses around them, then of the sentence before."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
VERBS = frozenset({"VERB", "AUX"})
WHO = frozenset({"who", "which", "that", "whom"})
CONTROLLED = frozenset({"xcomp", "ccomp", "advcl"})
FARTHEST = 12
"""How many steps up the tree of a sentence are taken."""


def subjects_around(pronoun: Token) -> Iterator[Token]:
    """The nouns before a pronoun that it may stand for in its own sentence, those of the nearest clause first.

    "Norway withdrew [its] troops", "Chad and [its] allies", "Peru, which keeps [its] word", "urged Chad to send [its]
    army". Who does something to "it" is not the one that "it" is.
    """
    own = pronoun.dep_ == "poss" or pronoun.lower_.endswith(("self", "selves"))
    node = pronoun
    for _ in range(FARTHEST):
        head = node.head
        if head.i == node.i:
            return
        found = _above(node, head, pronoun)
        if found is not None and found.i < pronoun.i and (own or head.pos_ not in VERBS):
            yield found
        own = own or head.pos_ in VERBS
        node = head


def _above(node: Token, head: Token, pronoun: Token) -> Token | None:
    """What stands one step above: the subject of a verb, whom it makes do something, or what a clause is about."""
    if node.dep_ in ("relcl", "acl") or (node.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN")):
        return head
    if head.pos_ not in VERBS:
        return None
    if node.dep_ == "xcomp" and (told := next((c for c in head.children if c.dep_ in ("dobj", "dative")), None)):
        return told
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.i == pronoun.i or pronoun in subject.subtree:
        return None
    return head.head if subject.lower_ in WHO and head.dep_ == "relcl" else subject


def subjects_of(sentence: Span) -> list[Token]:
    """The subjects of a sentence, that of the main clause first, each clause before those inside it."""
    level = [sentence.root]
    found: list[Token] = []
    while level:
        found += [child for token in level for child in token.children if child.dep_ in SUBJECTS]
        level = [child for token in level for child in token.children if child.dep_ not in SUBJECTS]
    return [token for token in found if token.lower_ not in WHO]


def listed_with(token: Token) -> list[Token]:
    """A noun and those joined to it by "and"."""
    found = [token]
    for member in found:
        found += [child for child in member.children if child.dep_ == "conj" and child not in found]
    return found


def is_plural(token: Token) -> bool:
    """Whether a noun stands for several: in the plural, or joined to another."""
    return token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.children)
