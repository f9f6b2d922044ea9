"""How often the 90% ranges of `certainty` hold the score and the rank that fresh articles give on average.

    python benchmarks/bench_certainty.py [--articles 150] [--worlds 24] [--icews ../shared/data/icews18]

A world says how likely an article tells of each pair of forty actors, so that the truth is known: the mean over many
loads of as many fresh articles, each of which tells of one to four ties. `fame`: some actors are far more in the news
than others, and any two of them may meet. `camps`: the same in four camps that keep to themselves. `icews`: the pairs
among the forty busiest actors of the ICEWS events of a folder, where one is named.

Beside `certainty` stand the ways that were weighed: halves of the articles, each heard twice, scaled to the score
(Politis and Romano 1994); the usual bootstrap, its percentiles (Efron 1979), bias-corrected (Efron 1981), and moved to
the score; and the Bayesian one, whose weights vary while no tie vanishes (Rubin 1981). Actors of the lowest third are
left out: nobody asks about them, and most have no ties.
"""

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from graphkb.analytics import centrality, certainty
from graphkb.analytics.evidence import Evidence, evidence_of
from graphkb.analytics.scorer import ranks_of

Numbers = NDArray[np.float64]
MEASURES = ("degree", "strength", "betweenness", "closeness", "harmonic", "pagerank", "eigenvector")
ACTORS = 40
LOADS = 200
ENDS = (0.05, 0.95)


def fame(chance: np.random.Generator) -> Numbers:
    """A world in which some are far more in the news than others."""
    known = chance.zipf(1.6, size=ACTORS).clip(max=200).astype(float)
    together: Numbers = np.outer(known, known) * (1 - np.eye(ACTORS))
    return together


def camps(chance: np.random.Generator) -> Numbers:
    """The same, with four camps that have eight times as much to do with their own."""
    camp = np.arange(ACTORS) % 4
    together: Numbers = fame(chance) * np.where(camp[:, None] == camp, 8, 1)
    return together


def icews(folder: Path) -> Numbers:
    """How often each of the busiest actors did something to each other."""
    events = []
    for name in ("valid", "test"):
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as rows:
            events += [(cells[0].strip(), cells[2].strip()) for cells in (row.split("\t") for row in rows)]
    busy = Counter(actor for event in events for actor in event)
    place = {actor: number for number, (actor, _) in enumerate(busy.most_common(ACTORS))}
    world = np.zeros((ACTORS, ACTORS))
    for source, target in events:
        if source != target and source in place and target in place:
            world[place[source], place[target]] += 1
    return world


def load(articles: int, chance: np.random.Generator, world: Numbers) -> nx.MultiDiGraph:
    """The graph of fresh articles."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(ACTORS))
    article = np.repeat(np.arange(articles), chance.integers(1, 5, size=articles))
    pairs = chance.choice(world.size, size=len(article), p=world.ravel() / world.sum())
    for number, pair in zip(article.tolist(), pairs.tolist(), strict=True):
        graph.add_edge(*divmod(pair, ACTORS), article=number)
    return graph


def scores(graph: nx.Graph, measure: str) -> Numbers:
    """The score of each actor."""
    found = centrality(graph, measure)
    return np.array([found.get(actor, 0.0) for actor in range(ACTORS)])


def halves(units: int, chance: np.random.Generator) -> Numbers:
    """Half of the articles, each heard twice."""
    heard = np.zeros(units)
    heard[chance.choice(units, units // 2, replace=False)] = 2.0
    return heard


def repetition(units: int, chance: np.random.Generator) -> Numbers:
    """As many articles as there are, drawn with repetition."""
    return np.bincount(chance.integers(units, size=units), minlength=units).astype(float)


def bayesian(units: int, chance: np.random.Generator) -> Numbers:
    """All articles, each as loud as chance has it."""
    loud: Numbers = chance.exponential(size=units)
    loud /= loud.mean()
    return loud


def drawn(evidence: Evidence, measure: str, draw: Callable[..., Numbers], often: int, seed: int) -> Numbers:
    """The scores of replicates, a row for each."""
    chance, units = np.random.default_rng(seed), len(evidence.units)
    ties = (evidence.ties.weighed(evidence.weights(draw(units, chance))) for _ in range(often))
    return np.array([scores(each, measure) for each in ties])


def scaled(found: Numbers, known: Numbers) -> Numbers:
    """The percentiles times score / mean of the replicates."""
    mean = found.mean(axis=0)
    ends: Numbers = np.quantile(found, ENDS, axis=0)
    ends *= np.divide(known, mean, out=np.ones_like(mean), where=mean > 0)
    return ends


def percentiles(found: Numbers, _: Numbers) -> Numbers:
    """The middle 90% of the replicates."""
    ends: Numbers = np.quantile(found, ENDS, axis=0)
    return ends


def corrected(found: Numbers, known: Numbers) -> Numbers:
    """The percentiles moved by how many replicates lie below the score."""
    below = ((found < known).mean(axis=0) + (found <= known).mean(axis=0)) / 2
    bias = norm.ppf(below.clip(1 / len(found), 1 - 1 / len(found)))
    ends = norm.cdf(2 * bias + norm.ppf(ENDS)[:, None])
    spans: Numbers = np.array([[np.quantile(found[:, i], end) for i, end in enumerate(row)] for row in ends])
    return spans


def moved(found: Numbers, known: Numbers) -> Numbers:
    """The percentiles moved so that the mean of the replicates is at the score."""
    ends: Numbers = np.quantile(found, ENDS, axis=0)
    ends += known - found.mean(axis=0)
    return ends


WAYS: dict[str, tuple[Callable[..., Numbers], Callable[[Numbers, Numbers], Numbers]]] = {
    "halves": (halves, scaled),
    "bootstrap": (repetition, percentiles),
    "corrected": (repetition, corrected),
    "moved": (repetition, moved),
    "Bayesian": (bayesian, percentiles),
}


def hold(ends: Numbers, here: Numbers, truth: Numbers, asked: NDArray[np.bool_]) -> float:
    """How often the truth lies between the ends, which reach to what was found."""
    within = (np.minimum(ends[0], here) <= truth + 1e-9) & (truth <= np.maximum(ends[1], here) + 1e-9)
    return float(within[asked].mean())


def compare(name: str, world: Numbers, options: argparse.Namespace) -> None:
    """Print for each measure how often each way holds the truth."""
    chance = np.random.default_rng(5)
    fresh = [load(options.articles, chance, world) for _ in range(LOADS)]
    graphs = [load(options.articles, chance, world) for _ in range(options.worlds)]
    print(f"\n{name:<14}{'now: score':>12}{'rank':>6}" + "".join(f"{way:>12}{'rank':>6}" for way in WAYS))
    for measure in options.measures:
        truth = np.mean([scores(graph, measure) for graph in fresh], axis=0)
        place, asked = ranks_of(truth), truth > np.quantile(truth, 1 / 3)
        held: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for seed, graph in enumerate(graphs):
            sure = certainty(graph, measure, by="article", replicates=options.replicates, seed=seed).standings
            told = np.array([sure[actor][:6] for actor in range(ACTORS)]).T
            ranks = hold(told[4:6], told[3], place, asked)
            held["now"].append((hold(told[1:3], told[0], truth, asked), ranks))
            evidence = evidence_of(graph, by="article")
            known, rank = told[0], told[3]
            for way, (draw, span) in WAYS.items():
                found = drawn(evidence, measure, draw, options.replicates, seed)
                order = np.array([ranks_of(row) for row in found])
                range_of = np.quantile(order, ENDS, axis=0, method="inverted_cdf")
                held[way].append((hold(span(found, known), known, truth, asked), hold(range_of, rank, place, asked)))
        means = (np.mean(held[way], axis=0) for way in ("now", *WAYS))
        print(f"{measure:<14}" + "".join(f"{score:>12.2f}{rank:>6.2f}" for score, rank in means), flush=True)


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=150)
    options.add_argument("--worlds", type=int, default=24, help="how many loads the ranges are taken of")
    options.add_argument("--replicates", type=int, default=100)
    options.add_argument("--icews", type=Path)
    options.add_argument("--measures", nargs="*", choices=MEASURES, default=MEASURES)
    chosen = options.parse_args()
    worlds = {"fame": fame(np.random.default_rng(5)), "camps": camps(np.random.default_rng(5))}
    if chosen.icews:
        worlds["icews"] = icews(chosen.icews)
    for name, world in worlds.items():
        compare(f"{name}, {chosen.articles}", world, chosen)


if __name__ == "__main__":
    main()
