"""Every kind of store, empty: the suites here run on each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkb.store import GraphStore, open_store
from tests.neo4j.server import Server

Empty = Callable[[], GraphStore]


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """An embedded store, started once: emptied, not made again, for each test."""
    with open_store(str(tmp_path_factory.mktemp("store") / "embedded.db")) as store:
        yield store


@pytest.fixture(scope="session")
def neo4j_store(neo4j_server: Server) -> Iterator[GraphStore]:
    """A store in a real Neo4j server."""
    server = neo4j_server
    with open_store(server.uri, username=server.username, password=server.password, database=server.database) as store:
        yield store


@pytest.fixture(params=["embedded", pytest.param("neo4j_store", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """An empty store of every kind."""
    found: GraphStore = request.getfixturevalue(request.param)
    empty(found)
    return found


def empty(store: GraphStore) -> None:
    store.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an embedded store may be made."""
    return tmp_path / "news.db"
