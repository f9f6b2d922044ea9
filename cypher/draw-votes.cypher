// Who voted how, as a picture
//
// Votes, and everybody who voted for, voted against or abstained. For Neo4j Browser, which draws what it is given. The
// row below shows each by its id.
//
// group: As a picture
//
// param event: text = null - only votes whose name holds these words
// param top: number = 200 - at most so many relationships
//
// example: graphkb query draw-votes -p event=reparations --json
// result: {"a": "state/ARM", "r": "relationship/512feb36c909fc580ead", "e": "event/un-vote/2022-11-14"}
// :param {event: 'reparations', top: 200}
MATCH (a:Actor)-[r:VOTES_FOR|VOTES_AGAINST|ABSTAINS]->(e:Event)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted'
  AND ($event IS NULL OR toLower(e.name) CONTAINS toLower($event))
RETURN a, r, e
ORDER BY e.date DESC, e.name, a.name, r.id
LIMIT toInteger($top)
