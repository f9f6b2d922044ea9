"""Drawing: a graph as plain data, ready to be shown: who stands where, how large, and which lines join them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, Statement
from graphkb.ontology import Label, Ontology, RelationKind, load_ontology
from graphkb.viz.geography import place_nodes
from graphkb.viz.layout import lay_out

Tone = Literal["cooperation", "conflict", "static"]
Arrow = Literal["none", "forward", "backward", "both"]
Shape = Literal["square", "circle", "ring", "hexagon", "diamond", "star", "pin"]

SHAPES: Mapping[Label, Shape] = {
    "State": "square",
    "Leader": "circle",
    "Person": "ring",
    "Organization": "hexagon",
    "Group": "diamond",
    "Event": "star",
    "Place": "pin",
}
# Okabe and Ito's palette, told apart by people who are colour-blind; blue and vermilion are kept for the lines.
COLOURS: Mapping[Label, str] = {
    "State": "#38557c",
    "Leader": "#b0528a",
    "Person": "#b0528a",
    "Organization": "#1b8a6b",
    "Group": "#8a7434",
    "Event": "#d99a00",
    "Place": "#7d8590",
}
SMALLEST, LARGEST = 6.0, 19.0


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node and how it is drawn: its place on the page, its radius, and its place on the world map if it has one.

    `ranks` holds its score by each of the drawing's measures, and its rank among all nodes from 1, equals alike.
    """

    node: Node
    x: float
    y: float
    size: float
    shape: Shape
    colour: str
    score: float
    neighbours: int
    ranks: tuple[tuple[float, int], ...]
    world: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """The one line drawn for a pair of nodes and a tone, and the relationships it stands for.

    `source` and `target` are in the order of their ids; `arrow` says which way the relationships run. `count` is the
    number of statements and `sources` that of independent articles behind what is affirmed; `dashed` is true where
    nothing affirmed is asserted as a fact, and `denied` where everything is denied.
    """

    id: str
    source: str
    target: str
    tone: Tone
    count: int
    sources: int
    dashed: bool
    denied: bool
    arrow: Arrow
    relationships: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """What was left out of a drawing because the graph was too large for a page, and by what rule."""

    nodes: int
    relationships: int
    rule: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph as plain data, ready to be rendered. `statements` lie under the id of their relationship.

    `measures` are the names of what the nodes are measured by; the first, `size_by`, sizes them.
    """

    title: str
    measures: tuple[str, ...]
    measured: int
    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    statements: Mapping[str, tuple[Statement, ...]]
    articles: Mapping[str, Article]
    kinds: Mapping[str, RelationKind]
    labels: Mapping[str, str]
    cut: Cut | None = None

    @property
    def size_by(self) -> str:
        """The name of the measure that sizes the nodes."""
        return self.measures[0]


def draw(
    graph: Graph,
    *,
    scores: Mapping[str, float] | None = None,
    title: str = "Map of actors",
    size_by: str = "number of neighbours",
    measures: Mapping[str, Mapping[str, float]] | None = None,
    max_actors: int = 1500,
    ontology: Ontology | None = None,
    seed: int = 7,
) -> Drawing:
    """The drawing of a graph: places, sizes and lines as plain data; the same for the same graph.

    `scores` sizes the nodes and `size_by` names it on the page; without it a node is as large as it has neighbours.
    `measures` are other scores under their names, shown for each node with its rank; the page can size by them too.
    Of a graph with more than `max_actors` nodes the best-scored are drawn, and `Drawing.cut` says what is missing.
    Raises `ValueError` where `max_actors` is below one, and `UnknownName` for a relation that the ontology lacks.

    >>> from graphkb.graph import Graph, Node
    >>> drawing = draw(Graph(nodes={"state/FRA": Node("state/FRA", "State", "France")}))
    >>> [(n.node.name, n.shape) for n in drawing.nodes]
    [('France', 'square')]
    """
    if max_actors < 1:
        raise ValueError(f"max_actors must be at least 1, not {max_actors}")
    ontology = ontology or load_ontology()
    joined = _neighbours(graph.nodes, graph.relationships.values())
    given = {node: float(len(others)) for node, others in joined.items()} if scores is None else scores
    tables = {size_by: given} | {name: table for name, table in (measures or {}).items() if name != size_by}
    ranks = {
        name: _ranks({node: _finite(table.get(node, 0.0)) for node in graph.nodes}) for name, table in tables.items()
    }
    score = {node: value for node, (value, _) in ranks[size_by].items()}
    kept = _best(score, joined, max_actors)
    relationships = [r for r in graph.relationships.values() if r.source in kept and r.target in kept]
    statements, supported = _statements(graph, relationships)
    edges = _edges(relationships, statements, ontology)
    neighbours = _neighbours(kept, relationships)
    sizes = _sizes({node: score[node] for node in kept})
    spots = lay_out(sizes, {(e.source, e.target): float(max(e.sources, 1)) for e in edges}, seed=seed)
    world = place_nodes([graph.nodes[node] for node in kept], relationships)
    return Drawing(
        title=title,
        measures=tuple(tables),
        measured=len(graph.nodes),
        nodes=tuple(
            DrawnNode(
                node=graph.nodes[key],
                x=spots[key][0],
                y=spots[key][1],
                size=sizes[key],
                shape=SHAPES[graph.nodes[key].label],
                colour=COLOURS[graph.nodes[key].label],
                score=score[key],
                neighbours=len(neighbours[key]),
                ranks=tuple(table[key] for table in ranks.values()),
                world=world.get(key),
            )
            for key in kept
        ),
        edges=edges,
        statements=statements,
        articles={key: graph.articles[key] for key in supported if key in graph.articles},
        kinds={name: ontology.relation(name) for name in sorted({r.type for r in relationships})},
        labels={kind.name: kind.label for kind in ontology.nodes.values()},
        cut=_cut(graph, len(kept), len(relationships), size_by),
    )


def _finite(score: float) -> float:
    return score if math.isfinite(score) else 0.0


def _ranks(scores: Mapping[str, float]) -> dict[str, tuple[float, int]]:
    """Each node's score with its rank, from 1 for the highest; equal scores share the better rank."""
    first = {score: rank for rank, score in reversed(list(enumerate(sorted(scores.values(), reverse=True), start=1)))}
    return {node: (score, first[score]) for node, score in scores.items()}


def _neighbours(nodes: Iterable[str], relationships: Iterable[Relationship]) -> dict[str, set[str]]:
    joined: dict[str, set[str]] = {node: set() for node in nodes}
    for r in relationships:
        if r.source != r.target and r.source in joined and r.target in joined:
            joined[r.source].add(r.target)
            joined[r.target].add(r.source)
    return joined


def _best(score: Mapping[str, float], joined: Mapping[str, set[str]], most: int) -> dict[str, None]:
    """The ids that are drawn, most important first: by score, then by neighbours, then by id."""
    order = sorted(score, key=lambda node: (-score[node], -len(joined[node]), node))
    return dict.fromkeys(order[:most])


def _cut(graph: Graph, nodes: int, relationships: int, size_by: str) -> Cut | None:
    if nodes == len(graph.nodes):
        return None
    rule = f"the {nodes:,} of {len(graph.nodes):,} that score highest by {size_by} are drawn"
    return Cut(len(graph.nodes) - nodes, len(graph.relationships) - relationships, rule)


def _statements(
    graph: Graph, relationships: Iterable[Relationship]
) -> tuple[dict[str, tuple[Statement, ...]], dict[str, None]]:
    """The statements of each drawn relationship, newest first, and the ids of the articles that make them."""
    drawn = {r.id for r in relationships}
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in graph.statements.values():
        if statement.edge is not None and statement.edge in drawn:
            found[statement.edge].append(statement)
    articles = dict.fromkeys(s.article for group in found.values() for s in group)
    return {edge: tuple(sorted(group, key=_newest_first)) for edge, group in sorted(found.items())}, articles


def _newest_first(statement: Statement) -> tuple[int, float, str, int, str]:
    day = statement.published or statement.date
    return (-day.toordinal() if day else 0, -statement.confidence, statement.article, statement.start, statement.id)


def _edges(
    relationships: Iterable[Relationship], statements: Mapping[str, tuple[Statement, ...]], ontology: Ontology
) -> tuple[DrawnEdge, ...]:
    grouped: dict[tuple[str, str, Tone], list[Relationship]] = defaultdict(list)
    for r in relationships:
        low, high = sorted((r.source, r.target))
        grouped[low, high, ontology.relation(r.type).tone].append(r)
    return tuple(
        _edge(f"e{number}", pair, sorted(grouped[pair], key=lambda r: r.id), statements, ontology)
        for number, pair in enumerate(sorted(grouped))
    )


def _edge(
    key: str,
    pair: tuple[str, str, Tone],
    relationships: list[Relationship],
    statements: Mapping[str, tuple[Statement, ...]],
    ontology: Ontology,
) -> DrawnEdge:
    source, target, tone = pair
    affirmed = [r for r in relationships if r.polarity == "affirmed"]
    shown = affirmed or relationships
    return DrawnEdge(
        id=key,
        source=source,
        target=target,
        tone=tone,
        count=sum(r.statements for r in shown),
        sources=_sources(shown, statements),
        dashed=all(r.modality != "asserted" for r in shown),
        denied=not affirmed,
        arrow=_arrow(source, shown, ontology),
        relationships=tuple(relationships),
    )


def _sources(relationships: Iterable[Relationship], statements: Mapping[str, tuple[Statement, ...]]) -> int:
    """How many independent articles speak: no more than the relationships count, nor than there are articles."""
    counted = sum(r.sources for r in relationships)
    articles = {s.article for r in relationships for s in statements.get(r.id, ())}
    return min(counted, len(articles)) if articles else counted


def _arrow(source: str, relationships: Iterable[Relationship], ontology: Ontology) -> Arrow:
    ways = {r.source == source for r in relationships if not ontology.relation(r.type).symmetric}
    return {(): "none", (True,): "forward", (False,): "backward", (False, True): "both"}[tuple(sorted(ways))]  # type: ignore[return-value]


def _sizes(score: Mapping[str, float]) -> dict[str, float]:
    """Radii: the area above the smallest grows with the score."""
    low, high = (min(score.values()), max(score.values())) if score else (0.0, 0.0)
    if high <= low:
        return dict.fromkeys(score, (SMALLEST + LARGEST) / 2 - 3)
    return {n: SMALLEST + (LARGEST - SMALLEST) * math.sqrt((s - low) / (high - low)) for n, s in score.items()}
