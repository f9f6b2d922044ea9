"""Articles: file formats, pages and feeds, each story as one `Article` with a stable id."""

from graphkb.articles.article import Article, Part, article_id
from graphkb.articles.load import load_articles
from graphkb.articles.loaders import loader_names
from graphkb.articles.source import Source

__all__ = ["Article", "Part", "Source", "article_id", "load_articles", "loader_names"]
