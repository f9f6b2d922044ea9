// How everybody voted
//
// For each vote that the articles tell of: who was for it, who against, who abstained.
//
// group: Who voted how
//
// param event: text = null - only votes whose name holds these words
// param top: number = 50 - at most so many votes
//
// example: graphkb query votes -p event=reparations
// result: {"date": "2022-11-14", "vote": "UN General Assembly vote on reparations", "in_favour": [], "against": [], "abstained": ["Armenia", "Kazakhstan"]}
// :param {event: 'reparations', top: 50}
MATCH (a:Actor)-[r:VOTES_FOR|VOTES_AGAINST|ABSTAINS]->(e:Event)
WHERE r.polarity = 'affirmed' AND r.modality = 'asserted'
  AND ($event IS NULL OR toLower(e.name) CONTAINS toLower($event))
WITH e, type(r) AS vote, a.name AS voter
ORDER BY voter
WITH e, collect(DISTINCT CASE WHEN vote = 'VOTES_FOR' THEN voter END) AS in_favour,
  collect(DISTINCT CASE WHEN vote = 'VOTES_AGAINST' THEN voter END) AS against,
  collect(DISTINCT CASE WHEN vote = 'ABSTAINS' THEN voter END) AS abstained
RETURN e.date AS date, e.name AS vote, in_favour, against, abstained
ORDER BY e.date IS NULL, date, vote
LIMIT toInteger($top)
