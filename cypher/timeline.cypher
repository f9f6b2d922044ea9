// The timeline of an actor
//
// Everything dated that the actor did or suffered, in the order it happened, with how exactly the day is known.
//
// param actor: text - the actor (id, name or alias)
// param since: date = null - from this day on
// param until: date = null - up to this day
// param top: number = 200 - at most so many rows
//
// example: graphkb query timeline -p actor=Kazakhstan
// :params {actor: 'Kazakhstan', since: null, until: null, top: 200}
MATCH (a)-[r]->(b)
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted'
  AND ((a.id = $actor OR toLower(a.name) = toLower($actor)
      OR any(alias IN a.aliases WHERE toLower(alias) = toLower($actor)))
    OR (b.id = $actor OR toLower(b.name) = toLower($actor)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($actor))))
  AND ($since IS NULL OR r.date >= date($since))
  AND ($until IS NULL OR r.date <= date($until))
RETURN r.date AS date, r.date_precision AS precision, a.name AS who, type(r) AS did, b.name AS whom,
  r.sentence AS sentence
ORDER BY date, who, did, whom
LIMIT $top
