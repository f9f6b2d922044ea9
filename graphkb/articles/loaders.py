"""The loaders there are, by name: ours, and those that other packages add."""

import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from io import BufferedReader
from pathlib import PurePosixPath
from typing import cast

from graphkb.articles.article import Article
from graphkb.articles.source import Source
from graphkb.errors import ArticleError, UnknownName

Loader = Callable[[Source], Iterable[Article]]

GROUP = "graphkb.loaders"
"""The entry point group of loaders; an entry's name is the loader's and the suffix of the files it reads."""

_MEDIA = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rss",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.apache.parquet": "parquet",
    "application/zip": "zip",
    "application/gzip": "gz",
    "application/x-gzip": "gz",
    "application/warc": "warc",
    "message/rfc822": "eml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}

_BEGINNINGS = ((b"%PDF-", "pdf"), (b"\x1f\x8b", "gz"), (b"PAR1", "parquet"), (b"WARC/", "warc"))
_FEED = re.compile(r"<(rss|feed|rdf:rdf)[\s>]")
_PAGE = ("<!doctype html", "<html", "<?xml", "<head", "<body", "<article", "<div", "<p>", "<!--")
_MAIL = re.compile(r"^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+):", re.M)


@lru_cache(maxsize=1)
def _registered() -> dict[str, EntryPoint]:
    """Entry points by name; another package's goes before ours, so that a loader can be replaced."""
    found = sorted(entry_points(group=GROUP), key=lambda entry: (not entry.value.startswith("graphkb."), entry.value))
    return {entry.name: entry for entry in found}


def loader_names() -> list[str]:
    """The names of the loaders, which are also the suffixes of the files they read, sorted.

    >>> {"html", "jsonl", "md", "txt"} <= set(loader_names())
    True
    """
    return sorted(_registered())


def find_loader(name: str) -> Loader:
    """The loader of a name. Raises `UnknownName` for a name nothing bears, `ArticleError` where its package is broken.

    >>> find_loader("txt").__name__
    'load_txt'
    """
    entry = _registered().get(name.removeprefix(".").lower())
    if entry is None:
        raise UnknownName("loader", name, loader_names())
    try:
        loader: Loader = entry.load()
    except (ImportError, AttributeError) as error:
        raise ArticleError(f"loader {name!r} ({entry.value}) cannot be loaded: {error}") from error
    return loader


def loader_for_suffix(suffix: str) -> str | None:
    """The name of the loader for files with a suffix such as `.md`, if there is one.

    >>> loader_for_suffix(".HTM"), loader_for_suffix(".exe")
    ('htm', None)
    """
    name = suffix.removeprefix(".").lower()
    return name if name in _registered() else None


def loader_for_media(media: str) -> str | None:
    """The name of the loader for a media type such as `text/html`, if there is one.

    >>> loader_for_media("text/html"), loader_for_media("image/png")
    ('html', None)
    """
    return _MEDIA.get(media) or loader_for_suffix(mimetypes.guess_extension(media) or "")


def sniff(head: bytes) -> str:
    """The name of the loader for data that nothing else is known about, from how they begin.

    >>> sniff(b'{"id": 1}'), sniff(b"<!DOCTYPE html>"), sniff(b"---\\ntitle: x"), sniff(b"Fidan met Lavrov.")
    ('jsonl', 'html', 'md', 'txt')
    """
    known = next((name for begin, name in _BEGINNINGS if head.startswith(begin)), None)
    if known is None and head.startswith(b"PK\x03\x04"):
        known = "docx" if b"word/" in head[:2048] or b"[Content_Types].xml" in head[:200] else "zip"
    if known is not None:
        return known
    start = head[:2048].decode(errors="replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith("{"):
        return "jsonl"
    if start.startswith("---\n") or start.startswith("---\r\n"):
        return "md"
    if start.startswith("<") and _FEED.search(start):
        return "rss"
    if start.startswith(_PAGE):
        return "html"
    headers = start.partition("\n\n")[0].replace("\r", "")
    return "eml" if _MAIL.match(start) and len(_MAIL.findall(headers)) >= 3 else "txt"


def read_with(source: Source, loader: str | None) -> Iterator[Article]:
    """Yield the articles of a source, by the loader of that name or else as its suffix or its first bytes tell.

    Raises `ArticleError` for a suffix that no loader reads.
    """
    suffix = PurePosixPath(source.name).suffix
    name = loader or loader_for_suffix(suffix)
    if name is None and suffix:
        raise ArticleError(f"{source.name}: skipped; {unread(suffix)}")
    yield from find_loader(name or sniff(peek(source)))(source)


def peek(source: Source) -> bytes:
    """The first bytes of a source, which are still to be read."""
    try:
        return cast(BufferedReader, source.stream).peek(2048)
    except OSError as error:
        raise ArticleError(f"{source.name}: cannot be read: {error.strerror or error}") from error


def unread(suffix: str) -> str:
    """That no loader reads files of this suffix, and which there are.

    >>> unread(".xyz")[:23]
    'no loader reads .xyz (t'
    """
    return f"no loader reads {suffix or 'files without a suffix'} (there are {', '.join(loader_names())})"
