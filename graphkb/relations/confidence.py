"""Confidence: how often a rule was right where it was measured.

confidence.csv says, for each relation and sort of rule ("verb", "noun", "role", ...) and for each rule that fired
often enough, how many of its relations were right in the development sets. benchmarks/rule_confidence.py writes it.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graphkb.errors import OntologyError

# A rule seen seldom is believed as much as its sort, a sort as its relation, a relation as all rules together.
WEIGHT = 8
ALL = ("", "")
Counts = Mapping[tuple[str, str], tuple[int, int]]


def confidence_of(relation: str, rule: str) -> float:
    """The share of a rule's relations that were right, drawn towards its sort's and its relation's where it is rare.

    >>> confidence_of("MEETS", "verb: SOURCE meet TARGET") > confidence_of("PLEDGES_TO", "noun: a pledge")
    True
    """
    counts = load_counts()
    share = 0.5
    for key in (ALL, (relation, ""), (relation, sort_of(rule)), (relation, rule)):
        right, found = counts.get(key, (0, 0))
        share = (right + WEIGHT * share) / (found + WEIGHT)
    return round(share, 3)


def sort_of(rule: str) -> str:
    """The sort of a rule: what stands before the colon of its name.

    >>> sort_of("verb: SOURCE meet TARGET")
    'verb'
    """
    return rule.partition(":")[0]


@cache
def load_counts(path: Path | None = None) -> Counts:
    """How many relations of each relation and rule were right, and how many there were; raises `OntologyError`."""
    path = path or Path(__file__).with_name("confidence.csv")
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        counts = {(row["relation"], row["rule"]): (int(row["right"]), int(row["found"])) for row in rows}
        if ALL in counts:
            return counts
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"{path}: not a table of relation, rule, right, found: {error!r}") from error
    raise OntologyError(f"{path}: no row for all relations together")
