"""GDELT 2.0: the event tables of every fifteen minutes, sixty-one columns without names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from graphkb.actors import Entity
from graphkb.records.dyads import Dyad, Reader, day_of, filled, known, rows_of
from graphkb.records.record import Record
from graphkb.records.tables import Row, first_cells, read_rows

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_PLACE = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR.split()),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _PLACE.split()),
    *"DATEADDED SOURCEURL".split(),
)


def load_gdelt(path: Path, reader: Reader) -> Iterator[Record]:
    """Yield the records of an event table, as it is published or with the names of its columns above it."""
    named = first_cells(path)[:1] == [COLUMNS[0]]
    rows = read_rows(path) if named else read_rows(path, COLUMNS)
    yield from rows_of(rows, path, reader, lambda row, where: _dyad(row, where, reader))


def _dyad(row: Row, where: str, reader: Reader) -> Dyad:
    day = day_of(filled(row, "SQLDATE"))
    code = known(reader.codes.of_cameo(filled(row, "EventCode")), row["EventCode"])
    url = row["SOURCEURL"]
    added = row["DATEADDED"][:8]
    return Dyad(
        id=filled(row, "GLOBALEVENTID"),
        where=where,
        day=day,
        code=code,
        wording=code.wordings[0],
        source=_actor(row, "Actor1", day, reader),
        target=_actor(row, "Actor2", day, reader),
        names=(_name(row, "Actor1"), _name(row, "Actor2")),
        place=_place(row, reader),
        location=row["ActionGeo_FullName"],
        note=url,
        url=url if url.startswith(("http://", "https://")) else None,
        published=day_of(added) if added else None,
    )


def _actor(row: Row, actor: str, day: datetime.date, reader: Reader) -> Entity | None:
    """An actor by its known group, its name where that is somebody's, else by country and role."""
    country, role = row[f"{actor}CountryCode"], row[f"{actor}Type1Code"]
    group, name = row[f"{actor}KnownGroupCode"], row[f"{actor}Name"]
    resolver = reader.resolver
    if group and (known_group := resolver.listed(group, day)):
        return known_group
    if name and (bearer := resolver.known(name, country, day)):
        return bearer
    if country and resolver.state(country):
        return resolver.resolve("", country, role, day)
    # Without a country "POLICE" or "PROTESTER" is nobody in particular.
    return None


def _name(row: Row, actor: str) -> str:
    name, code = row[f"{actor}Name"], row[f"{actor}Code"]
    return f"{name} ({code})" if code else name


def _place(row: Row, reader: Reader) -> Entity | None:
    """Where it happened: the country is the last part of the full name, its code there is FIPS and not ISO."""
    name, _, rest = row["ActionGeo_FullName"].partition(",")
    country = rest.rpartition(",")[2].strip() or name.strip()
    place = "" if country == name.strip() else name.strip()
    return reader.resolver.place(place, country, row["ActionGeo_Lat"], row["ActionGeo_Long"])
