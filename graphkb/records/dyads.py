"""Rows that say who did what to whom on a day, as records: what ICEWS, POLECAT, GDELT and ACLED share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkb.actors import Entity
from graphkb.errors import RecordError
from graphkb.ontology import Ontology
from graphkb.records.actors import Resolver
from graphkb.records.codes import Code, Codes, DataSet
from graphkb.records.record import Claim, Record
from graphkb.records.tables import Numbered, Row

OnError = Callable[[RecordError], None]

LONGEST_NOTE = 2000
"""Characters of a row's own words that are kept."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a format needs to read rows: the data set, its codes, whom its actors are, and where errors go."""

    key: str
    codes: Codes
    resolver: Resolver
    ontology: Ontology
    report: OnError

    @property
    def data_set(self) -> DataSet:
        """The data set that is read."""
        return self.codes.data_sets[self.key]


@dataclass(frozen=True, slots=True)
class Dyad:
    """One row as its format understands it. `where` is its file and line, `names` how it names both actors."""

    id: str
    where: str
    day: datetime.date
    code: Code
    wording: str
    source: Entity | None
    target: Entity | None
    names: tuple[str, str]
    place: Entity | None = None
    location: str = ""
    note: str = ""
    url: str | None = None
    published: datetime.date | None = None


def record_of(row: Dyad, reader: Reader) -> Record:
    """The record of a row; one without a source that is named states nothing.

    An actor that does something to itself, or to somebody not named, does it to nobody: the claim has no target.
    """
    text = f"{row.day}: {row.names[0]} - "
    at = len(text)
    text += " - ".join([row.wording, *([row.names[1]] if row.names[1] else [])])
    text += "".join(f"; {part}" for part in (row.location, row.note[:LONGEST_NOTE]) if part)
    source, target, names = row.source, row.target, row.names
    if row.code.reversed and target is not None:
        source, target, names = target, source, (names[1], names[0])
    claims: tuple[Claim, ...] = ()
    if source is not None:
        source = _able(source, row.code.relation, reader.ontology)
        target = _fitting(source, target, row.code.relation, reader.ontology)
        claim = Claim(
            start=0,
            end=len(text),
            source=source,
            source_name=names[0],
            relation=row.code.relation,
            target=target,
            target_name=names[1] if target else None,
            trigger=row.wording,
            trigger_start=at,
            rule=row.code.rule,
            polarity=row.code.polarity,
            modality=row.code.modality,
            place=row.place,
        )
        claims = (claim,)
    return Record(
        id=f"{reader.key}:{row.id}",
        dataset=reader.data_set.name,
        text=text,
        where=row.where,
        claims=claims,
        date=row.day,
        published=row.published or row.day,
        confidence=reader.data_set.confidence,
        url=row.url,
    )


def _able(source: Entity, relation: str, ontology: Ontology) -> Entity:
    """A source that can act: a place that a data set lists as an actor stands for its people."""
    return source if ontology.allows(relation, source.label, None) else _people_of(source)


def _fitting(source: Entity, target: Entity | None, relation: str, ontology: Ontology) -> Entity | None:
    if target is None or target.id == source.id:
        return None
    if not ontology.allows(relation, source.label, target.label):
        target = _people_of(target)
    return target if ontology.allows(relation, source.label, target.label) and target.id != source.id else None


def _people_of(place: Entity) -> Entity:
    name = place.id.rpartition("/")[2]
    return Entity(f"group/{name}", place.name, "Group", place.code, aliases=place.aliases)


def day_of(text: str) -> datetime.date:
    """The day of a date as data sets write it. Raises `ValueError`.

    >>> day_of("20180928"), day_of("05 January 2022")
    (datetime.date(2018, 9, 28), datetime.date(2022, 1, 5))
    """
    text = text.strip()[:20]
    for form in ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%m/%d/%Y"):
        try:
            return datetime.datetime.strptime(re.split(r"[T ]\d\d:", text)[0], form).date()
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no date; YYYY-MM-DD is one")


def rows_of(rows: Iterator[Numbered], path: Path, reader: Reader, make: Callable[[Row, str], Dyad]) -> Iterator[Record]:
    """Yield the record of each row; a wrong one is reported with its line."""
    for number, row in rows:
        if isinstance(row, RecordError):
            reader.report(row)
            continue
        where = f"{path}:{number}"
        try:
            dyad = make(row, where)
        except KeyError as error:
            reader.report(RecordError(f"{where}: the column {error} is missing"))
        except ValueError as error:
            reader.report(RecordError(f"{where}: {error}"))
        else:
            yield record_of(dyad, reader)


def known(code: Code | None, text: str) -> Code:
    """A code that the tables have. Raises `ValueError` where they have not."""
    if code is None:
        raise ValueError(f"{text!r} is no code of the tables")
    return code


def filled(row: Row, column: str) -> str:
    """The cell of a column. Raises `KeyError` where there is none, `ValueError` where it is empty."""
    if not row[column]:
        raise ValueError(f"{column!r} is empty")
    return row[column]
