"""A small graph made by hand: Central Asia and its neighbours in 2022, in sentences of our own, with every feature."""

import csv
import datetime
from dataclasses import replace
from pathlib import Path

from graphkb.articles import Article
from graphkb.graph import Graph, Node, Relationship, Statement
from graphkb.ontology import Label, load_ontology
from graphkb.relations.relation import Modality

Row = dict[str, str]
MOODS: dict[str, Modality] = {
    "": "asserted",
    "denied": "asserted",
    "possible": "possible",
    "future": "future",
    "requested": "requested",
}

PLACES: dict[str, tuple[str, float, float]] = {
    "KAZ": ("Kazakhstan", 51.17, 71.43),
    "RUS": ("Russia", 55.76, 37.62),
    "KGZ": ("Kyrgyzstan", 42.87, 74.59),
    "TJK": ("Tajikistan", 38.56, 68.77),
    "UZB": ("Uzbekistan", 41.31, 69.24),
    "TKM": ("Turkmenistan", 37.95, 58.38),
    "CHN": ("China", 39.9, 116.4),
    "TUR": ("Turkey", 39.93, 32.85),
    "UKR": ("Ukraine", 50.45, 30.52),
    "ARM": ("Armenia", 40.18, 44.51),
    "AZE": ("Azerbaijan", 40.41, 49.87),
    "USA": ("United States", 38.9, -77.04),
    "DEU": ("Germany", 52.52, 13.4),
    "IRN": ("Iran", 35.69, 51.39),
    "BLR": ("Belarus", 53.9, 27.56),
}
OTHERS: tuple[tuple[str, Label, str, str | None], ...] = (
    ("leader/tokayev", "Leader", "Kassym-Jomart Tokayev", "President of Kazakhstan since 2019"),
    ("leader/putin", "Leader", "Vladimir Putin", "President of Russia"),
    ("leader/rahmon", "Leader", "Emomali Rahmon", "President of Tajikistan since 1994"),
    ("leader/japarov", "Leader", "Sadyr Japarov", "President of Kyrgyzstan since 2021"),
    ("leader/mirziyoyev", "Leader", "Shavkat Mirziyoyev", "President of Uzbekistan since 2016"),
    ("leader/erdogan", "Leader", "Recep Tayyip Erdoğan", "President of Turkey"),
    ("leader/xi", "Leader", "Xi Jinping", "President of China"),
    ("leader/zelensky", "Leader", "Volodymyr Zelensky", "President of Ukraine"),
    ("leader/lukashenko", "Leader", "Alexander Lukashenko", "President of Belarus"),
    ("leader/aliyev", "Leader", "Ilham Aliyev", "President of Azerbaijan"),
    ("leader/pashinyan", "Leader", "Nikol Pashinyan", "Prime minister of Armenia"),
    ("person/masimov", "Person", "Karim Masimov", "Former head of the security committee of Kazakhstan"),
    ("org/csto", "Organization", "Collective Security Treaty Organization", None),
    ("org/sco", "Organization", "Shanghai Cooperation Organisation", None),
    ("org/eu", "Organization", "European Union", None),
    ("org/un", "Organization", "United Nations", None),
    ("org/ots", "Organization", "Organization of Turkic States", None),
    ("group/protesters-in-almaty", "Group", "protesters in Almaty", None),
    ("event/sco-summit/2022-09-15", "Event", "Samarkand summit", None),
    ("event/un-general-assembly-vote/2022-11-14", "Event", "General Assembly vote on reparations", None),
    ("place/KAZ/almaty", "Place", "Almaty", None),
)
ALIASES = {
    "org/csto": ("CSTO", "ODKB"),
    "org/sco": ("SCO",),
    "leader/rahmon": ("Rakhmon", "Эмомали Рахмон"),
    "leader/erdogan": ("Erdogan",),
    "state/USA": ("America", "US"),
    "org/un": ("UN",),
    "org/eu": ("EU",),
    "org/ots": ("OTS", "Turkic Council"),
}
OUTLETS = {
    "a": "Steppe Courier",
    "b": "The Strait",
    "c": "Eastern Desk",
    "d": "Almaty Wire",
    "e": "Minsk Road",
    "f": "Dnipro Post",
}


def _id(name: str) -> str:
    return f"state/{name}" if name in PLACES else name


def story_graph() -> Graph:
    """The graph of all that story.csv says."""
    nodes = {f"state/{code}": _state(code) for code in PLACES}
    nodes |= {i: Node(i, label, name, ALIASES.get(i, ()), description=about) for i, label, name, about in OTHERS}
    nodes["place/KAZ/almaty"] = replace(nodes["place/KAZ/almaty"], country="KAZ", latitude=43.24, longitude=76.89)
    relationships: dict[str, Relationship] = {}
    statements: dict[str, Statement] = {}
    articles: dict[str, Article] = {}
    with Path(__file__).with_name("story.csv").open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            told = _articles(row)
            relationship = _relationship(f"r{number}", row)
            relationships[relationship.id] = relationship
            articles |= {a.id: a for a in told}
            statements |= {s.id: s for s in (_statement(relationship, a, row) for a in told)}
    return Graph(nodes, relationships, statements, articles)


def _state(code: str) -> Node:
    name, latitude, longitude = PLACES[code]
    key = f"state/{code}"
    return Node(key, "State", name, ALIASES.get(key, ()), code, latitude=latitude, longitude=longitude)


def _day(row: Row) -> datetime.date | None:
    return datetime.date.fromisoformat(row["day"]) if row["day"] else None


def _articles(row: Row) -> list[Article]:
    day = (_day(row) or datetime.date(2022, 6, 1)) + datetime.timedelta(days=1)
    text, title = "".join(_parts(row)), f"What happened by {day.day} {day:%B}"
    return [Article(f"{o}/{day}", text, title, f"https://{o}.example/{day}", OUTLETS[o], day) for o in row["outlets"]]


def _parts(row: Row) -> list[str]:
    """The sentence before its trigger, the trigger, and what follows."""
    return row["sentence"].replace("]", "[").split("[")


def _relationship(key: str, row: Row) -> Relationship:
    kind, denied = load_ontology().relation(row["relation"]), row["mood"] == "denied"
    return Relationship(
        id=key,
        source=_id(row["source"]),
        type=kind.name,
        target=_id(row["target"]),
        date=_day(row),
        date_precision="day" if row["day"] else "unknown",
        plover=kind.plover,
        sign=kind.sign,
        intensity=kind.intensity,
        polarity="denied" if denied else "affirmed",
        modality=MOODS[row["mood"]],
        confidence=float(row["confidence"]),
        statements=len(row["outlets"]),
        sources=len(row["outlets"]),
        sentence="".join(_parts(row)),
    )


def _statement(r: Relationship, article: Article, row: Row) -> Statement:
    before, trigger, _ = _parts(row)
    return Statement(
        id=f"{r.id}/{article.id}",
        article=article.id,
        sentence=r.sentence,
        start=40,
        end=40 + len(r.sentence),
        trigger=trigger,
        trigger_start=40 + len(before),
        relation=r.type,
        source=r.source,
        target=r.target,
        source_mention=row["source"],
        target_mention=row["target"],
        date=r.date,
        date_precision=r.date_precision,
        published=article.published,
        polarity=r.polarity,
        modality=r.modality,
        attributed_to=_id(row["by"]) if row["by"] else None,
        confidence=r.confidence,
        edge=r.id,
    )
