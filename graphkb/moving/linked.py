"""The graph as JSON-LD: linked data in the words of schema.org and RDF, ours only where those have none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, Statement

VOCABULARY = "urn:graphkb:"
"""Where our own words and ids live; names of nobody's web site."""

CONTEXT = {
    "@vocab": VOCABULARY,
    "schema": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "name": "schema:name",
    "aliases": "schema:alternateName",
    "description": "schema:description",
    "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
    "url": {"@id": "schema:url", "@type": "@id"},
    "headline": "schema:headline",
    "publisher": "schema:publisher",
    "inLanguage": "schema:inLanguage",
    "published": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "date": {"@id": "schema:startDate", "@type": "xsd:date"},
    "latitude": {"@id": "schema:latitude", "@type": "xsd:double"},
    "longitude": {"@id": "schema:longitude", "@type": "xsd:double"},
    "iso3": "schema:identifier",
    "sentence": "schema:text",
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": {"@id": "rdf:object", "@type": "@id"},
    "article": {"@id": "schema:isPartOf", "@type": "@id"},
    "supports": {"@type": "@id"},
    "attributed_to": {"@id": "schema:spokenByCharacter", "@type": "@id"},
}

_CLASSES = {
    "Leader": ["Leader", "schema:Person"],
    "Person": ["schema:Person"],
    "State": ["State", "schema:Country"],
    "Organization": ["schema:Organization"],
    "Group": ["Group"],
    "Event": ["schema:Event"],
    "Place": ["schema:Place"],
}


def linked_data(graph: Graph) -> Iterator[str]:
    """Yield JSON-LD: nodes, articles, statements, relationships, and what was done as a plain triple.

    A relationship is an `rdf:Statement` with its date, polarity and modality; only what is affirmed and asserted stands
    as `actor relation actor` besides. Dates of which only the month or year is known say so in `date_precision`.

    >>> [line.strip() for line in linked_data(Graph())][-1]
    ']}'
    """
    yield json.dumps({"@context": CONTEXT})[:-1] + ', "@graph": [\n'
    comma = ""
    for item in _items(graph):
        known = {key: value for key, value in item.items() if value not in (None, "", [])}
        yield comma + json.dumps(known, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _items(graph: Graph) -> Iterator[dict[str, Any]]:
    done: dict[str, dict[str, list[str]]] = {}
    for r in graph.relationships.values():
        if r.polarity == "affirmed" and r.modality == "asserted":
            done.setdefault(r.source, {}).setdefault(r.type, []).append(r.target)
    for node in graph.nodes.values():
        acts = {
            relation: [{"@id": iri(id)} for id in dict.fromkeys(ids)] for relation, ids in done.get(node.id, {}).items()
        }
        yield _node(node) | acts
    yield from map(_article, graph.articles.values())
    yield from map(_statement, graph.statements.values())
    yield from map(_relationship, graph.relationships.values())


def iri(id: str) -> str:
    """The name of a thing in linked data.

    >>> iri("state/KAZ"), iri("place/KAZ/o zen")
    ('urn:graphkb:state/KAZ', 'urn:graphkb:place/KAZ/o%20zen')
    """
    return VOCABULARY + quote(id, safe="/:-._~")


def _node(node: Node) -> dict[str, Any]:
    return {
        "@id": iri(node.id),
        "@type": _CLASSES[node.label],
        "name": node.name,
        "aliases": list(node.aliases),
        "description": node.description,
        "sameAs": node.wikidata and f"http://www.wikidata.org/entity/{quote(node.wikidata)}",
        "iso3": node.code,
        "country": node.country,
        "kind": node.kind,
        "date": node.date and node.date.isoformat(),
        "date_precision": node.date_precision,
        "latitude": node.latitude,
        "longitude": node.longitude,
    }


def _article(article: Article) -> dict[str, Any]:
    url = article.url if article.url and article.url.startswith(("http://", "https://")) else None
    return {
        "@id": iri(article.id),
        "@type": ["schema:NewsArticle"],
        "headline": article.title,
        "url": url and quote(url, safe=":/?#[]@!$&'()*+,;=%-._~"),
        "publisher": article.publisher,
        "published": article.published and article.published.isoformat(),
        "inLanguage": article.language,
    }


def _statement(s: Statement) -> dict[str, Any]:
    return {
        "@id": iri(s.id),
        "@type": ["Statement", "schema:Quotation"],
        "article": iri(s.article),
        "sentence": s.sentence,
        "start": s.start,
        "end": s.end,
        "trigger": s.trigger,
        "attributed_to": s.attributed_to and iri(s.attributed_to),
        "confidence": s.confidence,
        "supports": s.edge and iri(s.edge),
    }


def _relationship(r: Relationship) -> dict[str, Any]:
    return {
        "@id": iri(r.id),
        "@type": ["rdf:Statement"],
        "subject": iri(r.source),
        "predicate": iri(r.type),
        "object": iri(r.target),
        "date": r.date and r.date.isoformat(),
        "date_precision": r.date_precision,
        "polarity": r.polarity,
        "modality": r.modality,
        "plover": r.plover,
        "sources": r.sources,
        "sentence": r.sentence,
    }
