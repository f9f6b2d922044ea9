"""Evaluation: annotated sentences in, precision and recall of the reading out."""

from graphkb.evaluation.gold import GoldSentence, read_gold
from graphkb.evaluation.score import Figure, score

__all__ = ["Figure", "GoldSentence", "read_gold", "score"]
