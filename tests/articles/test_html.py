"""Web pages from files."""

from datetime import date
from io import BytesIO

import pytest

from graphkb.articles import Article, load_articles
from graphkb.errors import ArticleError

HEAD = """<!doctype html><html lang="de-AT"><head><meta charset="{charset}"><title>Talks resume | Example</title>
<meta property="og:site_name" content="Example Weekly"><link rel="canonical" href="https://example.org/talks?utm_source=x#top">
<meta property="article:published_time" content="2022-10-12T08:00:00Z"></head><body>"""
BODY = """<nav><ul><li>World<li>Politics</ul></nav><div class="cookie-banner">We use cookies</div><main><article>
<h1>Talks resume</h1>
<figure><img src="a.jpg">
<figcaption>The two delegations shake hands in Bishkek. Photograph: Ada Byron/Reuters</figcaption></figure>
<p>The two sides met in <a href="/b">Bishkek</a> on Monday, and agreed to meet again in May, said the žurnál.</p>
<p>Advertisement</p><h2>What comes next</h2>
<p>Neither of the two delegations said what had been on the table for so long.</p>
<ul><li>The first point is about water and who may use it.</li><li>The second point is about the road.</li></ul>
<blockquote><p>We wait, the chief negotiator said to a crowd of reporters.</p></blockquote></article></main>
<footer>Copyright Example</footer></body></html>"""


def read(page: str, charset: str = "utf-8") -> list[Article]:
    data = page.replace("{charset}", charset).encode(charset)
    return list(load_articles("-", loader="html", stream=BytesIO(data)))


def test_page_states_its_title_outlet_date_language_and_address() -> None:
    (article,) = read(HEAD + BODY)
    assert (article.title, article.publisher, article.published) == (
        "Talks resume",
        "Example Weekly",
        date(2022, 10, 12),
    )
    assert article.url == "https://example.org/talks"


def test_language_is_that_of_the_words_and_else_what_the_page_states() -> None:
    assert read(HEAD + BODY)[0].language == "en"  # the page says de
    assert read('<html lang="de"><h1>Gespräche</h1><p>Am See, um neun Uhr.</p></html>')[0].language == "de"


def test_parts_of_a_page_are_told_apart() -> None:
    (article,) = read(HEAD + BODY)
    assert [(part.kind, article.text[part.start : part.end][:24]) for part in article.parts] == [
        ("headline", "Talks resume"),
        ("caption", "The two delegations shak"),
        ("credit", "Photograph: Ada Byron/Re"),
        ("body", "The two sides met in Bis"),
        ("headline", "What comes next"),
        ("body", "Neither of the two deleg"),
        ("body", "The first point is about"),
        ("body", "The second point is abou"),
        ("body", "We wait, the chief negot"),
    ]


def test_date_in_the_prose_is_not_the_date_of_publication() -> None:
    page = (
        "<html><h1>Talks resume</h1><p>The two sides met in Bishkek on 12 October 2021, and agreed to meet again.</p>"
    )
    assert read(page)[0].published is None


def test_file_is_known_by_its_text_since_anyone_may_write_an_address_into_it() -> None:
    assert read(HEAD + BODY)[0].id.startswith("sha256:")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1250", "iso-8859-2"])
def test_charset_of_the_page_is_heeded(charset: str) -> None:
    assert "said the žurnál." in read(HEAD + BODY, charset)[0].text


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "<!-- nothing -->", "<script>x=1</script>", "<nav><a href=/>Home</a></nav>"],
    ids=["empty-body", "comment", "script", "menu"],
)
def test_page_without_article_is_an_error(page: str) -> None:
    with pytest.raises(ArticleError, match="no article found on this page"):
        read(page)


def test_markup_in_the_text_stays_text() -> None:
    page = (
        HEAD
        + "<h1>Talks resume</h1><p>The two sides met &lt;script&gt;alert(1)&lt;/script&gt; on Monday in Bishkek.</p>"
    )
    assert "<script>alert(1)</script>" in read(page)[0].text


def several(count: int, paragraphs: int) -> str:
    prose = "<p>The two sides met in Bishkek on Monday, and agreed to meet again in May, number {n}.</p>"
    story = "<article><h2>Talks number {n}</h2><p>By Ada Byron</p>" + prose * paragraphs + "</article>"
    return "<html><main>" + "".join(story.replace("{n}", str(n)) for n in range(count)) + "</main></html>"


def test_page_of_several_articles_is_several_stories() -> None:
    found = read(several(3, 2))
    assert [article.title for article in found] == ["Talks number 0", "Talks number 1", "Talks number 2"]
    assert [part.kind for part in found[1].parts] == ["headline", "credit", "body", "body"]


def test_teasers_beside_an_article_are_no_stories() -> None:
    teasers = several(3, 1).replace("Bishkek", "Osh").replace("<html><main>", "").replace("</main></html>", "")
    (article,) = read(HEAD + BODY.replace("</main>", f"</main><aside>{teasers}</aside>"))
    assert "Osh" not in article.text


def test_xml_declaration_is_no_obstacle() -> None:
    assert read('<?xml version="1.0" encoding="utf-8"?>' + HEAD + BODY)[0].title == "Talks resume"


def test_address_that_is_none_is_not_believed() -> None:
    for address in ("http://[", "https://exa mple.org/", "https://" + "a" * 3_000):
        (article,) = read(HEAD.replace("https://example.org/talks", address) + BODY)
        assert article.url is None
