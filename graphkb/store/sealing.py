"""The seal of an embedded store: what its files held when it was closed, so that damage is seen before it is read.

The engine takes a file that was cut short or overwritten for one with fewer records, and goes on without a word.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from graphkb._whole import write_whole
from graphkb.errors import StoreError

log = logging.getLogger(__name__)

SEAL = "seal.json"
MOST = 32 << 20
"""So many bytes at the beginning and at the end of a file are looked at: opening a large store shall take no time."""

_DATA = (".bucket", "idx", ".dict", "schema.json", "configuration.json")
"""How the files end that hold what is kept; the engine makes the others anew."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file held: its size, when it was written, and a hash of its content."""

    size: int
    written: int
    content: str


def break_seal(path: Path) -> dict[str, Mark]:
    """The marks of the files of a closed store, which is unsealed by that; none where it was not closed but killed.

    Raises `StoreError` for a file that is missing or not as it was left.
    """
    try:
        text = (path / SEAL).read_text(encoding="utf-8")
        marks = {name: Mark(**mark) for name, mark in json.loads(text).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"{path}: the store is damaged: {SEAL} cannot be read; bring back a copy of it") from error
    there = {file.name: file for file in _files(path)}
    for name, mark in marks.items():
        if name not in there or _content(there[name]) != (mark.size, mark.content):
            how = "is not as it was left" if name in there else "is missing"
            raise StoreError(f"{path}: the store is damaged: {name} {how}; bring back a copy of the folder")
    (path / SEAL).unlink()
    return marks


def seal(path: Path, before: Mapping[str, Mark]) -> None:
    """Note what the files of a store hold, once the engine has let go of them; `before` spares those not written."""
    try:
        marks = {file.name: asdict(_mark(file, before.get(file.name))) for file in _files(path)}
        write_whole(path / SEAL, json.dumps(marks).encode())
    except OSError:
        # On a full disk, for one: what is kept is kept, and opens unsealed.
        log.debug("%s is not sealed", path, exc_info=True)


def _files(path: Path) -> Iterator[Path]:
    databases = path / "databases"
    return (file for file in databases.glob("*/*") if file.name.endswith(_DATA))


def _mark(file: Path, before: Mark | None) -> Mark:
    found = file.stat()
    if before and (before.size, before.written) == (found.st_size, found.st_mtime_ns):
        return before
    size, content = _content(file)
    return Mark(size, found.st_mtime_ns, content)


def _content(file: Path) -> tuple[int, str]:
    """The size of a file, and a hash of its beginning and end."""
    size = file.stat().st_size
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb") as content:
        digest.update(content.read(MOST))
        content.seek(max(size - MOST, MOST))
        digest.update(content.read(MOST))
    return size, digest.hexdigest()
