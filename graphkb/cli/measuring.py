"""The command that measures the graph: centrality."""

from typing import Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, day, open_store_of
from graphkb.cli.output import As, Form, Json, show_table
from graphkb.errors import MeasureError, UnknownName

WEIGHTS = ("sources", "statements", "confidence")


@app.command()
def centrality(
    store: Store = DEFAULT_STORE,
    measure: Annotated[
        str, typer.Option("--measure", "-m", help="degree, betweenness, pagerank ...; see docs/measures.md.")
    ] = "degree",
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many actors to print.")] = 10,
    weight: Annotated[
        str | None,
        typer.Option(
            help="What a tie weighs: sources, statements or confidence; by default all ties are equal. "
            "For strength (the weighted degree), in_strength, out_strength, betweenness, closeness and more."
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """Rank the actors by how central they are."""
    from graphkb.analytics import centrality as measure_centrality
    from graphkb.analytics import check_measure, rank

    measure = check_measure(measure)
    if weight not in (None, *WEIGHTS):
        raise UnknownName("weight", str(weight), WEIGHTS)
    if weight and measure.endswith("degree"):
        heavier = measure.replace("degree", "strength")
        raise MeasureError(f"{measure} counts actors, whatever the weight; with --weight use --measure {heavier}")
    with open_store_of(store) as kb:
        graph = kb.to_networkx(since=day(since), until=day(until), relations=relation, labels=label)
    scores = measure_centrality(graph, measure, weight=weight)
    rows = [
        (place, graph.nodes[node]["name"], graph.nodes[node]["label"], score, node)
        for place, (node, score) in enumerate(rank(scores, top), start=1)
    ]
    show_table(["rank", "actor", "label", measure, "id"], rows, form=Form.json if as_json else form)
