"""Commands that set reports side by side: happenings, compare."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Extractor, Relations, Since, Store, Until, chosen_graph, open_store_of
from graphkb.cli.output import As, Form, Json, show_json, show_table, shown
from graphkb.errors import ArticleError, GraphkbError, RecordError

if TYPE_CHECKING:
    from graphkb.analytics.agreement import Agreement
    from graphkb.graph import Graph, Node
    from graphkb.graph.happenings import Happening

Window = Annotated[int, typer.Option(min=0, max=365, help="How many days apart reports of one thing may be.")]
Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A store, a file or folder of event data, or one of articles.")
]


@app.command()
def happenings(
    store: Store = DEFAULT_STORE,
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="Only what this actor takes part in.")] = None,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    window: Window = 1,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="At most so many, the most reported first.")] = 20,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """List what happened, the reports of one happening joined: how many, and how many independent ones.

    Reports are of one happening where who, what, place and date fit together; docs/records.md tells the rule.
    """
    from graphkb.graph import filter_graph
    from graphkb.graph.happenings import find_happenings, most_reported
    from graphkb.knowledge_base import find_node

    graph = chosen_graph(store, since=since, until=until, relations=relation)
    if actor:
        graph = filter_graph(graph, actor=find_node(graph, actor).id)
    found = most_reported(find_happenings(graph, window=window))[:top]
    if as_json or form is Form.json:
        show_json([_record(h, graph.nodes) for h in found])
        return
    rows = [(h.sources, h.reports, *_row(h, graph.nodes)) for h in found]
    show_table(["sources", "reports", "when", "who", "what", "whom", "where", "sentence"], rows, form=form)


@app.command()
def compare(
    first: Source,
    second: Source,
    level: Annotated[
        str, typer.Option(help="Who are the same: country (a leader or an army is its state) or actor.")
    ] = "country",
    by: Annotated[str, typer.Option(help="What is the same: plover (the type of event) or relation.")] = "plover",
    window: Window = 1,
    everything: Annotated[
        bool, typer.Option("--all", help="Compare days as well that only one of the sources tells of.")
    ] = False,
    extractor: Extractor = "auto",
    top: Annotated[int, typer.Option("--top", "-n", min=0, help="At most so many happenings of each sort.")] = 10,
    as_json: Json = False,
) -> None:
    """Compare two sources, such as the press and a data set: what both tell of, what only one does.

    Happenings are the same where the same two act in the same type of event on about the same day. Only what was done
    counts, and only the days that both sources tell of. JSON holds all of it.
    """
    from graphkb.analytics.agreement import KINDS, LEVELS, compare_graphs
    from graphkb.errors import UnknownName

    for name, value, known in (("level", level, LEVELS), ("kind", by, KINDS)):
        if value not in known:
            raise UnknownName(name, value, known)
    unread: list[ArticleError | RecordError] = []
    graphs = [_graph_of(source, extractor, unread) for source in (first, second)]
    found = compare_graphs(*graphs, level=level, kind=by, window=window, everything=everything)  # type: ignore[arg-type]
    if as_json:
        show_json(_agreement(found, (first, second)))
    else:
        _show(found, (first, second), top)
    if unread:
        raise typer.Exit(code=1)


def _graph_of(source: str, extractor: str, unread: list[ArticleError | RecordError]) -> "Graph":
    """What a source tells: a store's graph, or that of event data or of articles, which is not kept."""
    from graphkb.articles import load_articles
    from graphkb.graph import read_graphs
    from graphkb.graph.merging import accounts, assemble
    from graphkb.graph.recorded import build_records
    from graphkb.records import load_records
    from graphkb.records.load import detect
    from graphkb.store.embedded import MARKER

    if (
        source.partition("://")[0] in ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
        or (Path(source) / MARKER).is_file()
    ):
        with open_store_of(source) as kb:
            return kb.graph()
    if source != "-" and "://" not in source and not Path(source).exists():
        raise GraphkbError(f"{source}: there is no such store, file or folder")
    errors: list[ArticleError | RecordError] = []
    try:
        detect(Path(source))
    except RecordError:
        articles = load_articles(source, on_error=errors.append)
        graphs = list(read_graphs(articles, extractor=extractor, on_error=errors.append))
        graph = assemble(account for part in graphs for account in accounts(part))
    else:
        graph = build_records(load_records(source, on_error=errors.append))
    for error in errors[:20]:
        typer.echo(f"graphkb: not read: {shown(error)}", err=True)
    unread += errors
    return graph


def _show(found: "Agreement", sources: tuple[str, str], top: int) -> None:
    from graphkb.graph.happenings import most_reported

    if found.span and found.span[0] > found.span[1]:
        typer.echo("The two tell of no day in common; --all compares what they tell of other days.")
        return
    if found.span:
        typer.echo(f"From {found.span[0]} to {found.span[1]}, the days that both tell of:\n")
    names = [Path(source).name or source for source in sources]
    columns = ["type", names[0], "of these in the other", names[1], "of these in the other"]
    rows = [(t.type, t.first, t.first_shared, t.second, t.second_shared) for t in found.tallies]
    totals = [sum(int(row[i]) for row in rows) for i in range(1, 5)]
    show_table(columns, [*rows, ("all", *totals)] if rows else [])
    alone: tuple[tuple[str, Iterable[Happening]], ...] = (
        ("Both", [shared.first for shared in found.both]),
        (f"Only {names[0]}", found.only_first),
        (f"Only {names[1]}", found.only_second),
    )
    for title, happenings in alone:
        most = most_reported(happenings)
        if most and top:
            typer.echo(f"\n{title}: {len(most):,}, the most reported first")
            show_table(["when", "who", "what", "whom", "where", "sentence"], [_row(h, found.nodes) for h in most[:top]])
    if any(found.outside):
        typer.echo(f"\nLeft out, of days that only one tells of: {found.outside[0]:,} and {found.outside[1]:,} (--all)")


def _row(happening: "Happening", nodes: "dict[str, Node] | Any") -> tuple[Any, ...]:
    h = happening
    when = str(h.first or "") if h.first == h.last else f"{h.first} to {h.last}"
    place = nodes[h.place].name if h.place and h.place in nodes else ""
    return when, nodes[h.source].name, h.relation, nodes[h.target].name, place, h.sentence


def _record(happening: "Happening", nodes: "dict[str, Node] | Any") -> dict[str, Any]:
    names = {"source_name": nodes[happening.source].name, "target_name": nodes[happening.target].name}
    return asdict(happening) | names


def _agreement(found: "Agreement", sources: tuple[str, str]) -> dict[str, Any]:
    return {
        "first": sources[0],
        "second": sources[1],
        "span": found.span,
        "outside": found.outside,
        "types": [asdict(tally) for tally in found.tallies],
        "both": [
            {"first": _record(s.first, found.nodes), "second": [_record(h, found.nodes) for h in s.second]}
            for s in found.both
        ],
        "only_first": [_record(h, found.nodes) for h in found.only_first],
        "only_second": [_record(h, found.nodes) for h in found.only_second],
    }
