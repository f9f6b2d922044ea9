"""Records in, graph out: beside articles, once each, and out again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.graph import Graph, merge, retract
from graphkb.graph.recorded import build_records, record_batches
from graphkb.records import Record, load_records
from tests.records.tables import ACLED, ICEWS, VOTES, commas, roll_calls, tabbed


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    folder = tmp_path_factory.mktemp("records")
    tables = [
        tabbed(folder / "icews.tab", [ICEWS, ICEWS | {"Event ID": "7", "Source Name": "Unspecified Actor"}]),
        commas(folder / "acled.csv", [ACLED, ACLED | {"event_id_cnty": "KAZ2"}]),
        roll_calls(folder / "un"),
    ]
    return [record for table in tables for record in load_records(table)]


def test_every_statement_traces_to_the_words_of_its_record(records: list[Record]) -> None:
    made = build_records(records)
    assert len(made.articles) == len(records)
    assert {s.edge for s in made.statements.values()} == set(made.relationships)
    for s in made.statements.values():
        text = made.articles[s.article].text
        assert text[s.start : s.end] == s.sentence
        assert text[s.trigger_start :].startswith(s.trigger)


def test_a_vote_is_an_event_that_states_are_tied_to(records: list[Record]) -> None:
    made = build_records(records)
    cast = {(r.source, r.type) for r in made.relationships.values() if made.nodes[r.target].kind == "vote"}
    assert ("state/KAZ", "ABSTAINS") in cast and ("state/SRB", "VOTES_FOR") in cast
    assert sum(s.rule.startswith("un-votes") for s in made.statements.values()) == len(VOTES)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_order_and_any_batches_give_the_same_graph(records: list[Record], data: st.DataObject) -> None:
    whole = build_records(records)
    order = data.draw(st.permutations([*records, *records[:2]]))
    made = Graph()
    for batch in record_batches(order, data.draw(st.integers(1, 6))):
        made = merge(made, build_records(batch))
    assert made == whole
    gone = data.draw(st.sampled_from(records))
    assert retract(whole, gone.id) == build_records([record for record in records if record.id != gone.id])


def test_batches_are_cut_by_claims_and_lose_nothing(records: list[Record]) -> None:
    batches = list(record_batches(records, 3))
    assert [record for batch in batches for record in batch] == records
    assert len(batches) > 2


def test_a_table_loaded_twice_is_known(tmp_path: Path) -> None:
    table = tabbed(tmp_path / "icews.tab", [ICEWS])
    assert build_records(load_records(table)) == build_records([*load_records(table), *load_records(table)])


def test_two_rows_of_one_data_set_are_two_statements_of_one_source(records: list[Record]) -> None:
    [r] = [r for r in build_records(records).relationships.values() if r.type == "CRACKS_DOWN_ON"]
    assert (r.statements, r.sources) == (2, 1)
