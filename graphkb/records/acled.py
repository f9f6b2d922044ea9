"""ACLED: exports of political violence and protest, one event a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkb.records.dyads import Dyad, Reader, day_of, filled, known, rows_of
from graphkb.records.record import Record
from graphkb.records.tables import Row, read_rows

COLUMNS = frozenset({"event_date", "event_type", "sub_event_type", "actor1", "actor2"})


def load_acled(path: Path, reader: Reader) -> Iterator[Record]:
    """Yield the records of an export."""
    yield from rows_of(read_rows(path), path, reader, lambda row, where: _dyad(row, where, reader))


def _dyad(row: Row, where: str, reader: Reader) -> Dyad:
    day = day_of(filled(row, "event_date"))
    type, sub_type = filled(row, "event_type"), row["sub_event_type"]
    code = known(reader.codes.of_acled(type, sub_type), type)
    country = row.get("country", "")
    first, second = (reader.resolver.resolve(row[actor], country, "", day) for actor in ("actor1", "actor2"))
    source = row.get("source", "")
    return Dyad(
        id=row.get("event_id_cnty") or filled(row, "data_id"),
        where=where,
        day=day,
        code=code,
        wording=sub_type or type,
        source=first,
        target=second,
        names=(row["actor1"], row["actor2"]),
        place=reader.resolver.place(
            row.get("location", ""), country, row.get("latitude", ""), row.get("longitude", "")
        ),
        location=", ".join(part for part in (row.get("location", ""), row.get("admin1", ""), country) if part),
        note=row.get("notes", "") + (f" ({source})" if source else ""),
    )
