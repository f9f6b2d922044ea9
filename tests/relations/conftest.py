"""Sentences with actors marked by hand, so that the rules are tested apart from the finding of names."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from graphkb.actors import Entity, Sighting
from graphkb.articles import Article
from graphkb.mentions import Mention
from graphkb.ontology import load_ontology
from graphkb.relations import Relation
from graphkb.relations.rules import find_relations
from graphkb.text import Sentence, load_model, split

LABELS = {"L": "Leader", "P": "Person", "S": "State", "O": "Organization", "G": "Group", "E": "Event", "X": "Place"}
MARK = re.compile(r"\[(\w):([^\[\]]+)\]")

Facts = set[tuple[str, str, str]]


def read(marked: str) -> list[Relation]:
    """The relations of a text whose actors are marked as [S:France] or [L:Jane Doe]."""
    spans: list[tuple[int, int, str]] = []
    text = ""
    rest = marked
    while match := MARK.search(rest):
        text += rest[: match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        rest = rest[match.end() :]
    text += rest
    article = Article(id="test", text=text, published=date(2022, 11, 18))
    [(_, sentences)] = split([article], nlp=load_model())
    sightings = [_sighting(sentences, *span) for span in spans]
    return find_relations(sentences, sightings, ontology=load_ontology())


def _sighting(sentences: list[Sentence], start: int, end: int, mark: str) -> Sighting:
    sentence = next(s for s in sentences if s.start <= start < s.end)
    span = sentence.span.doc.char_span(start - sentence.offset, end - sentence.offset, alignment_mode="expand")
    assert span is not None
    name, label = sentence.article.text[start:end], LABELS[mark]
    mention = Mention(sentence, start, end, label, "name", span.root)  # type: ignore[arg-type]
    return Sighting(mention, Entity(id=f"{label}/{name}", name=name, label=label))  # type: ignore[arg-type]


def facts(relations: list[Relation]) -> Facts:
    """Source, relation and target of each, by name."""
    return {(r.source.entity.name, r.kind, r.target.entity.name if r.target else "") for r in relations}


@pytest.fixture
def told() -> Callable[[str], list[Relation]]:
    """Reads marked text."""
    return read


@pytest.fixture
def facts_of() -> Callable[[str], Facts]:
    """Reads marked text into source, relation and target."""
    return lambda marked: facts(read(marked))
