"""Feeds: what an item becomes, and that a broken one spoils no other."""

from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.articles import Article, Source, load_articles
from graphkb.articles.feeds import load_feed, read_items
from graphkb.articles.source import Page
from graphkb.errors import ArticleError
from tests.articles.made import STORY, item, page, rss

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Fjord Wire</title>
<entry><id>urn:a:1</id><title type="html">Quotas &amp;amp; boats</title><updated>2022-10-12T23:30:00Z</updated>
<link rel="alternate" href="https://example.org/a"/><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY[0]}</p><p>{STORY[1]}</p></div></content></entry>
</feed>""".encode()

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Fjord Wire</title></channel>
<item rdf:about="https://example.org/a"><title>Quotas</title><link>https://example.org/a</link>
<description>{STORY[0]}</description><dc:date>2022-10-12</dc:date></item></rdf:RDF>""".encode()


def read(data: bytes) -> tuple[list[Article], list[str]]:
    errors: list[ArticleError] = []
    found = list(load_articles("-", loader="rss", stream=BytesIO(data), on_error=errors.append))
    return found, [str(error) for error in errors]


@pytest.mark.parametrize("data", [rss(item(1)), ATOM, RDF], ids=["rss", "atom", "rdf"])
def test_item_is_an_article_with_title_outlet_and_day(data: bytes) -> None:
    ([article], errors) = read(data)
    assert errors == []
    assert article.title
    assert (article.publisher, str(article.published)) == ("Fjord Wire", "2022-10-12")
    assert STORY[0] in article.text
    assert [part.kind for part in article.parts][:2] == ["headline", "body"]


def test_html_escaped_twice_in_a_title_is_read_once() -> None:
    assert read(ATOM)[0][0].title == "Quotas & boats"


def test_feed_is_told_by_how_it_begins() -> None:
    for data in (ATOM, RDF, rss(item())):
        assert [a.publisher for a in load_articles("-", stream=BytesIO(data))] == ["Fjord Wire"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        pytest.param("<item><title>A</title><b><description>x</item>", "item 2: not XML", id="tag-not-closed"),
        pytest.param("<item><title>A</title>", "item 2: has no end", id="item-not-closed"),
        pytest.param("<item><title>Only a title</title></item>", "neither text nor a link", id="nothing-said"),
        pytest.param("<item/>", None, id="empty-tag"),
        pytest.param("<item><description> </description></item>", "neither text nor a link", id="blank"),
        pytest.param("<item><link>javascript:alert(1)</link></item>", "neither text nor a link", id="script-link"),
        pytest.param("<item><link>https://example.org/b</link></item>", "says nothing", id="link-only"),
        pytest.param("<item><description>a\x0bb</description></item>", "item 2: not XML", id="control-character"),
    ],
)
def test_broken_item_is_named_and_the_others_are_read(broken: str, said: str | None) -> None:
    articles, errors = read(rss(item(1), broken, item(3)))
    assert [article.title for article in articles] == ["Quota talks, day 1", "Quota talks, day 3"]
    assert [said in error for error in errors if said] == [True] * bool(said)


def test_slips_that_feeds_are_full_of_are_mended() -> None:
    (articles, errors) = read(
        rss("<item><title>Fish & chips&nbsp;for all</title><description>A &lt;b&gt; & c.</description></item>")
    )
    assert errors == []
    assert articles[0].title == "Fish & chips for all"


def test_item_may_tell_of_entities() -> None:
    articles, errors = read(rss(item(1, text="<p>Write &lt;!ENTITY x> or <!ENTITY x> in the office of patents.</p>")))
    assert (len(articles), errors) == (1, [])


def test_feed_that_was_cut_off_keeps_its_whole_items() -> None:
    data = rss(item(1), item(2), item(3))
    articles, errors = read(data[: data.rindex(b"<description>")])
    assert len(articles) == 2
    assert "item 3: has no end; the feed was cut off" in errors[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(
            b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
            "declares entities",
            id="billion-laughs",
        ),
        pytest.param(
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss/>'.encode("utf-16"),
            "declares entities",
            id="file-entity-in-utf16",
        ),
        pytest.param(b"<html><body>not a feed</body></html>", "no feed", id="page"),
        pytest.param(b"", "empty", id="empty"),
    ],
)
def test_what_is_no_feed_or_plays_tricks_is_refused(data: bytes, said: str) -> None:
    articles, errors = read(data)
    assert articles == []
    assert said in errors[0]


def visiting(pages: dict[str, bytes], errors: list[str], text: str = "<p>Short.</p>") -> list[Article]:
    """The articles of a feed whose items may be followed to these pages."""

    def visit(url: str) -> Page:
        if url not in pages:
            raise ArticleError(f"{url}: the server answers 404")
        return Page(Source(url, BytesIO(pages[url]), url), "html")

    items = [item(n, link=f"/a/{n}", text=text) for n in (1, 2)]
    feed = "https://feeds.example.org/news.xml"
    source = Source(feed, BytesIO(rss(*items)), feed, on_error=lambda e: errors.append(str(e)), visit=visit)
    return list(load_feed(source))


def test_short_item_is_followed_to_its_page_and_kept_as_it_is_where_that_fails() -> None:
    errors: list[str] = []
    first, second = visiting({"https://feeds.example.org/a/1": page()}, errors)
    assert (first.title, first.publisher, str(first.published)) == ("Quota talks go on", "Fjord Wire", "2022-10-12")
    assert STORY[2] in first.text
    assert first.id == "https://feeds.example.org/a/1"
    assert (second.title, second.text) == ("Quota talks, day 2", "Quota talks, day 2\n\nShort.")
    assert second.id == "https://feeds.example.org/a/2"
    assert "kept as the feed has it" in errors[0]


def test_item_that_holds_the_whole_story_is_not_followed() -> None:
    long = "".join(f"<p>{sentence}</p>" for sentence in STORY * 8)
    assert [STORY[2] in article.text for article in visiting({}, [], long)] == [True, True]


def test_feed_cannot_name_the_articles_of_another_site() -> None:
    feed = "https://example.org/feed"
    one, other = (item(1, link=f"https://{host}/x") for host in ("www.example.org", "elsewhere.net"))
    ids = [a.id for a in load_feed(Source(feed, BytesIO(rss(one, other)), feed))]
    assert ids[0] == "https://www.example.org/x"
    assert ids[1].startswith("https://example.org/feed#")
    assert all(a.id.startswith("sha256:") for a in load_feed(Source("a.rss", BytesIO(rss(one, other)))))


def test_item_changes_its_mark_when_it_changes() -> None:
    versions = [next(read_items(Source("a", BytesIO(rss(item(1, text=text)))))).version for text in ("a", "a", "b")]
    assert versions[0] == versions[1] != versions[2]


def test_of_many_items_the_good_are_read_and_the_broken_named() -> None:
    items = [
        f"<item><title>{n}</title><b></item>" if n % 100 == 7 else item(n, text="<p>Oslo said no.</p>")
        for n in range(1, 501)
    ]
    articles, errors = read(rss(*items))
    assert len(articles) == 495
    assert [f"item {n}:" in error for n, error in zip(range(7, 501, 100), errors, strict=True)] == [True] * 5


PIECES = st.sampled_from(
    [
        b"<item>",
        b"</item>",
        b"<entry>",
        b"<title>",
        b"</title>",
        b"<![CDATA[",
        b"]]>",
        b"&",
        b"&nbsp;",
        b"<link>",
        b"x",
        b"<!--",
    ]
)


@settings(deadline=None, max_examples=100)
@given(
    pieces=st.lists(PIECES | st.binary(max_size=20), max_size=20), change=st.just(lambda b: b) | st.just(bytes.upper)
)
def test_any_feed_is_articles_or_a_known_error(pieces: list[bytes], change: Callable[[bytes], bytes]) -> None:
    data = rss("@").replace(b"@", change(b"".join(pieces)))
    for article in read(data)[0]:
        assert article.text.strip()
