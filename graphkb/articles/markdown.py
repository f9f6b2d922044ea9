"""Loader for Markdown, with or without front matter in YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from graphkb.articles.article import Article, article_id
from graphkb.articles.blocks import Block, BlockKind, compose
from graphkb.articles.dates import read_date
from graphkb.articles.source import MAX_MARKUP, Source
from graphkb.articles.stories import find_stories, one_story, page_articles
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FRONT_LONGEST = 20_000
_PARAGRAPH_LONGEST = 20_000  # longer ones keep their marks: looking for marks takes time that grows with the square


@dataclass(frozen=True, slots=True)
class Facts:
    """What the front matter of a page says about it."""

    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    id: str | None
    published: date | None


def load_markdown(source: Source) -> Iterator[Article]:
    """Yield the article of a Markdown file, or its stories where it has no front matter to say that it is one.

    Front matter may give `title`, `published` (or `date`), `publisher`, `url`, `language` and `id`. The stored text is
    the one a reader sees: marks of emphasis, addresses of links, code and HTML are not in it.
    Raises `ArticleError` where the file is empty, too large, or no text, or where its front matter is no YAML.

    >>> from io import BytesIO
    >>> page = b"---\\ntitle: Talks resume\\npublished: 2022-10-12\\n---\\nThe *two* sides met."
    >>> next(load_markdown(Source("a.md", BytesIO(page)))).text
    'Talks resume\\n\\nThe two sides met.'
    """
    page = source.text(at_most=MAX_MARKUP)
    front = _FRONT.match(page)
    facts = _facts(front[1], source.name) if front else None
    pieces = _pieces(page[front.end() :] if front else page)
    text, blocks = compose(_titled(facts.title, pieces) if facts else pieces)
    if not text.strip():
        raise ArticleError(f"{source.name}: empty; an article needs text")
    yield from _articles(text, blocks, facts, source)


def _articles(text: str, blocks: list[Block], facts: Facts | None, source: Source) -> list[Article]:
    if facts is None:
        stories = find_stories(text, blocks)
        if not stories:
            raise ArticleError(f"{source.name}: no article found on this page")
        return page_articles(text, stories, url=source.url, key=source.url)
    story = one_story(text, blocks)
    url = facts.url or source.url
    identity = facts.id or article_id(text, url)
    title, published = facts.title or story.title, facts.published or story.published
    return [Article(identity, text, title, url, facts.publisher, published, facts.language or "en", story.parts)]


def _facts(front: str, name: str) -> Facts | None:
    if len(front) > _FRONT_LONGEST:
        raise ArticleError(f"{name}: front matter is longer than {_FRONT_LONGEST:,} characters")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, Loader=yaml.BaseLoader)):
            raise ArticleError(f"{name}: front matter repeats itself by YAML aliases, which can unfold without end")
        raw = yaml.load(front, Loader=yaml.BaseLoader)  # all is text: "no" is Norwegian, and no tag makes an object
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f":{where.line + 2}" if where else ""
        raise ArticleError(f"{name}{line}: front matter is not YAML: {getattr(error, 'problem', error)}") from error
    if raw in (None, ""):
        return None
    if not isinstance(raw, dict):
        raise ArticleError(f"{name}: front matter is {type(raw).__name__}, not 'key: value' lines such as 'title: ...'")
    facts = {key: _line(raw.get(key)) for key in ("title", "publisher", "url", "language", "id")}
    stated = raw.get("published", raw.get("date"))
    published = read_date(stated)
    if published is None and (_line(stated) or not isinstance(stated, str | None)):
        raise ArticleError(
            f"{name}: front matter: 'published' is {str(stated)[:60]!r}, not an ISO date such as 2022-10-12"
        )
    return Facts(**facts, published=published)


def _line(value: object) -> str | None:
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return None if line in {"", "~", "null"} else line


def _titled(title: str | None, pieces: list[tuple[BlockKind | None, str]]) -> list[tuple[BlockKind | None, str]]:
    """The pieces with the headline first, unless they begin with it."""
    if title is None or (pieces and " ".join(pieces[0][1].split()).casefold() == title.casefold()):
        return pieces
    return [("title", title), *pieces]


def _pieces(page: str) -> list[tuple[BlockKind | None, str]]:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"maxNesting": 20}).disable("inline")
    references: dict[str, Any] = {}
    tokens = markdown.parse(page, references)
    pieces: list[tuple[BlockKind | None, str]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "hr":
            pieces.append(("separator", "* * *"))
        elif token.type == "inline":
            heading = before is not None and before.type == "heading_open"
            short = len(token.content) <= _PARAGRAPH_LONGEST
            children = markdown.inline.parse(token.content, markdown, references, []) if short else []
            pieces.extend(_inline(children, token.content, heading=heading))
    return pieces


def _inline(children: "list[Token]", written: str, *, heading: bool) -> list[tuple[BlockKind | None, str]]:
    images = [child for child in children if child.type == "image"]
    text = "".join(_plain(child) for child in children if child.type != "image") if children else written
    captions: list[tuple[BlockKind | None, str]] = [("caption", image.content) for image in images if image.content]
    return [*captions, ("title" if heading else None, text)]


def _plain(child: "Token") -> str:
    if child.type in {"softbreak", "hardbreak"}:
        return "\n"
    return child.content if child.type in {"text", "code_inline"} else ""
