"""Readings in, graph out."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from graphkb.graph.graph import Graph, Node, Statement
from graphkb.graph.identity import statement_id
from graphkb.graph.merging import Account, assemble, join_all
from graphkb.graph.reading import Reading
from graphkb.ontology import Ontology, load_ontology

if TYPE_CHECKING:
    from graphkb.actors import Entity
    from graphkb.relations import Relation

log = logging.getLogger(__name__)


def build_graph(
    readings: Iterable[Reading],
    *,
    ontology: Ontology | None = None,
    on_refused: Callable[[Relation, str], None] | None = None,
) -> Graph:
    """The graph of what articles say; the same for any order of them, and for the same article any number of times.

    A relation that the ontology does not allow between its ends, or that joins an actor to itself, is left out: it is
    given to `on_refused` with the reason, and the number left out is logged as a warning. Raises `UnknownName` for a
    relation that the ontology does not have. Whoever is seen but takes part in no statement has no node: the graph
    holds what is said, and a name alone says nothing.

    >>> build_graph([]) == Graph()
    True
    """
    kinds = ontology or load_ontology()
    refused: Counter[str] = Counter()

    def refuse(relation: Relation, why: str) -> None:
        refused[why] += 1
        if on_refused:
            on_refused(relation, why)

    graph = assemble((_account(reading, kinds, refuse) for reading in readings), ontology=kinds)
    if refused:
        reasons = "; ".join(f"{count} x {why}" for why, count in refused.most_common(5))
        log.warning("%d relations left out: %s", refused.total(), reasons)
    return graph


def _account(reading: Reading, ontology: Ontology, refuse: Callable[[Relation, str], None]) -> Account:
    statements: dict[str, Statement] = {}
    entities: list[Entity] = []
    allowed: list[Relation] = []
    for relation in reading.relations:
        if why := _objection(relation, ontology):
            refuse(relation, why)
        else:
            allowed.append(relation)
    places = _places(allowed)
    for relation in allowed:
        made = _statement(relation, ontology, places)
        known = statements.get(made.id)
        statements[made.id] = made if known is None else max(known, made, key=lambda s: (s.confidence, repr(s)))
        seen = (relation.source, relation.target, relation.attributed_to)
        entities += [sighting.entity for sighting in seen if sighting]
    nodes = join_all([map(node_of, entities)])
    return Account(reading.article, tuple(statements[id] for id in sorted(statements)), tuple(nodes.values()))


def _objection(relation: Relation, ontology: Ontology) -> str | None:
    """Why a relation may not enter the graph, or None."""
    source, target = relation.source.entity, relation.target.entity if relation.target else None
    if target is not None and target.id == source.id:
        return f"{relation.kind} joins an actor to itself"
    for end in (source, target):
        if end is not None and end.label == "Group" and end.kind == "unnamed":
            return f"{relation.kind} joins {end.name!r}, nobody in particular"
    if not ontology.allows(relation.kind, source.label, target.label if target else None):
        return f"{relation.kind} may not join {source.label} to {target.label if target else 'nobody'}"
    return None


def _places(relations: Iterable[Relation]) -> dict[tuple[int, str], str]:
    """Where each sentence, by its start, says that somebody or something is or happens."""
    return {
        (relation.sentence.start, relation.source.entity.id): relation.target.entity.id
        for relation in sorted(relations, key=lambda r: r.trigger_start, reverse=True)
        if relation.kind == "LOCATED_IN" and relation.target is not None
    }


def id_of(relation: Relation) -> str:
    """The id of the statement that a relation makes."""
    source, target = relation.source.entity.id, relation.target.entity.id if relation.target else None
    sentence = relation.sentence
    return statement_id(
        sentence.article.id,
        sentence.start,
        sentence.end,
        relation.kind,
        relation.trigger_start,
        source,
        target,
        relation.date,
        relation.date_precision,
        relation.polarity,
        relation.modality,
    )


def _statement(relation: Relation, ontology: Ontology, places: Mapping[tuple[int, str], str]) -> Statement:
    sentence, kind = relation.sentence, ontology.relation(relation.kind)
    source = relation.source.entity.id
    target = relation.target.entity.id if relation.target else None
    claimant = relation.attributed_to.entity.id if relation.attributed_to else None
    article = sentence.article
    told = (places.get((sentence.start, end)) for end in (source, target) if end and kind.plover)
    return Statement(
        id=id_of(relation),
        article=article.id,
        sentence=sentence.text,
        start=sentence.start,
        end=sentence.end,
        trigger=relation.trigger,
        trigger_start=relation.trigger_start,
        relation=kind.name,
        source=source,
        target=target,
        source_mention=relation.source.mention.text,
        target_mention=relation.target.mention.text if relation.target else None,
        date=relation.date,
        date_precision=relation.date_precision,
        published=article.published,
        polarity=relation.polarity,
        modality=relation.modality,
        attributed_to=claimant,
        confidence=relation.confidence,
        edge=None,  # `assemble` knows, who sees all articles
        rule=relation.rule,
        source_reason=relation.source.reason,
        target_reason=relation.target.reason if relation.target else "",
        place=next((place for place in told if place), None),
    )


def _group_name(entity: Entity) -> str:
    """What a group is called outside its sentence: "its troops" are there "Turkish troops", as its id has it."""
    from graphkb.actors.slugs import slug

    told = entity.id.removeprefix("group/").partition("@")[0]
    return next((alias for alias in entity.aliases if slug(alias) == told), entity.name)


def node_of(entity: Entity) -> Node:
    """The node of an entity."""
    name = _group_name(entity) if entity.label == "Group" else entity.name
    return Node(
        id=entity.id,
        label=entity.label,
        name=name,
        aliases=tuple(sorted({entity.name, *entity.aliases} - {name})),
        code=entity.code if entity.label == "State" else None,
        description=entity.description,
        wikidata=entity.wikidata,
        kind=entity.kind,
        plover=load_ontology().events.get(entity.kind or ""),
        date=entity.date,
        date_precision=entity.date_precision,
        country=entity.code if entity.label != "State" else None,
        latitude=entity.latitude,
        longitude=entity.longitude,
    )
