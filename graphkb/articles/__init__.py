"""Articles: file formats, pages and feeds, each story as one `Article` with a stable id."""

from graphkb.articles.article import Article, Part, article_id

__all__ = ["Article", "Part", "article_id"]
