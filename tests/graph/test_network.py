"""The graph as a NetworkX graph, and as a part of itself."""

import datetime
from pathlib import Path

import networkx as nx
import pytest

from graphkb.errors import UnknownName
from graphkb.graph import Graph, filter_graph, to_networkx
from tests.graph.made import ALMATY, ARMENIA, CSTO, JANUARY, KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, VOTE, graph, story

STORY = graph(*story())


def kept(made: Graph) -> set[tuple[str, str, str]]:
    return {(r.source, r.type, r.target) for r in made.relationships.values()}


def test_networkx_has_every_node_and_one_edge_for_each_relationship() -> None:
    network = to_networkx(STORY)
    assert set(network) == set(STORY.nodes)
    assert {key for _, _, key in network.edges(keys=True)} == set(STORY.relationships)
    assert all(
        data["weight"] == STORY.relationships[key].sources for _, _, key, data in network.edges(keys=True, data=True)
    )


def test_networkx_attributes_are_plain_and_those_not_known_are_absent() -> None:
    network = to_networkx(STORY)
    assert network.nodes[RUSSIA.id] == {
        "label": "State",
        "name": "Russia",
        "aliases": "Russian Federation",
        "code": "RUS",
        "latitude": 55.75,
        "longitude": 37.6,
    }
    [vote] = network[ARMENIA.id][VOTE.id].values()
    assert (vote["relation"], vote["plover"], vote["tone"], vote["sign"]) == ("ABSTAINS", "REJECT", "conflict", -1)
    assert (vote["date"], vote["modality"], vote["polarity"]) == ("2022-11-14", "asserted", "affirmed")
    [leads] = network[PUTIN.id][RUSSIA.id].values()
    assert leads["tone"] == "static"
    assert "date" not in leads and "plover" not in leads


def test_networkx_writes_it_as_graphml_and_gexf_as_it_is(tmp_path: Path) -> None:
    network = to_networkx(STORY)
    nx.write_graphml(network, tmp_path / "a.graphml")
    nx.write_gexf(network, tmp_path / "a.gexf")
    assert set(nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)) == set(STORY.nodes)


def test_without_a_filter_the_graph_is_the_graph() -> None:
    assert filter_graph(STORY) is STORY


def test_a_filter_by_relation_keeps_only_that_with_its_ends_and_evidence() -> None:
    part = filter_graph(STORY, relations=["ABSTAINS"])
    assert kept(part) == {(ARMENIA.id, "ABSTAINS", VOTE.id), (KAZAKHSTAN.id, "ABSTAINS", VOTE.id)}
    assert set(part.nodes) == {ARMENIA.id, KAZAKHSTAN.id, VOTE.id}
    assert {s.relation for s in part.statements.values()} == {"ABSTAINS"}
    assert set(part.articles) == {"a"} == set(part.described)


def test_a_filter_by_label_asks_both_ends() -> None:
    assert kept(filter_graph(STORY, labels=["State"])) == {
        (RUSSIA.id, "DEPLOYS_TROOPS", KAZAKHSTAN.id),
        (RUSSIA.id, "INVADES", KAZAKHSTAN.id),
    }


@pytest.mark.parametrize(
    ("since", "until", "types"),
    [
        pytest.param("2022-11-14", "2022-11-14", {"ABSTAINS"}, id="both-days-included"),
        pytest.param("2022-02-01", "2022-02-28", {"MEETS"}, id="a-month-counts-by-its-first-day"),
        pytest.param("2022-01-08", "2022-01-10", {"DEPLOYS_TROOPS", "INVADES", "MEETS"}, id="undated-by-publication"),
        pytest.param("2023-01-01", None, set(), id="nothing"),
    ],
)
def test_a_filter_by_time(since: str, until: str | None, types: set[str]) -> None:
    day = datetime.date.fromisoformat
    part = filter_graph(STORY, since=day(since), until=day(until) if until else None)
    assert {r.type for r in part.relationships.values()} == types


def test_windows_side_by_side_share_nothing_and_lose_only_what_has_no_date_at_all() -> None:
    before = filter_graph(STORY, until=JANUARY)
    after = filter_graph(STORY, since=JANUARY + datetime.timedelta(days=1))
    assert not before.relationships.keys() & after.relationships.keys()
    lost = STORY.relationships.keys() - before.relationships.keys() - after.relationships.keys()
    assert {STORY.relationships[id].type for id in lost} == {"PRAISES", "CRITICIZES"}


def test_the_surroundings_of_an_actor() -> None:
    near = filter_graph(STORY, actor=ARMENIA.id, relations=["ABSTAINS", "LEADS"])
    assert set(near.nodes) == {ARMENIA.id, VOTE.id}
    further = filter_graph(STORY, actor=ARMENIA.id, relations=["ABSTAINS", "LEADS"], hops=2)
    assert set(further.nodes) == {ARMENIA.id, VOTE.id, KAZAKHSTAN.id}
    assert set(filter_graph(STORY, actor=CSTO.id).nodes) == {CSTO.id, TOKAYEV.id}
    assert set(filter_graph(STORY, actor=PUTIN.id, labels=["State"]).nodes) == {PUTIN.id, RUSSIA.id}
    assert ALMATY.id in filter_graph(STORY, actor=PUTIN.id, hops=2).nodes


def test_an_actor_without_relationships_is_there_alone() -> None:
    assert set(filter_graph(STORY, actor=CSTO.id, relations=["INVADES"]).nodes) == {CSTO.id}


def test_an_actor_who_is_not_in_the_graph_is_an_error() -> None:
    with pytest.raises(UnknownName, match="unknown actor 'state/FRA'"):
        filter_graph(STORY, actor="state/FRA")
