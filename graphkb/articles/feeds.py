"""Loader for feeds (RSS, Atom): each item by itself, so that a broken one spoils no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from html import unescape
from html.entities import html5
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from graphkb.articles.addresses import web_address
from graphkb.articles.article import Article, article_id
from graphkb.articles.blocks import BlockKind, compose
from graphkb.articles.decoding import decode, one_newline
from graphkb.articles.fragments import fragment_pieces, plain
from graphkb.articles.loaders import find_loader
from graphkb.articles.source import Source
from graphkb.articles.stories import one_story
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    from feedparser import FeedParserDict

MAX_ITEM = 2_000_000
"""The most characters of one item."""
_PROLOG = 20_000
_ROOT = re.compile(r"<(rss|feed|(?:\w{1,20}:)?RDF)(\s[^>]{0,5000})?>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(item|entry)(?:\s[^>]{0,500})?(/?)>", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{2,30})""")
_DECLARED = re.compile(r"<!(ENTITY|DOCTYPE[^>]{0,1000}\[)", re.IGNORECASE)
_ENTITY = re.compile(r"&(#?\w{1,32};)?")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_WHOLE = 1_500  # characters of an item's own text that are taken for the whole story


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed as it stands there: `key` tells it from others, `html` is what it says itself."""

    key: str
    where: str
    title: str | None
    html: str
    link: str | None
    published: date | None
    publisher: str | None
    language: str

    @property
    def version(self) -> str:
        """A short mark of what the item says now, which changes when it does."""
        said = "\n".join((self.key, self.title or "", self.html, self.link or ""))
        return sha256(said.encode()).hexdigest()[:16]


def load_feed(source: Source) -> Iterator[Article]:
    """Yield the articles of a feed: an item is one, or leads to one where `source.visit` may fetch it.

    An item that is no XML, or says nothing, is reported with its number, and the others are read. Raises `ArticleError`
    where the whole is no feed, or declares entities.

    >>> item = b"<item><title>Talks resume</title><description>They met.</description></item>"
    >>> feed = b"<rss><channel><title>Wire</title>" + item + b"</channel></rss>"
    >>> [(article.title, article.publisher) for article in load_feed(Source("a.rss", BytesIO(feed)))]
    [('Talks resume', 'Wire')]
    """
    for item in read_items(source):
        try:
            article = item_article(item, source)
        except ArticleError as error:
            source.report(error)
            continue
        yield article


def read_items(source: Source) -> Iterator[Item]:
    """Yield the items of a feed, in its order; a broken one is reported. Raises `ArticleError` where it is no feed."""
    text = _text(source)
    root = _ROOT.search(text, 0, _PROLOG)
    if _DECLARED.search(text, 0, root.start() if root else _PROLOG):
        raise ArticleError(f"{source.name}: declares entities of its own, which can unfold without end; not read")
    if root is None:
        raise ArticleError(f"{source.name}: no feed: neither <rss> nor <feed> at its beginning")
    pieces = list(_cut(text, source))
    rss = root[1].lower() == "rss"
    before, after = root[0] + "<channel>" * rss, "</channel>" * rss + f"</{root[1]}>"
    head_end = pieces[0][1] if pieces else len(text)
    about = _parsed(text[root.start() : min(head_end, root.start() + 50_000)] + after, source).feed
    for number, start, end in pieces:
        where = f"{source.name}: item {number}"
        try:
            item = _item(before + text[start:end] + after, about, source, where)
        except ArticleError as error:
            source.report(error)
            continue
        yield item


def item_article(item: Item, source: Source) -> Article:
    """The article of an item: the page it links to, where it may be fetched and says more; else its own words.

    Raises `ArticleError` where there is neither.
    """
    own = _own(item, source)
    if source.visit is None or item.link is None or (own is not None and len(own.text) >= _WHOLE):
        if own is None:
            raise ArticleError(f"{item.where}: says nothing that could be read")
        return own
    try:
        page = source.visit(item.link)
        [article, *others] = find_loader(page.loader)(page.source)
    except (ArticleError, ValueError) as error:
        if own is None:
            raise ArticleError(f"{item.where}: {error}") from error
        source.report(ArticleError(f"{item.where}: kept as the feed has it: {error}"))
        return own
    if others or (own is not None and len(article.text) < len(own.text)):
        return own or article
    host = urlsplit(item.link).hostname  # what a page is said to be from where it does not name its outlet
    return replace(
        article,
        title=article.title or item.title,
        published=article.published or item.published,
        publisher=(item.publisher or host) if article.publisher in {None, host} else article.publisher,
    )


def _text(source: Source) -> str:
    data = source.read()
    stated = _ENCODING.search(data[:200])
    charset = source.charset or (stated[1].decode("ascii") if stated else None)
    return one_newline(decode(data, charset=charset, name=source.name))


def _cut(text: str, source: Source) -> Iterator[tuple[int, int, int]]:
    """Where each item begins and ends, with its number; one that is never closed is reported."""
    start, number = None, 0
    for tag in _TAG.finditer(text):
        if tag[3] or (tag[1] and start is None):
            continue
        if tag[1]:
            if start is not None and tag.end() - start <= MAX_ITEM:
                yield number, start, tag.end()
            elif start is not None:
                source.report(ArticleError(f"{source.name}: item {number}: larger than {MAX_ITEM:,} characters"))
            start = None
            continue
        if start is not None:
            source.report(ArticleError(f"{source.name}: item {number}: has no end"))
        start, number = tag.start(), number + 1
    if start is not None:
        source.report(ArticleError(f"{source.name}: item {number}: has no end; the feed was cut off"))


def _parsed(xml: str, source: Source) -> "FeedParserDict":
    import feedparser

    # As a stream, because a string may be taken for a file name or an address; our own text needs no encoding guessed.
    told = {"content-type": "application/xml; charset=utf-8", "content-location": source.url or ""}
    try:
        return feedparser.parse(
            BytesIO(xml.encode(errors="replace")),
            response_headers=told,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise ArticleError(f"{source.name}: an item that no parser reads: {type(error).__name__}") from error


def _item(xml: str, about: Any, source: Source, where: str) -> Item:
    found = _parsed(xml, source)
    if (found.bozo and not found.entries[:1]) or _malformed(found):
        found = _parsed(_mended(xml), source)
    if _malformed(found) or not found.entries:
        raise ArticleError(f"{where}: not XML: {' '.join(str(found.get('bozo_exception', 'cut off')).split())[:120]}")
    entry = found.entries[0]
    title = plain(unescape(str(entry.get("title", ""))))[:500] or None
    html = _longest(entry)
    link = web_address(str(entry.get("link", "")), source.url) if entry.get("link") else None
    if not html and not link:
        raise ArticleError(f"{where}: neither text nor a link" + (f" ({title[:60]!r})" if title else ""))
    key = str(entry.get("id") or link or article_id(f"{title}\n{html}"))[:500]
    publisher = plain(str((entry.get("source") or {}).get("title") or about.get("title") or ""))[:200]
    language = re.match(r"[a-z]{2,3}\b", str(about.get("language", "")).lower())
    return Item(key, where, title, html, link, _day(entry), publisher or None, language[0] if language else "en")


def _malformed(found: Any) -> bool:
    from xml.sax import SAXException

    return bool(found.bozo) and isinstance(found.get("bozo_exception"), SAXException)


def _mended(xml: str) -> str:
    """The slips that feeds are full of, put right: a bare `&`, and names that only HTML has for characters."""
    return _ENTITY.sub(_character, xml)


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    return match[0] if name in _OF_XML or name[0] == "#" else html5.get(name, "&amp;" + name)


def _longest(entry: Any) -> str:
    said = [str(piece.get("value", "")) for piece in entry.get("content") or ()] + [str(entry.get("summary") or "")]
    return max(said, key=len).replace("\0", "").encode(errors="replace").decode()


def _day(entry: Any) -> date | None:
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*told[:3]) if told else None
    except (TypeError, ValueError):
        return None


def _own(item: Item, source: Source) -> Article | None:
    """The article that an item makes of its own words, if they are any."""
    body = fragment_pieces(item.html)
    if not body:
        return None
    headed: list[tuple[BlockKind | None, str]] = [("title", item.title), *body] if item.title else body
    text, blocks = compose(headed)
    parts = one_story(text, blocks).parts
    if not any(part.kind == "body" for part in parts):
        return None
    identity = _identity(item, text, source.url)
    return Article(identity, text, item.title, item.link, item.publisher, item.published, item.language, parts)


def _identity(item: Item, text: str, feed: str | None) -> str:
    """Stable when the item is corrected, where the feed was fetched; no feed names articles of other sites."""
    if feed is None:
        return article_id(text)
    if item.link and _site(item.link) == _site(feed):
        return item.link.partition("#")[0]
    return f"{feed}#{sha256(item.key.encode()).hexdigest()[:16]}"


def _site(address: str) -> str:
    return re.sub(r"^(www|feeds?|rss|news)\.", "", urlsplit(address).hostname or "")
