// How an actor's dealings changed on a day
//
// For each other actor the acts before that day and from it on, cooperative and hostile, the greatest change of balance
// first: who turned away, who came near.
//
// group: How it changed
//
// param actor: text - the actor (id, name or alias)
// param day: date - the day that parts before from after
// param top: number = 50 - at most so many rows
//
// example: graphkb query before-and-after -p actor=Russia -p day=2022-02-24
// result: {"other": "Kazakhstan", "before": 1, "after": 1, "balance_before": 3.4, "balance_after": -2.0, "change": -5.4}
// :param {actor: 'Russia', day: '2022-02-24', top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-(other:Actor)
WHERE r.date IS NOT NULL AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH other, r, r.date < date($day) AS early
WITH other, sum(CASE WHEN early THEN 1 ELSE 0 END) AS before, sum(CASE WHEN early THEN 0 ELSE 1 END) AS after,
  sum(CASE WHEN early THEN r.intensity ELSE 0.0 END) AS balance_before,
  sum(CASE WHEN early THEN 0.0 ELSE r.intensity END) AS balance_after
RETURN other.name AS other, before, after, round(balance_before * 10) / 10 AS balance_before,
  round(balance_after * 10) / 10 AS balance_after,
  round((balance_after - balance_before) * 10) / 10 AS change
ORDER BY abs(change) DESC, other
LIMIT toInteger($top)
