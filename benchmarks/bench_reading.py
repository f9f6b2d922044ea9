"""How long the whole reading takes beside the bare spaCy pipeline on the same text, with one worker and with two.

`bench_reading.py [FILE [COUNT]]` reads the first COUNT articles of the file, or seeds/; it prints ratios measured in
one run, the steps in turn. One process is measured in its processor time, several in time on the clock.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import spacy

from graphkb.articles import Article, load_articles
from graphkb.graph import build_graph, read_articles, read_graphs
from graphkb.text import load_model, model_name

ROOT = Path(__file__).parents[1]


def timed(work: Callable[[], object]) -> float:
    """The seconds of processor time that the work takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def bare(articles: list[Article]) -> None:
    """What spaCy alone does with the texts, with all its components."""
    nlp = spacy.load(load_model().path)
    for _ in nlp.pipe(article.text for article in articles):
        pass


def by_clock(articles: list[Article], workers: int) -> float:
    """The seconds that so many processes take, once each of them has its models."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        list(read_graphs(articles[:1] * 8 * workers, executor=pool, workers=workers))
        started = time.monotonic()
        list(read_graphs(articles, executor=pool, workers=workers))
        return time.monotonic() - started


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    articles = list(islice(load_articles(source), int(sys.argv[2]) if len(sys.argv) > 2 else None))
    words = sum(len(article.text.split()) for article in articles)
    list(read_articles(articles[:1]))  # models and facts are loaded once, whatever the number of articles
    base = timed(lambda: bare(articles))
    print(f"{len(articles)} articles, {words} words; spaCy alone ({model_name(load_model())}): {base:.1f} s")
    for extractor in ("rules", "auto"):
        spent = timed(lambda name=extractor: build_graph(read_articles(articles, extractor=name)))  # type: ignore[misc]
        rate = 60 * len(articles) / spent
        print(f"graphkb, {extractor:6} / spaCy alone: {spent / base:.2f} ({rate:.0f} articles a minute)")
    one, two = (by_clock(articles, workers) for workers in (1, 2))
    rates = " and ".join(f"{60 * len(articles) / seconds:.0f}" for seconds in (one, two))
    print(f"two workers / one worker: {two / one:.2f} of the time on the clock ({rates} articles a minute)")
