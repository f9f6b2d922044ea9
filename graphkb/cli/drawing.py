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
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="Only around this actor.")] = None,
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
    """Draw the graph as one interactive HTML file, for use offline."""
    from graphkb.analytics import centrality, check_measure
    from graphkb.graph import filter_graph, to_networkx
    from graphkb.knowledge_base import find_node
    from graphkb.viz import draw, render, write_map

    check_measure(size_by)
    with open_store_of(store) as kb:
        graph = kb.graph(since=day(since), until=day(until), relations=relation, labels=label)
    if actor:
        graph = filter_graph(graph, actor=find_node(graph, actor).id, hops=hops)
    scores = centrality(to_networkx(graph), size_by)
    drawing = draw(graph, scores=scores, size_by=size_by, title=title or "graphkb", max_actors=top)
    write_map(render(drawing), output)
    drawn = sum(len(edge.relationships) for edge in drawing.edges)
    typer.echo(f"{output}: {len(drawing.nodes)} nodes, {len(drawing.edges)} lines, {drawn} relationships")
    if drawing.cut:
        typer.echo(f"Left out: {drawing.cut.nodes} nodes; {drawing.cut.rule}. --top, --actor and --hops choose others.")
    if show:
        typer.launch(str(output.resolve()))
