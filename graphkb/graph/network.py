"""The graph as a NetworkX graph."""

import dataclasses
from typing import TYPE_CHECKING, Any

from graphkb.graph.graph import Graph, Node, Relationship
from graphkb.ontology import Ontology, load_ontology

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: Graph, *, ontology: Ontology | None = None) -> "nx.MultiDiGraph[str]":
    """A graph as a `networkx.MultiDiGraph`: nodes under their ids, edges keyed by the id of their relationship.

    Attributes are those of `Node` and `Relationship`, without the unknown ones; dates are ISO text and aliases are
    joined by `|`, so that every writer of NetworkX takes them. An edge has its type as `relation`, besides `tone`
    (cooperation, conflict, static) and `weight`, the number of independent sources. A node without relationships is
    in it too.

    >>> from graphkb.graph import Graph, Node
    >>> network = to_networkx(Graph(nodes={"state/FRA": Node("state/FRA", "State", "France", code="FRA")}))
    >>> network.nodes["state/FRA"]
    {'label': 'State', 'name': 'France', 'code': 'FRA'}
    """
    import networkx as nx

    kinds = ontology or load_ontology()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph.nodes.values(), key=lambda n: n.id):
        network.add_node(node.id, **_attributes(node, without={"id"}))
    for r in sorted(graph.relationships.values(), key=lambda r: r.id):
        attributes = _attributes(r, without={"id", "source", "target", "type"})
        tone = kinds.relation(r.type).tone
        network.add_edge(r.source, r.target, key=r.id, relation=r.type, tone=tone, weight=r.sources, **attributes)
    return network


def _attributes(value: Node | Relationship, *, without: set[str]) -> dict[str, Any]:
    names = (field.name for field in dataclasses.fields(value) if field.name not in without)
    found = {name: getattr(value, name) for name in names}
    return {name: _plain(name, known) for name, known in found.items() if known is not None and known != ()}


def _plain(name: str, value: Any) -> Any:
    if name == "aliases":
        return "|".join(value)
    return value.isoformat() if name == "date" else value
