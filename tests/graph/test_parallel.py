"""Reading in several processes."""

import time
from collections.abc import Iterator

import pytest

from graphkb.articles import Article
from graphkb.graph import read_graphs

ARTICLES = [
    Article(id=f"a{n}", text=f"{who} warned Mali. President Vladimir Putin met {who}'s president in Astana.")
    for n, who in enumerate(["Kenya", "France", "Chad"] * 12)
]


def test_two_workers_give_the_graphs_of_one() -> None:
    one = list(read_graphs(ARTICLES, extractor="rules"))
    two = list(read_graphs(ARTICLES, extractor="rules", workers=2))
    assert one == two
    assert len(one) > 2


def test_who_stops_early_does_not_wait_for_the_workers() -> None:
    def endless() -> Iterator[Article]:
        yield from ARTICLES
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(read_graphs(endless(), extractor="rules", workers=2))
    assert time.monotonic() - started < 3
