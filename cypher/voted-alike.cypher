// Who votes like whom
//
// Pairs of voters with the votes that both took part in, how many they cast alike, and the share.
//
// group: Who voted how
//
// param actor: text = null - only pairs with this voter (id, name or alias)
// param least: number = 1 - how many votes both took part in at least
// param top: number = 50 - at most so many rows
//
// example: graphkb query voted-alike -p actor=Kazakhstan -p least=1
// result: {"one": "Kazakhstan", "other": "Armenia", "votes": 1, "alike": 1, "percent": 100.0}
// :param {actor: 'Kazakhstan', least: 1, top: 50}
MATCH (a:Actor)-[x:VOTES_FOR|VOTES_AGAINST|ABSTAINS]->(e:Event)<-[y:VOTES_FOR|VOTES_AGAINST|ABSTAINS]-(b:Actor)
WHERE x.polarity = 'affirmed' AND y.polarity = 'affirmed' AND x.modality = 'asserted' AND y.modality = 'asserted'
  AND a.id <> b.id
  AND ($actor IS NULL AND a.id < b.id OR $actor IS NOT NULL AND (a.id = $actor OR toLower(a.name) = toLower($actor)
    OR any(alias IN a.aliases WHERE toLower(alias) = toLower($actor))))
WITH a, b, e, max(CASE WHEN type(x) = type(y) THEN 1 ELSE 0 END) AS same
WITH a, b, count(e) AS votes, sum(same) AS alike
WHERE votes >= $least
RETURN a.name AS one, b.name AS other, votes, alike, round(100.0 * alike / votes) AS percent
ORDER BY percent DESC, votes DESC, one, other
LIMIT toInteger($top)
