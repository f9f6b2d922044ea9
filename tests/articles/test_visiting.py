"""Manners on the web: robots.txt, and pauses between visits."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.articles import load_articles
from graphkb.articles.robots import Robots, read_robots
from graphkb.articles.visiting import Visitor
from graphkb.errors import ArticleError
from tests.articles.made import STORY, item, page, rss
from tests.articles.site import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        pytest.param("", "/a", True, id="no-rules"),
        pytest.param("User-agent: *\nDisallow:", "/a", True, id="nothing-forbidden"),
        pytest.param("User-agent: *\nDisallow: /", "/a", False, id="all-forbidden"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: graphkb\nDisallow: /b", "/a", True, id="own-group"),
        pytest.param("User-agent: other\nUser-agent: GraphKB\nDisallow: /a", "/a", False, id="group-of-two"),
        pytest.param("User-agent: other\nDisallow: /", "/a", True, id="group-of-others"),
        pytest.param("User-agent: *\nDisallow: /a\nAllow: /a/news", "/a/news/1", True, id="longest-rule-decides"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False, id="star-and-dollar"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True, id="not-at-the-end"),
        pytest.param("User-agent: *\nDisallow: /*print=", "/a?print=1", False, id="in-the-question"),
        pytest.param("User-agent: *\nDisallow: /%7Eann/", "/~ann/x", False, id="percent-signs"),
        pytest.param("User-agent: * # all\nDisallow: /a # not here\nSitemap: x", "/a", False, id="comments"),
        pytest.param("Disallow: /", "/a", True, id="rule-without-a-group"),
    ],
)
def test_robots_txt_is_read_as_the_standard_says(rules: str, path: str, allowed: bool) -> None:
    assert read_robots(rules, agent="graphkb").allows(f"https://example.org{path}") is allowed


@given(rules=st.text("User-agent: *\nDisallow:/a$%", max_size=200), path=st.text(max_size=50))
def test_any_robots_txt_is_an_answer(rules: str, path: str) -> None:
    assert read_robots(f"User-agent: *\nDisallow: {rules}", agent="graphkb").allows("https://e.org/" + path) in (
        True,
        False,
    )


def test_pattern_of_many_stars_takes_no_time() -> None:
    assert Robots(((False, "/" + "*a" * 2_000 + "b"),)).allows("https://example.org/" + "a" * 2_000)


def test_pages_that_a_feed_leads_to_are_visited_as_far_as_allowed(site: Site) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private", Content_Type="text/plain")
    site.put("/news.xml", rss(item(1, link="/a", text="Short."), item(2, link="/private/b", text="Short.")))
    site.answers["/news.xml"] = (200, {"Content-Type": "application/rss+xml"}, site.answers["/news.xml"][2])
    site.put("/a", page())
    site.put("/private/b", page())
    errors: list[ArticleError] = []
    found = list(load_articles(f"{site.address}/news.xml", allow_private=True, on_error=errors.append))
    assert [STORY[2] in article.text for article in found] == [True, False]
    assert site.paths() == ["/news.xml", "/robots.txt", "/a"]
    assert "robots.txt of that host does not allow it" in str(errors[0])


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_host_that_cannot_say_what_it_allows_is_not_followed_to(status: int, allowed: bool, site: Site) -> None:
    site.put("/robots.txt", b"", status)
    site.put("/a", page())
    visitor = Visitor(allow_private=True, pause=0)
    if allowed:
        assert visitor.visit(f"{site.address}/a").loader == "html"
    else:
        with pytest.raises(ArticleError, match=r"robots\.txt"):
            visitor.visit(f"{site.address}/a")


def test_visits_to_one_host_are_spaced_as_it_asks(site: Site) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7", Content_Type="text/plain")
    site.put("/a", page())
    time, pauses = [0.0], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        time[0] += seconds

    visitor = Visitor(allow_private=True, clock=lambda: time[0], sleep=sleep)
    for _ in range(3):
        visitor.visit(f"{site.address}/a")
    assert pauses == [7.0, 7.0]
    assert site.paths().count("/robots.txt") == 1
    visitor.fetch(f"{site.address.replace('127.0.0.1', 'localhost')}/a")
    assert pauses == [7.0, 7.0]


def test_redirect_to_a_place_that_is_not_allowed_is_not_followed(site: Site) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private", Content_Type="text/plain")
    site.put("/a", b"", 302, Location="/private/b")
    with pytest.raises(ArticleError, match=r"robots\.txt"):
        Visitor(allow_private=True, pause=0).visit(f"{site.address}/a")
    assert "/private/b" not in site.paths()
