"""Communities, how firm they are and how they go on; brokers between them; roles."""

from importlib import import_module
from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import Communities, brokers, communities, communities_over_time, roles
from graphkb.analytics.brokers import PARTS
from graphkb.analytics.communities import _rand, leiden_engine
from graphkb.analytics.ties import ties_of
from graphkb.errors import MeasureError, UnknownName

METHODS = ["louvain", pytest.param("leiden", marks=pytest.mark.skipif(not leiden_engine(), reason="not installed"))]


def cliques(*sizes: int) -> nx.Graph:
    """Cliques in a row, each tied to the next by one tie."""
    graph = nx.disjoint_union_all([nx.complete_graph(size) for size in sizes])
    firsts = np.cumsum([0, *sizes[:-1]]).tolist()
    graph.add_edges_from(pairwise(firsts))
    return graph


@pytest.mark.parametrize("method", METHODS)
def test_cliques_are_communities_whatever_the_seed(method: Any) -> None:
    found = communities(cliques(6, 5, 4), method=method)
    assert [len(community) for community in found.communities] == [6, 5, 4]
    assert (found.stability, found.method, found.wavering()) == (1.0, method, [])
    assert found.communities == communities(cliques(6, 5, 4), method=method, seed=99).communities


@pytest.mark.parametrize("method", METHODS)
def test_modularity_is_that_of_networkx_and_runs_agree_with_themselves(method: Any) -> None:
    graph = nx.gnp_random_graph(60, 0.08, seed=2, directed=True)
    nx.set_edge_attributes(graph, {edge: 1 + sum(edge) % 3 for edge in graph.edges}, "n")
    found = communities(graph, method=method, weight="n", resolution=1.3)
    both = nx.Graph()
    for one, other, number in graph.edges(data="n"):
        both.add_edge(one, other, n=number + (both.edges[one, other]["n"] if both.has_edge(one, other) else 0))
    both.add_nodes_from(graph)
    expected = nx.community.modularity(both, found.communities, weight="n", resolution=1.3)
    assert found.modularity == pytest.approx(expected)
    assert found == communities(graph, method=method, weight="n", resolution=1.3)
    assert 0 < found.stability < 1
    assert found.wavering(1)[0][1].stability < 1


def test_consensus_of_many_runs_hangs_less_on_the_seed_than_one_run() -> None:
    graph = nx.gnp_random_graph(80, 0.06, seed=5)

    def between(runs: int) -> float:
        found = [communities(graph, runs=runs, seed=seed) for seed in (0, 100, 200, 300)]
        labels = [np.array([of.members[node].community for node in graph]) for of in found]
        return float(np.mean([_rand(one, other) for one, other in combinations(labels, 2)]))

    assert between(20) > between(1)


@settings(max_examples=60, deadline=None)
@given(one=st.lists(st.integers(0, 3), min_size=2, max_size=12), seed=st.integers(0, 99))
def test_rand_index_is_that_of_counting_pairs(one: list[int], seed: int) -> None:
    other = np.random.default_rng(seed).integers(0, 3, len(one)).tolist()
    pairs = list(combinations(range(len(one)), 2))
    a, b = ([x[i] == x[j] for i, j in pairs] for x in (one, other))
    both, expected = sum(x and y for x, y in zip(a, b, strict=True)), sum(a) * sum(b) / len(pairs)
    most = (sum(a) + sum(b)) / 2
    wanted = (both - expected) / (most - expected) if most > expected else 1.0
    assert _rand(np.array(one), np.array(other)) == pytest.approx(wanted)


EDGES: dict[str, tuple[nx.Graph, int]] = {
    "no-nodes": (nx.Graph(), 0),
    "one-node": (nx.empty_graph(1), 1),
    "no-ties": (nx.empty_graph(3, create_using=nx.DiGraph), 3),
    "self-loop": (nx.Graph([(0, 0)]), 1),
    "parallel": (nx.MultiDiGraph([(0, 1), (0, 1), (1, 0)]), 1),
    "pieces": (nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3)), 2),
    "names": (nx.Graph([("a", ("b", 1))]), 1),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", sorted(EDGES))
def test_graph_at_the_edge_has_the_communities_it_should(method: Any, case: str) -> None:
    graph, number = EDGES[case]
    found = communities(graph, method=method, runs=3)
    assert len(found.communities) == number
    assert set(found.members) == set(graph)
    assert all(member.stability == 1 for member in found.members.values())


def test_tie_of_weight_zero_is_none_and_a_negative_one_is_refused() -> None:
    assert len(communities(nx.Graph([(0, 1, {"n": 0})]), weight="n").communities) == 2
    with pytest.raises(MeasureError, match="weight 'n' of the edge"):
        communities(nx.Graph([(0, 1, {"n": -1})]), weight="n")


def test_wish_that_cannot_be_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownName, match="leiden"):
        communities(nx.Graph(), method="leidn")  # type: ignore[arg-type]
    for wrong in ({"runs": 0}, {"resolution": 0.0}):
        with pytest.raises(MeasureError, match="above 0"):
            communities(nx.Graph(), **wrong)
    monkeypatch.setattr(import_module("graphkb.analytics.communities"), "leiden_engine", lambda: False)
    assert communities(nx.complete_graph(3)).method == "louvain"
    with pytest.raises(MeasureError, match=r"graphkb\[leiden\]"):
        communities(nx.complete_graph(3), method="leiden")


# ---------------------------------------------------------------- over time


def dated(*windows: tuple[str, list[str]]) -> nx.MultiGraph:
    """Cliques, each of one letter a member, on a day each."""
    graph = nx.MultiGraph()
    for day, groups in windows:
        graph.add_edges_from((a, b, {"date": day}) for group in groups for a, b in combinations(group, 2))
    return graph


def test_communities_go_on_merge_split_begin_and_end() -> None:
    graph = dated(
        ("2022-01-05", ["ABCD", "EFGH", "PQRS"]),
        ("2022-04-05", ["ABCDE", "FGH"]),
        ("2022-07-05", ["ABCDEFGH", "XYZ"]),
        ("2022-10-05", ["ABCDE", "FGH"]),
    )
    told = [
        (str(chapter.window.since)[5:7], "".join(sorted(chapter.members)), chapter.thread, chapter.fate, chapter.last)
        for chapter in communities_over_time(graph)
    ]
    assert told == [
        ("01", "ABCD", 1, "began", False),
        ("01", "EFGH", 2, "began", False),
        ("01", "PQRS", 3, "began", True),
        ("04", "ABCDE", 1, "goes on", False),
        ("04", "FGH", 2, "goes on", True),
        ("07", "ABCDEFGH", 1, "merged", False),
        ("07", "XYZ", 4, "began", True),
        ("10", "ABCDE", 1, "goes on", False),
        ("10", "FGH", 5, "split", False),
    ]


def test_members_that_join_and_leave_are_named() -> None:
    second = communities_over_time(dated(("2022-01-05", ["ABCD"]), ("2022-04-05", ["ABCE"])))[1]
    assert (set(second.joined), set(second.left), second.before) == ({"E"}, {"D"}, (1,))


def test_window_without_ties_ends_all_and_small_groups_are_left_out() -> None:
    graph = dated(("2022-01-05", ["ABCD", "XY"]), ("2022-07-05", ["ABCD"]))
    assert [(chapter.thread, chapter.last) for chapter in communities_over_time(graph)] == [(1, True), (2, False)]
    assert len(communities_over_time(graph, least=2)) == 3
    with pytest.raises(MeasureError, match="article, source or day"):
        communities_over_time(nx.Graph([(0, 1)]))


# ---------------------------------------------------------------- brokers


@settings(max_examples=60, deadline=None)
@given(
    ties=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25),
    sides=st.lists(st.integers(0, 2), min_size=7, max_size=7),
    kind=st.sampled_from([nx.DiGraph, nx.Graph, nx.MultiDiGraph]),
)
def test_parts_are_those_of_counting_every_path(ties: list[tuple[int, int]], sides: list[int], kind: Any) -> None:
    graph = kind(ties)
    graph.add_nodes_from(range(7))
    simple = nx.DiGraph((a, b) for a, b in (graph if graph.is_directed() else graph.to_directed()).edges() if a != b)
    simple.add_nodes_from(range(7))
    expected = {node: dict.fromkeys(PARTS, 0) for node in graph}
    for a in simple:
        for b in simple.successors(a):
            for c in simple.successors(b):
                if c == a or simple.has_edge(a, c):
                    continue
                first, own, last = sides[a], sides[b], sides[c]
                part = (
                    "coordinator" if first == own == last else "itinerant" if first == last
                    else "representative" if first == own else "gatekeeper" if last == own else "liaison"
                )  # fmt: skip
                expected[b][part] += 1
    found = brokers(graph, dict(enumerate(sides)))
    assert {node: {part: getattr(broker, part) for part in PARTS} for node, broker in found.items()} == expected


def test_broker_spreads_its_ties_and_a_hub_has_them_at_home() -> None:
    graph = cliques(6, 6)
    graph.add_edges_from([("broker", 0), ("broker", 6), ("broker", 1), ("broker", 7)])
    found = brokers(graph, communities(graph))
    assert max(found, key=lambda node: found[node].participation) == "broker"
    assert found["broker"].participation == pytest.approx(0.5)
    assert max(found, key=lambda node: found[node].across) in ("broker", 0, 6)
    star = nx.star_graph(5)
    star_found = brokers(star, dict.fromkeys(star, "all"))
    assert star_found[0].hub > 2 > 0 > star_found[1].hub
    assert (star_found[0].coordinator, star_found[0].across) == (20, 0)


def test_brokers_of_a_graph_at_the_edge() -> None:
    assert brokers(nx.Graph(), {}) == {}
    alone = brokers(nx.Graph([(0, 0)]), {0: 1})[0]
    assert tuple(alone) == (0.0, 0.0, 0, 0, 0, 0, 0)
    with pytest.raises(MeasureError, match="which community 1 is in"):
        brokers(nx.Graph([(0, 1)]), {0: 1})


# ---------------------------------------------------------------- roles


def test_actors_with_the_same_ties_have_the_same_role() -> None:
    graph = nx.DiGraph((boss, f"{boss}{n}") for boss in "AB" for n in range(3))
    graph.add_edges_from([("top", "A"), ("top", "B")])
    found = roles(graph, 4)
    assert found.members["A0"] == found.members["A2"]
    assert found.members["top"] not in (found.members["A"], found.members["A0"])
    assert 0 < found.fit <= 1
    assert roles(nx.complete_bipartite_graph(3, 4), 2).fit == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("graph", "sizes"),
    [
        pytest.param(nx.Graph(), [], id="no-nodes"),
        pytest.param(nx.empty_graph(2), [], id="no-ties"),
        pytest.param(nx.Graph([(0, 0)]), [], id="self-loop"),
        pytest.param(nx.MultiDiGraph([(0, 1), (0, 1)]), [1, 1], id="parallel"),
        pytest.param(nx.complete_graph(3), [1, 1, 1], id="all-alike"),
    ],
)
def test_roles_of_a_graph_at_the_edge(graph: nx.Graph, sizes: list[int]) -> None:
    assert [len(role) for role in roles(graph).roles] == sizes


def test_roles_that_cannot_be_are_refused() -> None:
    with pytest.raises(MeasureError, match="0 roles"):
        roles(nx.path_graph(3), 0)
    with pytest.raises(MeasureError, match="3001 nodes are too many"):
        roles(nx.path_graph(3001))


def test_communities_of_ties_collapsed_once_are_those_of_their_graph() -> None:
    graph = cliques(5, 4)
    found: Communities = communities(ties_of(graph))
    assert found == communities(graph)
