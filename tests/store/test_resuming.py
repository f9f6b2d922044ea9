"""A load that is killed at any moment and started again ends in the graph that an uninterrupted one gives."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from graphkb.errors import StoreError
from graphkb.store import GraphStore, open_store
from tests.graph.made import graph
from tests.neo4j.server import NoServer, Server, own_server
from tests.store.conftest import empty
from tests.store.resuming import ARTICLES, articles, expected, told

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20


def run(where: dict[str, Any], log: Path) -> list[str]:
    """Load with so many interruptions, and say what was read."""
    command = [sys.executable, "-m", "tests.store.resuming", str(KILLS), "7", str(log)]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(where), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return log.read_text(encoding="utf-8").splitlines()


def check(store: GraphStore, read: list[str]) -> None:
    assert store.read() == expected()
    assert not [line for line in read if line.startswith("again")], "an article that was kept was read again"
    # Of each load, only what was in hand when it was killed is read twice; nearly all was read once.
    assert ARTICLES <= len(read) <= ARTICLES + 10 * KILLS
    counts = store.counts()
    assert (counts.articles, counts.statements) == (ARTICLES, 3 * ARTICLES)


@pytest.mark.slow
def test_a_load_into_the_embedded_store_that_is_killed_twenty_times_ends_well(tmp_path: Path) -> None:
    where: dict[str, Any] = {"url": str(tmp_path / "news.db")}
    read = run(where, tmp_path / "log")
    with open_store(**where) as store:
        check(store, read)


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_load_into_neo4j_that_is_killed_twenty_times_ends_well(
    tmp_path: Path, neo4j_server: Server, neo4j_store: GraphStore
) -> None:
    empty(neo4j_store)
    server = neo4j_server
    where = {
        "url": server.uri,
        "username": server.username,
        "password": server.password,
        "database": server.database,
    }
    check(neo4j_store, run(where, tmp_path / "log"))


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_load_goes_on_where_the_server_fails_and_comes_back() -> None:
    """The server is killed in the middle of a load, and started again on what it had written."""
    try:
        with own_server() as machine, machine.server.store() as store:
            some = articles()[:60]
            half, failed = threading.Event(), []

            def load() -> None:
                try:
                    for number, one in enumerate(some):
                        store.write(graph(told(one)))
                        if number == 10:
                            half.set()
                except StoreError as error:  # where it takes longer to come back than a load waits for it
                    failed.append(str(error))

            loading = threading.Thread(target=load)
            loading.start()
            assert half.wait(120)
            machine.stop()
            machine.start()
            loading.join(120)
            assert all("no database answers there" in line and "\n" not in line for line in failed)
            with machine.server.store() as after:
                for one in some if failed else ():
                    after.write(graph(told(one)))
                assert after.read() == graph(*map(told, some))
    except NoServer as error:
        pytest.skip(str(error))
