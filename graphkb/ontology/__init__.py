"""Ontology: which nodes and relations may exist, with PLOVER parents, signs and weights, as an editable file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from graphkb.errors import OntologyError, UnknownName

Label = Literal["Leader", "Person", "State", "Organization", "Group", "Event", "Place"]

PLOVER_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The sixteen PLOVER event types, from most cooperative to most conflictual."""


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node: the label it bears, and whether it can act."""

    name: Label
    label: str
    actor: bool


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A kind of relation: what it means, its PLOVER type (None for a static one), and what it may join.

    `intensity` runs from -10 (conflict) to +10 (cooperation).
    """

    name: str
    label: str
    plover: str | None
    symmetric: bool
    intensity: float
    source: frozenset[str]
    target: frozenset[str]

    @property
    def sign(self) -> int:
        """+1 for cooperation, -1 for conflict, 0 for neither."""
        return (self.intensity > 0) - (self.intensity < 0)

    @property
    def tone(self) -> Literal["cooperation", "conflict", "static"]:
        """What the map colours a relation by; an event without weight (TELLS) counts as cooperation."""
        if self.plover is None:
            return "static"
        return "conflict" if self.sign < 0 else "cooperation"


@dataclass(frozen=True, slots=True)
class Ontology:
    """The kinds of node and relation that may exist, each under its name.

    `events` gives the PLOVER type of a kind of happening; one that has none is not in it.
    """

    nodes: Mapping[str, NodeKind]
    relations: Mapping[str, RelationKind]
    events: Mapping[str, str] = field(default_factory=dict)

    def relation(self, name: str) -> RelationKind:
        """The kind of relation of that name; raises `UnknownName` with the near ones."""
        try:
            return self.relations[name]
        except KeyError:
            raise UnknownName("relation", name, self.relations) from None

    def node(self, name: str) -> NodeKind:
        """The kind of node of that name; raises `UnknownName` with the near ones."""
        try:
            return self.nodes[name]
        except KeyError:
            raise UnknownName("label", name, self.nodes) from None

    def allows(self, relation: str, source: str, target: str | None) -> bool:
        """Whether a relation of this kind may join nodes of these labels; no target is always allowed.

        >>> load_ontology().allows("DEPLOYS_TROOPS", "State", "State")
        True
        >>> load_ontology().allows("ABSTAINS", "Event", "State")
        False
        """
        kind = self.relation(relation)
        return source in kind.source and (target is None or target in kind.target)

    def of_plover(self, plover: str) -> tuple[RelationKind, ...]:
        """The relations of a PLOVER type, in the order of the file; raises `UnknownName`."""
        if plover not in PLOVER_TYPES:
            raise UnknownName("PLOVER type", plover, PLOVER_TYPES)
        return tuple(kind for kind in self.relations.values() if kind.plover == plover)


@cache
def load_ontology(path: Path | None = None) -> Ontology:
    """The ontology of a YAML file, or the one that comes with graphkb.

    Raises `OntologyError`, naming the file and the entry, where the file is none.

    >>> load_ontology().relation("MEETS").plover
    'CONSULT'
    """
    path = path or Path(__file__).with_name("kinds.yaml")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OntologyError(f"{path}: not an ontology: {error}") from error
    if not isinstance(raw, dict) or not {"nodes", "relations"} <= raw.keys():
        raise OntologyError(f"{path}: an ontology has the keys 'nodes' and 'relations'")
    nodes = {name: _node_kind(path, name, entry) for name, entry in raw["nodes"].items()}
    relations = {name: _relation_kind(path, name, entry, nodes) for name, entry in raw["relations"].items()}
    return Ontology(nodes, relations, _events(path, raw.get("events") or {}))


def _node_kind(path: Path, name: str, entry: Any) -> NodeKind:
    try:
        return NodeKind(name=name, label=str(entry["label"]), actor=bool(entry["actor"]))  # type: ignore[arg-type]
    except (KeyError, TypeError) as error:
        raise OntologyError(f"{path}: node {name}: needs 'label' and 'actor': {error!r}") from error


def _events(path: Path, entries: Any) -> dict[str, str]:
    if not isinstance(entries, dict) or not all(isinstance(nouns, str) for nouns in entries.values()):
        raise OntologyError(f"{path}: events: each is a PLOVER type with the nouns of its happenings")
    if unknown := entries.keys() - set(PLOVER_TYPES):
        raise OntologyError(f"{path}: events: {UnknownName('PLOVER type', min(map(str, unknown)), PLOVER_TYPES)}")
    return {noun: plover for plover, nouns in entries.items() for noun in nouns.split()}


def _relation_kind(path: Path, name: str, entry: Any, nodes: Mapping[str, NodeKind]) -> RelationKind:
    where = f"{path}: relation {name}"
    # The name goes into Cypher as a relationship type, so nothing but such a name may pass.
    if not (name.isascii() and name.replace("_", "").isalpha() and name.isupper()):
        raise OntologyError(f"{where}: a relation is named in capital letters and underscores")
    try:
        kind = RelationKind(
            name=name,
            label=str(entry["label"]),
            plover=entry["plover"],
            symmetric=bool(entry["symmetric"]),
            intensity=float(entry["intensity"]),
            source=frozenset(entry["source"]),
            target=frozenset(entry["target"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"{where}: needs label, plover, symmetric, intensity, source, target: {error!r}") from error
    if kind.plover is not None and kind.plover not in PLOVER_TYPES:
        raise OntologyError(f"{where}: {UnknownName('PLOVER type', kind.plover, PLOVER_TYPES)}")
    if unknown := (kind.source | kind.target) - nodes.keys():
        raise OntologyError(f"{where}: no such label: {', '.join(sorted(unknown))}")
    return kind
