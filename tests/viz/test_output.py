"""Writing a page: whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from graphkb.errors import OutputError
from graphkb.viz import write_map


def test_a_page_is_written_as_utf8(tmp_path: Path) -> None:
    path = write_map("Erdoğan 🏛 \ud800", tmp_path / "map.html")
    assert path.read_text(encoding="utf-8") == "Erdoğan 🏛 ?"


def test_a_page_replaces_the_old_one_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("old")
    path.chmod(0o640)
    write_map("new", path)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)


@pytest.mark.parametrize("where", ["missing/map.html", ".", "file/map.html"])
def test_a_place_that_cannot_hold_a_page_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OutputError, match=r"folder"):
        write_map("page", tmp_path / where)


def test_a_full_disk_leaves_the_old_page_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_map("old", tmp_path / "map.html")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"map\.html: the map cannot be written: No space left on device"):
        write_map("new", path)
    assert (path.read_text(), [p.name for p in tmp_path.iterdir()]) == ("old", ["map.html"])
