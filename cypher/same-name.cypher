// Which different nodes share a name
//
// Names and aliases that several actors, events or places bear: the same, counted twice, or two that are easily mixed up.
//
// group: Quality control
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query same-name
// result: {"name": "putin", "bearers": 2, "ids": ["leader/vladimir-putin", "person/putin"]}
// :param {top: 50}
MATCH (n:Actor|Event|Place)
UNWIND [n.name] + coalesce(n.aliases, []) AS name
WITH DISTINCT toLower(name) AS name, n
ORDER BY n.id
WITH name, collect(n.id) AS ids
WHERE size(ids) > 1
RETURN name, size(ids) AS bearers, ids
ORDER BY bearers DESC, name
LIMIT toInteger($top)
