"""Whoever computes a measure of paths says the same as NetworkX."""

from importlib.util import find_spec
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import MEASURES, betweenness, centrality, closeness, collapse, harmonic, sweep
from graphkb.analytics.sweep import between_two_steps, dependencies
from graphkb.analytics.ties import ties_of
from graphkb.errors import MeasureError

fast = pytest.mark.skipif(not find_spec("nx_rustworkx"), reason="nx-rustworkx is not installed")

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


@settings(max_examples=60, deadline=None)
@given(graph=graphs)
def test_paths_of_one_step_a_tie_are_counted_as_networkx_counts_them(graph: nx.Graph) -> None:
    nx.set_edge_attributes(graph, {edge: 1 + sum(edge) % 4 for edge in graph.edges}, "n")
    assert off(betweenness(graph), nx.betweenness_centrality(graph)) < 1e-9
    assert off(closeness(graph), nx.closeness_centrality(graph)) < 1e-9
    assert off(harmonic(graph), nx.harmonic_centrality(graph)) < 1e-9
    assert off(closeness(graph, weight="n"), closeness(graph, weight="n", backend="networkx")) < 1e-9


@settings(max_examples=60, deadline=None)
@given(graph=graphs)
def test_paths_of_two_steps_and_the_longer_ones_make_up_betweenness(graph: nx.Graph) -> None:
    ties = ties_of(graph)
    matrix, everyone = ties.matrix(), np.arange(len(ties))
    pairs = max((len(ties) - 1) * (len(ties) - 2), 1)
    whole = nx.betweenness_centrality(graph)
    short = between_two_steps(matrix)
    assert off(ties.named(dependencies(matrix, everyone) / pairs), whole) < 1e-9
    assert off(ties.named((short + dependencies(matrix, everyone, beyond=2)) / pairs), whole) < 1e-9
    assert [share > 0 for share in short] == [whole[node] > 0 for node in ties.nodes]


def test_sweep_in_blocks_says_the_same_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(200, 0.03, seed=3, directed=True)
    whole = closeness(graph), between_two_steps(ties_of(graph).matrix()).tolist()
    monkeypatch.setattr(sweep, "_CELLS", 100)
    assert off(closeness(graph), whole[0]) < 1e-12
    assert between_two_steps(ties_of(graph).matrix()) == pytest.approx(whole[1])


def test_graph_changed_between_two_calls_is_measured_anew() -> None:
    graph = nx.path_graph(300)
    before = betweenness(graph)
    graph.add_edge(0, 299)
    assert off(betweenness(graph), nx.betweenness_centrality(graph)) < 1e-9
    assert off(before, betweenness(graph)) > 0.01


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_ties_collapsed_once_are_measured_like_their_graph(measure: str) -> None:
    graph = nx.MultiDiGraph([("a", "b", {"n": 2}), ("a", "b", {"n": 1}), ("b", "c", {"n": 1}), ("c", "a", {"n": 5})])
    assert centrality(ties_of(graph), measure) == pytest.approx(centrality(collapse(graph), measure))


@fast
def test_engine_asked_for_by_name_says_what_it_cannot_do() -> None:
    graph = nx.path_graph(3)
    nx.set_edge_attributes(graph, 2, "n")
    with pytest.raises(MeasureError, match="backend 'rustworkx' cannot compute betweenness_centrality"):
        betweenness(graph, weight="n", backend="rustworkx")
