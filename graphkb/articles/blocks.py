"""A page as blocks: paragraphs and single lines, each with its place in the text and what it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from graphkb.articles.furniture import LineKind, ends_a_sentence, line_kind

BlockKind = Literal["caption", LineKind]

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[•◦▪‣●○∙]\s+)*")
_CAPTION = 420
_CAPTION_MARK = re.compile(r"(file photo|file pic|caption|pictured|in pictures|photo)\s*:\s", re.IGNORECASE)
# "... in Astana. REUTERS/Ada Byron", "... in Astana. Photograph: Ada Byron/AFP", "... in Astana (AP Photo/Ada Byron)"
_TAIL = re.compile(r"(?<=[.!?…”\"’)a-z])\s+(\([^()]{3,80}\)|[A-Z©][^.!?()]{2,80})\.?$")
_MENU_WORDS = 3
_MENU_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page that is one thing: `text[start:end]`, without white space at its ends."""

    kind: BlockKind
    start: int
    end: int


def find_blocks(text: str) -> list[Block]:
    """The blocks of a page in order; together they hold everything in it but white space.

    Lines that were wrapped to a width are one block; other lines are a block each.

    >>> [block.kind for block in find_blocks("Talks resume\\n\\nThe two sides met in Bishkek.\\n\\nShare this")]
    ['title', 'prose', 'furniture']
    """
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    blocks = [
        Block(line_kind(text[start:end]), start, end)
        for start, end in (_trimmed(text, *run) for run in _unwrapped(text, lines))
        if start < end
    ]
    return in_context(text, blocks)


def compose(pieces: Iterable[tuple[BlockKind | None, str]]) -> tuple[str, list[Block]]:
    """A text made of pieces with an empty line between them, and its blocks; a kind that is given is kept.

    >>> compose([("title", "Talks resume"), (None, "The two sides met."), (None, " ")])[0]
    'Talks resume\\n\\nThe two sides met.'
    """
    kept = [(kind, stripped) for kind, piece in pieces if (stripped := piece.strip())]
    blocks, offset = [], 0
    for kind, piece in kept:
        blocks.append(Block(kind or line_kind(piece), offset, offset + len(piece)))
        offset += len(piece) + 2
    text = "\n\n".join(piece for _, piece in kept)
    return text, in_context(text, blocks)


def in_context(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks again, now that neighbours are known: captions before credits, menus, lists of links."""
    split = [part for block in blocks for part in _credit_at_the_end(text, block)]
    return _without_links(_without_menus(text, _with_captions(text, split)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without white space at its ends and without the bullet of a list."""
    run = text[start:end]
    bullet = _BULLET.match(run)
    return start + (bullet.end() if bullet else 0), end - len(run) + len(run.rstrip())


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines joined to the paragraphs they were wrapped from: a line is joined when the next word would not have fit."""
    for run in _paragraphs(text, lines):
        width = max(end - start for start, end in run)
        begin = run[0][0]
        for (start, end), after in zip(run, [*run[1:], None], strict=True):
            if after is None or not _wrapped(text[start:end], text[after[0] : after[1]], width):
                yield begin, end
                begin = after[0] if after else end


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for line in lines:
        if run and (line[0] != run[-1][1] + 1 or not text[line[0] : line[1]].strip()):
            yield run
            run = []
        if text[line[0] : line[1]].strip():
            run.append(line)
    if run:
        yield run


def _wrapped(line: str, following: str, width: int) -> bool:
    if not 40 <= width <= 120 or line_kind(line) in {"separator", "furniture", "credit", "byline", "date"}:
        return False
    first = following.split(maxsplit=1)[0]
    fits = len(line.rstrip()) + 1 + len(first) <= width - 6
    return not fits and line_kind(following) not in {"separator", "furniture", "credit"}


def _credit_at_the_end(text: str, block: Block) -> list[Block]:
    """A caption that carries its credit in the same paragraph, as two blocks."""
    if block.kind not in {"prose", "title", "caption"} or block.end - block.start > _CAPTION:
        return [block]
    found = _TAIL.search(text[block.start : block.end])
    if found is None or line_kind(found[1].strip("()")) != "credit":
        return [replace(block, kind="caption")] if _CAPTION_MARK.match(text, block.start) else [block]
    return [
        Block("caption", block.start, block.start + found.start()),
        Block("credit", block.start + found.start(1), block.end),
    ]


def _with_captions(text: str, blocks: list[Block]) -> list[Block]:
    """What stands before a credit is a caption, unless it is the headline of what follows."""
    marked = list(blocks)
    for place in range(1, len(blocks)):
        before = marked[place - 1]
        if (
            blocks[place].kind == "credit"
            and before.kind in {"prose", "title"}
            and before.end - before.start <= _CAPTION
        ):
            sentence = before.kind == "prose" and ends_a_sentence(text[before.start : before.end])
            if sentence or _headline_follows(blocks, place + 1):
                marked[place - 1] = replace(before, kind="caption")
    return marked


def _headline_follows(blocks: list[Block], place: int) -> bool:
    kinds = [block.kind for block in blocks[place : place + 2]]
    return kinds[:1] == ["title"]


def _without_menus(text: str, blocks: list[Block]) -> list[Block]:
    """A run of short lines with no prose among them is a menu."""
    marked, run = list(blocks), []
    for place, block in enumerate([*blocks, None]):
        if block and block.kind == "title" and len(text[block.start : block.end].split()) <= _MENU_WORDS:
            run.append(place)
            continue
        if len(run) >= _MENU_LENGTH:
            for item in run:
                marked[item] = replace(marked[item], kind="furniture")
        run = []
    return marked


def _without_links(blocks: list[Block]) -> list[Block]:
    """Headings over links, and the lines without a full stop under them, up to the last before prose."""
    marked, inside = list(blocks), False
    for place, block in enumerate(blocks):
        if block.kind == "list":
            inside = True
            marked[place] = replace(block, kind="furniture")
        elif inside and block.kind == "title" and not _prose_follows(blocks, place):
            marked[place] = replace(block, kind="furniture")
        elif block.kind != "furniture":
            inside = False
    return marked


def _prose_follows(blocks: list[Block], place: int) -> bool:
    return place + 1 < len(blocks) and blocks[place + 1].kind not in {"title", "furniture", "list", "separator"}
