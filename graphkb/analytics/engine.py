"""Which engine computes a path measure: NetworkX itself, or a faster one behind its dispatch."""

from importlib.util import find_spec
from typing import Any

import networkx as nx

from graphkb.errors import MeasureError

FAST = "rustworkx"
FAST_FROM = 200
"""Below this number of nodes handing a graph to another engine costs more than it saves."""


def fast_engine() -> bool:
    """Whether the faster engine is installed (`pip install graphkb[fast]`)."""
    return find_spec("nx_rustworkx") is not None


def dispatch(function: Any, graph: nx.Graph, *, backend: str | None, able: bool = True, **options: Any) -> Any:
    """What a NetworkX function says of a graph, computed by `backend`.

    Without a backend the faster engine is taken where it is installed, where it is `able` to compute this, and where
    the graph is large enough. `"networkx"` keeps to NetworkX.
    Raises `MeasureError` for a backend that is not installed or cannot compute this.
    """
    if backend is None and able and len(graph) >= FAST_FROM and fast_engine():
        backend = FAST
    if backend is None:
        return function(graph, **options)
    try:
        return function(graph, backend=backend, **options)
    except (ImportError, NotImplementedError) as error:
        raise MeasureError(f"backend {backend!r} cannot compute {function.__name__}: {error}") from error
