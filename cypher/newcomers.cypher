// Whom an actor first dealt with since a day
//
// Others of whom nothing dated is told before that day, with the first act; whoever appears late may matter.
//
// group: How it changed
//
// param actor: text - the actor (id, name or alias)
// param since: date - the day
// param top: number = 50 - at most so many rows
//
// example: graphkb query newcomers -p actor=Russia -p since=2022-02-01
// result: {"date": "2022-01-08", "other": "Armenia", "act": "PRAISES", "sentence": "ell between neighbo"}
// :param {actor: 'Russia', since: '2022-02-01', top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-(other:Actor)
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH other, r
ORDER BY r.date, r.id
WITH other, head(collect(r)) AS first
WHERE first.date >= date($since)
RETURN first.date AS date, other.name AS other, type(first) AS act, first.sentence AS sentence
ORDER BY date, other
LIMIT toInteger($top)
