"""How long each measure takes, as a ratio to plain NetworkX in the same run.

    python benchmarks/bench_measures.py [--nodes 2000] [--icews FOLDER]

The graph is a scale-free one with parallel edges and weights, or the ICEWS events of FOLDER (`valid.txt.gz` and
`test.txt.gz` in it, tab-separated subject, relation, object). Times are the best of three runs; ours include collapsing
the graph. Ratios above 1 mean that ours is faster.
"""

import argparse
import gzip
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from graphkb.analytics import betweenness, centrality, closeness, collapse, estimate_betweenness

PLAIN: dict[str, Callable[[nx.Graph], Any]] = {
    "degree": nx.degree_centrality,
    "betweenness": lambda g: nx.betweenness_centrality(g, backend="networkx"),
    "closeness": lambda g: nx.closeness_centrality(g, backend="networkx"),
    "harmonic": nx.harmonic_centrality,
    "eigenvector": lambda g: nx.eigenvector_centrality(g, max_iter=1000),
    "pagerank": lambda g: nx.pagerank(g, backend="networkx"),
    "katz": lambda g: nx.katz_centrality(g, alpha=0.001, max_iter=10_000),
    "hubs": nx.hits,
    "core_number": lambda g: nx.core_number(g.to_undirected()),
    "constraint": lambda g: nx.constraint(g.to_undirected()),
}
OURS: dict[str, dict[str, Any]] = {
    "betweenness": {"exact_up_to": 10**9},
    "katz": {"alpha": 0.001},
}
SLOW = {"betweenness", "harmonic", "constraint"}


def scale_free(nodes: int, seed: int = 1) -> nx.MultiDiGraph:
    """A scale-free graph in which some pairs have several ties."""
    chance = random.Random(seed)
    graph = nx.MultiDiGraph()
    for source, target in nx.barabasi_albert_graph(nodes, 5, seed=seed).edges:
        for _ in range(chance.choice([1, 1, 2, 4])):
            graph.add_edge(*chance.sample([source, target], 2), n=chance.randint(1, 9))
    return graph


def icews(folder: Path) -> nx.MultiDiGraph:
    """The events of a folder as ties."""
    graph = nx.MultiDiGraph()
    for name in ("valid", "test"):
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as rows:
            cells = (row.split("\t") for row in rows)
            graph.add_edges_from((cell[0].strip(), cell[2].strip()) for cell in cells)
    return graph


def best(call: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """The shortest time of several runs, and what the last one gave."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        found = call()
        times.append(time.perf_counter() - begun)
    return min(times), found


def spearman(one: dict[Any, float], other: dict[Any, float]) -> float:
    """The rank correlation of two sets of scores."""
    from scipy.stats import spearmanr

    return float(spearmanr([one[node] for node in one], [other[node] for node in one]).statistic)


def compare(graph: nx.MultiDiGraph, measures: list[str]) -> None:
    """Print a line for each measure."""
    simple = collapse(graph)
    print(f"{len(simple)} nodes, {simple.number_of_edges()} pairs, {graph.number_of_edges()} ties")
    print(f"{'measure':<14}{'NetworkX s':>12}{'graphkb s':>12}{'ratio':>8}")
    for measure in measures:
        runs = 1 if measure in SLOW and len(simple) > 1000 else 3
        plain, _ = best(lambda measure=measure: PLAIN[measure](simple), runs)  # type: ignore[misc]
        ours, _ = best(lambda m=measure: centrality(graph, m, **OURS.get(m, {})), runs)  # type: ignore[misc]
        print(f"{measure:<14}{plain:>12.3f}{ours:>12.3f}{plain / ours:>8.1f}", flush=True)


def compare_sampled(graph: nx.MultiDiGraph) -> None:
    """Print how near sampled betweenness comes to the exact one."""
    exact_time, exact = best(lambda: betweenness(graph, exact_up_to=10**9), 1)
    sampled_time, estimate = best(lambda: estimate_betweenness(graph, samples=500), 1)
    agreement = spearman(exact, estimate.scores)
    worst = max(abs(exact[node] - estimate.scores[node]) for node in exact)
    print(
        f"betweenness from 500 nodes: {sampled_time:.2f} s, exact {exact_time:.2f} s; rank correlation {agreement:.3f}"
        f", widest difference {worst:.5f}, error stated {estimate.error:.5f}"
    )


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--nodes", type=int, default=2000)
    options.add_argument("--icews", type=Path)
    options.add_argument("--measures", nargs="*", default=list(PLAIN), choices=list(PLAIN))
    chosen = options.parse_args()
    graph = icews(chosen.icews) if chosen.icews else scale_free(chosen.nodes)
    compare(graph, chosen.measures)
    weighted = lambda: closeness(graph, weight=None if chosen.icews else "n")  # noqa: E731
    print(f"weighted closeness: {best(weighted, 1)[0]:.3f} s")
    compare_sampled(graph)


if __name__ == "__main__":
    main()
