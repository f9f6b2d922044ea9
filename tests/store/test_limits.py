"""What a query may cost: so many rows, so many seconds."""

import time

import pytest

from graphkb.errors import QueryError
from graphkb.store import GraphStore

NUMBERS = "UNWIND range(1, 2500) AS n CREATE (:Number {n: n}) RETURN n"
ENDLESS = "MATCH (a:Number), (b:Number), (c:Number) WHERE a.n + b.n + c.n = -1 RETURN count(*)"


def test_rows_beyond_the_limit_are_not_fetched_and_said_to_be_there(store: GraphStore) -> None:
    ten = "UNWIND range(1, 10) AS n RETURN n"
    few = store.query(ten, limit=3)
    assert (few.rows, few.more) == ([(1,), (2,), (3,)], True)
    assert [store.query(ten, limit=limit).more for limit in (9, 10, 11, None)] == [True, False, False, False]


def test_what_a_query_writes_is_written_whole_however_few_rows_are_fetched(store: GraphStore) -> None:
    assert store.query(NUMBERS, write=True, limit=1).more
    assert store.query("MATCH (n:Number) RETURN count(n)").rows == [(2500,)]


def test_a_query_may_be_given_less_time_than_the_store_and_the_next_has_its_own_again(store: GraphStore) -> None:
    store.query(NUMBERS, write=True)
    began = time.monotonic()
    with pytest.raises(QueryError, match="took longer than is allowed and was stopped; --timeout"):
        store.query(ENDLESS, timeout=1)
    assert time.monotonic() - began < 30
    slow = "MATCH (a:Number), (b:Number) WHERE a.n + b.n = -1 RETURN count(*)"
    assert store.query(slow).rows == [(0,)], "takes longer than a second here, or nearly"


@pytest.mark.parametrize("timeout", [0, -1, 86_401, float("nan"), float("inf")])
def test_what_is_no_time_limit_is_refused(embedded: GraphStore, timeout: float) -> None:
    with pytest.raises(QueryError, match="not a time limit; give seconds"):
        embedded.query("RETURN 1", timeout=timeout)


@pytest.mark.parametrize("limit", [0, -1])
def test_what_is_no_number_of_rows_is_refused(embedded: GraphStore, limit: int) -> None:
    with pytest.raises(QueryError, match="not a number of rows"):
        embedded.query("RETURN 1", limit=limit)
