"""How many articles there are to read, where counting them is cheap: so that a progress bar knows its end."""

import os
from pathlib import Path

_LINES = frozenset((".jsonl", ".ndjson"))
_MANY = frozenset((".zip", ".gz", ".warc", ".rss", ".atom", ".xml", ".csv", ".tsv", ".parquet"))
_BLOCK = 1 << 20


def estimate(source: str | Path, *, loader: str | None = None) -> int | None:
    """About how many articles a file or folder holds, or None where only reading it would tell.

    Lines of JSON are counted, other files are taken for one article each.

    >>> estimate("https://example.org/") is estimate("-") is None
    True
    """
    if isinstance(source, str) and (source == "-" or "://" in source):
        return None
    path = Path(source)
    files = [path]
    if path.is_dir():
        files = [Path(place, name) for place, _, names in os.walk(path) for name in names if not name.startswith(".")]
    counts = [_count(file, loader) for file in files]
    return None if None in counts else sum(count or 0 for count in counts)


def _count(path: Path, loader: str | None) -> int | None:
    kind = f".{loader}" if loader else path.suffix.lower()
    if kind in _MANY:
        return None
    if kind not in _LINES:
        return 1
    try:
        with path.open("rb") as file:
            return max(1, sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b"")))
    except OSError:
        return None
