"""How long a map takes to be there and to move: ours, and the page that pyvis makes of the same graph by itself.

    python benchmarks/bench_map.py                     # 60, 1,000 and 5,000 actors
    python benchmarks/bench_map.py 60 1000 --patience 300

Graphs are real ones where shared/ lies beside the checkout, else made up. "Settled" is when the picture no longer
moves: at once with places worked out beforehand, at the end of the physics with pyvis; `--patience` ends the waiting.
Needs Chromium and the packages of `pip install graphkb[test]`.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graphkb.graph import Graph, Node, Relationship
from graphkb.ontology import load_ontology
from graphkb.viz import draw, render, write_map
from tests.viz.icews import icews_graph, present

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured of one page: seconds, megabytes of heap, kilobytes of file."""

    made: float
    settled: float | None
    moved: float
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


def our_page(graph: Graph, path: Path) -> None:
    write_map(render(draw(graph, max_actors=len(graph.nodes))), path)


def stock_page(graph: Graph, path: Path) -> None:
    """What pyvis writes of the same nodes and lines with its own template and defaults."""
    from pyvis.network import Network

    net = Network(cdn_resources="in_line", directed=True)
    drawing = draw(graph, max_actors=len(graph.nodes))
    net.nodes.extend({"id": n.node.id, "label": n.node.name, "shape": "dot", "size": n.size} for n in drawing.nodes)
    net.edges.extend({"from": e.source, "to": e.target, "width": e.sources, "arrows": "to"} for e in drawing.edges)
    path.write_text(net.generate_html("map.html"), encoding="utf-8")


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


def measure(browser: "Browser", path: Path, made: float, *, stock: bool, patience: float) -> Run:
    from playwright.sync_api import TimeoutError

    page = browser.new_context(viewport={"width": 1600, "height": 900}).new_page()
    page.set_default_timeout(patience * 1000)
    page.route("http*://**", lambda route: route.abort())
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    try:
        done = (settle_stock if stock else settle_ours)(page, patience)
    except TimeoutError:
        done = False
    settled = time.perf_counter() - start if done else None
    moved = move(page, "#mynetwork" if stock else "#map") if done else float("nan")
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6 if done else float("nan")
    page.context.close()
    return Run(made, settled, moved, heap, path.stat().st_size // 1000)


def move(page: "Page", element: str) -> float:
    """Milliseconds of work in the page for each step of a drag and of the wheel."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    box = page.locator(element).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 15
    before = _busy(session.send("Performance.getMetrics"))
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(x + step * 5, y + step * 4)
        page.wait_for_timeout(20)
    page.mouse.up()
    for _ in range(10):
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(20)
    return (_busy(session.send("Performance.getMetrics")) - before) * 1000 / 30


def _busy(metrics: dict[str, list[dict[str, float]]]) -> float:
    return next(m["value"] for m in metrics["metrics"] if m["name"] == "TaskDuration")  # type: ignore[comparison-overlap]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("actors", nargs="*", type=int, default=[60, 1000, 5000])
    parser.add_argument("--patience", type=float, default=120.0, help="seconds to wait for a page to settle")
    parser.add_argument("--only", choices=["graphkb", "pyvis"])
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(f"graphs: {'ICEWS 2018' if present() else 'made up'}; headless Chromium without a graphics card, 1600 x 900")
    print(" actors  facts page      made s  settled s  ms a step  heap MB  file kB")
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for actors in options.actors:
            graph = graph_of(actors)
            for name, make in (("graphkb", our_page), ("pyvis", stock_page)):
                if options.only in {None, name}:
                    start = time.perf_counter()
                    make(graph, path := Path(folder) / f"{name}.html")
                    made = time.perf_counter() - start
                    run = measure(browser, path, made, stock=name == "pyvis", patience=options.patience)
                    show(actors, len(graph.relationships), name, run, options.patience)
        browser.close()


def show(actors: int, lines: int, name: str, run: Run, patience: float) -> None:
    settled = f"{run.settled:.2f}" if run.settled is not None else f"> {patience:.0f}"
    print(f"{actors:>7} {lines:>6} {name:8} {run.made:>7.2f} {settled:>10} ", end="")
    print(f"{run.moved:>10.1f} {run.heap:>8.1f} {run.file:>8}")


if __name__ == "__main__":
    main()
