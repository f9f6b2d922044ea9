"""Reader and rules together: agreement, what each adds, and who says so."""

import pytest

from graphkb.actors import load_gazetteer, resolve
from graphkb.articles import Article
from graphkb.mentions import find_mentions
from graphkb.ontology import load_ontology
from graphkb.relations import Relation, load_extractor
from graphkb.text import load_model, split


def read(text: str, extractor: str = "auto") -> list[Relation]:
    names = load_gazetteer()
    [(_, sentences)] = split([Article("test", text)], nlp=load_model())
    sightings = resolve(find_mentions(sentences, names=names), gazetteer=names)
    return load_extractor(extractor)(sentences, sightings, ontology=load_ontology())


def test_what_both_find_comes_in_the_words_of_the_rules() -> None:
    text = "Norway accused China of spying on its parliament."
    (by_rule,) = [r for r in read(text, "rules") if r.kind == "ACCUSES"]
    (both,) = [r for r in read(text) if r.kind == "ACCUSES"]
    assert both.rule == f"{by_rule.rule} + reader"
    assert (both.trigger, both.trigger_start) == (by_rule.trigger, by_rule.trigger_start)
    assert 0 < both.confidence < 1


def test_agreement_makes_a_relation_more_probable() -> None:
    text = "Norway accused China of spying on its parliament."
    alone, both = ({r.kind: r.confidence for r in read(text, name)} for name in ("reader", "auto"))
    assert both["ACCUSES"] > alone["ACCUSES"]


@pytest.mark.parametrize("extractor", ["auto", "reader", "rules"])
def test_every_extractor_keeps_triggers_verbatim_and_ends_that_the_ontology_allows(extractor: str) -> None:
    text = "Russian troops entered Georgia in August 2008, and President Sarkozy of France flew to Moscow to mediate."
    relations = read(text, extractor)
    assert relations
    for relation in relations:
        end = relation.trigger_start + len(relation.trigger)
        assert relation.sentence.article.text[relation.trigger_start : end] == relation.trigger
        assert relation.target is not None
        assert load_ontology().allows(relation.kind, relation.source.entity.label, relation.target.entity.label)


def test_reading_twice_gives_the_same() -> None:
    text = "Kenya sent police to Haiti. The United States praised Kenya and pledged aid to Haiti."
    first, second = (
        [(r.source.entity.id, r.kind, r.target and r.target.entity.id, r.confidence) for r in read(text)] for _ in "ab"
    )
    assert first == second
