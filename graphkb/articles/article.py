"""The value that a loader makes: one article."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

PartKind = Literal["headline", "body", "caption", "credit"]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of an article's text and what it is; `start` and `end` count characters of `Article.text`."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article. Every offset anywhere in graphkb counts characters of its `text`.

    `published` is the day of publication; `parts` cover what is to be read, in order, and never overlap
    (furniture between them is in `text` but in no part). Without parts the whole text is body.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str = "en"
    parts: tuple[Part, ...] = ()

    def reading_parts(self) -> tuple[Part, ...]:
        """The parts, or one body part over the whole text where none are told apart."""
        return self.parts or (Part("body", 0, len(self.text)),)


def article_id(text: str, url: str | None = None) -> str:
    """The stable id of an article: its address where it has one, else a hash of its text.

    >>> article_id("Putin met Erdogan.")
    'sha256:59a49594ceb74191'
    >>> article_id("Putin met Erdogan.", "https://example.org/a")
    'https://example.org/a'
    """
    return url or "sha256:" + sha256(" ".join(text.split()).encode()).hexdigest()[:16]
