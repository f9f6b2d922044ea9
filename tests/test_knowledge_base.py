"""What the commands can tell, a knowledge base tells as well, and the same."""

from collections.abc import Iterator

import pytest

import graphkb
from graphkb.analytics import centrality, communities, tie_histories, trend, weighed_network
from graphkb.errors import MeasureError, UnknownName
from graphkb.graph import Graph, to_networkx
from graphkb.knowledge_base import KnowledgeBase
from tests.analytics.news import Row, news

ROWS: list[Row] = [
    ("a1", "Star", "AAA", "AIDS", "BBB", "2022-01-05"),
    ("a2", "Star", "BBB", "MEETS", "AAA", "2022-01-20"),
    ("a3", "Sun", "AAA", "AIDS", "BBB", "2022-02-02"),
    ("a3", "Sun", "CCC", "AIDS", "DDD", "2022-02-02"),
    ("a4", "Sun", "AAA", "ATTACKS", "CCC", "2022-02-14"),
    ("a5", "Moon", "BBB", "ATTACKS", "DDD", "2022-03-01"),
    ("a6", "Moon", "AAA", "ATTACKS", "BBB", "2022-03-09"),
    ("a6", "Moon", "EEE", "MEETS", "FFF", "2022-03-09"),
]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with graphkb.open(tmp_path_factory.mktemp("kept") / "news.db") as opened:
        opened.store.write(news(ROWS))
        yield opened


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> Graph:
    return kb.graph()


def test_scores_are_those_of_the_measure(kb: KnowledgeBase, graph: Graph) -> None:
    assert kb.centrality("pagerank", alpha=0.5) == centrality(to_networkx(graph), "pagerank", alpha=0.5)
    strength = centrality(weighed_network(graph, "intensity"), "strength", weight="weight")
    assert kb.centrality("strength", weight="intensity") == strength
    january = kb.centrality(until="2022-01-31")
    assert january["AAA"] > 0 == january.get("CCC", 0)
    with pytest.raises(UnknownName, match="unknown weight 'colour'"):
        kb.centrality("strength", weight="colour")
    with pytest.raises(MeasureError, match="pagerank takes no 'colour'"):
        kb.centrality("pagerank", colour="red")


def test_trend_is_that_of_the_part_and_its_windows(kb: KnowledgeBase, graph: Graph) -> None:
    assert kb.trend("degree").scores == trend(graph, "degree").scores
    weeks = kb.trend("degree", every="week", since="2022-02-01", until="2022-02-28", relations=["AIDS"])
    assert [str(weeks.windows[0].since), str(weeks.windows[-1].until)] == ["2022-01-31", "2022-03-06"]
    assert set(weeks.scores[0]) == {"AAA", "BBB", "CCC", "DDD"}


def test_ties_of_an_actor_are_its_own(kb: KnowledgeBase, graph: Graph) -> None:
    assert kb.ties() == tie_histories(graph)
    assert {frozenset((tie.one, tie.other)) for tie in kb.ties(actor="AAA")} == {
        frozenset(("AAA", "BBB")),
        frozenset(("AAA", "CCC")),
    }
    assert str(kb.ties(actor="bbb", until="2022-01-31")[0].began) == "2022-01-05"


def test_communities_are_those_of_the_network(kb: KnowledgeBase, graph: Graph) -> None:
    assert kb.communities(seed=3) == communities(to_networkx(graph), seed=3)
    assert {"EEE", "FFF"} in [set(found) for found in kb.communities(weight="sources").communities]
    assert [str(chapter.window.since) for chapter in kb.communities_over_time(every="quarter", least=2)][:1] == [
        "2022-01-01"
    ]


def test_blocs_are_those_of_the_largest_part(kb: KnowledgeBase) -> None:
    divided = kb.blocs(until="2022-03-05")
    assert {frozenset(bloc) for bloc in divided.blocs} == {frozenset(("AAA", "BBB")), frozenset(("CCC", "DDD"))}


def test_happenings_of_an_actor_most_reported_first(kb: KnowledgeBase) -> None:
    assert {frozenset((h.source, h.target)) for h in kb.happenings(actor="DDD")} >= {frozenset(("BBB", "DDD"))}
    assert len(kb.happenings(relations=["MEETS"])) == 2


def test_same_knowledge_agrees_with_itself(kb: KnowledgeBase, graph: Graph) -> None:
    found = kb.compare(kb)
    assert (found.only_first, found.only_second) == ((), ())
    assert len(kb.compare(news(ROWS[:1])).both) == 1


def test_profile_is_found_by_name(kb: KnowledgeBase) -> None:
    assert kb.profile("aaa").node.id == "AAA"
    with pytest.raises(UnknownName, match="unknown actor"):
        kb.profile("Nobody")
