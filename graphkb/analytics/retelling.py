"""What other articles might have told: the ties of a graph again and again, with those that no article told of yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from graphkb.analytics.evidence import Evidence
from graphkb.analytics.ties import Places, Ties, Vector, sums

Chance = np.random.Generator
_BITS = 31


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The actors whom nobody told of in a role yet, by kind, and how likely the end of a new tie is one of them."""

    rate: float
    actors: Places
    first: Places
    number: Places

    @classmethod
    def of(cls, told: Places, kinds: Places, new: float) -> Self:
        """Those whom no mention has in the role that it has others `told` times in, a share `new` of ties being new."""
        silent = np.flatnonzero(told == 0)
        actors = silent[np.argsort(kinds[silent], kind="stable")]
        number = np.bincount(kinds[actors], minlength=int(kinds.max(initial=0)) + 1)
        rate = min(unheard(told) / new, 1.0) if new else 0.0
        return cls(rate, actors, np.cumsum(number) - number, number)

    def step_in(self, ends: Places, kinds: Places, chance: Chance) -> None:
        """Put some of them in the place of ends of their kind."""
        if not len(self.actors):
            return
        places = np.flatnonzero(chance.random(len(ends)) < self.rate)
        places = places[self.number[kinds[ends[places]]] > 0]
        kind = kinds[ends[places]]
        ends[places] = self.actors[self.first[kind] + (chance.random(len(places)) * self.number[kind]).astype(np.int64)]


@dataclass(frozen=True, slots=True)
class Retelling:
    """Who tells of which pair, ready to be told anew.

    A mention is one unit (an article, an outlet) telling of one pair. `again` is how likely it is, of each pair, that
    who told of it would do so again and not of a pair that nobody told of.
    """

    ties: Ties
    kinds: Places
    source: Places
    target: Places
    pairs: Places
    fixed: Vector
    pair: Places
    unit: Places
    amount: Vector
    units: int
    again: Vector
    newcomers: tuple[Newcomers, Newcomers]

    def tell(self, chance: Chance) -> Ties:
        """The ties as so many units drawn with repetition would tell them."""
        times = np.bincount(chance.integers(self.units, size=self.units), minlength=self.units)
        mention = np.repeat(np.arange(len(self.pair)), times[self.unit])
        pair, amount = self.pair[mention], self.amount[mention]
        fleeting = np.flatnonzero(chance.random(len(pair)) >= self.again[pair])
        new, instead = self._others(pair[fleeting], chance)
        moved = fleeting[instead]
        elsewhere = amount[moved]
        amount[moved] = 0.0
        return self._tied(sums(pair, amount, len(self.pairs)) + self.fixed, new, elsewhere)

    def _others(self, pair: Places, chance: Chance) -> tuple[Places, Places]:
        """Pairs that nobody told of, in order, and in the place of which: those given exchange their targets."""
        source, target = self.source[pair], self.target[pair]
        if not self.ties.directed:
            turned = chance.random(len(pair)) < 0.5
            source, target = np.where(turned, target, source), np.where(turned, source, target)
        target = self._exchanged(source, target, chance)
        for ends, newcomers in zip((source, target), self.newcomers, strict=True):
            newcomers.step_in(ends, self.kinds, chance)
        if not self.ties.directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        other, order = _in_order(source * len(self.ties) + target, len(self.ties) ** 2)
        known = self.pairs[np.minimum(np.searchsorted(self.pairs, other), len(self.pairs) - 1)] == other
        new = np.flatnonzero(~known & (source != target)[order])
        return other[new], order[new]

    def _exchanged(self, source: Places, target: Places, chance: Chance) -> Places:
        """Targets in another order, those of ties between the same kinds of actor among themselves."""
        between = self.kinds[source] * (int(self.kinds.max(initial=0)) + 1) + self.kinds[target]
        if not between.any():
            shuffled: Places = (chance.integers(2**32, size=len(target)) << _BITS) | target
            shuffled.sort()  # twice as fast as a permutation
            shuffled &= 2**_BITS - 1
            return shuffled
        exchanged = np.empty_like(target)
        order = np.lexsort((chance.random(len(target)), between))
        exchanged[np.argsort(between, kind="stable")] = target[order]
        return exchanged

    def _tied(self, weight: Vector, new: Places, amount: Vector) -> Ties:
        """The pairs that were told of, with their weights, and new ones in order, with what was told of them."""
        size = len(self.ties)
        first = np.flatnonzero(np.diff(new, prepend=-1))
        other, amount = new[first], np.add.reduceat(amount, first) if len(first) else amount
        told = np.flatnonzero(weight > 0)
        source = np.concatenate((self.source[told], other // size))
        target = np.concatenate((self.target[told], other % size))
        weight = np.concatenate((weight[told], amount))
        if self.ties.directed:
            return Ties(self.ties.nodes, source, target, weight, True)
        both = np.concatenate((source, target)), np.concatenate((target, source))
        return Ties(self.ties.nodes, *both, np.tile(weight, 2), False)


def retelling(evidence: Evidence, *, outlets: bool = False) -> Retelling:
    """What is behind the ties of a graph, ready to be told anew by as many articles or outlets.

    >>> from graphkb.analytics.evidence import evidence_of
    >>> import networkx as nx
    >>> ties = nx.DiGraph([("KAZ", "RUS", {"outlet": "a"}), ("UZB", "CHN", {"outlet": "b"})])
    >>> ready = retelling(evidence_of(ties, by="outlet"))
    >>> len(ready.pair), ready.units
    (2, 2)
    """
    ties = evidence.ties
    amounts = evidence.by_group() if outlets else evidence.amounts
    tie = np.repeat(np.arange(len(ties.source)), np.diff(amounts.indptr))
    kept = np.full(len(ties.source), True) if ties.directed else ties.source < ties.target
    number = np.cumsum(kept) - 1
    told = kept[tie]
    pair = number[tie[told]]
    source, target = ties.source[kept], ties.target[kept]
    times = np.bincount(pair, minlength=len(source))
    roles = [np.bincount(ends[pair], minlength=len(ties)) for ends in (source, target)]
    if not ties.directed:
        roles = [roles[0] + roles[1]] * 2
    new = unheard(times)
    return Retelling(
        ties=ties,
        kinds=evidence.kinds,
        source=source,
        target=target,
        pairs=source * len(ties) + target,
        fixed=evidence.fixed[kept],
        pair=pair,
        unit=amounts.indices[told].astype(np.int64),
        amount=amounts.data[told],
        units=amounts.shape[1],
        again=_again(times, new),
        newcomers=(Newcomers.of(roles[0], evidence.kinds, new), Newcomers.of(roles[1], evidence.kinds, new)),
    )


def retold(evidence: Evidence, replicates: int, *, outlets: bool = False, seed: int = 0) -> Iterator[Ties]:
    """The ties of a graph as so many other loads of news might tell them."""
    ready, chance = retelling(evidence, outlets=outlets), np.random.default_rng(seed)
    for _ in range(replicates):
        yield ready.tell(chance)


def unheard(told: Places) -> float:
    """How likely the next thing told is one that was not told of yet, from how often each was told.

    Formula: f1 / n * (n - 1) f1 / ((n - 1) f1 + 2 f2), with f1 things told once, f2 twice, and n times told in all.
    Source: Good, "The population frequencies of species and the estimation of population parameters", Biometrika 40
    (1953), in the form of Chao and Jost, "Coverage-based rarefaction and extrapolation", Ecology 93 (2012).

    >>> unheard(np.array([6, 2, 1, 1, 0])), unheard(np.array([4, 2]))
    (0.18, 0.0)
    """
    n, once, twice = int(told.sum()), int((told == 1).sum()), int((told == 2).sum())
    if not once:
        return 0.0
    others = (n - 1) * (once if twice else once - 1)
    return once / n * others / (others + 2 * (twice or 1))


def _in_order(numbers: Places, bound: int) -> tuple[Places, Places]:
    """Numbers below a bound in order, and where each of them stood."""
    bits = len(numbers).bit_length()
    if bound.bit_length() + bits > 63:
        order = np.argsort(numbers)
        return numbers[order], order
    packed = (numbers << bits) | np.arange(len(numbers))  # to sort these takes a third of what argsort takes
    packed.sort()
    return packed >> bits, packed & (2**bits - 1)


def _again(times: Places, new: float) -> Vector:
    """How likely each pair would be told of again, so that a share `new` is left for those that were not told of.

    Source: the bootstrap of Chao et al., "Rarefaction and extrapolation with Hill numbers", Ecological Monographs 84
    (2014): p_i = x_i / n * (1 - l * (1 - x_i / n)^n), with l such that the p_i sum to 1 - new.
    """
    n = max(int(times.sum()), 1)
    missed = (1 - times / n) ** n
    share = float((times / n * missed).sum())
    return np.asarray(np.clip(1 - missed * (new / share if share else 0.0), 0.0, 1.0))
