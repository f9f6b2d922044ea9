"""The graph as a folder of CSV for `neo4j-admin database import`, which fills a new database faster than any query."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from graphkb._whole import whole_folder
from graphkb.errors import OutputError
from graphkb.graph import Graph
from graphkb.moving.kept import kept_nodes, kept_relationships
from graphkb.store.schema import indexes

ARGUMENTS, SCHEMA = "import.args", "schema.cypher"

_TYPES = {
    "aliases": "string[]",
    "confidence": "double",
    "date": "date",
    "describes": "string[]",
    "end": "long",
    "format": "long",
    "intensity": "double",
    "latitude": "double",
    "loaded": "datetime",
    "longitude": "double",
    "parts": "string[]",
    "published": "date",
    "sign": "long",
    "sources": "long",
    "start": "long",
    "statements": "long",
    "trigger_start": "long",
}
"""The type of a property where it is no text."""

_DELIMITERS = "\x1f\x1e\x1d\x1c\x1b\x1a"
"""What may part the items of a list; one is chosen that no item has in it."""

Table = tuple[list[str], list[list[Any]]]


def export_for_import(graph: Graph, folder: Path) -> None:
    """Write a folder that `neo4j-admin database import` makes a database of: CSV, its arguments, and the schema.

    The folder is complete or not there at all. Raises `OutputError` where it holds something already, or cannot be
    written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder}: exists already; name a folder that is new or empty")
    nodes, relationships = _nodes(graph), _relationships(graph)
    delimiter = _delimiter(graph)
    try:
        with whole_folder(folder) as part:
            for name, table in {**nodes, **relationships}.items():
                with (part / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                    _write(file, table, delimiter)
            (part / ARGUMENTS).write_text(
                "\n".join(_arguments(nodes, relationships, delimiter)) + "\n", encoding="utf-8"
            )
            schema = "".join(f"{index.statement};\n" for index in indexes(full_text=True))
            (part / SCHEMA).write_text(schema, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error


def _nodes(graph: Graph) -> dict[str, Table]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for node in kept_nodes(graph):
        rows.setdefault(node.base, []).append({**node.properties, ":LABEL": [node.base, *node.labels]})
    return {base: _table(of_base, {"id": f"id:ID({base})"}) for base, of_base in rows.items()}


def _relationships(graph: Graph) -> dict[str, Table]:
    rows: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for r in kept_relationships(graph):
        row = {":START_ID": r.source[1], ":END_ID": r.target[1], ":TYPE": r.type, **r.properties}
        rows.setdefault((r.source[0], r.target[0]), []).append(row)
    return {
        f"{source}-{target}": _table(some, {":START_ID": f":START_ID({source})", ":END_ID": f":END_ID({target})"})
        for (source, target), some in rows.items()
    }


def _table(rows: list[Mapping[str, Any]], named: Mapping[str, str]) -> Table:
    """The header and the rows of a file; every row has all the columns."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    header = [named.get(name) or (f"{name}:{_TYPES[name]}" if name in _TYPES else name) for name in names]
    return header, [[row.get(name) for name in names] for row in rows]


def _write(file: IO[str], table: Table, delimiter: str) -> None:
    header, rows = table
    file.write(",".join(header) + "\n")
    for row in rows:
        file.write(",".join(_cell(value, delimiter) for value in row) + "\n")


def _cell(value: Any, delimiter: str) -> str:
    """A value as the importer reads it: what is not known is nothing at all, and an empty text is `""`."""
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        value = delimiter.join(value)
    elif isinstance(value, (datetime.date, datetime.datetime)):
        value = value.isoformat()
    return '"' + str(value).replace('"', '""') + '"'


def _delimiter(graph: Graph) -> str:
    items = "".join(
        item
        for node in kept_nodes(graph)
        for value in node.properties.values()
        if isinstance(value, list)
        for item in value
    )
    found = next((mark for mark in _DELIMITERS if mark not in items), None)
    if found is None:
        raise OutputError("names hold every character that could part them in CSV; write a .jsonl or .cypher file")
    return found


def _arguments(nodes: Iterable[str], relationships: Iterable[str], delimiter: str) -> Iterator[str]:
    """Yield the lines of the file that holds the importer's arguments; paths are as seen from inside the folder."""
    yield "--id-type=string"
    yield "--multiline-fields=true"
    yield f"--array-delimiter=U+{ord(delimiter):04X}"
    yield from (f"--nodes={name}.csv" for name in nodes)
    yield from (f"--relationships={name}.csv" for name in relationships)
