"""The commands that move, retract, show the schema and serve."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import neo4j
import pytest
from typer.testing import CliRunner, Result

from graphkb.cli import app, keeping, moving  # noqa: F401  (they add commands)
from graphkb.store import open_store
from tests.graph.made import graph, story

STORY = graph(*story())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in a folder with a store that holds the story."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHKB_STORE", "news.db")
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    with open_store("news.db") as store:
        store.write(STORY)
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_a_dump_makes_another_store_that_holds_the_same(run: Callable[..., Result]) -> None:
    assert run("export", "all.jsonl").exit_code == 0
    told = json.loads(run("import", "all.jsonl", "--store", "other.db", "--json").stdout)
    assert told["new"] == told["total"]
    with open_store("other.db") as store:
        assert store.read() == STORY
    assert "New: 0 articles" in run("import", "all.jsonl", "--store", "other.db").stdout


def test_a_dump_that_is_broken_makes_no_store(run: Callable[..., Result]) -> None:
    Path("articles.jsonl").write_text('{"id": "x", "text": "y"}\n')
    result = run("import", "articles.jsonl", "--store", "other.db")
    assert (result.exit_code, Path("other.db").exists()) == (1, False)
    assert "articles.jsonl:1: not a dump of graphkb" in result.stderr


def test_a_dump_takes_no_filters(run: Callable[..., Result]) -> None:
    result = run("export", "all.jsonl", "--relation", "MEETS")
    assert result.exit_code == 1
    assert "a dump is of everything" in result.stderr


def test_a_folder_is_for_the_importer(run: Callable[..., Result]) -> None:
    assert "neo4j-admin database import full neo4j @import.args" in run("export", "for-neo4j/").stdout
    assert {"import.args", "schema.cypher", "Actor.csv", "Article-Statement.csv"} <= {
        path.name for path in Path("for-neo4j").iterdir()
    }


def test_retract_says_both_lists_and_trying_changes_nothing(run: Callable[..., Result]) -> None:
    tried = run("retract", "b", "--dry-run").stdout
    assert "Would remove: 1 article, 4 statements" in tried
    assert "Russia INVADES Kazakhstan  [denied]" in tried
    assert "Russia DEPLOYS_TROOPS Kazakhstan  (sources 2 -> 1, statements 2 -> 1, confidence 0.9 -> 0.8)" in tried
    with open_store("news.db") as store:
        assert store.read() == STORY
    done = json.loads(run("retract", "b", "--json").stdout)
    assert [r["target_name"] for r in done["removed"] if r["type"] == "INVADES"] == ["Kazakhstan"]
    assert done["weakened"][0]["after"]["sources"] == 1
    with open_store("news.db") as store:
        assert set(store.read().articles) == {"a", "c"}


def test_schema_shows_what_is_there_and_brings_up_to_date(run: Callable[..., Result]) -> None:
    with open_store("news.db") as store:
        store.query("MATCH (g:Graphkb) SET g.format = 1", write=True)
    assert "The next write" in run("schema").stdout
    found = json.loads(run("schema", "--apply", "--json").stdout)
    assert found["format"] == found["current"]
    assert all(index["there"] for index in found["indexes"])


def test_a_store_that_is_served_is_open_to_a_driver_until_ctrl_c(run: Callable[..., Result], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graphkb", "serve", "--store", "news.db", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        found = re.search(r"open at (bolt://127\.0\.0\.1:\d+): user (\w+), password (\S+)", served.stdout.readline())
        assert found
        with neo4j.GraphDatabase.driver(found[1], auth=(found[2], found[3])) as driver:
            [record] = driver.execute_query("MATCH (a:Article) RETURN count(a) AS n", database_="graphkb").records
        assert record["n"] == 3
        again = run("stats")
        assert (again.exit_code, "in use by process" in again.stderr) == (1, True)
        served.send_signal(signal.SIGINT)
        assert served.wait(30) == 0
    assert run("stats").exit_code == 0


def test_a_port_that_is_taken_is_said(run: Callable[..., Result]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "cannot be used; name another one with --port" in result.stderr


def test_a_server_is_not_served_again(run: Callable[..., Result]) -> None:
    result = run("serve", "--store", "neo4j://ann:secret@localhost")
    assert result.exit_code == 1
    assert "a server already" in result.stderr and "secret" not in result.stderr
