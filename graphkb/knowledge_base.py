"""The one object a notebook needs: a store, and the steps that fill it, ask it, measure it and draw it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphkb.errors import ArticleError, GraphkbError, UnknownName

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from types import TracebackType

    import networkx as nx

    from graphkb.analytics import Blocs, Certainty, Chapter, Communities, Comparison, History, Period, Trend
    from graphkb.analytics.agreement import Agreement
    from graphkb.articles import Article
    from graphkb.graph import Decision, Decisions, Graph, Node, Relationship
    from graphkb.graph.doubts import Doubt
    from graphkb.graph.happenings import Happening
    from graphkb.recording import RecordReport
    from graphkb.store import Counts, GraphStore, Retraction, Table
    from graphkb.viz import Drawing


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: articles read, articles kept already, those that could not be read, and what was new.

    `foreign` counts the articles that are kept without being read, by language; `refused` the relations that were left
    out, by reason.
    """

    read: int
    known: int
    errors: tuple[ArticleError, ...]
    new: Counts
    seconds: float = field(compare=False)
    foreign: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did: its lines as they stand in the file now, and how many articles say something else since."""

    decisions: tuple[Decision, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Map:
    """A map of a graph: one HTML page, shown in a notebook inside a frame that cannot reach the notebook."""

    html: str = field(repr=False)
    drawing: Drawing = field(repr=False)

    def save(self, path: str | Path = "map.html") -> Path:
        """The path that the page was written to. Raises `OutputError`."""
        from graphkb.viz import write_map

        return write_map(self.html, path)

    def _repr_html_(self) -> str:
        from graphkb.viz import frame

        return frame(self.html)


class KnowledgeBase:
    """A graph of actors in its store.

    >>> import graphkb, tempfile
    >>> with tempfile.TemporaryDirectory() as folder, graphkb.open(f"{folder}/news.db") as kb:
    ...     kb.counts().nodes
    0
    """

    def __init__(self, store: GraphStore, *, decisions: str | Path | None = None) -> None:
        from graphkb.graph.decision_file import find_decisions

        self.store = store
        self.decisions_path = find_decisions(store.url) if decisions is None else Path(decisions)

    def load(
        self,
        source: str | Path,
        *,
        loader: str | None = None,
        extractor: str = "auto",
        workers: int = 1,
        executor: Executor | None = None,
        again: bool = False,
        allow_private: bool = False,
        columns: Mapping[str, str] | None = None,
        on_progress: Callable[[int], None] | None = None,
    ) -> LoadReport:
        """Read articles and add what they say to the graph.

        `source` is a file, a folder or an http(s) address. Articles that are kept already, word for word, are not
        read again unless `again`; one that was corrected since replaces the old one. An article that cannot be read
        is reported, not raised; one that is not in English is kept and counted, and not read. `workers` processes read
        beside each other, or any `executor` of `concurrent.futures` does, as so many workers. `columns` names the
        columns of tables as `load_articles` does. `on_progress` is called with the number of articles done since the
        last call. What is read is written every few articles, so that the same call goes on after a stop. Raises
        `GraphkbError` where the source as a whole, the extractor or the store is wrong.
        """
        from graphkb.articles import load_articles

        errors: list[ArticleError] = []

        def fail(error: ArticleError) -> None:
            errors.append(error)
            if on_progress:
                on_progress(1)

        articles = load_articles(source, loader=loader, allow_private=allow_private, columns=columns, on_error=fail)
        return self.add(
            articles,
            extractor=extractor,
            workers=workers,
            executor=executor,
            again=again,
            on_progress=on_progress,
            errors=errors,
        )

    def add(
        self,
        articles: Iterable[Article],
        *,
        extractor: str = "auto",
        workers: int = 1,
        executor: Executor | None = None,
        again: bool = False,
        on_progress: Callable[[int], None] | None = None,
        errors: list[ArticleError] | None = None,
    ) -> LoadReport:
        """Read articles that are loaded already and add what they say to the graph; else as `load`."""
        from graphkb.graph import batches, decide, is_read, read_graphs
        from graphkb.relations import check_extractor
        from graphkb.store import Counts
        from graphkb.store.deciding import apply_decisions, remember

        check_extractor(extractor)
        decisions = self.decisions
        apply_decisions(self.store, decisions)
        started, failed = time.monotonic(), errors if errors is not None else []
        done, known, new = 0, 0, Counts()
        foreign: Counter[str] = Counter()
        refused: Counter[str] = Counter()

        def refuse(reason: str, count: int) -> None:
            refused[reason] += count

        def advance(articles: int) -> None:
            if on_progress:
                on_progress(articles)

        def fresh() -> Iterator[Article]:
            nonlocal known
            for batch in batches(articles):
                kept = set() if again else self.store.known(batch)
                known += len(kept)
                advance(len(kept))
                yield from (article for article in batch if article.id not in kept)

        graphs = read_graphs(
            fresh(),
            extractor=extractor,
            workers=workers,
            executor=executor,
            on_error=failed.append,
            on_refused=refuse,
            on_read=advance,
        )
        for graph in graphs:
            new += self.store.write(decide(graph, decisions))
            done += len(graph.articles)
            foreign.update(article.language for article in graph.articles.values() if not is_read(article))
        remember(self.store, decisions)
        return LoadReport(done, known, tuple(failed), new, time.monotonic() - started, dict(foreign), dict(refused))

    def load_records(
        self,
        source: str | Path,
        *,
        format: str | None = None,
        codes: str | Path | None = None,
        again: bool = False,
        on_progress: Callable[[int], None] | None = None,
    ) -> RecordReport:
        """Read event data and add what it states to the graph.

        `source` is a file or folder of ICEWS, POLECAT, GDELT, ACLED or UN votes; its columns tell which, or `format`.
        `codes` is a folder of tables in place of those that come with graphkb. Records that are kept already are
        passed over unless `again`; a wrong row is reported with its line, not raised. Raises `RecordError` where the
        source as a whole cannot be read and `UnknownName` for a format that does not exist.
        """
        from graphkb.recording import record

        tables = Path(codes) if codes else None
        return record(
            self.store,
            source,
            format=format,
            codes=tables,
            decisions=self.decisions,
            again=again,
            on_progress=on_progress,
        )

    def query(
        self,
        query: str,
        *,
        write: bool = False,
        limit: int | None = None,
        timeout: float | None = None,
        **parameters: Any,
    ) -> Table:
        """The answer to a saved query, by its name, or to Cypher; it only reads unless `write`.

        At most `limit` rows are fetched, and `more` of the answer says whether there were others. It is stopped after
        `timeout` seconds, two minutes where none are given. Raises `QueryError`.
        """
        from graphkb.store import cypher_of

        cypher, given = cypher_of(query, parameters)
        return self.store.query(cypher, given, write=write, limit=limit, timeout=timeout)

    def graph(
        self,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
    ) -> Graph:
        """The graph kept, or the part of it between two days (both included), of some relations or labels.

        Raises `UnknownName` for a relation or label that the ontology does not have.
        """
        from graphkb.ontology import load_ontology

        ontology = load_ontology()
        return self.store.read(
            since=_day(since),
            until=_day(until),
            relations=[ontology.relation(name).name for name in relations] if relations else None,
            labels=[ontology.node(name).name for name in labels] if labels else None,
        )

    def to_networkx(
        self,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
    ) -> nx.MultiDiGraph[str]:
        """The same as a NetworkX graph: nodes under their ids, one edge for each relationship."""
        from graphkb.graph import to_networkx

        return to_networkx(self.graph(since=since, until=until, relations=relations, labels=labels))

    def diff(
        self,
        first: str | Period,
        second: str | Period,
        *,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
        actor: str | None = None,
        hops: int = 1,
    ) -> Comparison:
        """What appeared, vanished and turned from cooperation to conflict or back between two periods.

        A period is a text such as "2022", "2022-Q1", "2022-03" or "2022-01-01..2022-06-30". `actor`, an id, a name or
        an alias, keeps its surroundings. Raises `GraphkbError` for what is no period, and `UnknownName`.
        """
        from graphkb.analytics import Period, compare_periods, read_period
        from graphkb.graph import filter_graph

        spans = [period if isinstance(period, Period) else read_period(period) for period in (first, second)]
        graph = self.graph(relations=relations, labels=labels)
        if actor is not None:
            graph = filter_graph(graph, actor=find_node(graph, actor).id, hops=hops)
        return compare_periods(graph, *spans)

    def certainty(
        self,
        measure: str = "degree",
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
        **options: Any,
    ) -> Certainty:
        """The score of each node with its 90% interval, the range of its rank, and the outlet that alone carries it.

        Options are those of `graphkb.analytics.certainty`. Raises `MeasureError` and `UnknownName`.
        """
        from graphkb.analytics import certainty

        return certainty(self.graph(since=since, until=until, relations=relations, labels=labels), measure, **options)

    def centrality(self, measure: str = "degree", *, weight: str | None = None, **options: Any) -> dict[str, float]:
        """The score of each node by a measure of `graphkb.analytics.MEASURES`.

        `weight` is one of `WEIGHTS`, such as `sources` or `recency`. `since`, `until`, `relations` and `labels` choose
        a part as in `graph`; other options are those of the measure. Raises `MeasureError` and `UnknownName`.

        >>> import graphkb, tempfile
        >>> with tempfile.TemporaryDirectory() as folder, graphkb.open(f"{folder}/news.db") as kb:
        ...     kb.centrality("pagerank"), kb.ties(), kb.communities().communities, kb.blocs().blocs, kb.happenings()
        ({}, [], (), (), [])
        """
        from graphkb.analytics import centrality

        network, by = self._weighed(weight, options)
        return centrality(network, measure, weight=by, **options)

    def trend(self, measure: str = "degree", **options: Any) -> Trend:
        """The scores of a measure window by window, and who rose and who fell.

        `since`, `until`, `relations` and `labels` choose a part as in `graph`; other options, such as `every="week"`,
        are those of `graphkb.analytics.trend`. Raises `MeasureError`, also where nothing has a day, and `UnknownName`.
        """
        from graphkb.analytics import trend

        since, until = _day(options.get("since")), _day(options.get("until"))
        return trend(self._part(options), measure, since=since, until=until, **options)

    def ties(self, *, actor: str | None = None, **options: Any) -> list[History]:
        """When ties between actors began, ended and turned; those that turned most first, then the busiest.

        `actor`, an id, a name or an alias, keeps its own. `since`, `until`, `relations` and `labels` choose a part as
        in `graph`; other options are those of `graphkb.analytics.tie_histories`. Raises `MeasureError`, `UnknownName`.
        """
        from graphkb.analytics import tie_histories

        graph = self._part(options)
        wanted = find_node(graph, actor).id if actor is not None else None
        return [tie for tie in tie_histories(graph, **options) if wanted in (None, tie.one, tie.other)]

    def communities(self, *, weight: str | None = None, **options: Any) -> Communities:
        """The communities of the actors, and how firm they are.

        `weight` and the part are chosen as in `centrality`; other options are those of
        `graphkb.analytics.communities`. Raises `MeasureError` and `UnknownName`.
        """
        from graphkb.analytics import communities

        network, by = self._weighed(weight, options)
        return communities(network, weight=by, **options)

    def communities_over_time(self, **options: Any) -> list[Chapter]:
        """Window by window, which community goes on from which, and who joined and left.

        The part is chosen as in `centrality`; other options, such as `every="month"`, are those of
        `graphkb.analytics.communities_over_time`. Raises `MeasureError`, also where nothing has a day.
        """
        from graphkb.analytics import communities_over_time

        since, until = _day(options.get("since")), _day(options.get("until"))
        return communities_over_time(self._part(options), since=since, until=until, **options)

    def blocs(self, count: int | None = 2, *, relative: bool = False, **options: Any) -> Blocs:
        """Blocs that cooperate within and are in conflict with each other, of all who are tied together somehow.

        Of a graph in pieces that is the largest. With `relative` those are friends who cooperate more than is usual.
        The part is chosen as in `centrality`; other options are those of `graphkb.analytics.blocs`. Raises
        `MeasureError` and `UnknownName`.
        """
        from graphkb.analytics import blocs, largest_part, signed_graph

        return blocs(largest_part(signed_graph(self._part(options), relative=relative)), count, **options)

    def happenings(self, *, actor: str | None = None, window: int = 1, **options: Any) -> list[Happening]:
        """What happened, the reports of one happening joined; the most reported first.

        `actor`, an id, a name or an alias, keeps what it takes part in; `window` is how many days apart reports of one
        thing may be. The part is chosen as in `centrality`. Raises `UnknownName`.
        """
        from graphkb.graph import filter_graph
        from graphkb.graph.happenings import find_happenings, most_reported

        graph = self.graph(**options)
        if actor is not None:
            graph = filter_graph(graph, actor=find_node(graph, actor).id)
        return most_reported(find_happenings(graph, window=window))

    def compare(self, other: KnowledgeBase | Graph, **options: Any) -> Agreement:
        """What this and another knowledge base, or a graph, both tell of, and what only one of them does.

        Options are those of `graphkb.analytics.agreement.compare_graphs`.
        """
        from graphkb.analytics.agreement import compare_graphs

        return compare_graphs(self.graph(), other.graph() if isinstance(other, KnowledgeBase) else other, **options)

    def profile(self, actor: str, *, top: int = 15) -> Profile:
        """What is known of the actor of that id, name or alias; raises `UnknownName` with the near ones."""
        return profile(self.store.read(), actor, top=top)

    def _part(self, options: dict[str, Any]) -> Graph:
        """The part of the graph that options choose, which are taken out of them."""
        names = ("since", "until", "relations", "labels")
        return self.graph(**{name: options.pop(name) for name in names if name in options})

    def _weighed(self, weight: str | None, options: dict[str, Any]) -> tuple[nx.MultiDiGraph[str], str | None]:
        """That part as a network, and what its edges call their weight."""
        from graphkb.analytics import weighed_network
        from graphkb.graph import to_networkx

        graph = self._part(options)
        return (to_networkx(graph), None) if weight is None else (weighed_network(graph, weight), "weight")

    def find(self, actor: str) -> Node:
        """The node of that id, name or alias; raises `UnknownName` with the near ones."""
        return find_node(self.store.read(), actor)

    def viz(
        self,
        path: str | Path | None = None,
        *,
        actor: str | None = None,
        hops: int = 1,
        since: str | date | None = None,
        until: str | date | None = None,
        relations: Iterable[str] | None = None,
        labels: Iterable[str] | None = None,
        **options: Any,
    ) -> Map:
        """The graph drawn as one offline HTML page: a notebook shows it, `save` writes it, as does naming a path.

        `actor`, an id, a name or an alias, keeps its surroundings. Other options are those of `draw_measured`. Raises
        `OutputError` where it cannot be written, and `UnknownName`.
        """
        from graphkb.graph import filter_graph
        from graphkb.viz import render

        graph = self.graph(since=since, until=until, relations=relations, labels=labels)
        if actor is not None:
            graph = filter_graph(graph, actor=find_node(graph, actor).id, hops=hops)
        drawing = draw_measured(graph, **options)
        drawn = Map(render(drawing), drawing)
        if path is not None:
            drawn.save(path)
        return drawn

    @property
    def decisions(self) -> Decisions:
        """What a person decided, from the file of decisions; raises `DecisionError` where it cannot be read."""
        from graphkb.graph.decision_file import load_decisions

        return load_decisions(self.decisions_path)

    def merge(self, actor: str, *others: str, name: str | None = None, because: str = "") -> Decided:
        """Decide that actors, given by id, name or alias, are one; the first keeps its id, and its name unless `name`.

        Like all decisions it is written to the file of decisions, holds for whatever is loaded later, and is applied
        to the graph kept. Raises `UnknownName`, and `DecisionError` where it contradicts another decision.
        """
        from graphkb.graph.choosing import as_one

        return self.decide(as_one(self.graph(), self.decisions, (actor, *others), name=name, because=because))

    def split(
        self, actor: str, other: str | None = None, *, articles: Iterable[str] = (), because: str = ""
    ) -> Decided:
        """Decide that an actor is somebody else in some articles (without articles, in each), or not that other one.

        Raises `UnknownName`, and `DecisionError` where it contradicts another decision.
        """
        from graphkb.graph.choosing import as_parts, as_two

        graph, decisions = self.graph(), self.decisions
        if other is not None:
            return self.decide(as_two(graph, decisions, actor, other, because=because))
        return self.decide(as_parts(graph, decisions, actor, list(articles), because=because))

    def accept(self, *statements: str, because: str = "") -> Decided:
        """Decide that statements, given by id, are read rightly. Raises `UnknownName`, `DecisionError`."""
        from graphkb.graph.choosing import as_judged

        return self.decide(as_judged(self.graph(), statements, right=True, because=because))

    def reject(self, *statements: str, because: str = "") -> Decided:
        """Decide that statements are read wrongly; they support nothing then. Raises `UnknownName`, `DecisionError`."""
        from graphkb.graph.choosing import as_judged

        return self.decide(as_judged(self.graph(), statements, right=False, because=because))

    def take_back(self, line: int) -> Decided:
        """Take the decision on a line of the file back, and bring the graph to what is decided then."""
        from graphkb.graph.decision_file import remove_decision

        return Decided((remove_decision(self.decisions_path, line),), self.apply_decisions())

    def apply_decisions(self) -> int:
        """Bring the graph kept to what the file of decisions says, and give the number of articles that changed.

        Loading does so by itself; this is for a file that was edited by hand.
        """
        from graphkb.store.deciding import apply_decisions

        return apply_decisions(self.store, self.decisions)

    def doubts(self, actor: str | None = None) -> list[Doubt]:
        """The pairs of people or organizations that may be one, with evidence, the likeliest first.

        With `actor` (id, name or alias) only those that it belongs to. Raises `UnknownName`.
        """
        from graphkb.graph.choosing import choose_node
        from graphkb.graph.doubts import find_doubts

        graph = self.graph()
        return find_doubts(graph, self.decisions, actor=choose_node(graph, actor).id if actor else None)

    def decide(self, decisions: Iterable[Decision], *, apply: bool = True) -> Decided:
        """Write decisions to the file of decisions and, unless `apply` is false, bring the graph to what they say.

        Raises `DecisionError` where one contradicts another; then none is written.
        """
        from graphkb.graph.decision_file import add_decisions

        new = list(decisions)
        decided = add_decisions(self.decisions_path, new)
        return Decided(tuple(d for d in decided.all if d in new), self.apply_decisions() if apply else 0)

    def retract(self, article: str, *, dry_run: bool = False) -> Retraction:
        """Remove an article and what only it supports, and say what went and what is weaker now.

        With `dry_run` it is only said. Raises `UnknownName`.
        """
        return self.store.retract(article, dry_run=dry_run)

    def dump(self, path: str | Path) -> None:
        """Write all that is kept to a file of JSON lines, from which `restore` makes a store that holds the same.

        Raises `OutputError` where it cannot be written.
        """
        from graphkb.moving import dump_lines, write_lines

        write_lines(dump_lines(self.store.parts()), Path(path))

    def restore(self, path: str | Path, *, on_progress: Callable[[int], None] | None = None) -> Counts:
        """Add all that a dump holds, and say what was new; an article that is kept already is replaced by the dump's.

        `on_progress` is called with the number of articles done since the last call. Raises `GraphkbError`, naming
        the line, where the file is no whole dump; nothing is written then.
        """
        from graphkb.moving import read_dump
        from graphkb.store import Counts

        new = Counts()
        for graph in read_dump(Path(path)):
            new += self.store.write(graph)
            if on_progress:
                on_progress(len(graph.articles))
        return new

    def counts(self) -> Counts:
        """How many articles, statements, nodes and relationships are kept."""
        return self.store.counts()

    def close(self) -> None:
        """Let go of the store. Closing twice is allowed."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_knowledge_base(
    url: str | Path = "graphkb.db",
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    decisions: str | Path | None = None,
) -> KnowledgeBase:
    """The knowledge base at a path (the embedded store) or a neo4j:// or bolt:// address.

    `decisions` is the file of decisions; by default `graphkb.decisions` beside the embedded store, or in the current
    folder for a server.

    Raises `StoreError` where it cannot be opened, `StoreBusy` where another process holds it.
    """
    from graphkb.store import open_store

    store = open_store(str(url), username=username, password=password, database=database)
    return KnowledgeBase(store, decisions=decisions)


def draw_measured(
    graph: Graph,
    *,
    scores: Mapping[str, float] | None = None,
    size_by: str = "degree",
    measures: Iterable[str] = ("betweenness", "closeness", "pagerank"),
    **options: Any,
) -> Drawing:
    """The drawing of a graph whose nodes are measured: sized by one measure, with their ranks by some others.

    With `scores`, `size_by` is their name instead. Other options are those of `graphkb.viz.draw`. Raises `UnknownName`
    for a measure that there is not.
    """
    from graphkb.analytics import centrality, check_measure
    from graphkb.graph import to_networkx
    from graphkb.viz import draw

    names = [check_measure(name) for name in ([size_by] if scores is None else []) + list(measures)]
    network = to_networkx(graph)
    tables = {name: centrality(network, name) for name in dict.fromkeys(names)}
    size_by = names[0] if scores is None else size_by
    return draw(graph, scores=scores or tables[size_by], size_by=size_by, measures=tables, **options)


def find_node(graph: Graph, actor: str) -> Node:
    """The node of that id, name or alias in a graph; raises `UnknownName` with the near ones."""
    wanted = actor.casefold()
    for names in (lambda n: (n.id,), lambda n: (n.name,), lambda n: n.aliases):
        found = [n for n in graph.nodes.values() if wanted in (name.casefold() for name in names(n))]
        if found:
            return min(found, key=lambda n: n.id)
    raise UnknownName("actor", actor, {n.name for n in graph.nodes.values()})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one actor: `rows` hold relationships with the names of their ends, best supported first;
    `offices` are those of the gazetteer, the latest first, whatever the articles say; `reasons` say why all that it is
    called is one actor.
    """

    node: Node
    mentions: tuple[str, ...]
    first: date | None
    last: date | None
    relationships: int
    rows: tuple[tuple[Relationship, str, str], ...]
    offices: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def profile(graph: Graph, actor: str, *, top: int = 15) -> Profile:
    """What the graph says of the actor of that id, name or alias; raises `UnknownName` with the near ones."""
    from graphkb.graph.reasons import reasons_of
    from graphkb.mentions.described import PRONOUNS

    node = find_node(graph, actor)
    edges = [r for r in graph.relationships.values() if node.id in (r.source, r.target)]
    edges.sort(key=lambda r: (-r.sources, -r.statements, -r.confidence, r.id))
    said = [s for s in graph.statements.values() if node.id in (s.source, s.target)]
    days = sorted(day for s in said if (day := s.date or s.published))
    mentions = Counter(s.source_mention if s.source == node.id else s.target_mention or "" for s in said)
    for mention in [m for m in mentions if m.lower() in PRONOUNS]:
        del mentions[mention]
    names = {n.id: n.name for n in graph.nodes.values()}
    return Profile(
        node=node,
        mentions=tuple(mention for mention, _ in mentions.most_common()),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        relationships=len(edges),
        rows=tuple((r, names[r.source], names[r.target]) for r in edges[:top]),
        offices=tuple(_offices(node.id)) if node.label == "Leader" else (),
        reasons=reasons_of(node.id, said),
    )


def _offices(person: str) -> Iterator[str]:
    """The offices that a leader has held, as `president, Kazakhstan, 2019-03-20 to now`."""
    from graphkb.actors import load_gazetteer

    gazetteer = load_gazetteer()
    for term in reversed(gazetteer.terms_by(person)):
        of = gazetteer.entities[term.of].name if term.of in gazetteer.entities else term.of
        since, until = term.period.since, term.period.until
        yield f"{term.title or term.office}, {of}, {since or '?'} to {until or 'now'}"


def _day(value: str | date | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise GraphkbError(f"not a date: {value!r}; write it as 2022-10-12") from None
