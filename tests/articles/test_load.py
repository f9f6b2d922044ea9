"""Files, folders, standard input, loaders of other packages, and every sort of bad input."""

import io
import os
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article, Source, load_articles, loader_names, loaders
from graphkb.errors import ArticleError, UnknownName

STORY = "Talks resume\n\nThe two sides met.\n"


def test_folder_is_read_to_its_depths_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.jsonl", "c.html", ".git/x.txt", "a/.DS_Store", "a/data.xlsx", "LICENSE"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"id": "j", "text": "x"}' if name.endswith("jsonl") else f"# {name}\n\nRead.\n")
    (tmp_path / "b.txt").write_text("B.txt on the lake\n\nAll of it is read.\n")
    (tmp_path / "c.html").write_text("<h1>c.html</h1><p>The two sides met in Bishkek on Monday and agreed.</p>")
    errors: list[ArticleError] = []
    ids = [article.title or article.id for article in load_articles(tmp_path, on_error=errors.append)]
    assert ids == ["j", "a/z.md", "B.txt on the lake", "c.html"]
    assert [str(e).split(": ")[1].split(";")[0] for e in errors] == ["skipped", "skipped"]
    assert "no loader reads .xlsx" in str(errors[1])
    assert len(list(load_articles(tmp_path))) == 4


def test_bad_file_in_a_folder_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(STORY.replace("two", "three"))
    errors: list[ArticleError] = []
    assert len(list(load_articles(tmp_path, on_error=errors.append))) == 2
    assert [str(error) for error in errors] == [f"{tmp_path / 'b.txt'}: empty; an article needs text"]
    with pytest.raises(ArticleError, match=r"b\.txt: empty"):
        list(load_articles(tmp_path))


def test_links_that_go_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere.txt")
    assert len(list(load_articles(tmp_path))) == 1


@pytest.mark.parametrize(
    ("data", "title"),
    [
        pytest.param(STORY.encode(), "Talks resume", id="text"),
        pytest.param(b'\n {"id": "a", "text": "x", "title": "T"}\n', "T", id="json-lines"),
        pytest.param(
            b"<!DOCTYPE html><h1>Talks resume</h1><p>The two sides met in Bishkek on Monday.", "Talks resume", id="html"
        ),
        pytest.param(b"---\ntitle: Talks resume\n---\nThe two sides met.", "Talks resume", id="markdown"),
    ],
)
def test_standard_input_is_told_by_how_it_begins(data: bytes, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(BytesIO(data)))
    assert [article.title for article in load_articles("-")] == [title]


def test_file_without_suffix_is_told_by_how_it_begins(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("<html><h1>Talks resume</h1><p>The two sides met in Bishkek on Monday.")
    assert next(load_articles(tmp_path / "page")).title == "Talks resume"


def test_same_content_has_the_same_id_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(STORY.replace("\n", "\r\n").encode("utf-16"))
    assert len({article.id for article in load_articles(tmp_path)}) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.md", b" \n\t\n", "empty", id="blank"),
        pytest.param("a.jsonl", b"\n\n", "empty", id="blank-json-lines"),
        pytest.param("a.txt", b"\xef\xbb\xbf", "empty", id="only-a-byte-order-mark"),
        pytest.param("a.txt", b"Advertisement\n\nShare this", "no article found", id="only-furniture"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data", id="binary"),
        pytest.param("a.html", bytes(range(1, 256)) * 9, "binary data|neither UTF-8", id="all-bytes"),
        pytest.param(
            "a.txt",
            "Erdoğan öğle\nüzeri ".encode() * 20 + b"\xc4" + b" sonra",
            r"broken utf-8 at byte \d+ \(line 21\)",
            id="broken-utf8",
        ),
        pytest.param("a.txt", b"\xff\xfe\x41", "broken utf-16", id="half-utf16"),
        pytest.param("a.txt", b"word " * 5_000_000, "larger than 20 MB", id="25-megabytes"),
        pytest.param("a.html", b"<p>word " * 1_000_000, "larger than 5 MB", id="long-page"),
        pytest.param("a.xyz", b"text", r"no loader reads \.xyz \(there are atom, csv", id="unknown-suffix"),
    ],
)
def test_bad_file_is_one_clear_error(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=said) as caught:
        list(load_articles(path))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.txt", "a\0b.txt"):
        with pytest.raises(ArticleError, match=r"cannot be read"):
            list(load_articles(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_file_that_may_not_be_read_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(ArticleError, match="Permission denied"):
        list(load_articles(tmp_path / "a.txt"))


def test_size_allowed_is_the_callers_choice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 100)
    with pytest.raises(ArticleError, match="larger than 100 bytes"):
        list(load_articles(tmp_path / "a.txt", max_bytes=100))
    assert len(list(load_articles(tmp_path / "a.txt", max_bytes=500))) == 1


def test_unknown_loader_is_told_at_once_with_near_ones() -> None:
    with pytest.raises(UnknownName, match="did you mean 'jsonl'"):
        load_articles("nowhere.txt", loader="jsnol")


def test_old_encodings_are_guessed(tmp_path: Path) -> None:
    story = "Президент Казахстана встретился с президентом России в Астане. Они говорили о зерне и о границе. " * 3
    (tmp_path / "a.txt").write_bytes(story.encode("cp1251"))
    assert next(load_articles(tmp_path / "a.txt")).text == story


def load_shout(source: Source) -> Iterator[Article]:
    """A loader as another package would write it."""
    text = source.text()
    yield Article("shout", text.upper())


def test_loader_of_another_package_is_found_by_name_and_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("shout", f"{__name__}:load_shout", loaders.GROUP)
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    monkeypatch.setattr(loaders, "entry_points", lambda group: [entry])
    loaders._registered.cache_clear()
    try:
        (tmp_path / "a.shout").write_text("Hear this.")
        assert loader_names() == ["shout"]
        assert [article.text for article in load_articles(tmp_path / "a.shout")] == ["HEAR THIS."]
        broken = EntryPoint("shout", "no_such_package:load", loaders.GROUP)
        monkeypatch.setattr(loaders, "entry_points", lambda group: [broken])
        loaders._registered.cache_clear()
        with pytest.raises(ArticleError, match=r"loader 'shout' .* cannot be loaded"):
            list(load_articles(tmp_path / "a.shout"))
    finally:
        loaders._registered.cache_clear()


BEGINNINGS = [b"", b"{", b"<html>", b"<p>", b"---\n", b"\xef\xbb\xbf", b"\xff\xfe", b"# ", b'{"id": "a", "text": "']


@pytest.mark.parametrize("loader", ["txt", "md", "html", "jsonl"])
@settings(deadline=10_000, max_examples=150)
@given(
    begin=st.sampled_from(BEGINNINGS), rest=st.one_of(st.binary(max_size=600), st.text(max_size=300).map(str.encode))
)
def test_any_bytes_are_articles_or_a_known_error(loader: str, begin: bytes, rest: bytes) -> None:
    try:
        found = list(load_articles("-", loader=loader, stream=BytesIO(begin + rest)))
    except ArticleError as error:
        assert str(error).startswith("standard input")
        return
    for article in found:
        assert article.text.strip()
        assert article.id.encode()
        ends = [0, *(part.end for part in article.parts)]
        assert all(b <= p.start < p.end <= len(article.text) for p, b in zip(article.parts, ends, strict=False))


def test_docs_name_every_loader() -> None:
    page = (Path(__file__).parents[2] / "docs" / "loaders.md").read_text(encoding="utf-8")
    assert [name for name in loader_names() if f"`{name}`" not in page] == []
