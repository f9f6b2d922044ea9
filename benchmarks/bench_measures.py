"""How long each measure takes and what memory, as ratios to plain NetworkX in the same run, and to igraph where it is.

    python benchmarks/bench_measures.py [--nodes 2000 | --icews ../shared/data/icews18] [--measures pagerank ...]
                                        [--sources 200]
    python benchmarks/bench_measures.py --large            a scale-free graph of 1,000,000 ties; NetworkX where it ends

The graph is a scale-free one with parallel edges and weights, or the ICEWS events of a folder (`valid.txt.gz` and
`test.txt.gz`, tab-separated subject, relation, object). Times are seconds of the processor, of all its cores, so that
other work on the machine matters less; the best of three runs, of slow ones of one. NetworkX and igraph are given the
collapsed graph, ready made in their own form; ours reads the multigraph and collapses it within the time. Ratios above
1 mean that ours is faster. igraph (GPL) is no part of graphkb: it is compared where a user has it. With `--sources 200`
NetworkX follows paths from 200 nodes only, and its time is multiplied up to all: on large graphs it takes hours else.
"""

import argparse
import gzip
import random
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx

from graphkb.analytics import betweenness, centrality, certainty, collapse, estimate_betweenness

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
IGRAPH: dict[str, Callable[[Any], Any]] = {
    "degree": lambda g: g.degree(),
    "betweenness": lambda g: g.betweenness(),
    "closeness": lambda g: g.closeness(mode="in"),
    "harmonic": lambda g: g.harmonic_centrality(mode="in"),
    "eigenvector": lambda g: g.eigenvector_centrality(),
    "pagerank": lambda g: g.pagerank(),
    "hubs": lambda g: g.hub_score(),
    "core_number": lambda g: g.coreness(),
    "constraint": lambda g: g.constraint(),
}
OURS: dict[str, dict[str, Any]] = {"betweenness": {"exact_up_to": 10**9}, "katz": {"alpha": 0.001}}
PATHS = {"betweenness", "closeness", "harmonic"}
SLOW = {"betweenness", "closeness", "harmonic", "constraint"}


def scale_free(nodes: int, seed: int = 1) -> nx.MultiDiGraph:
    """A scale-free graph in which some pairs have several ties."""
    chance = random.Random(seed)
    graph = nx.MultiDiGraph()
    for source, target in nx.barabasi_albert_graph(nodes, 5, seed=seed).edges:
        for _ in range(chance.choice([1, 1, 2, 4])):
            graph.add_edge(*chance.sample([source, target], 2), n=chance.randint(1, 9))
    return graph


def large(seed: int = 1) -> nx.MultiDiGraph:
    """A scale-free graph of a million ties."""
    chance = random.Random(seed)
    graph = nx.MultiDiGraph()
    for source, target in nx.barabasi_albert_graph(200_001, 5, seed=seed).edges:
        graph.add_edge(*chance.sample([source, target], 2))
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
        begun = time.process_time()
        found = call()
        times.append(time.process_time() - begun)
    return min(times), found


def spearman(one: dict[Any, float], other: dict[Any, float]) -> float:
    """The rank correlation of two sets of scores."""
    from scipy.stats import spearmanr

    return float(spearmanr([one[node] for node in one], [other[node] for node in one]).statistic)


def as_igraph(simple: nx.Graph) -> Any:
    """The same graph for igraph; None where that is not installed."""
    if find_spec("igraph") is None:
        return None
    place = {node: number for number, node in enumerate(simple)}
    edges = [(place[one], place[other]) for one, other in simple.edges]
    return import_module("igraph").Graph(n=len(place), edges=edges, directed=True)


def from_some(simple: nx.Graph, measure: str, sources: int) -> float:
    """How long a measure of paths would take NetworkX, from how long it takes for paths from some nodes."""
    some = random.Random(1).sample(list(simple), min(sources, len(simple)))
    backwards = simple.reverse(copy=True)

    def follow() -> None:
        if measure == "betweenness":
            nx.betweenness_centrality(simple, k=len(some), seed=1, backend="networkx")
        else:  # closeness and harmonic centrality are little else
            for node in some:
                nx.single_source_shortest_path_length(backwards, node)

    return best(follow, 1)[0] * len(simple) / len(some)


def compare(graph: nx.MultiDiGraph, measures: list[str], sources: int | None = None) -> None:
    """Print a line for each measure."""
    simple = collapse(graph)
    print(f"{len(simple)} nodes, {simple.number_of_edges()} pairs, {graph.number_of_edges()} ties")
    other = as_igraph(simple)
    print(f"{'measure':<14}{'NetworkX s':>12}{'graphkb s':>12}{'ratio':>8}{'igraph s':>12}{'ratio':>8}")
    for measure in measures:
        runs = 1 if measure in SLOW and len(simple) > 5000 else 3
        if sources and measure in PATHS:
            plain = from_some(simple, measure, sources)
        else:
            plain, _ = best(lambda measure=measure: PLAIN[measure](simple), 1 if measure in SLOW else runs)  # type: ignore[misc]
        ours, _ = best(lambda m=measure: centrality(graph, m, **OURS.get(m, {})), runs)  # type: ignore[misc]
        print(f"{measure:<14}{plain:>12.3f}{ours:>12.3f}{plain / ours:>8.1f}", end="", flush=True)
        if other is not None and measure in IGRAPH:
            third, _ = best(lambda m=measure: IGRAPH[m](other), runs)  # type: ignore[misc]
            print(f"{third:>12.3f}{third / ours:>8.1f}", end="")
        print(flush=True)


def compare_sampled(graph: nx.MultiDiGraph, samples: int = 500) -> None:
    """Print how near sampled betweenness comes to the exact one."""
    exact_time, exact = best(lambda: betweenness(graph, exact_up_to=10**9), 1)
    sampled_time, estimate = best(lambda: estimate_betweenness(graph, samples=samples), 1)
    agreement = spearman(exact, estimate.scores)
    worst = max(abs(exact[node] - estimate.scores[node]) for node in exact)
    print(
        f"betweenness from {samples} nodes: {sampled_time:.2f} s, exact {exact_time:.2f} s; rank correlation "
        f"{agreement:.3f}, widest difference {worst:.5f}, error stated {estimate.error:.5f}"
    )


def compare_certainty(graph: nx.MultiDiGraph) -> None:
    """Print what 200 replicates of PageRank cost in single runs."""
    once, _ = best(lambda: centrality(graph, "pagerank"), 5)
    plain, _ = best(lambda: PLAIN["pagerank"](collapse(graph)), 3)
    often, _ = best(lambda: certainty(graph, "pagerank", by="edges", replicates=200), 2)
    print(f"200 replicates of pagerank: {often:.2f} s, {often / once:.0f} times one run of ours ({once:.3f} s)", end="")
    print(f" and {often / plain:.0f} times one of NetworkX ({plain:.3f} s)")


def memory(of: str, measure: str, options: argparse.Namespace) -> float:
    """The most MiB held at once in building a graph, or in measuring it as well, in a process of its own."""
    command = [sys.executable, __file__, "--memory-of", of, "--measures", measure, "--nodes", str(options.nodes)]
    command += ["--icews", str(options.icews)] if options.icews else []
    command += ["--large"] if options.large else []
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure_memory(options: argparse.Namespace) -> None:
    """Print what this process came to hold beyond what it began with, in MiB."""
    betweenness(nx.path_graph(300))  # so that what is imported late does not count
    centrality(nx.path_graph(300), "pagerank")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most held so far is forgotten
    begun = _held("VmRSS")
    graph = chosen_graph(options)
    if options.memory_of == "measure":
        centrality(graph, options.measures[0])
    print(_held("VmHWM") - begun)


def _held(what: str) -> float:
    """What the kernel says of this process, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


def compare_memory(options: argparse.Namespace) -> None:
    """Print how much more memory a graph takes with its measure than alone."""
    for measure in ("pagerank", "closeness", "betweenness"):
        alone, with_it = memory("graph", measure, options), memory("measure", measure, options)
        print(
            f"memory of {measure}: {with_it:.0f} MiB with the graph, {alone:.0f} without; {with_it / alone:.2f} times"
        )


def chosen_graph(options: argparse.Namespace) -> nx.MultiDiGraph:
    """The graph that the options name."""
    if options.icews:
        return icews(options.icews)
    return large() if options.large else scale_free(options.nodes)


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--nodes", type=int, default=2000)
    options.add_argument("--icews", type=Path)
    options.add_argument("--large", action="store_true")
    options.add_argument("--measures", nargs="*", choices=list(PLAIN))
    options.add_argument("--sources", type=int, help="follow NetworkX's paths from so many nodes only")
    options.add_argument("--memory-of", choices=["graph", "measure"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.memory_of:
        measure_memory(chosen)
        return
    graph = chosen_graph(chosen)
    if chosen.large:
        compare(graph, chosen.measures or ["degree", "pagerank", "katz", "core_number"])
        sampled, estimate = best(lambda: estimate_betweenness(graph), 1)
        print(f"betweenness from {estimate.samples} nodes: {sampled:.1f} s, error stated {estimate.error:.2g}")
    else:
        compare(graph, chosen.measures or list(PLAIN), chosen.sources)
        compare_sampled(graph)
    compare_certainty(graph)
    if (chosen.icews or chosen.large) and Path("/proc/self/clear_refs").exists():
        compare_memory(chosen)


if __name__ == "__main__":
    main()
