"""Cypher as a Neo4j user writes it, with answers worked out by hand, where shared/ lies beside the checkout."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from graphkb.errors import StoreError
from graphkb.store import GraphStore
from tests.store.conftest import empty

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "cypher_compat.json"

MISSING = {
    "R07": "SHORTEST 1 is not supported; shortestPath() is",
    "W03": "full-text indexes have another DDL",
    "W04": "full-text indexes have another DDL",
    "W15": "a relationship type that comes from data is not supported",
}
"""What the embedded store does not do yet. Strict: turns red when it does."""


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["queries"] if FILE.is_file() else []
    return found


def test_every_query_of_a_neo4j_user_is_answered(store: GraphStore, request: pytest.FixtureRequest) -> None:
    """One test for all of them: they build upon each other."""
    if not FILE.is_file():
        pytest.skip(f"{FILE.name} is not there")
    for statement in json.loads(FILE.read_text(encoding="utf-8"))["fixture"]:
        store.query(statement, write=True)
    try:
        failed = {case["id"]: wrong for case in cases() if (wrong := verdict(store, case))}
    finally:
        for name in ("actor_id", "meets_date", "article_text"):
            drop(store, name)
        empty(store)
    expected = MISSING if "embedded" in request.node.name else {}
    assert failed.keys() == expected.keys(), failed


def verdict(store: GraphStore, case: dict[str, Any]) -> str | None:
    """What is wrong with the answer to a query, or None."""
    try:
        table = store.query(case["cypher"], case["params"], write=True)
    except StoreError as error:
        return None if case["expected"] == "mustfail" else str(error)
    if case["expected"] == "mustfail":
        return "was not refused"
    found, check = iso(table.records()), case["check"]
    if case["expected"] != "any" and not same(found, case["expected"], ordered=check != "set"):
        return f"{found} is not {case['expected']}"
    if isinstance(check, list) and (now := iso(store.query(check[0]).records())) != check[1]:
        return f"afterwards {now} is not {check[1]}"
    return None


def same(found: list[Any], expected: list[Any], *, ordered: bool) -> bool:
    return found == expected if ordered else sorted(found, key=repr) == sorted(expected, key=repr)


def iso(value: Any) -> Any:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: iso(inner) for key, inner in value.items()}
    return [iso(inner) for inner in value] if isinstance(value, list) else value


def drop(store: GraphStore, name: str) -> None:
    for kind in ("CONSTRAINT", "INDEX"):
        try:
            store.query(f"DROP {kind} {name} IF EXISTS", write=True)
        except StoreError:
            continue
