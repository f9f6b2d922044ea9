"""Annotated sentences: what somebody who read them says they state."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graphkb.articles import Article
from graphkb.errors import ArticleError


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """One annotated text. `entities` and `relations` are rows of the file; or one relation's `source`, `target` and
    PLOVER `root` are told, and nothing else is annotated.
    """

    id: str
    text: str
    published: date | None
    entities: tuple[Mapping[str, Any], ...] = ()
    relations: tuple[Mapping[str, Any], ...] = ()
    source: str | None = None
    target: str | None = None
    root: str | None = None

    @property
    def article(self) -> Article:
        """The text as an article, to be read."""
        return Article(id=self.id, text=self.text, published=self.published)


def read_gold(path: Path) -> list[GoldSentence]:
    """The annotated sentences of a JSON lines file; docs/evaluation.md says what a line holds.

    Raises `ArticleError`, naming the file and the line, at the first line that is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{path}: cannot be read: {error}") from error
    return [_sentence(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _sentence(path: Path, number: int, line: str) -> GoldSentence:
    try:
        row = json.loads(line)
        return GoldSentence(
            id=row["id"],
            text=row["text"],
            published=date.fromisoformat(row["date"]) if row.get("date") else None,
            entities=tuple(row.get("entities", ())),
            relations=tuple(row.get("relations", ())),
            source=row.get("source"),
            target=row.get("target"),
            root=row.get("root"),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArticleError(f"{path}:{number}: not an annotated sentence: {error!r}") from error
