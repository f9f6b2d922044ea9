"""The command that draws the graph: viz."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, day, open_store_of

if TYPE_CHECKING:
    from graphkb.viz import Drawing

SizeBy = Annotated[str, typer.Option(help="The measure that sizes the actors; see docs/measures.md.")]
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        "-m",
        help="A measure that each actor shows with its rank, and the map can size by. May be repeated; by default "
        "betweenness, closeness and pagerank.",
    ),
]
Title = Annotated[str | None, typer.Option(help="The heading of the map.")]


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
    size_by: SizeBy = "degree",
    measure: Measures = None,
    top: Annotated[int, typer.Option(min=1, help="At most so many actors: the ones with the highest scores.")] = 1500,
    title: Title = None,
    show: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Draw the graph as one interactive HTML file, for use offline."""
    from graphkb.analytics import check_measure

    measures: dict[str, Any] = {"measures": measure} if measure else {}
    for name in [size_by, *(measure or [])]:
        check_measure(name)
    with open_store_of(store) as kb:
        drawn = kb.viz(
            actor=actor, hops=hops, since=day(since), until=day(until), relations=relation, labels=label,
            size_by=size_by, title=title or "graphkb", max_actors=top, **measures,
        )  # fmt: skip
    drawn.save(output)
    typer.echo(f"{output}: {summary(drawn.drawing)}")
    if show:
        typer.launch(str(output.resolve()))


def summary(drawing: "Drawing") -> str:
    """What a map shows, and what it leaves out, in a line or two."""
    drawn = sum(len(edge.relationships) for edge in drawing.edges)
    told = f"{len(drawing.nodes)} nodes, {len(drawing.edges)} lines, {drawn} relationships"
    if not drawing.cut:
        return told
    return f"{told}\nLeft out: {drawing.cut.nodes} nodes; {drawing.cut.rule}. --top, --actor and --hops choose others."
