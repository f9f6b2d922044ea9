"""Writing a graph to a file, or a folder, whose name says how."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from graphkb._whole import write_output
from graphkb.errors import UnknownName
from graphkb.graph import Graph
from graphkb.moving import networks
from graphkb.moving.dump import dump_lines
from graphkb.moving.linked import linked_data
from graphkb.moving.script import cypher_script

FORMATS: Mapping[str, Callable[[Graph], Iterable[str]]] = {
    ".graphml": networks.graphml,
    ".gexf": networks.gexf,
    ".json": networks.node_link,
    ".csv": networks.table,
    ".jsonl": lambda graph: dump_lines([graph]),
    ".jsonld": linked_data,
    ".cypher": cypher_script,
}
"""What a graph can be written as, by the ending of the file."""


def export_graph(graph: Graph, path: Path) -> None:
    """Write a graph to a file whose ending says how: .graphml, .gexf, .json, .csv, .jsonl, .jsonld, .cypher.

    The file is complete or not there at all. Raises `UnknownName` for another ending and `OutputError` where the
    file cannot be written.
    """
    write_lines(check_format(path)(graph), path)


def check_format(path: Path) -> Callable[[Graph], Iterable[str]]:
    """The writer for the ending of a file; raises `UnknownName` with the endings there are."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise UnknownName("export format", path.suffix or path.name, FORMATS) from None


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write text as UTF-8, all of it or none; raises `OutputError` where it cannot be written."""
    write_output(path, (line.encode("utf-8") for line in lines))
