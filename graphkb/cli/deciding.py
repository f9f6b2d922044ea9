"""Commands by which a person decides who is who and what is read rightly: merge, split, accept, reject, decisions."""

from typing import Annotated, Literal

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Because, DecisionsFile, Store, open_store_of
from graphkb.cli.output import Json, show_json, show_table, shown
from graphkb.knowledge_base import Decided

Actor = Annotated[str, typer.Argument(help="The actor's id, name or alias.")]
Statements = Annotated[list[str], typer.Argument(metavar="STATEMENT...", help="Ids, as `graphkb review` shows them.")]


@app.command()
def merge(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Id, name or alias of the one whose id is kept.")],
    others: Annotated[list[str] | None, typer.Argument(metavar="[OTHER]...", help="Who is the same.")] = None,
    name: Annotated[str | None, typer.Option(help="What the node is to be called.")] = None,
    store: Store = DEFAULT_STORE,
    because: Because = "",
    decisions: DecisionsFile = None,
    as_json: Json = False,
) -> None:
    """Decide that actors are one: they become one node, now and at every later load.

    With --name alone a node is only given another name.
    The decision is a line of the file of decisions; `graphkb decisions --undo LINE` takes it back.
    """
    if not others and not name:
        raise typer.BadParameter("name who is the same, or give --name", param_hint="OTHER")
    with open_store_of(store, decisions=decisions) as kb:
        _report(kb.merge(actor, *(others or ()), name=name, because=because), str(kb.decisions_path), as_json)


@app.command()
def split(
    actor: Actor,
    other: Annotated[str | None, typer.Argument(metavar="OTHER", help="Somebody else, who is not the same.")] = None,
    article: Annotated[
        list[str] | None,
        typer.Option("--article", "-a", help="The id of an article that means somebody else. May be repeated."),
    ] = None,
    store: Store = DEFAULT_STORE,
    because: Because = "",
    decisions: DecisionsFile = None,
    as_json: Json = False,
) -> None:
    """Decide that a node is several actors, or that two nodes are not one.

    With --article these articles mean somebody else, one actor of their own. Without, each article does, and `graphkb
    merge` joins those who are one. With OTHER nothing changes but that `graphkb same` no longer asks.
    """
    if other is not None and article:
        raise typer.BadParameter("--article parts one actor; OTHER says that two are not one", param_hint="--article")
    with open_store_of(store, decisions=decisions) as kb:
        done = kb.split(actor, other, articles=article or (), because=because)
        _report(done, str(kb.decisions_path), as_json)


def _judging(verb: Literal["accept", "reject"], help: str) -> None:
    """Add the command by which a person judges statements in that way."""

    def judge(
        statements: Statements,
        store: Store = DEFAULT_STORE,
        because: Because = "",
        decisions: DecisionsFile = None,
        as_json: Json = False,
    ) -> None:
        with open_store_of(store, decisions=decisions) as kb:
            done = (kb.accept if verb == "accept" else kb.reject)(*statements, because=because)
            _report(done, str(kb.decisions_path), as_json)

    app.command(verb, help=help)(judge)


_judging("accept", "Decide that statements are read rightly.")
_judging("reject", "Decide that statements are read wrongly: they stay with their article and support nothing.")


@app.command()
def decisions(
    store: Store = DEFAULT_STORE,
    undo: Annotated[
        int | None, typer.Option("--undo", min=1, metavar="LINE", help="Take back the decision on this line.")
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Bring the graph to the file as it is now; loading does so too.")
    ] = False,
    decisions: DecisionsFile = None,
    as_json: Json = False,
) -> None:
    """List what was decided, take a decision back, or apply a file edited by hand.

    The file is plain text, one decision a line, for version control: docs/deciding.md tells how it is written.
    """
    with open_store_of(store, decisions=decisions) as kb:
        if undo is not None:
            gone = kb.take_back(undo)
            _report(gone, str(kb.decisions_path), as_json, before="Taken back: ")
            return
        if apply:
            changed = kb.apply_decisions()
            typer.echo(f"{_articles(changed)} changed.")
            return
        made, graph = kb.decisions, kb.graph()
        path = kb.decisions_path
    known = {*graph.statements, *(node.read_as or node.id for some in graph.described.values() for node in some)}
    rows = [(d.line, d.verb, " ".join(d.ids), "yes" if known & set(d.ids) else "no", d.note) for d in made.all]
    columns = ("line", "decision", "ids", "in the graph", "note")
    if as_json:
        show_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    if not rows:
        typer.echo(f"{path}: nothing is decided. Begin with: graphkb same")
        return
    show_table(columns, rows)
    typer.echo(f"\n{path}; take one back with: graphkb decisions --undo LINE")


def _report(done: Decided, path: str, as_json: bool, *, before: str = "") -> None:
    """Print the lines of decisions and what they changed."""
    if as_json:
        lines = [{"line": d.line, "decision": d.verb, "ids": d.ids, "note": d.note} for d in done.decisions]
        show_json({"file": path, "decisions": lines, "articles": done.articles})
        return
    for decision in done.decisions:
        typer.echo(f"{before}{shown(path)}:{decision.line}: {shown(str(decision))}")
    typer.echo(f"{_articles(done.articles)} changed.")


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number:,} articles"
