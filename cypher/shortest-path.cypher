// How two actors are connected
//
// A shortest way from one to the other over relationships of any type and direction, at most six steps long; what is
// only denied does not connect.
//
// param one: text - from this actor (id, name or alias)
// param other: text - to this actor (id, name or alias)
//
// example: graphkb query shortest-path -p one=Armenia -p other=Putin
// :params {one: 'Armenia', other: 'Putin'}
MATCH (a:Actor), (b:Actor)
WHERE (a.id = $one OR toLower(a.name) = toLower($one) OR any(alias IN a.aliases WHERE toLower(alias) = toLower($one)))
  AND (b.id = $other OR toLower(b.name) = toLower($other) OR any(alias IN b.aliases WHERE toLower(alias) = toLower($other)))
  AND a.id <> b.id
MATCH p = shortestPath((a)-[*..6]-(b))
WHERE all(r IN relationships(p) WHERE r.polarity = 'affirmed')
RETURN length(p) AS steps, [n IN nodes(p) | n.name] AS through, [r IN relationships(p) | type(r)] AS by,
  [r IN relationships(p) | r.sentence] AS sentences
ORDER BY steps, through
LIMIT 5
