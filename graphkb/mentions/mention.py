"""The value that finding names makes: the words that name or describe somebody or something."""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from graphkb.ontology import Label
from graphkb.text import Sentence

MentionKind = Literal["name", "demonym", "description", "pronoun"]


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Words that name (`Putin`), stand for (`Russian`), describe (`the Tajik president`) or replace (`he`) somebody.

    `start` and `end` count characters of the article's text, `text` is what stands there. `label` is what the words
    look like before anybody knows who is meant. `head` is the token that carries the mention in the parse.
    """

    sentence: Sentence
    start: int
    end: int
    label: Label
    kind: MentionKind
    head: Token

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.sentence.article.text[self.start : self.end]

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the words, in the order of the text."""
        return [token for token in self.sentence.span if self.covers(token)]

    def covers(self, token: Token) -> bool:
        """Whether a token of the sentence is among the words."""
        return self.start <= self.sentence.offset + token.idx < self.end
