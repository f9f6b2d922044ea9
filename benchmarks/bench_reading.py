"""How long the whole reading takes beside the bare spaCy pipeline on the same text.

Reads the articles of the file given, or seeds/; prints ratios measured in one run, the steps in turn.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from graphkb.articles import Article, load_articles
from graphkb.graph import build_graph, read_articles
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


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    articles = list(load_articles(source))
    words = sum(len(article.text.split()) for article in articles)
    list(read_articles(articles[:1]))  # models and facts are loaded once, whatever the number of articles
    base = timed(lambda: bare(articles))
    print(f"{len(articles)} articles, {words} words; spaCy alone ({model_name(load_model())}): {base:.1f} s")
    for extractor in ("rules", "auto"):
        spent = timed(lambda name=extractor: build_graph(read_articles(articles, extractor=name)))  # type: ignore[misc]
        rate = 60 * len(articles) / spent
        print(f"graphkb, {extractor:6} / spaCy alone: {spent / base:.2f} ({rate:.0f} articles a minute)")
