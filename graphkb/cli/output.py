"""Printing: tables for people, plain text for pipes, JSON and CSV for programs."""

import csv
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer


class Form(StrEnum):
    """How an answer is printed."""

    table = "table"
    json = "json"
    csv = "csv"


STEERING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Control characters above ASCII's, marks that turn the direction of text, and halves of characters."""

As = Annotated[Form, typer.Option("--as", help="How to print the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, form: Form = Form.table, title: str = ""
) -> None:
    """Print rows as a table on a terminal, plain aligned text in a pipe, JSON records or CSV."""
    if form is Form.json:
        show_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form is Form.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[_exact(cell) for cell in row] for row in rows])
    elif sys.stdout.isatty() and _is_crowded(columns, rows):
        _show_blocks(columns, rows)
    elif rows:
        _show_rich(columns, rows, title)
    else:
        typer.echo("Nothing found.")


def show_text(text: str, *, before: str = "") -> None:
    """Print a text after some words, on a terminal wrapped under itself; in a pipe it is one line, however long."""
    width = max(shutil.get_terminal_size().columns, 40) if sys.stdout.isatty() else sys.maxsize
    typer.echo(textwrap.fill(text, width, initial_indent=before, subsequent_indent=" " * len(before)))


def show_json(value: Any) -> None:
    """Print a value as indented JSON; dates as ISO 8601."""
    typer.echo(as_json(value, indent=2))


def as_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that no terminal obeys: what `json` leaves as it is and a terminal might act on is written as `\\u009b`."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def shown(value: Any) -> str:
    """A value as one line of harmless text: control characters, which could steer a terminal, are replaced."""
    text = "" if value is None else _plain(value)
    return "".join(" " if c in "\r\n\t" else c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _exact(value: Any) -> str:
    """A value for a program: numbers in full."""
    return repr(value) if isinstance(value, float) else shown(value)


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _is_crowded(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the other columns leave less than half of the terminal to a last one that holds sentences."""
    table = [columns, *rows]
    widths = [max(len(shown(row[i])) + 3 for row in table) for i in range(len(columns))]
    screen = shutil.get_terminal_size().columns
    return len(columns) > 2 and widths[-1] > screen and 2 * sum(widths[:-1]) > screen


def _show_blocks(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Each row in a line, and under it, indented, what its last column holds."""
    for row in [columns, *rows]:
        show_text("  ".join(shown(cell) or "–" for cell in row[:-1]))
        show_text(shown(row[-1]), before="    ")
        typer.echo("")


def _show_rich(columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD if terminal else None, pad_edge=False)
    numbers = [all(isinstance(row[i], (int, float)) for row in rows) and bool(rows) for i in range(len(columns))]
    for column, number in zip(columns, numbers, strict=True):
        table.add_column(column, justify="right" if number else "left", overflow="fold", no_wrap=not terminal)
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    # In a pipe a row is one line, however long: programs such as grep and cut read it.
    console = Console() if terminal else Console(width=100_000, no_color=True)
    if terminal:
        console.print(table)
    else:
        with console.capture() as capture:
            console.print(table)
        typer.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))
