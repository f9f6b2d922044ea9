// What passed between two actors
//
// In both directions, denials, plans and static relations too; the earliest first, what has no date last.
//
// param one: text - the one actor (id, name or alias)
// param other: text - the other actor (id, name or alias)
// param top: number = 100 - at most so many rows
//
// example: graphkb query between -p one=Putin -p other=Erdogan
// :params {one: 'Putin', other: 'Erdogan', top: 100}
MATCH (a)-[r]->(b)
WHERE r.statements IS NOT NULL
  AND ((a.id = $one OR toLower(a.name) = toLower($one) OR any(alias IN a.aliases WHERE toLower(alias) = toLower($one)))
    AND (b.id = $other OR toLower(b.name) = toLower($other)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($other)))
    OR (a.id = $other OR toLower(a.name) = toLower($other)
      OR any(alias IN a.aliases WHERE toLower(alias) = toLower($other)))
    AND (b.id = $one OR toLower(b.name) = toLower($one)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($one))))
RETURN r.date AS date, a.name AS who, type(r) AS relation, b.name AS whom, r.polarity AS polarity,
  r.modality AS modality, r.sources AS sources, r.sentence AS sentence
ORDER BY r.date IS NULL, date, who, relation, whom, polarity, modality
LIMIT $top
