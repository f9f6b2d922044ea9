"""A measure made ready to be asked again and again of other ties among the same nodes."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from graphkb.analytics.measures import MEASURES
from graphkb.analytics.spectral import start_of, walk
from graphkb.analytics.ties import Ties, Vector

Scorer = Callable[[Ties], Vector]
"""Ties in, a score for each of their nodes out, in their order; NaN where the measure says nothing."""

_NEARLY = 1e-9


def scorer_of(
    whole: Ties, measure: str, *, weight: str | None = None, options: Mapping[str, Any], nearly: float = _NEARLY
) -> Scorer:
    """What measures other ties among the nodes of a graph; where `weight` is None their weights do not matter.

    The last step of scores of PageRank, which sum to 1, may change them by `nearly` in all.
    """
    given = dict(options) | ({"weight": "weight"} if weight is not None else {})
    if measure == "pagerank" and len(whole):
        return _walker(whole, nearly, **given)
    place = {node: number for number, node in enumerate(whole.nodes)}

    def score(ties: Ties) -> Vector:
        scores = np.full(len(place), np.nan)
        for node, number in MEASURES[measure](ties, **given).items():
            scores[place[node]] = number
        return scores

    return score


def _walker(
    whole: Ties, nearly: float, *, weight: str | None = None, alpha: float = 0.85, personalization: Any = None
) -> Scorer:
    """PageRank from where the walk on all ties ended: that on others like them ends near to it."""
    start = start_of(whole, personalization)
    begin = walk(whole if weight else whole.plain(), alpha=alpha, start=start, begin=start)

    def score(ties: Ties) -> Vector:
        return walk(ties if weight else ties.plain(), alpha=alpha, start=start, begin=begin, nearly=nearly)

    return score


def ranks_of(scores: Vector) -> Vector:
    """The rank of each score: 1 and how many are higher; what differs by rounding only is equal."""
    filled = np.where(np.isnan(scores), -1.0, scores)
    rounded = np.round(filled / (filled.max(initial=0) or 1.0), 7)
    order = np.argsort(-rounded)
    falls = np.diff(rounded[order], prepend=np.inf) != 0
    ranks = np.empty(len(rounded))
    ranks[order] = np.maximum.accumulate(np.where(falls, np.arange(1, len(rounded) + 1), 0))
    return ranks
