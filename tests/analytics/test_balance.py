"""Signed structure: balanced triads, blocs with the least frustration, and who stands between them."""

from itertools import combinations, product
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics import balance, blocs, unbalanced_triads
from graphkb.analytics.balance import KINDS
from graphkb.errors import MeasureError

Signs = list[tuple[int, int, float]]
signs = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0])), max_size=24
)


def signed(ties: Signs) -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from(ties)
    return graph


def camps(size: int = 6, noise: float = 0.0, seed: int = 1) -> nx.Graph:
    """Two camps of friends who are enemies of the other camp, some signs being wrong."""
    chance = np.random.default_rng(seed)
    graph = nx.Graph()
    for one, other in combinations(range(2 * size), 2):
        friends = (one < size) == (other < size)
        graph.add_edge(one, other, weight=1.0 if friends != (chance.random() < noise) else -1.0)
    return graph


@settings(max_examples=80, deadline=None)
@given(ties=signs)
def test_triads_are_those_that_looking_at_every_three_actors_finds(ties: Signs) -> None:
    graph = signed(ties)
    counted = dict.fromkeys(KINDS, 0)
    for three in combinations(graph, 3):
        weights = [graph.get_edge_data(*pair, {"weight": 0})["weight"] for pair in combinations(three, 2)]
        if all(weights):
            counted[KINDS[sum(weight < 0 for weight in weights)]] += 1
    found = balance(graph, shuffles=5)
    assert found.triads == counted
    assert found.balanced + found.unbalanced == sum(counted.values())
    assert len(unbalanced_triads(graph)) == found.unbalanced


def test_two_camps_are_balanced_beyond_chance_and_random_signs_are_not() -> None:
    found = balance(camps())
    assert found.share == 1.0
    assert found.expected is not None
    assert found.high is not None
    assert found.expected < found.high < 1
    assert found.probability == pytest.approx(1 / 501)
    chance = balance(camps(noise=0.5, seed=4))
    assert chance.probability is not None
    assert chance.probability > 0.02


def test_shuffles_keep_the_number_of_signs_so_that_one_sign_gives_no_surprise() -> None:
    found = balance(nx.complete_graph(5), weight="missing")
    assert (found.share, found.shuffles) == (None, 0)
    graph = nx.complete_graph(5)
    nx.set_edge_attributes(graph, 1.0, "weight")
    found = balance(graph)
    assert (found.share, found.expected, found.low, found.probability) == (1.0, 1.0, 1.0, 1.0)


def test_strongest_unbalanced_triad_comes_first() -> None:
    graph = signed([(0, 1, 1), (1, 2, 1), (0, 2, -1), (2, 3, 0.5), (0, 3, 0.5)])
    assert [(triad.actors, triad.kind, triad.strength) for triad in unbalanced_triads(graph)] == [
        ((0, 1, 2), "++-", 1.0),
        ((0, 2, 3), "++-", 0.5),
    ]
    assert len(unbalanced_triads(graph, top=1)) == 1


def least(graph: nx.Graph, count: int) -> float:
    """The least frustration of all divisions into so many blocs, found the slow way."""
    nodes = list(graph)
    ties = [(a, b, w) for a, b, w in graph.edges(data="weight") if a != b]
    found = np.inf
    for labels in product(range(count), repeat=len(nodes)):
        bloc = dict(zip(nodes, labels, strict=True))
        found = min(found, sum(max(-w, 0) if bloc[a] == bloc[b] else max(w, 0) for a, b, w in ties))
    return float(found)


@settings(max_examples=40, deadline=None)
@given(ties=signs)
def test_two_blocs_have_the_least_frustration_that_there_is(ties: Signs) -> None:
    graph = signed(ties)
    exact, searched = blocs(graph), blocs(graph, exact_up_to=0, restarts=10)
    assert exact.exact
    assert exact.frustration == pytest.approx(least(graph, 2) if graph else 0.0)
    assert searched.frustration == pytest.approx(exact.frustration)
    assert sum(abs(weight) for *_, weight in exact.frustrated) == pytest.approx(exact.frustration)


@settings(max_examples=15, deadline=None)
@given(ties=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([-1.0, 1.0])), max_size=14))
def test_three_blocs_have_the_least_frustration_that_there_is(ties: Signs) -> None:
    graph = signed(ties)
    assert blocs(graph, 3).frustration == pytest.approx(least(graph, 3) if graph else 0.0)


@pytest.mark.parametrize("count", [2, None])
def test_two_camps_are_found_among_many_and_one_who_deals_with_both_is_between(count: int | None) -> None:
    graph = camps(15, noise=0.05)
    for node in (0, 1, 2, 15, 16, 17):
        graph.add_edge("between", node, weight=1.0)
    found = blocs(graph, count)
    assert not found.exact
    assert {frozenset(node for node in bloc if node != "between") for bloc in found.blocs} == {
        frozenset(range(15)),
        frozenset(range(15, 30)),
    }
    assert found.between(1)[0][0] == "between"
    assert found.places["between"].against == 0.5
    assert found.share < 0.1


def test_same_seed_gives_the_same_division() -> None:
    graph = camps(15, noise=0.3)
    assert blocs(graph, seed=3) == blocs(graph, seed=3)


EDGES: dict[str, tuple[nx.Graph, list[int]]] = {
    "no-nodes": (nx.Graph(), []),
    "no-ties": (nx.empty_graph(3), []),
    "self-loop": (signed([(0, 0, 1.0)]), []),
    "zero": (signed([(0, 1, 0.0)]), []),
    "friends": (signed([(0, 1, 1.0)]), [2]),
    "enemies": (signed([(0, 1, -1.0)]), [1, 1]),
    "pieces": (signed([(0, 1, 1.0), (2, 3, 1.0)]), [2, 2]),
}


@pytest.mark.parametrize("case", sorted(EDGES))
def test_graph_at_the_edge_is_divided_as_it_should_be(case: str) -> None:
    graph, sizes = EDGES[case]
    found = blocs(graph)
    assert found.frustration == found.share == 0.0
    assert sum(len(bloc) for bloc in found.blocs) == sum(sizes)
    if case != "pieces":
        assert [len(bloc) for bloc in found.blocs] == sizes
    elif len(found.blocs) == 2:
        assert min(place.stability for place in found.places.values()) < 1


@pytest.mark.parametrize("wish", [{"count": 1}, {"restarts": 0}])
def test_wish_for_no_blocs_is_refused(wish: dict[str, Any]) -> None:
    with pytest.raises(MeasureError):
        blocs(camps(), **wish)


def test_too_many_actors_are_refused() -> None:
    graph = nx.path_graph(4_001)
    nx.set_edge_attributes(graph, 1.0, "weight")
    with pytest.raises(MeasureError, match="4001 actors are too many"):
        blocs(graph)
