"""Addresses where no store is."""

import socket

import pytest

from graphkb.errors import StoreError
from graphkb.store import open_store


def test_an_address_where_nothing_answers_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(StoreError, match=f"bolt://127.0.0.1:{port}: no database answers there") as caught:
        open_store(f"bolt://ann:not-for-show@127.0.0.1:{port}")
    assert "not-for-show" not in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("neo4j://", id="no-host"),
        pytest.param("neo4j://host:port", id="port-is-no-number"),
        pytest.param("bolt://no.such.host.invalid:7687", id="host-does-not-exist"),
        pytest.param("mongodb://localhost", id="another-kind"),
    ],
)
def test_a_wrong_address_is_one_line(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url, password="x")
    assert "\n" not in str(caught.value)


def test_the_password_is_in_no_error() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("neo4j://ann:s3cret@host:port")
    assert "s3cret" not in str(caught.value)


def test_a_neo4j_that_is_too_old_is_refused_with_its_version() -> None:
    from graphkb.store.bolt import _check_version

    with pytest.raises(StoreError, match=r"Neo4j/4\.4\.30 is too old; graphkb needs Neo4j 5\.26 or later"):
        _check_version("bolt://host", "Neo4j/4.4.30")
    for fine in ("Neo4j/5.26.0", "Neo4j/2025.10.1", "Neo4j/5.26-aura"):
        _check_version("bolt://host", fine)
