"""Plots, where matplotlib is installed."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkb._whole import write_output
from graphkb.analytics.ties import Node
from graphkb.analytics.trend import Trend
from graphkb.errors import MeasureError, OutputError

FORMATS = ("png", "svg", "pdf")
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999")
"""Those of Okabe and Ito, which people tell apart who do not see all colours."""
MARKS = "osD^vPX*"


def plot_trend(
    trend: Trend,
    path: str | Path | None = None,
    *,
    nodes: Sequence[Node] | None = None,
    names: Mapping[Node, str] | None = None,
    title: str | None = None,
) -> Any:
    """A matplotlib figure with a line for each node: those of the highest scores unless `nodes` says which.

    With a `path` it is written there as well, as PNG, SVG or PDF by its ending. `names` are what nodes are called.
    Raises `MeasureError` where matplotlib is not installed or a node is not in the trend, and `OutputError` where the
    file cannot be written.
    """
    try:
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MeasureError('a plot needs matplotlib: pip install "graphkb[plot]"') from error
    shown = trend.ranked(len(COLORS)) if nodes is None else list(nodes)
    for node in shown:
        if all(score is None for score in trend.of(node)):
            raise MeasureError(f"{node!r} has no {trend.measure} in any of the windows")
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.add_subplot()
    days: list[Any] = [window.since for window in trend.windows]
    for number, node in enumerate(shown):
        line = [float("nan") if score is None else score for score in trend.of(node)]
        look = {"color": COLORS[number % len(COLORS)], "marker": MARKS[number % len(MARKS)], "markersize": 4}
        axes.plot(days, line, label=f"{number}", **look)  # type: ignore[arg-type]
    for text, node in zip(
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False).texts, shown, strict=True
    ):
        text.set_parse_math(False)  # a name with two dollar signs is no formula
        text.set_text((names or {}).get(node, str(node))[:60])
    heading = axes.set_title(title or "", loc="left")
    heading.set_parse_math(False)
    axes.set_ylabel(trend.measure.replace("_", " "))
    axes.set_ylim(bottom=0)
    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.spines[["top", "right"]].set_visible(False)
    if path is not None:
        _write(figure, Path(path))
    return figure


def _write(figure: Any, path: Path) -> None:
    kind = path.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise OutputError(f"{path}: a plot is written as {', '.join(FORMATS)}; name it so, as trend.png")
    content = io.BytesIO()
    figure.savefig(content, format=kind, dpi=150)
    write_output(path, content.getvalue())
