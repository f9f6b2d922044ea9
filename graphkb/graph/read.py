"""Articles in, readings out: the steps of the house in their order."""

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from graphkb.actors import Gazetteer, load_gazetteer, resolve
from graphkb.articles import Article
from graphkb.errors import ArticleError, GraphkbError
from graphkb.graph.reading import Reading
from graphkb.mentions import find_mentions
from graphkb.ontology import Ontology, load_ontology
from graphkb.relations import load_extractor
from graphkb.text import Sentence, load_model, split

log = logging.getLogger(__name__)


def read_articles(
    articles: Iterable[Article],
    *,
    extractor: str = "auto",
    model: str | None = None,
    gazetteer: Gazetteer | None = None,
    ontology: Ontology | None = None,
    on_error: Callable[[ArticleError], None] | None = None,
) -> Iterator[Reading]:
    """Yield what each article says, in the order of the articles.

    An article that is not in English is kept as it is, with nothing read in it: to misread it would be worse.
    `extractor` is one of `graphkb.relations.EXTRACTORS`, `model` the name of a spaCy model (the best installed one by
    default). An article that cannot be read is given to `on_error`, and the run goes on; without it the error is
    raised. Raises `UnknownName` for an extractor that does not exist and `ModelError` where no model is installed.

    >>> from graphkb.articles import Article
    >>> text = "Russian President Vladimir Putin met Chinese President Xi Jinping in Samarkand."
    >>> [reading] = read_articles([Article(id="a", text=text)], extractor="rules")
    >>> sorted(r.kind for r in reading.relations)
    ['LEADS', 'LEADS', 'MEETS']
    """
    find_relations = load_extractor(extractor)
    names = gazetteer or load_gazetteer()
    kinds = ontology or load_ontology()

    def read(article: Article, sentences: list[Sentence]) -> Reading:
        sightings = resolve(find_mentions(sentences, names=names), gazetteer=names)
        relations = find_relations(sentences, sightings, ontology=kinds)
        return Reading(article, tuple(sightings), tuple(relations))

    for known, group in groupby(articles, key=is_read):
        if not known:
            yield from map(Reading, group)
            continue
        for article, sentences in split(group, nlp=load_model(model)):
            try:
                reading = read(article, sentences)
            except GraphkbError:
                raise  # a broken file of facts or frames spoils every article, not this one
            except Exception as error:
                # Whatever one strange article breaks, the others are still to be read; the log keeps the traceback.
                if on_error is None:
                    raise
                log.debug("article %s", article.id, exc_info=True)
                on_error(ArticleError(f"{article.id}: could not be read: {error!r}"))
            else:
                yield reading


def is_read(article: Article) -> bool:
    """Whether an article is in a language that is read.

    >>> is_read(Article("a", "Oslo said no.", language="en-GB")), is_read(Article("b", "Nein.", language="de"))
    (True, False)
    """
    return article.language.split("-")[0].lower() in ("en", "und", "")
