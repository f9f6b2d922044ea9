"""Pieces of HTML, as feeds and mails hold them, into paragraphs; for whole pages see html.py."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkb.articles.blocks import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 td th tr table blockquote article section ul ol br hr header footer dt dd".split()
)
_TITLES = frozenset(("h1", "h2", "h3", "h4"))
_UNSEEN = frozenset("script style head title template noscript svg form button iframe object select textarea".split())
_DEEPEST = 200


def fragment_pieces(html: str) -> list[tuple[BlockKind | None, str]]:
    """The paragraphs of a piece of HTML in order, each with what its markup says it is.

    >>> fragment_pieces("<h2>Talks resume</h2><p>They met.<br>They agreed &amp; left.</p><script>x()</script>")
    [('title', 'Talks resume'), (None, 'They met.'), (None, 'They agreed & left.')]
    """
    from lxml.etree import LxmlError
    from lxml.html import fragment_fromstring

    try:
        tree = fragment_fromstring(html.replace("\0", ""), create_parent="div")
    except (LxmlError, ValueError):
        return []
    pieces: list[tuple[BlockKind | None, str]] = []
    words: list[str] = []
    kind: BlockKind | None = None
    for told, text in _walk(tree, None, 0):
        if text is None:
            if said := " ".join("".join(words).split()):
                pieces.append((kind, said))
            words, kind = [], told
        else:
            words.append(text)
    return pieces


def plain(html: str) -> str:
    """A line of HTML as a reader sees it.

    >>> plain("Talks <b>resume</b> &amp; go on")
    'Talks resume & go on'
    """
    return " ".join(text for _, text in fragment_pieces(html)) if "<" in html or "&" in html else " ".join(html.split())


def _walk(element: "HtmlElement", kind: BlockKind | None, depth: int) -> Iterator[tuple[BlockKind | None, str | None]]:
    """The text of an element in order; None wherever a block begins or ends, with the kind of what follows."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and tag not in _UNSEEN and depth < _DEEPEST:
        inner: BlockKind | None = "title" if tag in _TITLES else "caption" if tag == "figcaption" else kind
        edge = tag in _BLOCKS or inner != kind
        if edge:
            yield inner, None
        yield inner, element.text or ""
        for child in element:
            yield from _walk(child, inner, depth + 1)
        if edge:
            yield kind, None
    yield kind, element.tail or ""
