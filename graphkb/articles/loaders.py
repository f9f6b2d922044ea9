"""The loaders there are, by name: ours, and those that other packages add."""

import mimetypes
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

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
}


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
    start = head[:2048].decode(errors="replace").lstrip("\ufeff \t\r\n").lower()
    if start.startswith("{"):
        return "jsonl"
    if start.startswith("---\n") or start.startswith("---\r\n"):
        return "md"
    if start.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<article", "<div", "<p>", "<!--")):
        return "html"
    return "txt"
