// Events and who took part in them
//
// Summits, votes, wars, protests: when, where, and every actor that an article joins to them, with what it did there.
//
// group: When
//
// param since: date = null - on or after this day
// param until: date = null - on or before this day
// param top: number = 50 - at most so many events
//
// example: graphkb query events -p since=2022-01-01
// result: {"date": "2022-11-14", "event": "UN General Assembly vote on reparations", "kind": "vote", "places": [], "participants": ["Armenia (abstains)", "Kazakhstan (abstains)"]}
// :param {since: null, until: null, top: 50}
MATCH (e:Event)
WHERE ($since IS NULL OR e.date >= date($since)) AND ($until IS NULL OR e.date <= date($until))
OPTIONAL MATCH (a:Actor)-[r]->(e)
WHERE r.polarity = 'affirmed'
WITH e, a, type(r) AS role
ORDER BY a.name, role
WITH e, collect(DISTINCT CASE WHEN a IS NOT NULL THEN a.name + ' (' + toLower(role) + ')' END) AS participants
OPTIONAL MATCH (e)-[:LOCATED_IN]->(place)
WITH e, participants, collect(DISTINCT place.name) AS places
RETURN e.date AS date, e.name AS event, e.kind AS kind, places, participants
ORDER BY e.date IS NULL, date, event
LIMIT toInteger($top)
