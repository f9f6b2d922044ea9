"""The graph as files that other programs read: GraphML and GEXF, node-link JSON, CSV."""

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from graphkb._whole import write_whole
from graphkb.errors import OutputError, UnknownName
from graphkb.graph.graph import Graph
from graphkb.graph.network import to_networkx


def export_graph(graph: Graph, path: Path) -> None:
    """Write a graph to a file whose ending says how: .graphml, .gexf, .json, .csv.

    The file is complete or not there at all. Raises `UnknownName` for another ending and `OutputError` where the
    file cannot be written.
    """
    content = check_format(path)(graph)
    try:
        write_whole(path, content.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def check_format(path: Path) -> Callable[[Graph], str]:
    """The writer for the ending of a file; raises `UnknownName` with the endings there are."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise UnknownName("export format", path.suffix or path.name, FORMATS) from None


def _legal(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes without the characters that XML forbids; `to_networkx` has made the rest plain."""
    return {key: _cleaned(value) if isinstance(value, str) else value for key, value in attributes.items()}


def _cleaned(text: str) -> str:
    return "".join(c if c >= " " or c in "\t\n\r" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _legal_network(graph: Graph) -> "nx.MultiDiGraph[str]":
    network, legal = to_networkx(graph), nx.MultiDiGraph()
    legal.add_nodes_from((node, _legal(data)) for node, data in network.nodes(data=True))
    legal.add_edges_from((u, v, key, _legal(data)) for u, v, key, data in network.edges(keys=True, data=True))
    return legal


def _graphml(graph: Graph) -> str:
    return "\n".join(nx.generate_graphml(_legal_network(graph)))


def _gexf(graph: Graph) -> str:
    return "\n".join(nx.generate_gexf(_legal_network(graph)))


def _json(graph: Graph) -> str:
    return json.dumps(nx.node_link_data(to_networkx(graph), edges="edges"), ensure_ascii=False, default=str, indent=1)


def _csv(graph: Graph) -> str:
    """One line for each relationship, with the names of its ends beside their ids."""
    out = io.StringIO()
    fields = ["id", "source", "source_name", "type", "target", "target_name"]
    rest = [f.name for f in dataclasses.fields(next(iter(graph.relationships.values())))] if graph.relationships else []
    fields += [name for name in rest if name not in fields]
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    for r in graph.relationships.values():
        names = {"source_name": graph.nodes[r.source].name, "target_name": graph.nodes[r.target].name}
        writer.writerow(dataclasses.asdict(r) | names)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Graph], str]] = {".graphml": _graphml, ".gexf": _gexf, ".json": _json, ".csv": _csv}
"""What a graph can be written as, by the ending of the file."""
