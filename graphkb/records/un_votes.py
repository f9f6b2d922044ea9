"""Roll calls of the UN General Assembly: each a vote event that states vote for, against, or abstain in."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from sys import intern

from graphkb.actors import Entity
from graphkb.actors.slugs import slug
from graphkb.errors import RecordError
from graphkb.records.dyads import Reader, day_of, filled
from graphkb.records.record import Claim, Record
from graphkb.records.tables import Row, first_cells, read_rows

ROLL_CALLS = frozenset({"rcid", "session", "date", "unres"})
VOTES = frozenset({"rcid", "vote"})
CAST = {
    "yes": "VOTES_FOR",
    "no": "VOTES_AGAINST",
    "abstain": "ABSTAINS",
    "1": "VOTES_FOR",
    "3": "VOTES_AGAINST",
    "2": "ABSTAINS",
}
IN_WORDS = {"VOTES_FOR": "yes", "VOTES_AGAINST": "no", "ABSTAINS": "abstained"}
NOT_CAST = frozenset({"absent", "not a member", "8", "9", ""})

Vote = tuple[int, str, str]
"""The line of a vote, the code or name of its country, and the relation that it is."""


def load_un_votes(path: Path, reader: Reader) -> Iterator[Record]:
    """Yield a record for each roll call, with all its votes.

    `path` is the folder of the two tables, or either of them with the other beside it. The votes of a roll call stand
    apart in their table, so that table is held in memory (some 100 bytes a vote); a record is one roll call.
    """
    roll_calls, votes = tables_of(path)
    cast = _votes(votes, reader)
    for number, row in read_rows(roll_calls):
        where = f"{roll_calls}:{number}"
        if isinstance(row, RecordError):
            reader.report(row)
            continue
        try:
            yield _record(row, where, cast.pop(_number(row["rcid"]), []), votes, reader)
        except KeyError as error:
            reader.report(RecordError(f"{where}: the column {error} is missing"))
        except ValueError as error:
            reader.report(RecordError(f"{where}: {error}"))
    for left in cast.values():
        for number, *_ in left:
            reader.report(RecordError(f"{votes}:{number}: its roll call is not in {roll_calls.name}"))


def tables_of(path: Path) -> tuple[Path, Path]:
    """The tables of roll calls and of votes. Raises `RecordError` where one of them is missing."""
    folder = path if path.is_dir() else path.parent
    files = [path] if path.is_file() else []
    files += [file for file in sorted(folder.iterdir()) if file.is_file() and "csv" in file.name and file != path]
    found: dict[str, Path] = {}
    for file in files:
        columns = set(first_cells(file))
        if columns >= ROLL_CALLS:
            found.setdefault("roll calls", file)
        elif columns >= VOTES:
            found.setdefault("votes", file)
    if len(found) < 2:
        missing = next(what for what in ("roll calls", "votes") if what not in found)
        raise RecordError(f"{path}: no table of {missing} is beside it; both are needed, joined by the column rcid")
    return found["roll calls"], found["votes"]


def _votes(path: Path, reader: Reader) -> dict[int, list[Vote]]:
    cast: dict[int, list[Vote]] = defaultdict(list)
    for number, row in read_rows(path):
        if isinstance(row, RecordError):
            reader.report(row)
            continue
        try:
            vote = row["vote"].lower()
            if vote in NOT_CAST:
                continue
            if vote not in CAST:
                raise ValueError(f"{row['vote'][:60]!r} is no vote; yes, no and abstain are")
            country = row.get("country_code") or row.get("country", "")
            if not country:
                raise ValueError("no country")
            cast[_number(row["rcid"])].append((number, intern(country), CAST[vote]))
        except KeyError as error:
            reader.report(RecordError(f"{path}:{number}: the column {error} is missing"))
        except ValueError as error:
            reader.report(RecordError(f"{path}:{number}: {error}"))
    return cast


def _number(text: str) -> int:
    """A number as R writes it too: `5044.0`."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:60]!r} is no number of a roll call") from None


def _record(row: Row, where: str, votes: list[Vote], table: Path, reader: Reader) -> Record:
    day = day_of(filled(row, "date"))
    event, resolution = _event(row, day)
    lines = [event.name, event.description or "", ""]
    start = sum(len(line) + 1 for line in lines)
    claims = []
    for number, country, relation in votes:
        state = reader.resolver.state(country, day)
        if state is None:
            reader.report(RecordError(f"{table}:{number}: {country!r} is no country of {day}"))
            continue
        line = f"{state.name}: {IN_WORDS[relation]} ({resolution}, {day})"
        claims.append(
            Claim(
                start=start,
                end=start + len(line),
                source=state,
                source_name=state.name,
                relation=relation,
                target=event,
                target_name=event.name,
                trigger=IN_WORDS[relation],
                trigger_start=start + len(state.name) + 2,
                rule=f"un-votes {IN_WORDS[relation]}",
            )
        )
        lines.append(line)
        start += len(line) + 1
    return Record(
        id=f"{reader.key}:{_number(row['rcid'])}",
        dataset=reader.data_set.name,
        text="\n".join(lines),
        where=where,
        claims=tuple(claims),
        date=day,
        published=day,
        confidence=reader.data_set.confidence,
        title=event.name,
        url=f"https://undocs.org/en/{resolution}" if resolution.startswith("A/RES/") else None,
    )


def _event(row: Row, day: datetime.date) -> tuple[Entity, str]:
    """The vote as an event, and the resolution it was on; the number of the roll call tells votes of one day apart."""
    number = _number(row["rcid"])
    resolution = row.get("unres", "").replace("A/RES/", "R/", 1)
    resolution = "A/RES/" + resolution[2:] if resolution.startswith("R/") else resolution or f"roll call {number}"
    told = [text for key in ("short", "descr") if (text := row.get(key, "").strip())]
    title = next((text for text in told if not text.isupper()), told[0].capitalize() if told else "")
    title = title.partition(" : resolution")[0][:200]
    part = ", on a paragraph" * (row.get("para") == "1") + ", on an amendment" * (row.get("amend") == "1")
    name = (
        f"UN General Assembly vote on {title} ({resolution}{part})"
        if title
        else f"UN General Assembly vote, {resolution}"
    )
    event = Entity(
        id=f"event/un-general-assembly-vote-{number}-{slug(resolution)}/{day}",
        name=name,
        label="Event",
        aliases=(resolution,) if resolution.startswith("A/RES/") else (),
        description=" ".join((told[-1] if told else "").split())[:500] or None,
        kind="vote",
        date=day,
        date_precision="day",
    )
    return event, resolution
