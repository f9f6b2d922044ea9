"""ZIP and gzipped files: what is in them is read; bombs, bad names and depth are refused."""

import gzip
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article, load_articles
from graphkb.articles.archives import MOST_DEEP, RATIO
from graphkb.errors import ArticleError
from tests.articles.made import STORY, archive, docx, page, pdf, rss
from tests.articles.made import item as feed_item

LINES = b'{"id": "a", "text": "Oslo said no."}\n{"id": "b", "text": "Chile agreed."}\n'


def read(name: str, data: bytes, tmp_path: Path) -> tuple[list[Article], list[str]]:
    path = tmp_path / name
    path.write_bytes(data)
    errors: list[ArticleError] = []
    found = list(load_articles(path, on_error=errors.append))
    return found, [str(error).removeprefix(f"{tmp_path}/") for error in errors]


def test_gzipped_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    for name, data in {"a.jsonl.gz": LINES, "a.html.gz": page(), "a.rss.gz": rss(feed_item()), "a.gz": LINES}.items():
        articles, errors = read(name, gzip.compress(data), tmp_path)
        assert (bool(articles), errors) == (True, []), name
    assert len(list(load_articles("-", stream=BytesIO(gzip.compress(LINES))))) == 2


def test_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    members = {
        "b/page.html": page(),
        "a.txt": STORY[0].encode(),
        "c.jsonl.gz": gzip.compress(LINES),
        "inner.zip": archive({"d.txt": STORY[1].encode()}),
        "report.pdf": pdf([*STORY]),
        "broken.jsonl": b'{"id": 1}',
        "photo.jpg": b"\xff\xd8",
        "__MACOSX/._a.txt": b"\0",
        ".hidden.txt": b"no",
    }
    articles, errors = read("press.zip", archive(members), tmp_path)
    assert [a.text[:9] for a in articles] == [
        "Delegatio",
        "Quota tal",
        "Oslo said",
        "Chile agr",
        "The Norwe",
        "Delegatio",
    ]
    assert ["press.zip!broken.jsonl:1: 'text'" in errors[0], "no loader reads .jpg" in errors[1]] == [True, True]
    assert len(errors) == 2


def test_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = b" " * 30_000_000
    for name, data in {
        "bomb.jsonl.gz": gzip.compress(bomb, 9),
        "bomb.zip": archive({"a.jsonl": bomb}),
        "many.zip": archive({f"{n}.docx": docx(("Normal", "word " * 500_000)) for n in range(40)}),
    }.items():
        articles, errors = read(name, data, tmp_path)
        assert [f"holds more than {RATIO} times its size" in error for error in errors] == [True], (name, errors)
        assert sum(len(article.text) for article in articles) < 20_000_000


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = archive({"a.txt": STORY[0].encode()})
    for depth in range(MOST_DEEP + 1):
        found = read("deep.zip", data, tmp_path)
        assert len(found[0]) == (depth < MOST_DEEP), found
        data = archive({"inner.zip": data})
    assert "lies in 2 other archives" in found[1][0]


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.txt", "/etc/x.txt", "a/../../x.txt", "a\\..\\x.txt"])
def test_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    articles, errors = read("evil.zip", archive({name: b"text", "good.txt": STORY[0].encode()}), tmp_path)
    assert len(articles) == 1
    assert "leads out of the archive" in errors[0]


def test_broken_and_encrypted_archives_are_one_clear_error(tmp_path: Path) -> None:
    whole = archive({"a.txt": " ".join(STORY * 50).encode()})
    encrypted = bytearray(whole)
    encrypted[6] |= 1
    encrypted[whole.rindex(b"PK\x01\x02") + 8] |= 1
    damaged = bytearray(whole)
    damaged[60] ^= 0xFF
    for name, data, said in [
        ("cut.zip", whole[:-30], "cut off"),
        ("none.zip", b"PK\x03\x04 nothing", "cut off"),
        ("secret.zip", bytes(encrypted), "encrypted"),
        ("damaged.zip", bytes(damaged), "broken"),
        ("cut.txt.gz", gzip.compress(STORY[0].encode() * 99)[:-20], "broken"),
        ("none.txt.gz", b"nothing", "Not a gzipped file"),
        ("many.zip", whole[:-12] + b"\xff\xff" * 6, "unpack it first"),
    ]:
        articles, errors = read(name, data, tmp_path)
        assert articles == []
        assert len(errors) == 1
        assert said in errors[0], (name, errors)


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_any_damage_is_articles_or_a_known_error(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["zip", "gz"]))
    whole = archive({"a.txt": STORY[0].encode(), "b.jsonl": LINES}) if kind == "zip" else gzip.compress(LINES)
    start = data.draw(st.integers(0, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=12)) + whole[start + data.draw(st.integers(0, 30)) :]
    try:
        list(load_articles("-", loader=kind, stream=BytesIO(broken)))
    except ArticleError as error:
        assert str(error)


def test_archive_of_every_compression_is_read_or_refused(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        out = BytesIO()
        with zipfile.ZipFile(out, "w", method) as made:
            made.writestr("a.txt", STORY[0])
        assert len(read(f"{method}.zip", out.getvalue(), tmp_path)[0]) == 1
