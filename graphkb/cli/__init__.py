"""The graphkb command: options, environment, printing and exit codes; everything else is the library's."""

import logging
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graphkb.errors import GraphkbError

ORDER = (
    "demo",
    "load",
    "extract",
    "watch",
    "retract",
    "query",
    "queries",
    "show",
    "same",
    "review",
    "merge",
    "split",
    "accept",
    "reject",
    "decisions",
    "stats",
    "centrality",
    "trend",
    "ties",
    "communities",
    "blocs",
    "viz",
    "diff",
    "happenings",
    "compare",
    "export",
    "import",
    "schema",
    "serve",
    "evaluate",
)


class OneLineErrors(TyperGroup):
    """Shows an error raised on purpose as one line and exits with 1; a bug keeps its traceback."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return sorted(super().list_commands(ctx), key=ORDER.index)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except GraphkbError as error:
            line = " ".join(str(error).split())
            typer.echo(f"graphkb: error: {line}", err=True)
            raise typer.Exit(code=1) from error
        except KeyboardInterrupt:
            typer.echo("graphkb: stopped", err=True)
            raise typer.Exit(code=130) from None


def _version(asked: bool) -> None:
    if asked:
        from graphkb import __version__

        typer.echo(f"graphkb {__version__}")
        raise typer.Exit()


app = typer.Typer(
    cls=OneLineErrors,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def graphkb(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read news articles into a graph of political actors and what they do to each other.

    Every line of the graph shows the sentence that says so. Begin with `graphkb load ARTICLES`, then `graphkb queries`,
    `graphkb centrality` and `graphkb viz`.
    """


def main() -> None:
    """Run the command line. Ctrl-C ends it with 130, a closed pipe quietly."""
    from graphkb.cli import (  # noqa: F401  (they add commands)
        agreeing,
        asking,
        comparing,
        deciding,
        demo,
        drawing,
        grouping,
        keeping,
        measuring,
        moving,
        reading,
        reviewing,
        scoring,
        trending,
        watching,
    )

    # What libraries log is for developers; the user is told in one line.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        app(prog_name="graphkb")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
