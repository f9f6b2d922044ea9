// Who acts on whom without an answer
//
// Acts of an actor on others that never act on it: asked, praised or threatened in vain, as far as the articles tell.
// Relations that run both ways, such as meetings, are an answer of themselves.
//
// group: With whom
//
// param actor: text - the actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query unanswered -p actor=Russia
// result: {"other": "Kazakhstan", "acts": 2, "relations": ["CRITICIZES", "PRAISES"]}
// :param {actor: 'Russia', top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (x)-[r]->(other:Actor)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH x, other, count(r) AS acts, collect(DISTINCT type(r)) AS relations
OPTIONAL MATCH (other)-[back]->(x)
WHERE back.polarity = 'affirmed' AND back.modality = 'asserted' AND back.plover IS NOT NULL
WITH other, acts, relations, count(back) AS answers
WHERE answers = 0
UNWIND relations AS relation
WITH other, acts, relation
ORDER BY relation
WITH other, acts, collect(relation) AS relations
RETURN other.name AS other, acts, relations
ORDER BY acts DESC, other
LIMIT toInteger($top)
