"""Names, titles, sentences, addresses and links of strangers: nothing runs, nothing is fetched, nothing is lost."""

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, Statement
from tests.viz.conftest import OpenMap
from tests.viz.payloads import LINKS, TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DAY = datetime.date(2022, 1, 6)
FIELDS = (
    "actor",
    "line",
    "path",
    "around",
    "hide",
    "only",
    "pin",
    "compare",
    "by",
    "from",
    "sources",
    "hops",
    "size",
    "at",
    "whole",
)
FACETS = ("no-label", "no-tone", "no-relation", "no-modality")
BROKEN_LINKS = ["", "%", "#", "&&==&", "actor=", "line=a&line=b", "from=9999999-99-99&to=x"]
# The texts that could break out of the head of the page; the others are read back by a parser in test_render.py.
TITLES = [text for text in TEXTS if text.startswith(("</", "<!", "-->", "\u2028", "{{", "__"))]
FILE_NAMES = [
    pytest.param("<img src=x onerror=alert(1)>", id="markup"),
    pytest.param("' onclick='alert(1)", id="attribute"),
    pytest.param("..%2f..%2fetc%2fpasswd", id="climbing"),
    pytest.param("javascript:alert(1)", id="script"),
    pytest.param("\u202egnp.exe", id="turned-round"),
    pytest.param("#actor=x?y", id="address"),
    pytest.param("CON.aux", id="device"),
]
# Elements of a page that no text of ours may have made.
FOREIGN = """() => document.querySelectorAll("img, iframe, object, embed, form, link, base, video, audio").length
    + document.scripts.length - 2 + document.querySelectorAll("style").length - 1"""


def test_payloads_are_many() -> None:
    assert len(set(TEXTS)) >= 60


def hostile_graph(texts: Sequence[str], links: Sequence[str] = LINKS) -> Graph:
    """A ring of actors, each payload standing in every field that holds text."""
    nodes = {
        f"{text} {i}": Node(
            id=f"{text} {i}",
            label="State",
            name=text,
            aliases=(text + " alias",),
            code=text,
            description=text + " role",
            wikidata=text,
            kind=text,
        )
        for i, text in enumerate(texts)
    }
    keys = list(nodes)
    relationships, statements, articles = {}, {}, {}
    for i, text in enumerate(texts):
        source, target, url = keys[i], keys[(i + 1) % len(keys)], links[i % len(links)]
        r, story = f"{text} r{i}", f"{text} a{i}"
        sentence = f"{text} said to {text}"
        relationships[r] = Relationship(
            r, source, "MEETS", target, DAY, "day", "CONSULT", 1, 2.8, "affirmed", "asserted", 0.9, 1, 1, sentence
        )
        statements[text + str(i)] = Statement(
            text + str(i), story, sentence, 0, len(sentence), text, 0, "MEETS", source, target, text, text, DAY, "day",
            DAY, "affirmed", "asserted", text + " speaker", 0.9, r,
        )  # fmt: skip
        articles[story] = Article(story, sentence, text + " title", url, text + " outlet", DAY)
    return Graph(nodes, relationships, statements, articles)


def untouched(page: "Page") -> bool:
    page.wait_for_timeout(60)
    ran = page.evaluate("[globalThis.__ran, Object.prototype.polluted, ({}).x].filter((v) => v !== undefined).length")
    return bool(ran == 0 and page.evaluate(FOREIGN) == 0 and page.locator("#graph").count() == 1)


def test_hostile_texts_are_read_back_unchanged_from_every_field(open_map: OpenMap) -> None:
    page = open_map(hostile_graph(TEXTS))
    assert untouched(page)
    for i, text in enumerate(TEXTS):
        page.evaluate("(link) => { location.hash = link; }", f"actor={quote(f'{text} {i}', safe='')}")
        page.wait_for_timeout(10)
        seen = page.locator("#evidence").evaluate("(panel) => panel.textContent")
        assert page.locator("#evidence .who .name").evaluate("(e) => e.textContent") == text
        for part in ("role", "alias", f"said to {text}", "title", "outlet", "speaker"):
            assert f"{text} {part}" in seen
    assert untouched(page)


@pytest.mark.parametrize("text", TITLES)
def test_hostile_titles_are_titles(open_map: OpenMap, text: str) -> None:
    page = open_map(Graph(), title=text, size_by=text, measures={text + " 2": {}}, view=text)
    assert page.locator("h1").evaluate("(e) => e.textContent") == text
    assert untouched(page)


def test_hostile_links_are_not_links(open_map: OpenMap) -> None:
    page = open_map(hostile_graph([f"actor {i}" for i in range(len(LINKS))]))
    for i in range(len(LINKS)):
        page.evaluate("(link) => { location.hash = link; }", f"actor=actor%20{i}%20{i}")
        page.wait_for_timeout(10)
        hrefs = page.locator("#evidence a").evaluate_all("(links) => links.map((link) => link.href)")
        assert [href for href in hrefs if not href.startswith(("http://", "https://"))] == []
        assert not any("evil.example" in href for href in hrefs)
    assert untouched(page)


@pytest.mark.parametrize("text", FILE_NAMES)
def test_hostile_file_names_are_only_names(open_map: OpenMap, text: str) -> None:
    """The page lies under the name, an article came from such a file, and what is saved is called by the title."""
    graph = hostile_graph(["France", "Germany"], [text])
    page = open_map(graph, title=text, name=text + ".html")
    assert page.get_by_role("link").count() == 0
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG drawing").click()
    assert re.fullmatch(r"[\w-]+\.svg", download.value.suggested_filename)
    assert untouched(page)


@pytest.mark.parametrize("text", [*BROKEN_LINKS, *TEXTS[:3]])
def test_hostile_permalinks_do_nothing(open_map: OpenMap, text: str) -> None:
    page = open_map(hostile_graph(["France", "Germany"]), link="#" + text)
    assert "2 actors" in page.locator("#evidence").inner_text()
    assert untouched(page)


def test_hostile_permalink_fields_do_nothing(open_map: OpenMap) -> None:
    page = open_map(hostile_graph(["France", "Germany"]))
    for text in [*TEXTS, "-1", "1e999", "NaN", "x" * 50_000]:
        link = "&".join(f"{field}={quote(text[:6000], safe='')}" for field in FIELDS + FACETS)
        page.evaluate("(link) => { location.hash = link; }", link)
        page.wait_for_timeout(5)
    assert "2 actors" in page.locator("#evidence").inner_text()
    assert untouched(page)


def test_hostile_texts_can_be_searched_hovered_and_saved(open_map: OpenMap) -> None:
    page = open_map(hostile_graph(TEXTS))
    box = page.get_by_role("combobox", name="Search actors")
    for typed in ("<", "script", "\\", "$", "(", "proto", "__"):
        box.fill(typed)
        page.wait_for_timeout(5)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Path between two actors").click()
    page.get_by_role("combobox", name="From").fill("__proto__")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="To", exact=True).fill("hasOwnProperty")
    page.keyboard.press("Enter")
    assert page.locator("#evidence .pathhead").count() == 1
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG drawing").click()
    drawn = list(ElementTree.parse(download.value.path()).iter())
    assert {e.tag.split("}")[1] for e in drawn} == {"svg", "title", "rect", "path", "text"}
    assert not [name for e in drawn for name in e.attrib if name.startswith("on") or "href" in name]
    assert "<img src=x" in "".join(e.text or "" for e in drawn)
    assert untouched(page)


def test_the_policy_would_stop_what_slipped_through(open_map: OpenMap) -> None:
    """Not strict: the browser reports what the policy blocks, which is what this test provokes."""
    page = open_map(hostile_graph(["France"]), strict=False)
    page.evaluate(
        """() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.__ran = 1";
        document.body.append(script);
        const image = document.createElement("div");
        image.innerHTML = "<img src=x onerror='globalThis.__ran = 1'>";
        document.body.append(image);
    }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("globalThis.__ran") is None
    assert page.evaluate("fetch('https://evil.example').then(() => 'sent', () => 'blocked')") == "blocked"
