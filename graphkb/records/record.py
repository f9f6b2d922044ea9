"""The values that reading event data makes: one record of a data set, and what it states."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkb.actors import Entity
    from graphkb.relations.relation import DatePrecision, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a record states: `source` does `relation` to `target`, or to nobody who is named.

    `start` and `end` count characters of the record's text: the words that state it. `trigger`, at `trigger_start`,
    are those of them that name what was done, as the data set words it; `rule` is the code it was mapped from.
    `place` is where it happened, as far as the data set tells.
    """

    start: int
    end: int
    source: Entity
    source_name: str
    relation: str
    target: Entity | None
    target_name: str | None
    trigger: str
    trigger_start: int
    rule: str
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    place: Entity | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a data set: a row of an event table, or a roll call with its votes.

    `id` is stable: the same record has it in whichever file it comes. `text` is the record in words, `where` the file
    and the line it was read from, `date` when it happened, `published` when it was reported.
    """

    id: str
    dataset: str
    text: str
    where: str
    claims: tuple[Claim, ...]
    date: datetime.date | None
    date_precision: DatePrecision = "day"
    published: datetime.date | None = None
    confidence: float = 1.0
    title: str | None = None
    url: str | None = None
