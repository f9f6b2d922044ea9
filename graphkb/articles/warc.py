"""Loader for web archives (WARC): the pages that a crawler brought home."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO
from typing import Any, cast

from graphkb.articles.addresses import web_address
from graphkb.articles.article import Article
from graphkb.articles.loaders import find_loader, loader_for_media
from graphkb.articles.source import MAX_MARKUP, Source
from graphkb.errors import ArticleError

_READ = frozenset(("html", "htm", "txt", "md", "pdf"))
_BROKEN = (AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError, zlib.error)


def load_warc(source: Source) -> Iterator[Article]:
    """Yield the articles of the pages in a web archive, in its order, a page at a time.

    Answers that are no page (pictures, scripts, errors, redirects) are passed over; a page that cannot be read is
    reported under its address, and the others are read. The address of a page is the one it was archived under.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import ChunkedDataException
    from warcio.exceptions import ArchiveLoadFailed

    records = iter(ArchiveIterator(source.stream, no_record_parse=False))
    found = False
    while True:
        try:
            record = next(records, None)
            page = None if record is None else _page(record, source)
        except ArticleError as error:
            source.report(error)
            continue
        except (ArchiveLoadFailed, ChunkedDataException, *_BROKEN) as error:
            raise ArticleError(
                f"{source.name}: no web archive that can be read: {' '.join(str(error).split())[:200]}"
            ) from error
        if record is None:
            break
        found = True
        if page is not None:
            yield from _articles(page, source)
    if not found:
        raise ArticleError(f"{source.name}: no web archive, or an empty one")


def _articles(page: tuple[Source, str], source: Source) -> Iterator[Article]:
    inner, loader = page
    try:
        yield from find_loader(loader)(inner)
    except ArticleError as error:
        source.report(error)


def _page(record: Any, source: Source) -> tuple[Source, str] | None:
    """What a record holds, and the loader that reads it; None where it is no page."""
    headers = record.http_headers
    if record.rec_type not in {"response", "resource"}:
        return None
    if headers is not None and headers.get_statuscode() != "200":
        return None
    told = (headers or record.rec_headers).get_header("Content-Type") or ""
    loader = loader_for_media(told.partition(";")[0].strip().lower())
    if loader not in _READ:
        return None
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    name = f"{source.name}!{url[:500]}"
    data = record.content_stream().read(MAX_MARKUP + 1)
    if len(data) > MAX_MARKUP:
        raise ArticleError(f"{name}: larger than {MAX_MARKUP / 1_000_000:g} MB, the most that is read of a page")
    charset = told.lower().partition("charset=")[2].strip("\"' ;")[:40] or None
    stream = BufferedReader(cast(Any, BytesIO(data)))
    return replace(source, name=name, stream=stream, url=web_address(url), charset=charset), loader
