"""Copies in a database: which articles kept are one report told again, kept true as articles come and go.

Each article keeps its sketch, its origin and, where one took its place, the one that corrected it. `:Fingerprint` nodes
are the index by which articles that may be alike are found without looking at all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkb.graph.merging import Account, settled

if TYPE_CHECKING:
    from graphkb.graph import Statement
    from graphkb.graph.copies import Copies, Trait
    from graphkb.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Recount:
    """What a change of articles means for copies.

    `old` and `new` are the accounts that go and come, among them those kept that count otherwise now. `supported` are
    the relationships that something is said of now and that rest on statements which the database holds; `heard` are,
    for a relationship, the origins among the new ones that it rests on already.
    """

    old: Sequence[Account]
    new: Sequence[Account]
    copies: Copies
    traits: Mapping[str, Trait]
    supported: Collection[str] = ()
    heard: Mapping[str, set[str]] = field(default_factory=dict)

    def properties(self, article: str) -> dict[str, Any]:
        """What an article keeps about its copies."""
        sketch = self.traits[article].sketch
        return {
            "origin": self.copies.origin[article],
            "corrected_by": self.copies.corrected.get(article),
            "sketch": sketch.kept() if sketch else None,
        }


def recount(writing: Writing, old: Sequence[Account], new: Sequence[Account]) -> Recount:
    """What it means for copies that articles go and others come; the index of sketches is changed at once."""
    from graphkb.graph.copies import settle, trait_of

    going = {account.article.id: trait_of(account.article) for account in old}
    coming = {account.article.id: trait_of(account.article) for account in new}
    near = _origins_near(writing, coming, going)
    kept = [row for row in _of_origins(writing, near) if row["id"] not in going and row["id"] not in coming]
    traits = {row["id"]: _trait(row) for row in kept} | coming
    copies = settle(list(traits.values()))
    changed = [
        row["id"]
        for row in kept
        if (copies.origin[row["id"]], copies.corrected.get(row["id"])) != (row["origin"], row["corrected_by"])
    ]
    more = writing.accounts(changed)
    _index(writing, going, coming)
    told = [settled(account, copies, writing.ontology) for account in [*new, *more]]
    others = [row["id"] for row in kept if row["id"] not in set(changed)]
    supported = writing.supported({s.edge for account in told for s in account.statements if s.edge})
    records = [s for account in told if traits[account.article.id].sketch is None for s in account.statements]
    heard = _heard(writing, [s for s in records if s.edge in supported], others, copies)
    return Recount([*old, *more], told, copies, traits, supported, heard)


def index_anew(writing: Writing, accounts: Iterable[Account]) -> None:
    """Put the sketches of articles into the index that are not in it yet."""
    from graphkb.graph.copies import trait_of

    _index(writing, {}, {account.article.id: trait_of(account.article) for account in accounts})


def origins_of(writing: Writing, statements: Iterable[Statement], known: Copies) -> Copies:
    """The origins of all articles that statements stand in: those known, the others as they are kept."""
    from graphkb.graph.copies import Copies

    articles = {s.article for s in statements} - known.origin.keys()
    query = "UNWIND $rows AS id MATCH (a:Article {id: id}) RETURN a.id AS id, coalesce(a.origin, a.id) AS origin"
    kept = {row["id"]: row["origin"] for row in writing.rows(query, articles)}
    return Copies({**kept, **known.origin}, known.corrected)


def _origins_near(writing: Writing, coming: Mapping[str, Trait], going: Mapping[str, Trait]) -> set[str]:
    """The origins of articles kept that are alike to those that come, and of those that go."""
    from graphkb.graph.copies import alike

    sharing: dict[str, set[str]] = defaultdict(set)
    by_key: dict[str, list[str]] = defaultdict(list)
    for trait in coming.values():
        for key in trait.sketch.marks() if trait.sketch else ():
            by_key[key].append(trait.id)
    query = "UNWIND $rows AS key MATCH (f:Fingerprint {key: key}) RETURN key, f.article AS article"
    for row in writing.rows(query, by_key):
        sharing[row["article"]].update(by_key[row["key"]])
    rows = _rows_of(writing, [*sharing, *(id for id, trait in going.items() if trait.sketch)])
    near = set()
    for row in rows:
        trait = _trait(row)
        if row["id"] in going or any(alike(trait, coming[id]) for id in sharing[row["id"]]):
            near.add(row["origin"])
    return near


_TRAITS = (
    "RETURN a.id AS id, a.publisher AS publisher, a.published AS published, a.title AS title, a.sketch AS sketch, "
    "coalesce(a.origin, a.id) AS origin, a.corrected_by AS corrected_by"
)


def _rows_of(writing: Writing, articles: Collection[str]) -> list[Mapping[str, Any]]:
    return list(writing.rows(f"UNWIND $rows AS id MATCH (a:Article {{id: id}}) {_TRAITS}", articles))


def _of_origins(writing: Writing, origins: Collection[str]) -> list[Mapping[str, Any]]:
    return list(writing.rows(f"UNWIND $rows AS origin MATCH (a:Article {{origin: origin}}) {_TRAITS}", origins))


def _trait(row: Mapping[str, Any]) -> Trait:
    from graphkb.graph.copies import Trait
    from graphkb.graph.sketches import Sketch
    from graphkb.store.rows import plain

    sketch = Sketch.of_kept(row["sketch"])
    return Trait(row["id"], row["publisher"], plain(row["published"]), row["title"], sketch)


def _index(writing: Writing, going: Mapping[str, Trait], coming: Mapping[str, Trait]) -> None:
    """Take sketches out of the index and put others in."""

    def entries(traits: Mapping[str, Trait], others: Mapping[str, Trait]) -> list[dict[str, Any]]:
        changed = (t for id, t in traits.items() if t.sketch and (id not in others or others[id].sketch != t.sketch))
        return [{"keys": list(t.sketch.marks()), "article": t.id} for t in changed if t.sketch]

    each = "UNWIND $rows AS row UNWIND row.keys AS key"
    match = f"{each} MATCH (f:Fingerprint {{key: key}}) WHERE f.article = row.article DELETE f"
    writing.each(match, entries(going, coming))
    writing.each(f"{each} CREATE (f:Fingerprint {{key: key, article: row.article}})", entries(coming, going))


def _heard(
    writing: Writing, records: Iterable[Statement], others: Collection[str], copies: Copies
) -> dict[str, set[str]]:
    """For relationships, the origins of some articles that they rest on already, and the data sets of some records."""
    heard: dict[str, set[str]] = defaultdict(set)
    query = "UNWIND $rows AS id MATCH (s:Statement {article: id}) RETURN s.article AS article, s.edge AS edge"
    for row in writing.rows(query, others):
        if row["edge"]:
            heard[row["edge"]].add(copies.origin[row["article"]])
    edges = {(s.edge, copies.origin[s.article]) for s in records}
    rows = [{"edge": edge, "origin": origin} for edge, origin in sorted(edges)]
    query = (
        "UNWIND $rows AS row MATCH (s:Statement {edge: row.edge}) MATCH (a:Article {id: s.article}) "
        "WHERE a.origin = row.origin RETURN DISTINCT row.edge AS edge, row.origin AS origin"
    )
    for row in writing.rows(query, rows):
        heard[row["edge"]].add(row["origin"])
    return heard
