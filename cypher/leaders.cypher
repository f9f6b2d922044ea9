// Who leads a state
//
// The leaders that the articles name, for one state or for all, the best supported first.
//
// group: Who
//
// param state: text = null - only this state (id, name or alias)
// param top: number = 100 - at most so many rows
//
// example: graphkb query leaders -p state=Kazakhstan
// result: {"state": "Kazakhstan", "leader": "Kassym-Jomart Tokayev", "sources": 1, "sentence": "Article a tells it."}
// :param {state: 'Kazakhstan', top: 100}
MATCH (leader:Actor)-[r:LEADS]->(state:State)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted' AND (leader:Leader OR leader:Person)
  AND ($state IS NULL OR (state.id = $state OR toLower(state.name) = toLower($state)
      OR any(alias IN state.aliases WHERE toLower(alias) = toLower($state))))
RETURN state.name AS state, leader.name AS leader, sum(r.sources) AS sources, head(collect(r.sentence)) AS sentence
ORDER BY state, sources DESC, leader
LIMIT toInteger($top)
