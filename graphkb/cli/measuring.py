"""The commands that measure the graph: centrality, and how sure it is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, chosen_graph
from graphkb.cli.output import As, Form, Json, show_table
from graphkb.errors import MeasureError

if TYPE_CHECKING:
    from graphkb.analytics import Certainty
    from graphkb.graph import Graph


class Over(StrEnum):
    """What is left out to see whether a score stays."""

    articles = "articles"
    outlets = "outlets"


Measure = Annotated[
    str, typer.Option("--measure", "-m", help="degree, betweenness, pagerank ...; see docs/measures.md.")
]
Weight = Annotated[
    str | None,
    typer.Option(
        help="What a tie weighs: sources, statements, confidence, intensity (how grave it is) or recency (half after "
        "90 days); by default all ties are equal. "
        "For strength (the weighted degree), in_strength, out_strength, betweenness, closeness and more."
    ),
]


@app.command()
def centrality(
    store: Store = DEFAULT_STORE,
    measure: Measure = "degree",
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many actors to print.")] = 10,
    weight: Weight = None,
    start: Annotated[
        list[str] | None,
        typer.Option("--from", help="Start the walks of pagerank at this actor: who is near to it? May be repeated."),
    ] = None,
    sure: Annotated[
        bool,
        typer.Option(
            "--sure",
            help="Say how sure each score and rank is (90% ranges, had other articles been read), and which outlet "
            "alone carries an actor.",
        ),
    ] = False,
    over: Annotated[Over, typer.Option(help="What --sure draws anew.")] = Over.articles,
    replicates: Annotated[int, typer.Option(min=20, help="How often --sure measures anew.")] = 200,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """Rank the actors by how central they are, and say how sure that is."""
    from graphkb.analytics import rank
    from graphkb.knowledge_base import find_node

    measure = checked(measure, weight)
    if start and measure != "pagerank":
        raise MeasureError(f"{measure} has no walks that could start at an actor; with --from use --measure pagerank")
    form = Form.json if as_json else form
    graph = chosen_graph(store, since=since, until=until, relations=relation, labels=label)
    options: dict[str, Any] = {"personalization": [find_node(graph, name).id for name in start]} if start else {}
    if sure:
        _show_sure(graph, _sure(graph, measure, over, weight, replicates, options), top, form)
        return
    scores, note = _scores(graph, measure, weight, options)
    rows = [
        (place, graph.nodes[node].name, graph.nodes[node].label, score, node)
        for place, (node, score) in enumerate(rank(scores, top), start=1)
    ]
    show_table(["rank", "actor", "label", measure, "id"], rows, form=form)
    if note and form is Form.table:
        typer.echo(note)


def _scores(graph: "Graph", measure: str, weight: str | None, options: dict[str, Any]) -> tuple[dict[str, float], str]:
    """The scores, and what is to be said of how they were found."""
    from graphkb.analytics import centrality, estimate_betweenness, weighed_network
    from graphkb.graph import to_networkx

    network = to_networkx(graph) if weight is None else weighed_network(graph, weight)
    by = weight and "weight"
    if measure != "betweenness":
        return centrality(network, measure, weight=by, **options), ""
    found = estimate_betweenness(network, weight=by, **options)
    if found.exact:
        return found.scores, ""
    return (
        found.scores,
        f"Estimated from {found.samples} of {len(network)} actors; a score may be off by {found.error:.2g}.",
    )


def checked(measure: str, weight: str | None) -> str:
    """The name of a measure that takes this weight, or an error that says which does."""
    from graphkb.analytics import check_measure, check_weight

    measure = check_measure(measure)
    if weight is not None:
        check_weight(weight)
    if weight and measure.endswith("degree"):
        heavier = measure.replace("degree", "strength")
        raise MeasureError(f"{measure} counts actors, whatever the weight; with --weight use --measure {heavier}")
    return measure


def _sure(
    graph: "Graph", measure: str, over: Over, weight: str | None, replicates: int, options: dict[str, Any]
) -> "Certainty":
    from graphkb.analytics import certainty
    from graphkb.analytics.certainty import runs

    with progress("Measuring again", runs(graph, replicates=replicates)) as advance:
        options |= {"weight": weight, "replicates": replicates, "on_progress": advance}
        return certainty(graph, measure, over=over.value, **options)


def _show_sure(graph: "Graph", found: "Certainty", top: int, form: Form) -> None:
    parts = ["actor", "label", found.measure, "low", "high", "carried by", "without it", "id"]
    rows: list[tuple[Any, ...]] = [
        (
            *(standing.rank, standing.best, standing.worst, graph.nodes[node].name, graph.nodes[node].label),
            *(standing.score, standing.low, standing.high, standing.carried_by, standing.without, node),
        )
        for node, standing in found.ranked(top)
    ]
    show_table(["rank", "best", "worst", *parts], rows, form=form)
    if form is Form.table:
        alone = f"each of {found.outlets} outlets" if found.outlets > 1 else "no outlet, as there is only one,"
        typer.echo(
            f"90% ranges from {found.replicates} draws of {found.units} {found.over}; {alone} was left out in turn."
        )


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[int], None] | None]:
    """A progress bar on a terminal for what is done so often; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)
