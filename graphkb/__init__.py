"""graphkb: the news as a graph of political actors and what they do to each other.

    >>> import graphkb
    >>> "centrality" in graphkb.__all__
    True

Nothing heavy is imported before it is used.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkb.analytics import centrality
    from graphkb.articles import Article, load_articles
    from graphkb.errors import GraphkbError
    from graphkb.graph import Graph, Node, Relationship, Statement, build_graph, read_articles, to_networkx
    from graphkb.knowledge_base import KnowledgeBase
    from graphkb.knowledge_base import open_knowledge_base as open
    from graphkb.ontology import load_ontology
    from graphkb.store import open_store
    from graphkb.viz import draw, write_map
    from graphkb.viz.render import render

try:
    __version__ = version("graphkb")
except PackageNotFoundError:  # a copy of the sources that was never installed
    __version__ = "0.0.0"

_HOME = {
    "Article": "articles",
    "Graph": "graph",
    "GraphkbError": "errors",
    "KnowledgeBase": "knowledge_base",
    "Node": "graph",
    "Relationship": "graph",
    "Statement": "graph",
    "build_graph": "graph",
    "centrality": "analytics",
    "draw": "viz",
    "load_articles": "articles",
    "load_ontology": "ontology",
    "open": "knowledge_base",
    "open_store": "store",
    "read_articles": "graph",
    "render": "viz",
    "to_networkx": "graph",
    "write_map": "viz",
}

__all__ = [
    "Article",
    "Graph",
    "GraphkbError",
    "KnowledgeBase",
    "Node",
    "Relationship",
    "Statement",
    "build_graph",
    "centrality",
    "draw",
    "load_articles",
    "load_ontology",
    "open",
    "open_store",
    "read_articles",
    "render",
    "to_networkx",
    "write_map",
]


def __getattr__(name: str) -> Any:
    """Import a public name from where it lives when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module 'graphkb' has no attribute {name!r}")
    module = import_module(f"graphkb.{_HOME[name]}")
    return getattr(module, "open_knowledge_base" if name == "open" else name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
