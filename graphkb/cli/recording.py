"""What `load` does with event data: --records and --format."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli.options import open_store_of, without_secrets
from graphkb.cli.output import show_json, shown
from graphkb.errors import RecordError

Records = Annotated[
    bool,
    typer.Option(
        "--records",
        help="The files are event data (ICEWS, POLECAT, GDELT, ACLED, UN votes); by default their columns tell.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", help="Which event data: icews, polecat, gdelt, acled or un-votes; by default the columns decide."
    ),
]
Codes = Annotated[
    Path | None,
    typer.Option(
        "--codes", exists=True, file_okay=False, help="A folder of tables of codes in place of those of graphkb."
    ),
]
SHOWN = 20
"""How many wrong rows are printed."""


def are_records(sources: list[str]) -> bool:
    """Whether all of these are files or folders of event data, by their columns."""
    from graphkb.records.load import detect

    try:
        return bool(sources) and all(detect(Path(source)) for source in sources)
    except RecordError:
        return False


def load_records(
    sources: list[str],
    *,
    store: str,
    decisions: Path | None,
    format: str | None,
    codes: Path | None,
    again: bool,
    as_json: bool,
) -> None:
    """Load event data, say what was new, and name the wrong rows."""
    from graphkb.cli.reading import progress
    from graphkb.records import check_format

    if format:
        check_format(format)  # before a store is made
    kept = open_store_of(store, must_exist=False, decisions=decisions)
    with kept as kb, progress(None, "Reading records") as advance:
        reports = [kb.load_records(s, format=format, codes=codes, again=again, on_progress=advance) for s in sources]
        total = kb.counts()
    read, known, silent, wrong = (sum(getattr(r, n) for r in reports) for n in ("read", "known", "silent", "wrong"))
    seconds = sum(report.seconds for report in reports)
    new = sum((report.new for report in reports[1:]), reports[0].new)
    errors = [error for report in reports for error in report.errors]
    if as_json:
        summary = {"read": read, "known": known, "silent": silent, "wrong": wrong, "failed": [str(e) for e in errors]}
        show_json(summary | {"seconds": round(seconds, 3), "new": asdict(new), "total": asdict(total)})
    else:
        rate = f", {read / seconds:,.0f} a second" if read and seconds else ""
        records = "1 record" if read == 1 else f"{read:,} records"
        named = f" {silent:,} name nobody who acts." if silent else ""
        typer.echo(f"Read {records} in {seconds:.1f} s{rate}; {known:,} were kept already.{named}")
        typer.echo(f"New: {new.in_words()}. In {without_secrets(store)}: {total.in_words()}.")
    for error in errors[:SHOWN]:
        typer.echo(f"graphkb: not read: {shown(error)}", err=True)
    if wrong > SHOWN:
        typer.echo(
            f"graphkb: not read: {wrong - min(SHOWN, len(errors)):,} more rows (--json names {len(errors):,})", err=True
        )
    if wrong:
        raise typer.Exit(code=1)
