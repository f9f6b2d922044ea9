// Who abstains most
//
// Voters with their votes for, against and withheld, those who abstained most often first.
//
// group: Who voted how
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query abstainers
// result: {"voter": "Armenia", "abstained": 1, "in_favour": 0, "against": 0}
// :param {top: 50}
MATCH (a:Actor)-[r:VOTES_FOR|VOTES_AGAINST|ABSTAINS]->(e:Event)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted'
WITH a, count(DISTINCT CASE WHEN type(r) = 'ABSTAINS' THEN e.id END) AS abstained,
  count(DISTINCT CASE WHEN type(r) = 'VOTES_FOR' THEN e.id END) AS in_favour,
  count(DISTINCT CASE WHEN type(r) = 'VOTES_AGAINST' THEN e.id END) AS against
RETURN a.name AS voter, abstained, in_favour, against
ORDER BY abstained DESC, voter
LIMIT toInteger($top)
