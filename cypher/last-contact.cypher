// When an actor last dealt with others
//
// For each other actor the latest dated act, the longest silence first, with the days since then until a day of choice.
//
// group: When
//
// param actor: text - the actor (id, name or alias)
// param until: date = null - count the days up to this one
// param top: number = 50 - at most so many rows
//
// example: graphkb query last-contact -p actor=Russia -p until=2022-12-31
// result: {"date": "2022-03-01", "other": "Kazakhstan", "act": "CRITICIZES", "days_silent": 30, "sentence": "The two capitals ha"}
// :param {actor: 'Russia', until: '2022-12-31', top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-(other:Actor)
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL AND ($until IS NULL OR r.date <= date($until))
WITH other, r
ORDER BY r.date DESC, r.id
WITH other, head(collect(r)) AS latest
RETURN latest.date AS date, other.name AS other, type(latest) AS act,
  CASE WHEN $until IS NULL THEN null ELSE duration.inDays(latest.date, date($until)).days END AS days_silent,
  latest.sentence AS sentence
ORDER BY date, other
LIMIT toInteger($top)
