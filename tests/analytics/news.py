"""Graphs as articles make them, for tests of measures that ask who said what when."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Statement
from graphkb.graph.identity import relationship_id
from graphkb.graph.merging import Account, assemble, ends
from graphkb.ontology import load_ontology

Polarity = Literal["affirmed", "denied"]
Row = tuple[str, str | None, str, str, str, str | None]
"""Article, outlet, source, relation, target, day (None: it is not known when)."""


def news(rows: Iterable[Row], *, published: str = "2022-01-01", polarity: Polarity = "affirmed") -> Graph:
    """The graph of articles that say so; all actors are states, named by three letters."""
    said: dict[str, list[Statement]] = {}
    outlets: dict[str, str | None] = {}
    for number, row in enumerate(rows):
        article, outlet = row[:2]
        outlets.setdefault(article, outlet)
        said.setdefault(article, []).append(_statement(number, row, date.fromisoformat(published), polarity))
    return assemble(
        Account(
            Article(id, f"What {id} says.", publisher=outlets[id], published=date.fromisoformat(published)),
            tuple(found),
            tuple(Node(end, "State", end) for s in found for end in {s.source, s.target} if end),
        )
        for id, found in said.items()
    )


def _statement(number: int, row: Row, published: date, polarity: Polarity) -> Statement:
    article, _, source, relation, target, day = row
    when = date.fromisoformat(day) if day else None
    precision: Literal["day", "unknown"] = "day" if day else "unknown"
    edge = relationship_id(
        ends(source, target, load_ontology().relation(relation)), relation, when, precision, polarity, "asserted"
    )
    return Statement(
        id=f"statement/{number}", article=article, sentence=f"{source} {relation} {target}.", start=0, end=10,
        trigger=relation, trigger_start=4, relation=relation, source=source, target=target, source_mention=source,
        target_mention=target, date=when, date_precision=precision, published=published,
        polarity=polarity, modality="asserted", attributed_to=None, confidence=0.8, edge=edge,
    )  # fmt: skip
