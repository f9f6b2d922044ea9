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
MATCH (x:Actor)-[r]->(y:Actor)
WHERE x.id <> y.id AND r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH CASE WHEN x.id < y.id THEN x ELSE y END AS a, CASE WHEN x.id < y.id THEN y ELSE x END AS b,
  sum(CASE WHEN r.sign > 0 THEN 1 ELSE 0 END) AS cooperation, sum(CASE WHEN r.sign < 0 THEN 1 ELSE 0 END) AS conflict,
  sum(r.intensity) AS balance, collect(DISTINCT type(r)) AS types
WHERE cooperation > 0 AND conflict > 0
WITH a, b, cooperation, conflict, balance, types
ORDER BY cooperation + conflict DESC, a.name, b.name
LIMIT toInteger($top)
UNWIND types AS type
WITH a, b, cooperation, conflict, balance, type
ORDER BY type
WITH a, b, cooperation, conflict, balance, collect(type) AS relations
RETURN a.name AS one, b.name AS other, cooperation, conflict, round(balance * 10) / 10 AS balance, relations
ORDER BY cooperation + conflict DESC, one, other
