"""Who computes a path measure: graphkb's own arrays and rustworkx, or what NetworkX's dispatch leads to."""

from typing import Any

import networkx as nx
import numpy as np
import rustworkx

from graphkb.analytics.ties import Ties, Vector
from graphkb.errors import MeasureError


def dispatch(function: Any, graph: nx.Graph, *, backend: str, **options: Any) -> dict[Any, float]:
    """What a NetworkX function says of a graph, computed by a backend of NetworkX, or by `"networkx"` itself.

    Raises `MeasureError` for a backend that is not installed or cannot compute this.
    """
    try:
        return dict(function(graph, backend=backend, **options))
    except (ImportError, NotImplementedError) as error:
        raise MeasureError(f"backend {backend!r} cannot compute {function.__name__}: {error}") from error


def all_betweenness(ties: Ties) -> Vector:
    """The exact betweenness of all nodes, where every tie is one step long."""
    graph = rustworkx.PyDiGraph(node_count_hint=len(ties), edge_count_hint=len(ties.source))
    graph.add_nodes_from(range(len(ties)))
    graph.extend_from_edge_list(list(zip(ties.source.tolist(), ties.target.tolist(), strict=True)))
    found = rustworkx.digraph_betweenness_centrality(graph)
    return np.fromiter((found[place] for place in range(len(ties))), np.float64, len(ties))
