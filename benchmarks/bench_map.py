"""How long a map takes to be there and to move: ours, the page that pyvis makes by itself, and sigma.js (WebGL).

    python benchmarks/bench_map.py                     # 60, 1,000 and 5,000 actors
    python benchmarks/bench_map.py 60 1000 --patience 300
    python benchmarks/bench_map.py 20000 --only graphkb

Graphs are real ones where shared/ lies beside the checkout, else made up; all pages show the same nodes and lines, ours
and sigma's at the same places, ours with all evidence. "Settled" is when the picture no longer moves: at once with
places worked out beforehand, at the end of the physics with pyvis; `--patience` ends the waiting. CPU is that of all
processes of the browser: until then, and for a step of a drag (20 steps) or of the wheel (10), with what is painted
when the hand rests. Without a graphics card WebGL is worked out by the processor, which is slow: where there is one,
sigma.js does better.

Needs Chromium and the packages of `pip install graphkb[test]`; sigma.js comes from npm, where that is installed.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graphkb.graph import Graph, Node, Relationship
from graphkb.ontology import load_ontology
from graphkb.viz import Drawing, draw, render, write_map
from tests.viz.icews import icews_graph, present

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--enable-precise-memory-info"),
    *("--disable-background-networking", "--disable-component-update"),
]
SIGMA = ("sigma@3.0.3", "graphology@0.26.0")
SIGMA_PAGE = """<!doctype html><meta charset="utf-8"><style>html,body,#map{margin:0;height:100%}</style>
<div id="map"></div>
<script type="application/json" id="graph">GRAPH</script><script>LIBRARY</script><script>
const data = JSON.parse(document.getElementById("graph").textContent), graph = new graphology.MultiGraph();
for (const [key, attributes] of data.nodes) graph.addNode(key, attributes);
for (const [source, target, attributes] of data.edges) graph.addEdge(source, target, attributes);
new Sigma(graph, document.getElementById("map"));
document.documentElement.dataset.ready = "1";
</script>"""
TONES = {"cooperation": "#2f74b5", "conflict": "#cf5512", "static": "#7a8592"}


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured of one page: seconds, milliseconds of CPU a step, megabytes of heap, kilobytes of file."""

    settled: float | None
    work: float
    pan: float
    zoom: float
    heap: float
    file: int


def graph_of(actors: int) -> Graph:
    """A graph of so many actors with about two and a half lines each."""
    if present():
        return icews_graph(actors, every=max(1, 20_000 // actors))
    chance, kinds = random.Random(7), list(load_ontology().relations.values())
    nodes = {f"n{i}": Node(f"n{i}", "State", f"Actor {i}") for i in range(actors)}
    ends = [i for _ in range(3) for i in range(actors)]
    relationships = {}
    for number in range(int(actors * 2.5)):
        source, target, kind = number % actors, chance.choice(ends), chance.choice(kinds)
        ends += [target] * 2
        if source != target:
            relationships[f"r{number}"] = Relationship(
                f"r{number}", f"n{source}", kind.name, f"n{target}", None, "unknown", kind.plover, kind.sign,
                kind.intensity, "affirmed", "asserted", 0.9, 1, 1, "They did.",
            )  # fmt: skip
    return Graph(nodes, relationships)


def our_page(drawing: Drawing, path: Path) -> None:
    write_map(render(drawing), path)


def stock_page(drawing: Drawing, path: Path) -> None:
    """What pyvis writes of the same nodes and lines with its own template and defaults."""
    from pyvis.network import Network

    net = Network(cdn_resources="in_line", directed=True)
    net.nodes.extend({"id": n.node.id, "label": n.node.name, "shape": "dot", "size": n.size} for n in drawing.nodes)
    net.edges.extend({"from": e.source, "to": e.target, "width": e.sources, "arrows": "to"} for e in drawing.edges)
    path.write_text(net.generate_html("map.html"), encoding="utf-8")


def sigma_page(drawing: Drawing, path: Path) -> None:
    """The same nodes, names and lines at the same places in sigma.js, without evidence, filters or time."""
    modules = path.parent / "node_modules"
    if not modules.is_dir():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(path.parent), *SIGMA], check=True)
    files = ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
    library = "\n".join((modules / name).read_text(encoding="utf-8") for name in files)
    data = {
        "nodes": [
            [n.node.id, {"x": n.x, "y": -n.y, "size": n.size / 2, "label": n.node.name, "color": n.colour}]
            for n in drawing.nodes
        ],
        "edges": [[e.source, e.target, {"size": 1, "color": TONES[e.tone]}] for e in drawing.edges],
    }
    text = json.dumps(data).replace("<", "\\u003c")
    path.write_text(SIGMA_PAGE.replace("LIBRARY", library).replace("GRAPH", text), encoding="utf-8")


def settle_ours(page: "Page", patience: float) -> bool:
    page.wait_for_selector("html[data-ready]", state="attached", timeout=patience * 1000)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return True


def settle_stock(page: "Page", patience: float) -> bool:
    page.wait_for_function("() => typeof network !== 'undefined' && network.once")
    return bool(
        page.evaluate(
            """(limit) => new Promise((done) => { network.once("stabilizationIterationsDone", () => done(true));
            setTimeout(() => done(false), limit); })""",
            patience * 1000,
        )
    )


def measure(browser: "Browser", path: Path, *, stock: bool, patience: float, tries: int) -> Run:
    """The best of some tries: whatever else the machine does makes a page slower, never quicker."""
    runs = [_measure(browser, path, stock=stock, patience=patience) for _ in range(tries)]
    settled = [run.settled for run in runs if run.settled is not None]
    return Run(
        settled=min(settled, default=None),
        work=min(run.work for run in runs),
        pan=min(run.pan for run in runs),
        zoom=min(run.zoom for run in runs),
        heap=min(run.heap for run in runs),
        file=path.stat().st_size // 1000,
    )


def _measure(browser: "Browser", path: Path, *, stock: bool, patience: float) -> Run:
    from playwright.sync_api import TimeoutError

    page = browser.new_context(viewport={"width": 1600, "height": 900}).new_page()
    page.set_default_timeout(patience * 1000)
    page.route("http*://**", lambda route: route.abort())
    before, start = _spent(page), time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    try:
        done = (settle_stock if stock else settle_ours)(page, patience)
    except TimeoutError:
        done = False
    settled = time.perf_counter() - start if done else None
    work = _spent(page) - before
    pan, zoom = move(page, "#mynetwork" if stock else "#map") if done else (float("nan"), float("nan"))
    heap = _heap(page) if done else float("nan")
    page.context.close()
    return Run(settled, work, pan, zoom, heap, 0)


def move(page: "Page", element: str) -> tuple[float, float]:
    """Milliseconds of CPU, in all processes of the browser, for each step of a drag and of the wheel."""
    box = page.locator(element).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 15
    page.wait_for_timeout(1000)
    first = _cpu(page)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(x + step * 5, y + step * 4)
        page.wait_for_timeout(20)
    page.mouse.up()
    page.wait_for_timeout(600)
    second = _cpu(page)
    for _ in range(10):
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(20)
    page.wait_for_timeout(600)
    return (second - first) * 50, (_cpu(page) - second) * 100


def _heap(page: "Page") -> float:
    """Megabytes that the page's scripts hold, without what is only waiting to be thrown away."""
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    return float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6


def _cpu(page: "Page") -> float:
    """Seconds of processor time that the browser has used; the last frame is done by then."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return _spent(page)


def _spent(page: "Page") -> float:
    browser = page.context.browser
    assert browser
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return float(sum(process["cpuTime"] for process in found["processInfo"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("actors", nargs="*", type=int, default=[60, 1000, 5000])
    parser.add_argument("--patience", type=float, default=120.0, help="seconds to wait for a page to settle")
    parser.add_argument("--tries", type=int, default=3, help="how often each page is opened; pyvis once")
    parser.add_argument("--only", nargs="+", choices=["graphkb", "pyvis", "sigma"], help="these pages only")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    makers = {"graphkb": our_page, "pyvis": stock_page} | ({"sigma": sigma_page} if shutil.which("npm") else {})
    print(f"graphs: {'ICEWS 2018' if present() else 'made up'}; headless Chromium without a graphics card, 1600 x 900")
    print(" actors  facts page    settled s   CPU s  pan ms  zoom ms  heap MB  file kB")
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for actors in options.actors:
            graph = graph_of(actors)
            drawing = draw(graph, max_actors=len(graph.nodes))
            for name, make in makers.items():
                if options.only is None or name in options.only:
                    make(drawing, path := Path(folder) / f"{name}.html")
                    stock = name == "pyvis"
                    tries = 1 if stock else options.tries
                    run = measure(browser, path, stock=stock, patience=options.patience, tries=tries)
                    show(actors, len(graph.relationships), name, run, options.patience)
        browser.close()


def show(actors: int, lines: int, name: str, run: Run, patience: float) -> None:
    settled = f"{run.settled:.2f}" if run.settled is not None else f"> {patience:.0f}"
    print(f"{actors:>7} {lines:>6} {name:8} {settled:>8} ", end="")
    work = f"{run.work:.2f}" if run.settled is not None else f"> {run.work:.0f}"
    print(f"{work:>7} {run.pan:>7.1f} {run.zoom:>8.1f} {run.heap:>8.1f} {run.file:>8}", flush=True)


if __name__ == "__main__":
    main()
