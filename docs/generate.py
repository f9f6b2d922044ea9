"""Write what follows from the code: pages of docs/ and the style sheet of cypher/.

`python docs/generate.py` writes them, `python docs/generate.py --check` fails where one is out of date.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from graphkb.ontology import load_ontology
from graphkb.store import GROUPS, saved_queries
from graphkb.viz.drawing import COLOURS

DOCS = Path(__file__).parent
CSS = DOCS.parent / "graphkb" / "viz" / "page" / "map.css"
KINDS = DOCS.parent / "graphkb" / "ontology" / "kinds.yaml"
HEADER = "<!-- Written by docs/generate.py. Edit {source} and run `make docs`. -->\n\n"


def ontology_page() -> Iterator[str]:
    """The lines of ontology.md."""
    ontology = load_ontology()
    meaning = {
        line.split(":")[0].strip(): line.split("#", 1)[1].strip()
        for line in KINDS.read_text(encoding="utf-8").splitlines()
        if line.startswith("  ") and ":" in line and "#" in line
    }
    yield HEADER.format(source="graphkb/ontology/kinds.yaml") + "# The ontology\n"
    yield (
        "What may exist in the graph. A file says it, [`kinds.yaml`](../graphkb/ontology/kinds.yaml): add "
        "a relation or change a weight there, and nothing else needs touching. Every relation that is an event has a "
        "parent among the sixteen [PLOVER](https://github.com/openeventdata/PLOVER) types.\n"
    )
    yield "## Nodes\n\n| label | meaning |\n|---|---|"
    yield from (f"| `{name}` | {meaning[name]} |" for name in ontology.nodes)
    yield "\nEvery node that can act is `:Actor` as well.\n\n## Events\n"
    yield "An event has the PLOVER type of the noun that names it; a vote, an election or an earthquake has none.\n"
    yield "| `plover` | kinds of event |\n|---|---|"
    for plover in dict.fromkeys(ontology.events.values()):
        yield f"| {plover} | {', '.join(noun for noun, type in ontology.events.items() if type == plover)} |"
    yield "\n## Relations\n"
    yield (
        "Intensity runs from -10 (conflict) to +10 (cooperation), after Goldstein, *A Conflict-Cooperation Scale for "
        "WEIS Events Data*, Journal of Conflict Resolution 36(2), 1992; the sign follows from it. A symmetric relation "
        "runs both ways.\n"
    )
    for plover, kinds in groupby(ontology.relations.values(), key=lambda kind: kind.plover):
        yield f"### {plover or 'Static: what is so, not what happened'}\n"
        yield "| relation | meaning | intensity | symmetric |\n|---|---|---:|---|"
        for kind in kinds:
            symmetric = "yes" if kind.symmetric else ""
            yield f"| `{kind.name}` | {meaning[kind.name]} | {kind.intensity:+.1f} | {symmetric} |"
        yield ""


def cli_page() -> Iterator[str]:
    """The lines of cli.md: every command's help as it is printed."""
    yield HEADER.format(source="graphkb/cli/") + "# The command line\n"
    yield (
        "Exit codes: 0 all well; 1 something could not be done, said in one line; 2 the command was typed wrongly; 130 "
        "ended with Ctrl-C. `graphkb --install-completion` makes the Tab key complete commands and options.\n"
    )
    overview = _help()
    yield f"```text\n{overview}\n```\n"
    for command in _commands(overview):
        yield f"## graphkb {command}\n\n```text\n{_help(command)}\n```\n"


def queries_page() -> Iterator[str]:
    """The lines of queries.md: every saved query with its parameters and its text."""
    found = saved_queries()
    yield HEADER.format(source="cypher/") + "# Saved queries\n"
    yield (
        "Questions an analyst asks, each a file in [`cypher/`](../cypher). `graphkb queries` lists them, "
        "`graphkb query NAME` runs one, `--param name=value` gives a parameter, and from Python it is "
        "`kb.query(name, parameter=value)`. They run unmodified on the embedded store and on Neo4j. In Neo4j Browser, "
        "run the `:param` line of the file first, then paste the file; those of the last group return nodes and "
        "relationships, which [Browser draws](neo4j.md#neo4j-browser). The model they ask is in [model.md](model.md), "
        "and what to avoid in queries of your own, so that they run on both stores, in "
        "[neo4j.md](neo4j.md#where-the-two-differ).\n\n"
        "An actor is given by its id, its name or one of its aliases, in any case. A parameter whose default is `null` "
        "does not narrow the answer until it is given.\n"
    )
    for group in GROUPS:
        yield f"**{group}**\n\n| query | what it answers |\n|---|---|"
        yield from (f"| [`{query.name}`](#{query.name}) | {query.title} |" for query in found if query.group == group)
        yield ""
    for query in sorted(found, key=lambda query: GROUPS.index(query.group)):
        yield f"\n## {query.name}\n\n{query.title}. {query.description}\n"
        yield "| parameter | type | default | meaning |\n|---|---|---|---|"
        for p in query.parameters:
            yield f"| {p.name} | {p.type} | {'needed' if p.default is None else f'`{p.default}`'} | {p.meaning} |"
        yield f"\n```\n{query.example}\n```\n\nA row of an answer:\n\n```json\n{query.result}\n```"
        yield f"\n```cypher\n{query.cypher}\n```"


def style_sheet() -> Iterator[str]:
    """The lines of cypher/style.grass: the colours and captions of the map, for Neo4j Browser."""
    tones = dict(re.findall(r"--(cooperation|conflict|static): (#\w+)", CSS.read_text(encoding="utf-8")))
    base = {"border-width": "2px", "font-size": "10px", "text-color-internal": "#ffffff", "caption": '"{name}"'}
    yield _rule("node", {"diameter": "50px", "color": "#7d8590", "border-color": "#5c636d", **base})
    for label, colour in COLOURS.items():
        yield _rule(f"node.{label}", {"color": colour, "border-color": colour, **base})
    for text_label, key in (("Article", "title"), ("Statement", "sentence")):
        plain = {"color": "#f1f2ee", "border-color": "#9aa3ad", **base, "text-color-internal": "#101820"}
        yield _rule(f"node.{text_label}", plain | {"diameter": "65px", "caption": f'"{{{key}}}"'})
    line = {"shaft-width": "1px", "font-size": "8px", "padding": "3px", "caption": '"<type>"'}
    text = {"text-color-external": "#101820", "text-color-internal": "#ffffff"}
    yield _rule("relationship", {"color": tones["static"], **line, **text})
    for kind in load_ontology().relations.values():
        if kind.tone != "static":
            yield _rule(f"relationship.{kind.name}", {"color": tones[kind.tone], **line, **text})


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}\n"


def _commands(overview: str) -> list[str]:
    lines = overview[overview.index("Commands:") :].splitlines()[1:]
    return [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]


def _help(*command: str) -> str:
    """The help text of a command, as wide as docs are."""
    run = [sys.executable, "-m", "graphkb", *command, "--help"]
    env = {"PATH": "/usr/bin:/bin", "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    return subprocess.run(run, check=True, capture_output=True, text=True, env=env).stdout.strip()


PAGES = {
    "ontology.md": ontology_page,
    "cli.md": cli_page,
    "queries.md": queries_page,
    "../cypher/style.grass": style_sheet,
}


def stale() -> list[str]:
    """The names of the pages that are not what the code says."""
    return [name for name, lines in PAGES.items() if _written(name) != "\n".join(lines()).rstrip() + "\n"]


def _written(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(f"out of date: {', '.join(old)}; run: make docs" if (old := stale()) else 0)
    for name, lines in PAGES.items():
        (DOCS / name).write_text("\n".join(lines()).rstrip() + "\n", encoding="utf-8")
