"""A folder whose files were damaged while nobody had it open: one line, never a smaller graph without a word."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkb.errors import StoreError
from graphkb.store import open_store
from graphkb.store.sealing import SEAL
from tests.graph.made import PUTIN, article, graph, reading, says, story

ROOT = Path(__file__).resolve().parents[2]
STORY = graph(*story())

# Each of them made the engine go on with a part of the graph, or end in its own pages of errors.
KINDS = {
    "statements": "Statement_0.*.bucket",
    "states": "Actor%7EState_0.*.bucket",
    "articles": "Article_0.*.bucket",
    "ties-of-a-node": "Actor%7EState_0_out_edges.*",
    "relationships": "LEADS_0.*.bucket",
    "index": "Statement_0_*idx",
    "names-of-properties": "dictionary.*",
    "schema": "schema.json",
    "settings": "configuration.json",
}
DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "cut-short": lambda content: content[: len(content) // 2],
    "zeroed": lambda content: bytes(len(content)),
    "one-bit": lambda content: bytes([*content[:40], content[40] ^ 1, *content[41:]]),
    "empty": lambda content: b"",
    "gone": lambda content: None,
}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a story in it, closed."""
    path = tmp_path_factory.mktemp("closed") / "news.db"
    with open_store(str(path)) as store:
        store.write(STORY)
    return path


@pytest.fixture
def copied(closed: Path, path: Path) -> Path:
    return Path(shutil.copytree(closed, path))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_named_in_one_line(copied: Path, kind: str, damage: str) -> None:
    file = next(file for file in sorted(copied.glob(f"databases/graphkb/{KINDS[kind]}")) if file.stat().st_size)
    whole = file.read_bytes()
    left = DAMAGES[damage](whole)
    if left is None:
        file.unlink()
    else:
        file.write_bytes(left)
    for _ in range(2):
        with pytest.raises(StoreError, match=f"the store is damaged: {file.name} .*; bring back a copy") as error:
            open_store(str(copied))
        assert "\n" not in str(error.value)
    assert file.exists() is (left is not None), "nothing is mended behind one's back"


def test_a_copy_brought_back_is_the_store_again(copied: Path) -> None:
    [file] = copied.glob("databases/graphkb/Statement_0.*.bucket")
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    with pytest.raises(StoreError, match="is not as it was left"):
        open_store(str(copied))
    file.write_bytes(whole)
    with open_store(str(copied)) as store:
        assert store.read() == STORY


def test_files_dated_in_the_future_as_after_a_clock_was_set_back_are_no_damage(copied: Path) -> None:
    for file in copied.rglob("*"):
        os.utime(file, (4e9, 4e9))
    with open_store(str(copied)) as store:
        store.write(graph(reading(article("later"), says(PUTIN, "WARNS", None))))
    with open_store(str(copied)) as store:
        assert store.counts().articles == 4
    [file] = copied.glob("databases/graphkb/Article_0.*.bucket")
    file.write_bytes(bytes(file.stat().st_size))
    with pytest.raises(StoreError, match="is not as it was left"):
        open_store(str(copied))


@pytest.mark.parametrize("text", ["", "[1]", '{"x": {"size": 1}}', "\x00"])
def test_a_damaged_seal_is_one_line(copied: Path, text: str) -> None:
    (copied / SEAL).write_text(text)
    with pytest.raises(StoreError, match=r"the store is damaged: seal\.json cannot be read"):
        open_store(str(copied))


def test_a_store_that_was_only_read_stays_sealed_and_a_folder_without_a_seal_opens(copied: Path) -> None:
    before = json.loads((copied / SEAL).read_text())
    with open_store(str(copied)) as store:
        assert not (copied / SEAL).exists(), "while it is open its files may change"
        assert store.read() == STORY
    after = json.loads((copied / SEAL).read_text())
    assert {name: mark["content"] for name, mark in before.items()} == {
        name: mark["content"] for name, mark in after.items()
    }
    (copied / SEAL).unlink()
    with open_store(str(copied)) as store:
        assert store.read() == STORY


def test_a_store_whose_process_was_killed_opens_unsealed_and_is_sealed_again(copied: Path) -> None:
    code = (
        f"from graphkb.store import open_store; store = open_store({str(copied)!r}); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert not (copied / SEAL).exists()
    with open_store(str(copied)) as store:
        assert store.read() == STORY
    assert (copied / SEAL).exists()
