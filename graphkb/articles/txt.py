"""Loader for plain text: a file of one story, or a page copied with all that stands on it."""

from collections.abc import Iterator

from graphkb.articles.article import Article
from graphkb.articles.source import Source
from graphkb.articles.stories import find_stories, page_articles
from graphkb.errors import ArticleError


def load_txt(source: Source) -> Iterator[Article]:
    """Yield the stories of a text file. The day of publication is read from a line that states it, never guessed.

    Raises `ArticleError` where the file is empty, too large, no text, or has no article in it.

    >>> from io import BytesIO
    >>> [article.title for article in load_txt(Source("a.txt", BytesIO(b"Talks resume\\n\\nThe two sides met.")))]
    ['Talks resume']
    """
    text = source.text()
    stories = find_stories(text)
    if not stories:
        raise ArticleError(f"{source.name}: no article found on this page")
    yield from page_articles(text, stories, url=source.url, key=source.url)
