"""How well and how quickly copies are found among generated articles: precision, recall, and time for each article.

A fifth of the articles are copies of another one: cut from the end, reworded, turned about, added to, or all of these.
The number of articles is doubled twice up to the one given (100,000), so that the time for each shows what grows.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from math import comb

from graphkb.articles import Article
from graphkb.graph.copies import find_copies

SEED = 8
ENDINGS = ("a", "e", "i", "o", "u", "ar", "en")
WORDS = [f"{first}{middle}{last}" for first in "bcdfghklmnprstvw" for middle in ENDINGS for last in "bdgklmnprstvz"]
"""Some 1,500 made-up words, used as unevenly as the words of a language."""
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]


def story(chance: random.Random) -> list[list[str]]:
    """Sentences of some twenty words."""
    lengths = [chance.randrange(12, 28) for _ in range(chance.randrange(10, 35))]
    words = iter(chance.choices(WORDS, WEIGHTS, k=sum(lengths)))
    return [[next(words) for _ in range(length)] for length in lengths]


def copy(sentences: list[list[str]], chance: random.Random) -> list[list[str]]:
    """The same story as another paper prints it."""
    kept = sentences[: max(4, round(len(sentences) * chance.uniform(0.4, 1.0)))]
    share = chance.uniform(0.0, 0.08)
    told = [[chance.choice(WORDS) if chance.random() < share else word for word in sentence] for sentence in kept]
    if chance.random() < 0.2:
        half = len(told) // 2
        told = told[half:] + told[:half]
    if chance.random() < 0.3:
        told += story(chance)[: max(1, len(told) // 6)]
    return told


def articles(number: int, stories: dict[str, str]) -> Iterator[Article]:
    """So many articles; `stories` is told which story each of them tells."""
    chance = random.Random(SEED)
    made = 0
    while True:
        original = story(chance)
        copies = chance.choice((1, 1, 1, 2, 4)) if chance.random() < 0.14 else 0
        first = made
        for told in range(1 + copies):
            if made == number:
                return
            sentences = copy(original, chance) if told else original
            stories[str(made)] = str(first)
            yield Article(str(made), ". ".join(map(" ".join, sentences)), publisher=f"Paper {told}")
            made += 1


def pairs(groups: Iterable[Hashable]) -> int:
    """How many pairs are in the same group."""
    return sum(comb(size, 2) for size in Counter(groups).values())


if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    stories: dict[str, str] = {}
    made = list(articles(most, stories))
    fewest = 0.0
    for number in (most // 4, most // 2, most):
        started = time.process_time()
        origin = find_copies(made[:number]).origin
        spent = (time.process_time() - started) / number
        fewest = fewest or spent
        told = [stories[id] for id in origin]
        right = pairs((stories[id], origin[id]) for id in origin)
        print(
            f"{number:,} articles, {number - len(set(told)):,} of them copies: "
            f"precision {right / pairs(origin.values()):.4f}, recall {right / pairs(told):.4f}; "
            f"{1000 * spent:.2f} ms an article, {spent / fewest:.2f} times that of the fewest",
            flush=True,
        )
