"""Whether states that vote alike in the United Nations deal alike with the others: the alignment of both, correlated.

    python benchmarks/bench_alignment.py [--shared ../shared] [--year 2018]

Takes the ICEWS events of 2018 (`data/icews18`) and the roll calls of the General Assembly
(`data/un_roll_calls_2010-2019`, `data/un_votes_2010-2019`) from shared/ beside the checkout, where present. Who acts
for a state (its government, its ministries, its armed forces) is the state; citizens, media, parties and rebels are
left out. Prints the rank correlation over pairs of states that both take part in at least so many events.
"""

import argparse
import csv
import gzip
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import fmean

import networkx as nx

from graphkb.actors import load_gazetteer
from graphkb.analytics import Blocs, alignment, balance, blocs, correlation, signed_graph, vote_agreement
from graphkb.analytics.alignment import Alignments, Vote
from graphkb.ontology import load_ontology
from graphkb.records.actors import IN_BRACKETS, Resolver
from graphkb.records.codes import load_codes

CHOICES = {"yes": 1.0, "abstain": 0.0, "no": -1.0}
OFFICIAL = ("government", "head of", "ministry", "minister", "foreign affairs", "defense", "military", "armed forces",
            "air force", "navy", "army", "cabinet", "state", "envoy", "representatives", "diplomat", "high commission",
            "embassy", "executive")  # fmt: skip


class States:
    """Which state a name of either data set means."""

    def __init__(self) -> None:
        self.resolver = Resolver(load_gazetteer(), load_codes())
        self.named = cache(self._named)

    def _named(self, name: str) -> str | None:
        if found := IN_BRACKETS.match(name):
            if not found["sector"].lower().startswith(OFFICIAL):
                return None
            name = found["country"]
        state = self.resolver.state(name)
        return state.id if state is not None and state.id.startswith("state/") else None


def lines(path: Path) -> list[list[str]]:
    """The cells of a table separated by tabs."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [[cell.strip() for cell in row.split("\t")] for row in rows]


def events(folder: Path, states: States) -> tuple[nx.MultiDiGraph, int]:
    """What states did to each other, as a graph, and how many events there were in all."""
    actors = {number: name for name, number in lines(folder / "entity2id.txt.gz")}
    wordings = {number: name for name, number in lines(folder / "relation2id.txt.gz")}
    codes, ontology = load_codes(), load_ontology()
    graph, read = nx.MultiDiGraph(), 0
    for file in ("valid", "test"):
        for source, wording, target, *_ in lines(folder / f"{file}.txt.gz"):
            read += 1
            code = codes.of_cameo("", wordings[wording])
            ends = states.named(actors[source]), states.named(actors[target])
            if code is None or None in ends or ends[0] == ends[1]:
                continue
            kind = ontology.relation(code.relation)
            manner = {"polarity": code.polarity, "modality": code.modality}
            graph.add_edge(*ends, plover=kind.plover, intensity=kind.intensity, **manner)
    return graph, read


def votes(folder: Path, states: States, year: int) -> list[Vote]:
    """The votes that states cast in a year."""
    with gzip.open(folder / "un_roll_calls_2010-2019.csv.gz", "rt", encoding="utf-8") as rows:
        asked = {int(float(row["rcid"])) for row in csv.DictReader(rows) if row["date"].startswith(str(year))}
    cast = []
    with gzip.open(folder / "un_votes_2010-2019.csv.gz", "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            state = states.named(row["country"])
            if state is not None and int(float(row["rcid"])) in asked and row["vote"] in CHOICES:
                cast.append(Vote(state, int(float(row["rcid"])), CHOICES[row["vote"]]))
    return cast


def report(name: str, found: Alignments, in_votes: Alignments, signed: nx.Graph) -> None:
    """Print a line for each least number of events that a state takes part in."""
    busy: Counter[str] = Counter()
    for one, other, tie in signed.edges(data=True):
        busy[one] += tie["events"]
        busy[other] += tie["events"]
    for least in (0, 100, 300, 1000):
        kept = {pair: value for pair, value in found.items() if min(busy[pair[0]], busy[pair[1]]) >= least}
        if len(kept.keys() & in_votes.keys()) < 3:
            continue
        spearman, pairs = correlation(kept, in_votes)
        print(f"{name:<34}{least:>8}{pairs:>8}{spearman:>10.3f}", flush=True)


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--year", type=int, default=2018)
    chosen = options.parse_args()
    states = States()
    graph, read = events(chosen.shared / "data" / "icews18", states)
    cast = votes(chosen.shared / "data", states, chosen.year)
    signed = signed_graph(graph)
    print(f"{read} events, {graph.number_of_edges()} between {len(graph)} states, {signed.number_of_edges()} pairs;")
    print(f"{len(cast)} votes in {len({vote.vote for vote in cast})} roll calls of {chosen.year}")
    in_votes, corrected = vote_agreement(cast), vote_agreement(cast, corrected=True)
    direct: Alignments = {tuple(sorted(pair)): tie["weight"] for *pair, tie in signed.edges(data=True)}
    print(f"\n{'events against votes':<34}{'least':>8}{'pairs':>8}{'Spearman':>10}")
    report("own tie", direct, in_votes, signed)
    report("alignment", alignment(signed), in_votes, signed)
    report("alignment, chance-corrected votes", alignment(signed), corrected, signed)
    triads = balance(signed)
    print(f"\nbalanced triads {triads.share:.3f}; by chance {triads.expected:.3f}, 90% of shuffles", end=" ")
    print(f"{triads.low:.3f} to {triads.high:.3f}")
    for name, relative in (("net", False), ("relative", True)):
        report_blocs(name, blocs(signed_graph(graph, relative=relative)), in_votes)


def report_blocs(name: str, divided: Blocs, in_votes: Alignments) -> None:
    """Print whether who votes alike is in the same bloc."""
    bloc = {node: place.bloc for node, place in divided.places.items()}
    known = [
        (value, bloc[one] == bloc[other]) for (one, other), value in in_votes.items() if {one, other} <= bloc.keys()
    ]
    inside, across = (fmean(value for value, same in known if same is wanted) for wanted in (True, False))
    sizes = " and ".join(str(len(members)) for members in divided.blocs)
    print(f"{name} weights: two blocs of {sizes}, frustration {divided.share:.3f} of all weight;", end=" ")
    print(f"agreement in votes inside {inside:.3f}, across {across:.3f}")


if __name__ == "__main__":
    main()
