"""Loaders for archives: what ZIP and gzipped files hold is read as if it lay in a folder, and not unpacked to disk."""

import gzip
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from graphkb.articles.article import Article
from graphkb.articles.loaders import loader_for_suffix, read_with, unread
from graphkb.articles.source import Source
from graphkb.errors import ArticleError

MOST_DEEP = 2
"""How many archives may lie in one another."""
RATIO = 100
"""How many times its size an archive may hold; text is packed four to twenty times smaller."""
FREE = 1_000_000
"""Bytes that come out before the ratio counts."""
MOST_MEMBERS = 65_534

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
_END = 22 + 65_535  # where the directory of a ZIP is told: the last bytes, and a comment
_DIRECTORY = 20_000_000


class Bomb(ArticleError):
    """An archive that holds far more than its size lets expect."""


class Unpacked(RawIOBase):
    """What comes out of an archive. Raises `ArticleError` where it is broken, or grows out of all proportion."""

    def __init__(self, inner: Any, name: str, budget: "Budget") -> None:
        self._inner = inner
        self._name = name
        self._budget = budget

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next, and say how much of it there was."""
        try:
            data = self._inner.read(len(buffer))
        except _BROKEN as error:
            raise ArticleError(f"{self._name}: broken or encrypted: {error}") from error
        self._budget.spend(len(data), self._name)
        buffer[: len(data)] = data
        return len(data)


class Budget:
    """How much may still come out of an archive, all its members together."""

    def __init__(self, packed: "Packed | int") -> None:
        self._packed = packed
        self._spent = 0

    def spend(self, number: int, name: str) -> None:
        """Count bytes that came out. Raises `ArticleError` where they are too many for what went in."""
        self._spent += number
        packed = self._packed if isinstance(self._packed, int) else self._packed.taken
        if self._spent > FREE + RATIO * packed:
            raise Bomb(f"{name}: holds more than {RATIO} times its size, as a bomb does; not read further")


class Packed:
    """A stream that knows how much of it was taken."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self.taken += len(data)
        return data


def load_gz(source: Source) -> Iterator[Article]:
    """Yield the articles of a gzipped file, unpacking as it reads: `news.jsonl.gz` is read as `news.jsonl`.

    >>> packed = gzip.compress(b'{"id": "a-1", "text": "Fidan met Lavrov."}')
    >>> [article.id for article in load_gz(Source("news.jsonl.gz", BytesIO(packed)))]
    ['a-1']
    """
    packed = Packed(source.stream)
    with gzip.GzipFile(fileobj=cast(BinaryIO, packed)) as inner:
        name = _stem(source.name)
        yield from read_with(_member(source, name, Unpacked(inner, source.name, Budget(packed))), None)


def load_zip(source: Source) -> Iterator[Article]:
    """Yield the articles of what a ZIP archive holds, in the order of names; what no loader reads is reported.

    Raises `ArticleError` where it is broken, encrypted, a bomb, or lies too deep in other archives.
    """
    with open_zip(source) as (archive, budget):
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            path = PurePosixPath(info.filename)
            if info.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts):
                continue
            name = f"{source.name}!{info.filename}"
            try:
                yield from _of_zip(source, archive, info, budget)
            except Bomb:
                raise  # whatever else is in there
            except ArticleError as error:
                source.report(error if name in str(error) else ArticleError(f"{name}: {error}"))


@contextmanager
def open_zip(source: Source) -> Iterator[tuple[zipfile.ZipFile, Budget]]:
    """A ZIP archive that was looked over, and how much may come out of it. Raises `ArticleError`."""
    stream = source.stream if source.stream.seekable() else BytesIO(source.read())
    size = stream.seek(0, 2)
    _check_directory(stream, size, source.name)
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BROKEN, OSError) as error:
        raise ArticleError(f"{source.name}: no ZIP archive that can be read: {error}") from error
    with archive:
        yield archive, Budget(size)


def member_bytes(archive: zipfile.ZipFile, member: str, budget: Budget, *, at_most: int, name: str) -> bytes:
    """The bytes of one member of an archive. Raises `ArticleError` where it is missing, broken or too large."""
    try:
        opened = archive.open(member)
    except (*_BROKEN, KeyError) as error:
        raise ArticleError(f"{name}: has no {member} that can be read: {error}") from error
    with opened, BufferedReader(Unpacked(opened, name, budget)) as stream:
        data = stream.read(at_most + 1)
    if len(data) > at_most:
        raise ArticleError(f"{name}: {member} is larger than {at_most / 1_000_000:g} MB, the most that is read")
    return data


def _of_zip(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[Article]:
    path = PurePosixPath(info.filename)
    name = f"{source.name}!{info.filename}"
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or "\0" in info.orig_filename:
        raise ArticleError(f"{name}: a name that leads out of the archive")
    if loader_for_suffix(path.suffix) is None:
        raise ArticleError(f"{name}: skipped; {unread(path.suffix)}")
    try:
        opened = archive.open(info)
    except _BROKEN as error:
        raise ArticleError(f"{name}: broken or encrypted: {error}") from error
    with opened:
        yield from read_with(_member(source, name, Unpacked(opened, name, budget)), None)


def _member(source: Source, name: str, stream: RawIOBase) -> Source:
    if source.depth >= MOST_DEEP:
        raise ArticleError(f"{source.name}: lies in {MOST_DEEP} other archives; unpack it first")
    return replace(source, name=name, stream=BufferedReader(stream), url=None, charset=None, depth=source.depth + 1)


def _stem(name: str) -> str:
    """The name of a gzipped file without its last suffix; of an address, without the question that follows it."""
    path = urlsplit(name).path if "://" in name else name
    return path[: -len(suffix)] if (suffix := PurePosixPath(path).suffix).lower() in {".gz", ".gzip"} else "unpacked"


def _check_directory(stream: BinaryIO, size: int, name: str) -> None:
    """Raise where the directory of a ZIP is larger than what shall be held in memory."""
    stream.seek(max(0, size - _END))
    tail = stream.read(_END)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        raise ArticleError(f"{name}: no ZIP archive, or one that was cut off")
    members, directory = struct.unpack("<HI", tail[place + 10 : place + 16])
    if tail[max(0, place - 20) : place].startswith(b"PK\x06\x07") or members > MOST_MEMBERS or directory > _DIRECTORY:
        raise ArticleError(f"{name}: holds more than {MOST_MEMBERS:,} files or 4 GB; unpack it first")
