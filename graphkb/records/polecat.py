"""POLECAT: the weekly tables of events in PLOVER's types and modes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkb.records.dyads import Dyad, Reader, day_of, filled, known, rows_of
from graphkb.records.record import Record
from graphkb.records.tables import Row, read_rows

COLUMNS = frozenset({"Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"})


def load_polecat(path: Path, reader: Reader) -> Iterator[Record]:
    """Yield the records of a weekly table."""
    yield from rows_of(read_rows(path), path, reader, lambda row, where: _dyad(row, where, reader))


def _dyad(row: Row, where: str, reader: Reader) -> Dyad:
    day = day_of(filled(row, "Event Date"))
    type, mode = filled(row, "Event Type"), row.get("Event Mode", "")
    code = known(reader.codes.of_plover(type, mode), type)
    names = _name(row, "Actor"), _name(row, "Recipient")
    source, target = (
        reader.resolver.resolve(
            row[f"{end} Name"], _one(row.get(f"{end} Country", "")), _one(row.get(f"Primary {end} Sector", "")), day
        )
        for end in ("Actor", "Recipient")
    )
    where_it_was = [row.get(key, "") for key in ("City", "Province", "Country")]
    published = row.get("Publication Date", "")
    return Dyad(
        id=filled(row, "Event ID"),
        where=where,
        day=day,
        code=code,
        wording=f"{type}, {mode}" if mode else type,
        source=source,
        target=target,
        names=names,
        place=reader.resolver.place(
            row.get("City", "") or row.get("Placename", ""),
            row.get("Country", ""),
            row.get("Latitude", ""),
            row.get("Longitude", ""),
        ),
        location=", ".join(part for part in where_it_was if part),
        note=", ".join(part for part in (row.get("Contexts", ""), row.get("Source", "")) if part),
        published=day_of(published) if published else None,
    )


def _name(row: Row, end: str) -> str:
    """What the table calls an actor: its name, or its country and sector."""
    told = (_one(row.get(f"{end} Country", "")), _one(row.get(f"Primary {end} Sector", "")))
    return row[f"{end} Name"] or " ".join(part for part in told if part)


def _one(cell: str) -> str:
    """The first of several values."""
    return cell.split(";", maxsplit=1)[0].strip()
