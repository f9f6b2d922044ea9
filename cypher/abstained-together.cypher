// Who abstained with whom
//
// Pairs of states (or other voters) that withheld their vote in the same events, most often together first.
//
// group: Who voted how
//
// param actor: text = null - only pairs with this voter (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query abstained-together -p actor=Kazakhstan
// result: {"one": "Armenia", "other": "Kazakhstan", "together": 1, "votes": ["UN General Assembly vote on reparations"]}
// :param {actor: 'Kazakhstan', top: 50}
MATCH (a:Actor)-[x:ABSTAINS]->(e:Event)<-[y:ABSTAINS]-(b:Actor)
WHERE x.polarity = 'affirmed' AND y.polarity = 'affirmed' AND x.modality = 'asserted' AND y.modality = 'asserted'
  AND a.id <> b.id
  AND ($actor IS NULL AND a.id < b.id OR $actor IS NOT NULL AND (a.id = $actor OR toLower(a.name) = toLower($actor)
    OR any(alias IN a.aliases WHERE toLower(alias) = toLower($actor))))
WITH a, b, collect(DISTINCT e.name) AS votes
RETURN a.name AS one, b.name AS other, size(votes) AS together, votes
ORDER BY together DESC, one, other
LIMIT toInteger($top)
