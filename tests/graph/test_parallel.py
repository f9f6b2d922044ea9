"""Reading in several processes, and by executors of others."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from pathlib import Path

import pytest

import graphkb
from graphkb.articles import Article
from graphkb.errors import ArticleError, GraphkbError
from graphkb.graph import Graph, merge, parallel, read_graphs, read_rows
from graphkb.graph.cluster import on_cluster
from graphkb.knowledge_base import KnowledgeBase
from graphkb.text import load_model

ARTICLES = [
    Article(id=f"a{n}", text=f"{who} warned Mali. President Vladimir Putin met {who}'s president in Astana.")
    for n, who in enumerate(["Kenya", "France", "Chad"] * 12)
]
STRANGE = [
    *ARTICLES[:5],
    Article(id="de", text="Der Minister sagte am Montag, dass die Gespräche weitergehen.", language="de"),
    *ARTICLES[5:9],
]


def whole(graphs: Iterator[Graph]) -> Graph:
    return reduce(merge, graphs)


@pytest.fixture(scope="module")
def alone() -> list[Graph]:
    """What one process reads."""
    return list(read_graphs(ARTICLES, extractor="rules"))


def test_two_workers_give_the_graphs_of_one(alone: list[Graph]) -> None:
    assert list(read_graphs(ARTICLES, extractor="rules", workers=2)) == alone
    assert [len(graph.articles) for graph in alone] == [16, 16, 4]


def test_order_of_the_articles_makes_no_difference(alone: list[Graph]) -> None:
    mixed = random.Random(1).sample(ARTICLES, len(ARTICLES))
    with ThreadPoolExecutor(3) as pool:
        assert whole(read_graphs(mixed, extractor="rules", executor=pool, workers=3)) == whole(iter(alone))


def test_any_executor_reads_what_one_process_does_and_tells_the_same() -> None:
    def told(**how: object) -> tuple[Graph, Counter[str], int, list[str]]:
        refused: Counter[str] = Counter()
        errors: list[ArticleError] = []
        read = [0]

        def count(articles: int) -> None:
            read[0] += articles

        graphs = read_graphs(
            [*STRANGE, Article("self", "Russia attacked Russia.")],
            extractor="rules",
            on_error=errors.append,
            on_refused=lambda why, n: refused.update({why: n}),
            on_read=count,
            **how,  # type: ignore[arg-type]
        )
        return whole(graphs), refused, read[0], [str(error) for error in errors]

    with ThreadPoolExecutor(2) as pool:
        assert told(executor=pool, workers=2) == told()
    assert told()[2] == len(STRANGE) + 1


def test_article_in_another_language_is_kept_in_its_place_and_not_read() -> None:
    rows = list(read_rows(STRANGE, extractor="rules"))
    assert [row["id"] for row in rows if "entities" in row] == [article.id for article in STRANGE]
    assert [row for row in rows if row["id"] == "de"] == [{"id": "de", "entities": []}]
    graph = whole(read_graphs(STRANGE, extractor="rules"))
    assert graph.articles["de"].language == "de"


def test_progress_moves_with_each_article() -> None:
    steps: list[int] = []
    list(read_graphs(STRANGE, extractor="rules", on_read=steps.append))
    assert steps == [1] * len(STRANGE)


def test_who_stops_early_does_not_wait_for_the_workers() -> None:
    def endless() -> Iterator[Article]:
        yield from ARTICLES[:16]  # no more than are given out before the first comes back
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(read_graphs(endless(), extractor="rules", workers=2))
    assert time.monotonic() - started < 3


def test_no_more_is_taken_than_the_workers_need(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, done = [0], [0]
    most = [0]

    def counted() -> Iterator[Article]:
        for number in range(400):
            taken[0] += 1
            most[0] = max(most[0], taken[0] - done[0])
            yield Article(str(number), "x")

    def work(chunk: list[Article], extractor: str) -> parallel.Chunk:
        return parallel.Chunk(len(chunk), Graph(), (), {})

    def count(articles: int) -> None:
        done[0] += articles

    monkeypatch.setattr(parallel, "_read_chunk", work)
    with ThreadPoolExecutor(2) as pool:
        list(read_graphs(counted(), executor=pool, workers=2, on_read=count))
    assert most[0] <= parallel.CHUNK * (2 * 2 + 2) + parallel.CHUNK


def test_words_of_articles_are_not_remembered(alone: list[Graph]) -> None:
    words = load_model(None).vocab.strings
    before = len(words)
    strange = [Article(str(n), f"France warned Qz{n}xian in Zr{n}plok on Monday.") for n in range(20)]
    assert list(read_graphs(strange, extractor="rules"))
    assert len(words) == before


# ---------------------------------------------------------------- a stop, and going on


def test_load_that_was_stopped_goes_on_and_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    def stopped() -> Iterator[Article]:
        yield from STRANGE + ARTICLES[9:30]
        raise KeyboardInterrupt

    articles = [*STRANGE, *ARTICLES[9:]]
    with graphkb.open(tmp_path / "whole.db") as kb:
        report = kb.add(articles, extractor="rules")
        expected = kb.graph()
    assert (report.read, dict(report.foreign)) == (len(articles), {"de": 1})
    with graphkb.open(tmp_path / "stopped.db") as kb:
        with pytest.raises(KeyboardInterrupt):
            kb.add(stopped(), extractor="rules")
        kept = kb.counts().articles
        again = _going_on(kb, articles)
        found = kb.graph()
    assert 0 < kept < len(articles)
    assert (again.known, again.read) == (kept, len(articles) - kept)
    assert found == expected


def _going_on(kb: KnowledgeBase, articles: list[Article]) -> graphkb.knowledge_base.LoadReport:
    with ThreadPoolExecutor(2) as pool:
        return kb.add(articles, extractor="rules", executor=pool, workers=2)


# ---------------------------------------------------------------- past one machine


def test_cluster_that_is_not_there_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("graphkb.graph.cluster.SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(GraphkbError, match="no Dask scheduler at"), on_cluster(address):
            pass


def test_cluster_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GraphkbError, match=r"pip install 'graphkb\[dask\]'"), on_cluster("tcp://127.0.0.1:9"):
        pass
