"""The embedded store: one folder, one process at a time, nothing lost, nobody else let in."""

import datetime
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError, ServiceUnavailable

from graphkb.errors import StoreBusy, StoreError
from graphkb.store import open_store
from tests.graph.made import PUTIN, article, graph, reading, says, story

ROOT = Path(__file__).resolve().parents[2]
STORY = graph(*story())


def test_a_store_keeps_what_was_written_when_it_is_opened_again(path: Path) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
    with open_store(str(path)) as store:
        assert store.read() == STORY


def test_a_relative_path_is_taken_from_where_the_process_is_now(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
    monkeypatch.chdir(path.parent)
    with open_store(path.name) as store:
        assert store.read() == STORY


def test_two_stores_may_be_open_beside_each_other(path: Path) -> None:
    with open_store(str(path)) as one, open_store(str(path.with_name("other.db"))) as other:
        one.write(STORY)
        assert other.counts().articles == 0
        other.write(graph(story()[0]))
        assert one.read() == STORY


def test_a_closed_store_may_be_closed_again_but_not_asked(path: Path) -> None:
    store = open_store(str(path))
    store.close()
    store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        store.counts()


def test_the_same_store_twice_in_one_process_is_refused(path: Path) -> None:
    with open_store(str(path)), pytest.raises(StoreBusy, match=f"in use by process {os.getpid()}"):
        open_store(str(path))


def test_a_second_process_is_told_who_has_the_store(path: Path) -> None:
    with open_store(str(path)):
        done = in_a_process(f"open_store({str(path)!r})")
        assert done.returncode == 1
        assert f"graphkb.errors.StoreBusy: {path}: in use by process {os.getpid()}; close it there" in done.stderr


def test_the_folder_is_for_its_owner_alone(path: Path) -> None:
    with open_store(str(path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_nothing_but_the_loopback_interface_is_listened_on_and_no_password_is_kept(path: Path) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
        ports = listening_ports()
        assert ports, "no port found; the test looks in the wrong place"
        assert {host for host, _ in ports} == {"127.0.0.1"}
        for _, port in ports:
            driver = neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("root", "root"))
            with driver, pytest.raises((AuthError, ServiceUnavailable)):
                driver.verify_connectivity()
    assert not (path / "config").exists()


def test_without_the_password_http_answers_nothing_of_the_graph(path: Path) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
        for _, port in listening_ports():
            for target in ("/api/v1/query/graphkb/cypher/MATCH%20(n)%20RETURN%20n", "/api/v1/server", "/"):
                assert "Putin" not in http(port, target)


def test_every_commit_is_flushed_to_the_disk(path: Path) -> None:
    with open_store(str(path)):
        # 2 is a full fsync at each commit; it counts only where the database itself has it, as this file says.
        kept = json.loads((path / "databases" / "graphkb" / "configuration.json").read_text())
    assert kept["configuration"]["txWalFlush"] == 2


def test_a_query_that_runs_too_long_is_stopped(path: Path) -> None:
    with open_store(str(path), timeout=1) as store:
        store.query("UNWIND range(1, 3000) AS n CREATE (:Number {n: n})", write=True)
        began = time.monotonic()
        with pytest.raises(StoreError, match="took longer than is allowed"):
            store.query("MATCH (a:Number), (b:Number), (c:Number) WHERE a.n + b.n + c.n = -1 RETURN count(*)")
        assert time.monotonic() - began < 10


def test_the_log_lies_in_the_folder_and_the_terminal_stays_quiet(path: Path) -> None:
    done = in_a_process(f"store = open_store({str(path)!r}); store.prepare(); store.close()")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list((path / "log").iterdir())
    assert not (ROOT / "log").exists()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda path: path.write_text("not a store"), "is not a graphkb store", id="a-file"),
        pytest.param(lambda path: (path / "x").mkdir(parents=True), "is not a graphkb store", id="a-folder-of-others"),
        pytest.param(lambda path: path.symlink_to("/nowhere/at/all"), "no store can be made there", id="a-dead-link"),
    ],
)
def test_what_is_no_store_is_left_alone(path: Path, make, message: str) -> None:  # type: ignore[no-untyped-def]
    make(path)
    with pytest.raises(StoreError, match=message):
        open_store(str(path))


def test_a_store_in_a_folder_that_is_not_there_is_an_error(path: Path) -> None:
    with pytest.raises(StoreError, match="no store can be made there: No such file"):
        open_store(str(path / "deeper" / "news.db"))


def test_a_store_that_is_made_and_never_written_to_leaves_nothing(path: Path) -> None:
    with open_store(str(path)) as store:
        assert store.counts().articles == 0
    assert not path.exists()
    with open_store(str(path)) as store:
        store.write(STORY)
    with open_store(str(path)) as store:
        assert store.counts().articles == 3
    assert path.exists(), "what was there before stays"


def test_a_damaged_folder_is_one_line(path: Path) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
    (path / "databases" / "graphkb" / "schema.json").write_text('{"schemaVersion": 1, "types": {')
    # The engine would open it as if it were empty.
    with pytest.raises(StoreError, match=r"the store is damaged: schema\.json cannot be read"):
        open_store(str(path))


def test_a_folder_that_lost_its_mark_is_left_alone(path: Path) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
    (path / "graphkb.json").unlink()
    with pytest.raises(StoreError, match="is not a graphkb store"):
        open_store(str(path))
    assert (path / "databases" / "graphkb").is_dir()


def test_a_clock_that_goes_backwards_does_no_harm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkb.store import writing

    with open_store(str(path)) as store:
        store.write(STORY)
        loaded = store.read().loaded

        class Earlier(datetime.datetime):
            @classmethod
            def now(cls, tz: datetime.tzinfo | None = None) -> "Earlier":
                return cls(1999, 1, 1, tzinfo=tz)

        monkeypatch.setattr(writing, "datetime", Earlier)
        store.write(graph(*story(), reading(article("later"), says(PUTIN, "WARNS", None))))
        after = store.read().loaded
    assert {id: after[id] for id in loaded} == loaded
    assert after["later"].year == 1999


def test_a_store_of_a_newer_graphkb_is_not_touched(path: Path) -> None:
    with open_store(str(path)) as store:
        store.write(STORY)
        store.query("MATCH (g:Graphkb) SET g.format = 99", write=True)
    with pytest.raises(StoreError, match="written by a newer graphkb"):
        open_store(str(path))


def test_an_address_of_another_kind_is_an_error() -> None:
    with pytest.raises(StoreError, match="https://: no such store"):
        open_store("https://example.org/graph")


LOAD_FOR_EVER = """
from tests.graph.made import *
store = open_store({path!r})
print("open", flush=True)
for n in range(100000):
    store.write(graph(reading(article(str(n)), says(PUTIN, "PRAISES", TOKAYEV), says(RUSSIA, "INVADES", KAZAKHSTAN))))
    print(n, flush=True)
"""


def test_a_load_that_is_killed_leaves_a_store_with_whole_articles(path: Path) -> None:
    for _ in range(2):
        code = "from graphkb.store import open_store\n" + LOAD_FOR_EVER.format(path=str(path))
        with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            done = -1
            for line in process.stdout:
                done = int(line) if line.strip().isdigit() else done
                if done >= 15:
                    break
            process.send_signal(signal.SIGKILL)
        with open_store(str(path)) as store:
            found = store.read()
            assert len(found.articles) > done
            assert found == graph_of(found.articles)
            [count] = {r.statements for r in found.relationships.values()}
            assert count == len(found.articles)


def graph_of(articles: object) -> object:
    from tests.graph.made import KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, article, reading, says

    said = (says(PUTIN, "PRAISES", TOKAYEV), says(RUSSIA, "INVADES", KAZAKHSTAN))
    return graph(*(reading(article(id), *said) for id in articles))  # type: ignore[attr-defined]


def in_a_process(code: str) -> subprocess.CompletedProcess[str]:
    code = "from graphkb.store import open_store\n" + code
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def listening_ports() -> set[tuple[str, int]]:
    """Where this process listens: its sockets in /proc, which tells host and port in hexadecimal."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("no /proc to look in")
    inodes = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            inodes.add(link.readlink().name.removeprefix("socket:[").rstrip("]"))
        except OSError:
            continue
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                host, port = fields[1].split(":")
                found.add((socket.inet_ntoa(bytes.fromhex(host[-8:])[::-1]), int(port, 16)))
    return found


def http(port: int, target: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(f"GET {target} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        try:
            return connection.recv(65536).decode("utf-8", "replace")
        except OSError:
            return ""


LARGEST = """
import sys
from pathlib import Path
from graphkb.store import embedded
server, _ = embedded._started(Path(sys.argv[1]), "a-password", 60, None)
[row] = server.get_database(embedded.DATABASE).query("sql", "SELECT settings FROM schema:database")
[share] = [s["value"] for s in row.to_dict()["settings"] if s["key"] == "arcadedb.cypher.algoMaxWorkingMemory"]
print(share)
server.stop()
"""
"""Prints what the engine lets one procedure take, which is a fixed share of its heap."""


def test_the_engine_takes_half_of_the_memory_that_it_would_of_its_own_accord(tmp_path: Path) -> None:
    def share(name: str, **more: str) -> int:
        usual = {key: value for key, value in os.environ.items() if key != "ARCADEDB_NATIVE_ISOLATE_ARGS"}
        done = subprocess.run(
            [sys.executable, "-c", LARGEST, str(tmp_path / name)],
            env=usual | more, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return int(done.stdout)

    whole = share("half", ARCADEDB_NATIVE_ISOLATE_ARGS="-XX:MaximumHeapSizePercent=50")
    assert share("usual") == pytest.approx(whole / 2, rel=0.01)
