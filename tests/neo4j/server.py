"""A real Neo4j server for tests: the one that NEO4J_URI names, else one in Docker, else one from Maven Central."""

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graphkb.store import GraphStore, open_store

POM = Path(__file__).with_name("pom.xml")
IMAGE = "neo4j:5.26.21-community"
OPEN = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
]
CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.memory.heap.max_size={heap}
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
"""


READY = "INFO  Started."


class NoServer(Exception):
    """Why no server could be had."""


@dataclass(frozen=True)
class Server:
    """Where a server listens, who may enter, and the address of the Neo4j Browser that it serves, if it is known."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str | None = None
    browser: str | None = None

    def store(self, **options: Any) -> GraphStore:
        """The store in its database."""
        given = {"username": self.username, "password": self.password, "database": self.database, **options}
        return open_store(self.uri, **given)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that answers, with an empty database; raises `NoServer` with every reason why there is none."""
    if uri := os.environ.get("NEO4J_URI"):
        server = Server(
            uri,
            os.environ.get("NEO4J_USERNAME", "neo4j"),
            os.environ.get("NEO4J_PASSWORD", ""),
            os.environ.get("NEO4J_DATABASE"),
            os.environ.get("NEO4J_BROWSER"),
        )
        _wait(server, seconds=30)
        _refuse_to_erase(server)
        yield server
        return
    reasons = []
    for start in (_in_docker, _from_maven):
        try:
            starting = start()
            server = next(starting)
        except NoServer as error:
            reasons.append(str(error))
            continue
        try:
            yield server
        finally:
            next(starting, None)
        return
    raise NoServer("; ".join(reasons))


def _in_docker() -> Iterator[Server]:
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        raise NoServer("no Docker engine answers")
    password = secrets.token_hex(12)
    command = ["docker", "run", "--rm", "--detach", "--publish", "127.0.0.1::7687"]
    started = subprocess.run(
        [*command, "--env", f"NEO4J_AUTH=neo4j/{password}", IMAGE], capture_output=True, text=True, check=False
    )
    if started.returncode:
        raise NoServer(f"Docker does not start {IMAGE}: {started.stderr.strip()[-200:]}")
    container = started.stdout.strip()
    try:
        port = subprocess.run(
            ["docker", "port", container, "7687/tcp"], capture_output=True, text=True, check=True
        ).stdout.split(":")[-1]
        server = Server(f"bolt://127.0.0.1:{port.strip()}", "neo4j", password)
        _wait(server, seconds=120)
        yield server
    finally:
        subprocess.run(["docker", "stop", "--time", "2", container], capture_output=True, check=False)


def _from_maven() -> Iterator[Server]:
    with own_server() as machine:
        yield machine.server


@dataclass
class Machine:
    """A server made of Maven's artifacts, which a test may stop and start as it likes."""

    home: Path
    bolt: int
    http: int
    password: str = field(repr=False)
    heap: str = "768m"
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def server(self) -> Server:
        return Server(
            f"bolt://127.0.0.1:{self.bolt}", "neo4j", self.password, browser=f"http://127.0.0.1:{self.http}/browser/"
        )

    def admin(self, *arguments: str, where: Path | None = None) -> None:
        """Run neo4j-admin; raises `NoServer` with what it said where it fails."""
        command = [*self._java(), "org.neo4j.cli.AdminTool", *arguments]
        _run(command, self._environment(), f"run neo4j-admin {' '.join(arguments[:3])}", where=where)

    def start(self) -> None:
        """Start the server and wait until it lets us in."""
        where, out = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"], self.home / "out.log"
        command = [*self._java(), "org.neo4j.server.CommunityEntryPoint", *where]
        log = self.home / "logs" / "neo4j.log"
        before = log.read_text().count(READY) if log.exists() else 0
        with out.open("a") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=file, env=self._environment())
        until = time.monotonic() + 180
        # Whoever knocks while it is starting may wait for ever, or be taken for one who guesses passwords.
        while not log.exists() or log.read_text().count(READY) == before:
            if self.process.poll() is not None or time.monotonic() > until:
                raise NoServer(f"Neo4j does not start: {out.read_text()[-300:]}")
            time.sleep(0.2)
        _wait(self.server, seconds=60)

    def stop(self, *, kill: bool = True) -> None:
        """End the server: as when the power fails, or as it is asked to."""
        if self.process is not None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(timeout=60)

    def _java(self) -> list[str]:
        memory = [f"-Xmx{self.heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return ["java", *memory, *OPEN, "-cp", _classpath()]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


@contextmanager
def own_server(*, filled: Path | None = None, heap: str = "768m") -> Iterator[Machine]:
    """A server of one's own, with an empty database or one made of a folder of CSV; raises `NoServer`."""
    if not (shutil.which("java") and shutil.which("mvn")):
        raise NoServer("Java and Maven are not both installed")
    bolt, http = _free_ports(2)
    with tempfile.TemporaryDirectory(prefix="graphkb-neo4j-", ignore_cleanup_errors=True) as folder:
        machine = Machine(Path(folder), bolt, http, secrets.token_hex(12), heap)
        (machine.home / "conf").mkdir()
        (machine.home / "conf" / "neo4j.conf").write_text(CONF.format(bolt=bolt, http=http, heap=heap))
        machine.admin("dbms", "set-initial-password", machine.password)
        if filled is not None:
            machine.admin("database", "import", "full", "neo4j", "@import.args", where=filled)
        try:
            machine.start()
            yield machine
        finally:
            machine.stop()


def _classpath() -> str:
    """The class path of the server, fetched once for each version of the pom."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "graphkb"
    kept = cache / f"neo4j-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}.classpath"
    if not (kept.is_file() and all(Path(jar).is_file() for jar in kept.read_text().split(os.pathsep))):
        cache.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(f".{os.getpid()}")
        goal = ["dependency:build-classpath", f"-Dmdep.outputFile={new}"]
        _run(["mvn", "--quiet", "--batch-mode", "--file", str(POM), *goal], dict(os.environ), "fetch Neo4j with Maven")
        new.replace(kept)
    return kept.read_text().strip()


def _run(command: list[str], environment: dict[str, str], what: str, *, where: Path | None = None) -> None:
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=900, check=False, cwd=where
        )
    except subprocess.TimeoutExpired:
        raise NoServer(f"could not {what}: it takes longer than 15 minutes") from None
    if done.returncode:
        raise NoServer(f"could not {what}: {(done.stderr or done.stdout).strip()[-300:]}")


def _wait(server: Server, *, seconds: float) -> None:
    """Wait until the server lets us in."""
    until = time.monotonic() + seconds
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        while True:
            try:
                driver.execute_query("RETURN 1", database_=server.database)
                return
            except (DriverError, Neo4jError) as error:
                if time.monotonic() > until:
                    raise NoServer(f"{server.uri} does not answer: {error}") from error
            time.sleep(0.3)


def _refuse_to_erase(server: Server) -> None:
    """Tests empty the database; somebody's own must not be lost that way."""
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=server.database).records[0]["n"]
    if found:
        raise NoServer(f"the database at {server.uri} is not empty, and tests would erase it; give them an empty one")


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
