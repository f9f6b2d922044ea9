"""Loader for Word documents (DOCX): the paragraphs of the body, without tracked deletions, notes and comments."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkb.articles.archives import member_bytes, open_zip
from graphkb.articles.article import Article
from graphkb.articles.blocks import BlockKind, compose
from graphkb.articles.source import MAX_BYTES, Source
from graphkb.articles.stories import find_stories, page_articles
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "footnoteReference", "rubyPr"))
_DEEPEST = 200


def load_docx(source: Source) -> Iterator[Article]:
    """Yield the article of a Word document, or its stories where it holds several.

    Titles and captions are those that the styles of its paragraphs say. Raises `ArticleError` where it is broken,
    encrypted, too large, or declares entities.
    """
    with open_zip(source) as (archive, budget):
        data = member_bytes(archive, "word/document.xml", budget, at_most=MAX_BYTES, name=source.name)
    text, blocks = compose(_pieces(parse_xml(data, source.name)))
    stories = find_stories(text, blocks)
    if not stories:
        raise ArticleError(f"{source.name}: no article found in this file")
    yield from page_articles(text, stories, url=source.url, key=source.url)


def parse_xml(data: bytes, name: str) -> "_Element":
    """The root of an XML document. Raises `ArticleError` where it is broken or declares a document type or entities."""
    from lxml.etree import LxmlError, XMLParser, fromstring

    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = fromstring(data, parser)
    except (LxmlError, ValueError) as error:
        raise ArticleError(f"{name}: not XML: {' '.join(str(error).split())[:200]}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ArticleError(f"{name}: declares a document type, which may hold entities that unfold without end")
    return root


def _pieces(root: "_Element") -> Iterator[tuple[BlockKind | None, str]]:
    for word in _WORD:
        for paragraph in root.iter(f"{word}p"):
            if next(paragraph.iterancestors(_FALLBACK), None) is None:
                yield _kind(paragraph, word), " ".join("".join(_words(paragraph, word, 0)).split())


def _kind(paragraph: "_Element", word: str) -> BlockKind | None:
    style: Any = paragraph.find(f"{word}pPr/{word}pStyle")
    name = "" if style is None else str(style.get(f"{word}val", "")).lower()
    return "title" if name.startswith(("title", "heading")) else "caption" if name.startswith("caption") else None


def _words(element: "_Element", word: str, depth: int) -> Iterator[str]:
    """The words of a paragraph; those of text boxes in it are paragraphs themselves."""
    for child in element:
        name = child.tag.removeprefix(word) if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "br", "cr"}:
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name and name != "p" and name not in _UNSEEN and depth < _DEEPEST:
            yield from _words(child, word, depth + 1)
