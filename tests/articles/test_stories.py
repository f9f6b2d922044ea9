"""Pages with several stories, and pages with one that look as if they had several."""

from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.articles import Article, load_articles
from graphkb.articles.blocks import find_blocks
from graphkb.articles.furniture import line_kind
from graphkb.articles.stories import find_stories, page_articles

ROUNDUP = """Skip to main content
World
Politics
Business
Opinion
{{ header.breaking }}

Border guards stand at the Dostuk crossing between Kyrgyzstan and Uzbekistan. (AP Photo/Ada Byron)

Bishkek and Tashkent reopen a crossing

Trucks are queuing for the first time in two years

Kyrgyzstan and Uzbekistan opened the Dostuk crossing on Monday. Officials from both sides cut a ribbon.

“We waited long for this,” said the Kyrgyz foreign minister.

Advertisement

Uzbekistan will open a second crossing in May.

Continue reading →

Demonstrators hold candles outside the parliament in Chisinau.

Photograph: Mary Somerville/EPA

Moldova’s parliament votes on neutrality

Moldova’s parliament rejected a motion on Thursday. The president welcomed the vote.

Continue reading →

Share this on Facebook

Why does Hungary hesitate?

Hungary asked for more time on Friday, and Sweden lost patience.

Continue reading →

Related stories
Five things to know about the Danube
What the strike in Győr means

We use cookies to make this site better. Learn more.
Accept all cookies
"""

WIRE = """Grain ships leave Odesa after talks

By Grace Hopper and Emmy Noether

ODESA, Ukraine, Aug 3, 2022 (Example Wire) - Three ships left Odesa on Wednesday. Turkey had brokered the deal.

The United Nations thanked Turkey and Ukraine.

Reporting by Grace Hopper; editing by Emmy Noether

Latvia expels two diplomats

By Ada Byron

RIGA, Aug 4, 2022 (Example Wire) - Latvia expelled two Belarusian diplomats on Thursday.

Background

Belarus had expelled a Latvian envoy in July.

Our Standards: The Example Wire Principles
"""

NEWSLETTER = """Sign up for the Example Letter, every morning in your inbox

Published: 14 March 2023

A QUIET WEEK IN TBILISI

Georgia withdrew the bill on Thursday after two nights of protest. The
opposition said that it would go on, and asked the president to call an
election before the summer is over.

* * *

Pipelines and promises

Azerbaijan promised the European Union more gas. Italy's minister flew to
Baku, signed nothing, and praised his hosts for their patience with the
questions that he had brought.

* * *

Thank you for reading. The next letter comes on Monday.

Subscribe to Example Letter
"""

LONG_READ = """The lake that three countries share

Ada Byron, correspondent

Published on 2 May 2021

Three countries share the lake, and none trusts the others. Their ministers met in April.

Read more: How the treaty came about

A dry spring

The water fell by two metres. Villagers on the northern shore blamed the dam.

A fisherman mends a net on the northern shore. Photograph: Mary Somerville/Reuters

What the ministers want

Advertisement

The upstream minister wants the dam; the other two want the water.

Read more

The ministers meet again in June.
"""


def read(page: str) -> list[Article]:
    return list(load_articles("-", loader="txt", stream=BytesIO(page.encode())))


def words(article: Article, kind: str) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.kind == kind]


def test_roundup_is_told_apart_at_its_links_to_more() -> None:
    assert [article.title for article in read(ROUNDUP)] == [
        "Bishkek and Tashkent reopen a crossing",
        "Moldova’s parliament votes on neutrality",
        "Why does Hungary hesitate?",
    ]


def test_roundup_captions_and_credits_stand_apart_from_the_body() -> None:
    first, second, _ = read(ROUNDUP)
    assert words(first, "caption") == ["Border guards stand at the Dostuk crossing between Kyrgyzstan and Uzbekistan."]
    assert words(first, "credit") == ["(AP Photo/Ada Byron)"]
    assert words(second, "caption") == ["Demonstrators hold candles outside the parliament in Chisinau."]
    assert words(second, "credit") == ["Photograph: Mary Somerville/EPA"]
    assert words(second, "body") == [
        "Moldova’s parliament rejected a motion on Thursday. The president welcomed the vote."
    ]


def test_roundup_line_under_the_headline_is_a_headline_too() -> None:
    assert words(read(ROUNDUP)[0], "headline") == [
        "Bishkek and Tashkent reopen a crossing",
        "Trucks are queuing for the first time in two years",
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        "Advertisement",
        "Continue reading",
        "Share this",
        "cookies",
        "Related",
        "Danube",
        "Győr",
        "{{",
        "Opinion",
        "Skip to",
    ],
)
def test_roundup_furniture_is_in_no_part(furniture: str) -> None:
    assert all(furniture not in a.text[p.start : p.end] for a in read(ROUNDUP) for p in a.parts)


def test_wire_stories_are_told_apart_by_bylines_and_datelines() -> None:
    first, second = read(WIRE)
    assert (first.title, first.published) == ("Grain ships leave Odesa after talks", date(2022, 8, 3))
    assert (second.title, second.published) == ("Latvia expels two diplomats", date(2022, 8, 4))
    assert words(second, "credit") == ["By Ada Byron"]
    assert words(second, "headline") == ["Latvia expels two diplomats", "Background"]


def test_newsletter_wrapped_lines_are_one_paragraph_and_rules_part_stories() -> None:
    first, second = read(NEWSLETTER)
    assert (first.title, second.title) == ("A QUIET WEEK IN TBILISI", "Pipelines and promises")
    assert [line.count("\n") for line in words(first, "body")] == [2]
    assert words(second, "body")[0].startswith("Azerbaijan promised")


def test_newsletter_date_at_its_top_is_that_of_every_story() -> None:
    assert {article.published for article in read(NEWSLETTER)} == {date(2023, 3, 14)}


def test_long_read_with_pictures_subheads_and_links_is_one_story() -> None:
    (only,) = read(LONG_READ)
    assert only.text == LONG_READ
    assert only.published == date(2021, 5, 2)
    assert words(only, "headline") == ["The lake that three countries share", "A dry spring", "What the ministers want"]
    assert words(only, "credit") == ["Ada Byron, correspondent", "Photograph: Mary Somerville/Reuters"]
    assert words(only, "body")[-1] == "The ministers meet again in June."


def test_plain_prose_is_body_and_no_date_is_guessed() -> None:
    (only,) = read("Fidan met Lavrov in Antalya on Monday.\n\nThey spoke for an hour.\n")
    assert [part.kind for part in only.parts] == ["body", "body"]
    assert (only.title, only.published) == (None, None)


def test_ids_follow_the_content_and_not_the_place() -> None:
    assert [a.id for a in read(ROUNDUP)] == [a.id for a in read("\n\n" + ROUNDUP.replace("\n", "\r\n"))]
    assert len({a.id for a in read(ROUNDUP)}) == 3


def test_stories_of_one_address_have_different_ids() -> None:
    found = page_articles(WIRE, find_stories(WIRE), url="https://example.org/w", key="https://example.org/w")
    assert all(article.id.startswith("https://example.org/w#") for article in found)
    assert len({article.id for article in found}) == 2


def test_a_story_that_stands_twice_is_kept_once() -> None:
    story = "Talks resume\n\nThe two sides met.\n\n* * *\n\n"
    other = "Grain moves\n\nA ship left port.\n\n* * *\n\n"
    assert [article.title for article in read(story + other + story)] == ["Talks resume", "Grain moves"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Read Now Show less", "separator", id="fold"),
        pytest.param("– – –", "separator", id="rule"),
        pytest.param("Sign up for our weekly letter", "furniture", id="sign-up"),
        pytest.param("{{ page.subtitle }}", "furniture", id="template"),
        pytest.param("Subscribe to Example Weekly", "furniture", id="subscribe"),
        pytest.param("Latest", "furniture", id="latest"),
        pytest.param("Facebook Twitter WhatsApp", "furniture", id="networks-without-marks-between"),
        pytest.param("Facebook | Twitter | WhatsApp", "furniture", id="networks"),
        pytest.param("12 min read", "furniture", id="reading-time"),
        pytest.param("By Friday the talks had failed", "title", id="by-a-day-is-no-byline"),
        pytest.param("(Image credit: Ada Byron / Getty Images)", "credit", id="credit-in-brackets"),
        pytest.param("3. Latvia closes a crossing", "title", id="numbered-heading"),
        pytest.param("https://img.example.org/a.jpg", "furniture", id="address"),
        pytest.param("#Latvia #Border @example", "furniture", id="hashtags"),
        pytest.param("More recommended stories", "list", id="recommended"),
        pytest.param("Stay informed with our letter on Latvia.", "furniture", id="stay-informed"),
        pytest.param("By the Numbers", "title", id="by-the-numbers-is-no-byline"),
        pytest.param("By Ada Byron in Tashkent", "byline", id="byline"),
        pytest.param("Updated: March 3, 2020 at 10:15 GMT", "date", id="updated"),
        pytest.param("Issued 3 decrees in May 2022 and fled", "title", id="issued-is-a-verb-too"),
        pytest.param("Getty Images", "credit", id="agency-alone"),
        pytest.param("Ministry of Transport of Latvia via AFP", "credit", id="via"),
        pytest.param("The minister spoke to Reuters about TASS.", "prose", id="agency-in-prose"),
        pytest.param("Mr. Orban goes to Kyiv", "title", id="abbreviation-is-no-sentence"),
        pytest.param("Will he go? Nobody knows", "title", id="question-in-a-headline"),
        pytest.param("They share a border.", "prose", id="share-in-prose"),
        pytest.param("Follow the money", "title", id="follow-in-a-headline"),
        pytest.param("This article is only for members of Fjord Wire.", "furniture", id="wall"),
        pytest.param("To continue reading, choose one of our offers below.", "furniture", id="wall-with-offers"),
        pytest.param("Already have an account? Log in", "furniture", id="account"),
        pytest.param("Just €4.99 a month for your first year.", "furniture", id="price"),
        pytest.param("Please enable JavaScript to see this page.", "furniture", id="script"),
        pytest.param("Your browser does not support this video.", "furniture", id="browser"),
        pytest.param("You are using an ad blocker.", "furniture", id="ad-blocker"),
        pytest.param("This story was first published in Norwegian on 3 May.", "furniture", id="first-published"),
        pytest.param("The views expressed here are those of the author.", "furniture", id="views"),
        pytest.param("This is a developing story and will be updated.", "furniture", id="developing"),
        pytest.param("Do you have a tip for us? Write to the desk.", "furniture", id="tip"),
        pytest.param("Home > World > Central Asia", "furniture", id="bread-crumbs"),
        pytest.param("3 hours ago", "furniture", id="ago"),
        pytest.param("Follow Ada Byron on Bluesky", "furniture", id="follow-the-author"),
        pytest.param("Show caption", "furniture", id="show-caption"),
        pytest.param("Click to enlarge", "furniture", id="click"),
        pytest.param("Our own correspondent", "byline", id="correspondent"),
        pytest.param("Staff and agencies", "byline", id="staff"),
        pytest.param("Choose peace, the pope tells both sides", "title", id="choose-in-a-headline"),
        pytest.param("Home rule or independence: Greenland decides", "title", id="home-in-a-headline"),
        pytest.param("Play for time in Ankara", "title", id="play-in-a-headline"),
        pytest.param("The story was believed in Oslo until Monday.", "prose", id="story-in-prose"),
        pytest.param("This video shows the border guards leaving.", "prose", id="video-in-prose"),
        pytest.param("Independent journalism is banned in the north.", "prose", id="journalism-in-prose"),
    ],
)
def test_line_is_judged_by_itself(line: str, kind: str) -> None:
    assert line_kind(line) == kind


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        pytest.param(
            "We and our partners store and access information on your device, such as cookies, and process personal "
            "data, for ads and measurement. With your consent we may use precise geolocation. You can change your "
            "choices at any time in the privacy policy on this site.",
            "furniture",
            id="consent",
        ),
        pytest.param(
            "You have read the last of your free stories. A subscription gives you unlimited access to all we publish, "
            "on paper and on your phone. The first month costs nothing, and you may cancel any time; after that you "
            "are charged monthly.",
            "furniture",
            id="wall",
        ),
        pytest.param(
            "The regulator fined the company because it had stored cookies and personal data of millions of people "
            "without consent, and told it to change the privacy policy of its site in a month or leave the country.",
            "prose",
            id="news-of-cookies",
        ),
        pytest.param(
            "“You cannot log in, you cannot subscribe, and your personal data are gone,” the minister told parliament, "
            "and he named the companies whose subscribers had been hit by the attack on the third of May.",
            "prose",
            id="quoted",
        ),
    ],
)
def test_notices_are_told_from_news_about_them(paragraph: str, kind: str) -> None:
    assert line_kind(paragraph) == kind


def test_bullets_are_no_part_of_what_is_read() -> None:
    (only,) = read("  • Latvia closed a crossing.\n  • Estonia did not.\n")
    assert words(only, "body") == ["Latvia closed a crossing.", "Estonia did not."]


PIECES = st.sampled_from([*ROUNDUP.split("\n"), *WIRE.split("\n"), *NEWSLETTER.split("\n"), "", "* * *"])


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("\n".join)))
def test_parts_lie_inside_the_text_in_order_and_never_overlap(page: str) -> None:
    for article in page_articles(page, find_stories(page)):
        ends = [0, *(part.end for part in article.parts)]
        for part, before in zip(article.parts, ends, strict=False):
            assert before <= part.start < part.end <= len(article.text)
            assert article.text[part.start : part.end].strip() == article.text[part.start : part.end]


@given(st.lists(PIECES, max_size=40).map("\n".join))
def test_blocks_hold_everything_but_white_space(page: str) -> None:
    blocks = find_blocks(page)
    between = "".join(page[a.end : b.start] for a, b in pairwise(blocks))
    assert not between.strip()
    assert sum(block.end - block.start for block in blocks) + len(between) == len(page.strip())
