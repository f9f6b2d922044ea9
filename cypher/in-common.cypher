// Whom two actors have both dealt with
//
// The others that stand between two actors, with what each of the two did with them.
//
// group: Who stands between
//
// param one: text - the one actor (id, name or alias)
// param other: text - the other actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query in-common -p one=Russia -p other=Armenia
// result: {"between": "Kassym-Jomart Tokayev", "with_one": ["CRITICIZES", "MEETS", "PRAISES"], "with_other": ["LEADS"]}
// :param {one: 'Russia', other: 'Armenia', top: 50}
MATCH (a:Actor)
WHERE (a.id = $one OR toLower(a.name) = toLower($one)
    OR any(alias IN a.aliases WHERE toLower(alias) = toLower($one)))
MATCH (b:Actor)
WHERE (b.id = $other OR toLower(b.name) = toLower($other)
    OR any(alias IN b.aliases WHERE toLower(alias) = toLower($other)))
WITH DISTINCT a, b
MATCH (a)-[x]-(c)
WHERE x.statements IS NOT NULL AND c.id <> a.id AND c.id <> b.id
WITH DISTINCT b, c, type(x) AS act
ORDER BY act
WITH b, c, collect(act) AS with_one
MATCH (c)-[y]-(b)
WHERE y.statements IS NOT NULL
WITH DISTINCT c, with_one, type(y) AS act
ORDER BY act
WITH c, with_one, collect(act) AS with_other
RETURN c.name AS between, with_one, with_other
ORDER BY size(with_one) + size(with_other) DESC, between
LIMIT toInteger($top)
