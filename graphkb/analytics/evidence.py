"""Which articles speak for which ties, so that ties can be weighed anew when other articles had been read."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import networkx as nx
import numpy as np
from scipy import sparse

from graphkb.analytics.ties import Node, Places, Ties, Vector, sums, ties_of
from graphkb.analytics.weighing import Weigh, weigher
from graphkb.errors import MeasureError
from graphkb.graph import Graph
from graphkb.graph.filtering import first_reported

UNKNOWN = "unknown outlet"

Said = tuple[Sequence[Node], Sequence[Node], Sequence[Hashable | None], Sequence[float]]
"""Columns: from whom, to whom, who says so (None: nobody who could be left out), and how much that weighs."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ties of a graph, and how much of the weight of each comes from which unit: an article, or what is like one.

    `amounts` has a row for each tie and a column for each unit; `fixed` is the weight that no unit is behind. Units are
    of a group each, the outlet of the article. `kinds` numbers the labels of the nodes.
    """

    ties: Ties
    kinds: Places
    amounts: sparse.csr_array
    fixed: Vector
    units: tuple[Hashable, ...]
    group: Places
    groups: tuple[Hashable, ...]

    def weights(self, times: Vector) -> Vector:
        """The weight of each tie where each unit is heard so many times."""
        found: Vector = self.amounts @ times + self.fixed
        return found

    def by_group(self) -> sparse.csr_array:
        """The amounts with a column for each group."""
        members = np.arange(len(self.group))
        one = np.ones(len(members))
        belongs = sparse.csr_array((one, (members, self.group)), shape=(len(members), len(self.groups)))
        return (self.amounts @ belongs).tocsr()

    def without(self, group: int) -> Vector:
        """The weight of each tie when one group is not heard."""
        return self.weights((self.group != group).astype(np.float64))


def outlet(publisher: str | None, url: str | None) -> str:
    """Who published an article: the publisher it names, else the host of its address, else `unknown outlet`.

    >>> outlet(" The Daily  Star", None), outlet(None, "https://www.example.org/b")
    ('The Daily Star', 'example.org')
    """
    if publisher and publisher.strip():
        return " ".join(publisher.split())
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or UNKNOWN


def evidence_of(graph: Graph | nx.Graph, *, by: str | None = None, weight: str | None = None) -> Evidence:
    """The evidence behind the ties of a graph of graphkb, or of a NetworkX graph whose edges say whose they are.

    A graph of graphkb has its articles as units and their outlets as groups; `weight` is one of `WEIGHTS`, and each
    article behind a relationship has the same share of it (of `statements`, as many as are its own).
    Of a NetworkX graph `by` is the attribute of an edge that names its unit, `"edges"` that each edge is one.
    With `by="date"` the units are days: those on which it happened, or else was first reported.
    Raises `MeasureError` where no edge has the attribute, and for weights that are none.
    """
    if isinstance(graph, Graph):
        told = list(_happened(graph, weight) if by == "date" else _told(graph, weight))
        outlets = {article.id: outlet(article.publisher, article.url) for article in graph.articles.values()}
        sources, targets, articles, amounts = zip(*told, strict=True) if told else ((), (), (), ())
        nodes = sorted(graph.nodes)
        kinds = [graph.nodes[node].label for node in nodes]
        return _gathered(nodes, (sources, targets, articles, amounts), outlets, kinds=kinds)
    if by is None:
        raise MeasureError('say which attribute of an edge names its source, or by="edges"')
    if weight is not None:
        ties_of(graph, weight=weight)  # which refuses weights that are none
    return _gathered(list(graph), _borne(graph, by, weight), {}, directed=graph.is_directed())


def _told(graph: Graph, weight: str | None) -> Iterator[tuple[Node, Node, str | None, float]]:
    """What each article says of each relationship."""
    behind: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for statement in graph.statements.values():
        if statement.edge is not None:
            behind[statement.edge][statement.article] += 1
    weigh = _weigher(graph, weight)
    for id, r in sorted(graph.relationships.items()):  # so that what is drawn hangs on the seed alone
        whole = weigh(r)
        articles = behind.get(id)
        if not articles:
            yield r.source, r.target, None, whole
            continue
        for article, statements in sorted(articles.items()):
            share = statements / sum(articles.values()) if weight == "statements" else 1 / len(articles)
            yield r.source, r.target, article, whole * share


def _happened(graph: Graph, weight: str | None) -> Iterator[tuple[Node, Node, date | None, float]]:
    """What each day saw of each relationship."""
    reported = first_reported(graph)
    weigh = _weigher(graph, weight)
    for id, r in sorted(graph.relationships.items()):
        yield r.source, r.target, r.date or reported.get(id), weigh(r)


def day_of(value: object) -> date | None:
    """A day written as a date, a time, or text that begins with one; None for nothing. Raises `MeasureError`.

    >>> day_of("2022-03-01T12:00:00"), day_of(None)
    (datetime.date(2022, 3, 1), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise MeasureError(f"not a date: {value!r}; write it as 2022-10-12") from None


def _weigher(graph: Graph, weight: str | None) -> Weigh:
    if weight is None:
        return lambda _: 1.0
    return weigher(graph, "sources" if weight == "weight" else weight)


def _borne(graph: nx.Graph, by: str, weight: str | None) -> Said:
    """What each edge of a NetworkX graph says."""
    # A list of edges as they are would be as many tuples for Python to look through again and again.
    sources, targets = [source for source, _ in graph.edges()], [target for _, target in graph.edges()]
    units = range(len(sources)) if by == "edges" else [of for _, _, of in graph.edges(data=by)]
    if by == "date":
        known = {value: day_of(value) for value in set(units)}
        units = [known[value] for value in units]
    if weight is None:
        return sources, targets, units, [1.0] * len(sources)
    return sources, targets, units, [amount for _, _, amount in graph.edges(data=weight, default=1.0)]


def _gathered(
    nodes: Sequence[Node],
    said: Said,
    outlets: Mapping[Any, str],
    *,
    directed: bool = True,
    kinds: Sequence[str] | None = None,
) -> Evidence:
    """Everything said, with ties in the order of their sources, and without direction in both."""
    place = {node: number for number, node in enumerate(nodes)}
    source, target = (np.fromiter(map(place.__getitem__, ends), np.int64, len(ends)) for ends in said[:2])
    units = list(dict.fromkeys(said[2]))
    if None in units:
        units.remove(None)
    if not units:
        raise MeasureError("no tie says which article, source or day it is from")
    column = {unit: number for number, unit in enumerate(units)} | {None: -1}
    who = np.fromiter(map(column.__getitem__, said[2]), np.int64, len(source))
    amount = np.array(said[3], dtype=np.float64)
    if not directed:
        source, target = np.concatenate((source, target)), np.concatenate((target, source))
        who, amount = np.tile(who, 2), np.tile(amount, 2)
    kept = (source != target) & (amount > 0)
    who, amount = who[kept], amount[kept]
    tie, row = np.unique(source[kept] * len(place) + target[kept], return_inverse=True)
    heard = who >= 0
    amounts = sparse.coo_array((amount[heard], (row[heard], who[heard])), shape=(len(tie), len(units))).tocsr()
    ties = Ties(tuple(nodes), *np.divmod(tie, len(place)), sums(row, amount, len(tie)), directed)
    groups, group = units, np.arange(len(units))
    if outlets:
        groups, group = _numbered([outlets.get(unit, unit) for unit in units])
    kind = _numbered(kinds)[1] if kinds else np.zeros(len(place), dtype=np.int64)
    return Evidence(
        ties, kind, amounts, sums(row[~heard], amount[~heard], len(tie)), tuple(units), group, tuple(groups)
    )


def _numbered(names: Sequence[Any]) -> tuple[list[Any], Places]:
    """The different names, and the number of each of them all."""
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return list(number), np.array([number[name] for name in names], dtype=np.int64)
