"""The page as text: complete in itself, and the graph in it as data only."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.graph import Graph, Node
from graphkb.viz import draw, frame, render
from tests.viz.payloads import TEXTS
from tests.viz.story import story_graph


class Reader(HTMLParser):
    """Reads a page as a browser would: its elements, and the text of its title, scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"title": [], "script": [], "style": [], "h1": []}
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in self.texts:
            self.texts[self.inside][-1] += data


def data_of(page: str) -> Any:
    return json.loads(Reader(page).texts["script"][0])


def named(text: str) -> Graph:
    return Graph({"n": Node("n", "Organization", text, (text,), description=text)})


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_is_data_and_whole(text: str) -> None:
    page = render(draw(named(text), title=text, size_by=text))
    read, plain = Reader(page), Reader(render(draw(named("x"))))
    assert [tag for tag, _ in read.tags] == [tag for tag, _ in plain.tags]
    assert read.texts["title"] == [text]
    node = data_of(page)["nodes"][0]
    assert (node["label"], node["aliases"], node["description"]) == (text, [text], text)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    page = render(draw(named(text), title="t"))
    assert data_of(page)["nodes"][0].get("label") == text
    block = re.findall(r'id="graph">(.*?)</script>', page, re.S)[0]
    assert not set(block) & set("<>&\u2028\u2029")


def test_the_policy_names_exactly_the_scripts_and_style_of_the_page() -> None:
    read = Reader(render(draw(story_graph())))
    policy = next(
        a["content"] for t, a in read.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None and policy.startswith("default-src 'none'")
    for text in (*read.texts["script"][1:], *read.texts["style"]):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_the_page_asks_for_nothing_else() -> None:
    read = Reader(render(draw(story_graph())))
    assert [a for _, a in read.tags if a.keys() & {"src", "href", "srcset", "action", "style", "onload"}] == []
    assert not {"link", "img", "iframe", "base", "object"} & {tag for tag, _ in read.tags}
    assert "sourceMappingURL" not in "".join(read.texts["script"])


def test_the_trigger_is_marked_where_it_stands() -> None:
    quotes = [q for e in data_of(render(draw(story_graph())))["edges"] for f in e["facts"] for q in f["quotes"]]
    marked = {q["text"][q["mark"][0] : q["mark"][1]] for q in quotes}
    assert {"sent", "met", "invaded", "denied having fired"} <= marked


def test_rendering_twice_gives_the_same_page() -> None:
    assert render(draw(story_graph())) == render(draw(story_graph()))


def test_a_frame_for_a_notebook_is_shut_off() -> None:
    (tag,) = Reader(frame('<p title="a">\'</p>')).tags
    assert tag[0] == "iframe"
    assert tag[1]["srcdoc"] == '<p title="a">\'</p>'
    assert "allow-same-origin" not in str(tag[1]["sandbox"])


def test_importing_viz_loads_nothing_heavy() -> None:
    code = "import sys, graphkb.viz; print({'pyvis', 'rustworkx', 'jinja2', 'IPython', 'numpy'} & sys.modules.keys())"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )
