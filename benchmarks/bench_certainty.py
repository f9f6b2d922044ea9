"""How often the 90% ranges of `certainty` hold the score and the rank that fresh articles give on average.

    python benchmarks/bench_certainty.py [--articles 150] [--worlds 16] [--replicates 80]

The world is made up: forty actors, some far more in the news than others, and articles that each tell of one to four
ties between them. The truth is the mean over many loads of as many fresh articles. Beside halves stands the usual
bootstrap, which draws as many articles as there are with repetition. Actors of the lowest third are left out: nobody
asks about them, and most have no ties.
"""

import argparse
from collections import defaultdict

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphkb.analytics import centrality, certainty
from graphkb.analytics.evidence import evidence_of
from graphkb.analytics.scorer import ranks_of

Numbers = NDArray[np.float64]
MEASURES = ("degree", "strength", "pagerank", "betweenness")
ACTORS = 40
LOADS = 150


def load(articles: int, chance: np.random.Generator, fame: Numbers) -> nx.MultiDiGraph:
    """The graph of fresh articles."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(ACTORS))
    for number in range(articles):
        for _ in range(chance.integers(1, 5)):
            one, other = chance.choice(ACTORS, 2, replace=False, p=fame)
            graph.add_edge(int(one), int(other), article=number)
    return graph


def scores(graph: nx.Graph, measure: str) -> Numbers:
    """The score of each actor."""
    found = centrality(graph, measure)
    return np.array([found.get(actor, 0.0) for actor in range(ACTORS)])


def bootstrap(
    graph: nx.MultiDiGraph, measure: str, replicates: int, chance: np.random.Generator
) -> tuple[Numbers, ...]:
    """The 90% ranges of scores and of ranks over articles drawn with repetition."""
    evidence = evidence_of(graph, by="article")
    drawn, units = [], len(evidence.units)
    for _ in range(replicates):
        times = np.bincount(chance.integers(units, size=units), minlength=units)
        drawn.append(scores(evidence.ties.weighed(evidence.weights(times.astype(float))), measure))
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    best, worst = np.quantile([ranks_of(row) for row in drawn], (0.05, 0.95), axis=0, method="inverted_cdf")
    return low, high, best, worst


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=150)
    options.add_argument("--worlds", type=int, default=16)
    options.add_argument("--replicates", type=int, default=80)
    chosen = options.parse_args()
    chance = np.random.default_rng(5)
    fame = chance.zipf(1.6, size=ACTORS).clip(max=200).astype(float)
    fame /= fame.sum()
    print(f"{'measure':<14}{'halves: score':>16}{'rank':>8}{'bootstrap: score':>20}{'rank':>8}")
    for measure in MEASURES:
        truth = np.mean([scores(load(chosen.articles, chance, fame), measure) for _ in range(LOADS)], axis=0)
        rank, asked = ranks_of(truth), truth > np.quantile(truth, 1 / 3)
        held: dict[str, list[float]] = defaultdict(list)
        for seed in range(chosen.worlds):
            graph = load(chosen.articles, chance, fame)
            sure = certainty(graph, measure, by="article", replicates=chosen.replicates, seed=seed).standings
            told = np.array([sure[actor][:6] for actor in range(ACTORS)])
            low, high, best, worst = bootstrap(graph, measure, chosen.replicates, chance)
            held["score"].append(float(((told[:, 1] <= truth) & (truth <= told[:, 2]))[asked].mean()))
            held["rank"].append(float(((told[:, 4] <= rank) & (rank <= told[:, 5]))[asked].mean()))
            held["bootstrap score"].append(float(((low <= truth) & (truth <= high))[asked].mean()))
            held["bootstrap rank"].append(float(((best <= rank) & (rank <= worst))[asked].mean()))
        means = [float(np.mean(held[name])) for name in ("score", "rank", "bootstrap score", "bootstrap rank")]
        print(f"{measure:<14}{means[0]:>16.2f}{means[1]:>8.2f}{means[2]:>20.2f}{means[3]:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
