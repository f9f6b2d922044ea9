"""A headless browser for the tests of the page, and a watch over everything it says and asks for."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkb.graph import Graph
from graphkb.viz import draw, render, write_map

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Watch:
    """What a page did that no map may do: messages, errors, dialogs, requests, pages opened."""

    seen: list[str] = field(default_factory=list)

    def over(self, page: "Page") -> None:
        page.on("console", lambda message: self.seen.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: self.seen.append(f"popup: {popup.url}"))
        page.on("request", lambda request: self._request(request.url))

    def _dialog(self, dialog: "Dialog") -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if not url.startswith(("file:", "blob:")):
            self.seen.append(f"request: {url}")


def _missing(reason: str) -> None:
    if os.environ.get("GRAPHKB_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed: pip install playwright")
        raise
    found = os.environ.get("GRAPHKB_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "google-chrome"))), None
    )
    if found is None:
        _missing("no Chromium was found: apt install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


OpenMap = Callable[..., "Page"]


@pytest.fixture
def open_map(chromium: "Browser", tmp_path: Path) -> Iterator[OpenMap]:
    """Open the map of a graph; at the end nothing may have been said, asked for or opened."""
    watch = Watch()
    contexts = []

    def opened(
        graph: Graph,
        *,
        size: tuple[int, int] = (1280, 720),
        link: str = "",
        dark: bool = False,
        strict: bool = True,
        view: str = "",
        name: str = "map.html",
        **options: Any,
    ) -> "Page":
        path = write_map(render(draw(graph, **options), view=view), tmp_path / name)
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        if strict:
            watch.over(page)
        page.goto(path.as_uri() + link)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.seen == []
