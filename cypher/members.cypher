// Who belongs to an organization or a state
//
// Members, leaders and representatives, as the articles tell, the best supported first.
//
// group: Who
//
// param actor: text - the organization or state (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query members -p actor=CSTO
// result: {"who": "Armenia", "role": "MEMBER_OF", "sources": 1, "sentence": " since the first of"}
// :param {actor: 'CSTO', top: 50}
MATCH (x:Actor)
WHERE x.id = $actor OR toLower(x.name) = toLower($actor)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($actor))
MATCH (a:Actor)-[r:MEMBER_OF|LEADS|REPRESENTS]->(x)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted'
RETURN a.name AS who, type(r) AS role, sum(r.sources) AS sources, head(collect(r.sentence)) AS sentence
ORDER BY role, sources DESC, who
LIMIT toInteger($top)
