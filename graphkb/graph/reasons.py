"""Why what articles call by several names is one node: the reasons that reading gave, and a person's decisions."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from graphkb.graph.graph import Statement

EXAMPLES = 4
"""How many of the words that were used are shown with a reason."""


def reasons_of(node: str, statements: Iterable[Statement]) -> tuple[str, ...]:
    """The reasons why the words used in statements mean a node, the commonest first, each with some of the words.

    >>> reasons_of("leader/a", [])
    ()
    """
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for s in statements:
        if s.source == node:
            used[_reason(s.source_reason, s.source_read)][s.source_mention] += 1
        if s.target == node:
            used[_reason(s.target_reason, s.target_read)][s.target_mention or ""] += 1
    ranked = sorted(used.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return tuple(_in_words(reason, words) for reason, words in ranked if reason)


def _reason(reason: str, read: str | None) -> str:
    return f"decided: {read} is this one" if read else reason


def _in_words(reason: str, words: Counter[str]) -> str:
    examples = ", ".join(word for word, _ in words.most_common(EXAMPLES) if word)
    return f"{reason}, {words.total()}x: {examples}" if examples else f"{reason}, {words.total()}x"
