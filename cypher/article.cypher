// What one article says
//
// Every statement of an article in the order of its text, with what it was read as, how certain, and by which rule.
//
// group: What supports it
//
// param article: text - the id of the article, as `graphkb query articles` shows it
// param top: number = 500 - at most so many rows
//
// example: graphkb query article -p article=https://example.org/a
// result: {"start": 0, "who": "Russia", "relation": "CRITICIZES", "whom": "Kazakhstan", "polarity": "denied", "modality": "asserted", "date": "2022-03-01", "confidence": 1.0, "rule": "", "sentence": "A spokesman had oth"}
// :param {article: 'https://example.org/a', top: 500}
MATCH (article:Article {id: $article})-[:STATES]->(s:Statement)
OPTIONAL MATCH (a:Actor {id: s.subject})
OPTIONAL MATCH (b:Actor {id: s.object})
OPTIONAL MATCH (event:Event {id: s.object})
OPTIONAL MATCH (place:Place {id: s.object})
RETURN s.start AS start, coalesce(a.name, s.subject) AS who, s.relation AS relation,
  coalesce(b.name, event.name, place.name) AS whom,
  s.polarity AS polarity, s.modality AS modality, s.date AS date, s.confidence AS confidence, s.rule AS rule,
  s.sentence AS sentence
ORDER BY start, relation, who, whom
LIMIT toInteger($top)
