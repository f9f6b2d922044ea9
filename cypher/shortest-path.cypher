// How two actors are connected
//
// A shortest way from one to the other over relationships of any type and direction, at most six steps long. What is
// denied or not done yet connects too, and is marked.
//
// group: Who stands between
//
// param one: text - from this actor (id, name or alias)
// param other: text - to this actor (id, name or alias)
//
// example: graphkb query shortest-path -p one=Armenia -p 'other=Kassym-Jomart Tokayev'
// result: {"steps": 3, "through": ["Armenia", "UN General Assembly vote on reparations", "Kazakhstan", "Kassym-Jomart Tokayev"], "by": ["ABSTAINS", "ABSTAINS", "LEADS"], "sentences": ["Article a tells it.", "Article a tells it.", "Article a tells it."]}
// :param {one: 'Armenia', other: 'Kassym-Jomart Tokayev'}
MATCH (a:Actor), (b:Actor)
WHERE (a.id = $one OR toLower(a.name) = toLower($one) OR any(alias IN a.aliases WHERE toLower(alias) = toLower($one)))
  AND (b.id = $other OR toLower(b.name) = toLower($other)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($other)))
  AND a.id <> b.id
MATCH p = shortestPath((a)-[*..6]-(b))
RETURN length(p) AS steps, [n IN nodes(p) | n.name] AS through,
  [r IN relationships(p) | CASE WHEN r.polarity = 'denied' THEN 'not ' WHEN r.modality <> 'asserted' THEN 'maybe '
    ELSE '' END + type(r)] AS by,
  [r IN relationships(p) | r.sentence] AS sentences
ORDER BY steps, through
LIMIT 5
