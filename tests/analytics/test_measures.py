"""Every measure: agreement with NetworkX, the graphs at the edge, and what is refused."""

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import (
    MEASURES,
    articulation_points,
    betweenness,
    centrality,
    check_measure,
    closeness,
    collapse,
    constraint,
    estimate_betweenness,
    hits,
    katz,
    pagerank,
    rank,
    to_frame,
)
from graphkb.analytics.collapse import undirected
from graphkb.errors import MeasureError, UnknownName

WEIGHTED = sorted(set(MEASURES) - {"degree", "in_degree", "out_degree", "core_number", "articulation"})

Edges = list[tuple[int, int, int]]
edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), max_size=40)
kinds = st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])


def graph_of(kind: type[nx.Graph], ties: Edges) -> nx.Graph:
    graph = kind()
    graph.add_nodes_from(range(10))
    graph.add_edges_from((source, target, {"n": number}) for source, target, number in ties)
    return graph


def near(found: dict[Any, float], expected: dict[Any, float], within: float = 1e-9) -> bool:
    return found.keys() == expected.keys() and all(abs(found[v] - expected[v]) <= within for v in found)


def lengths(simple: nx.Graph) -> nx.Graph:
    for _, _, facts in simple.edges(data=True):
        facts["length"] = 1 / facts["weight"]
    return simple


def effective(ties: nx.Graph) -> dict[Any, float]:
    """NetworkX has no effective size for nodes without ties, nor for a graph without any."""
    found = nx.effective_size(ties, weight="weight") if ties.number_of_edges() else {}
    return {v: 0.0 if math.isnan(found.get(v, math.nan)) else found[v] for v in ties}


NETWORKX: dict[str, Callable[[nx.Graph], dict[Any, float]]] = {
    "degree": nx.degree_centrality,
    "in_degree": lambda g: nx.in_degree_centrality(g) if g.is_directed() else nx.degree_centrality(g),
    "out_degree": lambda g: nx.out_degree_centrality(g) if g.is_directed() else nx.degree_centrality(g),
    "strength": lambda g: dict(g.degree(weight="weight")),
    "betweenness": lambda g: nx.betweenness_centrality(lengths(g), weight="length"),
    "closeness": lambda g: nx.closeness_centrality(lengths(g), distance="length"),
    "harmonic": lambda g: nx.harmonic_centrality(lengths(g), distance="length"),
    "pagerank": lambda g: nx.pagerank(g, max_iter=1000, tol=1e-13),
    "core_number": lambda g: nx.core_number(undirected(g)),
    "effective_size": lambda g: effective(undirected(g)),
    "constraint": lambda g: {
        v: x for v, x in nx.constraint(undirected(g), weight="weight").items() if not math.isnan(x)
    },
}


@pytest.mark.filterwarnings(
    "ignore:invalid value encountered:RuntimeWarning"
)  # NetworkX divides by 0 for isolated nodes
@pytest.mark.parametrize("measure", sorted(NETWORKX))
@settings(max_examples=40, deadline=None)
@given(ties=edges, kind=kinds)
def test_measure_agrees_with_networkx_on_the_collapsed_graph(measure: str, ties: Edges, kind: type[nx.Graph]) -> None:
    graph = graph_of(kind, ties)
    options = {"weight": "n"} if measure in WEIGHTED else {}
    assert near(centrality(graph, measure, **options), NETWORKX[measure](collapse(graph, **options)))


@settings(max_examples=60, deadline=None)
@given(ties=edges, kind=kinds)
def test_spectral_measures_agree_with_networkx_where_it_has_an_answer(ties: Edges, kind: type[nx.Graph]) -> None:
    graph = graph_of(kind, ties)
    graph.add_edges_from((v, (v + 1) % 10, {"n": 1}) for v in range(10))  # a ring, so that all are strongly connected
    graph.add_edge(0, 5, n=2)
    simple = collapse(graph, weight="n")
    assert near(
        centrality(graph, "eigenvector", weight="n"), nx.eigenvector_centrality_numpy(simple, weight="weight"), 1e-7
    )
    assert near(katz(graph, weight="n", alpha=0.001), nx.katz_centrality_numpy(simple, alpha=0.001, weight="weight"))


def test_hits_agree_with_networkx() -> None:
    graph = nx.gnp_random_graph(60, 0.1, seed=4, directed=True)
    expected = nx.hits(graph, max_iter=10_000, tol=1e-14)
    for found, wanted in zip(hits(graph), expected, strict=True):
        assert near(found, wanted, 1e-8)


CORNERS = {
    "no-nodes": nx.MultiDiGraph(),
    "one-node": nx.empty_graph(1),
    "one-loop": nx.Graph([(0, 0)]),
    "no-ties": nx.empty_graph(3, create_using=nx.DiGraph),
    "two-nodes": nx.Graph([(0, 1)]),
    "pieces": nx.disjoint_union(nx.complete_graph(4), nx.path_graph(3)),
    "equal-pieces": nx.disjoint_union(nx.cycle_graph(3), nx.cycle_graph(3)),
    "two-sided": nx.star_graph(5),
    "no-cycle": nx.DiGraph([(0, 1), (1, 2), (0, 2), (3, 2)]),
    "cycle": nx.DiGraph([(0, 1), (1, 0)]),
    "cycles-in-a-row": nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]),
    "parallel": nx.MultiDiGraph([(0, 1), (0, 1), (1, 0), (1, 1), (1, 2)]),
    "names-of-two-sorts": nx.Graph([("a", 1), (1, ("b", 2))]),
}


@pytest.mark.parametrize("measure", sorted(MEASURES))
@pytest.mark.parametrize("corner", sorted(CORNERS))
def test_graph_at_the_edge_has_finite_scores_for_its_nodes(measure: str, corner: str) -> None:
    graph = CORNERS[corner]
    scores = centrality(graph, measure)
    assert all(type(score) is float and math.isfinite(score) and score >= 0 for score in scores.values())
    isolated = {v for v in graph if not set(graph.adj[v]) - {v} and all(v == u or v not in graph.adj[u] for u in graph)}
    assert set(scores) == set(graph) - (isolated if measure == "constraint" else set())
    json.dumps(list(scores.values()), allow_nan=False)


@pytest.mark.parametrize("measure", sorted(MEASURES))
@settings(max_examples=15, deadline=None)
@given(ties=edges)
def test_loops_do_not_count_and_the_graph_is_left_as_it_was(measure: str, ties: Edges) -> None:
    graph = graph_of(nx.MultiDiGraph, ties)
    before = graph.copy()
    scores = centrality(graph, measure)
    assert nx.utils.graphs_equal(graph, before)
    graph.add_edges_from((v, v) for v in list(graph))
    assert near(scores, centrality(graph, measure), 1e-12)


@pytest.mark.parametrize("measure", WEIGHTED)
@settings(max_examples=15, deadline=None)
@given(ties=edges)
def test_parallel_edges_weigh_as_much_as_one_of_their_sum(measure: str, ties: Edges) -> None:
    graph = graph_of(nx.MultiDiGraph, ties)
    assert near(
        centrality(graph, measure, weight="n"), centrality(collapse(graph, weight="n"), measure, weight="weight"), 1e-7
    )


@pytest.mark.parametrize("measure", WEIGHTED)
def test_tie_of_weight_zero_is_no_tie(measure: str) -> None:
    graph = nx.Graph([("a", "b", {"n": 1}), ("b", "c", {"n": 2}), ("c", "a", {"n": 0})])
    without = nx.Graph([("a", "b", {"n": 1}), ("b", "c", {"n": 2})])
    assert near(centrality(graph, measure, weight="n"), centrality(without, measure, weight="n"), 1e-12)


@pytest.mark.parametrize("measure", WEIGHTED)
@pytest.mark.parametrize("value", [-1, math.nan, math.inf, "3", None, True])
def test_weight_that_is_no_weight_is_refused_with_its_edge(measure: str, value: object) -> None:
    graph = nx.DiGraph([("a", "b", {"n": value})])
    with pytest.raises(MeasureError, match=r"weight 'n' of the edge 'a' -> 'b' is "):
        centrality(graph, measure, weight="n")


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_unit_of_the_weights_does_not_matter_to_who_is_central(factor: float) -> None:
    graph = nx.gnp_random_graph(30, 0.15, seed=2)
    nx.set_edge_attributes(graph, {edge: (edge[0] % 5 + 1) * factor for edge in graph.edges}, "w")
    nx.set_edge_attributes(graph, {edge: edge[0] % 5 + 1 for edge in graph.edges}, "n")
    for measure in ("eigenvector", "katz", "hubs", "pagerank", "constraint"):
        assert near(centrality(graph, measure, weight="w"), centrality(graph, measure, weight="n"), 1e-7)


def test_stronger_ties_are_shorter() -> None:
    graph = nx.Graph([("a", "b", {"n": 10}), ("b", "c", {"n": 10}), ("a", "c", {"n": 1})])
    assert betweenness(graph, weight="n")["b"] == 1.0
    assert betweenness(graph)["b"] == 0.0
    assert closeness(graph, weight="n")["b"] > closeness(graph, weight="n")["a"]


def test_pagerank_starts_anew_where_it_is_told() -> None:
    graph = nx.path_graph(5)
    assert pagerank(graph, personalization=[0])[0] > pagerank(graph)[0]
    assert pagerank(graph, personalization={0: 1, 4: 3})[4] > pagerank(graph, personalization={0: 3, 4: 1})[4]
    for wrong in ({"x": 1}, [7]):
        with pytest.raises(UnknownName, match="unknown node"):
            pagerank(graph, personalization=wrong)
    nowhere: list[Any] = [[], {0: 0}, {0: -1}]
    for nothing in nowhere:
        with pytest.raises(MeasureError, match="personalization"):
            pagerank(graph, personalization=nothing)
    with pytest.raises(MeasureError, match="alpha is 1"):
        pagerank(graph, alpha=1)


def test_katz_refuses_an_alpha_whose_sum_has_no_end() -> None:
    with pytest.raises(MeasureError, match=r"less than 0\.5"):
        katz(nx.complete_graph(3), alpha=0.5)
    with pytest.raises(MeasureError, match="above 0"):
        katz(nx.complete_graph(3), alpha=0)


def test_bridge_between_two_camps_is_an_articulation_point_with_little_constraint() -> None:
    graph = nx.barbell_graph(4, 1)
    assert articulation_points(graph) == [3, 4, 5]
    assert min(rank(constraint(graph))[-1][1], 1) == constraint(graph)[4]


def test_sampled_betweenness_says_so_and_is_near_the_exact_one() -> None:
    graph = nx.barabasi_albert_graph(600, 3, seed=1)
    exact, sampled = estimate_betweenness(graph), estimate_betweenness(graph, samples=200, seed=3)
    assert (exact.exact, exact.samples, exact.error) == (True, None, 0)
    assert (sampled.exact, sampled.samples) == (False, 200)
    off = {v: abs(exact.scores[v] - sampled.scores[v]) for v in graph}
    assert sum(off[v] <= sampled.error for v in graph) > 0.99 * len(graph)
    assert sampled.error < 0.05 < exact.scores[rank(exact.scores)[0][0]]
    order = [v for v, _ in rank(exact.scores, 10)]
    assert len(set(order) & {v for v, _ in rank(sampled.scores, 10)}) >= 9


def test_error_that_is_stated_holds_for_nearly_all_scores() -> None:
    graph = nx.barabasi_albert_graph(300, 2, seed=8)
    exact = betweenness(graph)
    runs = [estimate_betweenness(graph, samples=60, seed=seed) for seed in range(40)]
    held = [abs(run.scores[v] - exact[v]) <= run.error for run in runs for v in graph]
    assert sum(held) / len(held) > 0.99
    worst = [max(abs(run.scores[v] - exact[v]) for v in graph) <= run.error for run in runs]
    assert sum(worst) / len(worst) > 0.8


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_sampled_betweenness_over_many_seeds_has_the_exact_mean(kind: type[nx.Graph]) -> None:
    graph = nx.gnp_random_graph(30, 0.1, seed=5, directed=kind is nx.DiGraph)
    exact = betweenness(graph)
    runs = [betweenness(graph, samples=15, seed=seed) for seed in range(300)]
    mean = {v: sum(run[v] for run in runs) / len(runs) for v in graph}
    assert near(mean, exact, 0.01)


def test_large_graph_is_sampled_by_itself_and_the_same_each_time() -> None:
    graph = nx.barabasi_albert_graph(120, 2, seed=1)
    one, other = (estimate_betweenness(graph, exact_up_to=100, samples=50) for _ in range(2))
    assert one == other
    assert not one.exact
    assert estimate_betweenness(graph, exact_up_to=100).exact  # 500 samples are more than there are nodes
    with pytest.raises(MeasureError, match="10 or more"):
        estimate_betweenness(graph, samples=5)


def test_unknown_measure_is_told_with_near_ones() -> None:
    with pytest.raises(UnknownName, match="did you mean 'betweenness'"):
        centrality(nx.Graph(), "betweeness")
    assert check_measure("Core-Number") == "core_number"


def test_option_that_a_measure_does_not_take_is_told_with_those_it_does() -> None:
    with pytest.raises(MeasureError, match="degree takes no 'weight'; it takes nothing but the graph"):
        centrality(nx.Graph(), "degree", weight="n")
    with pytest.raises(MeasureError, match=r"katz takes no 'seed'; it takes weight, alpha"):
        centrality(nx.Graph(), "katz", seed=1)


def test_backend_that_is_not_there_is_told() -> None:
    with pytest.raises(MeasureError, match="backend 'nonsense' cannot compute closeness"):
        closeness(nx.path_graph(3), backend="nonsense")


def test_ranking_puts_equal_scores_in_the_order_of_names() -> None:
    assert rank({"b": 1.0, "a": 1.0, 3: 2.0}) == [(3, 2.0), ("a", 1.0), ("b", 1.0)]
    assert rank({}, 3) == []


def test_frame_has_a_column_for_each_measure() -> None:
    pytest.importorskip("pandas")
    frame = to_frame({"degree": {"a": 1.0, "b": 0.5}, "katz": {"a": 0.1}})
    assert list(frame.columns) == ["degree", "katz"]
    assert frame.loc["b", "degree"] == 0.5
    assert math.isnan(frame.loc["b", "katz"])


def test_frame_without_pandas_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MeasureError, match=r"pip install \"graphkb\[frames\]\""):
        to_frame({})


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_docs_name_every_measure_and_its_function_says_what_it_computes(measure: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    assert f"`{measure}`" in page
    assert ">>>" in (MEASURES[measure].__doc__ or "")
