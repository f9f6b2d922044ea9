// What is only planned, possible or asked for
//
// Acts that no article says have happened yet: `modality` tells future from possible and requested.
//
// group: Quality control
//
// param modality: text = null - only future, possible or requested
// param top: number = 50 - at most so many rows
//
// example: graphkb query planned -p modality=future
// result: {"modality": "future", "who": "Kassym-Jomart Tokayev", "act": "MEETS", "whom": "Vladimir Putin", "date": null, "sources": 1, "sentence": "Article b tells it."}
// :param {modality: 'future', top: 50}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE r.modality IN ['future', 'possible', 'requested'] AND r.polarity = 'affirmed'
  AND ($modality IS NULL OR r.modality = $modality)
RETURN r.modality AS modality, a.name AS who, type(r) AS act, b.name AS whom, r.date AS date, r.sources AS sources,
  r.sentence AS sentence
ORDER BY modality, who, act, whom, sentence
LIMIT toInteger($top)
