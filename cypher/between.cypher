// What passed between two actors
//
// In both directions, denials, plans and static relations too; the earliest first, what has no date last.
//
// group: With whom
//
// param one: text - the one actor (id, name or alias)
// param other: text - the other actor (id, name or alias)
// param top: number = 100 - at most so many rows
//
// example: graphkb query between -p one=Putin -p other=Erdogan
// result: {"date": "2022-02-01", "who": "Kassym-Jomart Tokayev", "relation": "MEETS", "whom": "Vladimir Putin", "polarity": "affirmed", "modality": "asserted", "sources": 1, "sentence": "Article c tells it."}
// :param {one: 'Putin', other: 'Erdogan', top: 100}
MATCH (x:Actor|Event|Place)
WHERE x.id = $one OR toLower(x.name) = toLower($one)
  OR any(alias IN x.aliases WHERE toLower(alias) = toLower($one))
MATCH (y:Actor|Event|Place)
WHERE y.id = $other OR toLower(y.name) = toLower($other)
  OR any(alias IN y.aliases WHERE toLower(alias) = toLower($other))
MATCH (x)-[r]-(y)
WHERE r.statements IS NOT NULL
WITH DISTINCT r
RETURN r.date AS date, startNode(r).name AS who, type(r) AS relation, endNode(r).name AS whom,
  r.polarity AS polarity, r.modality AS modality, r.sources AS sources, r.sentence AS sentence
ORDER BY date IS NULL, date, who, relation, whom, polarity, modality
LIMIT toInteger($top)
