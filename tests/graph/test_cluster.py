"""Reading on a Dask cluster: a real one on this machine, of two workers, one of which is killed in the middle."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from graphkb.articles import Article
from graphkb.errors import GraphkbError
from graphkb.graph import cluster, on_cluster, read_graphs

distributed = pytest.importorskip("distributed")

ARTICLES = [
    Article(id=f"a{n}", text=f"{who} warned Mali. President Vladimir Putin met {who}'s president in Astana.")
    for n, who in enumerate(["Kenya", "France", "Chad"] * 20)
]


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Any]:
    """A cluster of two processes; a worker that dies is started again after a while, as it would be elsewhere."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", memory_limit=0
    ) as found:
        yield found


def test_cluster_reads_what_one_process_does_though_a_worker_is_killed(two_workers: Any) -> None:
    killed: list[int] = []

    def kill_one(articles: int) -> None:
        if not killed:
            with distributed.Client(two_workers, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    with on_cluster(two_workers.scheduler_address) as (executor, workers):
        assert workers == 2
        found = list(read_graphs(ARTICLES, extractor="rules", executor=executor, workers=workers, on_read=kill_one))
    assert killed
    assert found == list(read_graphs(ARTICLES, extractor="rules"))


def test_worker_that_would_read_otherwise_is_named(two_workers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_own", lambda: ("0.0.1", "another model"))
    with (
        pytest.raises(
            GraphkbError, match=r"worker tcp://.* reads with graphkb .*, here it is 0\.0\.1 and another model"
        ),
        on_cluster(two_workers.scheduler_address),
    ):
        pass


def test_cluster_without_workers_says_how_to_start_some() -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", processes=False) as empty,
        pytest.raises(GraphkbError, match="has no workers; start some with: dask worker"),
        on_cluster(empty.scheduler_address),
    ):
        pass
