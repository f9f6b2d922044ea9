// Which articles tell another's story again
//
// Articles that count as copies of an earlier one, so that both are one source, and those that a later version corrects.
//
// group: Quality control
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query copies
// result: {"published": "2022-03-03", "publisher": "The Wire", "title": "Title of y2", "copied_from": "The Paper", "corrected_by": null, "article": "y2"}
// :param {top: 50}
MATCH (article:Article)
WHERE article.origin <> article.id OR article.corrected_by IS NOT NULL
OPTIONAL MATCH (origin:Article {id: article.origin})
RETURN article.published AS published, article.publisher AS publisher, article.title AS title,
  origin.publisher AS copied_from, article.corrected_by AS corrected_by, article.id AS article
ORDER BY published IS NULL, published, article
LIMIT toInteger($top)
