// What was done on no known day
//
// Acts whose date no article tells, with the earliest day on which they were reported: what a timeline leaves out.
//
// group: Quality control
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query undated
// result: {"reported": "2022-03-02", "who": "CSTO", "did": "CRITICIZES", "whom": "Kazakhstan", "sources": 1, "sentence": "March, when an envo"}
// :param {top: 50}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE r.date IS NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH a, r, b
ORDER BY r.sources DESC, r.id
LIMIT toInteger($top)
MATCH (s:Statement {edge: r.id})
RETURN min(s.published) AS reported, a.name AS who, type(r) AS did, b.name AS whom, r.sources AS sources,
  r.sentence AS sentence
ORDER BY sources DESC, who, did, whom
