"""The value that reading a sentence makes: who did what to whom, and which words say so."""

import datetime
from dataclasses import dataclass
from typing import Literal

from graphkb.actors import Sighting
from graphkb.text import Sentence

Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "possible", "future", "requested"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """One thing one sentence says: `source` does `kind` to `target`.

    `kind` is a relation of the ontology, `trigger` the exact words that carry it and `trigger_start` their place
    in the article's text. `date` is when it happened as far as the text tells (None is unknown), the first day of the
    period that `date_precision` names. `attributed_to` is who says so, when the article itself does not.
    `confidence` is between 0 and 1. `rule` names the frame, rule or model that found it.
    """

    sentence: Sentence
    source: Sighting
    kind: str
    target: Sighting | None
    trigger: str
    trigger_start: int
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    attributed_to: Sighting | None = None
    date: datetime.date | None = None
    date_precision: DatePrecision = "unknown"
    confidence: float = 1.0
    rule: str = ""
