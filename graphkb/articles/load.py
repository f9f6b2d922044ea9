"""The verb of this package: a file, a folder, an address or standard input in, articles out."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from graphkb.articles.article import Article
from graphkb.articles.loaders import find_loader, loader_for_suffix, loader_names, sniff
from graphkb.articles.source import MAX_BYTES, OnError, Source
from graphkb.articles.web import Bounds, fetch
from graphkb.errors import ArticleError


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the caller asked for."""

    loader: str | None
    allow_private: bool
    on_error: OnError | None
    max_bytes: int


def load_articles(
    source: str | Path,
    *,
    loader: str | None = None,
    allow_private: bool = False,
    on_error: OnError | None = None,
    max_bytes: int = MAX_BYTES,
    stream: BinaryIO | None = None,
) -> Iterator[Article]:
    """Yield the articles of a file, a folder, a web address, or standard input (`-`), in order.

    `loader` names how to read them; without it the suffix, the media type or the first bytes decide. Folders are read
    to their depths in the order of names; hidden files are passed over, and files that no loader reads are reported.
    Web addresses that lead to private networks are refused unless `allow_private`. Files, and lines of JSON, are read
    up to `max_bytes`. `stream` stands in for standard input.

    Raises `UnknownName` for an unknown loader, and `ArticleError` for what cannot be read. With `on_error` each
    `ArticleError` goes there instead, and the reading goes on with what is good.

    >>> from io import BytesIO
    >>> [article.title for article in load_articles("-", stream=BytesIO(b"Talks resume\\n\\nThe two sides met."))]
    ['Talks resume']
    """
    if loader is not None:
        find_loader(loader)  # a wrong name is told at once, not at the first article
    wishes = _Wishes(loader, allow_private, on_error, max_bytes)
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
            wishes.on_error(ArticleError(f"{path}: skipped; {_unread(path)}"))


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
        raise ArticleError(f"{path}: {_unread(path)}; name one with `loader`")
    try:
        opened = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(f"{path}: cannot be read: {reason}") from error
    with opened as stream:
        yield from _from_stream(stream, str(path), wishes, name)


def _from_stream(stream: BinaryIO, name: str, wishes: _Wishes, loader: str | None = None) -> Iterator[Article]:
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(Any, stream))
    source = Source(name, buffered, max_bytes=wishes.max_bytes, on_error=wishes.on_error)
    chosen = loader or wishes.loader or sniff(_peek(buffered, name))
    yield from find_loader(chosen)(source)


def _peek(stream: BufferedReader, name: str) -> bytes:
    try:
        return stream.peek(2048)
    except OSError as error:
        raise ArticleError(f"{name}: cannot be read: {error.strerror or error}") from error


def _from_web(url: str, wishes: _Wishes) -> Iterator[Article]:
    page = fetch(url, bounds=Bounds(allow_private=wishes.allow_private), on_error=wishes.on_error)
    yield from find_loader(wishes.loader or page.loader)(page.source)


def _unread(path: Path) -> str:
    return f"no loader reads {path.suffix or 'files without a suffix'} (there are {', '.join(loader_names())})"
