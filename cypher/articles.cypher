// Which articles are kept and how much each says
//
// Newest first, with the number of statements read in each.
//
// group: What supports it
//
// param publisher: text = null - only of this publisher
// param top: number = 100 - at most so many rows
//
// example: graphkb query articles
// result: {"published": "2022-01-09", "publisher": "The Paper", "title": "Title of b", "statements": 4, "article": "b"}
// :param {publisher: null, top: 100}
MATCH (article:Article)
WHERE $publisher IS NULL OR article.publisher = $publisher
OPTIONAL MATCH (article)-[:STATES]->(s:Statement)
WITH article, count(s) AS statements
RETURN article.published AS published, article.publisher AS publisher, article.title AS title, statements,
  article.id AS article
ORDER BY published IS NULL, published DESC, article
LIMIT toInteger($top)
