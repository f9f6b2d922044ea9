"""Neo4j Browser, driven as an analyst does: connect, drop the style and the favourites, paste a query, see the graph.

`GRAPHKB_KEEP_SCREENSHOT=1` writes the picture of docs/neo4j.md anew.
"""

import base64
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkb.store import GROUPS, favourites, open_store, saved_queries, saved_query
from graphkb.store.embedded import serving
from tests.graph.made import graph, story
from tests.neo4j.server import Server
from tests.store.conftest import empty

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.neo4j, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "images" / "neo4j-browser.png"
WAIT = 90_000

DROP = """([name, data]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name));
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.querySelector('.filedrop').dispatchEvent(
      new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""
"""A file that is dropped onto the window; Browser takes one at a time."""


@pytest.fixture(scope="module")
def page(neo4j_server: Server) -> Iterator["Page"]:
    """Neo4j Browser as the server serves it, let in to a database with a small story."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        if os.environ.get("GRAPHKB_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium")
        pytest.skip("no Chromium")
    if not neo4j_server.browser:
        pytest.skip("this server is not known to serve Neo4j Browser")
    from playwright.sync_api import sync_playwright

    with neo4j_server.store() as store:
        empty(store)
        store.write(graph(*story()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1320, "height": 860})
        page.set_default_timeout(WAIT)
        # Browser asks for fonts and statistics elsewhere, and waits for what does not answer.
        page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
        page.goto(neo4j_server.browser, wait_until="commit", timeout=WAIT)
        connect(page, neo4j_server.uri, neo4j_server.username, neo4j_server.password)
        yield page
        browser.close()


def connect(page: "Page", uri: str, username: str, password: str, database: str = "") -> None:
    """Fill in the form of Neo4j Browser."""
    scheme, _, host = uri.partition("://")
    page.get_by_test_id("bolt-scheme-select").select_option(f"{scheme}://")
    page.get_by_test_id("boltaddress").fill(host)
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("database").fill(database)
    page.get_by_test_id("connect").click()
    page.get_by_text(re.compile(r"^(neo4j|graphkb)\$")).first.wait_for()


def drop(page: "Page", name: str, content: bytes) -> None:
    page.evaluate(DROP, [name, base64.b64encode(content).decode()])


def paste(page: "Page", text: str) -> None:
    """Paste into the editor and run it."""
    page.locator(".monaco-editor textarea").first.focus()
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def run(page: "Page", text: str) -> str:
    """Run something on an empty window; what it shows once it is ready."""
    paste(page, ":clear")
    page.wait_for_function("() => !document.querySelector('[data-testid=frame]')")
    paste(page, text)
    done = re.compile(r"Successfully set|Started streaming|\(no changes, no records\)|Displaying \d+ nodes|ERROR")
    frame = page.get_by_test_id("frame").filter(has_text=done)
    frame.wait_for()
    return frame.inner_text()


def drawn(page: "Page") -> dict[str, str]:
    """The nodes of the picture: the beginning of each caption, and its colour."""
    found = page.eval_on_selector_all(
        "g.node", "nodes => nodes.map(n => [n.textContent.trim(), n.querySelector('.b-outline').getAttribute('fill')])"
    )
    return {caption.rstrip("…"): colour for caption, colour in found}


def test_a_saved_query_is_drawn_with_our_captions_and_colours(page: "Page") -> None:
    drop(page, "style.grass", (ROOT / "cypher" / "style.grass").read_bytes())
    page.get_by_text("node.State {").first.wait_for()
    page.get_by_test_id("navigationFavorites").click()
    drop(page, "favourites.zip", favourites())
    page.get_by_test_id("expandFolder-As a picture").click()
    assert [page.get_by_test_id(f"savedScriptsFolder-{group}").count() for group in GROUPS] == [1] * len(GROUPS)

    assert "Successfully set" in run(page, ":param {since: null, until: null, relation: null, top: 100}")
    page.get_by_text(saved_query("draw-period").title).click()
    page.get_by_test_id("editor-Run").click()
    page.locator("g.node").first.wait_for()
    page.wait_for_timeout(3000)  # until the picture has come to rest
    found = drawn(page)
    assert {found[name] for name in ("Russia", "Armenia")} == {"#38557c"}
    assert found["CSTO"] == "#1b8a6b" and found["Almaty"] == "#7d8590"
    assert {"PRAISES", "DEPLOYS_TROOPS"} <= set(page.locator("g.relationship").all_text_contents())
    if os.environ.get("GRAPHKB_KEEP_SCREENSHOT") == "1":
        page.screenshot(path=PICTURE)


def test_saved_queries_run_with_the_parameters_of_their_header(page: "Page") -> None:
    """One of each group: that the others take the same kinds of values is tested without Browser."""
    for query in {query.group: query for query in saved_queries()}.values():
        [line] = re.findall(r"^// (:param \{.*\})$", query.text, re.MULTILINE)
        assert "Successfully set" in run(page, line)
        assert "ERROR" not in run(page, query.text), query.name


def test_the_embedded_store_is_drawn_too_while_it_is_served(page: "Page", tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(str(path)) as store:
        store.write(graph(*story()))
    with serving(path, port=0) as at:
        paste(page, ":server disconnect")
        connect(page, at.uri, at.username, at.password, at.database)
        run(page, "MATCH (a:Actor)-[r]->(b) RETURN a, r, b")
        assert {"Russia", "CSTO"} <= set(drawn(page))
