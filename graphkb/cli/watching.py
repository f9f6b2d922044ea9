"""The command that keeps a graph current with feeds: watch."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import (
    DEFAULT_STORE,
    AllowPrivate,
    DecisionsFile,
    Extractor,
    Store,
    open_store_of,
    without_secrets,
)
from graphkb.cli.output import shown
from graphkb.errors import GraphkbError

if TYPE_CHECKING:
    from graphkb.articles.watching import Feed, Poll

MEMORY = "graphkb.feeds.json"
"""What is remembered of feeds, beside the store; in the current folder where the store is a server."""


@app.command()
def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEED|FILE...", help="Addresses of feeds, or files with one a line.")
    ],
    store: Store = DEFAULT_STORE,
    every: Annotated[
        int, typer.Option(min=1, max=1440, metavar="MINUTES", help="How long to wait between two looks at a feed.")
    ] = 15,
    once: Annotated[bool, typer.Option("--once", help="Look once at each feed that is due, then end.")] = False,
    extractor: Extractor = "auto",
    memory: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to remember what was seen; else graphkb.feeds.json by the store."),
    ] = None,
    decisions: DecisionsFile = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Look at feeds again and again, and add what is new to the graph.

    A feed is asked for what changed since the last look, no more often than it wishes; one that fails is looked at
    ever later, up to a day, and stops no other. The store is open only while something is added. Ctrl-C ends it; the
    same command goes on from there.
    """
    from graphkb.articles import watching
    from graphkb.articles.visiting import Visitor
    from graphkb.relations import check_extractor

    check_extractor(extractor)
    place = without_secrets(store)
    memory = memory or (Path(MEMORY) if "://" in store else Path(store).parent / MEMORY)
    known = _remembered(memory)
    wanted = [known.get(url) or watching.Feed(url) for url in _addresses(feeds)]
    others = [feed for url, feed in known.items() if url not in {feed.url for feed in wanted}]
    failed = False

    def take(found: "Poll") -> None:
        if not found.articles:
            return
        with open_store_of(store, must_exist=False, decisions=decisions) as kb:
            report = kb.add(found.articles, extractor=extractor)
        articles = "1 new article" if len(found.articles) == 1 else f"{len(found.articles)} new articles"
        typer.echo(f"{_now()}  {shown(found.feed.url)}: {articles}. New in {place}: {report.new.in_words()}.")
        for error in report.errors:
            typer.echo(f"{_now()}  not read: {shown(error)}", err=True)

    visitor = Visitor(allow_private=allow_private)
    with _ended_by_sigterm():
        for found, feeds_now in watching.watch(wanted, visitor=visitor, take=take, every=60.0 * every, once=once):
            for error in found.errors:
                typer.echo(f"{_now()}  {shown(error)}{_next(found)}", err=True)
            _remember(memory, [*others, *feeds_now])
            failed = failed or found.failed
    if failed:
        raise typer.Exit(code=1)


def _addresses(feeds: list[str]) -> Iterator[str]:
    """The addresses that were given, each once; those of a file are its lines, `#` beginning a remark."""
    seen = set()
    for given in feeds:
        lines = [given] if "://" in given else _lines(Path(given))
        for line in lines:
            address = line.split(" #")[0].strip()
            if address and not address.startswith("#") and address not in seen:
                if not address.startswith(("http://", "https://")):
                    raise GraphkbError(f"{given}: {address[:80]!r} is not an http or https address of a feed")
                seen.add(address)
                yield address
    if not seen:
        raise GraphkbError(f"no address of a feed in {', '.join(feeds)}")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraphkbError(f"{path}: no file of addresses that can be read: {reason}") from error


def _remembered(place: Path) -> dict[str, "Feed"]:
    """The feeds of the file, by address; none where there is no such file."""
    from graphkb.articles.watching import Feed

    if not place.exists():
        return {}
    try:
        raw: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        return {feed.url: feed for feed in map(Feed.from_dict, raw["feeds"])}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise GraphkbError(f"{place}: does not hold what graphkb watch remembers ({error}); remove it") from error


def _remember(place: Path, feeds: "list[Feed]") -> None:
    from graphkb._whole import write_output

    content = json.dumps({"feeds": [feed.to_dict() for feed in feeds]}, indent=1, ensure_ascii=False)
    write_output(place, content.encode() + b"\n")


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let `systemctl stop` end the command as well as Ctrl-C does, whatever it is doing, with nothing half done."""

    def end(*_: object) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _next(found: "Poll") -> str:
    """When a feed that failed is looked at again."""
    if not found.failed or found.feed.gone:
        return ""
    minutes = max(1, round((found.feed.due - time.time()) / 60))
    return f" (again in {minutes} min)"


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M")
