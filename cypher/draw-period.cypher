// The strongest ties of a period, as a picture
//
// Who had to do with whom, the relationships of most sources first, all in one picture. What was denied or only planned
// is left out. For Neo4j Browser, which draws what it is given. The row below shows each by its id.
//
// group: As a picture
//
// param since: date = null - on or after this day
// param until: date = null - on or before this day
// param relation: text = null - only this relation, for example MEETS
// param top: number = 100 - at most so many relationships
//
// example: graphkb query draw-period -p since=2022-01-01 --json
// result: {"a": "leader/kassym-jomart-tokayev", "r": "relationship/e3cd8541cbbe846f9fad", "b": "leader/vladimir-putin"}
// :param {since: '2022-01-01', until: null, relation: null, top: 100}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
  AND ($relation IS NULL OR type(r) = $relation)
  AND ($since IS NULL OR r.date >= date($since))
  AND ($until IS NULL OR r.date <= date($until))
RETURN a, r, b
ORDER BY r.sources DESC, r.statements DESC, r.id
LIMIT toInteger($top)
