"""Names in a sentence: known ones, those the language model sees, and surnames of people known or named before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from spacy.tokens import Doc, Span, Token

from graphkb.mentions.lexicon import Lexicon, load_lexicon
from graphkb.mentions.names import Known, Names, Word, fold, words_of
from graphkb.mentions.spot import Spot, spot_of
from graphkb.mentions.titles import without_title
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
LONGEST_ACRONYM = 3
TIME_BEFORE = frozenset("in since until till during of from before after last next this early late mid by".split())
BREAKS = frozenset({"-", "--", "–", "—", "•", "|", ",", ":"})
NO_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "LAW"})


def known_names(sentence: Sentence, names: Names) -> Iterator[Spot]:
    """The names of the gazetteer that stand in the sentence, the longest at each place."""
    doc, shift = sentence.span.doc, sentence.start - sentence.offset
    words = words_of(sentence.text)
    at = 0
    while at < len(words):
        hit = names.longest(words, at)
        if words[at].key == "the" and (hit is None or hit[0] > 1):
            # "the US" is known, but "US military", which begins behind the article, is longer.
            inner = names.longest(words, at + 1) if at + 1 < len(words) and words[at + 1].joined else None
            if hit is not None and (inner is None or inner[0] <= hit[0] - 1):
                inner = hit[0] - 1, hit[1]
            at, hit = at + 1, inner
        if hit is None:
            at += 1
            continue
        length, known = hit
        start, end = shift + words[at].start, shift + words[at + length - 1].end
        yield from _known_spot(doc, start, end, known)
        if known.label == "Organization" and length > 1:
            yield from _state_inside(doc, shift, words[at : at + length], names)
        at += length


def _known_spot(doc: Doc, start: int, end: int, known: Known) -> Iterator[Spot]:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is not None:
        yield Spot(start, end, known.label, known.kind, span.root, "gazetteer")


def _state_inside(doc: Doc, shift: int, words: Sequence[Word], names: Names) -> Iterator[Spot]:
    """The state whose name begins that of a body: "Norwegian" in "Norwegian army"."""
    hit = names.longest(words[:-1], 0)
    if hit is not None and hit[1].label == "State":
        yield from _known_spot(doc, shift + words[0].start, shift + words[hit[0] - 1].end, hit[1])


def model_names(sentence: Sentence, lexicon: Lexicon, names: Names) -> Iterator[Spot]:
    """The names the language model sees, without articles, titles and possessive endings.

    "Japarov of Kyrgyzstan" is none: the surname and the state are names of their own.
    """
    for entity in sentence.span.ents:
        label = "Group" if _is_people(entity) else MODEL_LABELS.get(entity.label_)
        span = _trimmed(entity, lexicon) if label else None
        if span is not None and _is_leader_of_state(span, lexicon, names, sentence.article.published):
            continue
        if label and span is not None and any(token.shape_[0] == "X" for token in span):
            yield spot_of(span, _label_by_last_word(span, lexicon) or label, "name", "model")


def _is_leader_of_state(span: Span, lexicon: Lexicon, names: Names, published: date | None) -> bool:
    """Whether a name is a leader's surname with a state behind "of"; "Bank of Japan" is not, whoever is called Bank."""
    if len(span) < 3 or span[1].lower_ != "of" or fold(span[0].text) in lexicon.organizations | lexicon.offices:
        return False
    state = words_of(span[2:].text.removeprefix("the "))
    hit = names.longest(state, 0)
    told = hit is not None and hit[0] == len(state) and hit[1].label == "State"
    return told and not _is_ordinary(span[0]) and names.is_surname(span[0].text, published)


def _label_by_last_word(span: Span, lexicon: Lexicon) -> Label | None:
    """What the last word of a long name says it is: "Doe Airfield" is a place, "Doe Ministry" is not."""
    last = span[-1].lower_
    if len(span) > 1 and last in lexicon.places:
        return "Place"
    return "Organization" if len(span) > 1 and last in lexicon.organizations else None


def _is_people(entity: Span) -> bool:
    # "Kurds said" is a people, "Kurdish forces" is not.
    root = entity.root
    named = root.tag_ in ("NNPS", "NNS") or (root.pos_ in ("NOUN", "PROPN") and root.dep_ in ("nsubj", "dobj", "pobj"))
    return entity.label_ == "NORP" and named


def _trimmed(entity: Span, lexicon: Lexicon) -> Span | None:
    doc, first, last = entity.doc, entity.start, entity.end
    # The model at times joins a dateline or a heading with what follows.
    breaks = [token.i for token in entity[1:-1] if token.text in BREAKS and token.whitespace_]
    first = breaks[-1] + 1 if breaks else first
    while last > first and (doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct or doc[first].is_space):
        first += 1
    return without_title(Span(doc, first, last, label=entity.label), lexicon) if first < last else None


def last_names(named: Iterable[tuple[Sentence, Sequence[Spot]]]) -> dict[str, Label]:
    """The last names of the persons that are named in full, and what they are."""
    found: dict[str, Label] = {}
    for sentence, spots in named:
        for spot in spots:
            if spot.label not in ("Leader", "Person") or spot.kind != "name":
                continue
            words = words_of(sentence.article.text[sentence.offset + spot.start : sentence.offset + spot.end])
            if len(words) > 1 and len(words[-1].key) > 1:
                found.setdefault(words[-1].key, spot.label)
    return found


def surnames(sentence: Sentence, seen: Mapping[str, Label], names: Names) -> Iterator[Spot]:
    """The last names that stand alone, whether or not the language model takes them for names.

    `seen` are those of people the article names in full; the rest must be a leader's of that time.
    """
    for token in sentence.span:
        if token.shape_[0] != "X" or (token.pos_ not in ("PROPN", "NOUN", "ADJ", "X") and token.tag_ != "NNP"):
            continue
        label = seen.get(fold(token.text)) if not _is_a_time(token) else None
        if label is None and _stands_alone(token) and not _is_ordinary(token):
            label = "Leader" if names.is_surname(token.text, sentence.article.published) else None
        if label is not None:
            yield spot_of(token.doc[token.i : token.i + 1], label, "name", "surname")


def _is_ordinary(token: Token) -> bool:
    """Whether a name is as likely a plain word, a first name or an acronym: "Price rose", "Ahmed", "MA"."""
    if token.is_upper and len(token) <= LONGEST_ACRONYM:
        return not token.sent.text.isupper()
    return fold(token.text) in load_lexicon().ordinary and token.ent_type_ != "PERSON"


def _is_a_time(token: Token) -> bool:
    """Whether the last name of somebody in the article is a date here: "in May", "May 2018", not "May said"."""
    if token.ent_type_ != "DATE":
        return False
    before, after = (token.doc[place] if 0 <= place < len(token.doc) else None for place in (token.i - 1, token.i + 1))
    if after is not None and (after.like_num or after.ent_iob_ == "I"):
        return True
    return before is not None and before.lower_ in TIME_BEFORE and token.head.dep_ != "agent"


def _tells_when(token: Token) -> bool:
    """Whether a word taken for a date is one: "in May" is, "talks with May" is not."""
    before, after = (token.doc[place] if 0 <= place < len(token.doc) else None for place in (token.i - 1, token.i + 1))
    alone = token.ent_type_ == "DATE" and token.ent_iob_ == "B" and (after is None or after.ent_iob_ != "I")
    person = before is not None and before.lower_ in ("with", "to", "by", "that", "and", "told", "urged")
    return not (alone and person)


def _stands_alone(token: Token) -> bool:
    """Whether a token is a name of one word: "Bush said", not "Bush Airport" nor "in May"."""
    if token.pos_ != "PROPN" or len(token) < 2 or (token.ent_type_ in NO_NAMES and _tells_when(token)):
        return False
    around = [token.doc[place] for place in (token.i - 1, token.i + 1) if 0 <= place < len(token.doc)]
    return not any(near.pos_ == "PROPN" and near.shape_[0] == "X" and near.ent_type_ != "GPE" for near in around)
