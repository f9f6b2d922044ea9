"""What it costs to find out who is meant: its share of the reading, and how it grows with the number of known actors.

Reads the articles of the file given, or seeds/. Prints, all of one run: the processor time of finding mentions and
resolving them as a share of the whole reading; then the time of the same resolving with gazetteers of more and more
made-up leaders, as a ratio to the smallest.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from graphkb.actors import Gazetteer, load_gazetteer, resolve
from graphkb.actors.likeness import compare_people
from graphkb.articles import Article, load_articles
from graphkb.graph import build_graph, read_articles
from graphkb.mentions import find_mentions
from graphkb.text import Sentence, load_model, split

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000, 100_000)
SYLLABLES = """ba be bi do du fa fe ga gi ho ja ka ke la le li lo ma me mi mo na ne ni no pa ra re ri ro sa se ta ti to
va vi za""".split()


def timed(work: Callable[[], object]) -> float:
    """The seconds of processor time that the work takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def names(chance: random.Random) -> Iterator[str]:
    """Names of nobody, no two the same, shorter and longer ones."""
    seen = set()
    while True:
        words = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(2))
        if (name := " ".join(words)) not in seen:
            seen.add(name)
            yield name


def made_up(folder: Path, size: int, chance: random.Random) -> None:
    """Write the files of a gazetteer of so many leaders of Norway, each in office for some years."""
    with (folder / "states.csv").open("w", encoding="utf-8") as states:
        states.write("iso3,iso2,name,official_name,status,capital,latitude,longitude,wikidata,source\n")
        states.write("NOR,NO,Norway,,un-member,Oslo,59.9,10.7,,made up\n")
    with (folder / "leaders.csv").open("w", encoding="utf-8") as people, (folder / "terms.csv").open("w") as terms:
        person, term = csv.writer(people), csv.writer(terms)
        person.writerow("id name iso3 gender wikidata source".split())
        term.writerow("person office title of since until source".split())
        for number, name in zip(range(size), names(chance), strict=False):
            person.writerow([f"l{number}", name, "NOR", "f", "", "made up"])
            term.writerow([f"l{number}", "other:mayor", "mayor", "state/NOR", "2010", "2020", "made up"])


def seen(parsed: list[list[Sentence]], gazetteer: Gazetteer) -> int:
    """How many sightings there are in parsed articles."""
    return sum(len(resolve(find_mentions(s, names=gazetteer), gazetteer=gazetteer)) for s in parsed)


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    articles: list[Article] = list(load_articles(source))
    list(read_articles(articles[:1]))  # models and facts are loaded once, whatever the number of articles
    known = load_gazetteer()
    parsed = [sentences for _, sentences in split(articles, nlp=load_model())]
    found = seen(parsed, known)
    spent = timed(lambda: seen(parsed, known))
    mentions = [find_mentions(sentences, names=known) for sentences in parsed]
    alone = timed(lambda: [resolve(mentioned, gazetteer=known) for mentioned in mentions])
    for extractor in ("rules", "auto"):
        whole = timed(partial(lambda name: build_graph(read_articles(articles, extractor=name)), extractor))
        print(
            f"{len(articles)} articles, {found} sightings: resolving takes {alone / whole:.3f} of the whole reading "
            f"({extractor}), finding mentions and resolving {spent / whole:.3f}"
        )

    chance, base = random.Random(1), 0.0
    spellings = [name for _, name in zip(range(200), names(random.Random(2)), strict=False)]
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            made_up(Path(folder), size, chance)
            loading = timed(partial(load_gazetteer, Path(folder)))
            made = load_gazetteer(Path(folder))
        indexing = timed(partial(made.like, "Nobody Atall"))
        asking = timed(partial(lambda gazetteer: [gazetteer.like(name) for name in spellings], made))
        resolving = timed(partial(seen, parsed, made))
        base = base or resolving
        print(
            f"{size:>7,} known: loaded in {loading:.2f} s, indexed in {indexing:.2f} s; finding and resolving "
            f"x{resolving / base:.2f}; an unknown full name {1e3 * asking / len(spellings):.2f} ms"
        )
    pairs = timed(lambda: [compare_people(a, b) for a in spellings[:50] for b in spellings])
    print(f"comparing two names: {1e6 * pairs / (50 * len(spellings)):.0f} microseconds")
