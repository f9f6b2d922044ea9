// The evidence behind a relationship
//
// Every statement that supports it: the sentence word for word, where it stands in which article, and who is said to
// say so. Give two actors, and the relation if there are several; or the id of one relationship.
//
// group: What supports it
//
// param source: text = null - who acts (id, name or alias)
// param target: text = null - who is acted upon (id, name or alias)
// param relation: text = null - only this relation
// param edge: text = null - only the relationship with this id
// param top: number = 100 - at most so many rows
//
// example: graphkb query evidence -p source=Russia -p target=Kazakhstan -p relation=DEPLOYS_TROOPS
// result: {"relation": "DEPLOYS_TROOPS", "polarity": "affirmed", "modality": "asserted", "sentence": "Article a tells it.", "according_to": null, "publisher": "The Paper", "published": "2022-01-07", "start": 0, "confidence": 0.8, "article": "a"}
// :param {source: 'Russia', target: 'Kazakhstan', relation: 'DEPLOYS_TROOPS', edge: null, top: 100}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE r.statements IS NOT NULL
  AND ($edge IS NULL OR r.id = $edge)
  AND ($relation IS NULL OR type(r) = $relation)
  AND ($source IS NULL OR (a.id = $source OR toLower(a.name) = toLower($source)
      OR any(alias IN a.aliases WHERE toLower(alias) = toLower($source))))
  AND ($target IS NULL OR (b.id = $target OR toLower(b.name) = toLower($target)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($target))))
WITH r
ORDER BY type(r), r.date, r.id
LIMIT toInteger($top)
MATCH (s:Statement {edge: r.id})
MATCH (article:Article {id: s.article})
OPTIONAL MATCH (claimant:Actor {id: s.attributed_to})
RETURN type(r) AS relation, s.polarity AS polarity, s.modality AS modality, s.sentence AS sentence,
  claimant.name AS according_to, article.publisher AS publisher, article.published AS published,
  s.start AS start, s.confidence AS confidence, article.id AS article
ORDER BY relation, published IS NULL, published, article, start
LIMIT toInteger($top)
