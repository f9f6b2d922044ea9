"""Signed ties: the table of weights, and what it makes of a graph."""

from pathlib import Path
from statistics import mean
from typing import Any

import networkx as nx
import pytest
import yaml

from graphkb.analytics import events_of, load_weights, signed_graph, signs
from graphkb.errors import MeasureError, UnknownName
from graphkb.graph import Graph, to_networkx
from graphkb.ontology import PLOVER_TYPES, load_ontology
from tests.analytics.news import Row, news

TABLE = Path(signs.__file__).with_name("weights.yaml")


def test_table_has_every_type_and_each_is_the_mean_of_its_roots() -> None:
    raw = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    assert tuple(raw) == PLOVER_TYPES
    for name, entry in raw.items():
        assert entry["weight"] == pytest.approx(mean(entry["cameo"].values()), abs=0.05), name


def test_table_and_ontology_agree_about_what_is_conflict() -> None:
    for name, weight in load_weights().items():
        for kind in load_ontology().of_plover(name):
            assert kind.sign in (0, (weight > 0) - (weight < 0)), kind.name


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("AID: 7\nLOVE: 3", "unknown PLOVER type 'LOVE'", id="type"),
        pytest.param("AID: 70", "weight of AID is 70", id="beyond"),
        pytest.param("AID: high", "AID: a weight is a number", id="text"),
        pytest.param("AID: .nan", "AID: a weight is a number", id="nan"),
        pytest.param("- AID", "names a PLOVER type a line", id="list"),
        pytest.param("AID: [", "not a table of weights", id="broken"),
    ],
)
def test_table_that_is_none_is_told_with_its_file(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises((MeasureError, UnknownName), match=message):
        load_weights(path)


def test_table_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text("AID: {weight: 2.5}\nASSAULT: -1", encoding="utf-8")
    assert load_weights(path) == {"AID": 2.5, "ASSAULT": -1.0}
    with pytest.raises(MeasureError, match="not a table of weights"):
        load_weights(tmp_path / "none.yaml")


ROWS: list[Row] = [
    ("a", "x", "AAA", "AIDS", "BBB", "2022-01-03"),
    ("b", "y", "AAA", "AIDS", "BBB", "2022-01-03"),
    ("b", "y", "BBB", "ATTACKS", "AAA", "2022-01-20"),
    ("c", "y", "CCC", "ATTACKS", "AAA", None),
]


def test_tie_is_the_net_share_of_cooperation_weighed_by_sources() -> None:
    tie = signed_graph(news(ROWS)).edges["AAA", "BBB"]
    assert (tie["cooperation"], tie["conflict"], tie["events"]) == (14.0, 9.7, 2)
    assert tie["weight"] == pytest.approx((14 - 9.7) / (14 + 9.7))
    assert signed_graph(news(ROWS)).edges["AAA", "CCC"]["sign"] == -1


def test_graph_of_graphkb_and_the_same_of_networkx_are_signed_alike() -> None:
    one, other = signed_graph(news(ROWS)), signed_graph(to_networkx(news(ROWS)))
    assert nx.utils.graphs_equal(one, other)


EDGES: dict[str, tuple[nx.Graph, int]] = {
    "no-nodes": (nx.MultiDiGraph(), 0),
    "no-events": (nx.DiGraph([(0, 1, {"plover": None}), (1, 2)]), 0),
    "self-loop": (nx.DiGraph([(0, 0, {"plover": "AID"})]), 0),
    "denied": (nx.DiGraph([(0, 1, {"plover": "AID", "polarity": "denied"})]), 0),
    "planned": (nx.DiGraph([(0, 1, {"plover": "AID", "modality": "future"})]), 0),
    "both-ways": (nx.MultiDiGraph([(0, 1, {"plover": "AID"}), (1, 0, {"plover": "AID"})]), 1),
    "no-graph": (Graph(), 0),
}


@pytest.mark.parametrize("case", sorted(EDGES))
def test_graph_at_the_edge_has_the_ties_it_should(case: str) -> None:
    graph, ties = EDGES[case]
    assert signed_graph(graph).number_of_edges() == ties


def test_balance_of_weights_is_a_tie_of_sign_zero_and_weight_zero_none() -> None:
    graph: Any = nx.MultiDiGraph([(0, 1, {"plover": "AID"}), (0, 1, {"plover": "COERCE"}), (0, 2, {"plover": "AGREE"})])
    signed = signed_graph(graph, weights={"AID": 7.0, "COERCE": -7.0, "AGREE": 0.0})
    assert list(signed.edges(data="sign")) == [(0, 1, 0)]
    assert set(signed) == {0, 1, 2}
    with pytest.raises(UnknownName, match="PLOVER type 'LOVE'"):
        signed_graph(nx.DiGraph([(0, 1, {"plover": "LOVE"})]))
    with pytest.raises(UnknownName):
        signed_graph(graph, weights={"LOVE": 1.0})


def test_events_keep_their_day_their_type_and_their_sources() -> None:
    first = next(event for event in events_of(news(ROWS)) if event.sources == 2)
    assert (first.source, first.target, first.plover, str(first.day)) == ("AAA", "BBB", "AID", "2022-01-03")
