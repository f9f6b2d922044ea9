// Whom a name may mean
//
// Actors, events and places whose name or alias holds these words, with how much is said of them: where to begin.
//
// group: Who
//
// param words: text - part of a name, in any case
// param top: number = 50 - at most so many rows
//
// example: graphkb query who-is -p words=putin
// result: {"name": "Vladimir Putin", "label": "Leader", "description": null, "aliases": ["Putin"], "ties": 2, "id": "leader/vladimir-putin"}
// :param {words: 'putin', top: 50}
MATCH (n:Actor|Event|Place)
WHERE toLower(n.name) CONTAINS toLower($words) OR any(alias IN n.aliases WHERE toLower(alias) CONTAINS toLower($words))
OPTIONAL MATCH (n)-[r]-()
WITH n, count(r) AS ties
RETURN n.name AS name, [label IN labels(n) WHERE label <> 'Actor'][0] AS label, n.description AS description,
  n.aliases AS aliases, ties, n.id AS id
ORDER BY ties DESC, name, id
LIMIT toInteger($top)
