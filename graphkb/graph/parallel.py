"""Reading in several processes: the same graphs in the same order as in one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, get_context
from signal import SIG_IGN, SIGINT, signal

from graphkb.articles import Article
from graphkb.errors import ArticleError, GraphkbError
from graphkb.graph.build import build_graph
from graphkb.graph.graph import Graph
from graphkb.graph.read import read_articles

BATCH = 16
"""How many articles are read at a time: few enough to lose little, many enough to be quick."""


def read_graphs(
    articles: Iterable[Article],
    *,
    extractor: str = "auto",
    workers: int = 1,
    executor: Executor | None = None,
    on_error: Callable[[ArticleError], None] | None = None,
) -> Iterator[Graph]:
    """Yield the graph of each batch of articles, in the order of the articles.

    `workers` processes read beside each other, or any `executor` that can pickle an article; the graphs are the same
    whatever their number. Errors are handled as by `read_articles`.
    """
    if executor is not None:
        yield from _spread(articles, executor, workers, extractor, on_error)
    elif workers > 1:
        # Spawned, not forked: a forked copy of an open embedded store would share its files.
        with _processes(workers) as pool:
            yield from _spread(articles, pool, workers, extractor, on_error)
    else:
        for batch in batches(articles):
            yield build_graph(read_articles(batch, extractor=extractor, on_error=on_error))


def batches(articles: Iterable[Article], size: int = BATCH) -> Iterator[list[Article]]:
    """Yield the articles in lists of at most `size`."""
    rest = iter(articles)
    while batch := list(islice(rest, size)):
        yield batch


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


def _spread(
    articles: Iterable[Article],
    executor: Executor,
    workers: int,
    extractor: str,
    on_error: Callable[[ArticleError], None] | None,
) -> Iterator[Graph]:
    """Keep every worker busy and no more than two batches each in memory; give the graphs back in order."""
    waiting: deque[Future[tuple[Graph, list[str]]]] = deque()

    def finish() -> Graph:
        graph, errors = waiting.popleft().result()
        for message in errors:
            error = ArticleError(message)
            if on_error is None:
                raise error
            on_error(error)
        return graph

    for batch in batches(articles):
        waiting.append(executor.submit(_read_batch, batch, extractor))
        if len(waiting) >= 2 * workers:
            yield finish()
    while waiting:
        yield finish()


def _read_batch(batch: list[Article], extractor: str) -> tuple[Graph, list[str]]:
    """What a worker does: the graph of a batch, and the messages of what could not be read."""
    errors: list[ArticleError] = []
    graph = build_graph(read_articles(batch, extractor=extractor, on_error=errors.append))
    return graph, [str(error) for error in errors]
