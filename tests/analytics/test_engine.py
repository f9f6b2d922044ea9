"""The faster engine behind NetworkX's dispatch says the same as NetworkX, or is not asked."""

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import betweenness, closeness, engine
from graphkb.errors import MeasureError

fast = pytest.mark.skipif(not engine.fast_engine(), reason="the extra 'fast' is not installed")

graphs = st.builds(
    lambda nodes, share, seed, directed: nx.gnp_random_graph(nodes, share, seed=seed, directed=directed),
    st.integers(0, 60),
    st.sampled_from([0.0, 0.02, 0.05, 0.2]),
    st.integers(0, 10_000),
    st.booleans(),
)


def off(one: dict[Any, float], other: dict[Any, float]) -> float:
    assert one.keys() == other.keys()
    return max((abs(one[v] - other[v]) for v in one), default=0.0)


@fast
@settings(max_examples=60, deadline=None)
@given(graph=graphs)
def test_engines_agree_to_a_billionth(graph: nx.Graph) -> None:
    nx.set_edge_attributes(graph, {edge: 1 + sum(edge) % 4 for edge in graph.edges}, "n")
    assert off(betweenness(graph, backend="rustworkx"), betweenness(graph, backend="networkx")) < 1e-9
    assert off(closeness(graph, backend="rustworkx"), closeness(graph, backend="networkx")) < 1e-9
    assert (
        off(closeness(graph, weight="n", backend="rustworkx"), closeness(graph, weight="n", backend="networkx")) < 1e-9
    )


@fast
def test_graph_changed_between_two_calls_is_measured_anew() -> None:
    graph = nx.path_graph(300)
    before = betweenness(graph)
    graph.add_edge(0, 299)
    assert off(betweenness(graph), betweenness(graph, backend="networkx")) < 1e-9
    assert off(before, betweenness(graph)) > 0.01


def asked(monkeypatch: pytest.MonkeyPatch, installed: bool) -> list[str | None]:
    """The backends that NetworkX was asked for, from now on."""
    calls: list[str | None] = []

    def closeness_centrality(graph: nx.Graph, *, backend: str | None = None, **options: Any) -> dict[Any, float]:
        calls.append(backend)
        return dict.fromkeys(graph, 0.0)

    monkeypatch.setattr(nx, "closeness_centrality", closeness_centrality)
    monkeypatch.setattr(engine, "fast_engine", lambda: installed)
    return calls


def test_faster_engine_is_asked_where_it_is_installed_and_the_graph_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = asked(monkeypatch, installed=True)
    closeness(nx.path_graph(engine.FAST_FROM))
    closeness(nx.path_graph(engine.FAST_FROM - 1))
    closeness(nx.path_graph(engine.FAST_FROM), backend="networkx")
    assert calls == ["rustworkx", None, "networkx"]


def test_networkx_is_asked_where_nothing_else_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = asked(monkeypatch, installed=False)
    closeness(nx.path_graph(engine.FAST_FROM))
    assert calls == [None]


@fast
def test_engine_asked_for_by_name_says_what_it_cannot_do() -> None:
    graph = nx.path_graph(3)
    nx.set_edge_attributes(graph, 2, "n")
    with pytest.raises(MeasureError, match="backend 'rustworkx' cannot compute betweenness_centrality"):
        betweenness(graph, weight="n", backend="rustworkx")
