"""The command that scores the reading against annotated sentences: evaluate."""

from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import Extractor
from graphkb.cli.output import Json, show_json, show_table


@app.command()
def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Annotated sentences, JSON lines; see docs/evaluation.md.")
    ],
    extractor: Extractor = "auto",
    as_json: Json = False,
) -> None:
    """Read annotated sentences and say how much of what they state was found, and how much of it is right."""
    from graphkb.evaluation import read_gold, score
    from graphkb.graph import exchange_rows, read_articles

    results = {}
    for path in gold:
        sentences = read_gold(path)
        readings = read_articles((s.article for s in sentences), extractor=extractor)
        rows = [row for reading in readings for row in exchange_rows(reading)]
        results[path.name] = score(sentences, rows)
    if as_json:
        show_json({name: [vars(figure) for figure in figures] for name, figures in results.items()})
        return
    for name, figures in results.items():
        show_table(
            ["figure", "precision", "recall", "F1", "right", "wrong", "missed"],
            [(f.name, f.precision, f.recall, f.f1, f.right, f.wrong, f.missed) for f in figures],
            title=name,
        )
        typer.echo("")
