"""The saved queries of cypher/: questions an analyst asks, each a file that also pastes into Neo4j Browser."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from graphkb._bundled import bundled
from graphkb.errors import QueryError, UnknownName

GROUPS = (
    "Who",
    "With whom",
    "When",
    "How it changed",
    "Who stands between",
    "Who voted how",
    "What supports it",
    "Quality control",
    "As a picture",
)
"""The questions by which saved queries are grouped, in the order in which they are listed."""

ParameterType = Literal["text", "date", "number", "list"]

_PARAMETER = re.compile(
    r"param (?P<name>\w+): (?P<type>text|date|number|list)(?: = (?P<default>\S+))? - (?P<meaning>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved query can be given. Without a default it has to be; `null` means that it does not narrow."""

    name: str
    type: ParameterType
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question in Cypher: its name is that of its file, `text` the whole file, `cypher` what is run.

    `group` is the kind of question it is, one of `GROUPS` for those that come with graphkb; `result` is one row of an
    answer, as JSON.
    """

    name: str
    group: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str
    result: str
    text: str
    cypher: str


def saved_queries(folder: Path | None = None) -> list[SavedQuery]:
    """The saved queries that come with graphkb, or those of a folder, by name.

    Raises `QueryError`, naming file and line, for a header that does not say what it should.
    """
    files = sorted((folder or bundled("cypher")).glob("*.cypher"))
    return [parse(file.stem, file.read_text(encoding="utf-8")) for file in files]


def saved_query(name: str) -> SavedQuery:
    """The saved query of that name; raises `UnknownName` with the near ones."""
    found = {query.name: query for query in saved_queries()}
    if name not in found:
        raise UnknownName("saved query", name, found)
    return found[name]


def cypher_of(query: str, parameters: Mapping[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
    """The Cypher to run and its parameters: of a saved query, by its name, with its defaults; else Cypher as it is.

    Raises `UnknownName` for a single word that names no saved query, and `QueryError` for a parameter that the saved
    query needs and was not given, or does not have.

    >>> cypher_of("RETURN $x AS x", {"x": 1})
    ('RETURN $x AS x', {'x': 1})
    """
    given = dict(parameters or {})
    if not re.fullmatch(r"[\w-]+", query.strip()):
        return query, given
    return _filled(saved_query(query.strip()), given)


def parse(name: str, text: str) -> SavedQuery:
    """The saved query that a file's text holds; raises `QueryError`, naming the line, for a header that is not right.

    >>> found = parse("all", "// Everybody\\n// param top: number = 5 - how many\\nMATCH (a:Actor) RETURN a LIMIT $top")
    >>> found.title, found.parameters[0].default, found.cypher
    ('Everybody', '5', 'MATCH (a:Actor) RETURN a LIMIT $top')
    """
    lines = text.splitlines()
    size = next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = [line.removeprefix("//").strip() for line in lines[:size]]
    cypher = "\n".join(lines[size:]).strip().removesuffix(";")
    if not header or not header[0] or not cypher:
        raise QueryError(f"{name}.cypher:1: a saved query begins with a comment that says what it answers")
    parameters = [_parameter(name, at, line) for at, line in enumerate(header, 1) if line.startswith("param ")]

    def said(what: str) -> str:
        return next((line.partition(":")[2].strip() for line in header if line.startswith(what)), "")

    words = " ".join(line for line in header[1:] if line and not line.startswith(("param ", *_KEYS)))
    keys = {key.rstrip(":"): said(key) for key in ("group:", "example:", "result:")}
    query = SavedQuery(
        name=name,
        title=header[0],
        description=words,
        parameters=tuple(parameters),
        text=text,
        cypher=cypher,
        **keys,
    )
    _check_parameters(query)
    return query


_KEYS = ("group:", "example:", "result:", ":param")


def _parameter(name: str, number: int, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found:
        raise QueryError(
            f"{name}.cypher:{number}: not a parameter: {line!r}; write it as "
            "'param name: text|date|number|list = default - meaning'"
        )
    return Parameter(found["name"], found["type"], found["default"], found["meaning"])  # type: ignore[arg-type]


def _check_parameters(query: SavedQuery) -> None:
    used, said = set(re.findall(r"\$(\w+)", query.cypher)), {p.name for p in query.parameters}
    if used != said:
        raise QueryError(f"{query.name}.cypher: says nothing of, or does not use: {', '.join(sorted(used ^ said))}")


def _filled(query: SavedQuery, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    known = {parameter.name for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"{query.name}: {UnknownName('parameter', name, known)}")
    return query.cypher, {p.name: _value(query, p, given) for p in query.parameters}


def _value(query: SavedQuery, parameter: Parameter, given: Mapping[str, Any]) -> Any:
    name = parameter.name
    if name not in given:
        if parameter.default is None:
            raise QueryError(f"{query.name}: needs the parameter {name}: {parameter.meaning}")
        return json.loads(parameter.default)
    value = given[name]
    if value is None:
        return None
    try:
        return _CONVERTED[parameter.type](value)
    except ValueError:
        raise QueryError(f"{query.name}: {name}={value!r} is no {parameter.type}: {parameter.meaning}") from None


def _number(value: Any) -> int | float:
    number = json.loads(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        raise ValueError(value)
    return number


def _day(value: Any) -> str:
    return date.fromisoformat(str(value)).isoformat()


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else str(value).split(",")


_CONVERTED: dict[str, Callable[[Any], Any]] = {"text": str, "date": _day, "number": _number, "list": _list}
