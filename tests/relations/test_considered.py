"""What was weighed and not said: the other half of an explanation."""

import pytest

from graphkb.articles import Article
from graphkb.graph import Reading, exchange_rows, read_articles
from graphkb.ontology import load_ontology
from graphkb.relations import find_dropped

TEXT = "Norway accused China of spying on its parliament while Sweden looked on."


def reading(extractor: str) -> Reading:
    [read] = read_articles([Article("test", TEXT)], extractor=extractor)
    return read


@pytest.mark.parametrize("extractor", ["auto", "reader"])
def test_what_was_weighed_and_not_said_comes_with_its_numbers_and_the_reason(extractor: str) -> None:
    read = reading(extractor)
    dropped = find_dropped(read.sightings, read.relations, ontology=load_ontology(), extractor=extractor, floor=0.001)
    assert dropped
    for one, why in dropped:
        assert 0.001 <= one.probability <= 1
        assert why == f"less probable than {one.threshold:.2f}" or one.probability >= one.threshold
        assert one.words in TEXT


def test_what_was_said_is_not_among_the_dropped() -> None:
    read = reading("auto")
    kinds = load_ontology()
    said = {
        (r.source.entity.id, kinds.relation(r.kind).plover, r.target and r.target.entity.id) for r in read.relations
    }
    assert ("state/NOR", "ACCUSE", "state/CHN") in said
    dropped = find_dropped(read.sightings, read.relations, ontology=kinds, floor=0.0001)
    assert not said & {(one.source.entity.id, one.type, one.target.entity.id) for one, _ in dropped}


def test_the_rules_alone_weigh_nothing() -> None:
    read = reading("rules")
    assert find_dropped(read.sightings, read.relations, ontology=load_ontology(), extractor="rules") == []


def test_an_explained_reading_has_a_row_for_each_relation_dropped() -> None:
    read = reading("auto")
    rows = list(exchange_rows(read, explain="auto"))
    dropped = find_dropped(read.sightings, read.relations, ontology=load_ontology())
    assert [row["dropped"] for row in rows if "dropped" in row] == [one.kind for one, _ in dropped]
    assert all("rule" in row for row in rows if "relation" in row)
    assert not any("dropped" in row for row in exchange_rows(read))
