"""Feeds that are looked at again and again: only what is new, and when to look next."""

import json
from collections.abc import Iterator
from itertools import islice

import pytest

from graphkb.articles import Article
from graphkb.articles.visiting import Visitor
from graphkb.articles.watching import LEAST, LONGEST, Feed, Poll, poll, watch
from graphkb.errors import StoreBusy
from tests.articles.made import STORY, item, page, rss
from tests.articles.site import Site, running_site

WHOLE = "".join(f"<p>{sentence}</p>" for sentence in STORY * 8)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def look(feed: Feed, now: float = 0.0, every: float = 600.0) -> Poll:
    return poll(feed, visitor=Visitor(allow_private=True, pause=0), now=now, every=every)


def put(site: Site, *items: str, head: str = "<title>Fjord Wire</title>", **headers: str) -> Feed:
    site.put("/f", rss(*items, head=head), 200, **{"Content_Type": "application/rss+xml", **headers})
    return Feed(f"{site.address}/f")


def test_only_what_is_new_is_given(site: Site) -> None:
    first = look(put(site, item(1, text=WHOLE), item(2, text=WHOLE)))
    assert [article.title for article in first.articles] == ["Quota talks, day 1", "Quota talks, day 2"]
    put(site, item(2, text=WHOLE), item(3, text=WHOLE))
    second = look(first.feed)
    assert [article.title for article in second.articles] == ["Quota talks, day 3"]
    put(site, item(3, text=WHOLE + "<p>Corrected.</p>"))
    third = look(second.feed)
    assert [article.text.endswith("Corrected.") for article in third.articles] == [True]
    assert third.articles[0].id == second.articles[0].id


def test_feed_that_did_not_change_is_asked_for_no_more_than_that(site: Site) -> None:
    first = look(put(site, item(1, text=WHOLE), ETag='"v1"', Last_Modified="Wed, 12 Oct 2022 08:30:00 GMT"))
    second = look(first.feed, now=600.0)
    assert site.asked[-1][1]["If-None-Match"] == '"v1"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Wed, 12 Oct 2022 08:30:00 GMT"
    assert (second.articles, second.errors, second.feed.due) == ((), (), 1_200.0)
    assert second.feed.seen == first.feed.seen


def test_failing_feed_is_looked_at_ever_later_and_recovers(site: Site) -> None:
    feed = Feed(f"{site.address}/f")
    waits = []
    for _ in range(12):
        found = look(feed)
        assert (found.failed, found.articles) == (True, ())
        assert "answers 404" in str(found.errors[0])
        waits.append(found.feed.due)
        feed = found.feed
    assert waits[:4] == [600, 1_200, 2_400, 4_800]
    assert waits[-1] == LONGEST
    put(site, item(1, text=WHOLE))
    assert look(feed).feed.due == 600


@pytest.mark.parametrize(
    ("headers", "head", "due"),
    [
        pytest.param({"Cache_Control": "public, max-age=1800"}, "", 1_800, id="max-age"),
        pytest.param({"Cache_Control": "max-age=60"}, "", 600, id="never-sooner-than-wished"),
        pytest.param({}, "<ttl>120</ttl>", 7_200, id="ttl"),
        pytest.param({"Cache_Control": "max-age=999999999"}, "", LONGEST, id="never-later-than-a-day"),
    ],
)
def test_feed_says_how_often_it_is_looked_at(site: Site, headers: dict[str, str], head: str, due: float) -> None:
    assert look(put(site, item(1, text=WHOLE), head=head, **headers)).feed.due == due


@pytest.mark.parametrize(
    ("told", "due"), [("3600", 3_600), ("Thu, 01 Jan 1970 02:00:00 GMT", 7_200), ("soon", 600), ("999999999", LONGEST)]
)
def test_server_that_asks_to_be_left_alone_is(site: Site, told: str, due: float) -> None:
    site.put("/f", b"", 503, Retry_After=told)
    assert look(Feed(f"{site.address}/f")).feed.due == due


def test_feed_that_is_gone_is_not_looked_at_again(site: Site) -> None:
    site.put("/f", b"", 410)
    found = look(Feed(f"{site.address}/f"))
    assert (found.feed.gone, "gone for good" in str(found.errors[0])) == (True, True)


def test_feed_that_moved_for_good_is_known_by_its_new_address(site: Site) -> None:
    put(site, item(1, text=WHOLE))
    for status, path in ((301, "/f"), (302, "/f")):
        site.put("/old", b"", status, Location="/f")
        feed = look(Feed(f"{site.address}/old")).feed
        assert (feed.url, feed.moved) == (f"{site.address}/old", site.address + path if status == 301 else None)
        look(feed)
        assert site.paths()[-2:] == (["/f", "/f"] if status == 301 else ["/old", "/f"])


def test_page_that_could_not_be_had_is_tried_three_times(site: Site) -> None:
    feed = put(site, item(1, link="/a", text=""), ETag='"v1"')
    for last in (False, False, True):
        found = look(feed)
        feed = found.feed
        assert (len(found.errors), bool(feed.waiting)) == (1, not last)
    site.put("/a", page())
    assert look(feed).articles == ()
    again = look(put(site, item(2, link="/b", text=""), ETag='"v2"'))
    site.put("/b", page())
    assert len(look(again.feed).articles) == 1


def test_page_is_no_feed(site: Site) -> None:
    site.put("/f", page())
    assert "no feed but html" in str(look(Feed(f"{site.address}/f")).errors[0])


def test_what_is_remembered_goes_through_json(site: Site) -> None:
    feed = look(put(site, item(1, text=WHOLE), item(2, link="/x", text=""), ETag='"v1"')).feed
    assert Feed.from_dict(json.loads(json.dumps(feed.to_dict()))) == feed
    with pytest.raises((TypeError, ValueError)):
        Feed.from_dict({"url": 5})


def test_each_feed_is_looked_at_when_it_is_due_and_a_failing_one_stops_no_other(site: Site) -> None:
    good, bad = put(site, item(1, text=WHOLE)), Feed(f"{site.address}/nowhere")
    time = [1_000.0]
    taken: list[Poll] = []

    def sleep(seconds: float) -> None:
        time[0] += seconds

    visitor = Visitor(allow_private=True, pause=0)
    looks = watch([good, bad], visitor=visitor, take=taken.append, every=600, clock=lambda: time[0], sleep=sleep)
    seen = [(found.feed.url, time[0]) for found, _ in islice(looks, 6)]
    assert seen == [
        *((feed.url, 1_000.0) for feed in (good, bad)),
        *((feed.url, 1_600.0) for feed in (good, bad)),
        (good.url, 2_200.0),
        (good.url, 2_800.0),  # the failing one is left alone for twenty minutes by then
    ]
    assert sum(len(found.articles) for found in taken) == 1


def test_what_could_not_be_kept_is_looked_at_again(site: Site) -> None:
    feed, busy = put(site, item(1, text=WHOLE), ETag='"v1"'), [True]
    taken: list[Article] = []

    def take(found: Poll) -> None:
        if busy.pop():
            busy.append(False)
            raise StoreBusy("held by another process")
        taken.extend(found.articles)

    looks = watch(
        [feed], visitor=Visitor(allow_private=True, pause=0), take=take, clock=lambda: 5.0, sleep=lambda _: None
    )
    first, remembered = next(looks)
    assert (first.failed, remembered[0].etag, remembered[0].due) == (True, None, 5.0 + LEAST)
    next(looks)
    assert len(taken) == 1


def test_once_looks_at_what_is_due_and_ends(site: Site) -> None:
    due, later = put(site, item(1, text=WHOLE)), Feed(f"{site.address}/later", due=1e12)
    visitor = Visitor(allow_private=True, pause=0)
    assert len(list(watch([later, due], visitor=visitor, take=lambda _: None, once=True))) == 1
    assert site.paths() == ["/f"]
