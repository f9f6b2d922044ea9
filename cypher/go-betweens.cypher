// Who deals with both of two camps
//
// Actors that deal with at least one of the first list and at least one of the second, and are in neither: names or ids,
// parted by commas.
//
// group: Who stands between
//
// param one: list - the one camp (ids or names)
// param other: list - the other camp (ids or names)
// param top: number = 50 - at most so many rows
//
// example: graphkb query go-betweens -p one=Russia,Armenia -p other=Turkey,Azerbaijan
// result: {"between": "Kazakhstan", "with_one": ["Armenia"], "with_other": ["Russia"]}
// :param {one: ['Russia', 'Armenia'], other: ['Turkey', 'Azerbaijan'], top: 50}
MATCH (a:Actor)
WHERE a.id IN $one OR a.name IN $one
MATCH (a)-[r]-(c:Actor)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND r.plover IS NOT NULL
WITH DISTINCT c, a
WITH c, collect(a.name) AS with_one
WHERE NOT c.id IN $one AND NOT c.name IN $one AND NOT c.id IN $other AND NOT c.name IN $other
MATCH (b:Actor)-[s]-(c)
WHERE (b.id IN $other OR b.name IN $other) AND s.polarity = 'affirmed' AND s.modality = 'asserted' AND s.plover IS NOT NULL
WITH c, with_one, b.name AS name
ORDER BY name
WITH c, with_one, collect(DISTINCT name) AS with_other
UNWIND with_one AS name
WITH c, name, with_other
ORDER BY name
WITH c, collect(name) AS with_one, with_other
RETURN c.name AS between, with_one, with_other
ORDER BY size(with_one) + size(with_other) DESC, between
LIMIT toInteger($top)
