"""The exchange format of `graphkb extract`: a reading as plain rows, one JSON object a line."""

from collections.abc import Iterator
from typing import Any

from graphkb.actors import Sighting
from graphkb.graph.decided_reading import decide_reading
from graphkb.graph.decisions import Decisions
from graphkb.graph.reading import Reading
from graphkb.ontology import Ontology, load_ontology
from graphkb.relations import Relation, find_dropped


def exchange_rows(
    reading: Reading,
    *,
    ontology: Ontology | None = None,
    explain: str | None = None,
    decisions: Decisions | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield one row for each relation of a reading, in the order of the text, and one with all its entities.

    Offsets count characters of the article's text; `modality` is `negated` where the relation is denied. With
    `explain`, the name of the extractor that read, a relation says which frame, rule or model found it, an entity why
    it is the one meant, and a row of its own tells of each relation that was weighed and not said, and why.
    `decisions` say who is one with whom, and what was read wrongly.
    """
    kinds = ontology or load_ontology()
    as_read = reading
    reading, rejected = decide_reading(reading, decisions or Decisions())
    for relation in sorted(reading.relations, key=lambda r: (r.sentence.start, r.trigger_start)):
        row = _relation_row(reading.article.id, relation, kinds)
        yield row | {"rule": relation.rule} if explain else row
    if explain:
        yield from _dropped_rows(as_read, explain, kinds)
        yield from (_rejected_row(reading.article.id, relation, why) for relation, why in rejected)
    taking_part = {id(end) for r in reading.relations for end in (r.source, r.target, r.attributed_to)}
    yield {
        "id": reading.article.id,
        "entities": [
            _end(sighting) | ({"reason": sighting.reason} if explain else {})
            for sighting in reading.sightings
            # A pronoun is an entity of its own only where it takes part in a relation.
            if sighting.mention.kind != "pronoun" or id(sighting) in taking_part
        ],
    }


def _dropped_rows(reading: Reading, extractor: str, ontology: Ontology) -> Iterator[dict[str, Any]]:
    for one, why in find_dropped(reading.sightings, reading.relations, ontology=ontology, extractor=extractor):
        yield {
            "id": reading.article.id,
            "dropped": one.kind,
            "source": _end(one.source),
            "target": _end(one.target),
            "words": one.words,
            "probability": one.probability,
            "reader": one.alone,
            "threshold": round(one.threshold, 3),
            "rule": one.rule,
            "why": why,
            "sentence": one.sentence.text,
        }


def _rejected_row(article: str, relation: Relation, why: str) -> dict[str, Any]:
    return {
        "id": article,
        "dropped": relation.kind,
        "source": _end(relation.source),
        "target": relation.target and _end(relation.target),
        "words": relation.trigger,
        "rule": relation.rule,
        "why": why,
        "sentence": relation.sentence.text,
    }


def _relation_row(article: str, relation: Relation, ontology: Ontology) -> dict[str, Any]:
    return {
        "id": article,
        "source": _end(relation.source),
        "relation": relation.kind,
        "plover": ontology.relation(relation.kind).plover,
        "target": relation.target and _end(relation.target),
        "polarity": relation.polarity,
        "modality": "negated" if relation.polarity == "denied" else relation.modality,
        "attributed_to": relation.attributed_to and _end(relation.attributed_to),
        "date": relation.date and relation.date.isoformat(),
        "date_precision": relation.date_precision,
        "trigger": relation.trigger,
        "sentence": relation.sentence.text,
        "start": relation.sentence.start,
        "end": relation.sentence.end,
        "confidence": round(relation.confidence, 4),
    }


def _end(sighting: Sighting) -> dict[str, Any]:
    entity = sighting.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "label": entity.label,
        "code": entity.code if entity.label == "State" else None,
        "mention": sighting.mention.text,
        "start": sighting.mention.start,
    }
