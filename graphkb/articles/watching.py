"""Feeds that are looked at again and again: what is new in each, and when to look next."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Any

from graphkb.articles.article import Article
from graphkb.articles.feeds import Item, item_article, read_items
from graphkb.articles.language import with_language
from graphkb.articles.source import OnError
from graphkb.articles.visiting import Visitor
from graphkb.articles.web import Answer, Bounds, page_of
from graphkb.errors import ArticleError, StoreError

LEAST = 60.0
"""The fewest seconds between two looks at a feed, whatever the caller wishes."""
LONGEST = 86_400.0
"""The most seconds between two looks at a feed, however often it failed."""
_TRIES = 3
_SEEN = 2_000
_TTL = re.compile(rb"<ttl>\s*(\d{1,5})\s*</ttl>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """What is remembered of a feed between two looks; `due` is when to look next, in seconds since 1970.

    `moved` is where it has gone since, for good. `seen` are marks of the items that are done, `waiting` those whose
    page could not be had, with the number of tries.
    """

    url: str
    moved: str | None = None
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    due: float = 0.0
    failures: int = 0
    gone: bool = False

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> "Feed":
        """A feed as `asdict` wrote it. Raises `ValueError` or `TypeError` where it is not one."""
        feed = cls(**raw)
        if not isinstance(feed.url, str) or not isinstance(feed.due, int | float):
            raise ValueError("'url' is a text, 'due' a number")
        return replace(feed, seen=tuple(map(str, feed.seen)), waiting=dict(feed.waiting))

    def to_dict(self) -> dict[str, Any]:
        """The feed as JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Poll:
    """One look at a feed: how it is remembered from now on, what was new, and what went wrong."""

    feed: Feed
    articles: tuple[Article, ...] = ()
    errors: tuple[ArticleError, ...] = ()
    failed: bool = False


def poll(feed: Feed, *, visitor: Visitor, now: float, every: float = 900.0) -> Poll:
    """Look at a feed and return what is new in it; never raises for what is wrong with the feed.

    The feed is asked only for what changed since the last look, and looked at again after `every` seconds, or later
    where it asks for that; after each failure twice as late. A feed that is gone for good is not looked at again.
    """
    every = max(every, LEAST)
    conditional = {} if feed.waiting else {"etag": feed.etag, "modified": feed.modified}
    try:
        answer = visitor.poll(feed.moved or feed.url, **conditional)
    except ArticleError as error:
        return _failure(feed, error, now, every)
    if answer.status == 304:
        return Poll(replace(feed, due=now + _pause(answer, every), failures=0))
    if answer.status == 410:
        return Poll(replace(feed, gone=True), errors=(_gone(feed),), failed=True)
    errors: list[ArticleError] = []
    try:
        articles, seen, waiting = _new(feed, answer, visitor, errors.append)
    except ArticleError as error:
        return _failure(feed, error, now, max(every, _retry_after(answer, now)))
    known = replace(
        feed,
        moved=answer.url if answer.moved else feed.moved,
        etag=answer.headers.get("etag"),
        modified=answer.headers.get("last-modified"),
        seen=seen,
        waiting=waiting,
        due=now + _pause(answer, every),
        failures=0,
    )
    return Poll(known, articles, tuple(errors))


def watch(
    feeds: Iterable[Feed],
    *,
    visitor: Visitor,
    take: Callable[[Poll], None],
    every: float = 900.0,
    once: bool = False,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[Poll, tuple[Feed, ...]]]:
    """Yield each look at a feed, and all feeds as they are to be remembered after it; without end unless `once`.

    Each feed is looked at when it is due, and `take` keeps what was new. Where it raises `StoreError`, the look is
    forgotten and made again a minute later. With `once`, each feed that is due is looked at once.
    """
    known = {feed.url: feed for feed in feeds}
    looked: set[str] = set()
    while left := [feed for feed in known.values() if not feed.gone and not (once and feed.url in looked)]:
        feed = min(left, key=lambda feed: feed.due)
        if (rest := feed.due - clock()) > 0:
            if once:
                return
            sleep(rest)
        looked.add(feed.url)
        found = poll(feed, visitor=visitor, now=clock(), every=every)
        try:
            take(found)
        except StoreError as error:
            again = replace(feed, due=clock() + LEAST)
            found = Poll(again, errors=(*found.errors, ArticleError(f"{feed.url}: not kept: {error}")), failed=True)
        known[feed.url] = found.feed
        yield found, tuple(known.values())


def _new(
    feed: Feed, answer: Answer, visitor: Visitor, on_error: OnError
) -> tuple[tuple[Article, ...], tuple[str, ...], dict[str, int]]:
    """The articles of the items that were not there before, which items are done, and which are to be tried again."""
    page = page_of(answer, feed.url, bounds=Bounds(), on_error=on_error)
    if page.loader not in {"rss", "atom", "xml"}:
        raise ArticleError(f"{feed.url}: no feed but {page.loader}; load a page with: graphkb load")
    source = replace(page.source, visit=visitor.visit)
    seen, waiting, articles = dict.fromkeys(feed.seen), {}, []
    items: list[Item] = list(read_items(source))
    for item in items:
        if item.version in seen:
            continue
        try:
            articles.append(with_language(item_article(item, source)))
        except ArticleError as error:
            on_error(error)
            tries = feed.waiting.get(item.version, 0) + 1
            if tries < _TRIES:
                waiting[item.version] = tries
                continue
        seen[item.version] = None
    kept = max(_SEEN, 2 * len(items))
    return tuple(articles), tuple(seen)[-kept:], waiting


def _failure(feed: Feed, error: ArticleError, now: float, every: float) -> Poll:
    wait = min(every * 2 ** min(feed.failures, 12), max(LONGEST, every))
    return Poll(replace(feed, failures=feed.failures + 1, due=now + wait), errors=(error,), failed=True)


def _gone(feed: Feed) -> ArticleError:
    return ArticleError(f"{feed.url}: gone for good (410); it is not looked at again")


def _pause(answer: Answer, every: float) -> float:
    """The seconds until the next look: as wished, or longer where the feed or its server asks for that."""
    age = re.search(r"max-age=(\d{1,9})", answer.headers.get("cache-control", ""))
    ttl = _TTL.search(answer.data[:20_000])
    asked = max(float(age[1]) if age else 0.0, 60.0 * float(ttl[1]) if ttl else 0.0)
    return max(every, min(asked, LONGEST))


def _retry_after(answer: Answer, now: float) -> float:
    """The seconds that a server asks to be left alone, as a number or a date."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return min(float(told[:9]), LONGEST)
    try:
        return min(max(parsedate_to_datetime(told).timestamp() - now, 0.0), LONGEST)
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0
