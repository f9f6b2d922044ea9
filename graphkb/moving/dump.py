"""The dump: all that a store holds as JSON lines, from which another store is made that holds the same.

The first line says what it is; then comes a line for each article with all that it says, a line for each node that no
article tells whole, and a last line that counts them, so that a file which was cut short is known for what it is.
Relationships are not in it: they follow from the statements. Names of properties are those of docs/model.md.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from graphkb.errors import GraphkbError, OntologyError, UnknownName
from graphkb.graph import Graph, Node
from graphkb.graph.merging import Account, accounts, assemble, unsupported
from graphkb.ontology import Label, load_ontology
from graphkb.store.records import (
    article_from,
    article_properties,
    node_from,
    node_properties,
    statement_from,
    statement_properties,
)
from graphkb.store.schema import FORMAT

Row = Mapping[str, Any]

KIND = "graphkb dump"
LONGEST = 64 << 20
"""How many characters a line may have: an article of that length is none."""

_DAYS = {"date", "published"}
_NUMBERS = {"start", "end", "trigger_start", "confidence", "latitude", "longitude"}
_LISTS = {"aliases", "parts"}
_ARTICLES = 200


def dump_lines(parts: Iterable[Graph]) -> Iterator[str]:
    """Yield the lines of a dump of graphs that share no article, in their order.

    >>> [line[:32] for line in dump_lines([Graph()])]
    ['{"kind": "graphkb dump", "format', '{"articles": 0, "nodes": 0}\\n']
    """
    yield _line({"kind": KIND, "format": FORMAT})
    articles = nodes = 0
    for graph in parts:
        for account in accounts(graph):
            yield _line(_article_row(account, graph.loaded.get(account.article.id)))
            articles += 1
        for node in unsupported(graph).nodes.values():
            yield _line({"node": _node_row(node)})
            nodes += 1
    yield _line({"articles": articles, "nodes": nodes})


def read_dump(path: Path) -> Iterator[Graph]:
    """Yield what a dump holds, as graphs of some articles each.

    The whole file is looked through before anything is given, so that nothing is made of one that is broken. Raises
    `GraphkbError`, naming the file and the line, where it is no dump, was cut short, was written by a newer graphkb or
    says what the ontology does not have.
    """
    for _ in _graphs(path):
        pass
    lines = _graphs(path)
    while some := list(islice(lines, _ARTICLES)):
        if told := [account for graph in some for account in accounts(graph)]:
            yield replace(assemble(told), loaded={id: when for graph in some for id, when in graph.loaded.items()})
        # Apart from those that articles tell: in one graph, what an article tells of a node stands for all of it.
        if by_hand := {id: node for graph in some for id, node in graph.nodes.items()}:
            yield Graph(by_hand)


def _article_row(account: Account, loaded: datetime.datetime | None) -> Row:
    properties = _known(article_properties(account.article, ()))
    properties.pop("describes", None)
    return {
        "article": properties | ({"loaded": loaded} if loaded else {}),
        "describes": [_node_row(node) for node in account.nodes],
        "states": [_known(statement_properties(s)) for s in account.statements],
    }


def _node_row(node: Node) -> dict[str, Any]:
    return {"label": node.label} | _known(node_properties(node))


def _known(properties: Row) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None and value != []}


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, default=_iso) + "\n"


def _iso(value: datetime.date) -> str:
    return value.isoformat()


def _graphs(path: Path) -> Iterator[Graph]:
    """Yield the graph of each line between the first and the last, which are checked."""
    found = {"articles": 0, "nodes": 0}
    last: Row | None = None
    for number, row in _rows(path):
        where = f"{path}:{number}"
        if number == 1:
            _check_first(where, row)
        elif last is not None:
            raise GraphkbError(f"{where}: a line behind the one that counts them; is this two dumps in one?")
        elif row.keys() == found.keys():
            last = row
        else:
            found["nodes" if "node" in row else "articles"] += 1
            yield _graph(where, row)
    if last != found:
        raise GraphkbError(f"{path}: the dump was cut short: {found['articles']} articles are there, but no end")


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    number = 0
    try:
        with path.open(encoding="utf-8") as lines:
            while line := lines.readline(LONGEST):
                number += 1
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not an object")
                yield number, row
    except OSError as error:
        raise GraphkbError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise GraphkbError(f"{path}:{max(number, 1)}: not a line of a dump: {error}") from error


def _check_first(where: str, row: Row) -> None:
    if row.get("kind") != KIND:
        raise GraphkbError(f"{where}: not a dump of graphkb (`graphkb export graph.jsonl` writes one); articles are "
                           "read with `graphkb load`")  # fmt: skip
    if not isinstance(row.get("format"), int) or row["format"] > FORMAT:
        raise GraphkbError(f"{where}: written by a newer graphkb (format {row.get('format')}); update graphkb")


def _graph(where: str, row: Row) -> Graph:
    """The graph of one line. Relationships are worked out later, of some lines together."""
    try:
        if "node" in row:
            node = _node(row["node"])
            return Graph({node.id: node})
        return _account(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GraphkbError(f"{where}: not a line of a dump: {error!r}") from error
    except (UnknownName, OntologyError) as error:
        raise GraphkbError(f"{where}: {error}") from error


def _account(row: Row) -> Graph:
    article = article_from(_values(row["article"]))
    nodes = tuple(map(_node, row["describes"]))
    statements = {s["id"]: statement_from(_values(s)) for s in row["states"]}
    told = {node.id for node in nodes}
    for s in statements.values():
        load_ontology().relation(s.relation)
        if s.article != article.id:
            raise ValueError(f"{s.id} is of article {s.article}, not of {article.id}")
        if unknown := {end for end in (s.source, s.target, s.attributed_to) if end is not None} - told:
            raise ValueError(f"{s.id} speaks of {min(unknown)}, which is not described")
    loaded = row["article"].get("loaded")
    return Graph(
        statements=statements,
        articles={article.id: article},
        described={article.id: nodes} if nodes else {},
        loaded={article.id: datetime.datetime.fromisoformat(loaded)} if loaded else {},
    )


def _node(row: Row) -> Node:
    if row["label"] not in get_args(Label):
        raise UnknownName("label", str(row["label"]), get_args(Label))
    return node_from(_values(row), row["label"])


def _values(row: Row) -> dict[str, Any]:
    """The properties of a row as values of the right kind."""
    return {name: _value(name, value) for name, value in row.items() if name not in ("label", "loaded")}


def _value(name: str, value: Any) -> Any:
    if name in _DAYS:
        return datetime.date.fromisoformat(value)
    if name in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    if name in _NUMBERS and isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and name not in _LISTS | _NUMBERS:
        return value
    raise TypeError(f"{name} is {value!r}")
