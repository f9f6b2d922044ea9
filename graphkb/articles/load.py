"""The verb of this package: a file, a folder, an address or standard input in, articles out."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from graphkb.articles.article import Article
from graphkb.articles.columns import FIELDS
from graphkb.articles.language import with_language
from graphkb.articles.loaders import find_loader, loader_for_suffix, read_with, unread
from graphkb.articles.source import MAX_BYTES, OnError, Source
from graphkb.articles.visiting import Visitor
from graphkb.errors import ArticleError, UnknownName


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the caller asked for."""

    loader: str | None
    allow_private: bool
    on_error: OnError | None
    max_bytes: int
    columns: Mapping[str, str] = field(default_factory=dict)


def load_articles(
    source: str | Path,
    *,
    loader: str | None = None,
    allow_private: bool = False,
    on_error: OnError | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
    stream: BinaryIO | None = None,
) -> Iterator[Article]:
    """Yield the articles of a file, a folder, a web address, or standard input (`-`), in order.

    `loader` names how to read them; without it the suffix, the media type or the first bytes decide. Folders are read
    to their depths in the order of names; hidden files are passed over, and files that no loader reads are reported.
    Web addresses that lead to private networks are refused unless `allow_private`; the items of a feed from the web
    are followed to their pages as far as robots.txt allows. Files, and lines of JSON, are read up to `max_bytes`.
    `columns` says which column of a table or key of JSON holds which field, as in `{"text": "body"}`. The language of
    each article is told by its words. `stream` stands in for standard input.

    Raises `UnknownName` for an unknown loader or field, and `ArticleError` for what cannot be read. With `on_error`
    each `ArticleError` goes there instead, and the reading goes on with what is good.

    >>> from io import BytesIO
    >>> [article.title for article in load_articles("-", stream=BytesIO(b"Talks resume\\n\\nThe two sides met."))]
    ['Talks resume']
    """
    if loader is not None:
        find_loader(loader)  # a wrong name is told at once, not at the first article
    for field_ in columns or ():
        if field_ not in FIELDS:
            raise UnknownName("field of an article", field_, FIELDS)
    wishes = _Wishes(loader, allow_private, on_error, max_bytes, columns or {})
    return map(with_language, _load(source, wishes, stream))


def _load(source: str | Path, wishes: _Wishes, stream: BinaryIO | None) -> Iterator[Article]:
    if isinstance(source, str) and source == "-":
        return _guarded(_from_stream(stream or sys.stdin.buffer, "standard input", wishes), wishes)
    if isinstance(source, str) and "://" in source:
        return _guarded(_from_web(source, wishes), wishes)
    path = Path(source)
    return _from_folder(path, wishes) if path.is_dir() else _guarded(_from_file(path, wishes), wishes)


def _guarded(articles: Iterator[Article], wishes: _Wishes) -> Iterator[Article]:
    """The articles up to the first that cannot be read, the error of which is handed on."""
    while True:
        try:
            article = next(articles, None)
        except ArticleError as error:
            if wishes.on_error is None:
                raise
            wishes.on_error(error)
            return
        if article is None:
            return
        yield article


def _from_folder(folder: Path, wishes: _Wishes) -> Iterator[Article]:
    for path in _files(folder, wishes):
        if wishes.loader or loader_for_suffix(path.suffix):
            yield from _guarded(_from_file(path, wishes), wishes)
        elif wishes.on_error:
            wishes.on_error(ArticleError(f"{path}: skipped; {unread(path.suffix)}"))


def _files(folder: Path, wishes: _Wishes) -> Iterator[Path]:
    """The files under a folder that are not hidden, in the order of their names; links to folders are not followed."""

    def unreadable(error: OSError) -> None:
        refusal = ArticleError(f"{error.filename}: cannot be read: {error.strerror}")
        if wishes.on_error is None:
            raise refusal from error
        wishes.on_error(refusal)

    found = []
    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".")]
    yield from sorted(path for path in found if path.is_file())


def _from_file(path: Path, wishes: _Wishes) -> Iterator[Article]:
    name = wishes.loader or loader_for_suffix(path.suffix)
    if name is None and path.suffix and path.is_file():
        raise ArticleError(f"{path}: {unread(path.suffix)}; name one with `loader`")
    try:
        opened = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(f"{path}: cannot be read: {reason}") from error
    with opened as stream:
        yield from _from_stream(stream, str(path), wishes, name)


def _from_stream(stream: BinaryIO, name: str, wishes: _Wishes, loader: str | None = None) -> Iterator[Article]:
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(Any, stream))
    source = Source(name, buffered, max_bytes=wishes.max_bytes, on_error=wishes.on_error, columns=wishes.columns)
    yield from read_with(source, loader or wishes.loader)


def _from_web(url: str, wishes: _Wishes) -> Iterator[Article]:
    visitor = Visitor(allow_private=wishes.allow_private)
    page = visitor.fetch(url, on_error=wishes.on_error)
    source = replace(page.source, columns=wishes.columns, visit=visitor.visit)
    yield from find_loader(wishes.loader or page.loader)(source)
