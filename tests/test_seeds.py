"""The articles that come with graphkb are whole, dated, sourced and all different."""

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.md"))
KEYS = {"title", "published", "publisher", "language", "sources"}


def read(seed: Path) -> tuple[dict[str, object], str]:
    _, front, body = re.split(r"^---\n", seed.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])[\"”]?\s+", " ".join(text.split())) if len(part.split()) > 3]


def test_there_are_enough_to_show_what_graphkb_does() -> None:
    assert len(SEEDS) >= 12


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_front_matter_is_complete(seed: Path) -> None:
    front, _ = read(seed)
    assert set(front) == KEYS
    assert (front["publisher"], front["language"]) == ("graphkb seeds", "en")
    assert isinstance(front["title"], str) and front["title"]
    sources = front["sources"]
    assert isinstance(sources, list) and sources
    assert all(isinstance(source, str) and re.search(r"\d|UN ", source) for source in sources)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_the_file_name_begins_with_the_date_of_publication(seed: Path) -> None:
    published = read(seed)[0]["published"]
    assert isinstance(published, datetime.date)
    assert seed.name.startswith(f"{published.isoformat()}-")
    assert datetime.date(2022, 1, 1) <= published <= datetime.date(2022, 12, 31)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_length_is_that_of_a_news_article(seed: Path) -> None:
    assert 300 <= len(read(seed)[1].split()) <= 700


def test_no_sentence_and_no_title_comes_twice() -> None:
    bodies = Counter(sentence for seed in SEEDS for sentence in sentences(read(seed)[1]))
    titles = Counter(str(read(seed)[0]["title"]) for seed in SEEDS)
    assert [text for text, count in (bodies + titles).items() if count > 1] == []


def test_the_articles_reach_the_events_that_the_saved_queries_show() -> None:
    text = " ".join(read(seed)[1] for seed in SEEDS)
    expected = ("Tokayev", "Rahmon", "Japarov", "abstain", "Hochstein", "Sievierodonetsk", "Hwasong", "reparation")
    assert [word for word in expected if word not in text] == []
