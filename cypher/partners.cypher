// With whom an actor deals most
//
// Each other actor with the number of acts between the two, cooperative and hostile, and how the balance stands: the sum of
// the intensities, from -10 (war) to +10 (peace) for each act.
//
// group: With whom
//
// param actor: text - the actor (id, name or alias)
// param since: date = null - on or after this day
// param until: date = null - on or before this day
// param top: number = 50 - at most so many rows
//
// example: graphkb query partners -p actor=Kazakhstan -p since=2022-01-01
// result: {"other": "Kazakhstan", "acts": 2, "cooperation": 1, "conflict": 1, "balance": 1.4, "last": "2022-03-01"}
// :param {actor: 'Kazakhstan', since: '2022-01-01', until: null, top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-(other:Actor)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
  AND ($since IS NULL OR r.date >= date($since)) AND ($until IS NULL OR r.date <= date($until))
WITH other, count(r) AS acts, sum(CASE WHEN r.sign > 0 THEN 1 ELSE 0 END) AS cooperation,
  sum(CASE WHEN r.sign < 0 THEN 1 ELSE 0 END) AS conflict, sum(r.intensity) AS balance, max(r.date) AS last
RETURN other.name AS other, acts, cooperation, conflict, round(balance * 10) / 10 AS balance, last
ORDER BY acts DESC, other
LIMIT toInteger($top)
