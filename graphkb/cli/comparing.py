"""The command that sets two periods side by side: diff."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.drawing import Title, summary
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Store, open_store_of
from graphkb.cli.output import As, Form, Json, show_json, show_table, show_text, shown

if TYPE_CHECKING:
    from graphkb.analytics import Comparison, Period
    from graphkb.analytics.comparison import Between, PairChange
    from graphkb.graph import Graph, Node

WORDS = {
    "to_conflict": "turned to conflict",
    "to_cooperation": "turned to cooperation",
    "appeared": "appeared",
    "vanished": "vanished",
    "stayed": "stayed",
}
PeriodText = Annotated[str, typer.Argument(metavar="PERIOD", help="2022, 2022-Q1, 2022-03 or 2022-01-01..2022-06-30.")]


@app.command()
def diff(
    first: PeriodText,
    second: PeriodText,
    store: Store = DEFAULT_STORE,
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="Only around this actor.")] = None,
    hops: Annotated[int, typer.Option(min=1, max=6, help="How far around the actor.")] = 1,
    relation: Relations = None,
    label: Labels = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top", "-n", min=1, help="At most so many pairs of each change; a table shows 10, the others all."
        ),
    ] = None,
    stayed: Annotated[bool, typer.Option("--stayed", help="Print the pairs that stayed as they were as well.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Draw the comparison as an HTML map.")] = None,
    title: Title = None,
    most: Annotated[
        int, typer.Option("--map-top", min=1, help="At most so many actors on the map: those with most neighbours.")
    ] = 1500,
    show: Annotated[bool, typer.Option("--open", help="Open the map in the browser (diff.html without -o).")] = False,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """Compare two periods: who and what appeared, vanished, or turned from cooperation to conflict.

    Each pair of actors has the tone that most independent sources tell of in a period; what is denied is left out.
    """
    from graphkb.analytics import read_period

    form = Form.json if as_json else form
    periods = read_period(first), read_period(second)
    with open_store_of(store) as kb:
        found = kb.diff(*periods, relations=relation, labels=label, actor=actor, hops=hops)
    pairs = _first_of_each(found, top or (10 if form is Form.table else None), stayed=stayed)
    if form is Form.json:
        show_json(_record(found, periods, pairs))
    else:
        if form is Form.table:
            _show_summary(found, periods)
        show_table(["change", "actor", "and", "before", "after"], [_row(found, pair) for pair in pairs], form=form)
    if output or show:
        path = output or Path("diff.html")
        _draw(found, periods, path, title or f"{first} and {second}", top=most)
        if show:
            typer.launch(str(path.resolve()))


def _first_of_each(found: "Comparison", most: int | None, *, stayed: bool) -> list["PairChange"]:
    """The pairs to print: so many of each change."""
    changes = [change for change in WORDS if change != "stayed" or stayed]
    return [pair for change in changes for pair in [p for p in found.pairs if p.change == change][:most]]


def _show_summary(found: "Comparison", periods: tuple["Period", "Period"]) -> None:
    for period, graph in zip(periods, (found.before, found.after), strict=True):
        typer.echo(f"{period}: {len(graph.relationships)} relationships, {len(graph.nodes)} nodes")
    for word, nodes in (("New", found.appeared), ("Gone", found.vanished)):
        if nodes:
            more = f" and {len(nodes) - 12} more" if len(nodes) > 12 else ""
            show_text(", ".join(shown(node.name) for node in nodes[:12]) + more, before=f"{word}: ")
    counts = [f"{count} {WORDS[change]}" for change, count in found.counts().items() if count]
    typer.echo(f"Pairs: {', '.join(counts) or 'none in either period'}\n")


def _row(found: "Comparison", pair: "PairChange") -> list[str]:
    ends = (found.node(pair.source).name, found.node(pair.target).name)
    return [WORDS[pair.change], *ends, _told(pair.before), _told(pair.after)]


def _told(state: "Between | None") -> str:
    """What passed in a period, the most frequent relations first: conflict (SANCTIONS 2, ACCUSES)."""
    if state is None:
        return ""
    kinds = [name if count == 1 else f"{name} {count}" for name, count in state.relations.items()]
    return f"{state.mood} ({', '.join(kinds[:3])}{' ...' if len(kinds) > 3 else ''})"


def _record(found: "Comparison", periods: tuple["Period", "Period"], pairs: list["PairChange"]) -> dict[str, Any]:
    return {
        "periods": [{"since": p.since, "until": p.until} for p in periods],
        "counts": found.counts(),
        "appeared": [_actor(node) for node in found.appeared],
        "vanished": [_actor(node) for node in found.vanished],
        "pairs": [
            {
                "change": pair.change,
                "source": _actor(found.node(pair.source)),
                "target": _actor(found.node(pair.target)),
                "before": _state(pair.before),
                "after": _state(pair.after),
            }
            for pair in pairs
        ],
    }


def _actor(node: "Node") -> dict[str, str]:
    return {"id": node.id, "name": node.name, "label": node.label}


def _state(state: "Between | None") -> dict[str, Any] | None:
    if state is None:
        return None
    tones = {tone: getattr(state, tone) for tone in ("cooperation", "conflict", "static")}
    return {"mood": state.mood, "sources": tones, "relations": dict(state.relations)}


def _draw(found: "Comparison", periods: tuple["Period", "Period"], path: Path, title: str, *, top: int) -> None:
    from graphkb.knowledge_base import draw_measured
    from graphkb.viz import render, write_map

    graph = found.both()
    drawing = draw_measured(graph, title=title, max_actors=top)
    write_map(render(drawing, view=_link(graph, periods)), path)
    typer.echo(f"{path}: {summary(drawing)}", err=True)


def _link(graph: "Graph", periods: tuple["Period", "Period"]) -> str:
    """The permalink that compares these periods; an open end is the first or last day that the graph knows."""
    from graphkb.graph.filtering import first_reported

    reported = first_reported(graph)
    known = [day for r in graph.relationships.values() if (day := r.date or reported.get(r.id))]
    earliest, latest = (min(known), max(known)) if known else (date(1970, 1, 1), date(1970, 1, 1))
    days = [
        day
        for p in periods
        for day in (p.since or min(earliest, p.until or earliest), p.until or max(latest, p.since or latest))
    ]
    return f"by=date&compare={','.join(day.isoformat() for day in days)}"
