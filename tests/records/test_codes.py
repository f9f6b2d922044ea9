"""The tables of codes: whole, sourced, and a user's own in their place."""

import csv
from pathlib import Path

import pytest

from graphkb.errors import GazetteerError, RecordError
from graphkb.ontology import PLOVER_TYPES, load_ontology
from graphkb.records import load_codes
from graphkb.records.codes import DATA

TABLES = ("cameo.csv", "plover.csv", "acled.csv", "sectors.csv", "roles.csv", "names.csv")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", TABLES)
def test_every_line_of_a_table_has_its_source_and_stands_once(name: str) -> None:
    lines = rows(name)
    assert all(row["source"] for row in lines)
    paired = name in ("plover.csv", "acled.csv", "names.csv")
    keys = [tuple(row.values())[: 2 if paired else 1] for row in lines]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("root", range(1, 21))
def test_every_root_of_cameo_has_a_relation(root: int) -> None:
    codes = load_codes()
    assert codes.of_cameo(f"{root:02}") is not None
    assert any(len(code) == 3 and code.startswith(f"{root:02}") for code in codes.cameo)


@pytest.mark.parametrize("plover", PLOVER_TYPES)
def test_every_type_of_plover_keeps_its_type_in_the_ontology(plover: str) -> None:
    found = load_codes().of_plover(plover)
    assert found is not None
    assert load_ontology().relation(found.relation).plover == plover


def test_names_mean_nodes_of_the_gazetteer() -> None:
    from graphkb.actors import load_gazetteer

    known = load_gazetteer().entities
    assert [row["name"] for row in rows("names.csv") if row["id"] not in known] == []


@pytest.mark.parametrize(
    ("code", "wording", "relation"),
    [
        pytest.param("042", "", "VISITS", id="code"),
        pytest.param("42", "", "VISITS", id="zero-lost-in-a-spreadsheet"),
        pytest.param("1411", "", "PROTESTS_AGAINST", id="four-digits"),
        pytest.param("0429", "", "VISITS", id="finer-than-the-table"),
        pytest.param("", "Use conventional military force", "ATTACKS", id="wording"),
    ],
)
def test_cameo_is_found_by_code_or_wording(code: str, wording: str, relation: str) -> None:
    found = load_codes().of_cameo(code, wording)
    assert found is not None and found.relation == relation


@pytest.mark.parametrize("code", ["", "0", "999", "visit"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert load_codes().of_cameo(code) is None


def test_a_table_of_ones_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    head = "code,wording,relation,polarity,modality,source\n"
    (tmp_path / "cameo.csv").write_text(head + "042,Make a visit,MEETS,affirmed,asserted,me\n", encoding="utf-8")
    codes = load_codes(tmp_path)
    assert codes.cameo["042"].relation == "MEETS" and len(codes.cameo) == 2
    assert codes.of_plover("CONSULT", "phone") == load_codes().of_plover("CONSULT", "phone")


@pytest.mark.parametrize(
    ("line", "error", "why"),
    [
        pytest.param("042,Visit,VISIT,affirmed,asserted,me", RecordError, "no relation 'VISIT'", id="relation"),
        pytest.param("042,Visit,VISITS,yes,asserted,me", GazetteerError, "csv:2: 'yes' is no polarity", id="polarity"),
        pytest.param("042,Visit,VISITS", GazetteerError, "csv:2: 6 columns", id="columns"),
    ],
)
def test_a_wrong_table_is_named_with_its_line(tmp_path: Path, line: str, error: type[Exception], why: str) -> None:
    (tmp_path / "cameo.csv").write_text(f"code,wording,relation,polarity,modality,source\n{line}\n", encoding="utf-8")
    with pytest.raises(error, match=why):
        load_codes(tmp_path)
