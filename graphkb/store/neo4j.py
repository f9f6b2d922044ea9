"""Neo4j as a store: the one a team shares."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from graphkb.errors import StoreError
from graphkb.store.bolt import TIMEOUT, BoltStore
from graphkb.store.failures import one_line

if TYPE_CHECKING:
    from graphkb.ontology import Ontology

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_neo4j(
    url: str,
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    timeout: float = TIMEOUT,
    ontology: Ontology | None = None,
) -> BoltStore:
    """The Neo4j database at an address, the user's home database where none is named.

    User name and password may stand in the address; they are taken out of it at once and shown nowhere. Raises
    `StoreError` where nothing answers, the password is wrong, or there is no such database.
    """
    from neo4j import GraphDatabase

    shown, username, password = _without_secrets(url, username, password)
    with one_line(shown, database=database):
        driver = GraphDatabase.driver(
            shown,
            auth=(username or "neo4j", password) if password is not None else None,
            connection_timeout=10,
            max_transaction_retry_time=30,
            # Hints on how to write a query better are for people, not for a terminal full of log lines.
            notifications_min_severity="OFF",
            user_agent="graphkb",
        )
        try:
            driver.verify_connectivity()
            return BoltStore(driver, url=shown, database=database, timeout=timeout, ontology=ontology)
        except BaseException:
            driver.close()
            raise


def _without_secrets(url: str, username: str | None, password: str | None) -> tuple[str, str | None, str | None]:
    """The address without user name and password, and both of them.

    >>> _without_secrets("neo4j://ann:secret@host:7687", None, None)
    ('neo4j://host:7687', 'ann', 'secret')
    """
    parts = urlsplit(url)
    try:
        host = f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        raise StoreError("not an address of a database; write it as neo4j://host:7687") from None
    if not parts.hostname:
        raise StoreError(f"{parts.scheme}: an address needs a host; write it as neo4j://host:7687")
    shown = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    return shown, username or parts.username, password if password is not None else parts.password
