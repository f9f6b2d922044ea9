"""The command that takes the graph elsewhere: export."""

from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, day, open_store_of


@app.command()
def export(
    output: Annotated[
        Path, typer.Argument(help="The file to write; its ending, .graphml, .gexf, .json or .csv, decides how.")
    ],
    store: Store = DEFAULT_STORE,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
) -> None:
    """Write the graph to a file that other programs read."""
    from graphkb.graph import check_format, export_graph

    check_format(output)
    with open_store_of(store) as kb:
        graph = kb.graph(since=day(since), until=day(until), relations=relation, labels=label)
    export_graph(graph, output)
    typer.echo(f"{output}: {len(graph.nodes)} nodes, {len(graph.relationships)} relationships")
