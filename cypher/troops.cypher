// Who deployed troops where
//
// Deployments, and whether they were done, planned or denied, with their sources.
//
// group: When
//
// param since: date = null - on or after this day
// param until: date = null - on or before this day
// param top: number = 100 - at most so many rows
//
// example: graphkb query troops -p since=2022-01-01
// result: {"date": "2022-01-06", "who": "Russia", "whereto": "Kazakhstan", "polarity": "affirmed", "modality": "asserted", "sources": 2, "sentence": "Article b tells it."}
// :param {since: '2022-01-01', until: null, top: 100}
MATCH (a)-[r:DEPLOYS_TROOPS]->(b)
WHERE ($since IS NULL OR r.date >= date($since)) AND ($until IS NULL OR r.date <= date($until))
RETURN r.date AS date, a.name AS who, b.name AS whereto, r.polarity AS polarity, r.modality AS modality,
  r.sources AS sources, r.sentence AS sentence
ORDER BY r.date IS NULL, date, who, whereto, polarity, modality
LIMIT toInteger($top)
