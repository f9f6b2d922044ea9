// How two actors are connected, as a picture
//
// A shortest way from one to the other over relationships of any type and direction, at most six steps long. For Neo4j
// Browser, which draws what it is given; `shortest-path` tells the same in words. The row below shows each by its id.
//
// group: As a picture
//
// param one: text - from this actor (id, name or alias)
// param other: text - to this actor (id, name or alias)
//
// example: graphkb query draw-path -p one=Armenia -p 'other=Kassym-Jomart Tokayev' --json
// result: {"p": ["state/ARM", "relationship/512feb36c909fc580ead", "event/un-vote/2022-11-14", "relationship/0797c890b6ec72966444", "state/KAZ", "relationship/a649e4cc8fb9d13779ff", "leader/kassym-jomart-tokayev"]}
// :param {one: 'Armenia', other: 'Kassym-Jomart Tokayev'}
MATCH (a:Actor), (b:Actor)
WHERE (a.id = $one OR toLower(a.name) = toLower($one) OR any(alias IN a.aliases WHERE toLower(alias) = toLower($one)))
  AND (b.id = $other OR toLower(b.name) = toLower($other)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($other)))
  AND a.id <> b.id
MATCH p = shortestPath((a)-[*..6]-(b))
RETURN p
ORDER BY length(p)
LIMIT 5
