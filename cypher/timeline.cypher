// The timeline of an actor
//
// Everything dated that the actor did or suffered, in the order it happened, with how exactly the day is known.
//
// group: When
//
// param actor: text - the actor (id, name or alias)
// param since: date = null - from this day on
// param until: date = null - up to this day
// param top: number = 200 - at most so many rows
//
// example: graphkb query timeline -p actor=Kazakhstan
// result: {"date": "2022-01-06", "precision": "day", "who": "Russia", "did": "DEPLOYS_TROOPS", "whom": "Kazakhstan", "sentence": "Article b tells it."}
// :param {actor: 'Kazakhstan', since: null, until: null, top: 200}
MATCH (x:Actor|Event|Place)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-()
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted'
  AND ($since IS NULL OR r.date >= date($since))
  AND ($until IS NULL OR r.date <= date($until))
WITH DISTINCT r
RETURN r.date AS date, r.date_precision AS precision, startNode(r).name AS who, type(r) AS did,
  endNode(r).name AS whom, r.sentence AS sentence
ORDER BY date, who, did, whom
LIMIT toInteger($top)
