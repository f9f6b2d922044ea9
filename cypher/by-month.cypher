// How much an actor did and suffered, month by month
//
// Dated acts of each month, cooperative and hostile, and their balance: the sum of the intensities, from -10 (war) to +10
// (peace) for each.
//
// group: When
//
// param actor: text - the actor (id, name or alias)
// param since: date = null - from this day on
// param until: date = null - up to this day
// param top: number = 120 - at most so many months
//
// example: graphkb query by-month -p actor=Kazakhstan
// result: {"year": 2022, "month": 1, "acts": 2, "cooperation": 2, "conflict": 0, "balance": 6.8}
// :param {actor: 'Kazakhstan', since: null, until: null, top: 120}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-()
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
  AND ($since IS NULL OR r.date >= date($since)) AND ($until IS NULL OR r.date <= date($until))
WITH r.date.year AS year, r.date.month AS month, r
WITH year, month, count(r) AS acts, sum(CASE WHEN r.sign > 0 THEN 1 ELSE 0 END) AS cooperation,
  sum(CASE WHEN r.sign < 0 THEN 1 ELSE 0 END) AS conflict, sum(r.intensity) AS balance
RETURN year, month, acts, cooperation, conflict, round(balance * 10) / 10 AS balance
ORDER BY year, month
LIMIT toInteger($top)
