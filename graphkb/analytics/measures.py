"""The measures by name, one call for any of them, and rankings of what they say."""

from collections.abc import Callable, Iterable, Mapping
from inspect import signature
from typing import Any

import networkx as nx

from graphkb.analytics import degrees, paths, spectral, structure
from graphkb.analytics.frames import data_frame
from graphkb.analytics.ties import Node, Scores, Ties
from graphkb.errors import MeasureError, UnknownName

MEASURES: Mapping[str, Callable[..., Scores]] = {
    "degree": degrees.degree,
    "in_degree": degrees.in_degree,
    "out_degree": degrees.out_degree,
    "strength": degrees.strength,
    "in_strength": degrees.in_strength,
    "out_strength": degrees.out_strength,
    "betweenness": paths.betweenness,
    "closeness": paths.closeness,
    "harmonic": paths.harmonic,
    "eigenvector": spectral.eigenvector,
    "pagerank": spectral.pagerank,
    "katz": spectral.katz,
    "hubs": spectral.hubs,
    "authorities": spectral.authorities,
    "core_number": structure.core_number,
    "constraint": structure.constraint,
    "effective_size": structure.effective_size,
    "articulation": structure.articulation,
}
"""Every measure by its name; a graph goes in, a score for each node comes out."""


def centrality(graph: nx.Graph | Ties, measure: str = "degree", *, weight: str | None = None, **options: Any) -> Scores:
    """The score of each node of any NetworkX graph by a measure of `MEASURES`.

    `weight` names the edge attribute that says how strong a tie is; other options are those of the measure.
    Raises `UnknownName` for a measure that there is not, `MeasureError` for a weight or an option that it does not
    take, and for numbers that it cannot work with.

    >>> centrality(nx.path_graph(["UZB", "KAZ", "RUS"]), "betweenness")
    {'UZB': 0.0, 'KAZ': 1.0, 'RUS': 0.0}
    """
    function = MEASURES[check_measure(measure)]
    given = options | ({"weight": weight} if weight is not None else {})
    check_options(measure, given)
    return function(graph, **given)


def check_measure(name: str) -> str:
    """The name of a measure as `MEASURES` has it. Raises `UnknownName`, with the near ones, where it has none.

    >>> check_measure("In-Degree")
    'in_degree'
    """
    known = name.strip().replace("-", "_").lower()
    if known not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    return known


def check_options(measure: str, options: Iterable[str]) -> None:
    """Nothing, where a measure takes these options. Raises `MeasureError` where it does not, with those it takes."""
    takes = list(signature(MEASURES[check_measure(measure)]).parameters)[1:]
    for name in options:
        if name not in takes:
            raise MeasureError(f"{measure} takes no {name!r}; it takes {', '.join(takes) or 'nothing but the graph'}")


def rank(scores: Mapping[Node, float], top: int | None = None) -> list[tuple[Node, float]]:
    """The nodes with their scores, highest first, those with equal scores by name; all or the first `top`.

    >>> rank({"RUS": 0.5, "KAZ": 1.0, "CHN": 0.5}, 2)
    [('KAZ', 1.0), ('CHN', 0.5)]
    """
    ordered = sorted(scores.items(), key=lambda item: (-item[1], str(item[0])))
    return ordered[:top]


def to_frame(scores: Mapping[str, Mapping[Node, float]]) -> Any:
    """A pandas DataFrame with a row for each node and a column for each measure.

    Raises `MeasureError` where pandas is not installed.
    """
    return data_frame(scores)
