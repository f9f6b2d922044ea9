"""Commands about the store itself: schema, serve."""

import os
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Store, check_is_there, open_store_of, without_secrets
from graphkb.cli.output import Json, show_json, show_table
from graphkb.errors import GraphkbError


@app.command()
def schema(
    store: Store = DEFAULT_STORE,
    apply: Annotated[
        bool, typer.Option("--apply", help="Create what is missing, and bring an older graph up to date.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show the version, constraints and indexes of the store.

    They are created at the first write, and a graph that an older graphkb wrote is brought up to date then too; --apply
    does so now. It goes forward only: an older graphkb does not open a newer graph.
    """
    from graphkb.store import FORMAT

    with open_store_of(store) as kb:
        if apply:
            kb.store.prepare()
        found = kb.store.schema()
    rows = [
        (i.name, i.kind, "|".join(i.labels), ", ".join(i.keys), "yes" if there else "no") for i, there in found.indexes
    ]
    columns = ("name", "kind", "label", "property", "there")
    if as_json:
        records = [dict(zip(columns, row, strict=True)) | {"there": row[-1] == "yes"} for row in rows]
        show_json({"format": found.format, "current": FORMAT, "indexes": records})
        return
    of = "nothing was written yet" if found.format is None else f"format {found.format}"
    typer.echo(f"{without_secrets(store)}: {of}; this graphkb writes format {FORMAT}\n")
    show_table(columns, rows)
    if (found.format or FORMAT) < FORMAT or any(row[-1] == "no" for row in rows):
        typer.echo("\nThe next write, or graphkb schema --apply, brings it up to date.")


@app.command()
def serve(
    store: Store = DEFAULT_STORE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0 for any that is free.")] = 7687,
) -> None:
    """Keep the store open for Neo4j Browser, cypher-shell and drivers on this machine, until Ctrl-C.

    Only 127.0.0.1 is listened on. The password is that of NEO4J_PASSWORD, or a new one each time, which is printed.
    Whoever has it may change the graph.
    """
    from graphkb.store.embedded import serving

    if "://" in store:
        raise GraphkbError(f"{without_secrets(store)}: a server already; serve is for a store in a folder")
    check_is_there(store)
    given = os.environ.get("NEO4J_PASSWORD")
    with serving(Path(store), port=port, password=given) as at:
        shown = "as in NEO4J_PASSWORD" if given else at.password
        typer.echo(
            f"{store} is open at {at.uri}: user {at.username}, password {shown}\n\n"
            f"  Neo4j Browser  connect to {at.uri} with these (in any Neo4j Browser on this machine)\n"
            f"  cypher-shell   cypher-shell -a {at.uri} -u {at.username} -d {at.database}\n"
            f"  Python         neo4j.GraphDatabase.driver({at.uri!r}, auth=({at.username!r}, ...))\n"
            f"  graphkb        NEO4J_USERNAME={at.username} NEO4J_DATABASE={at.database} graphkb stats -s {at.uri}\n\n"
            "Ctrl-C closes it."
        )
        _wait()
    typer.echo("Closed.")


def _wait() -> None:
    """Return when Ctrl-C is pressed, or the process is asked to end."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    while not asked.wait(0.5):
        pass
