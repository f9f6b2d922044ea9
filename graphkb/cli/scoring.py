"""The command that scores the reading against annotated sentences: evaluate."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import Extractor
from graphkb.cli.output import Json, show_json, show_table

if TYPE_CHECKING:
    from graphkb.evaluation import Figure


@app.command()
def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Annotated sentences, JSON lines; see docs/evaluation.md.")
    ],
    extractor: Extractor = "auto",
    as_json: Json = False,
) -> None:
    """Score the reading against annotated sentences.

    Says how much of what they state was found (recall), and how much of what was found is right (precision).
    """
    from graphkb.evaluation import read_gold, score
    from graphkb.graph import exchange_rows, read_articles

    results = {}
    for path in gold:
        sentences = read_gold(path)
        readings = read_articles((s.article for s in sentences), extractor=extractor)
        rows = [row for reading in readings for row in exchange_rows(reading)]
        results[str(path)] = score(sentences, rows)
    if as_json:
        show_json({name: [_record(figure) for figure in figures] for name, figures in results.items()})
        return
    for name, figures in results.items():
        show_table(
            ["figure", "precision", "recall", "F1", "right", "wrong", "missed"],
            [
                (f.name, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", f.right, f.wrong, f.missed)
                for f in figures
            ],
            title=name,
        )
        typer.echo("")


def _record(figure: "Figure") -> dict[str, Any]:
    return asdict(figure) | {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
