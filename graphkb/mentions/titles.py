"""Titles before names: "foreign minister Jane Doe", "Mr Doe", "former US Army Gen. Doe"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graphkb.mentions.lexicon import Lexicon
from graphkb.mentions.spot import Spot, spot_of
from graphkb.ontology import Label
from graphkb.text import Sentence

HONORIFICS = frozenset("mr mrs ms miss mx dr sir".split())
PARTICLES = frozenset("al el bin bint ibn ben abu de da di do del der den van von la le dos das ad ul ur - ' ’".split())
LONGEST_NAME = 6
LONGEST_TITLE = 5


def titled_names(sentence: Sentence, lexicon: Lexicon) -> Iterator[Spot]:
    """The names that stand behind a title."""
    doc, at, end = sentence.span.doc, sentence.span.start, sentence.span.end
    while at < end:
        title = title_at(doc, at, end, lexicon)
        if title is None:
            at += 1
            continue
        after, label = title
        last = _name_end(doc[after:end]) if after < end else after
        if last > after:
            yield spot_of(doc[after:last], label, "name", "title")
        at = max(after, last)


def title_at(doc: Doc, at: int, end: int, lexicon: Lexicon) -> tuple[int, Label] | None:
    """Where the titles that begin at a token end, and what their bearer is; None where none begins."""
    found: tuple[int, Label] | None = None
    while title := _one_title(doc, at, end, lexicon):
        at, label = title
        found = at, "Leader" if found is not None and found[1] == "Leader" else label
    return found


def _one_title(doc: Doc, at: int, end: int, lexicon: Lexicon) -> tuple[int, Label] | None:
    words: list[str] = []
    best: tuple[int, Label] | None = None
    if at >= end or doc[at].lower_.rstrip(".") not in lexicon.title_starts:
        return None
    for place in range(at, min(end, at + LONGEST_TITLE)):
        token = doc[place]
        if token.lower_ == "-" and words:
            continue
        words.append(token.lower_.rstrip("."))
        phrase = tuple(words)
        if phrase in lexicon.leader_titles:
            best = place + 1, "Leader"
        elif phrase in lexicon.person_titles:
            best = place + 1, "Person"
    return best


def without_title(span: Span, lexicon: Lexicon) -> Span:
    """A name without the titles the language model took for a part of it."""
    title = title_at(span.doc, span.start, span.end, lexicon)
    if title is None or title[0] >= span.end:
        return span
    # "Mr Doe" is a person whatever the model thinks; "General Motors" is one only where the model says so.
    if span.label_ == "PERSON" or span[0].lower_.rstrip(".") in HONORIFICS:
        return Span(span.doc, title[0], span.end, label=span.label)
    return span


def _name_end(rest: Span) -> int:
    """Where the run of capitalised words at the beginning of a span ends."""
    last = rest.start
    certain = rest.start > 0 and rest.doc[rest.start - 1].lower_.rstrip(".") in HONORIFICS
    for token in rest[:LONGEST_NAME]:
        if _is_name_word(token, surely=certain):
            last = token.i + 1
        elif token.lower_ not in PARTICLES or (token.i == rest.start and token.is_punct):
            break
    return last


def _is_name_word(token: Token, *, surely: bool) -> bool:
    fits = token.shape_[0] == "X" and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
    return fits and (surely or token.ent_type_ in ("", "PERSON"))
