"""ICEWS: the event tables of the Dataverse, and the numbered form in which research on temporal graphs passes it on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from graphkb.errors import RecordError
from graphkb.records.dyads import Dyad, Reader, day_of, filled, known, rows_of
from graphkb.records.record import Record
from graphkb.records.tables import Row, read_rows

COLUMNS = frozenset({"Event ID", "Event Date", "Source Name", "CAMEO Code", "Target Name"})
PARTS = ("train", "valid", "test")
ENDINGS = (".txt", ".txt.gz")


def load_icews(path: Path, reader: Reader) -> Iterator[Record]:
    """Yield the records of an event table, or of a folder of numbered quadruples with the names beside them."""
    if path.is_dir() or _part(path):
        yield from _load_numbered(path, reader)
    else:
        yield from rows_of(read_rows(path), path, reader, lambda row, where: _dyad(row, where, reader))


def is_numbered(path: Path) -> bool:
    """Whether a folder, or the folder of a file, holds numbered quadruples."""
    folder = path if path.is_dir() else path.parent
    named = all(_beside(folder, name) for name in ("entity2id", "relation2id"))
    return named and (path.is_dir() or _part(path) is not None)


def _dyad(row: Row, where: str, reader: Reader) -> Dyad:
    day = day_of(filled(row, "Event Date"))
    wording = row.get("Event Text", "")
    code = known(reader.codes.of_cameo(row["CAMEO Code"], wording), row["CAMEO Code"] or wording)
    names = row["Source Name"], row["Target Name"]
    source, target = (
        reader.resolver.resolve(name, row.get(f"{end} Country", ""), "", day)
        for name, end in zip(names, ("Source", "Target"), strict=True)
    )
    where_it_was = [row.get(key, "") for key in ("City", "Province", "Country")]
    # An event id may come twice, on two days.
    return Dyad(
        id=f"{filled(row, 'Event ID')}@{day}",
        where=where,
        day=day,
        code=code,
        wording=wording or code.wordings[0],
        source=source,
        target=target,
        names=names,
        place=reader.resolver.place(
            row.get("City", ""), row.get("Country", ""), row.get("Latitude", ""), row.get("Longitude", "")
        ),
        location=", ".join(part for part in where_it_was if part),
        note=", ".join(part for part in (row.get("Publisher", ""), _story(row)) if part),
    )


def _story(row: Row) -> str:
    return f"story {row['Story ID']}, sentence {row.get('Sentence Number', '?')}" if row.get("Story ID") else ""


def _load_numbered(path: Path, reader: Reader) -> Iterator[Record]:
    folder = path if path.is_dir() else path.parent
    name, first = folder.resolve().name, _first_day(folder)
    actors, wordings = _names(folder, "entity2id"), _names(folder, "relation2id")
    files = [path] if path.is_file() else [file for name in PARTS if (file := _beside(folder, name))]

    def quadruple(row: Row, where: str) -> Dyad:
        day = first + datetime.timedelta(hours=_hours(row["hour"]))
        names = _named(actors, row["subject"]), _named(actors, row["object"])
        wording = _named(wordings, row["relation"])
        code = known(reader.codes.of_cameo("", wording), wording)
        source, target = (reader.resolver.resolve(name, "", "", day) for name in names)
        id = f"{name}/{row['subject']}-{row['relation']}-{row['object']}@{day}"
        return Dyad(id, where, day, code, wording, source, target, names)

    for file in files:
        rows = read_rows(file, ("subject", "relation", "object", "hour", ""))
        yield from rows_of(rows, file, reader, quadruple)


def _hours(text: str) -> int:
    hours = int(text)
    if not 0 <= hours < 24 * 366 * 30:
        raise ValueError(f"{text!r} is no hour of the thirty years from the first day")
    return hours


def _named(names: dict[str, str], number: str) -> str:
    if number not in names:
        raise ValueError(f"no name has the number {number!r}")
    return names[number]


def _first_day(folder: Path) -> datetime.date:
    """The day that hour zero belongs to, which only the name of such a folder tells: `icews18`, `ICEWS05-15`."""
    told = re.match(r"icews[-_]?(?:20)?(\d\d)", folder.resolve().name, re.IGNORECASE)
    if told is None:
        raise RecordError(f"{folder}: name the folder icews and the year its hours begin with, as icews18")
    return datetime.date(2000 + int(told[1]), 1, 1)


def _names(folder: Path, name: str) -> dict[str, str]:
    file = _beside(folder, name)
    if file is None:
        raise RecordError(f"{folder}: {name}.txt is missing; it holds the names of the numbers")
    names = {}
    for _, row in read_rows(file, ("name", "number")):
        if isinstance(row, RecordError):
            raise row
        names[row["number"]] = " ".join(row["name"].split())
    return names


def _beside(folder: Path, name: str) -> Path | None:
    return next((path for ending in ENDINGS if (path := folder / f"{name}{ending}").is_file()), None)


def _part(path: Path) -> str | None:
    return next((name for name in PARTS for ending in ENDINGS if path.name == name + ending), None)
