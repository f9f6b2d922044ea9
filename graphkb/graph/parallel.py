"""Reading in several processes, here or on a cluster: the same graphs in the same order as in one."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, reduce
from itertools import islice
from multiprocessing import active_children, get_context
from signal import SIG_IGN, SIGINT, signal
from threading import Lock
from typing import Any, TypeVar

from graphkb.articles import Article
from graphkb.errors import ArticleError, GraphkbError
from graphkb.graph.build import build_graph
from graphkb.graph.decisions import Decisions
from graphkb.graph.exchange import exchange_rows
from graphkb.graph.graph import Graph
from graphkb.graph.merging import merge
from graphkb.graph.read import read_articles
from graphkb.graph.reading import Reading
from graphkb.text import load_model

BATCH = 16
"""How many articles a graph is made of: few enough to lose little, many enough to be written quickly."""
CHUNK = 4
"""How many articles a worker is given at a time: so few that progress shows, and that the end comes for all at once."""

R = TypeVar("R")
T = TypeVar("T")
OnError = Callable[[ArticleError], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What some articles say, what could not be read, and how many relations were left out for which reason."""

    articles: int
    graph: Graph
    errors: tuple[str, ...]
    refused: Mapping[str, int]


def read_graphs(
    articles: Iterable[Article],
    *,
    extractor: str = "auto",
    workers: int = 1,
    executor: Executor | None = None,
    on_error: OnError | None = None,
    on_refused: Callable[[str, int], None] | None = None,
    on_read: Callable[[int], None] | None = None,
) -> Iterator[Graph]:
    """Yield the graph of each batch of articles, in the order of the articles.

    `workers` processes read beside each other, or any `executor` that can pickle an article, which then is kept busy
    as one of so many workers; the graphs are the same whatever their number. Errors are handled as by `read_articles`.
    `on_refused` is told for which reason how many relations were left out, `on_read` how many articles were read since
    the last call.
    """
    alone = executor is None and workers == 1
    work = partial(_read_here, on_read=on_read) if alone else _read_chunk
    chunks = batches(articles, BATCH if alone else CHUNK)

    def told(chunk: Chunk) -> Graph:
        for reason, count in chunk.refused.items():
            if on_refused:
                on_refused(reason, count)
        hand_on(chunk.errors, on_error)
        if on_read and not alone:
            on_read(chunk.articles)
        return chunk.graph

    done = spread(partial(work, extractor=extractor), chunks, workers=workers, executor=executor)
    for group in batches(map(told, done), 1 if alone else BATCH // CHUNK):
        yield reduce(merge, group)


def read_rows(
    articles: Iterable[Article],
    *,
    extractor: str = "auto",
    explain: bool = False,
    decisions: Decisions | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    on_error: OnError | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the exchange format, in the order of the articles; else as `read_graphs`."""
    work = partial(_rows_of_chunk, extractor=extractor, explain=explain, decisions=decisions)
    for rows, errors in spread(work, batches(articles, CHUNK), workers=workers, executor=executor):
        hand_on(errors, on_error)
        yield from rows


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def hand_on(messages: Iterable[str], on_error: OnError | None) -> None:
    """Give errors from another process to whoever collects them; raise the first where nobody does."""
    for message in messages:
        error = ArticleError(message)
        if on_error is None:
            raise error
        on_error(error)


def spread(
    work: Callable[[list[Article]], R], chunks: Iterable[list[Article]], *, workers: int, executor: Executor | None
) -> Iterator[R]:
    """Yield what the work makes of each chunk, in their order, done by so many workers at once."""
    if executor is not None:
        yield from _in_order(work, chunks, executor, workers)
    elif workers > 1:
        # Spawned, not forked: a forked copy of an open embedded store would share its files.
        with _processes(workers) as pool:
            yield from _in_order(work, chunks, pool, workers)
    else:
        yield from map(work, chunks)


def _in_order(
    work: Callable[[list[Article]], R], chunks: Iterable[list[Article]], executor: Executor, workers: int
) -> Iterator[R]:
    """Keep every worker busy, and no more than two chunks for each, and two, in memory."""
    waiting: deque[Future[R]] = deque()
    try:
        for chunk in chunks:
            waiting.append(executor.submit(work, chunk))
            if len(waiting) >= 2 * workers + 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Processes that read; whoever stops early, with Ctrl-C or an error, does not wait for what they have begun."""
    others = set(active_children())
    with ProcessPoolExecutor(workers, get_context("spawn"), signal, (SIGINT, SIG_IGN)) as pool:
        try:
            yield pool
        except BrokenProcessPool as error:
            raise GraphkbError("a process that read ended of itself; is there memory enough for so many?") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in set(active_children()) - others:
                process.terminate()
            raise


_ONE_AT_A_TIME = Lock()


@contextmanager
def _by_itself() -> Iterator[None]:
    """One chunk at a time, in memory that is given back after it.

    A worker of a cluster may have several threads, but the language model is made for one; and it would remember every
    new word of every article for good.
    """
    with _ONE_AT_A_TIME, load_model(None).memory_zone():
        yield


def _read_here(batch: list[Article], extractor: str, on_read: Callable[[int], None] | None) -> Chunk:
    """The same as a worker does, telling of each article as it is read."""
    errors: list[ArticleError] = []
    refused: Counter[str] = Counter()

    def one_by_one() -> Iterator[Reading]:
        left = len(batch)
        for reading in read_articles(batch, extractor=extractor, on_error=errors.append):
            yield reading
            left -= 1
            if on_read:
                on_read(1)
        if on_read and left:
            on_read(left)

    with _by_itself():
        graph = build_graph(one_by_one(), on_refused=lambda _, why: refused.update([why]))
    return Chunk(len(batch), graph, tuple(map(str, errors)), refused)


def _read_chunk(batch: list[Article], extractor: str) -> Chunk:
    """What a worker does."""
    return _read_here(batch, extractor, on_read=None)


def _rows_of_chunk(
    batch: list[Article], extractor: str, explain: bool, decisions: Decisions | None
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    errors: list[ArticleError] = []
    told = extractor if explain else None
    with _by_itself():
        readings = read_articles(batch, extractor=extractor, on_error=errors.append)
        rows = [row for reading in readings for row in exchange_rows(reading, explain=told, decisions=decisions)]
    return rows, tuple(map(str, errors))
