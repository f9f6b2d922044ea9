"""Commands about the store itself: schema."""

from typing import Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Store, open_store_of, without_secrets
from graphkb.cli.output import Json, show_json, show_table


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
