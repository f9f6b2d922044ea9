"""What every store does: a few verbs over whole graphs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Protocol, Self

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship
from graphkb.store.schema import Schema


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each are kept, or were new in a write."""

    articles: int = 0
    statements: int = 0
    nodes: int = 0
    relationships: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def in_words(self) -> str:
        """The counts as people read them.

        >>> Counts(articles=1, nodes=1200).in_words()
        '1 article, 0 statements, 1,200 nodes, 0 relationships'
        """
        counts = asdict(self).items()
        return ", ".join(f"{n:,} {what if n != 1 else what.removesuffix('s')}" for what, n in counts)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What goes with an article: what it alone supported, and what others support too, as it was and as it is then.

    `names` has the names of all ends of these relationships.
    """

    gone: Counts = Counts()
    nodes: tuple[Node, ...] = ()
    removed: tuple[Relationship, ...] = ()
    weakened: tuple[tuple[Relationship, Relationship], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: the names of its columns, and its rows as plain Python values.

    Dates are `datetime.date`; a node or relationship in a row is a dict of its properties, a path a list of such.
    `more` says that there were more rows than the limit let through.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    more: bool = False

    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class GraphStore(Protocol):
    """Where graphs are kept. Few verbs, so that a new store is an afternoon's work."""

    url: str

    def write(self, graph: Graph) -> Counts:
        """Add a graph, each article all in or all out, and say what was new. Writing it twice changes nothing.

        An article that is kept already with other statements is replaced.
        """

    def read(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
    ) -> Graph:
        """Everything kept; or only relationships of those types, of those dates, between nodes of those labels.

        The date of a relationship is when it happened, or where that is unknown the earliest publication date of
        its statements. `until` is included.
        """

    def parts(self) -> Iterator[Graph]:
        """Yield everything kept as one graph after another, each with some whole articles, in a bounded memory."""

    def known(self, articles: Iterable[Article]) -> set[str]:
        """The ids of those articles that are kept already, word for word; one that was corrected since is not."""

    def retract(self, article: str, *, dry_run: bool = False) -> Retraction:
        """Remove an article and what only it supports, and say what went and what is weaker now.

        With `dry_run` it is only said. Raises `UnknownName`.
        """

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Table:
        """Run Cypher, reading only unless `write`, for at most `timeout` seconds, and return at most `limit` rows.

        Raises `QueryError`.
        """

    def counts(self) -> Counts:
        """How much is kept."""

    def schema(self) -> Schema:
        """The version of the graph, and its constraints and indexes, each with whether it is there."""

    def prepare(self) -> None:
        """Create constraints and indexes that are missing, and bring an older graph up to date."""

    def close(self) -> None:
        """Let go of files and connections. Closing twice is allowed."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
