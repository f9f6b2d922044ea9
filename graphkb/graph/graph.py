"""The values of the graph: nodes, relationships, the statements they rest on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

# Only for the types: whoever asks a graph that is kept already shall not wait for the modules that read articles.
if TYPE_CHECKING:
    from graphkb.articles import Article
    from graphkb.ontology import Label
    from graphkb.relations.relation import DatePrecision, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, an event or a place. `aliases` are sorted; a property that is not known is None.

    `code` is the ISO 3166-1 alpha-3 code of a State (written to stores as `iso3`), else None.
    `kind`, `date`, `date_precision` and `plover` are an Event's. `country` (ISO alpha-3) is the state that a Place lies
    in or an actor belongs to; `latitude` and `longitude` (degrees) are a Place's, and of a State its capital's.
    `read_as` and `read_name` are set only on the node as one article describes it, where a person decided that it is
    another one or is called otherwise (`decide`): the id and the name that reading alone gave it.
    """

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    description: str | None = None
    wikidata: str | None = None
    kind: str | None = None
    date: datetime.date | None = None
    date_precision: str | None = None
    plover: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    read_as: str | None = None
    read_name: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing one article says: the verbatim sentence, its offsets, and what was read in it.

    `id` is a hash of the article's id, the offsets and the relation. `source` and `target` are node ids
    (`target` None where the sentence names none: then it supports no relationship and `edge` is None).
    `edge` is the id of the relationship that the statement supports. Dates of three kinds stay apart: `date` is
    when it happened (None is unknown), `published` when the article came out; when it was loaded is the article's.
    `source_reason` and `target_reason` say why these are the ones meant ("surname of somebody named in full").
    What a person decided changes `source`, `target` and `attributed_to` but never `id`: the ids that reading alone
    gave stay in `source_read`, `target_read` and `attributed_read`. `verdict` is `accepted` or `rejected` where a
    person judged the statement; a rejected one supports no relationship. `place` is the id of where it happened, as far
    as the same sentence tells.
    """

    id: str
    article: str
    sentence: str
    start: int
    end: int
    trigger: str
    trigger_start: int
    relation: str
    source: str
    target: str | None
    source_mention: str
    target_mention: str | None
    date: datetime.date | None
    date_precision: DatePrecision
    published: datetime.date | None
    polarity: Polarity
    modality: Modality
    attributed_to: str | None
    confidence: float
    edge: str | None
    rule: str = ""
    source_reason: str = ""
    target_reason: str = ""
    source_read: str | None = None
    target_read: str | None = None
    attributed_read: str | None = None
    verdict: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Relationship:
    """The sum of the statements that say one thing: one for each (source, type, target, date, polarity, modality).

    So what was denied or only planned is never counted with what was done, and "in January 2022" is not the first of
    January: the precision belongs to the date. `sources` counts independent articles, `statements` all statements;
    `sentence` is that of the most confident one, whose id is `best`, and `confidence` that statement's.
    `attributed_to` is set where every statement is attributed to that one actor: a claim nobody else makes.
    """

    id: str
    source: str
    type: str
    target: str
    date: datetime.date | None
    date_precision: DatePrecision
    plover: str | None
    sign: int
    intensity: float
    polarity: Polarity
    modality: Modality
    confidence: float
    statements: int
    sources: int
    sentence: str
    attributed_to: str | None = None
    best: str | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes, relationships, statements and articles, each under its id. Graphs with the same content are equal.

    `described` keeps, under the id of an article, the nodes as that article alone tells them. With the statements it
    is what everything else follows from, which is why an article can be taken out again (`retract`) without a trace.
    `loaded` says of articles that come out of a store when they were first put into one; it is no part of the content.
    """

    nodes: Mapping[str, Node] = field(default_factory=dict)
    relationships: Mapping[str, Relationship] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    described: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    loaded: Mapping[str, datetime.datetime] = field(default_factory=dict, compare=False)

    def evidence(self, relationship: str) -> list[Statement]:
        """The statements that support a relationship, by article and place in it."""
        found: Iterable[Statement] = (s for s in self.statements.values() if s.edge == relationship)
        return sorted(found, key=lambda s: (s.article, s.start, s.id))
