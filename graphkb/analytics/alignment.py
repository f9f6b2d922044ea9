"""Alignment: how much alike two actors deal with the others, and how often they vote alike."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics.comparison import Period
from graphkb.analytics.signs import events_of, signed_graph
from graphkb.analytics.ties import Node
from graphkb.analytics.windows import Every, observed, windows
from graphkb.errors import MeasureError
from graphkb.graph import Graph, filter_graph

Pair = tuple[Node, Node]
Alignments = dict[Pair, float]
"""A number for each pair of actors, the two in the order of their names."""

BALLOTS: Mapping[str, float] = {"VOTES_FOR": 1.0, "ABSTAINS": 0.0, "VOTES_AGAINST": -1.0}
ATTITUDE = 1.0
FEWEST = 3


class Vote(NamedTuple):
    """What an actor chose in a vote: 1 yes, 0 abstain, -1 no."""

    voter: Node
    vote: Any
    choice: float


def alignment(
    signed: nx.Graph, *, weight: str = "weight", fewest: int = FEWEST, among: Iterable[Node] | None = None
) -> Alignments:
    """How much alike any two actors deal with the others they both deal with.

    Formula: the cosine of the weights of their ties with the same third actors, sum(a * b) / sqrt(sum(a^2) sum(b^2)),
    and their own tie, if there is one, as one more third on which they agree as far as it is cooperation.
    Source: profiles of ties after Burt, "Positions in networks", Social Forces 55 (1976); the cosine in place of his
    distance, so that having few ties makes nobody alike.
    Units: none. Range: -1, they deal with all in opposite ways, to 1, in the same.
    Edge cases: pairs that share fewer than `fewest` thirds (their own tie counts as one) have no alignment; nor has a
    pair all whose ties weigh 0. `among` are the actors to compare; their thirds may be any.

    >>> signed = nx.Graph([(a, c, {"weight": w}) for a, w in (("A", 1), ("B", 1), ("C", -1)) for c in "xyz"])
    >>> alignment(signed)["A", "B"], alignment(signed)["A", "C"]
    (1.0, -1.0)
    """
    thirds = sorted(signed, key=str)
    place = {node: number for number, node in enumerate(thirds)}
    compared = thirds if among is None else sorted({node for node in among if node in place}, key=str)
    ties = np.full((len(compared), len(thirds)), np.nan)
    for row, node in enumerate(compared):
        for other, facts in signed[node].items():
            if other != node:
                ties[row, place[other]] = facts.get(weight, 0.0)
    own = np.array([place[node] for node in compared], dtype=np.int64)
    known, filled = ~np.isnan(ties), np.nan_to_num(ties)
    direct, tied = filled[:, own], known[:, own]
    shared = known.astype(np.float64) @ known.T + tied
    product = filled @ filled.T + direct * ATTITUDE
    first = (filled**2) @ known.T + np.abs(direct) * ATTITUDE
    size = np.sqrt(first * first.T)
    cosine = np.divide(product, size, out=np.zeros_like(product), where=size > 0)
    return _paired(compared, cosine, (shared >= fewest) & (size > 0))


def vote_agreement(votes: Iterable[Vote], *, fewest: int = FEWEST, corrected: bool = False) -> Alignments:
    """How often any two actors vote alike, an abstention standing halfway between yes and no.

    Formula: the mean over the votes of both of 1 - |a - b| / 2, with yes 1, abstain 0 and no -1; `corrected` for chance
    it is 1 - sum |a - b| / sum of |a - b| expected from how often each chooses what (Scott's pi).
    Source: Lijphart, "The analysis of bloc voting in the General Assembly", American Political Science Review 57
    (1963); corrected after Haege, "Choice or circumstance? Adjusting measures of foreign policy similarity for chance
    agreement", Political Analysis 19 (2011).
    Units: none. Range: 0, always opposite, to 1, always alike; corrected up to 1, with 0 for chance.
    Edge cases: votes of one actor alone say nothing of a pair; pairs with fewer than `fewest` votes in common have no
    agreement; of two choices of one actor in one vote the later counts; corrected, a pair that always chooses one same
    thing has none. Raises `MeasureError` for a choice beyond -1 to 1.

    >>> cast = [("A", 1), ("B", 1), ("C", -1), ("D", 0)]
    >>> found = vote_agreement([Vote(who, n, choice) for n in range(3) for who, choice in cast])
    >>> found["A", "B"], found["A", "C"], found["A", "D"]
    (1.0, 0.0, 0.5)
    """
    cast = {(vote.voter, vote.vote): vote.choice for vote in votes}
    for (voter, vote), choice in cast.items():
        if not -1 <= choice <= 1:
            raise MeasureError(f"{voter!r} chose {choice!r} in {vote!r}; a choice is 1 (yes), 0 (abstain) or -1 (no)")
    voters = sorted({voter for voter, _ in cast}, key=str)
    asked = {vote: number for number, vote in enumerate(dict.fromkeys(vote for _, vote in cast))}
    row = {voter: number for number, voter in enumerate(voters)}
    choices = np.full((len(voters), len(asked)), np.nan)
    for (voter, vote), choice in cast.items():
        choices[row[voter], asked[vote]] = choice
    known = ~np.isnan(choices)
    common = known.astype(np.float64) @ known.T
    apart = _apart(choices)
    alike = 1 - np.divide(apart, 2 * common, out=np.zeros_like(apart), where=common > 0)
    allowed = common >= max(fewest, 1)
    if corrected:
        chance = _expected(choices) * common
        alike = 1 - np.divide(apart, chance, out=np.ones_like(apart), where=chance > 0)
        allowed &= chance > 0
    return _paired(voters, alike, allowed)


def votes_of(graph: Graph | nx.Graph) -> list[Vote]:
    """The votes in a graph: who voted for, voted against or abstained in what. What is denied or planned is none."""
    found = []
    rows: Iterable[tuple[Node, Node, Mapping[str, Any]]]
    if isinstance(graph, Graph):
        kept = sorted(graph.relationships.values(), key=lambda r: r.id)
        facts_of = ({"relation": r.type, "polarity": r.polarity, "modality": r.modality} for r in kept)
        rows = ((r.source, r.target, facts) for r, facts in zip(kept, facts_of, strict=True))
    else:
        rows = graph.edges(data=True)
    for source, target, facts in rows:
        happened = facts.get("polarity", "affirmed") == "affirmed" and facts.get("modality", "asserted") == "asserted"
        if happened and facts.get("relation") in BALLOTS:
            found.append(Vote(source, target, BALLOTS[facts["relation"]]))
    return found


def alignments_over_time(
    graph: Graph,
    *,
    every: Every = "quarter",
    span: int = 1,
    measure: Callable[[Graph], Alignments] | None = None,
) -> list[tuple[Period, Alignments]]:
    """The alignment of all pairs of actors in each window of a graph; `measure` says which, else by what happened.

    `lambda part: vote_agreement(votes_of(part))` takes the votes instead. Windows are those of `windows`, over the days
    in which news came out. Raises `MeasureError` for a graph without any day, and as `windows` does.
    """
    days = [event.day for event in events_of(graph) if event.day is not None]
    if not days and not any(s.published for s in graph.statements.values()):
        raise MeasureError("nothing in the graph has a day")
    cut = windows(*observed(graph, days), every=every, span=span)
    ask = measure or (lambda part: alignment(signed_graph(part)))
    return [(window, ask(filter_graph(graph, since=window.since, until=window.until))) for window in cut]


def correlation(one: Alignments, other: Alignments) -> tuple[float, int]:
    """The rank correlation (Spearman's) of two alignments over the pairs that both have, and how many these are.

    Raises `MeasureError` where they share fewer than three pairs, or where one is the same for all of these.

    >>> correlation({("A", "B"): 1, ("A", "C"): 2, ("B", "C"): 3}, {("A", "B"): 5, ("A", "C"): 6, ("B", "C"): 9})
    (1.0, 3)
    """
    shared = sorted(one.keys() & other.keys(), key=str)
    if len(shared) < 3:
        raise MeasureError(f"two alignments with {len(shared)} pairs in common have no correlation; it takes 3")
    first, second = (_mean_ranks(np.array([of[pair] for pair in shared])) for of in (one, other))
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        raise MeasureError("an alignment that is the same for all pairs has no correlation")
    return float(np.corrcoef(first, second)[0, 1]), len(shared)


def _mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rank of each value, equal ones having the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    means: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return means


def _paired(nodes: list[Node], values: NDArray[np.float64], allowed: NDArray[np.bool_]) -> Alignments:
    return {
        (nodes[i], nodes[j]): min(1.0, max(-1.0, float(values[i, j])))
        for i, j in combinations(range(len(nodes)), 2)
        if allowed[i, j]
    }


def _apart(choices: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of |a - b| over the votes of both, for each pair."""
    known = ~np.isnan(choices)
    apart = np.zeros((len(choices), len(choices)))
    for row, of_one in enumerate(choices):
        apart[row] = np.where(known & known[row], np.abs(choices - of_one), 0).sum(axis=1)
    return apart


def _expected(choices: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean |a - b| of each pair if each chose by chance as often as both together choose what."""
    known = (~np.isnan(choices)).astype(np.float64)
    values = np.unique(choices[~np.isnan(choices)])
    shares = []
    for value in values:
        times = (choices == value) @ known.T
        shares.append((times + times.T) / np.maximum(2 * (known @ known.T), 1))
    expected = np.zeros((len(choices), len(choices)))
    for one, other in combinations(range(len(values)), 2):
        expected += 2 * abs(values[one] - values[other]) * shares[one] * shares[other]
    return expected
