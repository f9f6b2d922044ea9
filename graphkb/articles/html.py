"""Loader for web pages: trafilatura finds the text, we tell headline, captions and credits apart."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from graphkb.articles.addresses import web_address
from graphkb.articles.article import Article
from graphkb.articles.blocks import BlockKind, compose
from graphkb.articles.dates import read_date
from graphkb.articles.decoding import decode, one_newline
from graphkb.articles.source import MAX_MARKUP, Source
from graphkb.articles.stories import find_stories, page_articles
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE)
_HEAD = 4096
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|mc_[ce]id|ref|cmp|smid|ocid|at_\w+)\Z", re.IGNORECASE)

_SEPARATOR: tuple[BlockKind, str] = ("separator", "* * *")
_STORY: dict[str, BlockKind | None] = {**dict.fromkeys(("h1", "h2", "h3", "h4"), "title"), "p": None, "li": None}
_PARAGRAPH = 60  # a paragraph of prose has more characters; teasers have one of them, if any


def load_html(source: Source) -> Iterator[Article]:
    """Yield the article of a web page, or its stories where it holds several.

    Title, outlet, date and canonical address are those that the page states about itself; an address is believed only
    where it is on the host that the page came from.
    Raises `ArticleError` where the page is empty, too large, no text, or has no article in it.

    >>> from io import BytesIO
    >>> page = b"<html lang=en><h1>Talks resume</h1><p>The two sides met in Bishkek on Monday, and agreed.</p>"
    >>> next(load_html(Source("a.html", BytesIO(page)))).title
    'Talks resume'
    """
    tree = _tree(_page(source), source.name)
    captions = _captions_in_place(tree)
    several = _several(tree)
    found = _extract(tree, source)
    pieces = several or _titled(_line(found.title), list(_pieces(found.body, captions)))
    text, blocks = compose(pieces)
    stories = find_stories(text, blocks)
    if not stories:
        raise ArticleError(f"{source.name}: no article found on this page")
    address = _address(found.url, source.url)
    yield from page_articles(
        text,
        stories,
        url=address,
        key=address if source.url else None,
        publisher=_line(found.sitename),
        published=read_date(found.date),
        language=_language(tree),
    )


def _page(source: Source) -> str:
    data = source.read(at_most=MAX_MARKUP)
    stated = _CHARSET.search(data[:_HEAD])
    charset = source.charset or (stated[1].decode("ascii") if stated else None)
    return _DECLARATION.sub("", one_newline(decode(data, charset=charset, name=source.name)))


def _tree(page: str, name: str) -> "HtmlElement":
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    try:
        return document_fromstring(page)
    except (LxmlError, ValueError) as error:
        raise ArticleError(f"{name}: no article found on this page ({error})") from error


def _extract(tree: "HtmlElement", source: Source) -> Any:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        tree,
        url=source.url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or found.body is None:
        raise ArticleError(f"{source.name}: no article found on this page")
    return found


def _captions_in_place(tree: "HtmlElement") -> set[str]:
    """The captions of a page, each set as a paragraph in the place of its figure, which trafilatura would drop."""
    from lxml.html import HtmlElement, fromstring

    captions = set()
    for figure in list(tree.iter("figure")):
        text = " ".join(" ".join(caption.text_content() for caption in figure.iter("figcaption")).split())
        if not text or figure.getparent() is None:
            continue
        paragraph: HtmlElement = fromstring("<p></p>")
        paragraph.text, paragraph.tail = text, figure.tail
        figure.getparent().replace(figure, paragraph)
        captions.add(text)
    return captions


def _several(tree: "HtmlElement") -> list[tuple[BlockKind | None, str]]:
    """The pieces of a page with two or more `article` elements that are stories and not teasers; else none.

    Trafilatura looks for the one article of a page, and would keep the first of them and scraps of the others.
    """
    told = []
    for article in tree.iter("article"):
        told_once = (part for part in article.iter(*_STORY) if part.tag != "li" or part.find(".//p") is None)
        pieces = [(_STORY[part.tag], " ".join(part.text_content().split())) for part in told_once]
        prose = [text for kind, text in pieces if kind is None and len(text) > _PARAGRAPH]
        if len(prose) >= 2 and any(kind for kind, _ in pieces) and next(article.iterancestors("article"), None) is None:
            told.append(pieces)
    return [piece for pieces in told for piece in [_SEPARATOR, *pieces]] if len(told) > 1 else []


def _pieces(body: "HtmlElement", captions: set[str]) -> Iterator[tuple[BlockKind | None, str]]:
    """The paragraphs of what trafilatura found, each with what its markup says it is."""
    for element in body.iter("p", "head", "item", "cell", "quote"):
        if element.tag == "quote" and len(element):
            continue  # its paragraphs come by themselves
        text = " ".join(_own_text(element).split())
        kind: BlockKind | None = "caption" if text in captions else "title" if element.tag == "head" else None
        yield kind, text


def _own_text(element: "HtmlElement") -> str:
    """The text of an element without that of the paragraphs in it."""
    inner = "".join(
        (
            ""
            if child.tag in {"p", "head", "item", "cell", "quote", "list"}
            else " "
            if child.tag == "lb"
            else _own_text(child)
        )
        + (child.tail or "")
        for child in element
    )
    return (element.text or "") + inner


def _titled(title: str | None, pieces: list[tuple[BlockKind | None, str]]) -> list[tuple[BlockKind | None, str]]:
    """The pieces with the headline first, unless it stands among them."""
    if title is None or any(_same(title, piece) for _, piece in pieces[:6]):
        return pieces
    return [("title", title), *pieces]


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _line(value: object) -> str | None:
    return " ".join(value.split())[:500] or None if isinstance(value, str) else None


def _language(tree: "HtmlElement") -> str:
    stated = re.match(r"[a-z]{2,3}\b", (tree.get("lang") or tree.get("xml:lang") or "").strip().lower())
    return stated[0] if stated else "en"


def _address(stated: str | None, asked: str | None) -> str | None:
    """The address a page gives itself where it may, else the one that was asked, without fragment and tracking.

    >>> _address("https://evil.example/x", "https://example.org/a?id=3&utm_source=feed#top")
    'https://example.org/a?id=3'
    """
    said = web_address(stated) if stated else None
    taken = said if said and (asked is None or urlsplit(said).hostname == urlsplit(asked).hostname) else asked
    if taken is None or web_address(taken) is None:
        return None
    parts = urlsplit(taken)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
