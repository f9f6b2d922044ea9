"""The command that shows what graphkb does: demo."""

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli import app, asking, drawing, measuring, reading

QUERIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("votes", {"event": "vote"}),
    ("troops", {}),
    ("between", {"one": "Putin", "other": "Erdogan"}),
)
"""The saved queries that the demo asks, with their parameters."""


@app.command()
def demo(
    store: Annotated[str, typer.Option("--store", "-s", help="Where to keep the graph.")] = "demo.db",
    output: Annotated[Path, typer.Option("--output", "-o", help="The map to write.")] = Path("map.html"),
) -> None:
    """Load the example articles, ask, rank the actors, draw the map.

    The articles are about Central Asia, Russia and Ukraine in 2022, and come with graphkb. Each step prints the
    command that does it.
    """
    from graphkb._bundled import bundled

    seeds = str(bundled("seeds"))
    kept = f"--store {shlex.quote(store)}"
    _step(f"graphkb load {shlex.quote(_short(seeds))} {kept}", partial(reading.load, [seeds], store=store))
    for name, parameters in QUERIES:
        given = [f"{key}={value}" for key, value in parameters.items()]
        options = "".join(f"--param {shlex.quote(p)} " for p in given)
        _step(f"graphkb query {name} {options}{kept}", partial(asking.query, name, param=given, store=store))
    _step(f"graphkb centrality --top 10 {kept}", partial(measuring.centrality, store=store, top=10))
    _step(f"graphkb viz -o {shlex.quote(str(output))} {kept}", partial(drawing.viz, store=store, output=output))
    typer.echo(
        f"""
Next:
  open {output} in a browser: search an actor, click a line to read its sentences, play the timeline
  graphkb show Kazakhstan --store {store}      what is known of an actor, with the sentences
  graphkb queries                       all saved questions
  graphkb load ARTICLES                 your own: text, Markdown, HTML, JSON lines, folders or addresses"""
    )


def _step(command: str, run: Callable[[], None]) -> None:
    typer.secho(f"\n$ {command}", bold=True)
    run()


def _short(path: str) -> str:
    """The path as it is typed from here."""
    try:
        return str(Path(path).relative_to(Path.cwd())) + "/"
    except ValueError:
        return path
