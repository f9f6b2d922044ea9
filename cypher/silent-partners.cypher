// Who shares partners with an actor but never deals with it
//
// Others that deal with the same third parties, while no article tells of anything between the two: a gap in the world,
// or in the reading. Denials, plans and static relations do not count as dealing.
//
// group: With whom
//
// param actor: text - the actor (id, name or alias)
// param least: number = 2 - how many partners they share at least
// param top: number = 50 - at most so many rows
//
// example: graphkb query silent-partners -p actor=Armenia -p least=1
// result: {"other": "Russia", "shared": 2, "through": ["Kazakhstan", "UN General Assembly vote on reparations"]}
// :param {actor: 'Armenia', least: 1, top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]-(partner)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH DISTINCT x, partner
MATCH (partner)-[s]-(other:Actor)
WHERE s.polarity = 'affirmed' AND s.modality = 'asserted' AND s.plover IS NOT NULL AND other.id <> x.id
WITH x, other, collect(DISTINCT partner.name) AS shared
WHERE size(shared) >= $least AND NOT (other)--(x)
WITH other, shared
ORDER BY size(shared) DESC, other.name
LIMIT toInteger($top)
UNWIND shared AS name
WITH other, name
ORDER BY name
WITH other, collect(name) AS through
RETURN other.name AS other, size(through) AS shared, through
ORDER BY shared DESC, other
