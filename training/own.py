"""Annotations of our own, beside the development sets: `python -m training.own` prints the sentences they belong to.

`annotations/guardian.jsonl` has real sentences without their text, one a line: its article and its place in that
article's text, entities as [start, end, label, who, code of a state, debatable?] and relations as [source, target,
relation, modality, start and end of the trigger, debatable?], all in characters of the sentence, by the guide in
`shared/eval/GUIDE.md`. The text is joined from `shared/data/guardian_articles.jsonl` beside the checkout. No sentence
is in a development set; what stands in the same article as a sentence that a reader is judged by is not learnt by it.

`annotations/written.jsonl` has sentences that were made up to be learned from, in the manner of news agencies: persons
and events are invented. Entities are [mention, label, name, code of a state], `#2` after a mention being its second
occurrence, relations [source, target, relation, modality, trigger], and `code` is what a PLOVER coder would say of the
sentence: [source, target, root].
"""

import json
from collections.abc import Iterator
from pathlib import Path

from training.data import ONTOLOGY, Record

HERE = Path(__file__).parent
ANNOTATIONS = HERE / "annotations" / "guardian.jsonl"
WRITTEN = HERE / "annotations" / "written.jsonl"
ARTICLES = HERE.parents[1] / "shared" / "data" / "guardian_articles.jsonl"


def load_own(articles: Path = ARTICLES, annotations: Path = ANNOTATIONS) -> Iterator[Record]:
    """Yield the sentences annotated by us as records like those of the development sets, their set being `own`."""
    texts = {row["id"]: row["text"] for row in map(json.loads, articles.read_text(encoding="utf-8").splitlines())}
    for line in annotations.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["article"]][row["start"] : row["end"]]
        yield {
            "id": f"{row['article']}-{row['start']}",
            "set": "own",
            "text": text,
            "entities": [_entity(text, *cells) for cells in row["entities"]],
            "relations": [_relation(text, *cells) for cells in row["relations"]],
        }


def _entity(text: str, start: int, end: int, label: str, who: int, code: str | None, optional: bool) -> Record:
    mention = text[start:end]
    known = {"mention": mention, "start": start, "label": label, "names": [mention], "code": code, "who": who}
    return known | {"optional": optional}


def _relation(
    text: str, source: int, target: int, relation: str, modality: str, start: int, end: int, optional: bool
) -> Record:
    plover, trigger = ONTOLOGY.relations[relation].plover, text[start:end]
    known = {"source": source, "target": target, "relation": relation, "plover": plover, "modality": modality}
    return known | {"trigger": trigger, "optional": optional}


def load_written(path: Path = WRITTEN) -> Iterator[Record]:
    """Yield the made-up sentences as records like those of the development sets, their set being `written`."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        id, text = f"written-{number}", row["text"]
        entities = [_found(text, *cells) for cells in row["entities"]]
        relations = [
            _relation(text, source, target, kind, modality, *_place(text, trigger), optional=False)
            for source, target, kind, modality, trigger in row["relations"]
        ]
        record = {"id": id, "set": "written", "text": text, "entities": entities, "relations": relations}
        if row.get("code"):
            source, target, root = row["code"]
            ends = {"source": entities[source]["mention"], "target": entities[target]["mention"]}
            record["code"] = {"id": id, "text": text, "root": root, **ends}
        yield record


def _found(text: str, mention: str, label: str, name: str | None = None, code: str | None = None) -> Record:
    start, end = _place(text, mention)
    known = {"mention": text[start:end], "start": start, "label": label, "names": [name or text[start:end]]}
    return known | {"code": code, "optional": False}


def _place(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text; `#2` after them asks for their second occurrence."""
    words, _, which = words.partition("#")
    start = -1
    for _ in range(int(which or 1)):
        start = text.index(words, start + 1)
    return start, start + len(words)


if __name__ == "__main__":
    for record in (*load_own(), *load_written()):
        print(json.dumps({"id": record["id"], "text": record["text"]}))
