// What supports a tie, as a picture
//
// The articles that tell what one actor did to another, each with its statements, and the two actors with what joins
// them. For Neo4j Browser, which draws what it is given; `evidence` lists the same. The row below shows each by its id.
//
// group: As a picture
//
// param source: text - who acts (id, name or alias)
// param target: text - who is acted upon (id, name or alias)
// param top: number = 50 - at most so many statements
//
// example: graphkb query draw-evidence -p source=Russia -p target=Kazakhstan --json
// result: {"a": "state/RUS", "r": "relationship/d8bca7b455027b218a11", "b": "state/KAZ", "s": "statement/8b87dbe25994d6693a19", "states": {}, "article": "a"}
// :param {source: 'Russia', target: 'Kazakhstan', top: 50}
MATCH (a:Actor|Event|Place)-[r]->(b)
WHERE (a.id = $source OR toLower(a.name) = toLower($source)
    OR any(alias IN a.aliases WHERE toLower(alias) = toLower($source)))
  AND (b.id = $target OR toLower(b.name) = toLower($target)
    OR any(alias IN b.aliases WHERE toLower(alias) = toLower($target)))
MATCH (article:Article)-[states:STATES]->(s:Statement {edge: r.id})
RETURN a, r, b, s, states, article
ORDER BY article.published, article.id, s.start, s.id
LIMIT toInteger($top)
