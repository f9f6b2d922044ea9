"""The network alone, for programs that draw and measure networks: GraphML, GEXF, node-link JSON, a table of edges."""

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from graphkb.graph import Graph, to_networkx


def _legal(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes without the characters that XML forbids; `to_networkx` has made the rest plain."""
    return {key: _cleaned(value) if isinstance(value, str) else value for key, value in attributes.items()}


def _cleaned(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML forbids, even escaped."""


def _legal_network(graph: Graph) -> "nx.MultiDiGraph[str]":
    network, legal = to_networkx(graph), nx.MultiDiGraph()
    legal.add_nodes_from((_cleaned(node), _legal(data)) for node, data in network.nodes(data=True))
    for u, v, key, data in network.edges(keys=True, data=True):
        legal.add_edge(_cleaned(u), _cleaned(v), key=key, **_legal(data))
    return legal


def graphml(graph: Graph) -> Iterator[str]:
    """Yield the lines of a GraphML file: NetworkX, Gephi, yEd, igraph."""
    return _lines(nx.generate_graphml(_legal_network(graph)))


def gexf(graph: Graph) -> Iterator[str]:
    """Yield the lines of a GEXF file: Gephi, NetworkX."""
    return _lines(nx.generate_gexf(_legal_network(graph)))


def _lines(parts: Iterable[str]) -> Iterator[str]:
    return (part + "\n" for part in parts)


def node_link(graph: Graph) -> Iterator[str]:
    """Yield node-link JSON: NetworkX, D3."""
    data = nx.node_link_data(to_networkx(graph), edges="edges")
    yield json.dumps(data, ensure_ascii=False, default=str, indent=1) + "\n"


def table(graph: Graph) -> Iterator[str]:
    """Yield CSV: one line for each relationship, with the names of its ends beside their ids."""
    out = io.StringIO()
    fields = ["id", "source", "source_name", "type", "target", "target_name"]
    rest = [f.name for f in dataclasses.fields(next(iter(graph.relationships.values())))] if graph.relationships else []
    fields += [name for name in rest if name not in fields]
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    for r in graph.relationships.values():
        names = {"source_name": graph.nodes[r.source].name, "target_name": graph.nodes[r.target].name}
        writer.writerow(dataclasses.asdict(r) | names)
    yield out.getvalue()
