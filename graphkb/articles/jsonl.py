"""Loader for JSON Lines: one article an object, one object a line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from graphkb.articles.article import Article, article_id
from graphkb.articles.dates import read_date
from graphkb.articles.source import Source
from graphkb.articles.stories import one_story
from graphkb.errors import ArticleError

REMEMBERED = 100_000
"""How many ids are remembered, so that memory does not grow with the file."""


def load_jsonl(source: Source) -> Iterator[Article]:
    """Yield the articles of a JSON Lines file, in file order, a line at a time.

    An object has `id` and `text`, and may have `title`, `url`, `publisher`, `published` (ISO date) and `language`;
    anything else in it is left alone. `source.columns` names other keys for them, with dots for what lies deeper; then
    an object without an id is known by its words. The text is kept to the letter, because offsets count in it. A line
    that is no article, is too long, or gives the id of one of the last 100,000 lines to another text, is reported as
    `ArticleError` with file and line.

    >>> from io import BytesIO
    >>> line = b'{"id": "a-1", "text": "Fidan met Lavrov.", "published": "2025-05-26"}'
    >>> [(article.id, article.published.year) for article in load_jsonl(Source("a.jsonl", BytesIO(line)))]
    [('a-1', 2025)]
    """
    seen: dict[str, int] = {}
    for number, line in source.lines():
        where = f"{source.name}:{number}"
        if len(seen) > REMEMBERED:
            del seen[next(iter(seen))]
        try:
            raw = _object(line, where)
            article = read_article(_mapped(raw, source.columns) if source.columns else raw, where)
            if seen.setdefault(article.id, hash(article.text)) != hash(article.text):
                raise ArticleError(f"{where}: id {article.id!r} is that of an earlier line with another text")
        except ArticleError as error:
            source.report(error)
            continue
        yield article


def read_article(raw: dict[str, Any], where: str) -> Article:
    """The article that a JSON object describes.

    Raises `ArticleError`, beginning with `where`, for what is missing or wrong.

    >>> read_article({"id": 7, "text": "Fidan met Lavrov."}, "a.jsonl:1").id
    '7'
    """
    text = _string(raw, "text", where)
    identity = str(raw["id"]) if type(raw.get("id")) is int else _string(raw, "id", where)
    if not identity or identity.isspace() or text is None or not text.strip():
        raise ArticleError(f"{where}: 'id' and 'text' must not be empty")
    optional = {key: _string(raw, key, where, needed=False) for key in ("title", "url", "publisher")}
    language = _string(raw, "language", where, needed=False) or "en"
    return Article(
        id=identity,
        text=text,
        published=_published(raw.get("published"), where),
        language=language,
        parts=one_story(text).parts if "\n" in text.strip() else (),
        **optional,
    )


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        raw = json.loads(line)
    except RecursionError as error:
        raise ArticleError(f"{where}: not JSON that can be read: nested too deep") from error
    except ValueError as error:
        reason = getattr(error, "msg", str(error))
        raise ArticleError(f"{where}: not JSON: {reason} (column {getattr(error, 'colno', 1)})") from error
    if not isinstance(raw, dict):
        raise ArticleError(
            f"{where}: not an article but {type(raw).__name__}; each line is an object with 'id' and 'text'"
        )
    return raw


def _mapped(raw: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an object that has them under other keys.

    >>> _mapped({"fields": {"body": "Fidan met Lavrov."}, "title": "T"}, {"text": "fields.body"})["title"]
    'T'
    """
    found = {**raw, **{field: _under(raw, key) for field, key in columns.items()}}
    if found.get("id") is None and isinstance(text := found.get("text"), str):
        found["id"] = article_id(text)
    return found


def _under(raw: Any, key: str) -> Any:
    if isinstance(raw, dict) and key in raw:
        return raw[key]
    first, dot, rest = key.partition(".")
    return _under(raw.get(first), rest) if dot and isinstance(raw, dict) else None


def _string(raw: dict[str, Any], key: str, where: str, *, needed: bool = True) -> str | None:
    value = raw.get(key)
    if value is None and not needed:
        return None
    if not isinstance(value, str):
        found = "missing" if value is None else f"{type(value).__name__}, not a string"
        hint = "; name other keys with columns text=KEY" if value is None else ""
        raise ArticleError(f"{where}: {key!r} is {found}; an article has 'id' and 'text'{hint}")
    if "\0" in value or not _whole(value):
        raise ArticleError(f"{where}: {key!r} holds a zero byte or half a character, and cannot be stored")
    return value


def _whole(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _published(value: object, where: str) -> date | None:
    day = read_date(value)
    if day is None and value not in (None, ""):
        raise ArticleError(f"{where}: 'published' is {str(value)[:60]!r}, not an ISO date such as 2022-10-12")
    return day
