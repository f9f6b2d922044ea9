"""The file of decisions: read, checked and added to; under version control each decision is a line of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkb._whole import write_output
from graphkb.errors import DecisionError
from graphkb.graph.decisions import DECISIONS, VERBS, Decision, Decisions, objection_to

HEADING = """\
# What a person decided about the graph: who is one, who is not, what is read rightly. The order of the lines is free.
"""

LARGEST = 50_000_000
"""Bytes of a file that is taken for one of decisions."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?=\s|$)|[^\s"#]\S*')


def find_decisions(store: str, *, beside: Path | None = None) -> Path:
    """The file of decisions that belongs to a store: beside an embedded one, else in the folder `beside` (or here).

    >>> find_decisions("news/graphkb.db").as_posix(), find_decisions("neo4j://localhost:7687").as_posix()
    ('news/graphkb.decisions', 'graphkb.decisions')
    """
    return (Path(store).parent if "://" not in store else beside or Path()) / DECISIONS


def load_decisions(path: Path) -> Decisions:
    """The decisions of a file; none where there is no such file.

    Raises `DecisionError`, naming the file and the line, where a line is no decision or contradicts another one.
    """
    return Decisions(tuple(_decisions(_text(path), str(path))), str(path))


def add_decisions(path: Path, new: Iterable[Decision]) -> Decisions:
    """What is decided once decisions are written at the end of a file; those that stand there already are left out.

    The file is made where there is none. Raises `DecisionError` where one contradicts what is decided, and leaves the
    file as it was.
    """
    before, text = load_decisions(path), _text(path)
    added = [decision for decision in dict.fromkeys(new) if decision not in before.all]
    Decisions((*before.all, *added), str(path))
    if added:
        start = text if text.endswith("\n") or not text else text + "\n"
        write_output(path, ((start or HEADING) + "".join(f"{decision}\n" for decision in added)).encode("utf-8"))
    return load_decisions(path)


def remove_decision(path: Path, line: int) -> Decision:
    """Take the decision of a line out of a file, and give it back; all other lines stay as they are.

    Raises `DecisionError` where no decision stands on that line.
    """
    found = next((decision for decision in load_decisions(path).all if decision.line == line), None)
    if found is None:
        raise DecisionError(f"{path}:{line}: no decision stands there; `graphkb decisions` lists them")
    lines = _text(path).split("\n")
    del lines[line - 1]
    write_output(path, "\n".join(lines).encode("utf-8"))
    return found


def parse_decision(text: str, *, line: int = 0) -> Decision | None:
    """The decision that a line holds, None where it is empty or only a note; raises `DecisionError`.

    >>> parse_decision("different person/a person/b  # one is a singer").note
    'one is a singer'
    """
    words, note = _cut(text)
    if not words:
        return None
    verb, *ids = words
    if verb not in VERBS:
        raise DecisionError(f"{verb!r} is no decision; a line begins with {', '.join(VERBS[:-1])} or {VERBS[-1]}")
    decision = Decision(verb, tuple(ids), note, line)
    if objection := objection_to(decision):
        raise DecisionError(objection)
    return decision


def _text(path: Path) -> str:
    try:
        if not path.exists():
            return ""
        if path.stat().st_size > LARGEST:
            raise DecisionError(f"{path}: larger than {LARGEST:,} bytes; that is no file of decisions")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path}: not a file of decisions: it is not UTF-8 text") from error
    except OSError as error:
        raise DecisionError(f"{path}: cannot be read: {error.strerror}") from error


def _decisions(text: str, file: str) -> Iterator[Decision]:
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            decision = parse_decision(line, line=number)
        except DecisionError as error:
            raise DecisionError(f"{file}:{number}: {error}") from error
        if decision is not None:
            yield decision


def _cut(line: str) -> tuple[list[str], str]:
    """The words of a line and the note behind them."""
    words: list[str] = []
    at = 0
    while rest := line[at:].lstrip():
        at = len(line) - len(rest)
        if rest.startswith("#"):
            return words, " ".join(rest[1:].split())
        match = _TOKEN.match(line, at)
        if match is None:
            raise DecisionError(f"a quotation mark is not closed, or not followed by a space: {rest[:60]}")
        words.append(_unquoted(match[0]) if match[0].startswith('"') else match[0])
        at = match.end()
    return words, ""


def _unquoted(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError as error:
        raise DecisionError(f"{token[:60]} is no text in JSON's quotation marks: {error}") from error
