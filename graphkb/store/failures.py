"""What a driver raises, as the one line that a user can act on. No message ever holds a password."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graphkb.errors import QueryError, StoreError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError


@contextmanager
def one_line(url: str, *, database: str | None = None, query: str | None = None) -> Iterator[None]:
    """Turn what the driver raises inside into a `StoreError`, or a `QueryError` where the user's `query` is run."""
    from neo4j.exceptions import (
        AuthError,
        ConfigurationError,
        DriverError,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    try:
        yield
    except AuthError as error:
        raise StoreError(f"{url}: user name or password is wrong, or missing") from error
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreError(f"{url}: no database answers there; is it running, and is the address right?") from error
    except ConfigurationError as error:
        raise StoreError(f"{url}: {error}") from error
    except Neo4jError as error:
        if (error.code or "").endswith(("DatabaseNotFound", "InvalidDatabase")):
            raise StoreError(f"{url}: there is no database {database!r}") from error
        if query is not None:
            raise QueryError(_explained(error, query)) from error
        # Whatever else the engine says of it, a disk that somebody filled meanwhile is why.
        check_room(url)
        raise StoreError(f"{url}: {_said(error)}") from error
    except DriverError as error:
        raise StoreError(f"{url}: {error}") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{url}: text that is not Unicode cannot be kept: {error.object[:40]!r}") from error


def check_room(url: str, *, least: int = 32) -> None:
    """Raise `StoreError` where the disk under an embedded store has fewer than so many megabytes left.

    Asked before the engine is: on a full disk it keeps what it has, but reports the failure in pages of its own.
    """
    if "://" not in url and shutil.disk_usage(url).free < least << 20:
        raise StoreError(f"{url}: the disk is full: less than {least} MB are left; what was kept before is kept")


def _said(error: Neo4jError) -> str:
    """The first line of what the server said."""
    return (error.message or str(error)).strip().splitlines()[0]


def _explained(error: Neo4jError, query: str) -> str:
    code = error.code or ""
    said = _said(error)
    if code.endswith("ParameterMissing"):
        return f"the query needs a parameter that was not given: {said.split(':')[-1].strip()}"
    if "TransactionTimedOut" in code:
        return "the query took longer than is allowed and was stopped; --timeout (timeout=) gives it more seconds"
    if "AccessMode" in code:
        return "the query would write; only reading is allowed here"
    line = _line(error, query)
    return f"the query is wrong: {said}" + (f"; in the line: {line}" if line else "")


def _line(error: Neo4jError, query: str) -> str | None:
    """The line of the query that the server complains about, where it says which."""
    import re

    found = re.search(r"\bline (\d+)", error.message or "")
    lines = query.splitlines()
    number = int(found.group(1)) if found else 0
    return lines[number - 1].strip() if 0 < number <= len(lines) and len(lines) > 1 else None
