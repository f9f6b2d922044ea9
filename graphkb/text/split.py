"""Articles into sentences: parsed in batches, memory flat, every offset kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span

from graphkb.articles import Article
from graphkb.articles.article import Part, PartKind
from graphkb.text.sentence import Sentence

BATCH = 60_000
"""Characters that are parsed together: enough to keep the model busy, little enough to stay small."""

LONGEST = 10_000
"""Characters of a piece of text that the parser gets at once; longer paragraphs are cut."""

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
CUTS = (re.compile(r"\n"), re.compile(r"(?<=[.!?])[\"”’]?\s"), re.compile(r"\s"))

# Where and when a report was filed: "GENEVA, Switzerland, Oct 3 (Agency) - ". It is no part of the sentence behind it.
DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’ /-]{2,30}(?:, [A-Z][\w.' ]{2,20})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: \([A-Z][\w/ ]{1,25}\))? ?(?:--|[-–—]) +(?=[A-Z0-9\"“‘'])"
)

# Whitespace of every kind becomes a plain space, one for one, so that offsets stay and the parser sees words only.
PLAIN = dict.fromkeys(
    (*range(9, 14), 28, 29, 30, 31, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288), " "
)


def split(articles: Iterable[Article], *, nlp: Language) -> Iterator[tuple[Article, list[Sentence]]]:
    """Each article with its sentences, in order, as fast as the model reads them.

    Articles are taken a batch at a time, so a stream of any length can be read. A blank line ends a sentence; a
    headline, a caption or a paragraph is never joined with the next. A dateline is passed over.

    >>> from graphkb.text.model import load_model
    >>> article = Article(id="a", text="Oslo said no.\\n\\nSpain agreed. Peru did not.")
    >>> [(_, sentences)] = split([article], nlp=load_model())
    >>> [sentence.text for sentence in sentences]
    ['Oslo said no.', 'Spain agreed.', 'Peru did not.']
    """
    for batch in _batches(articles):
        pieces = [(article, part) for article in batch for part in _pieces(article)]
        docs = nlp.pipe((_plain(article, part) for article, part in pieces), batch_size=64)
        parsed = iter(list(zip(pieces, docs, strict=True)))
        counts = {id(article): 0 for article in batch}
        for article, _ in pieces:
            counts[id(article)] += 1
        for article in batch:
            own = islice(parsed, counts[id(article)])
            yield article, _sentences(article, [(part, doc) for (_, part), doc in own])


def dateline(article: Article) -> str | None:
    """Where and when a report was filed, as its first dateline says; None where it has none.

    >>> dateline(Article("a", "NAIROBI, Kenya (Agency) - The court sat on Monday."))
    'NAIROBI, Kenya (Agency) -'
    """
    for part in article.reading_parts():
        if part.kind == "body":
            starts = (part.start, *(gap.end() for gap in PARAGRAPH_BREAK.finditer(article.text, part.start, part.end)))
            told = next(filter(None, (DATELINE.match(article.text, start, part.end) for start in starts)), None)
            if told:
                return told[0].strip()
    return None


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _plain(article: Article, part: Part) -> str:
    return article.text[part.start : part.end].translate(PLAIN)


def _pieces(article: Article) -> Iterator[Part]:
    """The paragraphs of the parts of an article, the long ones cut."""
    for part in article.reading_parts():
        start = part.start
        for gap in [*PARAGRAPH_BREAK.finditer(article.text, part.start, part.end), None]:
            end = gap.start() if gap else part.end
            told = DATELINE.match(article.text, start, end) if part.kind == "body" else None
            yield from _cut(article.text, part.kind, told.end() if told else start, end)
            start = gap.end() if gap else part.end


def _cut(text: str, kind: PartKind, start: int, end: int) -> Iterator[Part]:
    while end - start > LONGEST:
        window = (start + LONGEST // 2, start + LONGEST)
        places = ([match.end() for match in cut.finditer(text, *window)] for cut in CUTS)
        middle = next((found[-1] for found in places if found), window[1])
        yield Part(kind, start, middle)
        start = middle
    if text[start:end].strip():
        yield Part(kind, start, end)


def _sentences(article: Article, parsed: Sequence[tuple[Part, Doc]]) -> list[Sentence]:
    sentences: list[Sentence] = []
    for part, doc in parsed:
        for span in doc.sents:
            words = _trimmed(span)
            if words is not None:
                start, end = part.start + words.start_char, part.start + words.end_char
                sentences.append(Sentence(article, len(sentences), start, end, part.kind, words, part.start))
    return sentences


def _trimmed(span: Span) -> Span | None:
    """The span without the white space around it; None where no letter or digit is left."""
    tokens = [token.i for token in span if not token.is_space]
    if not any(character.isalnum() for character in span.text):
        return None
    return span.doc[tokens[0] : tokens[-1] + 1]
