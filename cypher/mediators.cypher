// Who mediates, hosts and brings others together
//
// Actors that mediate between others or host them and their meetings, with whom, the most often first.
//
// group: Who stands between
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query mediators
// result: {"who": "Vladimir Putin", "times": 1, "acts": ["HOSTS"], "whom": ["Kassym-Jomart Tokayev"]}
// :param {top: 50}
MATCH (a:Actor)-[r:MEDIATES|HOSTS]->(b)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted'
WITH a, b, type(r) AS act, r
ORDER BY b.name, act
WITH a, count(r) AS times, collect(DISTINCT act) AS acts, collect(DISTINCT b.name) AS whom
RETURN a.name AS who, times, acts, whom
ORDER BY times DESC, who
LIMIT toInteger($top)
