"""Commands that ask the graph: query, queries, show, stats."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb._whole import write_output
from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Store, open_store_of, without_secrets
from graphkb.cli.output import As, Form, Json, show_json, show_table, show_text, shown
from graphkb.errors import GraphkbError

if TYPE_CHECKING:
    from graphkb.graph import Graph


@app.command()
def query(
    query: Annotated[str, typer.Argument(metavar="NAME|FILE|TEXT", help="A saved query, a .cypher file, or Cypher.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter. May be repeated.")
    ] = None,
    store: Store = DEFAULT_STORE,
    form: As = Form.table,
    as_json: Json = False,
    limit: Annotated[int, typer.Option(min=0, help="At most so many rows; 0 for all.")] = 1000,
    timeout: Annotated[
        float, typer.Option(min=0.001, max=86_400, metavar="SECONDS", help="Stop the query after so long.")
    ] = 120,
    write: Annotated[bool, typer.Option("--write", help="Let the query change the graph.")] = False,
) -> None:
    """Ask the graph: a saved query, a file of Cypher, or Cypher itself.

    It only reads, unless --write is given; what --write does is done whole, however few rows are shown. `graphkb
    queries` lists the saved ones.
    """
    given = dict(_parameter(text) for text in param or [])
    if query.endswith(".cypher"):
        query = _file(Path(query))
    with open_store_of(store) as kb:
        table = kb.query(query, write=write, limit=limit or None, timeout=timeout, **given)
    show_table(table.columns, table.rows, form=Form.json if as_json else form)
    if table.more:
        rows = "1 row" if limit == 1 else f"{limit:,} rows"
        typer.echo(f"graphkb: cut after {rows}; there are more: --limit 0 shows all", err=True)


@app.command()
def queries(
    name: Annotated[str | None, typer.Argument(help="Show this one in full.")] = None,
    archive: Annotated[
        Path | None,
        typer.Option("--zip", metavar="FILE", help="Write them into an archive that Neo4j Browser takes as favorites."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the saved queries by the question they answer, or show one with its text."""
    from graphkb.store import GROUPS, SavedQuery, favourites, saved_queries, saved_query

    def names(query: SavedQuery) -> list[str]:
        return [parameter.name for parameter in query.parameters]

    found = [saved_query(name)] if name else saved_queries()
    if archive:
        write_output(archive, favourites(found))
        typer.echo(f"{archive}: {len(found)} queries; drop the file onto the window of Neo4j Browser")
        return
    if name:
        typer.echo(found[0].text)
        return
    if as_json:
        show_json([{"name": q.name, "group": q.group, "title": q.title, "parameters": names(q)} for q in found])
        return
    for group in GROUPS:
        rows = [(q.name, q.title, ", ".join(names(q))) for q in found if q.group == group]
        show_table(["query", "what it answers", "parameters"], rows, title=group)
        typer.echo("")
    typer.echo("Run one with: graphkb query NAME --param name=value; `graphkb queries NAME` shows it in full")


@app.command()
def show(
    actor: Annotated[str, typer.Argument(help="The actor's id, name or alias.")],
    store: Store = DEFAULT_STORE,
    top: Annotated[int, typer.Option(min=1, help="At most so many relationships.")] = 15,
    as_json: Json = False,
) -> None:
    """Show an actor: names, offices, why they are one, and who did what, with sentences.

    What other articles report of the same happening, with another date or none, is counted beside it.
    """
    from graphkb.knowledge_base import profile

    with open_store_of(store) as kb:
        graph = kb.graph()
        found = profile(graph, actor, top=top)
    if as_json:
        show_json(asdict(found))
        return
    node = found.node
    typer.echo(f"{shown(node.name)}  ({node.label}, {shown(node.id)})")
    for what, value in (
        ("also", ", ".join(node.aliases[:12])),
        ("is", node.description),
        *(("office" if at == 0 else "", office) for at, office in enumerate(found.offices)),
        ("code", node.code),
        ("Wikidata", node.wikidata),
        ("mentioned as", ", ".join(found.mentions[:12])),
        *(("why one" if at == 0 else "", reason) for at, reason in enumerate(found.reasons[:8])),
        ("first seen", found.first),
        ("last seen", found.last),
        ("relationships", found.relationships),
    ):
        if value:
            show_text(shown(value), before=f"  {what and what + ':':15} ")
    joined = _reports(graph, node.id)
    for relationship, source, target in found.rows:
        of = "" if relationship.sources == 1 else f"  ({relationship.sources} sources)"
        how = "" if relationship.modality == "asserted" else f"  [{relationship.modality}]"
        denied = "  [denied]" if relationship.polarity == "denied" else ""
        typer.echo("")
        show_text(
            f"{shown(source)} {relationship.type} {shown(target)}{denied}{how}{of}",
            before=f"{shown(relationship.date) or 'no date':10}  ",
        )
        show_text(shown(relationship.sentence), before=" " * 12)
        others = joined.get(relationship.id, 0)
        if others:
            more = "1 more article reports it" if others == 1 else f"{others:,} more articles report it"
            typer.echo(f"{' ' * 12}{more} otherwise: graphkb happenings --actor {shown(node.id)}")
    if found.relationships > len(found.rows):
        typer.echo(f"\n{found.relationships - len(found.rows)} more relationships; --top shows them.")


def _reports(graph: "Graph", actor: str) -> dict[str, int]:
    """For each relationship of an actor, how many articles report the same happening in another relationship."""
    from graphkb.graph import filter_graph
    from graphkb.graph.happenings import find_happenings

    told = filter_graph(graph, actor=actor)
    found: dict[str, int] = {}
    for happening in find_happenings(told):
        articles: dict[str, set[str]] = {}
        for id in happening.statements:
            statement = told.statements[id]
            if statement.edge:
                articles.setdefault(statement.edge, set()).add(statement.article)
        everybody = set().union(*articles.values())
        found |= {edge: len(everybody - own) for edge, own in articles.items()}
    return found


@app.command()
def stats(store: Store = DEFAULT_STORE, as_json: Json = False) -> None:
    """Count what is kept: articles, nodes by label, relations by type."""
    with open_store_of(store) as kb:
        counts = kb.counts()
        labels = kb.query(
            "MATCH (n) WHERE n:Actor OR n:Event OR n:Place UNWIND labels(n) AS label "
            "WITH label, count(*) AS nodes WHERE label <> 'Actor' RETURN label, nodes ORDER BY nodes DESC, label"
        )
        types = kb.query(
            "MATCH (:Statement)<-[:STATES]-(:Article) WITH count(*) AS all "
            "MATCH (a)-[r]->(b) WHERE r.statements IS NOT NULL "
            "RETURN type(r) AS relation, count(*) AS relationships, sum(r.statements) AS statements "
            "ORDER BY relationships DESC, relation"
        )
    if as_json:
        show_json(asdict(counts) | {"labels": dict(labels.rows), "relations": types.records()})
        return
    typer.echo(f"{without_secrets(store)}: {counts.in_words()}\n")
    show_table(labels.columns, labels.rows)
    typer.echo("")
    show_table(types.columns, types.rows)


def _parameter(text: str) -> tuple[str, Any]:
    """A NAME=VALUE option; numbers, true, false, null and JSON lists are read as such, all else is text."""
    import json

    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise GraphkbError(f"not a parameter: {text!r}; write it as name=value")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkbError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GraphkbError(f"{path}: not a query file: it is not UTF-8 text") from error
