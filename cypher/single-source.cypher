// What only one article says
//
// Relationships that rest on one source, the least certain first: what to check before printing it.
//
// group: Quality control
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query single-source
// result: {"confidence": 0.7, "who": "Russia", "did": "DEPLOYS_TROOPS", "whom": "Almaty", "date": null, "article": "b", "sentence": "Article b tells it."}
// :param {top: 50}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE r.sources = 1 AND r.plover IS NOT NULL
WITH a, r, b
ORDER BY r.confidence, a.name, type(r), b.name, r.id
LIMIT toInteger($top)
MATCH (s:Statement {id: r.best})
RETURN r.confidence AS confidence, a.name AS who, type(r) AS did, b.name AS whom, r.date AS date,
  s.article AS article, r.sentence AS sentence
ORDER BY confidence, who, did, whom, article
LIMIT toInteger($top)
