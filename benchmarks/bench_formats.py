"""How quickly articles of each format come in, beside JSON lines; and a feed of 10,000 items, one in a hundred broken.

Parsing only: nothing is read in the articles. All samples are made here, of the same three sentences. Prints how many
times as long an article takes as in JSON lines, in processor time of this process (of PDF: with its own processes).
"""

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from graphkb.articles import load_articles  # noqa: E402
from graphkb.errors import ArticleError  # noqa: E402
from tests.articles import made  # noqa: E402

COUNT = 300


def prose(number: int) -> tuple[str, ...]:
    """The paragraphs of an article, in no two of which the same sentence stands: what was judged is remembered."""
    return tuple(f"{sentence[:-1]} for the {number}.{n}th time." for n, sentence in enumerate(made.STORY * 6))


def processor() -> float:
    """The seconds of processor time that this process and those it started have taken."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def loaded(loader: str, data: bytes) -> int:
    """How many articles come out of data."""
    return sum(1 for _ in load_articles("-", loader=loader, stream=BytesIO(data), max_bytes=100_000_000))


def each(loader: str, count: int, make: Callable[[int], bytes]) -> Callable[[], int]:
    """A file for each article."""
    files = [make(number) for number in range(count)]
    return lambda: sum(loaded(loader, data) for data in files)


def lines(count: int) -> bytes:
    """JSON lines."""
    rows = ({"id": str(n), "text": f"{n} " + "\n\n".join(prose(n))} for n in range(count))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(count: int) -> bytes:
    """A table of quoted texts."""
    rows = (f'{n},"{n} ' + "\n\n".join(prose(n)) + '"\n' for n in range(count))
    return ("id,text\n" + "".join(rows)).encode()


def feed(count: int, *, broken: int = 0) -> bytes:
    """A feed, every so manieth item of which is broken."""

    def item(number: int) -> str:
        if broken and number % broken == 0:
            return "<item><title>Half an item</title><description><b></item>"
        return made.item(number, text="<p>" + "</p><p>".join(prose(number)) + "</p>")

    return made.rss(*map(item, range(1, count + 1)))


def archive(count: int) -> bytes:
    """A web archive of pages."""
    return made.warc(*((f"https://example.org/{n}", made.page("Day", prose(n))) for n in range(count)))


SAMPLES: dict[str, tuple[int, Callable[[], int]]] = {
    "jsonl": (COUNT, lambda: loaded("jsonl", lines(COUNT))),
    "jsonl.gz": (COUNT, lambda: loaded("gz", gzip.compress(lines(COUNT)))),
    "csv": (COUNT, lambda: loaded("csv", table(COUNT))),
    "txt": (COUNT, each("txt", COUNT, lambda n: f"Day {n}\n\n{chr(10).join(prose(n))}".encode())),
    "rss": (COUNT, lambda: loaded("rss", feed(COUNT))),
    "docx": (COUNT, each("docx", COUNT, lambda n: made.docx(*(("Normal", s) for s in prose(n))))),
    "html": (100, each("html", 100, lambda n: made.page(f"Day {n}", prose(n)))),
    "warc": (100, lambda: loaded("gz", archive(100))),
    "pdf": (10, each("pdf", 10, lambda n: made.pdf([s[:80] for s in prose(n)]))),
}


def formats() -> None:
    """Print the cost of each format."""
    base = 0.0
    for name, (count, load) in SAMPLES.items():
        load()  # libraries are imported once, whatever the number of articles
        started = processor()
        found = load()
        spent = (processor() - started) / count
        base = base or spent
        print(f"{name:9} {spent / base:7.1f} x JSON lines ({found} articles, {1 / spent:,.0f} a second of one core)")


def long_feed(count: int = 10_000, broken: int = 100) -> None:
    """Print what becomes of a long feed with broken items."""
    errors: list[ArticleError] = []
    data = feed(count, broken=broken)
    started = time.process_time()
    stream = BytesIO(data)
    good = sum(
        1 for _ in load_articles("-", loader="rss", stream=stream, max_bytes=100_000_000, on_error=errors.append)
    )
    spent = time.process_time() - started
    numbers = range(broken, count + 1, broken)
    named = sum(f"item {number}:" in str(error) for number, error in zip(numbers, errors, strict=True))
    print(f"feed of {count:,} items, {len(data) / 1e6:.0f} MB, {count / spent:,.0f} items a second of one core:")
    print(f"  {good:,} of {count - len(numbers):,} good ones in, {named} of {len(numbers)} broken ones named")


if __name__ == "__main__":
    formats()
    long_feed()
