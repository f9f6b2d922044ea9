"""Any measure over time: window by window, and who rose or fell."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.comparison import Period
from graphkb.analytics.evidence import Evidence, evidence_of
from graphkb.analytics.frames import data_frame
from graphkb.analytics.measures import check_measure, check_options
from graphkb.analytics.scorer import ranks_of, scorer_of
from graphkb.analytics.ties import Node, Scores, Vector
from graphkb.analytics.windows import Every, observed, windows
from graphkb.errors import MeasureError
from graphkb.graph import Graph

_BLOCKS = 60


class Change(NamedTuple):
    """What became of a node: its mean score in the earlier and in the later half of the windows, and its rank by these.

    `slope` is the median of the changes between any two windows, for each window that lies between them (Theil and
    Sen): one window alone cannot make it.
    """

    node: Node
    before: float
    after: float
    rank_before: int
    rank_after: int
    slope: float

    @property
    def difference(self) -> float:
        """How much higher the score is in the later half."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Trend:
    """The scores of a measure in each of several windows; `undated` is how much of the graph no day is known of."""

    measure: str
    windows: tuple[Period, ...]
    scores: tuple[Scores, ...]
    undated: float

    def of(self, node: Node) -> list[float | None]:
        """A node's score in each window; None where the measure says nothing of it."""
        return [scores.get(node) for scores in self.scores]

    def ranked(self, top: int | None = None) -> list[Node]:
        """The nodes by the mean of their scores, highest first, equal ones by name; all or the first `top`."""
        means = {node: float(np.mean([scores.get(node, 0.0) for scores in self.scores])) for node in self._nodes()}
        return sorted(means, key=lambda node: (-means[node], str(node)))[:top]

    def changes(self) -> list[Change]:
        """What became of each node, those that rose most first and those that fell most last.

        With an odd number of windows the one in the middle belongs to neither half. Raises `MeasureError` for a single
        window.
        """
        if len(self.windows) < 2:
            raise MeasureError("one window shows no change; take shorter ones")
        nodes = self._nodes()
        scores = np.array([[window.get(node, 0.0) for node in nodes] for window in self.scores])
        half = len(scores) // 2
        before, after = scores[:half].mean(axis=0), scores[-half:].mean(axis=0)
        ranks = (ranks_of(half).astype(int) for half in (before, after))
        columns = (column.tolist() for column in (before, after, *ranks, _slopes(scores)))
        found = [Change(*row) for row in zip(nodes, *columns, strict=True)]
        return sorted(found, key=lambda change: (-change.difference, str(change.node)))

    def to_frame(self) -> Any:
        """A pandas DataFrame with a row for each window, named by its first day, and a column for each node.

        Raises `MeasureError` where pandas is not installed.
        """
        columns = {node: self.of(node) for node in self.ranked()}
        return data_frame(columns, index=[str(window.since) for window in self.windows])

    def _nodes(self) -> list[Node]:
        return list(dict.fromkeys(node for scores in self.scores for node in scores))


def trend(
    graph: Graph | nx.Graph,
    measure: str = "degree",
    *,
    every: Every = "month",
    span: int = 1,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    weight: str | None = None,
    on_progress: Callable[[int], None] | None = None,
    **options: Any,
) -> Trend:
    """The scores of a measure in each window of time.

    `every` and `span` cut time as `windows` does, from the first day on which an article came out to the last, unless
    `since` and `until` say otherwise (of a NetworkX graph, from the first day in it to the last). A tie is in the
    window in which it happened, or else was first reported; what has no day is in none. All windows are measured among
    the same nodes, those with a tie in any of them, so that a share of the others means the same everywhere; a node
    without ties in a window has the score of one that stands alone.
    Edges of a NetworkX graph say their day in the attribute `date`. Other options are those of the measure.
    Raises `MeasureError` for a graph without any day and as `windows` does, else as `centrality`.

    >>> ties = nx.MultiDiGraph()
    >>> ties.add_edges_from([("KAZ", "RUS", {"date": "2022-01-07"}), ("UZB", "RUS", {"date": "2022-02-01"})])
    [0, 0]
    >>> trend(ties, "in_degree").of("RUS"), [str(window) for window in trend(ties).windows]
    ([0.5, 0.5], ['2022-01-01..2022-01-31', '2022-02-01..2022-02-28'])
    """
    measure = check_measure(measure)
    check_options(measure, options | ({"weight": weight} if weight is not None else {}))
    evidence = evidence_of(graph, by="date", weight=weight)
    happened: tuple[datetime.date, ...] = evidence.units  # type: ignore[assignment]
    first, last = observed(graph, happened)
    days = np.array([day.toordinal() for day in happened], dtype=np.float64)
    cut = windows(since or first, until or last, every=every, span=span)
    weights = [_within(evidence, days, window) for window in cut]
    active = np.sum(weights, axis=0) > 0
    ties = evidence.ties
    nodes = np.unique(np.concatenate((ties.source[active], ties.target[active])))
    if not len(nodes):
        raise MeasureError(
            f"nothing happened from {cut[0].since if cut else since} to {cut[-1].until if cut else until}"
        )
    there = ties.among(nodes, active)
    score = scorer_of(there, measure, weight=weight, options=options)
    scores = []
    for heard in weights:
        vector = score(there.weighed(heard[active]))
        scores.append({node: float(x) for node, x in zip(there.nodes, vector, strict=True) if not np.isnan(x)})
        if on_progress:
            on_progress(1)
    return Trend(measure, tuple(cut), tuple(scores), float(evidence.fixed.sum()))


def _within(evidence: Evidence, days: Vector, window: Period) -> Vector:
    """The weight that each tie has from the days of a window."""
    since = window.since.toordinal() if window.since else -1
    until = window.until.toordinal() if window.until else datetime.date.max.toordinal()
    return np.asarray(evidence.amounts @ ((days >= since) & (days <= until)).astype(np.float64))


def _slopes(scores: NDArray[np.float64]) -> Vector:
    """The median slope over all pairs of windows, of each column."""
    one, other = np.triu_indices(len(scores), 1)
    at_once = max(1, 2**22 // len(one))
    blocks = np.split(scores, range(at_once, scores.shape[1], at_once), axis=1)
    steps = [np.median((block[other] - block[one]) / (other - one)[:, None], axis=0) for block in blocks]
    return np.concatenate(steps)


def sparkline(values: Sequence[float | None], *, highest: float | None = None) -> str:
    """A line of blocks as high as the values, from 0 to `highest` or the highest of them; a space for None.

    More than 60 values share blocks, each as high as the highest of its own.

    >>> sparkline([0.0, 0.5, None, 1.0])
    '▁▅ █'
    """
    top = highest or max((value for value in values if value is not None), default=0) or 1.0
    blocks: Mapping[int, str] = dict(enumerate("▁▂▃▄▅▆▇█"))
    shared = -(-len(values) // _BLOCKS) or 1
    merged = [_highest(values[begin : begin + shared]) for begin in range(0, len(values), shared)]
    return "".join(" " if value is None else blocks[min(7, max(0, round(7 * value / top)))] for value in merged)


def _highest(values: Sequence[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)
