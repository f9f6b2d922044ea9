"""A disk that fills while an embedded store is loaded: one line, whole articles, and the rest once there is room."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphkb.errors import StoreError
from graphkb.graph import Graph, Reading
from graphkb.store import GraphStore, open_store
from graphkb.store.sealing import SEAL
from tests.graph.made import KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, article, graph, reading, says

pytestmark = pytest.mark.slow

FULL = "the disk is full: less than .* are left; what was kept before is kept"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def told(number: int) -> Reading:
    return reading(
        article(str(number), text=f"Story {number} is told. " * 1500),
        says(RUSSIA, "INVADES", KAZAKHSTAN),
        says(PUTIN, "PRAISES", TOKAYEV),
    )


STORIES = [told(number) for number in range(900)]
WHOLE: Graph = graph(*STORIES)


@contextmanager
def filled(disk: Path, *, but: int) -> Iterator[None]:
    """The disk, with all but so many megabytes taken by somebody else."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        for _ in range((shutil.disk_usage(disk).free >> 20) - but):
            file.write(bytes(1 << 20))
    yield
    ballast.unlink()


def load(store: GraphStore) -> None:
    """Load what is not kept yet, as a load that was stopped goes on."""
    kept = {row[0] for row in store.query("MATCH (a:Article) RETURN a.id").rows}
    store.write(graph(*(story for story in STORIES if story.article.id not in kept)))


def test_a_load_onto_a_full_disk_stops_in_one_line_and_goes_on_when_there_is_room(
    disk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = disk / "news.db"
    with filled(disk, but=45), open_store(str(path)) as store, pytest.raises(StoreError, match=FULL):
        load(store)
    assert capfd.readouterr().err == "", "no pages of the engine's own"
    with open_store(str(path)) as store:
        kept = {one.id for one in store.read().articles.values()}
        assert 0 < len(kept) < len(STORIES)
        assert store.read() == graph(*(story for story in STORIES if story.article.id in kept))
        load(store)
        assert store.read() == WHOLE
    assert (path / SEAL).exists()


def test_nothing_is_begun_on_a_disk_without_room_and_asking_goes_on(disk: Path) -> None:
    path = disk / "news.db"
    with open_store(str(path)) as store:
        store.write(graph(*STORIES[:3]))
    with filled(disk, but=10), open_store(str(path)) as store:
        with pytest.raises(StoreError, match=FULL):
            load(store)
        assert store.counts().articles == 3
    with filled(disk, but=1), pytest.raises(StoreError, match=FULL):
        open_store(str(path))
    with open_store(str(path)) as store:
        assert store.read() == graph(*STORIES[:3])


def test_a_disk_that_somebody_else_fills_in_the_middle_is_named(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkb.store import bolt

    path = disk / "news.db"
    with open_store(str(path)) as store:
        store.write(graph(*STORIES[:3]))
        # The room goes after it was looked for.
        monkeypatch.setattr(bolt, "check_room", lambda url: None)
        with filled(disk, but=0), pytest.raises(StoreError, match=FULL):
            load(store)
    monkeypatch.undo()
    with open_store(str(path)) as store:
        load(store)
        assert store.read() == WHOLE
