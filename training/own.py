"""Annotations of our own, kept without their text: `python -m training.own` prints the sentences they belong to.

`annotations/guardian.jsonl` has one sentence a line: its article and its place in that article's text, entities as
[start, end, label, who, code of a state, debatable?] and relations as [source, target, relation, modality, start and
end of the trigger, debatable?], all in characters of the sentence, by the guide in `shared/eval/GUIDE.md`. The text is
joined from `shared/data/guardian_articles.jsonl` beside the checkout. None of the articles is in a development set.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from training.data import ONTOLOGY, Record

HERE = Path(__file__).parent
ANNOTATIONS = HERE / "annotations" / "guardian.jsonl"
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


if __name__ == "__main__":
    for record in load_own():
        print(json.dumps({"id": record["id"], "text": record["text"]}))
