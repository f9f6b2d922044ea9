"""The value that reading a text makes: one sentence."""

from dataclasses import dataclass

from spacy.tokens import Span

from graphkb.articles import Article
from graphkb.articles.article import PartKind


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of an article: `article.text[start:end] == text`, parsed as `span`.

    `index` is its number in the article, `kind` the kind of part it stands in. `span.doc` is the parse of one
    paragraph of the article; `offset` is where that paragraph begins, so a token's place in the article is
    `offset + token.idx`. White space of every kind is a plain space in the parse.
    """

    article: Article
    index: int
    start: int
    end: int
    kind: PartKind
    span: Span
    offset: int

    @property
    def text(self) -> str:
        """The words of the sentence, verbatim."""
        return self.article.text[self.start : self.end]
