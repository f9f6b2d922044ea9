"""Tables of rows: plain, gzipped or zipped, read line by line whatever their size."""

import csv
import gzip
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from graphkb.errors import RecordError

LONGEST = 1_000_000
"""The longest line, in bytes, that is taken for one."""

Row = Mapping[str, str]
Numbered = tuple[int, Row | RecordError]


def read_rows(path: Path, columns: Sequence[str] | None = None) -> Iterator[Numbered]:
    """Yield each row of a table with the number of its line: its cells under their columns, or why it is none.

    Without `columns` the first line names them, and tells whether commas, semicolons or tabs part the cells; with them
    tabs do. A row that cannot be read never ends the reading. Raises `RecordError` where the file as a whole cannot be.
    """
    with _opened(path) as stream:
        lines = _Lines(stream, path)
        separator, names = "\t", list(columns or ())
        if not names:
            first = next(lines, "")
            separator = _separator(first)
            names = _cells(first, separator)
        for number, cells in _split(lines, separator):
            yield from lines.taken()
            if isinstance(cells, RecordError):
                yield number, cells
            elif (len(cells) != len(names) and any(cells[len(names) :])) or len(cells) < len(names):
                yield number, lines.error(number, f"{len(cells)} cells where {len(names)} columns are named")
            else:
                yield number, dict(zip(names, map(str.strip, cells), strict=False))
        yield from lines.taken()


def first_cells(path: Path) -> list[str]:
    """The cells of the first line of a table: its columns, where it names them. Raises `RecordError`."""
    with _opened(path) as stream:
        first = next(_Lines(stream, path), "")
    return _cells(first, _separator(first))


class _Lines:
    """The lines of a file as text; those that are none are set aside with their numbers."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self.stream = stream
        self.path = path
        self.number = 0
        self.refused: list[Numbered] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while line := self._read():
            self.number += 1
            if len(line) > LONGEST:
                self._refuse(f"a line of more than {LONGEST:,} bytes")
                while line and not line.endswith(b"\n"):
                    line = self._read()
                continue
            try:
                text = line.decode("utf-8-sig" if self.number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                self._refuse(f"broken UTF-8 at byte {error.start} of the line")
                continue
            if "\0" in text:
                self._refuse("a zero byte; this is no text")
            elif text.strip():
                return text
        raise StopIteration

    def taken(self) -> list[Numbered]:
        """What was set aside since this was asked last."""
        refused, self.refused = self.refused, []
        return refused

    def error(self, number: int, why: str) -> RecordError:
        """An error that names the line."""
        return RecordError(f"{self.path}:{number}: {why}")

    def _refuse(self, why: str) -> None:
        self.refused.append((self.number, self.error(self.number, why)))

    def _read(self) -> bytes:
        try:
            return self.stream.readline(LONGEST + 1)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            self.number += 1
            self._refuse(f"cannot be read from here on: {error}")
            return b""


def _split(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str] | RecordError]]:
    if separator == "\t":  # no quotation marks in these: a name may hold a single one
        yield from ((lines.number, line.rstrip("\r\n").split("\t")) for line in lines)
        return
    reader = csv.reader(lines, delimiter=separator)
    while True:
        begun = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield begun, lines.error(begun, f"not a row: {error}")
            reader = csv.reader(lines, delimiter=separator)
            continue
        if cells is None:
            return
        yield begun, cells


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])]


def _separator(line: str) -> str:
    return max("\t,;", key=line.count)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic[:2] == b"\x1f\x8b":
            with gzip.open(path, "rb") as packed:
                yield cast(IO[bytes], packed)
        elif magic == b"PK\x03\x04":
            with zipfile.ZipFile(path) as archive, archive.open(_only_member(archive, path)) as member:
                yield member
        else:
            with path.open("rb") as plain:
                yield plain
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise RecordError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        raise RecordError(f"{path}: {len(members)} files in the archive; one table is expected")
    return members[0]
