"""Tables of articles: which column or key holds which field."""

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from graphkb.articles.article import Article, article_id
from graphkb.articles.jsonl import read_article
from graphkb.errors import ArticleError, UnknownName

FIELDS = ("id", "text", "title", "url", "publisher", "published", "language")

# What tables of news call their columns, the likeliest first; a column of the field's own name goes before all.
_USUAL = {
    "id": ("article_id", "articleid", "uuid", "guid"),
    "text": ("body", "content", "fulltext", "full_text", "article_text", "article", "bodytext", "story", "maintext"),
    "title": ("headline", "heading", "subject"),
    "url": ("link", "uri", "web_url", "weburl"),
    "publisher": ("outlet", "newspaper", "publication", "source", "source_name", "domain", "media_name"),
    "published": ("date", "pubdate", "pub_date", "publish_date", "published_at", "publication_date", "date_publish"),
    "language": ("lang",),
}


def parse_columns(wish: str) -> dict[str, str]:
    """Which column holds which field, from a wish such as `text=body,title=headline`.

    Raises `ArticleError` where it is written otherwise, `UnknownName` for a field that articles do not have.

    >>> parse_columns("text=body, published=Date of issue")
    {'text': 'body', 'published': 'Date of issue'}
    """
    pairs = [pair.partition("=") for pair in wish.split(",")]
    found = {field.strip(): column.strip() for field, _, column in pairs}
    for field, column in found.items():
        if not column:
            raise ArticleError(f"columns {wish!r}: write FIELD=COLUMN, with commas between: text=body,title=headline")
        if field not in FIELDS:
            raise UnknownName("field of an article", field, FIELDS)
    return found


def choose_columns(columns: Iterable[str], wished: Mapping[str, str], name: str) -> dict[str, str]:
    """The column of each field: the wished one, else one that bears its name or a usual one in any case.

    Raises `ArticleError` where a wished column is missing, or none holds the text.

    >>> choose_columns(["Date", "Headline", "Body"], {}, "news.csv")
    {'text': 'Body', 'title': 'Headline', 'published': 'Date'}
    """
    given = list(columns)
    known = {column.strip().casefold(): column for column in reversed(given)}
    found = {}
    for field in FIELDS:
        if (wish := wished.get(field)) is not None:
            if wish not in given:
                raise ArticleError(f"{name}: has no column {wish!r}; it has {_listed(given)}")
            found[field] = wish
            continue
        names = [name for name in (field, *_USUAL.get(field, ())) if name in known]
        if usual := next((known[name] for name in names if known[name] not in wished.values()), None):
            found[field] = usual
    if "text" not in found:
        raise ArticleError(
            f"{name}: no column holds the text; say which with columns text=COLUMN; it has {_listed(given)}"
        )
    return found


def row_article(row: Mapping[str, Any], columns: Mapping[str, str], where: str) -> Article:
    """The article of a row; without a column of ids its id is a hash of its words. Raises `ArticleError`."""
    raw = {field: row.get(column) for field, column in columns.items()}
    known = {field: value for field, value in raw.items() if not _missing(value)}
    if isinstance(text := known.get("text"), str):
        known.setdefault("id", article_id(text))
    return read_article(known, where)


def _missing(value: Any) -> bool:
    """Whether a cell is empty; tables write what they do not know as not-a-number, too."""
    return value is None or value == "" or (isinstance(value, float) and isnan(value))


def _listed(columns: list[str]) -> str:
    shown = ", ".join(repr(column[:40]) for column in columns[:20])
    return shown + (f" and {len(columns) - 20} more" if len(columns) > 20 else "") if columns else "none"
