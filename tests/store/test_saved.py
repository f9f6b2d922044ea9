"""The saved queries: each says what it answers, and answers it alike in every store."""

import datetime
import json
import re
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest

from graphkb.errors import QueryError, UnknownName
from graphkb.store import GROUPS, GraphStore, cypher_of, saved_queries, saved_query
from graphkb.store.saved import parse
from tests.graph.made import ARMENIA, KAZAKHSTAN, RUSSIA, article, graph, reading, says, story
from tests.store.crisis import crisis

NAMES = [query.name for query in saved_queries()]
DOCS = Path(__file__).resolve().parents[2] / "docs" / "queries.md"

VOTE = "UN General Assembly vote on reparations"
TOKAYEV = "Kassym-Jomart Tokayev"
NOVEMBER, JANUARY, FEBRUARY = datetime.date(2022, 11, 14), datetime.date(2022, 1, 6), datetime.date(2022, 2, 1)

# name, parameters, columns to look at, the rows worked out by hand from the three articles of `story`
ANSWERS: list[tuple[str, dict[str, Any], list[str], list[tuple[Any, ...]]]] = [
    ("abstained-together", {}, ["one", "other", "votes"], [("Armenia", "Kazakhstan", [VOTE])]),
    ("abstained-together", {"actor": "kazakhstan"}, ["one", "other"], [("Kazakhstan", "Armenia")]),
    ("articles", {}, ["article", "statements"], [("b", 4), ("a", 6), ("c", 4)]),
    (
        "between",
        {"one": "Putin", "other": TOKAYEV},
        ["date", "who", "relation", "modality"],
        [
            (FEBRUARY, TOKAYEV, "MEETS", "asserted"),
            (None, TOKAYEV, "MEETS", "future"),
            (None, "Vladimir Putin", "CRITICIZES", "asserted"),
            (None, "Vladimir Putin", "PRAISES", "asserted"),
        ],
    ),
    ("claims", {}, ["according_to", "who", "act", "whom"], [(TOKAYEV, "Russia", "DEPLOYS_TROOPS", "Almaty")]),
    ("claims", {"claimant": "Russia"}, ["who"], []),
    ("denied", {}, ["who", "act", "whom"], [("Russia", "INVADES", "Kazakhstan")]),
    (
        "draw-actor",
        {"actor": "Russian Federation", "top": 1},
        ["a", "b"],
        [("state/RUS", "state/KAZ")],  # two sources say so, which no other of its ties has
    ),
    ("draw-actor", {"actor": TOKAYEV, "since": "2022-01-31"}, ["b"], [("leader/vladimir-putin",)]),
    ("draw-actor", {"actor": "CSTO", "until": "2022-01-05"}, ["a"], []),
    (
        "draw-evidence",
        {"source": "Russia", "target": "Kazakhstan"},
        ["a", "b", "article"],
        [("state/RUS", "state/KAZ", "a"), ("state/RUS", "state/KAZ", "b"), ("state/RUS", "state/KAZ", "b")],
    ),
    ("draw-evidence", {"source": "Kazakhstan", "target": "Russia"}, ["a"], []),
    (
        "draw-path",
        {"one": "Armenia", "other": TOKAYEV},
        ["p"],
        [(["state/ARM", ANY, "event/un-vote/2022-11-14", ANY, "state/KAZ", ANY, "leader/kassym-jomart-tokayev"],)],
    ),
    (
        "draw-period",
        {"since": "2022-02-01", "until": "2022-10-31"},
        ["a", "b"],
        [("leader/kassym-jomart-tokayev", "leader/vladimir-putin")],
    ),
    ("draw-period", {"relation": "PRAISES"}, ["a", "b"], [("leader/vladimir-putin", "leader/kassym-jomart-tokayev")]),
    (
        "draw-votes",
        {"event": "reparations"},
        ["a", "e"],
        [("state/ARM", "event/un-vote/2022-11-14"), ("state/KAZ", "event/un-vote/2022-11-14")],
    ),
    ("draw-votes", {"event": "nothing of the sort"}, ["a"], []),
    ("events", {}, ["event", "participants"], [(VOTE, ["Armenia (abstains)", "Kazakhstan (abstains)"])]),
    ("events", {"since": "2023-01-01"}, ["event"], []),
    (
        "evidence",
        {"source": "Russian Federation", "target": "Kazakhstan"},
        ["relation", "polarity", "article", "start"],
        [
            ("DEPLOYS_TROOPS", "affirmed", "a", 0),
            ("DEPLOYS_TROOPS", "affirmed", "b", 0),
            ("INVADES", "denied", "b", 60),
        ],
    ),
    ("evidence", {"target": "Almaty"}, ["relation", "according_to"], [("DEPLOYS_TROOPS", TOKAYEV)]),
    (
        "first-contact",
        {"actor": TOKAYEV},
        ["date", "other", "act"],
        [(JANUARY, "CSTO", "REQUESTS_FROM"), (FEBRUARY, "Vladimir Putin", "MEETS")],
    ),
    (
        "friend-and-foe",
        {},
        ["one", "other", "cooperation", "conflict", "relations"],
        [(TOKAYEV, "Vladimir Putin", 2, 1, ["CRITICIZES", "MEETS", "PRAISES"])],
    ),
    (
        "in-common",
        {"one": "Putin", "other": "Kazakhstan"},
        ["between", "with_other"],
        [(TOKAYEV, ["LEADS"]), ("Russia", ["DEPLOYS_TROOPS", "INVADES"])],
    ),
    ("leaders", {}, ["state", "leader"], [("Kazakhstan", TOKAYEV), ("Russia", "Vladimir Putin")]),
    ("leaders", {"state": "russian federation"}, ["leader"], [("Vladimir Putin",)]),
    (
        "most-active",
        {"label": "State"},
        ["actor", "did", "suffered", "others"],
        [("Russia", 2, 0, 2), ("Kazakhstan", 1, 1, 2), ("Armenia", 1, 0, 1)],
    ),
    ("planned", {}, ["modality", "who", "act", "whom"], [("future", TOKAYEV, "MEETS", "Vladimir Putin")]),
    ("planned", {"modality": "requested"}, ["who"], []),
    (
        "shortest-path",
        {"one": "Armenia", "other": "Kassym-Jomart Tokayev"},  # the only pair here with one shortest way of three steps
        ["steps"],
        [(3,)],
    ),
    ("single-source", {"top": 1}, ["confidence", "who", "did", "whom"], [(0.7, "Russia", "DEPLOYS_TROOPS", "Almaty")]),
    ("timeline", {"actor": "Russia"}, ["date", "precision", "did"], [(JANUARY, "day", "DEPLOYS_TROOPS")]),
    ("timeline", {"actor": "CSTO", "until": "2022-01-05"}, ["did"], []),
    ("troops", {"until": "2022-12-31"}, ["who", "whereto", "sources"], [("Russia", "Kazakhstan", 2)]),
    ("troops", {}, ["whereto"], [("Kazakhstan",), ("Almaty",)]),
    ("votes", {"event": "reparations"}, ["vote", "abstained"], [(VOTE, ["Armenia", "Kazakhstan"])]),
    ("votes", {"event": "nothing of the sort"}, ["vote"], []),
    (
        "who-did-what",
        {"since": "2022-02-01"},
        ["date", "who", "did"],
        [(NOVEMBER, "Armenia", "ABSTAINS"), (NOVEMBER, "Kazakhstan", "ABSTAINS"), (FEBRUARY, TOKAYEV, "MEETS")],
    ),
    ("who-did-what", {"relation": "PRAISES"}, ["who", "whom"], [("Vladimir Putin", TOKAYEV)]),
]

JANUARY_8, MARCH, NOVEMBER_14 = datetime.date(2022, 1, 8), datetime.date(2022, 3, 1), NOVEMBER

# The same from the four articles of `crisis`.
CRISIS: list[tuple[str, dict[str, Any], list[str], list[tuple[Any, ...]]]] = [
    ("article", {"article": "z"}, ["who", "relation", "polarity"], [("Russia", "CRITICIZES", "denied")]),
    (
        "abstainers",
        {},
        ["voter", "abstained", "in_favour", "against"],
        [("Armenia", 1, 0, 0), ("Kazakhstan", 1, 0, 0), ("Russia", 0, 0, 1)],
    ),
    (
        "before-and-after",
        {"actor": "Russia", "day": "2022-02-24"},
        ["other", "before", "after", "balance_before", "balance_after", "change"],
        [("Kazakhstan", 1, 1, 3.4, -2.0, -5.4)],
    ),
    (
        "by-month",
        {"actor": "Kazakhstan"},
        ["year", "month", "acts", "cooperation", "conflict", "balance"],
        [(2022, 1, 2, 2, 0, 6.8), (2022, 3, 1, 0, 1, -2.0), (2022, 11, 1, 0, 1, -1.0)],
    ),
    ("by-month", {"actor": "Kazakhstan", "since": "2022-02-01", "until": "2022-03-31"}, ["month", "acts"], [(3, 1)]),
    ("common-foes", {"actor": "Russia"}, ["other", "against", "acts"], [("CSTO", ["Kazakhstan"], ["CRITICIZES"])]),
    (
        "contradictions",
        {},
        ["who", "act", "whom", "sources_for", "denied_by"],
        [("Russia", "CRITICIZES", "Kazakhstan", 1, "state/RUS")],
    ),
    ("copies", {}, ["article", "publisher", "copied_from"], [("y2", "The Wire", "The Paper")]),
    (
        "go-betweens",
        {"one": "Armenia", "other": ["state/RUS"]},
        ["between", "with_one", "with_other"],
        [("Kazakhstan", ["Armenia"], ["Russia"])],
    ),
    (
        "last-contact",
        {"actor": "Russia", "until": "2022-03-31"},
        ["date", "other", "days_silent"],
        [(MARCH, "Kazakhstan", 30)],
    ),
    ("last-contact", {"actor": "Russia", "until": "2022-01-31"}, ["date", "act"], [(JANUARY, "PRAISES")]),
    ("last-contact", {"actor": "Russia"}, ["days_silent"], [(None,)]),
    ("mediators", {}, ["who", "times", "acts", "whom"], [("Vladimir Putin", 1, ["HOSTS"], [TOKAYEV])]),
    ("members", {"actor": "collective security treaty organization"}, ["who", "role"], [("Armenia", "MEMBER_OF")]),
    ("newcomers", {"actor": "Kazakhstan", "since": "2022-01-07"}, ["date", "other"], [(JANUARY_8, "Armenia")]),
    (
        "outlets",
        {},
        ["publisher", "articles", "statements", "copies"],
        [("The Paper", 3, 12, 0), ("The Wire", 1, 1, 1)],
    ),
    (
        "partners",
        {"actor": "Russia"},
        ["other", "acts", "cooperation", "conflict", "balance", "last"],
        [("Kazakhstan", 2, 1, 1, 1.4, MARCH)],
    ),
    ("partners", {"actor": "Russia", "since": "2022-02-01"}, ["acts", "balance"], [(1, -2.0)]),
    ("same-name", {}, ["name", "ids"], [("putin", ["leader/vladimir-putin", "person/putin"])]),
    ("silent-partners", {"actor": "Armenia"}, ["other", "through"], [("Russia", ["Kazakhstan", VOTE])]),
    ("silent-partners", {"actor": "Armenia", "least": 3}, ["other"], []),
    ("turned", {"day": "2022-02-24"}, ["one", "other", "before", "after"], [("Kazakhstan", "Russia", 3.4, -2.0)]),
    ("turned", {"day": "2022-02-24", "actor": "Armenia"}, ["one"], []),
    ("unanswered", {"actor": "Russia"}, ["other", "acts", "relations"], [("Kazakhstan", 2, ["CRITICIZES", "PRAISES"])]),
    (
        "undated",
        {},
        ["reported", "who", "did"],
        [(datetime.date(2022, 3, 2), "CSTO", "CRITICIZES"), (datetime.date(2022, 1, 10), "Putin", "PRAISES")],
    ),
    (
        "voted-alike",
        {"actor": "Kazakhstan"},
        ["other", "votes", "alike", "percent"],
        [("Armenia", 1, 1, 100.0), ("Russia", 1, 0, 0.0)],
    ),
    ("voted-alike", {"least": 2}, ["one"], []),
    (
        "who-is",
        {"words": "PUTIN"},
        ["id", "label", "ties"],
        [("leader/vladimir-putin", "Leader", 2), ("person/putin", "Person", 1)],
    ),
]


def answers(store: GraphStore, asked: list[tuple[str, dict[str, Any], list[str], list[tuple[Any, ...]]]]) -> list[Any]:
    """What is answered otherwise than was worked out; a node or relationship stands for its id."""
    wrong = []
    for name, given, columns, expected in asked:
        rows = store.query(*cypher_of(name, given)).records()
        found = [tuple(in_short(row[column]) for column in columns) for row in rows]
        if found != expected:
            wrong.append((name, given, found))
    return wrong


def in_short(value: Any) -> Any:
    """A value with the id in the place of each node and relationship; those of a `STATES` have none."""
    if isinstance(value, dict):
        return value.get("id", {})
    return [in_short(inner) for inner in value] if isinstance(value, list) else value


def test_saved_queries_answer_what_was_worked_out_from_the_story(store: GraphStore) -> None:
    store.write(graph(*story()))
    assert answers(store, ANSWERS) == []
    assert examples(store, ANSWERS) == []


def test_saved_queries_answer_what_was_worked_out_from_the_crisis(store: GraphStore) -> None:
    store.write(graph(*crisis()))
    assert answers(store, CRISIS) == []
    assert examples(store, CRISIS) == []


def examples(store: GraphStore, asked: list[tuple[str, dict[str, Any], list[str], list[tuple[Any, ...]]]]) -> list[str]:
    """The queries whose header shows another row than the first one of the first answer."""
    first = {name: given for name, given, _, expected in reversed(asked) if expected}
    wrong = []
    for name, given in first.items():
        answer = store.query(*cypher_of(name, given)).records()[0]
        row = json.dumps({key: in_short(value) for key, value in answer.items()}, default=str, ensure_ascii=False)
        if saved_query(name).result != row:
            wrong.append(f"// result: {row}")
    return wrong


def test_every_saved_query_is_of_a_known_group() -> None:
    assert {query.group for query in saved_queries()} == set(GROUPS)
    assert len(NAMES) >= 30


def test_a_path_marks_what_is_denied_or_not_done_yet(store: GraphStore) -> None:
    said = [
        says(ARMENIA, "INVADES", KAZAKHSTAN, polarity="denied"),
        says(KAZAKHSTAN, "MEETS", RUSSIA, modality="future", sentence=1),
    ]
    store.write(graph(reading(article("a"), *said)))
    [row] = store.query(*cypher_of("shortest-path", {"one": "Armenia", "other": "Russia"})).records()
    assert (row["through"], row["by"]) == (["Armenia", "Kazakhstan", "Russia"], ["not INVADES", "maybe MEETS"])


def test_every_saved_query_has_an_answer_worked_out() -> None:
    assert {name for name, *_ in [*ANSWERS, *CRISIS]} == set(NAMES)


def test_every_saved_query_runs_on_an_empty_store_with_its_defaults(store: GraphStore) -> None:
    for query in saved_queries():
        needed = {p.name: "2022-01-01" if p.type == "date" else "nobody" for p in query.parameters if p.default is None}
        assert store.query(*cypher_of(query.name, needed)).rows == [], query.name


def test_a_number_of_rows_may_be_a_float_as_neo4j_browser_sends_it(store: GraphStore) -> None:
    """`:param {top: 50}` sends 50.0, which LIMIT alone refuses."""
    for query in saved_queries():
        needed = {p.name: "2022-01-01" if p.type == "date" else "nobody" for p in query.parameters if p.default is None}
        numbers = {p.name: 50.0 for p in query.parameters if p.type == "number"}
        assert store.query(*cypher_of(query.name, needed | numbers)).rows == [], query.name


@pytest.mark.parametrize("name", NAMES)
def test_the_header_says_how_to_run_it_here_and_in_neo4j_browser(name: str) -> None:
    query = saved_query(name)
    assert query.title and query.description
    assert query.example.startswith(f"graphkb query {name}")
    [browser] = re.findall(r"^// :param \{(.*)\}$", query.text, re.MULTILINE)
    assert re.findall(r"(\w+): (?:'|null|\d|\[)", browser) == [p.name for p in query.parameters]


@pytest.mark.parametrize("name", NAMES)
def test_the_documentation_has_every_saved_query(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param({}, "timeline: needs the parameter actor: the actor", id="missing"),
        pytest.param(
            {"actor": "x", "untill": "2022"}, "unknown parameter 'untill'; did you mean 'until'", id="unknown"
        ),
        pytest.param({"actor": "x", "since": "yesterday"}, "since='yesterday' is no date", id="no-date"),
        pytest.param({"actor": "x", "top": "many"}, "top='many' is no number", id="no-number"),
    ],
)
def test_a_wrong_parameter_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        cypher_of("timeline", given)


def test_parameters_are_taken_as_what_they_are_declared() -> None:
    _, values = cypher_of("timeline", {"actor": 2022, "since": datetime.date(2022, 1, 1), "top": "7"})
    assert values == {"actor": "2022", "since": "2022-01-01", "until": None, "top": 7}


def test_a_name_that_is_nearly_right_is_hinted_at() -> None:
    with pytest.raises(UnknownName, match="unknown saved query 'leader'; did you mean 'leaders'"):
        cypher_of("leader")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("MATCH (n) RETURN n", "x.cypher:1: a saved query begins with a comment", id="no-header"),
        pytest.param("// Only\n", "x.cypher:1", id="no-query"),
        pytest.param("// T\n// param a: colour - b\nRETURN $a", "x.cypher:2: not a parameter", id="unknown-type"),
        pytest.param("// T\nRETURN $a", "does not use: a", id="undeclared"),
        pytest.param("// T\n// param a: text - b\nRETURN 1", "does not use: a", id="unused"),
    ],
)
def test_a_header_that_is_not_right_says_where(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse("x", text)
