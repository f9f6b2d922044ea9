"""Readings made by hand and at random, for tests of graphs and stores."""

import datetime
from typing import Any, cast

from hypothesis import strategies as st

from graphkb.actors import Entity, Sighting
from graphkb.articles import Article
from graphkb.graph import Graph, Reading, build_graph
from graphkb.mentions import Mention
from graphkb.relations import Relation
from graphkb.text import Sentence

RUSSIA = Entity(
    "state/RUS", "Russia", "State", code="RUS", aliases=("Russian Federation",), latitude=55.75, longitude=37.6
)
KAZAKHSTAN = Entity("state/KAZ", "Kazakhstan", "State", code="KAZ")
ARMENIA = Entity("state/ARM", "Armenia", "State", code="ARM")
PUTIN = Entity("leader/vladimir-putin", "Vladimir Putin", "Leader", code="RUS", aliases=("Putin",))
TOKAYEV = Entity("leader/kassym-jomart-tokayev", "Kassym-Jomart Tokayev", "Leader", code="KAZ")
CSTO = Entity("org/csto", "CSTO", "Organization", aliases=("Collective Security Treaty Organization",))
VOTE = Entity(
    "event/un-vote/2022-11-14",
    "UN General Assembly vote on reparations",
    "Event",
    kind="vote",
    date=datetime.date(2022, 11, 14),
    date_precision="day",
)
ALMATY = Entity("place/KAZ/almaty", "Almaty", "Place", code="KAZ", latitude=43.25, longitude=76.95)


def sentence_of(article: Article, number: int) -> Sentence:
    """The sentence of that number: the texts below are made of sentences of the same length."""
    start = min(number * 20, max(0, len(article.text) - 1))
    return Sentence(article, number, start, min(start + 19, len(article.text)), "body", cast(Any, None), 0)


def sighting(entity: Entity, sentence: Sentence) -> Sighting:
    mention = Mention(sentence, sentence.start, sentence.start + 3, entity.label, "name", cast(Any, None))
    return Sighting(mention, entity)


def says(
    source: Entity, kind: str, target: Entity | None, *, sentence: int = 0, by: Entity | None = None, **more: Any
) -> Any:
    """A relation that waits for its article."""

    def of(article: Article) -> Relation:
        place = sentence_of(article, sentence)
        return Relation(
            place,
            sighting(source, place),
            kind,
            sighting(target, place) if target else None,
            trigger=kind.lower(),
            trigger_start=place.start,
            attributed_to=sighting(by, place) if by else None,
            **more,
        )

    return of


def article(
    id: str, *, text: str | None = None, published: datetime.date | None = datetime.date(2022, 1, 7), **more: Any
) -> Article:
    words = text if text is not None else f"Article {id} tells it. ".ljust(20) * 6
    return Article(id, words, title=f"Title of {id}", published=published, publisher="The Paper", **more)


def reading(about: Article, *said: Any) -> Reading:
    relations = tuple(of(about) for of in said)
    seen = (s for r in relations for s in (r.source, r.target, r.attributed_to) if s)
    return Reading(about, tuple(seen), relations)


def graph(*readings: Reading) -> Graph:
    return build_graph(readings)


JANUARY = datetime.date(2022, 1, 6)


def story() -> list[Reading]:
    """Three articles about the same things, which agree, add and contradict."""
    return [
        reading(
            article("a", url="https://example.org/a"),
            says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN, date=JANUARY, date_precision="day", confidence=0.8),
            says(PUTIN, "LEADS", RUSSIA, sentence=1),
            says(TOKAYEV, "LEADS", KAZAKHSTAN, sentence=1),
            says(TOKAYEV, "REQUESTS_FROM", CSTO, sentence=2, date=JANUARY, date_precision="day"),
            says(ARMENIA, "ABSTAINS", VOTE, sentence=3, date=VOTE.date, date_precision="day"),
            says(KAZAKHSTAN, "ABSTAINS", VOTE, sentence=3, date=VOTE.date, date_precision="day"),
        ),
        reading(
            article("b", published=datetime.date(2022, 1, 9)),
            says(RUSSIA, "DEPLOYS_TROOPS", KAZAKHSTAN, date=JANUARY, date_precision="day", confidence=0.9),
            says(RUSSIA, "DEPLOYS_TROOPS", ALMATY, sentence=1, by=TOKAYEV, confidence=0.7),
            says(TOKAYEV, "MEETS", PUTIN, sentence=2, modality="future"),
            says(RUSSIA, "INVADES", KAZAKHSTAN, sentence=3, polarity="denied"),
        ),
        reading(
            article("c", published=None),
            says(PUTIN, "MEETS", TOKAYEV, date=datetime.date(2022, 2, 1), date_precision="month"),
            says(PUTIN, "WARNS", None, sentence=1),
            says(PUTIN, "PRAISES", TOKAYEV, sentence=2),
            says(PUTIN, "CRITICIZES", TOKAYEV, sentence=3),
        ),
    ]


_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_ACTORS = st.sampled_from([RUSSIA, KAZAKHSTAN, ARMENIA, PUTIN, TOKAYEV, CSTO])
_DATES = st.sampled_from(
    [(None, "unknown"), (JANUARY, "day"), (datetime.date(2022, 1, 1), "month"), (datetime.date(2022, 1, 1), "day")]
)


@st.composite
def _described(draw: st.DrawFn) -> Entity:
    """Somebody as one article describes them: the same id, other words."""
    known = draw(_ACTORS | st.sampled_from([VOTE, ALMATY]))
    aliases = tuple(sorted(draw(st.sets(_NAMES, max_size=2))))
    description = draw(st.none() | st.sampled_from(["president", "head of state"]))
    name = draw(st.just(known.name) | _NAMES)
    return Entity(known.id, name, known.label, known.code, aliases=aliases, description=description, kind=known.kind)


@st.composite
def _said(draw: st.DrawFn) -> Any:
    source = draw(_described())
    target = draw(st.none() | _described())
    day, precision = draw(_DATES)
    kind = draw(st.sampled_from(["MEETS", "DEPLOYS_TROOPS", "ABSTAINS", "LEADS"]))
    return says(
        source,
        kind,
        target,
        sentence=draw(st.integers(0, 2)),
        by=draw(st.none() | _described()),
        date=day,
        date_precision=precision,
        polarity=draw(st.sampled_from(["affirmed", "affirmed", "denied"])),
        modality=draw(st.sampled_from(["asserted", "asserted", "future"])),
        confidence=draw(st.sampled_from([0.5, 0.75, 1.0])),
    )


@st.composite
def readings(draw: st.DrawFn, max_size: int = 5) -> list[Reading]:
    """Readings of articles with different ids, some of them saying the same, some breaking the ontology."""
    ids = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=max_size))
    days = st.none() | st.dates(datetime.date(2022, 1, 1), datetime.date(2022, 3, 1))
    return [reading(article(id, published=draw(days)), *draw(st.lists(_said(), max_size=5))) for id in ids]
