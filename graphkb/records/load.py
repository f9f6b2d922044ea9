"""The verb of this package: a file or folder of event data in, records out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkb.errors import RecordError, UnknownName
from graphkb.records import acled, gdelt, icews, polecat, un_votes
from graphkb.records.actors import Resolver
from graphkb.records.codes import load_codes
from graphkb.records.dyads import OnError, Reader
from graphkb.records.record import Record
from graphkb.records.tables import first_cells

if TYPE_CHECKING:
    from graphkb.actors import Gazetteer
    from graphkb.ontology import Ontology

FORMATS: Mapping[str, Callable[[Path, Reader], Iterator[Record]]] = {
    "acled": acled.load_acled,
    "gdelt": gdelt.load_gdelt,
    "icews": icews.load_icews,
    "polecat": polecat.load_polecat,
    "un-votes": un_votes.load_un_votes,
}
"""The formats of event data that are read, by name."""


def load_records(
    path: str | Path,
    *,
    format: str | None = None,
    codes: Path | None = None,
    gazetteer: Gazetteer | None = None,
    ontology: Ontology | None = None,
    on_error: OnError | None = None,
) -> Iterator[Record]:
    """Yield the records of a file or folder of event data, in its order.

    `format` is one of `FORMATS`; without it the columns decide. `codes` is a folder of tables that take the place of
    those that come with graphkb. A row that cannot be read is given to `on_error` with its file and line, and the
    reading goes on; without it the `RecordError` is raised, as it is where the file as a whole cannot be read. Raises
    `UnknownName` for a format that does not exist.
    """
    from graphkb.actors import load_gazetteer
    from graphkb.ontology import load_ontology

    path = Path(path)
    name = check_format(format) if format else detect(path)
    tables = load_codes(codes)
    resolver = Resolver(gazetteer or load_gazetteer(), tables)
    return FORMATS[name](path, Reader(name, tables, resolver, ontology or load_ontology(), on_error or _raise))


def check_format(name: str) -> str:
    """The name of a format; raises `UnknownName` with the near ones.

    >>> check_format("icews")
    'icews'
    """
    if name not in FORMATS:
        raise UnknownName("format of event data", name, FORMATS)
    return name


def detect(path: Path) -> str:
    """The format of a file or folder of event data, by its columns. Raises `RecordError` where it is none of them."""
    if not path.exists():
        raise RecordError(f"{path}: there is no such file or folder")
    if icews.is_numbered(path):
        return "icews"
    if path.is_dir():
        un_votes.tables_of(path)
        return "un-votes"
    cells = first_cells(path)
    columns = set(cells)
    for name, needed in (
        ("icews", icews.COLUMNS),
        ("polecat", polecat.COLUMNS),
        ("acled", acled.COLUMNS),
        ("un-votes", un_votes.ROLL_CALLS),
        ("un-votes", un_votes.VOTES),
    ):
        if columns >= needed:
            return name
    if cells[:2] == list(gdelt.COLUMNS[:2]) or (len(cells) == len(gdelt.COLUMNS) and cells[0].isdigit()):
        return "gdelt"
    raise RecordError(f"{path}: not event data that is known; name its format ({', '.join(FORMATS)})")


def _raise(error: RecordError) -> None:
    raise error
