// Who did what to whom
//
// What was done, as far as the articles say: the latest first, what has no date last. Denials and plans are left out;
// `denied` and `planned` list those.
//
// group: When
//
// param actor: text = null - only what this actor did or suffered (id, name or alias)
// param relation: text = null - only this relation, for example MEETS
// param since: date = null - only what happened on or after this day
// param until: date = null - only what happened on or before this day
// param top: number = 50 - at most so many rows
//
// example: graphkb query who-did-what -p actor=Russia -p since=2022-01-01
// result: {"date": "2022-11-14", "who": "Armenia", "did": "ABSTAINS", "whom": "UN General Assembly vote on reparations", "sources": 1, "sentence": "Article a tells it."}
// :param {actor: 'Russia', relation: null, since: '2022-01-01', until: null, top: 50}
MATCH (x:Actor|Event|Place)
WHERE $actor IS NULL OR x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-()
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
  AND ($actor IS NOT NULL OR startNode(r) = x)
  AND ($relation IS NULL OR type(r) = $relation)
  AND ($since IS NULL OR r.date >= date($since))
  AND ($until IS NULL OR r.date <= date($until))
WITH startNode(r) AS a, r, endNode(r) AS b
ORDER BY r.date IS NULL, r.date DESC, a.name, type(r), b.name
LIMIT toInteger($top)
RETURN DISTINCT r.date AS date, a.name AS who, type(r) AS did, b.name AS whom, r.sources AS sources, r.sentence AS sentence
ORDER BY date IS NULL, date DESC, who, did, whom
