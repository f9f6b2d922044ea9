"""The fact files of a folder as one gazetteer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from graphkb.actors import facts
from graphkb.actors.entity import Entity
from graphkb.actors.facts import read_facts
from graphkb.actors.gazetteer import Gazetteer, Key, Naming
from graphkb.actors.name_words import last_names
from graphkb.actors.slugs import slug
from graphkb.errors import GazetteerError
from graphkb.mentions.names import key_of


@cache
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer of a folder of fact files, or the one that comes with graphkb; read once and kept.

    Raises `GazetteerError`, naming the file and the line, where a fact cannot be read.

    >>> load_gazetteer().state("KAZ").name
    'Kazakhstan'
    """
    folder = folder or Path(__file__).with_name("data")
    states = list(read_facts(folder / "states.csv", facts.state))
    organizations = list(read_facts(folder / "organizations.csv", facts.organization))
    leaders = list(read_facts(folder / "leaders.csv", facts.leader))
    regions = list(read_facts(folder / "regions.csv", facts.region))
    namings = [
        *_state_namings(folder, states),
        *_namings(folder / "organization_names.csv", "Organization", organizations),
        *_namings(folder / "leader_names.csv", "Leader", leaders),
        *_region_namings(regions),
        *_place_namings(folder, states),
    ]
    entities, by_key = _indexed(namings)
    people = {f"leader/{found.id}": found for found in leaders}
    return Gazetteer(
        entities=entities,
        namings=by_key,
        terms=tuple(_terms(folder, entities)),
        members=_members(folder, regions),
        genders={person: found.gender for person, found in people.items()},
        kinds={f"org/{found.id}": found.kind for found in organizations},
        surnames=_surnames(people, namings),
        adjectives=_adjectives(namings),
    )


def _state_namings(folder: Path, states: Iterable[facts.State]) -> Iterator[Naming]:
    found = {
        state.iso3: Entity(
            id=f"state/{state.iso3}",
            name=state.name,
            label="State",
            code=state.iso3,
            wikidata=state.wikidata or None,
            latitude=state.latitude,
            longitude=state.longitude,
        )
        for state in states
    }
    for state in states:
        yield Naming(state.name, "name", found[state.iso3])
        if state.official_name:
            yield Naming(state.official_name, "official", found[state.iso3])
    path = folder / "state_names.csv"
    for other in read_facts(path, facts.state_name):
        if other.iso3 not in found:
            raise GazetteerError(f"{path}: {other.name}: no state {other.iso3!r} in states.csv")
        yield Naming(other.name, other.kind, found[other.iso3], other.period)


def _namings(
    path: Path, label: Literal["Leader", "Organization"], known: Iterable[facts.Organization | facts.KnownLeader]
) -> Iterator[Naming]:
    """The names of organizations or leaders: their own, and those of the file of other names."""
    prefix = "leader" if label == "Leader" else "org"
    found = {
        one.id: Entity(
            id=f"{prefix}/{one.id}", name=one.name, label=label, code=one.iso3 or None, wikidata=one.wikidata or None
        )
        for one in known
    }
    yield from (Naming(entity.name, "name", entity) for entity in found.values())
    for other in read_facts(path, facts.other_name):
        if other.id not in found:
            raise GazetteerError(f"{path}: {other.name}: no such id {other.id!r} in the file of the entities")
        yield Naming(other.name, other.kind, found[other.id])


def _region_namings(regions: Iterable[facts.Region]) -> Iterator[Naming]:
    for region in regions:
        entity = Entity(id=f"place/xx/{region.id}", name=region.name, label="Place")
        yield from (Naming(name, "region", entity) for name in (region.name, *region.aliases))


def _place_namings(folder: Path, states: Iterable[facts.State]) -> Iterator[Naming]:
    capitals = [
        facts.KnownPlace(state.capital, state.iso3, state.latitude, state.longitude, "city", ())
        for state in states
        if state.capital
    ]
    for place in (*capitals, *read_facts(folder / "places.csv", facts.place)):
        entity = Entity(
            id=f"place/{place.iso3 or 'xx'}/{slug(place.name)}",
            name=place.name,
            label="Place",
            code=place.iso3 or None,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        yield from (Naming(name, place.kind or "place", entity) for name in (place.name, *place.aliases))


def _indexed(namings: Iterable[Naming]) -> tuple[dict[str, Entity], dict[Key, tuple[Naming, ...]]]:
    """Every entity with its names as aliases, and every name with the entities that bear it."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for naming in namings:
        if naming.kind not in ("adjective", "demonym", "demonym-plural", "capital", "seat"):
            names[naming.entity.id][naming.name] = None
    entities: dict[str, Entity] = {}
    by_key: dict[Key, dict[Naming, None]] = defaultdict(dict)
    for naming in namings:
        known = naming.entity
        if known.id not in entities:
            aliases = tuple(name for name in names[known.id] if name != known.name)
            entities[known.id] = replace(known, aliases=aliases)
        key = key_of(naming.name)
        if key:
            by_key[key][replace(naming, entity=entities[known.id])] = None
    return entities, {key: tuple(found) for key, found in by_key.items()}


def _adjectives(namings: Iterable[Naming]) -> dict[str, str]:
    """The first adjective of each state."""
    found: dict[str, str] = {}
    for naming in namings:
        if naming.kind == "adjective":
            found.setdefault(naming.entity.id, naming.name)
    return found


def _terms(folder: Path, entities: Mapping[str, Entity]) -> Iterator[facts.Term]:
    path = folder / "terms.csv"
    for term in read_facts(path, facts.term):
        person = f"leader/{term.person}"
        if term.of not in entities:
            raise GazetteerError(f"{path}: {term.person}, {term.office}: {term.of!r} is in no file of states or bodies")
        if person not in entities:
            raise GazetteerError(f"{path}: {term.person}, {term.office}: no such leader in leaders.csv")
        yield replace(term, person=person)


def _members(folder: Path, regions: Iterable[facts.Region]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = defaultdict(list)
    for membership in read_facts(folder / "memberships.csv", facts.membership):
        members["org/" + membership.organization].append("state/" + membership.iso3)
    for region in regions:
        members["place/xx/" + region.id] = ["state/" + code for code in region.members]
    return {group: tuple(codes) for group, codes in members.items()}


def _surnames(leaders: Mapping[str, facts.KnownLeader], namings: Iterable[Naming]) -> dict[str, tuple[str, ...]]:
    """The leaders under each last name, with and without its particles."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for naming in namings:
        leader = leaders.get(naming.entity.id)
        if leader and naming.kind != "native":
            for name in last_names(key_of(naming.name), leader.iso3):
                found[" ".join(name)][naming.entity.id] = None
    return {name: tuple(people) for name, people in found.items()}
