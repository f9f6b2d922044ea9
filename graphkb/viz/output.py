"""Output: writing a page so that there is a whole one or none."""

import os
import tempfile
from pathlib import Path

from graphkb.errors import OutputError


def write_map(html: str, path: str | Path) -> Path:
    """The path that the page was written to, as UTF-8, in one step: an old page stays until the new one is whole.

    Raises `OutputError` where the folder is missing, the path is a folder, or the disk is full.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_map("<!doctype html>", Path(folder) / "map.html").read_text(encoding="utf-8")
    '<!doctype html>'
    """
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; give a file name such as {path / 'map.html'}")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        _replace(path, html.encode("utf-8", errors="replace"))
    except OSError as error:
        raise OutputError(f"{path}: the map cannot be written: {error.strerror or error}") from error
    return path


def _replace(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(mode)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
