"""The options that several commands share."""

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkb.errors import GraphkbError

if TYPE_CHECKING:
    from graphkb.graph import Graph
    from graphkb.knowledge_base import KnowledgeBase

DEFAULT_STORE = "graphkb.db"

Store = Annotated[
    str,
    typer.Option(
        "--store",
        "-s",
        envvar=["GRAPHKB_STORE", "NEO4J_URI"],
        help="Where the graph is kept: a folder, or neo4j://host:7687 (user and password from NEO4J_USERNAME, "
        "NEO4J_PASSWORD, NEO4J_DATABASE).",
    ),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only what happened on or after this day.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only what happened on or before this day.")]
Relations = Annotated[
    list[str] | None, typer.Option("--relation", "-r", help="Only this relation, such as MEETS. May be repeated.")
]
Labels = Annotated[
    list[str] | None, typer.Option("--label", "-l", help="Only nodes of this label, such as State. May be repeated.")
]
Loader = Annotated[
    str | None, typer.Option(help="How to read the input (txt, md, html, jsonl ...); by default the name decides.")
]
Extractor = Annotated[str, typer.Option(help="What reads the sentences: auto, rules or reader.")]
Workers = Annotated[int, typer.Option(min=1, max=256, help="How many processes read beside each other.")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Read on the Dask cluster of this scheduler, such as tcp://host:8786."),
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=NAME,...", help="Which column or key holds which field, such as text=body,published=day."
    ),
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        envvar="GRAPHKB_DECISIONS",
        help="The file of decisions; by default graphkb.decisions beside the store, or in this folder for a server.",
    ),
]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; kept as a note in the file.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Let addresses on private networks be fetched.")]


def open_store_of(url: str, *, must_exist: bool = True, decisions: Path | None = None) -> "KnowledgeBase":
    """The knowledge base that --store names, with Neo4j's credentials from the environment or a prompt."""
    from graphkb.knowledge_base import open_knowledge_base

    if "://" not in url:
        if must_exist:
            check_is_there(url)
        return open_knowledge_base(url, decisions=decisions)
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None and "@" not in url and os.isatty(0):
        password = typer.prompt(f"Password for {url}", hide_input=True, err=True)
    return open_knowledge_base(
        url,
        username=os.environ.get("NEO4J_USERNAME", "neo4j"),
        password=password,
        database=os.environ.get("NEO4J_DATABASE"),
        decisions=decisions,
    )


def chosen_graph(
    url: str,
    *,
    since: str | None,
    until: str | None,
    relations: list[str] | None,
    labels: list[str] | None = None,
) -> "Graph":
    """What of the graph of the store at `url` the options let through."""
    with open_store_of(url) as kb:
        return kb.graph(since=day(since), until=day(until), relations=relations, labels=labels)


def without_secrets(url: str) -> str:
    """The address of a store as it may be printed: without user name and password."""
    return re.sub(r"://[^/]*@", "://", url)


def check_is_there(url: str) -> None:
    """Raise where there is nothing at all at a path; to ask an empty folder would make a store."""
    path = Path(url)
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        raise GraphkbError(f"no store at {url}; make one with: graphkb load ARTICLES --store {url}")


def day(value: str | None) -> date | None:
    """A date option as a date: a day, or the first day of a month or year."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value + "-01-01"[3 * value.count("-") :])
    except ValueError:
        raise GraphkbError(f"not a date: {value!r}; write it as 2022-10-12, 2022-10 or 2022") from None
