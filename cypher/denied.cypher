// What is denied
//
// Acts that a sentence says did not happen, with who is said to say so.
//
// group: Quality control
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query denied
// result: {"who": "Russia", "act": "INVADES", "whom": "Kazakhstan", "date": null, "according_to": null, "sources": 1, "sentence": "Article b tells it."}
// :param {top: 50}
MATCH (a:Actor|Event|Place)-[r {polarity: 'denied'}]->(b)
OPTIONAL MATCH (claimant:Actor {id: r.attributed_to})
RETURN a.name AS who, type(r) AS act, b.name AS whom, r.date AS date, claimant.name AS according_to,
  r.sources AS sources, r.sentence AS sentence
ORDER BY sources DESC, who, act, whom, sentence
LIMIT toInteger($top)
