"""A load that is killed again and again, run as a program: imports are done once, each load is a child of its own.

`python -m tests.store.resuming KILLS SEED LOG` reads from standard input where the store is, as arguments of
`open_store` in JSON. Whatever a load reads is written to the log, as `again` where it was kept already when that load
began.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import neo4j  # noqa: F401  (imported here, once, and not in each child)

import graphkb.graph.copies
import graphkb.graph.parallel
import graphkb.relations
import graphkb.store.deciding
from graphkb.articles import Article
from graphkb.graph import Graph, Reading
from graphkb.knowledge_base import KnowledgeBase
from graphkb.store import open_store
from tests.graph.made import CSTO, KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, article, graph, reading, says

ARTICLES = 300
BATCH = 3


def articles() -> list[Article]:
    return [article(str(n), text=f"Story {n} is told by nobody else. " * 4) for n in range(ARTICLES)]


def told(one: Article) -> Reading:
    """What an article says: some of it is said by all, so that loads meet on the same relationships."""
    ends = [RUSSIA, KAZAKHSTAN, PUTIN, TOKAYEV, CSTO]
    number = int(one.id)
    return reading(
        one,
        says(PUTIN, "PRAISES", TOKAYEV),
        says(ends[number % 5], "CRITICIZES", ends[(number + 1) % 5], sentence=1),
        says(RUSSIA, "INVADES", KAZAKHSTAN, polarity=["affirmed", "denied"][number % 2], sentence=2),
    )


def expected() -> Graph:
    return graph(*map(told, articles()))


def load(where: dict[str, Any], log: str, ready: int) -> None:
    """Load all articles into the store, as `graphkb load` does; only the reading is made up."""
    with open_store(**where) as store, Path(log).open("a", buffering=1, encoding="utf-8") as out:
        kept = {row[0] for row in store.query("MATCH (a:Article) RETURN a.id").rows}

        def read(some: Iterable[Article], **_: Any) -> Iterator[Graph]:
            for batch in graphkb.graph.parallel.batches(some, BATCH):
                out.writelines(f"{'again' if one.id in kept else 'read'} {one.id}\n" for one in batch)
                yield graph(*map(told, batch))

        graphkb.graph.parallel.read_graphs = read  # type: ignore[assignment]
        os.write(ready, b"1")
        KnowledgeBase(store).add(articles())


def killed(where: dict[str, Any], log: str, chance: random.Random) -> None:
    """Begin a load and end it at some moment, as the power does or as Ctrl-C does."""
    seen, ready = os.pipe()
    child = os.fork()
    if not child:
        try:
            load(where, log, ready)
        except KeyboardInterrupt:
            pass
        finally:
            os._exit(0)
    os.close(ready)
    os.read(seen, 1)
    os.close(seen)
    time.sleep(chance.random() ** 2 * 0.4)
    os.kill(child, chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT]))
    os.waitpid(child, 0)


if __name__ == "__main__":
    kills, seed, log = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    where = json.load(sys.stdin)
    chance = random.Random(seed)
    for _ in range(kills):
        killed(where, log, chance)
    reader, writer = os.pipe()
    load(where, log, writer)
