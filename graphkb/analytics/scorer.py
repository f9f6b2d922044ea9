"""A measure made ready to be asked again and again of the same ties with other weights on them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from graphkb.analytics.measures import MEASURES
from graphkb.analytics.spectral import Walk, start_of
from graphkb.analytics.ties import Ties, Vector

Scorer = Callable[[Vector], Vector]
"""The weight of each tie in (0 is no tie), a score for each place out; NaN where the measure says nothing."""

_NEARLY = 1e-3  # how far a walk may be from settled, as a share of the smallest score that there can be


def scorer_of(whole: Ties, measure: str, *, weight: str | None = None, options: Mapping[str, Any]) -> Scorer:
    """What measures the same ties with other weights; where `weight` is None it only matters which are above 0."""
    given = dict(options) | ({"weight": "weight"} if weight is not None else {})
    if measure == "pagerank" and len(whole):
        return _walker(whole, **given)
    place = {node: number for number, node in enumerate(whole.nodes)}

    def score(weights: Vector) -> Vector:
        scores = np.full(len(place), np.nan)
        for node, number in MEASURES[measure](whole.weighed(weights), **given).items():
            scores[place[node]] = number
        return scores

    return score


def _walker(whole: Ties, *, weight: str | None = None, alpha: float = 0.85, personalization: Any = None) -> Scorer:
    """PageRank from where the walk on all ties ended: other weights are near, and their ways are among those."""
    walk, start = Walk(whole), start_of(whole, personalization)
    begin = walk.shares((whole if weight else whole.plain()).weight, alpha=alpha, start=start, begin=start)
    settled = _NEARLY * (1 - alpha) / len(whole)

    def score(weights: Vector) -> Vector:
        chosen = weights if weight else (weights > 0).astype(np.float64)
        return walk.shares(chosen, alpha=alpha, start=start, begin=begin, settled=settled)

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
