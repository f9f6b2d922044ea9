"""The default store: ArcadeDB in this process, spoken to like any other database, over Bolt on the loopback interface.

This file starts and stops it, and knows what lies in the folder; all else is `BoltStore`. The folder belongs to its
owner alone and to one process at a time. The password is made at each start and kept nowhere.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from graphkb.errors import StoreBusy, StoreError
from graphkb.store.bolt import TIMEOUT, BoltStore, check_seconds
from graphkb.store.failures import check_room
from graphkb.store.sealing import break_seal, seal

if TYPE_CHECKING:
    from graphkb.ontology import Ontology

log = logging.getLogger(__name__)

MARKER = "graphkb.json"
DATABASE = "graphkb"
USER = "root"
MOST_MEMORY = 25
"""The engine takes at most so many hundredths of the machine's memory, a quarter of that for pages it has read."""
"""The engine's own name for whoever may do everything."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an open embedded store can be reached over Bolt, and who may enter."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str


@contextmanager
def serving(path: Path, *, port: int = 7687, password: str | None = None) -> Iterator[Endpoint]:
    """Keep the store in a folder open for others on this machine, at a port of 127.0.0.1 (0 for any that is free).

    The password is made anew where none is given. Raises `StoreBusy` and `StoreError` as `open_embedded`, and
    `StoreError` where the port is taken.
    """
    password = password or secrets.token_urlsafe(12)
    port = port or _free_ports(1)[0]
    with open_embedded(path, port=port, password=password):
        yield Endpoint(f"bolt://127.0.0.1:{port}", USER, password, DATABASE)


def open_embedded(
    path: Path,
    *,
    timeout: float = TIMEOUT,
    ontology: Ontology | None = None,
    port: int | None = None,
    password: str | None = None,
) -> BoltStore:
    """The store in a folder, made where there is none; one that is made and never written to leaves nothing behind.

    Raises `StoreBusy` where another process (or this one) has it open, and `StoreError` where the path is something
    else or cannot be used.
    """
    from neo4j import GraphDatabase

    # The engine takes a relative path from where the process was when it was loaded, not from where it is now.
    path = path.absolute()
    with ExitStack() as opened:
        written: list[BoltStore] = []
        if _folder(path):
            opened.callback(_leave, path, written)
        opened.enter_context(_owned(path))
        check_room(str(path), least=4)
        opened.callback(seal, path, break_seal(path))
        password = password or secrets.token_urlsafe(24)
        server, port = _started(path, password, check_seconds(timeout), port)
        opened.callback(_stop, server, path)
        driver = GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=(USER, password), user_agent="graphkb")
        opened.callback(driver.close)
        store = BoltStore(driver, url=str(path), database=DATABASE, timeout=timeout, ontology=ontology)
        written.append(store)
        store.on_timeout(partial(_within, server, path, timeout))
        # From here on closing the store is what undoes the opening.
        store.on_close(opened.pop_all().close)
        return store


def _leave(path: Path, opened: Sequence[BoltStore]) -> None:
    """Remove the folder that was made for stores in which nothing was written."""
    if not any(store.written for store in opened):
        shutil.rmtree(path, ignore_errors=True)


def _folder(path: Path) -> bool:
    """Make the folder of a new store, and say whether it was made; raise where the path is something else."""
    marker = path / MARKER
    if marker.is_file():
        _check_schema(path)
        return False
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(f"{path}: exists and is not a graphkb store; name another path, or remove it")
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
        marker.write_text(json.dumps({"format": 1, "engine": "arcadedb"}) + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{path}: no store can be made there: {error.strerror}") from error
    return True


def _check_schema(path: Path) -> None:
    """Raise where the file is damaged that says what lies in the others: the engine would take the store for empty."""
    file = path / "databases" / DATABASE / "schema.json"
    try:
        if file.exists():
            json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path}: the store is damaged: {file.name} cannot be read; bring back a copy of it"
        ) from error


@contextmanager
def _owned(path: Path) -> Iterator[None]:
    """Hold the folder for this process alone; the system lets go of it if the process dies."""
    try:
        file = (path / "lock").open("a+", encoding="ascii")
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error.strerror}") from error
    with file:
        try:
            _lock(file)
        except OSError:
            file.seek(0)
            holder = file.read(20).strip() or "?"
            raise StoreBusy(
                f"{path}: in use by process {holder}; close it there, or load into Neo4j to share a graph"
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock(file: IO[str]) -> None:
    if os.name == "nt":
        import msvcrt

        # A byte far behind the text, so that others can still read who holds the lock.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _started(path: Path, password: str, timeout: float, port: int | None) -> tuple[Any, int]:
    """The running server and the port where it speaks Bolt: the one that is wanted, or a free one."""
    if port is not None:
        _check_port(port)
    _quietly_load(path / "log")
    from arcadedb.exceptions import ArcadeDBError
    from arcadedb.server import ArcadeDBServer

    # What the last run left: users with a password nobody knows any more.
    shutil.rmtree(path / "config", ignore_errors=True)
    for attempt in range(5):
        bolt, http = _free_ports(2)
        bolt = port or bolt
        server = ArcadeDBServer(str(path), root_password=password, config=_settings(path, bolt, http))
        try:
            server.start()
            _configure(_database(server, path), timeout)
            return server, bolt
        except ArcadeDBError as error:
            log.debug("attempt %d to start the embedded database", attempt, exc_info=True)
            failure = error
            server.stop()
    raise StoreError(f"{path}: the embedded database does not start: {str(failure).splitlines()[0]}") from failure


def _database(server: Any, path: Path) -> Any:
    known = (path / "databases" / DATABASE).is_dir()
    return server.get_database(DATABASE) if known else server.create_database(DATABASE)


def _configure(database: Any, timeout: float) -> None:
    """Settings that count only where the database itself has them; given to the server they are passed over."""
    # Flush each commit to the disk, data and metadata: what is written survives the power failing.
    database.command("sql", "ALTER DATABASE `arcadedb.txWalFlush` 2")
    _set_timeout(database, timeout)


def _set_timeout(database: Any, seconds: float) -> None:
    database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {max(round(seconds * 1000), 1)}")


@contextmanager
def _within(server: Any, path: Path, usual: float, seconds: float) -> Iterator[None]:
    """Stop what takes longer than so many seconds; the time limit of a transaction is not listened to."""
    database = _database(server, path)
    _set_timeout(database, seconds)
    try:
        yield
    finally:
        _set_timeout(database, usual)


def _settings(path: Path, bolt: int, http: int) -> dict[str, Any]:
    """Bolt, and HTTP because the server has no switch for it; both on the loopback interface, with the password."""
    return {
        # "production" hides from the user what is wrong with a query.
        "mode": "development",
        "host": "127.0.0.1",
        "http_port": http,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt,
        "bolt.defaultDatabase": DATABASE,
        "server.databaseDirectory": str(path / "databases"),
        "server.configDirectory": str(path / "config"),
        "server.logsDirectory": str(path / "log"),
        "serverMetrics": False,
    }


def _quietly_load(logs: Path) -> None:
    """Load the engine so that it logs to a file in the folder and not to the terminal; it asks the environment."""
    wanted = {
        "ARCADEDB_LOG_DIR": str(logs),
        "ARCADEDB_LOG_CONSOLE": "0",
        # Of its own accord it takes half of the machine before it lets go of anything.
        "ARCADEDB_NATIVE_ISOLATE_ARGS": f"-XX:MaximumHeapSizePercent={MOST_MEMORY}",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update({name: value for name, value in wanted.items() if before[name] is None})
    try:
        from arcadedb._native import lib

        lib._load()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]


def _check_port(port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise StoreError(f"port {port} of 127.0.0.1 cannot be used; name another one with --port") from error


def _free_ports(count: int) -> list[int]:
    with ExitStack() as opened:
        taken = [opened.enter_context(socket.socket()) for _ in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


def _stop(server: Any, path: Path) -> None:
    server.stop()
    shutil.rmtree(path / "config", ignore_errors=True)
