"""How much goes to a database at once: rows with one statement, accounts with one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkb.graph.merging import Account

ROWS = 2000
"""How many rows one statement carries at most."""

TEXT = 1_000_000
"""How many characters of articles one transaction carries at most, or little more: two hundred long articles."""


def chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield rows in lists of at most `size`."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some


def together(accounts: Iterable[Account], statements: int = ROWS, characters: int = TEXT) -> Iterator[list[Account]]:
    """Yield accounts in lists that one transaction can carry; one article is never split."""
    some: list[Account] = []
    said = written = 0
    for account in accounts:
        if some and (said >= statements or written >= characters or len(some) >= statements):
            yield some
            some, said, written = [], 0, 0
        some.append(account)
        said, written = said + len(account.statements), written + len(account.article.text)
    if some:
        yield some
