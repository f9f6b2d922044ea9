"""The commands that find who belongs together: communities, and blocs."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkb.cli import app
from graphkb.cli.options import DEFAULT_STORE, Labels, Relations, Since, Store, Until, chosen_graph, day
from graphkb.cli.output import As, Form, Json, show_json, show_table

if TYPE_CHECKING:
    from graphkb.analytics import Balance, Blocs, Communities
    from graphkb.graph import Graph


class Method(StrEnum):
    """What finds communities."""

    auto = "auto"
    leiden = "leiden"
    louvain = "louvain"


@app.command()
def communities(
    store: Store = DEFAULT_STORE,
    method: Annotated[
        Method, typer.Option(help="What finds them; auto is leiden where it is installed, else louvain.")
    ] = Method.auto,
    resolution: Annotated[float, typer.Option(help="Higher makes smaller communities.")] = 1.0,
    runs: Annotated[int, typer.Option(min=1, help="How many runs must come to agree.")] = 20,
    every: Annotated[
        str | None,
        typer.Option("--every", help="Tell them over time: by day, week, month, quarter, year, or a number of days."),
    ] = None,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many communities to print.")] = 10,
    show: Annotated[int, typer.Option(min=1, help="How many members of each a table names.")] = 8,
    weight: Annotated[str | None, typer.Option(help="What a tie weighs; as in centrality.")] = None,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    form: As = Form.table,
    as_json: Json = False,
) -> None:
    """Find the communities of actors, how firm they are, and who brokers between them.

    A table names of each community its best connected members, and the brokers that join it to others. As csv or json
    each actor is a row, or with --every each community of each window.
    """
    from graphkb.analytics import check_weight, weighed_network
    from graphkb.analytics import communities as find_communities
    from graphkb.graph import to_networkx

    if weight is not None:
        check_weight(weight)
    form = Form.json if as_json else form
    graph = chosen_graph(store, since=since, until=until, relations=relation, labels=label)
    options: dict[str, Any] = {"method": method.value, "resolution": resolution, "runs": runs}
    if every is not None:
        bounds = {"since": day(since), "until": day(until)}
        _show_chapters(graph, every, (show, form), weight=weight, **bounds, **options)
        return
    network = to_networkx(graph) if weight is None else weighed_network(graph, weight)
    found = find_communities(network, weight=weight and "weight", **options)
    _show_communities(graph, found, (top, show), form)


@app.command()
def blocs(
    store: Store = DEFAULT_STORE,
    count: Annotated[int, typer.Option(min=2, help="At most so many blocs.")] = 2,
    relative: Annotated[
        bool, typer.Option("--relative", help="Count as friends those who cooperate more than is usual.")
    ] = False,
    top: Annotated[int, typer.Option("--top", "-n", min=1, help="How many actors between blocs to print.")] = 10,
    show: Annotated[int, typer.Option(min=1, help="How many members of each a table names.")] = 12,
    since: Since = None,
    until: Until = None,
    relation: Relations = None,
    label: Labels = None,
    as_json: Json = False,
) -> None:
    """Divide the actors into blocs that cooperate within and are in conflict with each other.

    Says as well how much conflict and cooperation goes against the division, who stands between the blocs, and whether
    the enemy of an enemy is a friend more often than by chance.
    """
    from graphkb.analytics import balance, largest_part, signed_graph
    from graphkb.analytics import blocs as find_blocs

    graph = chosen_graph(store, since=since, until=until, relations=relation, labels=label)
    everyone = signed_graph(graph, relative=relative)
    signed = largest_part(everyone)
    found, triads = find_blocs(signed, count), balance(signed)
    if as_json:
        _show_blocs_json(graph, found, triads)
        return
    busy = dict(signed.degree())
    rows = [
        (number, len(bloc), ", ".join(_first(graph, bloc, busy, show)))
        for number, bloc in enumerate(found.blocs, start=1)
    ]
    show_table(["bloc", "actors", "best connected"], rows)
    if not rows:
        return
    how = "no division has less" if found.exact else f"the least of {found.restarts} searches"
    typer.echo(f"{found.share:.1%} of the weight of all ties goes against this division: {how}.\n")
    between = [
        (graph.nodes[node].name, place.bloc + 1, place.against, place.stability, node)
        for node, place in found.between(top)
    ]
    if between:
        show_table(["between the blocs", "bloc", "against", "stability", "id"], between)
        typer.echo("")
    _show_balance(triads)
    if rest := sum(1 for node in everyone if node not in signed and everyone.degree(node)):
        typer.echo(f"{rest} actors have ties only among themselves, apart from these, and are in no bloc.")


def _show_balance(triads: "Balance") -> None:
    if triads.share is None or triads.expected is None:
        typer.echo("No three actors all have ties with each other, so nothing can be said of balance.")
        return
    known = triads.balanced + triads.unbalanced
    typer.echo(
        f"{triads.balanced} of {known} triads are balanced ({triads.share:.0%}); with the signs shuffled "
        f"{triads.expected:.0%} are ({triads.low:.0%} to {triads.high:.0%} in 90% of {triads.shuffles} shuffles)."
    )


def _show_blocs_json(graph: "Graph", found: "Blocs", triads: "Balance") -> None:
    actors = [
        {"id": node, "actor": graph.nodes[node].name, "bloc": place.bloc + 1, "against": place.against}
        | {"stability": place.stability}
        for node, place in found.places.items()
    ]
    show_json(
        {"blocs": [sorted(bloc) for bloc in found.blocs], "frustration": found.frustration, "share": found.share}
        | {"exact": found.exact, "actors": actors, "triads": dict(triads.triads), "balanced": triads.share}
        | {"by chance": triads.expected, "frustrated": [list(tie) for tie in found.frustrated]}
    )


def _show_communities(graph: "Graph", found: "Communities", shown: tuple[int, int], form: Form) -> None:
    from graphkb.analytics import brokers
    from graphkb.graph import to_networkx

    top, show = shown
    network = to_networkx(graph)
    parts = brokers(network, found)
    if form is not Form.table:
        rows: list[tuple[Any, ...]] = [
            (member.community + 1, graph.nodes[node].name, member.stability, *parts[node], node)
            for node, member in sorted(found.members.items(), key=lambda item: (item[1].community, str(item[0])))
        ]
        columns = ["community", "actor", "stability", *parts[next(iter(parts))]._fields] if parts else []
        show_table([*columns, "id"], rows, form=form)
        return
    busy = dict(network.degree())
    across = {node: part.across for node, part in parts.items()}
    rows = [
        (
            *(number, len(community), sum(found.members[node].stability for node in community) / len(community)),
            ", ".join(_first(graph, community, busy, show)),
            ", ".join(_first(graph, {node for node in community if across[node]}, across, 3)),
        )
        for number, community in enumerate(found.communities[:top], start=1)
    ]
    show_table(["community", "actors", "stability", "best connected", "brokers"], rows)
    if rows:
        typer.echo(
            f"{len(found.communities)} communities by {found.method}; modularity {found.modularity:.2f}; "
            f"{found.runs} runs were alike by {found.stability:.2f} (1: all the same, 0: by chance)."
        )


def _show_chapters(graph: "Graph", every: str, shown: tuple[int, Form], **options: Any) -> None:
    from graphkb.analytics import communities_over_time
    from graphkb.graph import to_networkx

    show, form = shown
    busy = dict(to_networkx(graph).degree())
    rows = [
        (
            *(str(chapter.window.since), chapter.thread, chapter.fate, len(chapter.members), chapter.stability),
            ", ".join(_first(graph, chapter.members, busy, show if form is Form.table else None)),
            ", ".join(_first(graph, chapter.joined, busy, 5)),
            ", ".join(_first(graph, chapter.left, busy, 5)),
        )
        for chapter in communities_over_time(graph, every=every, **options)
    ]
    show_table(["since", "thread", "fate", "actors", "stability", "members", "joined", "left"], rows, form=form)


def _first(graph: "Graph", nodes: Any, busy: dict[str, int], number: int | None) -> list[str]:
    """The names of the busiest of some nodes."""
    ordered = sorted(nodes, key=lambda node: (-busy.get(node, 0), str(node)))
    return [graph.nodes[node].name for node in ordered[:number]]
