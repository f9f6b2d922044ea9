"""What tests of several parts share: a real Neo4j server, started once, and a Ctrl-C that is heard."""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.neo4j.server import NoServer, Server, running_server

# A shell has what it starts in the background ignore Ctrl-C, and programs started from there would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A real Neo4j server. Where none can be had the test is skipped, or fails with GRAPHKB_REQUIRE_NEO4J=1."""
    try:
        starting = running_server()
        server = starting.__enter__()
    except NoServer as error:
        if os.environ.get("GRAPHKB_REQUIRE_NEO4J") == "1":
            pytest.fail(f"no Neo4j server: {error}")
        pytest.skip(f"no Neo4j server: {error}")
    yield server
    starting.__exit__(None, None, None)
