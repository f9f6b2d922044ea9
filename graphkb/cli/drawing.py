"""The command that draws the graph: viz."""

from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, day, open_store_of


@app.command()
def viz(
    store: Store = DEFAULT_STORE,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("map.html"),
    actor: Annotated[
        list[str] | None, typer.Option("--actor", "-a", help="Only around this actor. May be repeated.")
    ] = None,
    hops: Annotated[int, typer.Option(min=1, max=6, help="How far around the actor.")] = 1,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    size_by: Annotated[str, typer.Option(help="The measure that sizes the actors.")] = "degree",
    top: Annotated[int, typer.Option(min=1, help="At most so many actors: the ones with the highest scores.")] = 1500,
    title: Annotated[str | None, typer.Option(help="The heading of the map.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Draw the graph as one interactive HTML file that needs no network."""
    from graphkb.analytics import centrality, check_measure
    from graphkb.graph import around, to_networkx
    from graphkb.knowledge_base import find_node
    from graphkb.viz import draw, render, write_map

    check_measure(size_by)
    with open_store_of(store) as kb:
        graph = kb.graph(since=day(since), until=day(until), relations=relation, labels=label)
    if actor:
        graph = around(graph, [find_node(graph, name).id for name in actor], hops=hops)
    scores = centrality(to_networkx(graph), size_by)
    drawing = draw(graph, scores=scores, size_by=size_by, title=title or "graphkb", max_actors=top)
    write_map(render(drawing), output)
    typer.echo(f"{output}: {drawing.summary()}")
    if show:
        typer.launch(str(output.resolve()))
