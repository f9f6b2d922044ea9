"""What only a server shared by several can get wrong: addresses, passwords, databases, writers beside each other."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import neo4j
import pytest

from graphkb.errors import QueryError, StoreError
from graphkb.graph import build_graph
from graphkb.store import GraphStore, open_store
from tests.graph.made import KAZAKHSTAN, RUSSIA, article, graph, reading, says, story
from tests.neo4j.server import Server
from tests.store.conftest import empty

pytestmark = pytest.mark.neo4j
SECRET = "not-the-password-4711"


def test_it_is_a_real_neo4j_server(neo4j_server: Server) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.username, neo4j_server.password)) as driver:
        agent = driver.get_server_info().agent
    assert agent.startswith("Neo4j/") and "Arcade" not in agent


def test_a_wrong_password_is_one_line_without_the_password(neo4j_server: Server) -> None:
    with pytest.raises(StoreError, match="user name or password is wrong") as caught:
        open_store(neo4j_server.uri, username="neo4j", password=SECRET)
    assert SECRET not in str(caught.value)


def test_no_password_is_the_same_mistake(neo4j_server: Server) -> None:
    with pytest.raises(StoreError, match="user name or password is wrong, or missing"):
        open_store(neo4j_server.uri)


def test_a_database_that_is_not_there_is_named(neo4j_server: Server) -> None:
    with pytest.raises(StoreError, match="there is no database 'nowhere'"):
        open_store(neo4j_server.uri, username=neo4j_server.username, password=neo4j_server.password, database="nowhere")


def test_user_and_password_may_stand_in_the_address_and_are_shown_nowhere(neo4j_server: Server) -> None:
    scheme, _, host = neo4j_server.uri.partition("://")
    with open_store(f"{scheme}://{neo4j_server.username}:{neo4j_server.password}@{host}") as store:
        assert store.url == neo4j_server.uri
        assert store.query("RETURN 1").rows == [(1,)]


def test_the_routing_address_is_understood_too(neo4j_server: Server) -> None:
    if not neo4j_server.uri.startswith("bolt://"):
        pytest.skip("the server has another kind of address")
    uri = neo4j_server.uri.replace("bolt://", "neo4j://")
    with open_store(uri, username=neo4j_server.username, password=neo4j_server.password) as store:
        assert store.query("RETURN 1").rows == [(1,)]


def test_nothing_is_printed_or_logged_about_labels_that_are_not_there(
    neo4j_store: GraphStore, caplog: pytest.LogCaptureFixture
) -> None:
    empty(neo4j_store)
    neo4j_store.query("MATCH (n:NeverHeardOf {x: 1})-[:NOR_THIS]->() RETURN n.y")
    assert not [record for record in caplog.records if record.name.startswith("neo4j")]


def test_a_query_that_runs_too_long_is_stopped(neo4j_server: Server) -> None:
    with (
        open_store(
            neo4j_server.uri, username=neo4j_server.username, password=neo4j_server.password, timeout=1
        ) as store,
        pytest.raises(QueryError, match="took longer than is allowed"),
    ):
        store.query("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a = -1 RETURN count(*)")


def test_writers_beside_each_other_lose_nothing(neo4j_server: Server, neo4j_store: GraphStore) -> None:
    """Ten articles that all add to the same relationship, written at once from ten sides."""
    empty(neo4j_store)
    neo4j_store.write(graph(*story()))
    for id in "abc":
        neo4j_store.retract(id)
    said = [reading(article(str(n)), says(RUSSIA, "INVADES", KAZAKHSTAN)) for n in range(10)]

    def load(number: int) -> None:
        with open_store(neo4j_server.uri, username=neo4j_server.username, password=neo4j_server.password) as store:
            store.write(graph(said[number]))

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(load, range(10)))
    assert neo4j_store.read() == build_graph(said)


def test_neo4j_and_the_embedded_store_hold_the_same(neo4j_store: GraphStore, embedded: GraphStore) -> None:
    for store in (neo4j_store, embedded):
        empty(store)
        store.write(graph(*story()))
        store.retract("a")
    assert neo4j_store.read() == embedded.read()
    assert dataclasses.asdict(neo4j_store.counts()) == dataclasses.asdict(embedded.counts())
