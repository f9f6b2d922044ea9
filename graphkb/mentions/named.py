"""Names in a sentence: known ones, those the language model sees, and those a title announces."""

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc, Span, Token

from graphkb.mentions.lexicon import Lexicon
from graphkb.mentions.names import Names, fold, words_of
from graphkb.mentions.spot import Spot, spot_of
from graphkb.ontology import Label
from graphkb.text import Sentence

MODEL_LABELS: dict[str, Label] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "EVENT": "Event",
}
PARTICLES = frozenset("al el bin bint ibn ben abu de da di del der den van von la le dos das ad ul ur - ' ’".split())
LONGEST_NAME = 6


def known_names(sentence: Sentence, names: Names) -> Iterator[Spot]:
    """The names of the gazetteer that stand in the sentence, the longest at each place."""
    doc, shift = sentence.span.doc, sentence.start - sentence.offset
    words = words_of(sentence.text)
    at = 0
    while at < len(words):
        hit = names.longest(words, at)
        if hit is None:
            at += 1
            continue
        length, known = hit
        start, end = shift + words[at].start, shift + words[at + length - 1].end
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            yield Spot(start, end, known.label, known.kind, span.root, "gazetteer")
        at += length


def model_names(sentence: Sentence, lexicon: Lexicon) -> Iterator[Spot]:
    """The names the language model sees, without articles, titles and possessive endings."""
    for entity in sentence.span.ents:
        if entity.label_ == "NORP" and _is_people(entity.root):
            label: Label | None = "Group"
        else:
            label = MODEL_LABELS.get(entity.label_)
        span = _trimmed(entity, lexicon) if label else None
        if label and span is not None and span.text[0].isalnum() and any(token.shape_[0] == "X" for token in span):
            yield spot_of(span, label, "name", "model")


def _is_people(root: Token) -> bool:
    # "Kurds said" is a people, "Kurdish forces" is not.
    return root.tag_ in ("NNPS", "NNS") or (root.pos_ in ("NOUN", "PROPN") and root.dep_ in ("nsubj", "dobj", "pobj"))


def _trimmed(entity: Span, lexicon: Lexicon) -> Span | None:
    first, last = entity.start, entity.end
    doc = entity.doc
    while last > first and (doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct or doc[first].is_space):
        first += 1
    if len(entity) > 1:
        first = max(first, min(last, _after_title(entity.doc[first:last], lexicon)))
    return doc[first:last] if first < last else None


def _after_title(span: Span, lexicon: Lexicon) -> int:
    """The first token of a person's name that is no title."""
    match = title_at(span.doc, span.start, span.end, lexicon)
    return match[0] if match and match[0] < span.end else span.start


def titled_names(sentence: Sentence, lexicon: Lexicon) -> Iterator[Spot]:
    """The names that stand behind a title: "foreign minister Jane Doe" names Jane Doe."""
    doc, at, end = sentence.span.doc, sentence.span.start, sentence.span.end
    while at < end:
        match = title_at(doc, at, end, lexicon)
        if match is None:
            at += 1
            continue
        after, label = match
        last = _name_end(doc[after:end]) if after < end else after
        if last > after:
            yield spot_of(doc[after:last], label, "name", "title")
        at = max(after, last)


def title_at(doc: Doc, at: int, end: int, lexicon: Lexicon) -> tuple[int, Label] | None:
    """Where the title that begins at a token ends, and what its bearer is; None where none begins."""
    words: list[str] = []
    best: tuple[int, Label] | None = None
    for place in range(at, min(end, at + 5)):
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


HONORIFICS = frozenset("mr mrs ms miss mx dr sir".split())


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


def last_names(spots: Iterable[Spot]) -> dict[str, Label]:
    """The last names of the persons that are named in full, and what they are."""
    found: dict[str, Label] = {}
    for spot in spots:
        if spot.label in ("Leader", "Person") and spot.kind == "name":
            words = words_of(spot.text)
            if len(words) > 1 and len(words[-1].key) > 1:
                found.setdefault(words[-1].key, spot.label)
    return found


def seen_again(sentence: Sentence, last: Mapping[str, Label]) -> Iterator[Spot]:
    """The last names that stand alone, whether or not the language model takes them for names."""
    for token in sentence.span:
        label = last.get(fold(token.text))
        if label is not None and token.shape_[0] == "X" and token.pos_ in ("PROPN", "NOUN", "ADJ", "X"):
            yield spot_of(token.doc[token.i : token.i + 1], label, "name", "surname")
