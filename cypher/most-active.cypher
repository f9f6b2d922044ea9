// Who is most active
//
// Actors by how much they did, with how much was done to them, and with how many others they dealt. Denials, plans and
// static relations do not count.
//
// group: Who
//
// param label: text = null - only actors of this label: Leader, State, Organization, Person, Group
// param since: date = null - on or after this day
// param until: date = null - on or before this day
// param top: number = 20 - at most so many rows
//
// example: graphkb query most-active -p label=State
// result: {"actor": "Russia", "did": 2, "suffered": 0, "others": 2}
// :param {label: 'State', since: null, until: null, top: 20}
MATCH (a:Actor)-[r]-(b)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
  AND ($label IS NULL OR $label IN labels(a))
  AND ($since IS NULL OR r.date >= date($since)) AND ($until IS NULL OR r.date <= date($until))
WITH a, sum(CASE WHEN startNode(r) = a THEN 1 ELSE 0 END) AS did,
  sum(CASE WHEN endNode(r) = a THEN 1 ELSE 0 END) AS suffered, count(DISTINCT b) AS others
RETURN a.name AS actor, did, suffered, others
ORDER BY did DESC, suffered DESC, actor
LIMIT toInteger($top)
