"""How sure a score is: what becomes of it when other articles, or other outlets, had been read."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.evidence import Evidence, evidence_of
from graphkb.analytics.frames import data_frame
from graphkb.analytics.measures import check_measure, check_options
from graphkb.analytics.retelling import retold
from graphkb.analytics.scorer import Scorer, ranks_of, scorer_of
from graphkb.analytics.ties import Node, Ties, Vector
from graphkb.errors import MeasureError
from graphkb.graph import Graph

Over = Literal["articles", "outlets"]
REPLICATES = 200
CARRIED = 0.5
"""An outlet carries an actor who has less than this share of the score without it."""
_INTERVAL = (0.05, 0.95)
_FEWEST = 20
_NEARLY = 1e-4  # replicates differ by far more than that


class Standing(NamedTuple):
    """A score with its 90% interval, and a rank with the range it keeps to in 90% of the replicates.

    `carried_by` is the outlet without which the score is less than half, and `without` what it is then: None where no
    outlet matters that much. Nodes with equal scores have the same rank.
    """

    score: float
    low: float
    high: float
    rank: int
    best: int
    worst: int
    carried_by: Hashable | None = None
    without: float | None = None


@dataclass(frozen=True, slots=True)
class Certainty:
    """The standing of each node by a measure, told from `replicates` of so many `units`: articles or outlets.

    `outlets` is how many there are to be left out in turn; with fewer than two nobody can be told to be carried.
    """

    measure: str
    over: str
    units: int
    outlets: int
    replicates: int
    standings: Mapping[Node, Standing]

    def ranked(self, top: int | None = None) -> list[tuple[Node, Standing]]:
        """The nodes with their standings, highest score first, equal ones by name; all or the first `top`."""
        return sorted(self.standings.items(), key=lambda item: (-item[1].score, str(item[0])))[:top]

    def to_frame(self) -> Any:
        """A pandas DataFrame with a row for each node, highest score first, and a column for each part of a standing.

        Raises `MeasureError` where pandas is not installed.
        """
        ranked = self.ranked()
        columns = {name: [getattr(standing, name) for _, standing in ranked] for name in Standing._fields}
        return data_frame(columns, index=[node for node, _ in ranked])


def certainty(
    graph: Graph | nx.Graph,
    measure: str = "degree",
    *,
    over: Over = "articles",
    by: str | None = None,
    weight: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
    on_progress: Callable[[int], None] | None = None,
    **options: Any,
) -> Certainty:
    """How sure each score of a measure is: it is measured again as other articles would tell, and without each outlet.

    A replicate hears as many articles (or outlets with all their articles) as there are, drawn with repetition. Such a
    draw only loses ties, where other articles would also tell of new ones; so a tie that few articles tell of gives way
    to one that none told of, as likely as the number of ties told once and twice says. Ties that give way exchange
    their targets, which leaves everybody about as much in the news, and sometimes have an end of whom nobody told in
    that role; among actors with labels, only those of the same label take each other's place. The range of a rank is
    where it is in 90% of the replicates. The interval of a score is the middle 90% of them, in square roots, moved half
    of the way from their mean to the score; it begins at 0 where a twentieth of them give 0. docs/measures.md tells how
    often both hold, beside other ways.
    Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979); what is unseen
    after Chao et al., "Rarefaction and extrapolation with Hill numbers", Ecological Monographs 84 (2014), and Chao and
    Jost, "Coverage-based rarefaction and extrapolation", Ecology 93 (2012); exchange of targets after Maslov and
    Sneppen, "Specificity and stability in topology of protein networks", Science 296 (2002).
    Edge cases: an actor whom a replicate leaves without ties scores 0 there, or is not counted where a measure says
    nothing of it; where nearly every tie is told of once, nothing is known of who has ties with whom, and nearly all
    are exchanged; ties that no article is behind are always heard; the ends of an interval stay within the range of
    the measure. For sampled betweenness the error of sampling is in the interval.

    `graph` is a graph of graphkb, or a NetworkX graph whose edges name their source in the attribute `by`. `weight`
    and other options are those of the measure; `on_progress` is called with 1 for each time it was measured.
    Raises `UnknownName` and `MeasureError` as `centrality` does, and `MeasureError` where there are fewer than two
    articles or outlets, or fewer than 20 replicates.

    >>> ties = nx.MultiDiGraph()
    >>> ties.add_edges_from([("KAZ", "RUS", {"outlet": o}) for o in "abcd"] + [("KAZ", "UZB", {"outlet": "a"})])
    [0, 1, 2, 3, 0]
    >>> sure = certainty(ties, "in_degree", by="outlet").standings
    >>> sure["RUS"].carried_by, sure["UZB"].carried_by, [round(end, 9) for end in sure["RUS"][1:3]]
    (None, 'a', [0.5, 0.5])
    """
    measure = check_measure(measure)
    check_options(measure, options | ({"weight": weight} if weight is not None else {}))
    if over not in ("articles", "outlets"):
        raise MeasureError(f"certainty is over articles or over outlets, not over {over!r}")
    if replicates < _FEWEST:
        raise MeasureError(f"{replicates} replicates are too few for an interval; take {_FEWEST} or more")
    evidence = evidence_of(graph, by=by, weight=weight)
    units = len(evidence.groups if over == "outlets" else evidence.units)
    if units < 2:
        raise MeasureError(f"all that is told comes from {units} of the {over}; certainty needs two or more")

    score = scorer_of(evidence.ties, measure, weight=weight, options=options, nearly=_NEARLY)
    known = score(evidence.ties)
    drawn = np.empty((replicates, len(known)))
    for number, ties in enumerate(retold(evidence, replicates, outlets=over == "outlets", seed=seed)):
        drawn[number] = score(ties)
        if on_progress:
            on_progress(1)
    carriers = _carriers(evidence, score, known, on_progress) if by != "edges" else {}
    standings = _standings(known, drawn, _most(measure, evidence.ties))
    found = {
        node: Standing(*standing, *carriers.get(place, (None, None)))
        for place, (node, standing) in enumerate(zip(evidence.ties.nodes, standings, strict=True))
        if not np.isnan(known[place])
    }
    return Certainty(measure, over, units, len(evidence.groups), replicates, found)


def runs(graph: Graph | nx.Graph, *, by: str | None = None, replicates: int = REPLICATES) -> int:
    """How often `certainty` measures, for a progress bar."""
    groups = len(evidence_of(graph, by=by).groups)
    return replicates + (groups if by != "edges" and groups > 1 else 0)


def _standings(
    known: Vector, drawn: NDArray[np.float64], most: float
) -> Iterator[tuple[float, float, float, int, int, int]]:
    """Score, interval, rank and range of each place."""
    ranks = np.array([ranks_of(row) for row in drawn])
    rank = ranks_of(known)
    best, worst = np.quantile(ranks, _INTERVAL, axis=0, method="inverted_cdf")
    silent = np.isnan(known) | np.isnan(drawn).all(axis=0)
    told = np.where(silent, np.nan_to_num(known), drawn)
    low, high = _middle(known, np.sqrt(np.maximum(told, 0.0)))
    spans = known, np.minimum(known, low), np.maximum(known, np.minimum(high, most))
    places = rank, np.minimum(rank, best), np.maximum(rank, worst)
    columns = [column.tolist() for column in spans] + [column.astype(int).tolist() for column in places]
    return zip(*columns, strict=True)


def _middle(known: Vector, roots: NDArray[np.float64]) -> tuple[Vector, Vector]:
    """The middle 90% of the replicates, given by their roots, moved half of the way from their mean to the score.

    Where a twentieth of the replicates know nothing of somebody, neither does the lower end.
    """
    quantile = np.nanquantile if np.isnan(roots).any() else np.quantile
    low, high = quantile(roots, _INTERVAL, axis=0)
    shift = (np.sqrt(np.maximum(known, 0.0)) - np.nanmean(roots, axis=0)) / 2
    return np.where(low > 0, np.maximum(low + shift, 0.0) ** 2, 0.0), np.maximum(high + shift, 0.0) ** 2


def _most(measure: str, ties: Ties) -> float:
    """The highest score that a measure can give, where it has one."""
    if measure in ("strength", "in_strength", "out_strength", "constraint", "articulation"):
        return np.inf
    if measure in ("harmonic", "core_number", "effective_size"):
        return len(ties) - 1.0
    return 2.0 if measure == "degree" and ties.directed else 1.0


def _carriers(
    evidence: Evidence, score: Scorer, known: Vector, on_progress: Callable[[int], None] | None
) -> dict[int, tuple[Hashable, float | None]]:
    """For the places that one outlet carries: which it is, and the score without it."""
    carriers: dict[int, tuple[Hashable, float | None]] = {}
    least = CARRIED * known
    for group, name in enumerate(evidence.groups if len(evidence.groups) > 1 else ()):
        left = score(evidence.ties.weighed(evidence.without(group)))
        for place in np.flatnonzero((known > 0) & ~(left >= least)):
            least[place] = 0.0 if np.isnan(left[place]) else left[place]
            carriers[int(place)] = (name, None if np.isnan(left[place]) else float(left[place]))
        if on_progress:
            on_progress(1)
    return carriers
