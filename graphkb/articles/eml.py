"""Loader for mails (EML): newsletters, alerts and press releases, and the files attached to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from io import BufferedReader, BytesIO
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, cast

from graphkb.articles.archives import MOST_DEEP
from graphkb.articles.article import Article
from graphkb.articles.blocks import BlockKind, compose
from graphkb.articles.decoding import decode, one_newline
from graphkb.articles.fragments import fragment_pieces
from graphkb.articles.loaders import loader_for_suffix, read_with
from graphkb.articles.source import Source
from graphkb.articles.stories import find_stories, page_articles
from graphkb.errors import ArticleError

_ENOUGH = 200  # characters of plain text that are worth more than the same in HTML
_MOST_PARTS = 500
_HEADER = 1_000


def load_eml(source: Source) -> Iterator[Article]:
    """Yield the stories of a mail, then those of the files attached to it.

    The subject is the title of a mail of one story, the sender its publisher, the mail's date that of publication.
    Raises `ArticleError` where it is no mail, or nothing in it is to be read.

    >>> head = b"From: Wire <w@example.org>\\nSubject: Talks resume\\nDate: Wed, 12 Oct 2022 08:30:00 +0000"
    >>> [article] = load_eml(Source("a.eml", BytesIO(head + b"\\n\\nThey met.")))
    >>> article.title, article.publisher, str(article.published)
    ('Talks resume', 'Wire', '2022-10-12')
    """
    data = source.read()
    try:
        message = message_from_bytes(data)
        parts = [part for part in islice(message.walk(), _MOST_PARTS) if not part.is_multipart()]
        attached = [part for part in parts if part.get_filename()]
    except (MessageError, RecursionError, TypeError, ValueError, LookupError) as error:
        raise ArticleError(f"{source.name}: no mail that can be read: {type(error).__name__}") from error
    articles = _body([part for part in parts if part not in attached], message, source)
    if not articles and not attached:
        raise ArticleError(f"{source.name}: no article found in this mail")
    yield from articles
    for part in attached:
        try:
            yield from _attachment(part, source)
        except ArticleError as error:
            source.report(error)


def _body(parts: list[Message], message: Message, source: Source) -> list[Article]:
    pieces = _pieces(parts, source.name)
    text, blocks = compose(pieces)
    title = _header(message, "subject") or None
    sender, address = parseaddr(_header(message, "from"))
    stories = find_stories(text, blocks)
    if not stories:
        return []
    articles = page_articles(
        text, stories, publisher=sender or address.partition("@")[2] or None, published=_date(message)
    )
    return [replace(articles[0], title=title or articles[0].title)] if len(articles) == 1 else articles


def _pieces(parts: list[Message], name: str) -> list[tuple[BlockKind | None, str]]:
    """The paragraphs of the body, from its plain text where that is more than an excuse for the HTML."""
    texts = {kind: [_text(part, name) for part in parts if part.get_content_type() == kind] for kind in _KINDS}
    written = "\n\n".join(texts["text/plain"])
    if len(written.strip()) >= _ENOUGH or not texts["text/html"]:
        return [(None, paragraph) for paragraph in written.split("\n\n")]
    return [piece for html in texts["text/html"] for piece in fragment_pieces(html)]


_KINDS = ("text/plain", "text/html")


def _text(part: Message, name: str) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (MessageError, ValueError, LookupError, AssertionError):
        return ""
    return one_newline(decode(data, charset=charset, name=name)) if isinstance(data, bytes) and data.strip() else ""


def _attachment(part: Message, source: Source) -> Iterator[Article]:
    name = f"{source.name}!{PurePosixPath(str(part.get_filename())[:200]).name}"
    if loader_for_suffix(PurePosixPath(name).suffix) is None:
        return  # logos, calendars and keys are no articles that somebody would miss
    if source.depth >= MOST_DEEP:
        raise ArticleError(f"{name}: lies in {MOST_DEEP} other archives; unpack it first")
    data: Any = part.get_payload(decode=True)
    stream = BufferedReader(cast(Any, BytesIO(data if isinstance(data, bytes) else b"")))
    yield from read_with(
        replace(source, name=name, stream=stream, url=None, charset=None, depth=source.depth + 1), None
    )


def _header(message: Message, name: str) -> str:
    """A header as a reader sees it, in one line."""
    raw = str(message.get(name, ""))[:_HEADER]
    try:
        said = str(make_header(decode_header(raw)))
    except (MessageError, ValueError, LookupError):
        said = raw
    return " ".join(said.encode(errors="replace").decode().replace("\0", "").split())


def _date(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")[:100]).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
