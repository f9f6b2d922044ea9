// What only one actor claims
//
// Relationships whose every statement is attributed to the same actor: nobody else says so, and no article in its own
// voice.
//
// group: What supports it
//
// param claimant: text = null - only claims of this actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query claims -p claimant=Russia
// result: {"according_to": "Kassym-Jomart Tokayev", "who": "Russia", "act": "DEPLOYS_TROOPS", "whom": "Almaty", "polarity": "affirmed", "date": null, "sources": 1, "sentence": "Article b tells it."}
// :param {claimant: 'Russia', top: 50}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE r.attributed_to IS NOT NULL
MATCH (claimant:Actor {id: r.attributed_to})
WHERE $claimant IS NULL OR claimant.id = $claimant OR toLower(claimant.name) = toLower($claimant)
  OR any(alias IN claimant.aliases WHERE toLower(alias) = toLower($claimant))
RETURN claimant.name AS according_to, a.name AS who, type(r) AS act, b.name AS whom, r.polarity AS polarity,
  r.date AS date, r.sources AS sources, r.sentence AS sentence
ORDER BY according_to, who, act, whom, polarity, sentence
LIMIT toInteger($top)
