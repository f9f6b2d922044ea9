// When two actors first dealt with each other
//
// For each pair the earliest dated act between them, static relations aside.
//
// group: When
//
// param actor: text = null - only pairs with this actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query first-contact -p actor=Turkey
// result: {"date": "2022-01-06", "one": "Kassym-Jomart Tokayev", "other": "CSTO", "act": "REQUESTS_FROM", "sentence": "Article a tells it."}
// :param {actor: 'Turkey', top: 50}
MATCH (a:Actor)
WHERE $actor IS NULL OR a.id = $actor OR toLower(a.name) = toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) = toLower($actor))
MATCH (a)-[r]-(b:Actor)
WHERE r.date IS NOT NULL AND r.plover IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted'
  AND ($actor IS NOT NULL OR a.id < b.id)
WITH a, b, min(r.date) AS date
ORDER BY date, a.name, b.name
LIMIT toInteger($top)
MATCH (a)-[r]-(b)
WHERE r.date = date AND r.plover IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted'
WITH a, b, date, r
ORDER BY r.id
WITH a, b, date, collect(r) AS acts
WITH a, b, date, acts[0] AS first
RETURN date, a.name AS one, b.name AS other, type(first) AS act, first.sentence AS sentence
ORDER BY date, one, other
