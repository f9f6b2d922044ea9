"""The check that a query only reads, on its own: no server is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.errors import QueryError
from graphkb.store import saved_queries
from graphkb.store.guard import check_reads_only


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("create (n)", id="small-letters"),
        pytest.param("MATCH (n)SET n.x=1", id="no-space-before"),
        pytest.param("MATCH (n) DELETE\tn", id="tab"),
        pytest.param("/* ' */ CREATE (n) /* ' */", id="quote-in-a-comment"),
        pytest.param("RETURN '\\' CREATE' CREATE (:X)", id="after-a-string-with-an-escaped-quote"),
        pytest.param("RETURN `a``b` CREATE (:X)", id="after-a-quoted-name-with-a-quote"),
        pytest.param("// only\rRETURN 1\nCREATE (:X)", id="after-a-comment"),
        pytest.param("\\u0043REATE (:X)", id="escaped-letter"),
        pytest.param("RETURN '\\u0027 CREATE (:X) //'", id="escaped-quote-ends-the-string-in-neo4j"),
        pytest.param("RETURN 'a\\u005c' AS x CREATE (:X) //'", id="escaped-backslash-does-not-in-the-other"),
        pytest.param("START DATABASE neo4j", id="command"),
        pytest.param("CALL apoc.cypher.doIt('CREATE (:X)', {})", id="procedure"),
        pytest.param("CALL apoc . create . node ([], {})", id="procedure-with-spaces"),
        pytest.param("CALL /* db.labels */ db.createLabel('x')", id="comment-before-the-procedure"),
        pytest.param("RETURN 1 UNION CALL db.createLabel('x')", id="second-procedure"),
        pytest.param("USE other MATCH (n) RETURN n", id="another-database"),
        pytest.param("EXPLAIN CREATE (:X)", id="explain"),
        pytest.param("PROFILE MATCH (n) RETURN n", id="profile"),
        pytest.param("CYPHER runtime=slotted CREATE (:X)", id="options-before"),
        pytest.param("RETURN 1; CREATE (:X)", id="second-statement"),
        pytest.param("MATCH (n) CALL { WITH n SET n.x = 1 } IN TRANSACTIONS RETURN 1", id="in-transactions"),
        pytest.param("MATCH (n) CALL (*) { CREATE (:X) } RETURN 1", id="subquery-that-writes"),
        pytest.param("RETURN [x IN [1] | 1] AS y FOREACH (x IN [1] | CREATE (:X))", id="foreach"),
        pytest.param("INSERT (:X)", id="gql-insert"),
        pytest.param("MATCH (n) NODETACH DELETE n", id="nodetach"),
        pytest.param("CALL merge.node(['X'], {}, {})", id="procedure-of-the-embedded-engine"),
        pytest.param("OPTIONAL CALL db.createLabel('x')", id="optional-call"),
        pytest.param("CREATE\u00a0(:X)", id="another-kind-of-space"),
        pytest.param("CR\u200bEATE (:X) SET x = 1", id="a-space-of-no-width"),
        pytest.param("LOAD\n/**/CSV FROM 'file:///etc/passwd' AS l RETURN l", id="files-over-lines"),
        pytest.param("ALTER USER neo4j SET PASSWORD 'x'", id="user"),
        pytest.param("TERMINATE TRANSACTIONS 'x'", id="other-peoples-queries"),
        pytest.param("LOAD CSV WITH HEADERS FROM $url AS row RETURN row", id="files"),
    ],
)
def test_what_does_more_than_read_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        check_reads_only(query)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("RETURN 'CREATE' AS x, \"SET\" AS y", id="strings"),
        pytest.param("RETURN '\\'CREATE' AS x", id="escaped-quote"),
        pytest.param("RETURN 1 // CREATE", id="comment"),
        pytest.param("MATCH (n:Set)-[:LOAD|USE]->(m {delete: 1}) RETURN n.merge AS create, $set AS start", id="names"),
        pytest.param("MATCH (s:Statement) RETURN s.start AS start, s.end AS end", id="start-is-a-good-name"),
        pytest.param("MATCH (n) WHERE EXISTS { MATCH (n)--() } RETURN COUNT { (n)--() }", id="subqueries"),
        pytest.param("CALL { MATCH (n) RETURN n } RETURN n", id="subquery-call"),
        pytest.param("MATCH (n) CALL (n) { RETURN 1 AS x } RETURN x", id="subquery-with-scope"),
        pytest.param("call db.labels() yield label return label", id="reading-procedure"),
        pytest.param("CALL db.index.fulltext.queryNodes('names', 'putin')", id="full-text"),
        pytest.param("SHOW INDEXES", id="show"),
        pytest.param("RETURN 'it\\u0027s' AS x", id="escaped-quote-in-a-word"),
    ],
)
def test_what_only_reads_passes(query: str) -> None:
    check_reads_only(query)


def test_every_saved_query_passes() -> None:
    for query in saved_queries():
        check_reads_only(query.cypher)


@given(st.text())
def test_any_text_is_answered_with_a_verdict(text: str) -> None:
    try:
        check_reads_only(text)
    except QueryError as error:
        assert str(error)


@given(st.text(alphabet="'\"`/*\\\n ab", max_size=20))
def test_whatever_stands_in_a_literal_hides_nothing_behind_it(text: str) -> None:
    literal = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    check_reads_only(f"RETURN {literal} AS x")
    with pytest.raises(QueryError, match="CREATE would write"):
        check_reads_only(f"RETURN {literal} AS x CREATE (:X)")
