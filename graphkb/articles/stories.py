"""A page as stories: where each begins, and its headline, body, captions and credits as parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graphkb.articles.article import Article, Part, PartKind, article_id
from graphkb.articles.blocks import Block, find_blocks
from graphkb.articles.dates import read_date

_LEAD = {"caption", "credit", "byline", "date", "title"}
_PICTURE = {"caption", "credit"}
_HEADED = {"title", "caption", "prose"}
_PART: dict[str, PartKind] = {"caption": "caption", "credit": "credit", "byline": "credit", "prose": "body"}
# "ASTANA, Oct 12 (Reuters) -", "ALMATY, Kazakhstan -- "
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,40}(, [A-Z\d][\w. ]{2,30}){0,3}( \([A-Z][\w ./-]{1,40}\))? ?(-|--|–|—) ")
_LEAST_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a page: its parts, counted in the page's text, and what stands beside them."""

    parts: tuple[Part, ...]
    title: str | None
    published: date | None


def find_stories(text: str, blocks: Sequence[Block] | None = None) -> list[Story]:
    """The stories of a page in order; furniture is in none of their parts.

    >>> page = "Talks resume\\n\\nThe two sides met.\\n\\nRead more\\n\\nGrain moves\\n\\nA ship left port."
    >>> [(story.title, len(story.parts)) for story in find_stories(page)]
    [('Talks resume', 2), ('Grain moves', 2)]
    """
    found = _read(text, blocks)
    starts = _starts(text, found)
    runs = [found[start:end] for start, end in zip(starts, [*starts[1:], len(found)], strict=True)]
    above = next((place for place, block in enumerate(found) if block.kind in _HEADED), len(found))
    first_date = _date(text, found[:above])  # a date above every headline is that of the whole page
    stories = [_story(text, run) for run in runs]
    return [replace(story, published=story.published or first_date) for story in stories if story.parts]


def one_story(text: str, blocks: Sequence[Block] | None = None) -> Story:
    """A page that is known to be one story; without parts where nothing on it is to be read.

    >>> one_story("Talks resume\\n\\nThe two sides met.\\n\\nAdvertisement").parts[-1].kind
    'body'
    """
    return _story(text, _read(text, blocks))


def _read(text: str, blocks: Sequence[Block] | None) -> list[Block]:
    found = list(find_blocks(text) if blocks is None else blocks)
    return [block for place, block in enumerate(found) if not _page_title(text, found, place)]


def page_articles(
    text: str,
    stories: Sequence[Story],
    *,
    url: str | None = None,
    key: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    language: str = "en",
) -> list[Article]:
    """The stories of a page as articles: one story keeps the whole text of the page, of several each keeps its own run.

    Ids are made of the address `key`, stories of one address being told apart by a hash after a `#`; without a key, of
    the text. A story that stands twice is kept once.
    """
    if len(stories) == 1:
        story = stories[0]
        only = Article(
            article_id(text, key),
            text,
            story.title,
            url,
            publisher,
            published or story.published,
            language,
            story.parts,
        )
        return [only]
    found = {}
    for story in stories:
        start, end = story.parts[0].start, story.parts[-1].end
        own = text[start:end]
        parts = tuple(Part(part.kind, part.start - start, part.end - start) for part in story.parts)
        identity = f"{key}#{article_id(own)[7:]}" if key else article_id(own)
        found[identity] = Article(
            identity, own, story.title, url, publisher, story.published or published, language, parts
        )
    return list(found.values())


def _starts(text: str, blocks: list[Block]) -> list[int]:
    """Where stories begin: the first thing to be read, then every lead that something sets apart."""
    leads = _leads(text, blocks)
    first = next((place for place, block in enumerate(blocks) if block.kind in _LEAD or block.kind == "prose"), 0)
    pictured = bool(blocks) and blocks[first].kind in _PICTURE and leads[first] is not None
    starts, prose, apart = [first], False, False
    for place in range(first, len(blocks)):
        kind = blocks[place].kind
        if kind == "separator":
            apart = prose
        elif kind == "prose":
            prose, apart = True, False
        elif prose and (signed := leads[place]) is not None and (apart or signed or (pictured and kind in _PICTURE)):
            starts.append(place)
            prose, apart = False, False
    return starts


def _leads(text: str, blocks: list[Block]) -> list[bool | None]:
    """For each block whether a story may begin there: a headline, among captions and bylines, then prose.

    None: it may not. True: a byline, a date or a dateline under the headline says that it does.
    """
    leads: list[bool | None] = []
    prose = titled = signed = after_title = False  # of what follows, since blocks are gone through from the last
    for block in reversed(blocks):
        if block.kind == "prose":
            prose, titled = True, False
            signed = _DATELINE.match(text, block.start) is not None
        elif block.kind in {"separator", "list"}:
            prose = False
        elif block.kind == "title":
            titled, after_title = True, signed
        elif block.kind in {"byline", "date"}:
            signed = True
        leads.append(after_title if block.kind in _LEAD and prose and titled else None)
    return leads[::-1]


def _story(text: str, blocks: list[Block]) -> Story:
    kinds = _part_kinds(blocks)
    parts = tuple(Part(kind, b.start, b.end) for kind, b in zip(kinds, blocks, strict=True) if kind)
    title = next((text[part.start : part.end] for part in parts if part.kind == "headline"), None)
    return Story(parts if any(part.kind in {"body", "headline"} for part in parts) else (), title, _date(text, blocks))


def _part_kinds(blocks: list[Block]) -> list[PartKind | None]:
    """What blocks are to a reader; a title is a headline where prose comes after it, else a line of the body."""
    kinds: list[PartKind | None] = []
    prose = False
    for block in reversed(blocks):
        if block.kind not in _LEAD and block.kind != "furniture":
            prose = block.kind == "prose"
        kinds.append(_PART.get(block.kind) if block.kind != "title" else "headline" if prose else "body")
    return kinds[::-1]


def _date(text: str, blocks: list[Block]) -> date | None:
    """The day that a line of its own, or a dateline with a year, states."""
    for block in blocks:
        if block.kind == "date":
            return read_date(text[block.start : block.end])
        if block.kind == "prose" and (line := _DATELINE.match(text, block.start)) and (day := read_date(line[0])):
            return day
    return None


def _page_title(text: str, blocks: list[Block], place: int) -> bool:
    """Whether a line only repeats the headline under it, with the names of the section and the site after bars."""
    if blocks[place].kind != "title" or place + 1 == len(blocks) or blocks[place + 1].kind != "title":
        return False
    line, headline = (text[block.start : block.end] for block in blocks[place : place + 2])
    bars = re.split(r" [|·•–—-] ", line)
    return len(bars) > 1 and _shared(bars[0], headline) >= _LEAST_SHARED


def _shared(one: str, other: str) -> float:
    words, others = ({word.casefold().strip(".,:;!?'\"") for word in line.split()} for line in (one, other))
    return len(words & others) / max(len(words | others), 1)
