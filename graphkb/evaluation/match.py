"""When a name that was read is the one that was annotated."""

import itertools
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

PERSONS = {"Leader", "Person"}
# Words that say too little to make two phrases the same actor.
STOP = frozenset(
    "a an and at by for from in of on the to with his her its their former new government governments president "
    "minister ministers prime foreign officials official leader leaders forces force troops army police people "
    "rebels rebel groups group military national state republic soldiers secretary general authorities".split()
)


def norm(text: str | None) -> str:
    """Lower case without accents, punctuation, possessive 's and a leading article.

    >>> norm("The U.S.’s Erdoğan")
    'us erdogan'
    """
    plain = unicodedata.normalize("NFKD", text or "").replace("’", "'").lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("ı", "i")
    plain = re.sub(r"'s\b", "", plain)
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", plain)
    plain = re.sub(r"[^\w\s]|_", " ", plain)
    return " ".join(re.sub(r"^\s*(the|a|an)\s+", "", plain).split())


def gold_keys(entity: Row) -> set[str]:
    """All forms under which an annotated entity is right."""
    return {norm(name) for name in entity["names"]} | {norm(entity["mention"])}


def found_keys(actor: Row) -> set[str]:
    """The forms under which something was read: its name and its mention."""
    return {norm(actor.get("name")), norm(actor.get("mention"))} - {""}


def same_actor(gold: Row, found: Row | None) -> bool:
    """Whether a name, alias, mention or state code agrees, or, outside states, most words of two phrases."""
    if not found:
        return False
    if gold_keys(gold) & found_keys(found):
        return True
    label = found.get("label")
    if gold.get("code") and gold["code"] == found.get("code") and label in ("State", "Place", None, ""):
        return True
    if "State" in (gold["label"], label) or (label and (gold["label"] in PERSONS) != (label in PERSONS)):
        return False
    phrases = itertools.product(gold_keys(gold), found_keys(found))
    return any(_mostly_same(set(a.split()), set(b.split())) for a, b in phrases)


def _mostly_same(a: set[str], b: set[str]) -> bool:
    return len(a & b) >= 2 and len(a & b) / len(a | b) >= 0.6 and (a <= b or b <= a)


def half_same(gold: str, found: Row | None) -> bool:
    """Whether half of the shorter phrase's content words agree: the lenient match for told sources and targets."""
    words = _content(set(norm(gold).split()))
    for key in found_keys(found) if found else ():
        other = _content(set(key.split()))
        if words and other and len(words & other) / min(len(words), len(other)) >= 0.5:
            return True
    return False


def _content(words: set[str]) -> set[str]:
    return words - STOP or words


def pair_up(golds: Sequence[Any], found: Sequence[Any], fits: Callable[[Any, Any], bool]) -> dict[int, int]:
    """A largest one-to-one matching, {index of what was found: index of the gold}, by augmenting paths."""
    edges = [[g for g, gold in enumerate(golds) if fits(gold, row)] for row in found]
    owner: dict[int, int] = {}

    def place(p: int, tried: set[int]) -> bool:
        for g in edges[p]:
            if g not in tried:
                tried.add(g)
                if g not in owner or place(owner[g], tried):
                    owner[g] = p
                    return True
        return False

    for p in range(len(found)):
        place(p, set())
    return {p: g for g, p in owner.items()}
