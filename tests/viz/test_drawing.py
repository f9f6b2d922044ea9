"""What is drawn of a graph: lines for pairs and tones, sizes, dashes, arrows, and what is left out."""

import datetime
import math
from dataclasses import replace

import pytest

from graphkb.errors import UnknownName
from graphkb.graph import Graph, Node, Relationship, Statement
from graphkb.relations.relation import Modality, Polarity
from graphkb.viz import DrawnEdge, draw
from graphkb.viz.drawing import LARGEST, SMALLEST
from tests.viz.story import story_graph

FRA, DEU = Node("state/FRA", "State", "France"), Node("state/DEU", "State", "Germany")
DAY = datetime.date(2022, 1, 6)


def said(
    key: str,
    kind: str,
    *,
    back: bool = False,
    polarity: Polarity = "affirmed",
    modality: Modality = "asserted",
    sources: int = 1,
) -> Relationship:
    ends = (DEU.id, FRA.id) if back else (FRA.id, DEU.id)
    return Relationship(
        key, ends[0], kind, ends[1], DAY, "day", None, 1, 1.0, polarity, modality, 0.8, sources, sources, "They did."
    )


def lines(*relationships: Relationship) -> tuple[DrawnEdge, ...]:
    return draw(Graph({n.id: n for n in (FRA, DEU)}, {r.id: r for r in relationships})).edges


def test_one_line_for_each_pair_and_tone() -> None:
    drawn = lines(said("a", "MEETS"), said("b", "VISITS", back=True), said("c", "SANCTIONS"), said("d", "LEADS"))
    assert [(e.source, e.target, e.tone) for e in drawn] == [
        (DEU.id, FRA.id, "conflict"),
        (DEU.id, FRA.id, "cooperation"),
        (DEU.id, FRA.id, "static"),
    ]
    assert [len(e.relationships) for e in drawn] == [1, 2, 1]


@pytest.mark.parametrize(
    ("relationships", "arrow"),
    [
        pytest.param([said("a", "MEETS")], "none", id="symmetric"),
        pytest.param([said("a", "VISITS", back=True)], "forward", id="from-first"),
        pytest.param([said("a", "VISITS")], "backward", id="from-second"),
        pytest.param([said("a", "VISITS"), said("b", "AIDS", back=True)], "both", id="both-ways"),
        pytest.param([said("a", "MEETS"), said("b", "AIDS")], "backward", id="symmetric-and-not"),
        pytest.param([said("a", "AIDS"), said("b", "AIDS", back=True, polarity="denied")], "backward", id="denied"),
    ],
)
def test_arrows_follow_what_is_affirmed(relationships: list[Relationship], arrow: str) -> None:
    assert lines(*relationships)[0].arrow == arrow


@pytest.mark.parametrize("modality", ["possible", "future", "requested"])
def test_lines_are_dashed_where_nothing_is_asserted(modality: Modality) -> None:
    assert lines(said("a", "MEETS", modality=modality))[0].dashed
    assert not lines(said("a", "MEETS", modality=modality), said("b", "VISITS"))[0].dashed


def test_denied_does_not_count_beside_what_is_affirmed() -> None:
    (line,) = lines(said("a", "MEETS", sources=2), said("b", "VISITS", polarity="denied", sources=5))
    assert (line.count, line.sources, line.denied) == (2, 2, False)
    (line,) = lines(said("b", "VISITS", polarity="denied", sources=5))
    assert (line.sources, line.denied) == (5, True)


def test_articles_that_tell_of_two_relations_count_once() -> None:
    a, b = said("a", "MEETS", sources=2), said("b", "VISITS", sources=2)
    statements = {
        f"{r.id}{story}": Statement(
            f"{r.id}{story}", story, "They did.", 0, 9, "did", 5, r.type, r.source, r.target, "They", None, DAY, "day",
            DAY, "affirmed", "asserted", None, 0.8, r.id,
        )
        for r in (a, b)
        for story in ("x", "y")
    }  # fmt: skip
    graph = Graph({n.id: n for n in (FRA, DEU)}, {r.id: r for r in (a, b)}, statements)
    assert draw(graph).edges[0].sources == 2


def test_nodes_grow_with_the_scores_given() -> None:
    drawn = draw(Graph({n.id: n for n in (FRA, DEU)}), scores={FRA.id: 4.0, DEU.id: 1.0})
    assert [(n.node.name, n.size) for n in drawn.nodes] == [("France", LARGEST), ("Germany", SMALLEST)]


@pytest.mark.parametrize("score", [math.nan, math.inf, -math.inf])
def test_scores_that_are_no_numbers_count_as_nothing(score: float) -> None:
    drawn = draw(Graph({n.id: n for n in (FRA, DEU)}), scores={FRA.id: score, DEU.id: 1.0})
    assert {n.node.name: n.score for n in drawn.nodes} == {"France": 0.0, "Germany": 1.0}


def test_drawing_twice_gives_the_same() -> None:
    assert draw(story_graph()) == draw(story_graph())


def test_drawing_does_not_depend_on_the_order_of_the_graph() -> None:
    graph = story_graph()
    turned = Graph(
        dict(reversed(list(graph.nodes.items()))),
        dict(reversed(list(graph.relationships.items()))),
        dict(reversed(list(graph.statements.items()))),
        dict(reversed(list(graph.articles.items()))),
    )
    assert draw(turned) == draw(graph)


def test_a_graph_too_large_is_cut_by_score_and_says_so() -> None:
    whole, drawn = story_graph(), draw(story_graph(), max_actors=10)
    assert len(drawn.nodes) == 10
    assert drawn.cut is not None
    assert drawn.cut.nodes == len(whole.nodes) - 10
    assert drawn.cut.relationships == len(whole.relationships) - sum(len(e.relationships) for e in drawn.edges)
    assert "10 of 36" in drawn.cut.rule
    assert draw(whole).cut is None


def test_every_statement_and_its_article_is_kept() -> None:
    graph, drawn = story_graph(), draw(story_graph())
    assert sum(len(group) for group in drawn.statements.values()) == len(graph.statements)
    assert drawn.articles.keys() == graph.articles.keys()


def test_a_graph_without_anything_can_be_drawn() -> None:
    assert draw(Graph()).nodes == ()


def test_a_node_joined_to_itself_can_be_drawn() -> None:
    loop = replace(said("a", "MEETS"), target=FRA.id)
    assert draw(Graph({FRA.id: FRA}, {"a": loop})).edges[0].source == FRA.id


def test_a_relation_that_the_ontology_lacks_is_named() -> None:
    with pytest.raises(UnknownName, match="unknown relation 'MEET'; did you mean 'MEETS'"):
        lines(said("a", "MEET"))


def test_nobody_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        draw(Graph(), max_actors=0)


def test_nodes_have_their_ranks_among_all_and_equals_share_one() -> None:
    graph = story_graph()
    scores = {"leader/putin": 3.0, "leader/xi": 2.0, "leader/tokayev": 2.0, "leader/rahmon": 1.0}
    drawing = draw(graph, scores=scores, size_by="weight", measures={"other": {"leader/xi": math.inf}}, max_actors=4)
    assert (drawing.measures, drawing.measured) == (("weight", "other"), len(graph.nodes))
    ranks = {n.node.id: [rank for _, rank in n.ranks] for n in drawing.nodes}
    assert ranks == {"leader/putin": [1, 1], "leader/xi": [2, 1], "leader/tokayev": [2, 1], "leader/rahmon": [4, 1]}
