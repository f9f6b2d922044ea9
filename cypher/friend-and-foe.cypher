// Who both helps and hurts the same other
//
// Pairs with cooperation and conflict between them, the most divided first: `balance` sums the intensities, from -10
// (war) to +10 (peace) for each relationship.
//
// group: With whom
//
// param top: number = 30 - at most so many rows
//
// example: graphkb query friend-and-foe
// result: {"one": "Kassym-Jomart Tokayev", "other": "Vladimir Putin", "cooperation": 2, "conflict": 1, "balance": 4.2, "relations": ["CRITICIZES", "MEETS", "PRAISES"]}
// :param {top: 30}
MATCH (a:Actor)-[r]-(b:Actor)
WHERE a.id < b.id AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH a, b, r
ORDER BY type(r), r.id
WITH a, b, sum(CASE WHEN r.sign > 0 THEN 1 ELSE 0 END) AS cooperation,
  sum(CASE WHEN r.sign < 0 THEN 1 ELSE 0 END) AS conflict, sum(r.intensity) AS balance,
  collect(DISTINCT type(r)) AS relations
WHERE cooperation > 0 AND conflict > 0
RETURN a.name AS one, b.name AS other, cooperation, conflict, round(balance * 10) / 10 AS balance, relations
ORDER BY cooperation + conflict DESC, one, other
LIMIT toInteger($top)
