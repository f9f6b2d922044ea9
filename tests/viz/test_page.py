"""What a reader can do with the page, in a real browser."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.bench_map import graph_of
from graphkb.analytics import compare_periods, read_period
from graphkb.graph import Graph, Node
from graphkb.viz import draw, frame, render
from tests.viz.conftest import OpenMap
from tests.viz.story import story_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDE, PHONE = (1280, 720), (390, 844)
PICTURES = [("PNG picture", ".png", b"\x89PNG"), ("SVG drawing", ".svg", b"<?xml")]
PERIODS = {
    "First period from": "2022-01-01",
    "to (first period)": "2022-06-30",
    "Second period from": "2022-07-01",
    "to (second period)": "2022-12-31",
}
COMPARED = "2022-01-01,2022-06-30,2022-07-01,2022-12-31"
SENT = "Russia sent some three thousand paratroopers to Kazakhstan overnight."
BOTH = "#line=state%2FKAZ&line=state%2FRUS&line=conflict"


def link_of(page: "Page") -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).fragment)


def lead(page: "Page") -> str:
    return page.locator("#evidence .lead").first.inner_text()


def count(page: "Page", text: str) -> int:
    row = page.locator("#filters label.row", has=page.get_by_text(text, exact=True))
    return int(row.locator(".count").inner_text().replace(",", ""))


def pick(page: "Page", name: str) -> None:
    page.get_by_role("combobox", name="Search actors").fill(name)
    page.keyboard.press("Enter")


def two_node_graph() -> Graph:
    graph = story_graph()
    ends = {"state/KAZ", "state/RUS"}
    kept = {k: r for k, r in graph.relationships.items() if {r.source, r.target} == ends and r.type == "DEPLOYS_TROOPS"}
    said = {k: s for k, s in graph.statements.items() if s.edge in kept}
    return Graph({k: graph.nodes[k] for k in ends}, kept, said, graph.articles)


def middle(page: "Page") -> tuple[float, float]:
    """Where the middle of what is drawn lies: a little above that of the stage, which keeps room for its legend."""
    box = page.locator("#map").bounding_box()
    assert box
    return box["width"] / 2, box["height"] / 2 - 21


def test_page_opens_on_what_is_affirmed(open_map: OpenMap) -> None:
    page = open_map(story_graph(), title="Central Asia, 2022")
    assert page.title() == "Central Asia, 2022"
    assert lead(page) == "32 actors, 2 events, 1 place, 70 lines, 75 relations, read in 88 articles."
    assert count(page, "denied") == 1


def test_denied_is_shown_only_when_switched_on(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_label("Denied").check()
    assert "76 relations" in lead(page)
    assert link_of(page) == {"denied": ["1"]}


def test_search_finds_names_and_aliases_without_accents(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    box = page.get_by_role("combobox", name="Search actors")
    for typed, found in (
        ("erdogan", "Recep Tayyip Erdoğan"),
        ("rakhmon", "Emomali Rahmon"),
        ("odkb", "Collective Security"),
    ):
        box.fill(typed)
        assert found in page.get_by_role("option").first.inner_text()
    box.fill("nobody at all")
    assert "Nobody of that name" in page.get_by_role("option").first.inner_text()


def test_search_picks_with_the_keyboard(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.keyboard.press("/")
    page.keyboard.type("rahmon")
    page.keyboard.press("Enter")
    assert page.locator("#evidence .who").inner_text() == "Emomali Rahmon"
    assert link_of(page) == {"actor": ["leader/rahmon"]}


def test_node_panel_shows_aliases_role_measures_and_neighbours(open_map: OpenMap) -> None:
    page = open_map(story_graph(), measures={"pagerank": {"leader/rahmon": 0.25, "leader/putin": 0.5}})
    pick(page, "rahmon")
    text = page.locator("#evidence").inner_text()
    for wanted in (
        "Эмомали Рахмон",
        "President of Tajikistan since 1994",
        "Number of neighbours",
        "0.250 · 2nd of 36",
        "Vladimir Putin",
        "leader/rahmon",
    ):
        assert wanted in text


def test_actors_are_sized_by_another_measure_when_asked(open_map: OpenMap) -> None:
    page = open_map(story_graph(), measures={"pagerank": {"leader/rahmon": 0.25, "leader/putin": 0.5}})
    page.get_by_label("Size by").select_option("pagerank")
    assert link_of(page) == {"size": ["pagerank"]}
    assert page.locator("#evidence .list").first.inner_text().split("\n")[:2] == ["Vladimir Putin", "0.500"]
    assert "larger: pagerank" in page.locator("#legend").inner_text()
    page.keyboard.press("z")
    assert link_of(page) == {}


def test_evidence_shows_the_sentence_its_trigger_day_outlet_and_link(open_map: OpenMap) -> None:
    page = open_map(story_graph(), link=BOTH)
    card = page.locator("#evidence .card").first
    assert card.locator("h3").inner_text() == "Russia deploys troops to Kazakhstan"
    assert card.locator("mark").first.inner_text() == "sent"
    assert (
        card.locator("blockquote").first.inner_text()
        == "Russia sent some three thousand paratroopers to Kazakhstan overnight."
    )
    meta = card.locator(".meta").first.inner_text()
    assert "6 January 2022" in meta and "Steppe Courier" in meta and "confidence 0.94" in meta
    assert card.get_by_role("link").first.get_attribute("href") == "https://a.example/2022-01-07"
    assert card.get_by_role("link").first.get_attribute("rel") == "noopener noreferrer nofollow"


def test_evidence_shows_a_sentence_of_four_outlets_once(open_map: OpenMap) -> None:
    page = open_map(story_graph(), link=BOTH)
    card = page.locator("#evidence .card").first
    assert card.locator("blockquote").count() == 1
    card.get_by_text("also in 3 other articles").click()
    assert "The Strait" in card.inner_text() and "Almaty Wire" in card.inner_text()


def test_evidence_says_who_says_so_and_how_sure(open_map: OpenMap) -> None:
    page = open_map(story_graph(), link="#actor=state%2FKAZ")
    text = page.locator("#evidence").inner_text()
    while page.locator("#evidence > .morerow button").count():
        page.locator("#evidence > .morerow button").click()
        text = page.locator("#evidence").inner_text()
    assert "according to Xi Jinping" in text
    assert "possible" in text


def test_evidence_copies_as_a_citation(open_map: OpenMap) -> None:
    page = open_map(story_graph(), link=BOTH)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as citation").first.click()
    page.get_by_text("Copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "“Russia sent some three thousand paratroopers to Kazakhstan overnight.” Steppe Courier, “What happened by "
        "7 January”, 7 January 2022, https://a.example/2022-01-07. "
        "[Read as: Russia deploys troops to Kazakhstan; stated as fact; 2022-01-06.]"
    )


def test_clicking_a_line_and_then_an_actor_shows_their_evidence(open_map: OpenMap) -> None:
    page = open_map(two_node_graph())
    x, y = middle(page)
    page.locator("#map").click(position={"x": x, "y": y})
    assert link_of(page)["line"] == ["state/KAZ", "state/RUS", "conflict"]
    page.keyboard.press("Escape")
    assert link_of(page) == {}
    page.keyboard.press("]")
    assert link_of(page)["actor"][0].startswith("state/")


def test_hovering_names_what_is_under_the_pointer(open_map: OpenMap) -> None:
    page = open_map(two_node_graph())
    x, y = middle(page)
    page.locator("#map").hover(position={"x": x, "y": y})
    page.locator("#tip").wait_for(state="visible")
    assert "deploys troops to · 4 sources" in page.locator("#tip").inner_text()


def test_filters_follow_one_another(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    assert count(page, "Leader") == 11
    page.get_by_label("Conflict").uncheck()
    assert "48 relations" in lead(page)
    assert count(page, "Conflict") == 27
    assert count(page, "Person") == 0
    page.get_by_label("Leader").uncheck()
    assert count(page, "Cooperation") == 14
    page.get_by_role("button", name="Reset").click()
    assert "75 relations" in lead(page)


def test_relations_are_filtered_by_plover_type_and_one_by_one(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_label("All of ASSAULT").uncheck()
    assert link_of(page)["no-relation"] == ["ATTACKS", "FIGHTS", "INVADES"]
    page.locator("summary", has_text="assault").click()
    page.get_by_label("invades").check()
    assert link_of(page)["no-relation"] == ["ATTACKS", "FIGHTS"]


def test_modality_sources_and_confidence_filter(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    for name in ("possible", "announced", "asked for"):
        page.get_by_label(name).uncheck()
    assert "71 relations" in lead(page)
    page.get_by_label("At least: Sources").fill("4")
    assert [int(n) for n in link_of(page)["sources"]] == [4]
    assert lead(page).startswith("9 actors, 5 lines")
    page.get_by_label("At least: Confidence").fill("0.95")
    assert "2 lines" not in lead(page)
    assert "confidence" in link_of(page)


def test_timeline_narrows_by_either_handle(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    low = page.get_by_label("First day")
    low.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    assert link_of(page)["from"][0] > "2022-01-05"
    assert int(re.findall(r"(\d+) relations", lead(page))[0]) < 75
    page.get_by_label("with 16 undated").uncheck()
    assert link_of(page)["undated"] == ["0"]


def test_timeline_counts_by_day_of_report_when_asked(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_label("Which date").select_option("published")
    assert link_of(page) == {"by": ["published"]}
    assert page.locator("#timeline .span").inner_text() == "6 Jan 2022 – 22 Dec 2022"


def test_timeline_starts_with_the_clock_that_knows_more(open_map: OpenMap) -> None:
    graph = story_graph()
    undated = {k: replace(r, date=None, date_precision="unknown") for k, r in graph.relationships.items()}
    page = open_map(replace(graph, relationships=undated))
    assert page.get_by_label("Which date").input_value() == "published"
    page.get_by_label("Which date").select_option("date")
    assert link_of(page) == {"by": ["date"]}
    assert "No dates to show" in page.locator("#timeline").inner_text()
    page.get_by_label("Which date").select_option("published")
    assert link_of(page) == {}


def test_timeline_plays_and_stops(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Stop").click()
    first = link_of(page)["from"][0]
    page.wait_for_timeout(400)
    assert link_of(page)["from"][0] == first > "2022-01-05"
    page.keyboard.press("z")
    assert "from" not in link_of(page)


def test_ego_view_shows_one_to_three_steps(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    pick(page, "iran")
    page.get_by_role("button", name="Show 1 step around").click()
    assert page.locator("#note").inner_text().startswith("1 step around Iran")
    page.keyboard.press("Escape")
    assert lead(page).startswith("2 actors")
    pick(page, "masimov")
    sizes = []
    for steps in ("1 step", "2 steps", "3 steps"):
        page.get_by_role("button", name=f"Show {steps} around").click()
        page.keyboard.press("Escape")
        sizes.append(int(lead(page).split()[0]))
        pick(page, "masimov")
    assert sizes == sorted(set(sizes))


def test_shortest_path_is_found_and_told_step_by_step(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_role("button", name="Path between two actors").click()
    page.get_by_role("combobox", name="From").fill("masimov")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="To", exact=True).fill("germany")
    page.keyboard.press("Enter")
    assert link_of(page)["path"] == ["person/masimov", "state/KAZ", "state/UKR", "state/DEU"]
    assert "3 steps" in lead(page)
    assert page.locator("#evidence blockquote").count() >= 3


def test_shortest_path_says_when_there_is_none(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.keyboard.press("p")
    page.get_by_role("combobox", name="From").fill("iran")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="To", exact=True).fill("germany")
    page.keyboard.press("Enter")
    page.get_by_text("No way from one to the other").wait_for()


def test_hide_and_undo(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    pick(page, "kazakhstan")
    page.get_by_role("button", name="Hide").click()
    assert "31 actors" not in lead(page) and "hidden" in page.locator("#note").inner_text()
    page.keyboard.press("Control+z")
    assert "hide" not in link_of(page)
    assert page.locator("#evidence .who").inner_text() == "Kazakhstan"
    page.get_by_role("button", name="Undo the last step").click()
    assert link_of(page) == {}


def test_dragging_pins_an_actor_and_the_link_remembers_it(open_map: OpenMap) -> None:
    page = open_map(Graph({"state/FRA": Node("state/FRA", "State", "France")}), link="#loners=1")
    x, y = middle(page)
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x + 80, box["y"] + y + 40, steps=6)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert link_of(page)["pin"] == ["53,27,state/FRA"]


def test_dragging_the_map_moves_it_and_the_link_remembers_where(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 106, box["y"] + 46, steps=4)
    page.mouse.up()
    page.wait_for_url("**#at=*")
    assert link_of(page)["at"][0].endswith(",1.000")
    page.mouse.wheel(0, -200)
    page.wait_for_url(lambda url: not url.endswith(",1.000"))
    zoomed = link_of(page)["at"]
    assert float(zoomed[0].split(",")[2]) > 1.2
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.get_by_label("Conflict").uncheck()
    assert link_of(page) == {"no-tone": ["conflict"], "at": zoomed}
    page.keyboard.press("f")
    page.get_by_label("Conflict").check()
    assert link_of(page) == {}


def test_two_fingers_zoom_the_map(open_map: OpenMap) -> None:
    page = open_map(story_graph(), size=(390, 844))
    touch = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 40), ("touchMove", 80)):
        points = [{"x": 195 - apart, "y": 400, "id": 1}, {"x": 195 + apart, "y": 400, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_url("**#at=*")
    assert float(link_of(page)["at"][0].split(",")[2]) == pytest.approx(4, rel=0.05)


def test_a_map_of_thousands_is_moved_with_what_can_be_picked(open_map: OpenMap) -> None:
    """Above 1,200 nodes and lines the picture itself is moved, and painted anew when the hand rests."""
    page = open_map(graph_of(1000))
    page.keyboard.press("]")
    page.keyboard.press("Escape")
    box = page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    named = _hover_until_named(page, x, y)
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 66, box["y"] + 36, steps=3)
    page.mouse.up()
    page.wait_for_url("**#at=*")
    at, text = named
    page.mouse.move(at + 60, y + 30)
    page.locator("#tip").wait_for(state="visible")
    assert page.locator("#tip").inner_text() == text


def _hover_until_named(page: "Page", x: float, y: float) -> tuple[float, str]:
    """How far to the right of a point something is named, and its name."""
    for step in range(60):
        page.mouse.move(x + 3 * step, y)
        page.wait_for_timeout(30)
        if page.locator("#tip").is_visible():
            return x + 3 * step, page.locator("#tip").inner_text()
    raise AssertionError("nothing is named")


def test_a_box_drawn_with_shift_shows_who_is_in_it(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    box = page.locator("#map").bounding_box()
    assert box
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 20, steps=5)
    page.mouse.up()
    page.keyboard.up("Shift")
    assert 2 < len(link_of(page)["only"]) < 33
    assert "only" in page.locator("#note").inner_text()


def test_world_view_says_who_has_no_place(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_role("button", name="World").click()
    assert link_of(page) == {"world": ["1"]}
    assert "5 actors, 1 event without a place" in page.locator("#note").inner_text()
    assert "27 actors" in lead(page)


def test_compare_lists_what_appeared_vanished_and_turned(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.get_by_role("button", name="Compare two periods").click()
    for label, day in PERIODS.items():
        page.get_by_label(label).fill(day)
    page.get_by_role("dialog").get_by_role("button", name="Compare").click()
    assert link_of(page)["compare"] == [COMPARED]
    assert "Emomali Rahmon" in page.locator("#evidence .change.to_conflict").inner_text()


def test_compare_agrees_with_the_library(open_map: OpenMap) -> None:
    found = compare_periods(story_graph(), read_period("2022-01..2022-06"), read_period("2022-07..2022-12"))
    page = open_map(story_graph(), view="compare=" + COMPARED)
    text = page.locator("#evidence").inner_text()
    said = {word.lower(): int(count) for word, count in re.findall(r"^([A-Z][a-z ]+) · (\d+)$", text, re.MULTILINE)}
    counts = {change.replace("to_", "turned to "): count for change, count in found.counts().items() if count}
    assert said == counts | {"new actors": len(found.appeared), "actors gone": len(found.vanished)}


def test_a_page_that_opens_on_a_comparison_lets_it_be_left(open_map: OpenMap) -> None:
    page = open_map(story_graph(), view="compare=" + COMPARED)
    page.get_by_role("button", name="End").click()
    assert link_of(page) == {"whole": ["1"]}
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert "75 relations" in lead(page)


def test_world_view_shows_events_at_their_places(open_map: OpenMap) -> None:
    page = open_map(story_graph(), link="#world=1&actor=event%2Fsco-summit%2F2022-09-15")
    assert page.locator("#evidence .who").inner_text() == "Samarkand summit"
    page.keyboard.press("Escape")
    assert "1 event" in lead(page)


def test_printing_draws_lines_instead_of_dots(open_map: OpenMap) -> None:
    page = open_map(story_graph(), dark=True)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#map svg text", has_text="Vladimir Putin").is_visible()
    assert not page.locator("#map canvas").is_visible() and not page.locator("#timeline").is_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#map svg").count() == 0
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_notebook_shows_the_page_in_a_frame_that_cannot_reach_it(chromium: "Browser") -> None:
    page = chromium.new_page(viewport={"width": 1100, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_content("<h1>Notebook</h1>" + frame(render(draw(story_graph()))))
    inner = page.frame_locator("iframe")
    inner.get_by_role("combobox", name="Search actors").fill("rahmon")
    page.keyboard.press("Enter")
    assert inner.locator("#evidence .who").inner_text() == "Emomali Rahmon"
    assert page.frames[1].evaluate(
        "(() => { try { return parent.document.title; } catch { return 'shut off'; } })()"
    ) == ("shut off")
    page.close()
    assert said == []


def test_permalink_brings_the_view_back(open_map: OpenMap) -> None:
    link = "#no-label=Leader&no-tone=static&sources=2&from=2022-02-01&around=state%2FKAZ&hops=2&actor=state%2FKAZ"
    page = open_map(story_graph(), link=link)
    assert link_of(page) == parse_qs(link[1:])
    assert page.locator("#evidence .who").inner_text() == "Kazakhstan"


def test_dark_and_light_follow_the_reader(open_map: OpenMap) -> None:
    page = open_map(story_graph(), dark=True)
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.get_by_role("button", name="Light colours").click()
    assert page.evaluate(theme) == "light"


@pytest.mark.parametrize(("item", "ending", "start"), PICTURES)
def test_the_picture_is_saved(open_map: OpenMap, tmp_path: Path, item: str, ending: str, start: bytes) -> None:
    page = open_map(story_graph(), title="Map <of> A/B")
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=item).click()
    assert download.value.suggested_filename == "Map-of-A-B" + ending
    saved = tmp_path / "saved"
    download.value.save_as(saved)
    content = saved.read_bytes()
    assert content.startswith(start)
    if ending == ".svg":
        assert "Recep Tayyip" in content.decode() and "<script" not in content.decode()


def test_a_cut_graph_says_what_is_missing_and_how_to_see_it(open_map: OpenMap) -> None:
    page = open_map(story_graph(), max_actors=10)
    assert "left out" in page.locator("#note").inner_text()
    text = page.locator("#evidence").inner_text()
    assert "the 10 of 36 that score highest by number of neighbours are drawn" in text
    assert "26 nodes" in text and "--actor" in text


def test_an_empty_graph_opens(open_map: OpenMap) -> None:
    page = open_map(Graph())
    assert "Nothing to show" in page.locator("#note").inner_text()
    assert "No dates" in page.locator("#timeline").inner_text()


def test_on_a_phone_panels_open_over_the_map(open_map: OpenMap) -> None:
    page = open_map(story_graph(), size=(390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert _ink(page) > 0.5  # the map stands upright and fills more than half of the height
    assert not page.locator("#filters").is_visible()
    page.get_by_role("button", name="Filters").click()
    assert page.locator("#filters").is_visible()
    page.locator("#filters").get_by_role("button", name="Close").click()
    pick(page, "rahmon")
    assert page.locator("#evidence").is_visible()


def _ink(page: "Page") -> float:
    """The share of the map's height over which anything is drawn."""
    return float(
        page.evaluate(
            """() => {
        const canvas = document.querySelector("#map canvas"), context = canvas.getContext("2d");
        const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
        const rows = Array.from({ length: height }, (_, y) => y).filter((y) => {
            for (let x = 0; x < width; x++) if (data[4 * (y * width + x)] < 200) return true;
            return false;
        });
        return (rows[rows.length - 1] - rows[0]) / height;
    }"""
        )
    )


def test_keys_are_listed_on_the_page(open_map: OpenMap) -> None:
    page = open_map(story_graph())
    page.keyboard.press("?")
    assert "fit the map" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


def test_every_control_has_a_name(open_map: OpenMap) -> None:
    page = open_map(story_graph(), link=BOTH)
    page.get_by_role("button", name="Compare two periods").click()
    unnamed = page.evaluate(
        """[...document.querySelectorAll("button, input, select, a, summary")].filter((e) =>
        !(e.textContent.trim() || e.ariaLabel || [...(e.labels || [])].some((l) => l.textContent.trim())))
        .map((e) => e.outerHTML)"""
    )
    assert unnamed == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("key", "link", "size"),
    [
        pytest.param("", "", WIDE, id="overview"),
        pytest.param("?", "", WIDE, id="keys"),
        pytest.param("p", "", WIDE, id="path"),
        pytest.param("]", "", WIDE, id="actor"),
        pytest.param("", BOTH, PHONE, id="line-on-a-phone"),
        pytest.param("", "#world=1&compare=" + COMPARED, WIDE, id="comparison"),
    ],
)
def test_axe_finds_nothing(open_map: OpenMap, dark: bool, key: str, link: str, size: tuple[int, int]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    scores = {"pagerank": {"leader/putin": 0.5}}
    page = open_map(story_graph(), dark=dark, title="Central Asia, 2022", link=link, size=size, measures=scores)
    if key:
        page.keyboard.press(key)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
