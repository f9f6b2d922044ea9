"""Made-up wire stories, and what papers do to them: cut, reworded, reordered, corrected."""

import random

_NOUNS = (
    "minister envoy harbour council border delegation treaty convoy budget railway pipeline festival observer garrison "
    "mayor parliament ferry merchant bridge station orchard reservoir quarry vineyard lighthouse archive tribunal"
).split()
_VERBS = "visited praised delayed crossed inspected opened rejected signed guarded repaired counted announced".split()
_OTHERS = (
    "quietly again yesterday northern seven ageing narrow disputed coastal early second distant rival joint".split()
)


def story(seed: int, sentences: int = 24) -> str:
    """A story of sentences of some fifteen words; two seeds give two stories."""
    chance = random.Random(seed)
    return " ".join(_sentence(chance) for _ in range(sentences))


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_OTHERS if place % 3 else _NOUNS) for place in range(12)]
    words.insert(4, chance.choice(_VERBS))
    words += [str(chance.randrange(10_000)), chance.choice(_NOUNS)]
    return " ".join(words).capitalize() + "."


def rewritten(text: str, seed: int, *, words: float = 0.05, keep: float = 1.0, turned: bool = False) -> str:
    """A story with so many of its words changed, of which so much is kept, its sentences turned about or not."""
    chance = random.Random(seed)
    sentences = text.split(". ")
    sentences = sentences[: max(1, round(len(sentences) * keep))]
    if turned:
        chance.shuffle(sentences)
    told = (word if chance.random() >= words else f"reworded{chance.randrange(10_000)}" for word in " ".join(
        sentence.rstrip(".") + "." for sentence in sentences
    ).split())  # fmt: skip
    return " ".join(told)
