// Where articles contradict each other
//
// The same act between the same two, said to have happened here and denied there.
//
// group: Quality control
//
// param top: number = 50 - at most so many rows
//
// example: graphkb query contradictions
// result: {"who": "Russia", "act": "CRITICIZES", "whom": "Kazakhstan", "sources_for": 1, "sources_against": 1, "said": "The two capitals ha", "denied": "A spokesman had oth", "denied_by": "state/RUS"}
// :param {top: 50}
MATCH (a:Actor|Event|Place)-[no {polarity: 'denied'}]->(b)
MATCH (a)-[yes]->(b)
WHERE yes.polarity = 'affirmed' AND yes.modality = 'asserted' AND type(yes) = type(no)
  AND (yes.date IS NULL OR no.date IS NULL OR yes.date = no.date)
RETURN a.name AS who, type(yes) AS act, b.name AS whom, yes.sources AS sources_for, no.sources AS sources_against,
  yes.sentence AS said, no.sentence AS denied, no.attributed_to AS denied_by
ORDER BY who, act, whom, said, denied
LIMIT toInteger($top)
