"""Signed ties: how far two actors cooperate or are in conflict, by the types of what happens between them."""

import datetime
import math
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import yaml

from graphkb.analytics.evidence import day_of
from graphkb.analytics.ties import Node
from graphkb.errors import MeasureError, UnknownName
from graphkb.graph import Graph
from graphkb.graph.filtering import first_reported
from graphkb.ontology import PLOVER_TYPES

Weights = Mapping[str, float]


class Event(NamedTuple):
    """Something that one actor did to another: on which day (None where it is not known), of which PLOVER type, and
    how many independent sources tell of it.
    """

    source: Node
    target: Node
    day: datetime.date | None
    plover: str
    sources: float


@cache
def load_weights(path: Path | None = None) -> Weights:
    """The weight of each PLOVER type, from -10 (conflict) to +10 (cooperation), of a YAML file or of graphkb's own.

    Goldstein (1992) in its form for CAMEO's root codes; the file says where each number is from. Raises `MeasureError`,
    naming the file and the entry, where it is no such table, and `UnknownName` for a type that PLOVER does not have.

    >>> load_weights()["ASSAULT"], load_weights()["AID"]
    (-9.7, 7.0)
    """
    path = path or Path(__file__).with_name("weights.yaml")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MeasureError(f"{path}: not a table of weights: {error}") from error
    if not isinstance(raw, dict):
        raise MeasureError(f"{path}: a table of weights names a PLOVER type a line, as AID: 7.0")
    return check_weights({name: _number(path, name, entry) for name, entry in raw.items()})


def check_weights(weights: Weights) -> Weights:
    """The same weights. Raises `UnknownName` for a type that PLOVER does not have, `MeasureError` beyond -10 to 10."""
    for name, weight in weights.items():
        if name not in PLOVER_TYPES:
            raise UnknownName("PLOVER type", str(name), PLOVER_TYPES)
        if not -10 <= weight <= 10:
            raise MeasureError(f"the weight of {name} is {weight}; weights run from -10 to 10")
    return weights


def largest_part(signed: nx.Graph) -> nx.Graph:
    """The largest part of a graph in which everybody is tied to everybody else, directly or by way of others.

    Parts without a tie between them stand to each other at random, which would look like a finding of `blocs`. Of
    parts of equal size it is the first; a graph without nodes is its own largest part.

    >>> sorted(largest_part(nx.Graph([("KAZ", "RUS"), ("RUS", "UZB"), ("FRA", "MLI")])))
    ['KAZ', 'RUS', 'UZB']
    """
    return signed.subgraph(max(nx.connected_components(signed), key=len, default=()))


def events_of(graph: Graph | nx.Graph) -> Iterator[Event]:
    """What happened between two different actors of a graph, in the order of its relationships.

    What is denied, only planned, demanded or possible did not happen; static relations are no events, nor are those
    to which the ontology gives the intensity 0, as saying something is neither cooperation nor conflict. Edges of a
    NetworkX graph say their type in `plover`, and may say `date`, `sources`, `polarity`, `modality` and `intensity`.

    >>> [event.plover for event in events_of(nx.DiGraph([("RUS", "KAZ", {"plover": "CONSULT"}), ("KAZ", "UZB", {})]))]
    ['CONSULT']
    """
    rows = _relationships(graph) if isinstance(graph, Graph) else graph.edges(data=True)
    for source, target, facts in rows:
        happened = facts.get("polarity", "affirmed") == "affirmed" and facts.get("modality", "asserted") == "asserted"
        telling = facts.get("plover") and facts.get("intensity") != 0
        if telling and source != target and happened:
            yield Event(source, target, day_of(facts.get("date")), facts["plover"], float(facts.get("sources", 1)))


def signed_graph(graph: Graph | nx.Graph, *, weights: Weights | None = None, relative: bool = False) -> nx.Graph:
    """An undirected NetworkX graph with an edge for each pair of actors between whom something happened.

    Formula: `cooperation` and `conflict` are the sums of the positive and of the negative weights, both as positive
    numbers, of what either did to the other, times the sources of each; `weight` is (cooperation - conflict) /
    (cooperation + conflict), `sign` its sign, and `events` counts events. Most of what is reported between most states
    is cooperation; `relative` takes that off: the weight is then less the same share of all ties together, halved to
    stay within the range, so that its sign says who is nearer or farther than usual.
    Source: Goldstein, Journal of Conflict Resolution 36 (1992), for the weights; see `load_weights`.
    Units: none. Range: -1, conflict only, to 1, cooperation only.
    Edge cases: direction is left out of account; parallel edges add up; self loops do not count; nodes without events
    are in it, without ties; a pair whose events all weigh 0 has no tie; one that balances has weight 0 and sign 0.
    Raises `UnknownName` for a type that PLOVER does not have and `MeasureError` for a weight beyond -10 to 10.

    >>> graph = nx.MultiDiGraph([("RUS", "KAZ", {"plover": "AID"}), ("KAZ", "RUS", {"plover": "ACCUSE"})])
    >>> round(signed_graph(graph).edges["RUS", "KAZ"]["weight"], 3)
    0.556
    """
    scale = load_weights() if weights is None else check_weights(weights)
    signed = nx.Graph()
    signed.add_nodes_from(sorted(graph.nodes) if isinstance(graph, Graph) else graph)
    for event in events_of(graph):
        if event.plover not in PLOVER_TYPES:
            raise UnknownName("PLOVER type", event.plover, PLOVER_TYPES)
        amount = scale.get(event.plover, 0.0) * event.sources
        if not amount:
            continue
        if not signed.has_edge(event.source, event.target):
            signed.add_edge(event.source, event.target, cooperation=0.0, conflict=0.0, events=0)
        tie = signed.edges[event.source, event.target]
        tie["cooperation" if amount > 0 else "conflict"] += abs(amount)
        tie["events"] += 1
    ties = [tie for _, _, tie in signed.edges(data=True)]
    usual = _share(sum(tie["cooperation"] for tie in ties), sum(tie["conflict"] for tie in ties)) if ties else 0.0
    for tie in ties:
        share = _share(tie["cooperation"], tie["conflict"])
        tie["weight"] = (share - usual) / 2 if relative else share
        tie["sign"] = (tie["weight"] > 0) - (tie["weight"] < 0)
    return signed


def _share(cooperation: float, conflict: float) -> float:
    return (cooperation - conflict) / (cooperation + conflict)


def _relationships(graph: Graph) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    reported = first_reported(graph)
    names = ("plover", "polarity", "modality", "sources", "intensity")
    for id, r in sorted(graph.relationships.items()):
        facts = {name: getattr(r, name) for name in names}
        yield r.source, r.target, facts | {"date": r.date or reported.get(id)}


def _number(path: Path, name: object, entry: Any) -> float:
    value = entry.get("weight") if isinstance(entry, dict) else entry
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise MeasureError(f"{path}: {name}: a weight is a number from -10 to 10, not {value!r}")
    return float(value)
