"""What other articles might have told: no tie that was told often is lost, new ones are as many as is likely."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.analytics.evidence import evidence_of
from graphkb.analytics.retelling import _in_order, retelling, retold, unheard
from graphkb.analytics.ties import Ties, sums
from tests.analytics.news import news

told = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 5)), min_size=1, max_size=40).filter(
    lambda ties: any(one != other for one, other, _ in ties)
)
kinds = st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])


def graph_of(kind: type[nx.Graph], ties: list[tuple[int, int, int]]) -> nx.Graph:
    graph = kind()
    graph.add_nodes_from(range(8))
    graph.add_edges_from((one, other, {"paper": paper}) for one, other, paper in ties)
    return graph


def as_pairs(ties: Ties) -> set[tuple[int, int]]:
    return set(zip(ties.source.tolist(), ties.target.tolist(), strict=True))


@settings(max_examples=80, deadline=None)
@given(ties=told, kind=kinds, seed=st.integers(0, 100))
def test_what_is_told_anew_is_a_graph_in_good_order(ties: list[tuple[int, int, int]], kind: type, seed: int) -> None:
    evidence = evidence_of(graph_of(kind, ties), by="paper")
    for again in retold(evidence, 3, seed=seed):
        assert again.nodes == evidence.ties.nodes
        assert (again.source != again.target).all()
        assert (again.weight > 0).all()
        assert len(as_pairs(again)) == len(again.source)
        if not again.directed:
            assert as_pairs(again) == {(other, one) for one, other in as_pairs(again)}


@settings(max_examples=40, deadline=None)
@given(ties=told, kind=kinds)
def test_all_that_is_drawn_is_told(ties: list[tuple[int, int, int]], kind: type) -> None:
    """Nothing of the weight of what was drawn is lost or invented, wherever it went."""
    evidence = evidence_of(graph_of(kind, ties), by="paper")
    ready = retelling(evidence)
    for seed in range(3):
        chance = np.random.default_rng(seed)
        times = np.bincount(chance.integers(ready.units, size=ready.units), minlength=ready.units)
        both = 1 if evidence.ties.directed else 2
        drawn = both * float((ready.amount * times[ready.unit]).sum())
        assert ready.tell(np.random.default_rng(seed)).weight.sum() == pytest.approx(drawn)


def world(nodes: int = 30, articles: int = 200) -> nx.MultiDiGraph:
    """A few pairs that many articles tell of, and many that one does."""
    chance = np.random.default_rng(2)
    fame = 1 / np.arange(1, nodes + 1)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(nodes))
    for article in range(articles):
        one, other = chance.choice(nodes, 2, replace=False, p=fame / fame.sum())
        graph.add_edge(int(one), int(other), article=article)
    return graph


def test_as_many_pairs_are_told_of_as_were() -> None:
    """The usual bootstrap loses a third of them, which is why it is not used."""
    evidence = evidence_of(world(), by="article")
    pairs = np.mean([len(again.source) for again in retold(evidence, 100)])
    assert pairs == pytest.approx(len(evidence.ties.source), rel=0.1)
    drawn = np.random.default_rng(1).integers(200, size=(100, 200))
    usual = [(evidence.weights(np.bincount(row, minlength=200).astype(float)) > 0).sum() for row in drawn]
    assert np.mean(usual) < 0.8 * len(evidence.ties.source)


def test_everybody_stays_about_as_much_in_the_news() -> None:
    evidence = evidence_of(world(), by="article")
    ties = evidence.ties
    for ends in ("source", "target"):
        mean = np.mean([sums(getattr(t, ends), t.weight, 30) for t in retold(evidence, 400)], axis=0)
        assert mean == pytest.approx(sums(getattr(ties, ends), ties.weight, 30), rel=0.25, abs=1)


def test_pair_that_all_articles_tell_of_is_in_every_replicate() -> None:
    graph = world()
    graph.add_edges_from((0, 29, {"article": article}) for article in range(200))
    evidence = evidence_of(graph, by="article")
    assert all((0, 29) in as_pairs(again) for again in retold(evidence, 50))


def test_pair_told_once_is_seldom_told_again_and_others_are_in_its_place() -> None:
    graph = world()
    graph.add_edge(28, 27, article=3)
    evidence = evidence_of(graph, by="article")
    before = as_pairs(evidence.ties)
    again = [as_pairs(ties) for ties in retold(evidence, 100)]
    assert sum((28, 27) in pairs for pairs in again) < 50
    assert all(pairs - before for pairs in again)


def test_actors_take_the_place_of_their_own_kind_only() -> None:
    """States visit states here, and states are members of organizations; no organization visits anybody."""
    rows = [(f"a{n}", f"o{n}", f"S{n % 7}", "VISITS", f"S{(n + 1 + n // 7) % 7}", None) for n in range(30)]
    evidence = evidence_of(news(rows))
    kinds = np.array([number % 2 for number in range(len(evidence.ties))])
    apart = evidence.ties.weighed((kinds[evidence.ties.source] == 0) & (kinds[evidence.ties.target] == 1))
    assert len(apart.source)
    graph = nx.DiGraph()
    graph.add_nodes_from(evidence.ties.nodes)
    graph.add_edges_from(
        (evidence.ties.nodes[one], evidence.ties.nodes[other], {"paper": number})
        for number, (one, other) in enumerate(as_pairs(apart))
    )
    plain = evidence_of(graph, by="paper")
    place = {node: number for number, node in enumerate(evidence.ties.nodes)}
    labelled = replace(plain, kinds=kinds[[place[node] for node in plain.ties.nodes]])
    for again in retold(labelled, 50):
        assert (labelled.kinds[again.source] == 0).all()
        assert (labelled.kinds[again.target] == 1).all()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([4, 2, 2], 0.0, id="nothing-told-once"),
        pytest.param([6, 2, 1, 1], 0.18, id="some-told-once"),
        pytest.param([5, 1], 0.0, id="one-told-once-says-nothing"),
        pytest.param([1] * 50, 49 * 49 / (49 * 49 + 2), id="all-told-once"),
        pytest.param([], 0.0, id="nothing"),
    ],
)
def test_share_of_what_nobody_told_of_yet(counts: list[int], expected: float) -> None:
    assert unheard(np.array(counts, dtype=np.int64)) == pytest.approx(expected)


@pytest.mark.parametrize("bound", [2**40, 2**62], ids=["packed", "too-large-to-pack"])
def test_numbers_in_order_say_where_they_stood(bound: int) -> None:
    numbers = np.random.default_rng(1).integers(2**40, size=500)
    found, places = _in_order(numbers, bound)
    assert (found == np.sort(numbers)).all()
    assert (numbers[places] == found).all()


def test_share_of_what_nobody_told_of_yet_is_what_it_is_in_a_world_that_is_known() -> None:
    chance = np.random.default_rng(4)
    likely = 1 / np.arange(1, 400) ** 1.2
    likely /= likely.sum()
    counts = [np.bincount(chance.choice(399, 300, p=likely), minlength=399) for _ in range(200)]
    truth = np.mean([likely[row == 0].sum() for row in counts])
    assert np.mean([unheard(row) for row in counts]) == pytest.approx(truth, rel=0.05)
