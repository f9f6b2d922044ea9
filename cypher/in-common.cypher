// Whom two actors have both dealt with
//
// The others that stand between two actors, with what each of the two did with them.
//
// param one: text - the one actor (id, name or alias)
// param other: text - the other actor (id, name or alias)
// param top: number = 50 - at most so many rows
//
// example: graphkb query in-common -p one=Russia -p other=Armenia
// :params {one: 'Russia', other: 'Armenia', top: 50}
MATCH (a:Actor)-[x]-(c)-[y]-(b:Actor)
WHERE (a.id = $one OR toLower(a.name) = toLower($one) OR any(alias IN a.aliases WHERE toLower(alias) = toLower($one)))
  AND (b.id = $other OR toLower(b.name) = toLower($other)
      OR any(alias IN b.aliases WHERE toLower(alias) = toLower($other)))
  AND c.id <> a.id AND c.id <> b.id AND x.statements IS NOT NULL AND y.statements IS NOT NULL
WITH c, x, y
ORDER BY type(x), type(y)
WITH c, collect(DISTINCT type(x)) AS with_one, collect(DISTINCT type(y)) AS with_other
RETURN c.name AS between, with_one, with_other
ORDER BY size(with_one) + size(with_other) DESC, between
LIMIT $top
