"""Commands that read articles: load, extract."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from graphkb.cli import app, output
from graphkb.cli.options import (
    DEFAULT_STORE,
    AllowPrivate,
    Columns,
    DecisionsFile,
    Extractor,
    Loader,
    Scheduler,
    Store,
    Workers,
    open_store_of,
    without_secrets,
)
from graphkb.cli.output import Json, show_json, shown
from graphkb.cli.recording import Codes, Format, Records, are_records, load_records
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from graphkb.articles import Article

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
    scheduler: Scheduler = None,
    columns: Columns = None,
    again: Annotated[bool, typer.Option("--again", help="Read articles again that are kept already.")] = False,
    allow_private: AllowPrivate = False,
    decisions: DecisionsFile = None,
    records: Records = False,
    format: Format = None,
    codes: Codes = None,
    as_json: Json = False,
) -> None:
    """Read articles and add what they say to the graph; event data as well.

    What is kept already is not read again. An article that cannot be read does not stop the others: it is named at
    the end, and the exit code is then 1. One that is not in English is kept and counted, but not read. Ctrl-C keeps
    what is written by then, all but the last few articles; the same command goes on from there.
    """
    from graphkb.articles.columns import parse_columns
    from graphkb.articles.loaders import find_loader
    from graphkb.relations import check_extractor

    if records or format or (loader is None and are_records(sources)):
        load_records(
            sources, store=store, decisions=decisions, format=format, codes=codes, again=again, as_json=as_json
        )
        return
    if loader:
        find_loader(loader)  # before a store is made
    check_extractor(extractor)
    named = parse_columns(columns) if columns else None
    reports = []
    with (
        _hands(workers, scheduler) as (executor, count),
        open_store_of(store, must_exist=False, decisions=decisions) as kb,
        progress(_count(sources, loader)) as advance,
    ):
        for source in sources:
            reports.append(
                kb.load(
                    source,
                    loader=loader,
                    extractor=extractor,
                    workers=count,
                    executor=executor,
                    again=again,
                    allow_private=allow_private,
                    columns=named,
                    on_progress=advance,
                )
            )
        total = kb.counts()
    errors = [error for report in reports for error in report.errors]
    read, known = sum(r.read for r in reports), sum(r.known for r in reports)
    seconds = sum(r.seconds for r in reports)
    new = sum((r.new for r in reports[1:]), reports[0].new)
    foreign = sum((Counter(r.foreign) for r in reports), Counter())
    refused = sum((Counter(r.refused) for r in reports), Counter())
    if as_json:
        summary = {"read": read, "known": known, "failed": [str(e) for e in errors], "seconds": round(seconds, 3)}
        show_json(summary | {"foreign": foreign, "refused": refused, "new": asdict(new), "total": asdict(total)})
    else:
        rate = f", {60 * read / seconds:,.0f} a minute" if read and seconds else ""
        articles = "1 article" if read == 1 else f"{read:,} articles"
        were = "was" if known == 1 else "were"
        typer.echo(f"Read {articles} in {seconds:.1f} s{rate}; {known:,} {were} kept already.")
        typer.echo(f"New: {new.in_words()}. In {without_secrets(store)}: {total.in_words()}.")
        if foreign:
            typer.echo(f"Not in English, kept but not read: {_by_reason(foreign)}.")
        if refused:
            typer.echo(f"Relations left out: {_by_reason(refused)}.")
    _report(errors)


@app.command()
def extract(
    sources: Sources,
    loader: Loader = None,
    extractor: Extractor = "auto",
    workers: Workers = 1,
    scheduler: Scheduler = None,
    columns: Columns = None,
    allow_private: AllowPrivate = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what each relation rests on, and what was weighed and not said, and why."),
    ] = False,
    decisions: DecisionsFile = None,
) -> None:
    """Read articles and print what they say as JSON lines.

    No store is touched; the file of decisions is followed as in a load. One line for each relation, then one with all
    entities of the article. Offsets count characters of the text. Of an article that is not in English nothing is read.
    """
    from graphkb.articles import load_articles
    from graphkb.articles.columns import parse_columns
    from graphkb.graph import is_read, read_rows
    from graphkb.graph.decision_file import find_decisions, load_decisions
    from graphkb.relations import check_extractor

    check_extractor(extractor)
    decided = load_decisions(decisions or find_decisions(DEFAULT_STORE))
    named = parse_columns(columns) if columns else None
    errors: list[ArticleError] = []
    foreign: Counter[str] = Counter()

    def articles() -> "Iterator[Article]":
        for source in sources:
            for article in load_articles(
                source, loader=loader, allow_private=allow_private, columns=named, on_error=errors.append
            ):
                foreign.update([] if is_read(article) else [article.language])
                yield article

    with _hands(workers, scheduler) as (executor, count):
        rows = read_rows(
            articles(),
            extractor=extractor,
            explain=explain,
            decisions=decided,
            workers=count,
            executor=executor,
            on_error=errors.append,
        )
        for row in rows:
            typer.echo(output.as_json(row))
    if foreign:
        typer.echo(f"graphkb: not in English, not read: {_by_reason(foreign)}", err=True)
    _report(errors)


def _report(errors: list[ArticleError]) -> None:
    """Name what could not be read, and end with exit code 1 if there was any."""
    for error in errors:
        typer.echo(f"graphkb: not read: {shown(error)}", err=True)
    if errors:
        raise typer.Exit(code=1)


def _by_reason(counts: Mapping[str, int]) -> str:
    """Counts with what they count, the largest first.

    >>> _by_reason({"de": 2, "fr": 3})
    '5 (fr 3, de 2)'
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = f", {len(ordered) - 8} other reasons" if len(ordered) > 8 else ""
    return f"{sum(counts.values()):,} ({', '.join(f'{shown(reason)} {n:,}' for reason, n in ordered[:8])}{rest})"


@contextmanager
def _hands(workers: int, scheduler: str | None) -> "Iterator[tuple[Executor | None, int]]":
    """Who reads: this process, so many of them, or a cluster."""
    if scheduler is None:
        yield None, workers
        return
    from graphkb.graph import on_cluster

    with on_cluster(scheduler) as cluster:
        yield cluster


def _count(sources: list[str], loader: str | None) -> int | None:
    """About how many articles there are to read, where counting them is cheap; only a terminal asks."""
    if not sys.stderr.isatty():
        return None
    from graphkb.articles.counting import estimate

    counts = [estimate(source, loader=loader) for source in sources]
    return None if None in counts else sum(count or 0 for count in counts)


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
            if total is not None and bar.tasks[task].completed > total:  # a page of several stories was taken for one
                bar.update(task, total=bar.tasks[task].completed)
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
            bar.update(task, rate=f"{60 * speed:,.0f} a minute" if speed else "")

        yield advance
