"""JSON Lines: one article an object, its text kept to the letter."""

import json
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import load_articles
from graphkb.errors import ArticleError


def written(tmp_path: Path, *lines: str | Mapping[str, object]) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), encoding="utf-8")
    return path


GOOD = {"id": "a", "text": "Fidan met Lavrov."}


def test_every_field_is_read(tmp_path: Path) -> None:
    row = {**GOOD, "title": "T", "url": "https://example.org/a", "publisher": "P", "published": "2025-05-26T10:00:00Z"}
    (article,) = load_articles(written(tmp_path, {**row, "language": "tr", "topic": "ignored"}))
    assert (article.id, article.title, article.url, article.publisher) == ("a", "T", "https://example.org/a", "P")
    assert (article.published, article.language) == (date(2025, 5, 26), "tr")


@settings(deadline=None)  # the first text in another script waits for the model of languages
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_text_is_kept_to_the_letter(text: str) -> None:
    line = json.dumps({"id": "a", "text": text}).encode()
    (article,) = load_articles("-", loader="jsonl", stream=BytesIO(line))
    assert article.text == text
    assert all(0 <= part.start < part.end <= len(text) for part in article.parts)


def test_text_of_one_paragraph_is_read_whole_whatever_it_says(tmp_path: Path) -> None:
    (article,) = load_articles(written(tmp_path, {"id": "a", "text": "Subscribe to Example Weekly"}))
    assert article.parts == ()


def test_furniture_between_paragraphs_is_in_no_part_but_in_the_text(tmp_path: Path) -> None:
    text = "Fidan met Lavrov.\n\nAdvertisement\n\nThey talked about grain."
    (article,) = load_articles(written(tmp_path, {"id": "a", "text": text}))
    assert article.text == text
    assert [text[part.start : part.end] for part in article.parts] == ["Fidan met Lavrov.", "They talked about grain."]


def test_several_stories_in_one_object_stay_one_article(tmp_path: Path) -> None:
    text = "Talks resume\n\nThe two met.\n\n* * *\n\nGrain moves\n\nA ship left."
    assert len(list(load_articles(written(tmp_path, {"id": "a", "text": text})))) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param('{"id": "b", "text": ', "not JSON: Expecting value", id="cut-off"),
        pytest.param("[" * 100_000, "not JSON", id="nested-too-deep"),
        pytest.param('["id", "text"]', "not an article but list", id="list"),
        pytest.param('{"text": "x"}', "'id' is missing", id="no-id"),
        pytest.param('{"id": "b"}', "'text' is missing", id="no-text"),
        pytest.param('{"id": "b", "text": 5}', "'text' is int, not a string", id="text-is-a-number"),
        pytest.param('{"id": "b", "text": "  "}', "must not be empty", id="empty-text"),
        pytest.param('{"id": true, "text": "x"}', "'id' is bool, not a string", id="id-is-true"),
        pytest.param('{"id": "b", "text": "x", "published": "yesterday"}', "'published' is 'yesterday'", id="no-date"),
        pytest.param('{"id": "b", "text": "\\ud800"}', "half a character", id="lone-surrogate"),
        pytest.param('{"id": "b", "text": "a\\u0000b"}', "zero byte", id="zero"),
        pytest.param('{"id": "a", "text": "Another text."}', "id 'a' is that of an earlier line", id="same-id"),
    ],
)
def test_bad_line_is_named_and_the_good_ones_are_kept(line: str, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, *[{"id": f"x{n}", "text": "x"} for n in range(5)], line, {"id": "z", "text": "z"})
    errors: list[ArticleError] = []
    articles = list(load_articles(path, on_error=errors.append))
    assert len(articles) == 7
    assert [str(error).startswith(f"{path}:7: ") for error in errors] == [True]
    assert said in str(errors[0])
    with pytest.raises(ArticleError, match=r"news\.jsonl:7: "):
        list(load_articles(path))


def test_broken_utf8_in_one_line_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        '{"id": "a", "text": "Erdoğan"}\n'.encode() + b'{"id": "b", "text": "\xc4\xff\xc5"}\n{"id": "c", "text": "x"}\n'
    )
    errors: list[ArticleError] = []
    assert [article.id for article in load_articles(path, on_error=errors.append)] == ["a", "c"]
    assert [f"{path}:2" in str(error) for error in errors] == [True]


def test_byte_order_marks_and_windows_lines_are_read(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "Erdoğan"}\r\n\r\n{"id": "b", "text": "x"}\r\n'
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.jsonl"
        path.write_bytes(lines.encode(encoding))
        assert [article.text for article in load_articles(path)] == ["Erdoğan", "x"]


def test_long_file_is_read_and_long_line_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, *[{"id": str(n), "text": "word " * 30} for n in range(50)])
    assert len(list(load_articles(path, max_bytes=1_000))) == 50
    long = written(tmp_path, {"id": "a", "text": "word " * 300})
    with pytest.raises(ArticleError, match=r"news\.jsonl:1: a line larger than 1,000 bytes"):
        list(load_articles(long, max_bytes=1_000))


def test_memory_does_not_grow_with_the_number_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkb.articles.jsonl.REMEMBERED", 3)
    lines = [{"id": str(n), "text": "x"} for n in range(6)] + [{"id": "0", "text": "y"}, {"id": "5", "text": "y"}]
    errors: list[ArticleError] = []
    stream = BytesIO("\n".join(map(json.dumps, lines)).encode())
    found = [article.text for article in load_articles("-", loader="jsonl", stream=stream, on_error=errors.append)]
    assert found == ["x"] * 6 + ["y"]  # the first id is forgotten by then, the last is not
    assert "standard input:8: id '5' is that of an earlier line" in str(errors[0])
