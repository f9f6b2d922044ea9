"""The facts a gazetteer is made of, one value a line of its CSV files, and the period in which each holds."""

import calendar
import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from graphkb.errors import GazetteerError

Fact = TypeVar("Fact")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; None is open or unknown.

    >>> Period(date(2000, 1, 1), None).holds(date(2022, 1, 1))
    True
    """

    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period; an unknown day does."""
        return day is None or self.meets(Period(day, day))

    def meets(self, other: "Period") -> bool:
        """Whether the two periods share a day.

        >>> Period(date(2000, 1, 1), None).meets(Period(None, date(1999, 12, 31)))
        False
        """
        first, last = self.since or date.min, self.until or date.max
        return first <= (other.until or date.max) and (other.since or date.min) <= last


@dataclass(frozen=True, slots=True)
class State:
    """A state, disputed or former ones included, with where its capital lies (degrees)."""

    iso3: str
    name: str
    official_name: str
    status: str
    capital: str
    latitude: float | None
    longitude: float | None
    wikidata: str


@dataclass(frozen=True, slots=True)
class StateName:
    """Another word for a state: an alias, adjective, demonym, capital or seat of government."""

    iso3: str
    name: str
    kind: str
    period: Period


@dataclass(frozen=True, slots=True)
class Region:
    """A group of states that is spoken of as one: Central Asia, the Baltics, the West."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A city, region, sea or building."""

    name: str
    iso3: str
    latitude: float | None
    longitude: float | None
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization; `iso3` is the state it belongs to, where it belongs to one."""

    id: str
    name: str
    kind: str
    iso3: str
    wikidata: str


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of an organization or a leader."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A state belongs to an organization."""

    organization: str
    iso3: str
    period: Period


@dataclass(frozen=True, slots=True)
class KnownLeader:
    """Somebody who holds or held public power."""

    id: str
    name: str
    iso3: str
    gender: str
    wikidata: str


@dataclass(frozen=True, slots=True)
class Term:
    """A leader held an office of a state or an organization (`of` is a node's id), under a title."""

    person: str
    office: str
    title: str
    of: str
    period: Period


def read_facts(path: Path, make: Callable[[Row], Fact]) -> Iterator[Fact]:
    """The facts of a CSV file, in order, none where there is no such file.

    Raises `GazetteerError`, naming file and line, where one is none.
    """
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            for row in reader:
                yield _made(path, reader.line_num, row, make)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{path}: not a file of facts: {error}") from error


def _made(path: Path, line: int, row: dict[str, str], make: Callable[[Row], Fact]) -> Fact:
    if None in row or None in row.values():
        raise GazetteerError(f"{path}:{line}: {len(row)} columns are named in the first line, this one has not as many")
    try:
        return make({key: value.strip() for key, value in row.items()})
    except KeyError as error:
        raise GazetteerError(f"{path}:{line}: the column {error} is missing") from error
    except ValueError as error:
        raise GazetteerError(f"{path}:{line}: {error}") from error


def state(row: Row) -> State:
    """A line of states.csv."""
    return State(
        _code(row["iso3"]),
        _told(row, "name"),
        row["official_name"],
        row["status"],
        row["capital"],
        degrees(row["latitude"]),
        degrees(row["longitude"]),
        row["wikidata"],
    )


def state_name(row: Row) -> StateName:
    """A line of state_names.csv."""
    return StateName(_code(row["iso3"]), _told(row, "name"), row["kind"], period(row))


def region(row: Row) -> Region:
    """A line of regions.csv."""
    return Region(_told(row, "id"), _told(row, "name"), _several(row["aliases"]), _several(row["members"]))


def place(row: Row) -> KnownPlace:
    """A line of places.csv."""
    return KnownPlace(
        _told(row, "name"),
        row["iso3"],
        degrees(row["latitude"]),
        degrees(row["longitude"]),
        row["kind"],
        _several(row["aliases"]),
    )


def organization(row: Row) -> Organization:
    """A line of organizations.csv."""
    return Organization(_told(row, "id"), _told(row, "name"), row["kind"], row["iso3"], row["wikidata"])


def other_name(row: Row) -> OtherName:
    """A line of organization_names.csv or leader_names.csv."""
    return OtherName(_told(row, "id"), _told(row, "name"), row["kind"])


def membership(row: Row) -> Membership:
    """A line of memberships.csv."""
    return Membership(_told(row, "organization"), _code(row["iso3"]), period(row))


def leader(row: Row) -> KnownLeader:
    """A line of leaders.csv."""
    return KnownLeader(_told(row, "id"), _told(row, "name"), row["iso3"], row["gender"], row["wikidata"])


def term(row: Row) -> Term:
    """A line of terms.csv."""
    return Term(_told(row, "person"), _told(row, "office"), row["title"], _told(row, "of"), period(row))


def period(row: Row) -> Period:
    """The period between the columns `since` and `until`.

    >>> period({"since": "1991-12", "until": "2019"})
    Period(since=datetime.date(1991, 12, 1), until=datetime.date(2019, 12, 31))
    """
    since, until = _bound(row["since"], last=False), _bound(row["until"], last=True)
    if since and until and since > until:
        raise ValueError(f"since {row['since']} comes after until {row['until']}")
    return Period(since, until)


def degrees(text: str) -> float | None:
    """Degrees of latitude or longitude, None where the text is empty; raises ValueError."""
    if text and not -180 <= float(text) <= 180:
        raise ValueError(f"{text!r} are no degrees")
    return float(text) if text else None


PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def _bound(text: str, *, last: bool) -> date | None:
    """The first or the last day of a date that may be only a year or a month."""
    if not text:
        return None
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date; YYYY, YYYY-MM or YYYY-MM-DD is one")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    month = month or (12 if last else 1)
    try:
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{text!r} is no date: {error}") from error


def _code(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isupper()):
        raise ValueError(f"{text!r} is no ISO 3166-1 alpha-3 code")
    return text


def _told(row: Row, column: str) -> str:
    if not row[column]:
        raise ValueError(f"the column {column!r} is empty")
    return row[column]


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
