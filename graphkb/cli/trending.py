"""The commands that look at time: trend, and ties."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkb.cli import app
from graphkb.cli.measuring import Measure, Weight, checked, progress
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, chosen_graph, day
from graphkb.cli.output import As, Form, Json, show_json, show_table
from graphkb.errors import MeasureError

if TYPE_CHECKING:
    from graphkb.analytics import Change, Trend

Every = Annotated[
    str, typer.Option("--every", help="How long a window is: day, week, month, quarter, year, or a number of days.")
]
Span = Annotated[
    int, typer.Option(min=1, help="Windows of so many of these, each beginning one later: a sliding window.")
]
Actors = Annotated[list[str] | None, typer.Option("--actor", "-a", help="Only this actor. May be repeated.")]


@app.command()
def trend(
    store: Store = DEFAULT_STORE,
    measure: Measure = "degree",
    every: Every = "month",
    span: Span = 1,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many actors to print.")] = 10,
    actor: Actors = None,
    rose: Annotated[bool, typer.Option("--rose", help="Those who rose most first.")] = False,
    fell: Annotated[bool, typer.Option("--fell", help="Those who fell most first.")] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it as well: a .png, .svg or .pdf file.")
    ] = None,
    weight: Weight = None,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """Measure window by window, and say who rose and who fell.

    Before and after are the means of the earlier and the later half of the windows. As csv or json each window of each
    actor is a row.
    """
    from graphkb.analytics import trend as measure_trend
    from graphkb.analytics.plotting import plot_trend
    from graphkb.knowledge_base import find_node

    measure = checked(measure, weight)
    if rose and fell:
        raise MeasureError("--rose and --fell sort by the same number; give one of them")
    graph = chosen_graph(store, since=since, until=until, relations=relation, labels=label)
    chosen = [find_node(graph, name).id for name in actor or ()]
    bounds = {"since": day(since), "until": day(until)}
    with progress("Measuring windows", None) as advance:
        found = measure_trend(graph, measure, every=every, span=span, weight=weight, on_progress=advance, **bounds)
    changes = {change.node: change for change in found.changes()} if len(found.windows) > 1 else {}
    order = [*changes] if rose else [*changes][::-1] if fell else found.ranked()
    shown = chosen or order[:top]
    names = {node: graph.nodes[node].name for node in shown}
    if plot is not None:
        plot_trend(found, plot, nodes=shown[:8], names=names, title=f"{measure} by {every}")
    if as_json or form is not Form.table:
        _show_windows(found, shown, names, Form.json if as_json else form)
        return
    _show_changes(found, [changes.get(node) for node in shown], shown, names)
    if plot is not None:
        typer.echo(f"{plot}: {measure} of {min(len(shown), 8)} actors")


@app.command()
def ties(
    store: Store = DEFAULT_STORE,
    every: Every = "month",
    span: Span = 1,
    quiet: Annotated[int, typer.Option(min=1, help="A tie ends after so many days without news of it.")] = 90,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many ties to print.")] = 10,
    actor: Actors = None,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """Say when ties between actors began, ended, and turned to conflict or cooperation.

    What is denied, planned or demanded does not count. The ties that turned most often come first, then the busiest.
    """
    from graphkb.analytics import tie_histories
    from graphkb.knowledge_base import find_node

    graph = chosen_graph(store, since=since, until=until, relations=relation, labels=label)
    wanted = {find_node(graph, name).id for name in actor or ()}
    found = [
        history
        for history in tie_histories(graph, every=every, span=span, quiet=quiet)
        if not wanted or wanted & {history.one, history.other}
    ]
    rows = [
        (
            *(graph.nodes[history.one].name, graph.nodes[history.other].name, str(history.began), str(history.last)),
            *("ended" if history.ended else "heard of", history.events),
            ", ".join(f"{turn.window.since} {turn.to}" for turn in history.turns),
            ", ".join(str(spell) for spell in history.spells),
        )
        for history in found[:top]
    ]
    columns = ["actor", "other", "began", "last", "state", "events", "turned to", "spells"]
    show_table(columns, rows, form=Form.json if as_json else form)


def _show_windows(found: "Trend", shown: list[str], names: dict[str, str], form: Form) -> None:
    rows = [
        (str(window.since), str(window.until), names[node], node, scores.get(node))
        for node in shown
        for window, scores in zip(found.windows, found.scores, strict=True)
    ]
    columns = ["since", "until", "actor", "id", found.measure]
    if form is Form.json:
        show_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        show_table(columns, rows, form=form)


def _show_changes(found: "Trend", changes: "list[Change | None]", shown: list[str], names: dict[str, str]) -> None:
    from graphkb.analytics.trend import sparkline

    highest = max((score for node in shown for score in found.of(node) if score is not None), default=0.0)
    rows = [
        (
            *(names[node], sparkline(found.of(node), highest=highest)),
            *((c.before, c.after, c.difference, c.rank_before, c.rank_after) if c else (None,) * 5),
            node,
        )
        for node, c in zip(shown, changes, strict=True)
    ]
    columns = ["actor", found.measure, "before", "after", "change", "rank before", "after it", "id"]
    show_table(columns, rows)
    first, last = found.windows[0], found.windows[-1]
    undated = f"; {found.undated:g} ties without a day are left out" if found.undated else ""
    typer.echo(f"{len(found.windows)} windows from {first.since} to {last.until}{undated}.")
