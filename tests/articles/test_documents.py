"""PDF, DOCX, EML and WARC: what is read of them, and that no file keeps the reader busy or breaks it."""

import email.message
import gzip
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article, load_articles, pdf
from graphkb.articles.pdf_pages import pages_of
from graphkb.errors import ArticleError
from tests.articles import made
from tests.articles.made import STORY


def read(data: bytes, loader: str) -> tuple[list[Article], list[str]]:
    errors: list[ArticleError] = []
    found = list(load_articles("-", loader=loader, stream=BytesIO(data), on_error=errors.append))
    return found, [str(error) for error in errors]


# ---------------------------------------------------------------- PDF

LINES = [
    "Quota talks go on",
    "",
    "Delegations from Norway and Chile met in Oslo on Monday to talk about fish-",
    "ing quotas. The Norwegian minister said that both sides wanted an agreement",
    "before the winter. Chile had asked for the meeting after its boats were",
]


def test_pdf_is_read_without_running_heads_page_numbers_and_hyphens() -> None:
    def page(number: int, lines: list[str]) -> list[str]:
        return [f"Fjord Wire {number} October 2022", *lines, f"Page {number} of 3"]

    pages = [page(1, LINES), page(2, ["turned away in the spring.", "", STORY[0]]), page(3, [STORY[1]])]
    ([article], errors) = read(made.pdf(*pages), "pdf")
    assert errors == []
    assert article.title == "Quota talks go on"
    assert "to talk about fishing quotas." in article.text
    assert "after its boats were\nturned away in the spring." in article.text
    assert "Fjord Wire" not in article.text
    assert "Page 2" not in article.text


def test_pdf_of_pictures_or_behind_a_password_says_what_to_do() -> None:
    assert "OCR" in read(made.pdf([]), "pdf")[1][0]
    encrypted = made.pdf(LINES).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P 0 >>"
    )
    assert "no PDF that can be read" in read(encrypted, "pdf")[1][0]


def test_pdf_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "_CHILD", child)
    monkeypatch.setattr(pdf, "SECONDS", 0.3)
    assert "takes longer than 0.3 s" in read(made.pdf(LINES), "pdf")[1][0]
    child.write_text("import os; os.abort()")
    monkeypatch.setattr(pdf, "SECONDS", 30)
    assert "takes too much memory, or ends the process" in read(made.pdf(LINES), "pdf")[1][0]


def test_pdf_bomb_is_refused() -> None:
    packed = zlib.compress(b"BT /F1 11 Tf (word) Tj " + b" " * 80_000_000 + b"ET")
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    whole = made.pdf(["PLACE"])
    start, end = whole.index(b"<< /Length"), whole.index(b"endstream") + len(b"endstream")
    (articles, errors) = read(whole[:start] + stream + whole[end:], "pdf")
    assert articles == []
    assert "no PDF that can be read: Limit reached while decompressing" in errors[0]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_damage_to_a_pdf_is_pages_or_an_error(data: st.DataObject) -> None:
    whole = made.pdf(LINES)
    start = data.draw(st.integers(0, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 20)) :]
    assert pages_of(broken).keys() <= {"pages", "error"}  # the same in the child, but without a process for each


# ---------------------------------------------------------------- DOCX


def test_word_document_is_read_with_its_titles_and_captions() -> None:
    paragraphs = [
        ("Title", "Quota talks go on"),
        ("Caption", "The harbour of Oslo"),
        *(("Normal", text) for text in STORY),
    ]
    ([article], _) = read(made.docx(*paragraphs), "docx")
    assert article.title == "Quota talks go on"
    assert [part.kind for part in article.parts] == ["headline", "caption", "body", "body", "body"]
    assert next(load_articles("-", stream=BytesIO(made.docx(*paragraphs)))).text == article.text


def test_deleted_words_and_codes_of_a_document_are_not_read() -> None:
    runs = "</w:t></w:r><w:del><w:r><w:t>not </w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>"
    ([article], _) = read(made.docx(("Normal", f"Oslo did {runs}agree on Monday.")), "docx")
    assert article.text == "Oslo did agree on Monday."


@pytest.mark.parametrize(
    "before",
    [
        pytest.param('<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', id="laughs"),
        pytest.param('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', id="file"),
        pytest.param('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">', id="web"),
    ],
)
def test_entities_of_a_document_are_refused(before: str) -> None:
    (articles, errors) = read(made.docx(("Normal", STORY[0]), before=before), "docx")
    assert articles == []
    assert "document type" in errors[0]


def test_what_is_no_document_is_one_clear_error() -> None:
    for data, said in [
        (made.archive({"a.txt": b"x"}), "has no word/document.xml"),
        (made.archive({"word/document.xml": b"<w"}), "not XML"),
        (made.archive({"word/document.xml": b" " * 30_000_000}), "holds more than"),
        (made.docx(("Normal", "")), "no article found"),
        (b"PK", "no ZIP archive"),
    ]:
        assert said in read(data, "docx")[1][0]


# ---------------------------------------------------------------- EML


def mail(plain: str = "", html: str = "", **headers: str) -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    told = {"Subject": "Quota talks go on", "From": '"Fjord Wire" <desk@example.org>', **headers}
    for name, value in {"Date": "Wed, 12 Oct 2022 23:30:00 -0300", **told}.items():
        message[name] = value
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_mail_is_an_article_with_subject_sender_and_day() -> None:
    data = mail("\n\n".join(STORY), Subject="Quotas – día 1").as_bytes()
    ([article], errors) = read(data, "eml")
    assert errors == []
    assert (article.title, article.publisher, str(article.published)) == ("Quotas – día 1", "Fjord Wire", "2022-10-12")
    assert [part.kind for part in article.parts] == ["body"] * 3
    assert next(load_articles("-", stream=BytesIO(data))).title == article.title


def test_mail_with_hardly_any_plain_text_is_read_from_its_html() -> None:
    cells = "".join(f"<tr><td>{sentence}</td></tr>" for sentence in STORY)
    ([article], _) = read(
        mail("See the web version.", f"<style>p {{}}</style><table>{cells}</table>").as_bytes(), "eml"
    )
    assert article.text == "\n\n".join(STORY)


def test_files_attached_to_a_mail_are_read() -> None:
    message = mail("\n\n".join(STORY))
    message.add_attachment(
        made.docx(("Title", "Annex"), ("Normal", STORY[0])), "application", "docx", filename="annex.docx"
    )
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    message.add_attachment(b"{", "application", "json", filename="a/../broken.jsonl")
    articles, errors = read(message.as_bytes(), "eml")
    assert [article.title for article in articles] == ["Quota talks go on", "Annex"]
    assert ["!broken.jsonl:1" in error for error in errors] == [True]


def test_strange_mails_are_articles_or_one_clear_error() -> None:
    for data in (
        b"Content-Type: text/plain; charset=nonsense\n\nOslo said no.",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%",
        b"Subject: =?utf-8?b?////?=\nDate: Wed, 99 Oct 99999999\nFrom: <<<>>>\n\nOslo said no.",
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 3_000,
        b"Content-Type: message/rfc822\n\n" * 3_000,
        b"\n\n",
    ):
        articles, errors = read(data, "eml")
        assert len(articles) + len(errors) == 1, data[:60]


@settings(deadline=None, max_examples=100)
@given(
    head=st.lists(
        st.sampled_from(
            ["Content-Type: ", "multipart/mixed; boundary=x", "Subject: =?", "Date: ", "text/html", "\n", "--x"]
        )
        | st.text(max_size=15),
        max_size=12,
    ),
    body=st.binary(max_size=150),
)
def test_any_mail_is_articles_or_a_known_error(head: list[str], body: bytes) -> None:
    for article in read("".join(head).encode() + b"\n\n" + body, "eml")[0]:
        assert article.text.strip()


# ---------------------------------------------------------------- WARC


def test_pages_of_a_web_archive_are_known_by_their_addresses() -> None:
    data = made.warc(("https://example.org/a", made.page()), ("https://example.org/b", made.page("Talks end")))
    for form, loader in ((data, "gz"), (gzip.decompress(data), "warc")):
        articles, errors = read(form, loader)
        assert errors == []
        assert [(a.id, a.title) for a in articles] == [
            ("https://example.org/a", "Quota talks go on"),
            ("https://example.org/b", "Talks end"),
        ]


def test_what_is_no_page_is_passed_over_and_a_bad_page_is_named() -> None:
    data = b"".join(
        [
            made.warc(("https://example.org/p.png", b"\x89PNG"), media="image/png"),
            made.warc(("https://example.org/gone", made.page()), status="404 Not Found"),
            made.warc(("https://example.org/empty", b"<html></html>")),
            made.warc(("https://example.org/long", b"<p>" + b"word " * 1_100_000)),
            made.warc(("https://example.org/a", made.page())),
        ]
    )
    articles, errors = read(gzip.decompress(data), "warc")
    assert [article.id for article in articles] == ["https://example.org/a"]
    assert ["example.org/empty: no article" in errors[0], "example.org/long: larger than 5 MB" in errors[1]] == [
        True
    ] * 2


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_damage_to_a_web_archive_is_articles_or_a_known_error(data: st.DataObject) -> None:
    whole = made.warc(("https://example.org/a", made.page()))
    whole = gzip.decompress(whole) if data.draw(st.booleans()) else whole
    start = data.draw(st.integers(0, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + data.draw(st.integers(0, 20)) :]
    read(broken, "warc")
