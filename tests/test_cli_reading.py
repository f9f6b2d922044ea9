"""The commands that read: columns, languages, reasons, rows of several workers, and the bar of progress."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphkb.articles.counting import estimate
from graphkb.cli import app, reading  # noqa: F401  (adds the commands)

TABLE = (
    "day,words,tag\n"
    "2022-10-13,Russian President Vladimir Putin met Chinese President Xi Jinping in Astana.,a\n"
    "2022-10-14,Russia attacked Russia in Astana and Russia warned Kazakhstan.,b\n"
    "2022-10-15,Der Minister sagte am Montag in Berlin dass die Gespräche mit Chile bis zum Winter weitergehen.,c\n"
    "someday,France warned Mali.,d\n"
)
NAMED = ("--columns", "text=words,published=day,id=tag", "--extractor", "rules")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line in a folder with a table of articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHKB_STORE", "news.db")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    (tmp_path / "news.csv").write_text(TABLE, encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, [*arguments], catch_exceptions=False)


def test_load_tells_languages_and_reasons_apart(run: Callable[..., Result]) -> None:
    result = run("load", "news.csv", *NAMED)
    assert result.exit_code == 1
    assert "Read 3 articles" in result.stdout
    assert "Not in English, kept but not read: 1 (de 1)." in result.stdout
    assert "graphkb: not read: news.csv:5: 'published' is 'someday'" in result.stderr
    again = json.loads(run("load", "news.csv", *NAMED, "--json").stdout)
    assert (again["read"], again["known"], again["foreign"]) == (0, 3, {})


def test_relations_that_were_left_out_are_counted_by_reason(run: Callable[..., Result]) -> None:
    from graphkb.cli.reading import _by_reason

    assert _by_reason({"a": 1, "b": 1_200}) == "1,201 (b 1,200, a 1)"
    assert _by_reason({str(n): 1 for n in range(10)}).endswith(", 2 other reasons)")
    assert json.loads(run("load", "news.csv", *NAMED, "--json").stdout)["refused"].keys() <= {
        "ATTACKS joins an actor to itself",
        "LOCATED_IN joins an actor to itself",
    }


def test_extract_names_what_it_does_not_read(run: Callable[..., Result]) -> None:
    result = run("extract", "news.csv", *NAMED)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows if "entities" in row] == ["a", "b", "c"]
    assert "not in English, not read: 1 (de 1)" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--columns", "words"], "write FIELD=COLUMN", id="no-pair"),
        pytest.param(["--columns", "txt=words"], "did you mean 'text'", id="no-field"),
        pytest.param(["--columns", "text=wrds"], "has no column 'wrds'", id="no-column"),
        pytest.param(["--scheduler", "tcp://127.0.0.1:9"], "no Dask scheduler at tcp://127.0.0.1:9", id="no-cluster"),
    ],
)
def test_wrong_wishes_are_one_line(
    run: Callable[..., Result], arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkb.graph.cluster.SECONDS", 0.5)
    result = run("load", "news.csv", *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_what_there_is_to_read_is_counted_where_that_is_cheap(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n{}\n{}\n")
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / ".c.txt").write_text("x")
    assert [estimate(tmp_path / "a.jsonl"), estimate(tmp_path), estimate(tmp_path / "b.txt", loader="csv")] == [
        3,
        4,
        None,
    ]
    (tmp_path / "d.zip").write_text("x")
    assert estimate(tmp_path) is None
    assert estimate(tmp_path / "nowhere.jsonl") is None


def test_terminal_shows_a_bar_with_the_rate(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": "France warned Mali."}) for n in range(3)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines) + "\n")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "graphkb", "load", "news.jsonl", "--extractor", "rules", "-s", "news.db"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=tmp_path, stderr=slave, stdout=subprocess.PIPE, env=environment) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:  # the other side has hung up
                break
            if not piece:
                break
            shown += piece
        assert process.wait() == 0
    os.close(master)
    assert b"Reading articles" in shown
    assert b"3/3" in shown
    assert b"a minute" in shown
