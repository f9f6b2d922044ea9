"""Commands that show a person what is doubtful, and ask: same, review."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, DecisionsFile, Store, open_store_of
from graphkb.cli.output import Json, show_json, show_text, shown
from graphkb.errors import DecisionError

if TYPE_CHECKING:
    from graphkb.graph import Decision, Graph, Statement
    from graphkb.graph.doubts import Doubt, Side
    from graphkb.knowledge_base import KnowledgeBase

Actor = Annotated[str | None, typer.Argument(help="Only what this actor (id, name or alias) has part in.")]


@app.command()
def same(
    actor: Actor = None,
    store: Store = DEFAULT_STORE,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="At most so many pairs.")] = 20,
    decisions: DecisionsFile = None,
    as_json: Json = False,
) -> None:
    """List pairs that may be one actor, with what speaks for it.

    Nothing is changed: `graphkb merge` and `graphkb split` decide, and `graphkb review` asks about one pair after the
    other.
    """
    from graphkb.graph.doubts import as_rows

    with open_store_of(store, decisions=decisions) as kb:
        found = kb.doubts(actor)
    if as_json:
        show_json(list(as_rows(found[:top])))
        return
    for doubt in found[:top]:
        _show_doubt(doubt)
        ids = f"{doubt.one.node.id} {doubt.other.node.id}"
        typer.echo(f"      one:  graphkb merge {shown(ids)}\n      two:  graphkb split {shown(ids)}\n")
    if not found:
        typer.echo("Nothing is doubtful.")
    elif len(found) > top:
        typer.echo(f"{len(found) - top} more pairs; --top shows them.")


@app.command()
def review(
    actor: Actor = None,
    statements: Annotated[
        bool, typer.Option("--statements", help="Ask about statements, the least certain first, not about pairs.")
    ] = False,
    store: Store = DEFAULT_STORE,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="Ask at most so many questions.")] = 50,
    decisions: DecisionsFile = None,
) -> None:
    """Go through what is doubtful and decide: one pair of actors, or one statement, after the other.

    Each answer is written to the file of decisions at once; the graph follows when you stop.
    """
    with open_store_of(store, decisions=decisions) as kb:
        questions = _statements(kb, actor) if statements else _pairs(kb, actor)
        try:
            decided = _ask(kb, questions, top)
        finally:
            changed = kb.apply_decisions()
    if decided is None:
        typer.echo("Nothing is left to decide.")
        return
    answers = "1 decision" if decided == 1 else f"{decided} decisions"
    typer.echo(f"{answers} written to {shown(kb.decisions_path)}; articles changed: {changed}.")


Question = tuple[Callable[[], None], dict[str, "Decision"], Callable[[], bool]]
"""How a question is shown, the decision that each answer makes, and whether it is answered by now."""


def _ask(kb: "KnowledgeBase", questions: Iterable[Question], top: int) -> int | None:
    """Ask questions until they end or the person stops; the number of decisions, None where there was no question."""
    asked = decided = 0
    for show, answers, answered in questions:
        if answered():
            continue
        if asked >= top:
            break
        asked += 1
        show()
        answer = _answer([*answers, "s", "q"])
        if answer == "q":
            break
        if answer in answers:
            try:
                kb.decide([answers[answer]], apply=False)
                decided += 1
            except DecisionError as error:
                typer.echo(f"graphkb: not written: {error}", err=True)
        typer.echo("")
    return decided if asked else None


def _answer(allowed: list[str]) -> str:
    """What the person types, asked again until it is an answer; the end of the input is the wish to stop."""
    words = {"y": "yes, one", "n": "no, two", "a": "accept", "r": "reject", "s": "skip", "q": "stop"}
    prompt = "  ".join(f"[{key}] {words[key]}" for key in allowed)
    while True:
        typer.echo(f"      {prompt} > ", nl=False)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            typer.echo(shown(line.strip()))
        if not line:
            return "q"
        answer = line.strip().lower()[:1]
        if answer in allowed:
            return answer


def _pairs(kb: "KnowledgeBase", actor: str | None) -> Iterator[Question]:
    from graphkb.graph import Decision

    for doubt in kb.doubts(actor):
        one, other = doubt.one.node, doubt.other.node
        note = f"{one.name} and {other.name}"
        answers = {
            "y": Decision("same", (one.id, other.id), note),
            "n": Decision("different", (one.id, other.id), note),
        }

        def answered(ids: tuple[str, str] = (one.id, other.id)) -> bool:
            kept = kb.decisions.kept
            return kept.get(ids[0], ids[0]) == kept.get(ids[1], ids[1])

        yield (lambda doubt=doubt: _show_doubt(doubt)), answers, answered  # type: ignore[misc]


def _statements(kb: "KnowledgeBase", actor: str | None) -> Iterator[Question]:
    from graphkb.graph import Decision
    from graphkb.graph.choosing import choose_node

    graph = kb.graph()
    node = choose_node(graph, actor).id if actor else None
    open_ones = (s for s in graph.statements.values() if s.verdict is None and s.edge)
    for statement in sorted(open_ones, key=lambda s: (s.confidence, s.id)):
        if node in (None, statement.source, statement.target):
            note = _said(statement, graph)
            answers = {
                "a": Decision("accept", (statement.id,), note),
                "r": Decision("reject", (statement.id,), note),
            }
            yield (lambda s=statement: _show_statement(s, graph)), answers, lambda: False  # type: ignore[misc]


def _show_doubt(doubt: "Doubt") -> None:
    head = f"{doubt.one.node.name}  =?  {doubt.other.node.name}"
    show_text(shown(head), before=f"{doubt.score:.2f}  ")
    show_text(shown("; ".join(doubt.reasons)), before="      ")
    for side in (doubt.one, doubt.other):
        _show_side(side)


def _show_side(side: "Side") -> None:
    days = (
        "" if side.first is None else f", {side.first}" if side.first == side.last else f", {side.first} to {side.last}"
    )
    articles = "1 article" if side.articles == 1 else f"{side.articles} articles"
    role = f", {side.node.description}" if side.node.description else ""
    show_text(shown(f"{side.node.id}: {side.node.label}{role}, {articles}{days}"), before="      ")
    if side.sentence:
        show_text(shown(side.sentence), before="          ")


def _show_statement(statement: "Statement", graph: "Graph") -> None:
    how = "" if statement.modality == "asserted" else f"  [{statement.modality}]"
    denied = "  [denied]" if statement.polarity == "denied" else ""
    show_text(shown(_said(statement, graph)) + denied + how, before=f"{statement.confidence:.2f}  ")
    show_text(shown(statement.sentence), before="      ")
    show_text(
        shown(f"{statement.id}, article {statement.article}, {statement.published or 'no date'}"), before="      "
    )


def _said(statement: "Statement", graph: "Graph") -> str:
    ends = (statement.source, statement.target or "")
    source, target = (graph.nodes[id].name if id in graph.nodes else id for id in ends)
    return f"{source} {statement.relation} {target}"
