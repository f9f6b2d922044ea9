"""Graphs of real events for trying out maps: ICEWS 2018 from shared/ beside the checkout, where present."""

import datetime
import gzip
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, Statement
from graphkb.ontology import Label, load_ontology
from graphkb.relations.relation import Modality

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "icews18"
NEW_YEAR = datetime.date(2018, 1, 1)
WORDS = (  # of CAMEO's wording, and the relation of ours that is nearest
    ("express intent to meet", "NEGOTIATES_WITH"),
    ("express intent", "PLEDGES_TO"),
    ("engage in negotiation", "NEGOTIATES_WITH"),
    ("host a visit", "HOSTS"),
    ("make a visit", "VISITS"),
    ("consult", "CONSULT"),
    ("meet at", "MEETS"),
    ("discuss by telephone", "CALLS"),
    ("sign formal agreement", "SIGNS_AGREEMENT_WITH"),
    ("praise", "PRAISES"),
    ("appeal", "URGES"),
    ("demand", "DEMANDS_FROM"),
    ("aid", "AIDS"),
    ("return, release", "RELEASES"),
    ("cooperat", "COOPERATES_WITH"),
    ("statement", "TELLS"),
    ("criticize", "CRITICIZES"),
    ("accuse", "ACCUSES"),
    ("investigate", "INVESTIGATES"),
    ("reject", "REJECTS"),
    ("threaten", "THREATENS"),
    ("demonstrate or rally", "PROTESTS_AGAINST"),
    ("protest", "PROTESTS_AGAINST"),
    ("sanction", "SANCTIONS"),
    ("expel", "EXPELS"),
    ("reduce", "BREAKS_TIES_WITH"),
    ("mobilize", "MOBILIZES"),
    ("arrest", "ARRESTS"),
    ("repress", "CRACKS_DOWN_ON"),
    ("seize", "SEIZES"),
    ("occupy", "SEIZES"),
    ("fight", "FIGHTS"),
    ("military force", "ATTACKS"),
    ("violence", "ATTACKS"),
    ("assault", "ATTACKS"),
    ("bomb", "ATTACKS"),
    ("aerial", "ATTACKS"),
    ("abduct", "ARRESTS"),
)


def present() -> bool:
    return FOLDER.is_dir()


def _read(name: str) -> list[list[str]]:
    with gzip.open(FOLDER / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
        return [[cell.strip() for cell in line.rstrip("\n").split("\t")] for line in lines if "\t" in line]


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], list[list[str]]]:
    names = {number: name for name, number in _read("entity2id")}
    relations = {number: _relation(name) for name, number in _read("relation2id")}
    return names, relations, _read("valid") + _read("test")


def _relation(wording: str) -> str:
    return next((ours for words, ours in WORDS if words in wording.lower()), "CONSULT")


@cache
def _states() -> set[str]:
    names, _, _ = _tables()
    inside = Counter(m.group(1) for n in names.values() if (m := re.search(r"\(([^)]+)\)$", n)))
    return {country for country, count in inside.items() if count >= 5}


def _label(name: str) -> Label:
    if name in _states():
        return "State"
    if re.search(r"^(Citizen|Protester|Men|Women|Children|Employee|Villager|Student|Population)", name):
        return "Group"
    if "(" in name or re.search(r"Ministry|Party|Union|Nations|Court|Police|Council|Organi|Congress|Bank|Fund", name):
        return "Organization"
    return "Leader" if name.count(" ") in {1, 2} else "Organization"


def icews_graph(actors: int, *, every: int = 1) -> Graph:
    """The events among the busiest actors, every so many of them, as statements of made-up wire stories."""
    names, relations, rows = _tables()
    rows = rows[::every]
    busy = Counter(end for s, _, o, *_ in rows for end in (s, o) if s != o)
    kept = {number for number, _ in busy.most_common(actors)}
    kinds = load_ontology().relations
    facts: dict[tuple[str, str, str, datetime.date], int] = defaultdict(int)
    for s, r, o, hour, *_ in rows:
        if s in kept and o in kept and s != o:
            facts[s, relations[r], o, NEW_YEAR + datetime.timedelta(days=int(hour) // 24)] += 1
    nodes = {f"icews/{n}": Node(f"icews/{n}", _label(names[n]), names[n]) for n in kept}
    relationships, statements, articles = {}, {}, {}
    for number, ((s, kind, o, day), times) in enumerate(sorted(facts.items(), key=str)):
        modality: Modality = "future" if kind == "PLEDGES_TO" else "possible" if kind == "URGES" else "asserted"
        key, story = f"r{number}", f"story/{day}/{number % 7}"
        trigger = kinds[kind].label
        sentence = f"{names[s]} {trigger} {names[o]}, people close to the matter said on {day:%d %B %Y}."
        relationships[key] = Relationship(
            key, f"icews/{s}", kind, f"icews/{o}", day, "day", kinds[kind].plover, kinds[kind].sign,
            kinds[kind].intensity, "affirmed", modality, 0.5 + number % 50 / 100, times, 1, sentence,
        )  # fmt: skip
        statements[f"s{number}"] = Statement(
            f"s{number}", story, sentence, 100, 100 + len(sentence), trigger, 100 + len(names[s]) + 1, kind,
            f"icews/{s}", f"icews/{o}", names[s], names[o], day, "day", day, "affirmed", modality, None,
            0.5 + number % 50 / 100, key,
        )  # fmt: skip
        articles[story] = Article(
            story,
            sentence,
            f"Wire report {number % 7} of {day}",
            f"https://news.example/{day}/{number % 7}",
            "Wire",
            day,
        )
    return Graph(nodes, relationships, statements, articles)
