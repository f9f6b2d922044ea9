"""Output: writing a page so that there is a whole one or none."""

from pathlib import Path

from graphkb._whole import write_whole
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
        write_whole(path, html.encode("utf-8", errors="replace"))
    except OSError as error:
        raise OutputError(f"{path}: the map cannot be written: {error.strerror or error}") from error
    return path
