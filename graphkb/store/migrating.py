"""How a graph that an older graphkb wrote becomes one of today: a step from each version to the next, only forward.

A step does some articles in one transaction, and finds what is left to do by a query, so that a migration that is
stopped goes on from there, and two processes that begin at once do each article once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkb.errors import StoreError
from graphkb.store.copying import index_anew
from graphkb.store.schema import FORMAT

if TYPE_CHECKING:
    from graphkb.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Migration:
    """A step to the next version: what it is for, which articles wait for it (`id`), and what is done to some."""

    purpose: str
    pending: str
    step: Callable[[Writing, Collection[str]], None]


def check_format(url: str, found: int) -> None:
    """Raise `StoreError` where a graph was written by a newer graphkb than this one."""
    if found > FORMAT:
        raise StoreError(f"{url}: written by a newer graphkb (format {found}, this one knows {FORMAT}); update graphkb")


def _tell_copies(writing: Writing, ids: Collection[str]) -> None:
    """Work out for articles whose copies they are, and count the sources of what they say anew."""
    waiting = "UNWIND $rows AS id MATCH (a:Article {id: id}) WHERE a.origin IS NULL RETURN a.id AS id"
    accounts = writing.accounts([row["id"] for row in writing.rows(waiting, ids)])
    index_anew(writing, accounts)
    # Without its digest an article counts as changed, and is written again with all that rests on it.
    writing.each("UNWIND $rows AS id MATCH (a:Article {id: id}) SET a.digest = null", [a.article.id for a in accounts])
    writing.replace((), accounts)


MIGRATIONS: Mapping[int, Migration] = {
    1: Migration(
        "copies of one story count once", "MATCH (a:Article) WHERE a.origin IS NULL RETURN a.id AS id", _tell_copies
    )
}
"""The step that begins at each version before `FORMAT`."""
