"""A second story for saved queries: what changes in time, votes, a contradiction, and outlets that copy each other."""

import datetime
from dataclasses import replace
from typing import Any

from graphkb.actors import Entity
from graphkb.graph import Reading
from tests.graph.made import ARMENIA, CSTO, KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, VOTE, article, reading, says

NAMESAKE = Entity("person/putin", "Putin", "Person")
REPORT = (
    "The two capitals have traded sharp words since the first of March, when an envoy was sent home unheard. "
    "Diplomats say that a meeting of both presidents did little to calm the border towns. "
) * 2


def day(month: int, number: int) -> dict[str, Any]:
    return {"date": datetime.date(2022, month, number), "date_precision": "day"}


def crisis() -> list[Reading]:
    """Four articles: one of January, one of March, a denial, and a copy of the one of March."""
    return [
        reading(
            article("x", published=datetime.date(2022, 1, 10), text="In January all was well between neighbours. " * 8),
            says(RUSSIA, "PRAISES", KAZAKHSTAN, **day(1, 6)),
            says(ARMENIA, "PRAISES", KAZAKHSTAN, sentence=1, **day(1, 8)),
            says(NAMESAKE, "PRAISES", ARMENIA, sentence=1),
            says(RUSSIA, "VOTES_AGAINST", VOTE, sentence=2, **day(11, 14)),
            says(ARMENIA, "ABSTAINS", VOTE, sentence=3, **day(11, 14)),
            says(KAZAKHSTAN, "ABSTAINS", VOTE, sentence=3, **day(11, 14)),
        ),
        reading(
            article("y", published=datetime.date(2022, 3, 2), text=REPORT),
            says(RUSSIA, "CRITICIZES", KAZAKHSTAN, confidence=0.8, **day(3, 1)),
            says(PUTIN, "MEETS", TOKAYEV, sentence=1, **day(3, 1)),
            says(ARMENIA, "MEMBER_OF", CSTO, sentence=2),
            says(CSTO, "CRITICIZES", KAZAKHSTAN, sentence=3),
            says(PUTIN, "HOSTS", TOKAYEV, sentence=4, **day(3, 1)),
        ),
        reading(
            article("z", published=datetime.date(2022, 3, 5), text="A spokesman had other things to tell then. " * 8),
            says(RUSSIA, "CRITICIZES", KAZAKHSTAN, polarity="denied", by=RUSSIA, **day(3, 1)),
        ),
        reading(
            replace(article("y2", published=datetime.date(2022, 3, 3), text=REPORT), publisher="The Wire"),
            says(RUSSIA, "CRITICIZES", KAZAKHSTAN, confidence=0.7, **day(3, 1)),
        ),
    ]
