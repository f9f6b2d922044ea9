// The strongest ties of an actor, as a picture
//
// The actor, everybody it has to do with, and the relationships between them, those of most sources first. For Neo4j
// Browser, which draws what it is given; `graphkb viz` makes a map of the whole graph. The row below shows each by its
// id.
//
// group: As a picture
//
// param actor: text - the actor (id, name or alias)
// param since: date = null - on or after this day
// param until: date = null - on or before this day
// param top: number = 50 - at most so many relationships
//
// example: graphkb query draw-actor -p actor=Kazakhstan --json
// result: {"a": "state/RUS", "r": "relationship/d8bca7b455027b218a11", "b": "state/KAZ"}
// :param {actor: 'Kazakhstan', since: null, until: null, top: 50}
MATCH (a:Actor)-[r]-(b)
WHERE (a.id = $actor OR toLower(a.name) = toLower($actor)
    OR any(alias IN a.aliases WHERE toLower(alias) = toLower($actor)))
  AND r.statements IS NOT NULL
  AND ($since IS NULL OR r.date >= date($since))
  AND ($until IS NULL OR r.date <= date($until))
RETURN a, r, b
ORDER BY r.sources DESC, r.statements DESC, r.id
LIMIT toInteger($top)
