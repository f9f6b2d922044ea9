// Which pairs turned from cooperation to conflict, or back
//
// Pairs whose acts before a day were on balance of one sign and from that day on of the other. It looks at every dated act
// of the graph, so narrow it by an actor where the graph is large.
//
// group: How it changed
//
// param day: date - the day that parts before from after
// param actor: text = null - only pairs with this actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query turned -p day=2022-02-24
// result: {"one": "Kazakhstan", "other": "Russia", "before": 3.4, "after": -2.0}
// :param {day: '2022-02-24', actor: null, top: 50}
WITH date($day) AS day
MATCH (a:Actor)
WHERE $actor IS NULL OR a.id = $actor OR toLower(a.name) = toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) = toLower($actor))
MATCH (a)-[r]-(b:Actor)
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
  AND ($actor IS NOT NULL OR a.id < b.id)
WITH a, b, sum(CASE WHEN r.date < day THEN r.intensity ELSE 0.0 END) AS before,
  sum(CASE WHEN r.date < day THEN 0.0 ELSE r.intensity END) AS after
WHERE before * after < 0
RETURN a.name AS one, b.name AS other, round(before * 10) / 10 AS before, round(after * 10) / 10 AS after
ORDER BY abs(after - before) DESC, one, other
LIMIT toInteger($top)
