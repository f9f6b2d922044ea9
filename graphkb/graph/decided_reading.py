"""Decisions applied to what one article says, before it becomes a graph: for those who keep no store."""

from __future__ import annotations

from dataclasses import replace

from graphkb.actors import Entity, Sighting, load_gazetteer
from graphkb.graph.build import id_of
from graphkb.graph.decisions import Decisions
from graphkb.graph.reading import Reading
from graphkb.relations import Relation


def decide_reading(reading: Reading, decisions: Decisions) -> tuple[Reading, list[tuple[Relation, str]]]:
    """What an article says as a person decided it, and what it says no longer, each with the reason.

    As in a graph, a relation that was rejected, or would join an actor to itself, is not said.

    >>> from graphkb.articles import Article
    >>> decide_reading(Reading(Article("a", "Oslo said no.")), Decisions())[1]
    []
    """
    if not decisions.all:
        return reading, []
    meant = {id(seen): _meant(seen, reading.article.id, decisions) for seen in _seen(reading)}
    said: list[Relation] = []
    dropped: list[tuple[Relation, str]] = []
    for relation in reading.relations:
        ends = (meant[id(end)] if end else None for end in (relation.source, relation.target, relation.attributed_to))
        source, target, claimant = ends
        assert source is not None  # a relation always has a source
        if decisions.verdicts.get(id_of(relation)) == "rejected":
            dropped.append((relation, f"rejected in {decisions.file}"))
        elif target is not None and source.entity.id == target.entity.id:
            dropped.append((relation, f"{source.entity.id} is both its ends by {decisions.file}"))
        else:
            said.append(replace(relation, source=source, target=target, attributed_to=claimant))
    sightings = tuple(meant[id(seen)] for seen in reading.sightings)
    return Reading(reading.article, sightings, tuple(said)), dropped


def _seen(reading: Reading) -> list[Sighting]:
    ends = (end for r in reading.relations for end in (r.source, r.target, r.attributed_to) if end is not None)
    return [*reading.sightings, *ends]


def _meant(seen: Sighting, article: str, decisions: Decisions) -> Sighting:
    """A sighting of the one who is meant, under the name that was given to them."""
    found = decisions.actor(seen.entity.id, article)
    name = decisions.names.get(found)
    if found == seen.entity.id and name in (None, seen.entity.name):
        return seen
    return replace(seen, entity=_entity(seen.entity, found, name), reason=f"{seen.reason}; decided")


def _entity(read: Entity, id: str, name: str | None) -> Entity:
    known = load_gazetteer().entities.get(id) if id != read.id else None
    entity = known or replace(read, id=id)
    return replace(entity, name=name) if name else entity
