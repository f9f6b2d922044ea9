"""Commands that read articles: load, extract, retract."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli import app, output
from graphkb.cli.options import (
    DEFAULT_STORE,
    AllowPrivate,
    DecisionsFile,
    Extractor,
    Loader,
    Store,
    Workers,
    open_store_of,
    without_secrets,
)
from graphkb.cli.output import Json, show_json, shown
from graphkb.cli.recording import Codes, Format, Records, load_records
from graphkb.errors import ArticleError

Sources = Annotated[
    list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders, addresses, or - for standard input.")
]


@app.command()
def load(
    sources: Sources,
    store: Store = DEFAULT_STORE,
    loader: Loader = None,
    extractor: Extractor = "auto",
    workers: Workers = 1,
    again: Annotated[bool, typer.Option("--again", help="Read articles again that are kept already.")] = False,
    allow_private: AllowPrivate = False,
    decisions: DecisionsFile = None,
    records: Records = False,
    format: Format = None,
    codes: Codes = None,
    as_json: Json = False,
) -> None:
    """Read articles and add what they say to the graph; with --records, event data.

    What is kept already is not read again. An article that cannot be read does not stop the others: it is named at
    the end, and the exit code is then 1. Ctrl-C keeps what is read by then; the same command goes on from there.
    """
    from graphkb.articles.loaders import find_loader
    from graphkb.relations import check_extractor

    if records or format:
        load_records(sources, store=store, decisions=decisions, format=format, codes=codes, as_json=as_json)
        return
    if loader:
        find_loader(loader)  # before a store is made
    check_extractor(extractor)
    reports = []
    kept = open_store_of(store, must_exist=False, decisions=decisions)
    with kept as kb, progress(_count(sources, loader)) as advance:
        for source in sources:
            reports.append(
                kb.load(
                    source,
                    loader=loader,
                    extractor=extractor,
                    workers=workers,
                    again=again,
                    allow_private=allow_private,
                    on_progress=advance,
                )
            )
        total = kb.counts()
    errors = [error for report in reports for error in report.errors]
    read, known = sum(r.read for r in reports), sum(r.known for r in reports)
    seconds = sum(r.seconds for r in reports)
    new = sum((r.new for r in reports[1:]), reports[0].new)
    if as_json:
        summary = {"read": read, "known": known, "failed": [str(e) for e in errors], "seconds": round(seconds, 3)}
        show_json(summary | {"new": asdict(new), "total": asdict(total)})
    else:
        rate = f", {60 * read / seconds:,.0f} a minute" if read and seconds else ""
        articles = "1 article" if read == 1 else f"{read:,} articles"
        were = "was" if known == 1 else "were"
        typer.echo(f"Read {articles} in {seconds:.1f} s{rate}; {known:,} {were} kept already.")
        typer.echo(f"New: {new.in_words()}. In {without_secrets(store)}: {total.in_words()}.")
    _report(errors)


@app.command()
def extract(
    sources: Sources,
    loader: Loader = None,
    extractor: Extractor = "auto",
    allow_private: AllowPrivate = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each relation which rule or frame found it.")
    ] = False,
) -> None:
    """Read articles and print what they say as JSON lines.

    No store is touched. One line for each relation, then one with all entities of the article. Offsets count
    characters of the text.
    """
    from graphkb.articles import load_articles
    from graphkb.graph import exchange_rows, read_articles

    errors: list[ArticleError] = []
    for source in sources:
        articles = load_articles(source, loader=loader, allow_private=allow_private, on_error=errors.append)
        for reading in read_articles(articles, extractor=extractor, on_error=errors.append):
            for row in exchange_rows(reading, explain=explain):
                typer.echo(output.as_json(row))
    _report(errors)


@app.command()
def retract(
    article: Annotated[str, typer.Argument(help="The id of the article, as `graphkb query articles` shows it.")],
    store: Store = DEFAULT_STORE,
    as_json: Json = False,
) -> None:
    """Remove an article and everything that only it supports."""
    with open_store_of(store) as kb:
        gone = kb.retract(article)
    if as_json:
        show_json(asdict(gone))
    else:
        typer.echo(f"Removed: {gone.in_words()}.")


def _report(errors: list[ArticleError]) -> None:
    """Name what could not be read, and end with exit code 1 if there was any."""
    for error in errors:
        typer.echo(f"graphkb: not read: {shown(error)}", err=True)
    if errors:
        raise typer.Exit(code=1)


def _count(sources: list[str], loader: str | None) -> int | None:
    """How many articles there are to read, where counting them is cheap; only a terminal asks."""
    if not sys.stderr.isatty() or any(s == "-" or "://" in s for s in sources):
        return None
    from graphkb.articles import load_articles

    return sum(1 for s in sources for _ in load_articles(Path(s), loader=loader, on_error=lambda _: None))


@contextmanager
def progress(total: int | None, doing: str = "Reading articles") -> Iterator[Callable[[int], None] | None]:
    """A progress bar on a terminal, with rate and time left; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total, rate="")

        def advance(articles: int) -> None:
            bar.advance(task, articles)
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
            bar.update(task, rate=f"{60 * speed:,.0f} a minute" if speed else "")

        yield advance
