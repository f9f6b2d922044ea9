// Who is in conflict with the same others
//
// Pairs of an actor and another that both act against a third, with what each did: allies in fact, said or not.
//
// group: With whom
//
// param actor: text - the actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query common-foes -p actor=Russia
// result: {"other": "CSTO", "shared": 1, "against": ["Kazakhstan"], "acts": ["CRITICIZES"]}
// :param {actor: 'Russia', top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]->(foe:Actor)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL AND r.sign < 0
WITH DISTINCT x, foe
MATCH (other:Actor)-[s]->(foe)
WHERE s.polarity = 'affirmed' AND s.modality = 'asserted' AND s.plover IS NOT NULL AND s.sign < 0 AND other.id <> x.id
WITH other, foe, type(s) AS act
ORDER BY foe.name, act
WITH other, collect(DISTINCT foe.name) AS against, collect(DISTINCT act) AS acts
RETURN other.name AS other, size(against) AS shared, against, acts
ORDER BY shared DESC, other
LIMIT toInteger($top)
