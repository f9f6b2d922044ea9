"""Reading past one machine: an executor on a Dask cluster."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from graphkb.errors import GraphkbError

SECONDS = 15
"""How long a scheduler has to answer."""


@contextmanager
def on_cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor on the Dask scheduler at an address such as `tcp://host:8786`, and how many workers it has.

    A worker that dies is no loss: another one reads its articles. Raises `GraphkbError` where Dask is not installed,
    the scheduler does not answer or has no workers, or a worker would read differently than this process does.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise GraphkbError("reading on a cluster needs Dask; install it with: pip install 'graphkb[dask]'") from error
    try:
        client: Any = Client(address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError, TypeError) as error:
        raise GraphkbError(f"no Dask scheduler at {address}: {' '.join(str(error).split())[:200]}") from error
    with client:
        workers = _workers(client, address)
        try:
            yield client.get_executor(), workers
        except KilledWorker as error:
            raise GraphkbError("the articles of one task ended several workers; is there memory enough?") from error


def fingerprint() -> tuple[str, str]:
    """What decides how an article is read: the version of graphkb and the language model."""
    from graphkb import __version__
    from graphkb.text import load_model, model_name

    return __version__, model_name(load_model(None))  # as reading asks for it, so that it is loaded once


def _own() -> tuple[str, str]:
    return fingerprint()


def _workers(client: Any, address: str) -> int:
    """How many workers there are, once each of them has loaded what reading needs."""
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise GraphkbError(f"the Dask scheduler at {address} has no workers; start some with: dask worker {address}")
    try:
        found = client.run(fingerprint)
    except (ImportError, AttributeError) as error:
        raise GraphkbError(f"a worker at {address} has no graphkb like this one: {error}") from error
    own = _own()
    for worker, other in found.items():
        if other != own:
            raise GraphkbError(
                f"worker {worker} reads with graphkb {' and '.join(other)}, here it is {' and '.join(own)}"
            )
    return len(found)
