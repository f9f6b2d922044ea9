"""Annotated sentences, joined from shared/ beside the checkout, as examples to train on."""

import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from graphkb.ontology import PLOVER_TYPES, load_ontology
from graphkb.relations.marking import LABELS, Marked, mark

ONTOLOGY = load_ontology()
KINDS = tuple(ONTOLOGY.relations)
STATIC = tuple(kind.name for kind in ONTOLOGY.relations.values() if kind.plover is None)
TYPES = ("none", *PLOVER_TYPES, *STATIC)
MODALITIES = ("asserted", "negated", "possible", "future", "requested")
PARENT = tuple(TYPES.index(kind.plover or kind.name) for kind in ONTOLOGY.relations.values())
SETS = ("guardian", "reuters", "events", "news", "seed")

Record = dict[str, Any]


def load_records(folder: Path, sets: tuple[str, ...] = SETS) -> list[Record]:
    """The fully annotated sentences of the named sets, each with its `set`."""
    return [
        {**json.loads(line), "set": name}
        for name in sets
        for line in (folder / f"{name}_dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def load_coded(folder: Path, annotated: Sequence[Record], seen: Mapping[str, list[Record]]) -> list[Record]:
    """The sentences of plover_dev as records: of each the published code of one pair, and of those in use its actors.

    A sentence that is among the annotated ones keeps its annotation beside the code; of the others nothing but that one
    pair is known (`coded only`), and their actors are those that graphkb finds.
    """
    known = {record["id"]: record for record in annotated}
    rows = [json.loads(line) for line in (folder / "plover_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    bare = {"entities": [], "relations": [], "set": "plover", "coded only": True}
    return [
        {**known.get(row["id"], {**bare, "id": row["id"], "text": row["text"]}), "code": row}
        for row in rows
        if row["id"] in known or row["id"] in seen
    ]


def load_all(folder: Path, seen: Mapping[str, list[Record]]) -> list[Record]:
    """Every sentence there is to learn from: the annotated ones, and those of plover_dev with their codes."""
    annotated = load_records(folder)
    coded = load_coded(folder, annotated, seen)
    both = {record["id"] for record in coded}
    return [*(r for r in annotated if r["id"] not in both), *coded]


def article_of(record: Record) -> str:
    """The article a sentence comes from, so that no article is both trained on and judged by."""
    if record["set"] == "seed":
        return "seed"
    return record["id"].rsplit("-", 1)[0] if record["set"] in ("guardian", "own") else record["id"]


def fold_of(record: Record, folds: int) -> int:
    """The fold a sentence is held out in; the seed article, being one, is always in the first."""
    return 0 if record["set"] == "seed" else zlib.crc32(article_of(record).encode()) % folds


@dataclass
class Example:
    """One marked sentence with the answers for its ordered pairs of spans."""

    record: Record
    marked: Marked
    entities: list[int]
    pairs: list[tuple[int, int]]
    types: np.ndarray
    weights: np.ndarray
    kinds: np.ndarray
    modalities: list[int]
    triggers: list[list[int]]
    plain: Marked | None = None
    tags: np.ndarray = field(default_factory=lambda: np.zeros((0, len(LABELS)), dtype=np.int64))


def identity(entity: Record) -> str:
    """Who an entity is, as far as the annotation says."""
    if "who" in entity:
        return str(entity["who"])
    return str(entity.get("code") if entity["label"] == "State" and entity.get("code") else entity["names"][0].lower())


@dataclass(frozen=True)
class Noise:
    """How training sentences are roughened, to be like what mention finding delivers."""

    drop_optional: float = 0.5
    drop: float = 0.04
    relabel: float = 0.05
    stretch: float = 0.08
    mask: float = 0.08


def load_sightings(folder: Path) -> dict[str, list[Record]]:
    """For each sentence the entities that graphkb's own steps find in it, from what `graphkb extract` printed."""
    found: dict[str, list[Record]] = {}
    for path in sorted(folder.glob("*.sightings.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "entities" in row:
                found[row["id"]] = [e for e in row["entities"] if e["start"] is not None]
    return found


def as_seen(record: Record, sightings: Sequence[Record]) -> Record:
    """The sentence with the entities that are found in use; relations go to those that overlap their ends best."""
    gold = record["entities"]
    overlaps = sorted(
        ((_overlap(e, s), g, n) for g, e in enumerate(gold) for n, s in enumerate(sightings) if _overlap(e, s) > 0),
        reverse=True,
    )
    place: dict[int, int] = {}
    for _, g, n in overlaps:
        if g not in place and n not in place.values():
            place[g] = n
    entities = [{**s, "names": [s["name"]], "who": s["id"]} for s in sightings]
    for g, n in place.items():
        entities[n]["who"] = identity(gold[g])
        entities[n]["optional"] = bool(gold[g].get("optional"))
    relations = [
        {**r, "source": place[r["source"]], "target": place[r["target"]]}
        for r in record["relations"]
        if r["source"] in place and r["target"] in place
    ]
    return {**record, "entities": entities, "relations": relations, "gold": record}


def _overlap(one: Record, other: Record) -> float:
    starts, ends = zip(*((e["start"], e["start"] + len(e["mention"])) for e in (one, other)), strict=True)
    return max(0, min(ends) - max(starts)) / (max(ends) - min(starts))


CONFUSED = {
    "Leader": ("Person", "Person", "Organization"),
    "Person": ("Leader", "Leader", "Group"),
    "State": ("Place", "Organization"),
    "Organization": ("Group", "State", "Person"),
    "Group": ("Organization", "Person"),
    "Event": ("Organization",),
    "Place": ("State", "Organization"),
}


def make_example(
    record: Record, tokenizer: Tokenizer, *, noise: Noise | None = None, rng: random.Random | None = None
) -> Example:
    """A sentence as an example; with `noise`, roughened anew at each call."""
    entities = record["entities"]
    kept = list(range(len(entities)))
    labels = [entity["label"] for entity in entities]
    spans = [(e["start"], e["start"] + len(e["mention"])) for e in entities]
    if noise and rng:
        kept = [i for i in kept if rng.random() >= (noise.drop_optional if entities[i].get("optional") else noise.drop)]
        labels = [rng.choice(CONFUSED[label]) if rng.random() < noise.relabel else label for label in labels]
        spans = [_stretched(record["text"], s, rng) if rng.random() < noise.stretch else s for s in spans]
    marked = mark(record["text"], [(*spans[i], labels[i]) for i in kept], tokenizer=tokenizer)
    seen = [(i, span) for i, span in zip(kept, marked.spans, strict=True) if span is not None]
    marked = Marked(marked.ids, marked.offsets, tuple(span for _, span in seen))
    if noise and rng:
        marked = _masked(marked, noise.mask, rng)
    example = _with_answers(record, marked, [i for i, _ in seen])
    example.plain, example.tags = _with_tags(record.get("gold", record), tokenizer)
    return example


def _stretched(text: str, span: tuple[int, int], rng: random.Random) -> tuple[int, int]:
    start, end = span
    if rng.random() < 0.5:
        start = text.rfind(" ", 0, max(start - 1, 0)) + 1
    else:
        end = text.find(" ", min(end + 1, len(text))) % (len(text) + 1) or end
    return (start, end) if end > start else span


def _masked(marked: Marked, share: float, rng: random.Random, mask_id: int = 103) -> Marked:
    ids = list(marked.ids)
    for start, end in marked.spans:  # type: ignore[misc]
        if rng.random() < share:
            ids[start:end] = [mask_id if marked.offsets[n][0] >= 0 else ids[n] for n in range(start, end)]
    return Marked(tuple(ids), marked.offsets, marked.spans)


def _with_answers(record: Record, marked: Marked, kept: list[int]) -> Example:
    who = [identity(record["entities"][i]) for i in kept]
    place = {entity: n for n, entity in enumerate(kept)}
    pairs = [(s, t) for s in range(len(kept)) for t in range(len(kept)) if who[s] != who[t]]
    number = {pair: n for n, pair in enumerate(pairs)}
    types = np.zeros((len(pairs), len(TYPES)), dtype=np.float32)
    kinds = np.zeros((len(pairs), len(KINDS)), dtype=np.float32)
    weights = np.ones(len(pairs), dtype=np.float32)
    modalities, triggers = [-1] * len(pairs), [[] for _ in pairs]
    facts: dict[tuple[str, str], int] = defaultdict(int)
    for relation in sorted(record["relations"], key=lambda r: bool(r.get("optional"))):
        if relation["source"] not in place or relation["target"] not in place:
            continue
        source, target = place[relation["source"]], place[relation["target"]]
        ways = [(source, target)]
        if ONTOLOGY.relations[relation["relation"]].symmetric:
            ways.append((target, source))
        for pair in ways:
            if (n := number.get(pair)) is None:
                continue
            facts[who[pair[0]], who[pair[1]]] += 1
            share = 0.4 if relation.get("optional") else 1.0
            types[n, TYPES.index(relation["plover"] or relation["relation"])] += share
            kinds[n, KINDS.index(relation["relation"])] += share
            if modalities[n] < 0:
                modalities[n] = MODALITIES.index(relation["modality"])
                triggers[n] = _trigger_tokens(record["text"], relation["trigger"], marked, pair)
    for n, (s, t) in enumerate(pairs):
        total = types[n].sum()
        if total > 0:
            weights[n] = min(1.0, total)  # only debatable answers: they count less
            types[n] /= total
            kinds[n] /= total
        else:
            types[n, 0] = 1.0
            if facts[who[s], who[t]]:
                weights[n] = 0.0  # another mention of the same two carries the relation: no answer here
            elif record.get("coded only"):
                weights[n] = UNSAID
    if "code" in record:
        _add_code(record, kept, number, types, weights)
    return Example(record, marked, kept, pairs, types, weights, kinds, modalities, triggers)


CODE_SHARE = 0.65
"""How far the published code of a pair counts where the annotation by the guide has another type."""
UNSAID = 0.3
"""What the silence of a sentence counts of which only one pair is coded."""
LEAVING = re.compile(
    r"\b(withdr[ae]w|(pull|step)(s|ed|ped|ing|ping)? (out|back|down)|retreat|surrender|resign|evacuat|leav)"
)


def _add_code(
    record: Record, kept: Sequence[int], number: Mapping[tuple[int, int], int], types: np.ndarray, weights: np.ndarray
) -> None:
    """Teach the published code of the one coded pair; other mentions inside its phrases are no answer."""
    entities, code = record["entities"], record["code"]
    sides = [_inside(record["text"], code[side], [entities[i] for i in kept]) for side in ("source", "target")]
    pairs = [number[s, t] for s in sides[0] for t in sides[1] if (s, t) in number]
    if not pairs:
        return
    events = len(PLOVER_TYPES)
    told = [n for n in pairs if types[n, 1 : 1 + events].sum() > 0]
    best = (told or pairs)[0]
    row = types[best].copy()
    root = TYPES.index(_root(code["root"], record["text"], row))
    if row[root] == 0:
        share = CODE_SHARE if row[0] == 0 else 1.0
        types[best] = (1 - share) * row
        types[best, root] = share
    weights[best] = 1.0
    backward = {number.get((t, s)) for s in sides[0] for t in sides[1]}
    for n in (*pairs, *(n for n in backward if n is not None)):
        if n != best and types[n, 0] > 0:
            weights[n] = 0.0


def _root(code: str, text: str, row: np.ndarray) -> str:
    """The type of a published code; of the two that it calls YIELD the annotated one, else what the words suggest."""
    if code != "YIELD":
        return code
    annotated = max(("CONCEDE", "RETREAT"), key=lambda name: row[TYPES.index(name)])
    if row[TYPES.index(annotated)] > 0:
        return annotated
    return "RETREAT" if LEAVING.search(text) else "CONCEDE"


def _inside(text: str, phrase: str, entities: Sequence[Record]) -> list[int]:
    """The entities that share words with a phrase of the text, that with the most first."""
    at = text.find(phrase)
    if at < 0:
        return []
    shared = [min(at + len(phrase), e["start"] + len(e["mention"])) - max(at, e["start"]) for e in entities]
    return sorted((n for n, length in enumerate(shared) if length > 0), key=lambda n: -shared[n])


def _trigger_tokens(text: str, trigger: str, marked: Marked, pair: tuple[int, int]) -> list[int]:
    """The tokens of the occurrence of the trigger that is nearest to the two spans."""
    if not trigger:
        return []
    middle = sum(marked.offsets[marked.spans[i][0] + 1][0] for i in pair) / 2  # type: ignore[index]
    places, at = [], text.find(trigger)
    while at >= 0:
        places.append(at)
        at = text.find(trigger, at + 1)
    if not places:
        return []
    start = min(places, key=lambda p: abs(p + len(trigger) / 2 - middle))
    end = start + len(trigger)
    return [n for n, (left, right) in enumerate(marked.offsets) if left < end and right > start and left >= 0]


def _with_tags(record: Record, tokenizer: Tokenizer) -> tuple[Marked, np.ndarray]:
    """The sentence without label tokens; for each token and label 0 outside, 1 first, 2 inside, -1 not asked."""
    spans = [(e["start"], e["start"] + len(e["mention"]), e["label"]) for e in record["entities"]]
    plain = mark(record["text"], [], tokenizer=tokenizer)
    tags = np.zeros((len(plain.ids), len(LABELS)), dtype=np.int64)
    for (start, end, label), entity in zip(spans, record["entities"], strict=True):
        inside = [n for n, (a, b) in enumerate(plain.offsets) if a < end and b > start and a >= 0]
        column = LABELS.index(label)
        if entity.get("optional"):
            tags[inside, column] = np.where(tags[inside, column] > 0, tags[inside, column], -1)
        elif inside:
            tags[inside, column] = 2
            tags[inside[0], column] = 1
    return plain, tags
