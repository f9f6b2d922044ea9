// Which outlets the graph rests on
//
// For each publisher its articles and statements, and how many of its articles are copies of another's story.
//
// group: What supports it
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query outlets
// result: {"publisher": "The Paper", "articles": 3, "statements": 12, "copies": 0, "earliest": "2022-01-10", "latest": "2022-03-05"}
// :param {top: 50}
MATCH (article:Article)
OPTIONAL MATCH (article)-[:STATES]->(s:Statement)
WITH article, count(s) AS statements
RETURN article.publisher AS publisher, count(article) AS articles, sum(statements) AS statements,
  sum(CASE WHEN article.origin <> article.id THEN 1 ELSE 0 END) AS copies, min(article.published) AS earliest,
  max(article.published) AS latest
ORDER BY statements DESC, publisher
LIMIT toInteger($top)
