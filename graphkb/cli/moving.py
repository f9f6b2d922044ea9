"""Commands that take the graph, or an article of it, elsewhere: retract, export, import."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import (
    DEFAULT_STORE,
    Labels,
    Relations,
    Since,
    Store,
    Until,
    day,
    open_store_of,
    without_secrets,
)
from graphkb.cli.output import Json, show_json, shown
from graphkb.cli.reading import progress
from graphkb.errors import GraphkbError

if TYPE_CHECKING:
    from graphkb.graph import Relationship
    from graphkb.store import Retraction

SHOWN = 20
"""How many relationships a list shows before it says how many more there are."""


@app.command()
def retract(
    article: Annotated[str, typer.Argument(help="The id of the article, as `graphkb query articles` shows it.")],
    store: Store = DEFAULT_STORE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    as_json: Json = False,
) -> None:
    """Remove an article and everything that only it supports.

    Says which relationships go, and which other articles support too: those stay, with less behind them.
    """
    with open_store_of(store) as kb:
        found = kb.retract(article, dry_run=dry_run)
    if as_json:
        show_json({"dry_run": dry_run, "gone": asdict(found.gone)} | _lists(found))
        return
    would = "Would remove" if dry_run else "Removed"
    typer.echo(f"{would}: {found.gone.in_words()}.")
    _show(f"{would}, since no other article says so:", [_line(r, found) for r in found.removed])
    _show("Weaker, since other articles say so too:", [_change(*pair, found) for pair in found.weakened])


def _lists(found: "Retraction") -> dict[str, Any]:
    weakened = [{"before": _record(before, found), "after": _record(after, found)} for before, after in found.weakened]
    return {
        "nodes": [node.id for node in found.nodes],
        "removed": [_record(r, found) for r in found.removed],
        "weakened": weakened,
    }


def _record(r: "Relationship", found: "Retraction") -> dict[str, Any]:
    return asdict(r) | {"source_name": found.names.get(r.source), "target_name": found.names.get(r.target)}


def _line(r: "Relationship", found: "Retraction") -> str:
    ends = (shown(found.names.get(end, end)) for end in (r.source, r.target))
    manner = ", ".join(word for word in (r.polarity, r.modality) if word not in ("affirmed", "asserted"))
    return f"{shown(r.date) or 'no date':10}  {f' {r.type} '.join(ends)}" + (f"  [{manner}]" if manner else "")


def _change(before: "Relationship", after: "Relationship", found: "Retraction") -> str:
    less = [
        f"{what} {was:g} -> {now:g}"
        for what in ("sources", "statements", "confidence")
        if (was := getattr(before, what)) != (now := getattr(after, what))
    ]
    return f"{_line(after, found)}  ({', '.join(less) or 'another sentence'})"


def _show(title: str, lines: Sequence[str]) -> None:
    if lines:
        typer.echo(f"\n{title}")
        for line in lines[:SHOWN]:
            typer.echo(f"  {line}")
        if len(lines) > SHOWN:
            typer.echo(f"  and {len(lines) - SHOWN:,} more; --json lists them all")


@app.command()
def export(
    output: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER/",
            help="The file to write; its ending says how: .jsonl (everything, for `graphkb import`), .graphml, .gexf, "
            ".json, .csv, .jsonld or .cypher. A name that ends in / is a folder for `neo4j-admin database import`.",
        ),
    ],
    store: Store = DEFAULT_STORE,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
) -> None:
    """Write the graph to a file that other programs read, or to a dump that another store is made of."""
    from graphkb.moving import check_format, export_for_import, export_graph

    path, folder = Path(output), output.endswith(("/", "\\"))
    if not folder:
        check_format(path)
    filtered = any((since, until, relation, label))
    if filtered and path.suffix.lower() == ".jsonl":
        raise GraphkbError(f"{output}: a dump is of everything; leave the filters out, or write a .json file")
    with open_store_of(store) as kb:
        if path.suffix.lower() == ".jsonl" and not folder:
            kb.dump(path)
            typer.echo(f"{output}: {kb.counts().in_words()}")
            return
        graph = kb.graph(since=day(since), until=day(until), relations=relation, labels=label)
    if folder:
        export_for_import(graph, path)
    else:
        export_graph(graph, path)
    typer.echo(f"{output}: {len(graph.nodes)} nodes, {len(graph.relationships)} relationships")
    if folder:
        typer.echo(
            "Make a database of it, where Neo4j is stopped or the database is new:\n"
            f"  cd {path} && neo4j-admin database import full neo4j @import.args\n"
            f"then, once it runs: cypher-shell -f {path / 'schema.cypher'}"
        )


@app.command(name="import")
def import_(
    dump: Annotated[Path, typer.Argument(help="A dump, as `graphkb export graph.jsonl` writes it.")],
    store: Store = DEFAULT_STORE,
    as_json: Json = False,
) -> None:
    """Add what a dump holds to the graph: the way from one store to another.

    The whole file is checked before anything is written. What is kept already stays; an article that the dump holds
    with other content is replaced. Stopped, the same command goes on from there.
    """
    with open_store_of(store, must_exist=False) as kb, progress(None, "Importing articles") as advance:
        new = kb.restore(dump, on_progress=advance)
        total = kb.counts()
    if as_json:
        show_json({"new": asdict(new), "total": asdict(total)})
    else:
        typer.echo(f"New: {new.in_words()}. In {without_secrets(store)}: {total.in_words()}.")
