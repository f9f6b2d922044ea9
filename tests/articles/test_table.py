"""CSV, TSV, Parquet and JSON lines of articles whose columns have other names."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article, load_articles
from graphkb.articles.columns import choose_columns, parse_columns
from graphkb.errors import ArticleError, UnknownName


def read(data: bytes, loader: str = "csv", **columns: str) -> tuple[list[Article], list[str]]:
    errors: list[ArticleError] = []
    stream = BytesIO(data)
    found = list(load_articles("-", loader=loader, columns=columns, stream=stream, on_error=errors.append))
    return found, [str(error) for error in errors]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_with_usual_names_are_found(delimiter: str) -> None:
    lines = [
        ("Date", "Headline", "Body", "Outlet", "Topic"),
        ("2022-10-12", "Quotas", '"Oslo said ""no"".\n\nChile, too, said so."', "Fjord Wire", "fish"),
    ]
    ([article], errors) = read("\r\n".join(delimiter.join(line) for line in lines).encode("utf-8-sig"))
    assert errors == []
    assert article.text == 'Oslo said "no".\n\nChile, too, said so.'
    assert (article.title, article.publisher, article.published) == ("Quotas", "Fjord Wire", date(2022, 10, 12))
    assert article.id.startswith("sha256:")


def test_wished_columns_go_before_usual_ones() -> None:
    data = b"text,long text,id\nShort.,The long text.,7\n"
    assert [article.text for article in read(data)[0]] == ["Short."]
    assert [(article.text, article.id) for article in read(data, text="long text")[0]] == [("The long text.", "7")]


@pytest.mark.parametrize(
    ("data", "columns", "said"),
    [
        pytest.param(b"a,b\n1,2\n", {}, "no column holds the text", id="no-text"),
        pytest.param(b"text\nOslo.\n", {"text": "body"}, "has no column 'body'; it has 'text'", id="wish-not-there"),
        pytest.param(b"", {}, "empty", id="empty"),
        pytest.param(b"text,id\nOslo,1,2\n", {}, ":2: 3 cells under 2 columns", id="too-many-cells"),
        pytest.param(b"text,date\nOslo.,soon\n", {}, ":2: 'published' is 'soon'", id="no-date"),
        pytest.param(b"text,id\n,1\n", {}, ":2: 'text' is missing", id="no-text-in-row"),
        pytest.param(b'text\n"' + b"x" * 2_100_000 + b"\n", {}, "not CSV: field larger", id="quote-not-closed"),
    ],
)
def test_bad_table_is_one_clear_error(data: bytes, columns: dict[str, str], said: str) -> None:
    articles, errors = read(data, **columns)
    assert articles == []
    assert said in errors[0], errors


def test_bad_rows_are_named_and_the_good_are_read() -> None:
    rows = [
        "text,date",
        "Oslo said no.,2022-10-12",
        "Chile said no.,tomorrow",
        '"Peru\n\nagreed."',
        "",
        "\xff",
        "Bonn left.,",
    ]
    articles, errors = read("\n".join(rows).encode("latin-1"))
    assert [article.text for article in articles] == ["Oslo said no.", "Peru\n\nagreed.", "Bonn left."]
    assert [error.split(": ")[0] for error in errors] == ["standard input:3", "standard input:8"]


def test_row_with_a_broken_letter_in_one_of_its_lines_is_left_out_whole() -> None:
    data = 'text,id\n"Oslo said no.\nMünchen, too.",1\nChile agreed.,2\n'.encode("cp1252")
    articles, errors = read(data)
    assert [article.id for article in articles] == ["2"]
    assert ["standard input:3: broken utf-8" in error for error in errors] == [True]


def test_columns_are_written_as_pairs() -> None:
    assert parse_columns("text=body,id=n") == {"text": "body", "id": "n"}
    with pytest.raises(ArticleError, match="write FIELD=COLUMN"):
        parse_columns("body")
    with pytest.raises(UnknownName, match="did you mean 'text'"):
        parse_columns("txt=body")
    with pytest.raises(UnknownName, match="unknown field"):
        load_articles("a.csv", columns={"body": "text"})


def test_column_is_not_used_twice() -> None:
    assert choose_columns(["body", "date"], {"title": "body", "text": "date"}, "a") == {"text": "date", "title": "body"}


def test_json_lines_with_other_keys_are_read() -> None:
    lines = [{"fields": {"bodyText": "Oslo said no."}, "webTitle": "Quotas"}, {"fields": {}}]
    data = "\n".join(map(json.dumps, lines)).encode()
    articles, errors = read(data, "jsonl", text="fields.bodyText", title="webTitle")
    assert [(article.text, article.title) for article in articles] == [("Oslo said no.", "Quotas")]
    assert ":2: 'text' is missing" in errors[0]


def test_line_that_is_too_long_is_reported_and_the_rest_is_read() -> None:
    lines = [{"id": str(n), "text": "word " * (5_000 if n == 1 else 3)} for n in range(4)]
    errors: list[ArticleError] = []
    stream = BytesIO("\n".join(map(json.dumps, lines)).encode())
    found = load_articles("-", loader="jsonl", stream=stream, max_bytes=1_000, on_error=errors.append)
    assert [article.id for article in found] == ["0", "2", "3"]
    assert ["standard input:2: a line larger than 1,000 bytes" in str(error) for error in errors] == [True]


# ---------------------------------------------------------------- Parquet


def parquet(path: Path, **columns: list[Any]) -> Path:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    write_table(pa.table(columns), path, row_group_size=50)
    return path


def test_parquet_is_read_in_its_order(tmp_path: Path) -> None:
    days = [date(2022, 10, 12), None] * 60
    path = parquet(tmp_path / "a.parquet", body=[f"Oslo said {n}." for n in range(120)], date=days, n=list(range(120)))
    articles = list(load_articles(path, columns={"id": "n"}))
    assert [article.id for article in articles] == [str(n) for n in range(120)]
    assert [article.published for article in articles] == days


def test_bad_rows_of_parquet_are_named(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", text=["Oslo said no.", None, ""], id=[1.0, float("nan"), 3.0])
    errors: list[ArticleError] = []
    assert list(load_articles(path, on_error=errors.append)) == []
    assert "row 1: 'id' is float" in str(errors[0])
    assert len(errors) == 3


def test_parquet_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(ArticleError, match=r"pip install 'graphkb\[parquet\]'"):
        list(load_articles(tmp_path / "a.parquet"))


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_damage_to_parquet_is_a_known_error(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "whole.parquet"
    whole = (path if path.exists() else parquet(path, text=["Oslo said no."] * 9)).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 12)) :]
    read(broken, "parquet")


@settings(deadline=None, max_examples=100)
@given(
    data=st.binary(max_size=200) | st.text('text,";\n\r\t|x', max_size=100).map(lambda t: ("id,text\n" + t).encode())
)
def test_any_bytes_are_rows_or_a_known_error(data: bytes) -> None:
    for article in read(data)[0]:
        assert article.text.strip()
