"""Records of event data in, graph out: a record takes the place of an article, its row that of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkb.articles import Article
from graphkb.graph.build import node_of
from graphkb.graph.copies import NO_PROSE
from graphkb.graph.graph import Graph, Statement
from graphkb.graph.identity import statement_id
from graphkb.graph.merging import Account, assemble, join_all
from graphkb.ontology import Ontology, load_ontology

if TYPE_CHECKING:
    from graphkb.records import Claim, Record
    from graphkb.relations.relation import DatePrecision

UNKNOWN: DatePrecision = "unknown"


def build_records(records: Iterable[Record], *, ontology: Ontology | None = None) -> Graph:
    """The graph of what records state; the same for any order of them, and for a record any number of times.

    Each record is kept like an article whose publisher is its data set, so it can be loaded twice without effect and
    taken out again. Raises `UnknownName` for a relation that the ontology does not have.

    >>> build_records([]) == Graph()
    True
    """
    kinds = ontology or load_ontology()
    return assemble((_account(record, kinds) for record in records), ontology=kinds)


def record_batches(records: Iterable[Record], claims: int = 1000) -> Iterator[list[Record]]:
    """Yield records in lists of about so many claims: what is held in memory at a time."""
    batch: list[Record] = []
    held = 0
    for record in records:
        batch.append(record)
        held += 1 + len(record.claims)
        if held >= claims:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def article_of(record: Record) -> Article:
    """The article that stands for a record."""
    return Article(
        id=record.id,
        text=record.text,
        title=record.title,
        url=record.url,
        publisher=record.dataset,
        published=record.published,
        language=NO_PROSE,
    )


def _account(record: Record, ontology: Ontology) -> Account:
    statements = {made.id: made for claim in record.claims if (made := _statement(claim, record, ontology))}
    entities = (end for claim in record.claims for end in (claim.source, claim.target, claim.place) if end)
    nodes = join_all([map(node_of, entities)])
    return Account(article_of(record), tuple(statements[id] for id in sorted(statements)), tuple(nodes.values()))


def _statement(claim: Claim, record: Record, ontology: Ontology) -> Statement:
    kind = ontology.relation(claim.relation)
    source, target = claim.source.id, claim.target.id if claim.target else None
    static = kind.plover is None
    when = (None, UNKNOWN) if static or record.date is None else (record.date, record.date_precision)
    as_known = (*when, claim.polarity, claim.modality)
    return Statement(
        id=statement_id(record.id, claim.start, claim.end, kind.name, claim.trigger_start, source, target, *as_known),
        article=record.id,
        sentence=record.text[claim.start : claim.end],
        start=claim.start,
        end=claim.end,
        trigger=claim.trigger,
        trigger_start=claim.trigger_start,
        relation=kind.name,
        source=source,
        target=target,
        source_mention=claim.source_name,
        target_mention=claim.target_name,
        date=when[0],
        date_precision=when[1],
        published=record.published,
        polarity=claim.polarity,
        modality=claim.modality,
        attributed_to=None,
        confidence=record.confidence,
        edge=None,  # `assemble` knows, who sees all records
        rule=claim.rule,
        place=claim.place.id if claim.place else None,
    )
