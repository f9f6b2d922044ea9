"""Event data on the command line, happenings, and two sources side by side."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphkb.cli import agreeing, app, asking, measuring, reading  # noqa: F401  (they add commands)
from tests.records.tables import ICEWS, POLECAT, roll_calls, tabbed

Run = Callable[..., Result]

VISIT = {"Event Text": "Make a visit", "CAMEO Code": "042", "Source Name": "Vladimir Putin", "Source Country": "Russia"}
PRESS = "Kazakhstan criticized Turkey on Thursday."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("GRAPHKB_STORE", "NEO4J_URI", "GRAPHKB_DECISIONS"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_event_data_is_loaded_once_and_stands_beside_articles(run: Run, tmp_path: Path) -> None:
    roll_calls(tmp_path / "un")
    first = run("load", "--records", "un", "--store", "news.db", "--json")
    assert first.exit_code == 0, first.output
    loaded = json.loads(first.stdout)
    assert (loaded["read"], loaded["known"], loaded["wrong"]) == (2, 0, 0)
    assert loaded["new"]["statements"] == 4
    again = json.loads(run("load", "un", "--format", "un-votes", "--store", "news.db", "--json").stdout)
    assert (again["read"], again["known"], again["new"]["statements"]) == (0, 2, 0)
    anew = json.loads(run("load", "--records", "un", "--again", "--store", "news.db", "--json").stdout)
    assert (anew["read"], anew["new"]["statements"]) == (2, 0)
    shown = run("show", "Kazakhstan", "--store", "news.db").stdout
    assert "Kazakhstan: abstained (A/RES/ES-11/5, 2022-11-14)" in shown
    listed = json.loads(run("happenings", "--actor", "Serbia", "--store", "news.db", "--json").stdout)
    assert [(h["relation"], h["reports"], h["target_name"]) for h in listed] == [
        ("VOTES_FOR", 1, "UN General Assembly vote on Remedy and reparation (A/RES/ES-11/5)")
    ]
    table = run("happenings", "--store", "news.db", "--top", "1").stdout
    assert "sources" in table and len(table.splitlines()) == 2


def test_wrong_rows_are_named_and_the_others_loaded(run: Run, tmp_path: Path) -> None:
    tabbed(tmp_path / "events.tab", [ICEWS, ICEWS | {"CAMEO Code": "xyz"}])
    result = run("load", "events.tab", "--store", "news.db")  # its columns tell that it holds no articles
    assert result.exit_code == 1
    assert "Read 1 record in" in result.stdout
    assert "events.tab:3: 'xyz' is no code of the tables" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["load", "--records", "none.tab"], "there is no such file", id="no-file"),
        pytest.param(["load", "x.csv", "--format", "gdlt"], "did you mean 'gdelt'", id="format"),
        pytest.param(["compare", "none", "none"], "none: there is no such store, file or folder", id="no-source"),
        pytest.param(["compare", ".", ".", "--level", "planet"], "unknown level 'planet'", id="level"),
        pytest.param(["compare", ".", ".", "--by", "tone"], "unknown kind 'tone'", id="kind"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run: Run, arguments: list[str], why: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert why in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_two_data_sets_are_compared_by_country_type_and_day(run: Run, tmp_path: Path) -> None:
    rows = [ICEWS | VISIT | {"Event Date": "2022-01-05"}, ICEWS | {"Event ID": "9", "Event Date": "2022-01-07"}]
    tabbed(tmp_path / "icews.tab", rows)
    calls = {"Actor Name": "Sergei Lavrov", "Recipient Name": "Mevlüt Çavuşoğlu", "Recipient Country": "TUR"}
    other = {"Event ID": "2", "Event Type": "AID", "Event Mode": "", "Event Date": "2022-01-08"}
    tabbed(tmp_path / "polecat.txt", [POLECAT | calls, POLECAT | other])
    found = json.loads(run("compare", "icews.tab", "polecat.txt", "--json").stdout)
    assert found["span"] == ["2022-01-06", "2022-01-07"]
    [shared] = json.loads(run("compare", "icews.tab", "polecat.txt", "--json", "--all").stdout)["both"]
    assert (shared["first"]["relation"], shared["second"][0]["relation"]) == ("VISITS", "CALLS")
    table = run("compare", "icews.tab", "polecat.txt", "--all").stdout
    assert "Both: 1" in table and "Only icews.tab: 1" in table and "Only polecat.txt: 1" in table
    exact = json.loads(run("compare", "icews.tab", "polecat.txt", "--json", "--all", "--level", "actor").stdout)
    assert exact["both"] == []


def test_a_store_and_articles_are_compared(run: Run, tmp_path: Path) -> None:
    row = ICEWS | {"Event Text": "Accuse", "CAMEO Code": "112", "Event Date": "2022-10-13"}
    tabbed(tmp_path / "icews.tab", [row])
    assert run("load", "--records", "icews.tab", "--store", "record.db").exit_code == 0
    line = {"id": "a", "text": PRESS, "published": "2022-10-14"}
    (tmp_path / "press.jsonl").write_text(json.dumps(line), encoding="utf-8")
    found = json.loads(run("compare", "press.jsonl", "record.db", "--extractor", "rules", "--json").stdout)
    assert [t["first_shared"] for t in found["types"]] == [1]
    assert found["both"][0]["first"]["sentence"] == PRESS


def test_sources_without_a_day_in_common_and_with_wrong_rows_are_told_so(run: Run, tmp_path: Path) -> None:
    tabbed(tmp_path / "early.tab", [ICEWS | VISIT | {"Event Date": "2021-01-05"}])
    tabbed(tmp_path / "late.tab", [ICEWS | {"Event Date": "2022-01-07"}, ICEWS | {"CAMEO Code": "xyz"}])
    result = run("compare", "early.tab", "late.tab")
    assert result.exit_code == 1
    assert result.stdout == "The two tell of no day in common; --all compares what they tell of other days.\n"
    assert "late.tab:3: 'xyz' is no code of the tables" in result.stderr
