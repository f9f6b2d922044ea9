"""The commands of decisions: what they print, what they write, what they refuse, and that loading obeys them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import graphkb
from graphkb.cli import app, asking, deciding, reading, reviewing  # noqa: F401  (they add commands)

ARTICLES = """\
{"id": "one", "published": "2022-10-13", "text": "Fisheries minister Astrid Brennar met Vladimir Putin in Oslo."}
{"id": "two", "published": "2022-10-14", "text": "Fisheries minister Astrid Brenar criticized Vladimir Putin."}
{"id": "three", "published": "2022-10-15", "text": "Russia deployed troops to Kazakhstan."}
"""
LATER = '{"id": "four", "published": "2022-10-16", "text": "Minister Astrid Brenar visited Kazakhstan."}\n'
ONE, OTHER = "person/astrid-brennar", "person/astrid-brenar"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three articles, to be copied."""
    folder = tmp_path_factory.mktemp("deciding")
    (folder / "news.jsonl").write_text(ARTICLES, encoding="utf-8")
    (folder / "later.jsonl").write_text(LATER, encoding="utf-8")
    with graphkb.open(folder / "news.db") as kb:
        assert kb.load(folder / "news.jsonl", extractor="rules").errors == ()
    return folder


@pytest.fixture
def run(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder with a store of three articles; `typed` is what the person types."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHKB_STORE", "news.db")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.delenv("GRAPHKB_DECISIONS", raising=False)

    def run(*arguments: object, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(a) for a in arguments], input=typed, catch_exceptions=False)

    return run


def actors() -> set[str]:
    with graphkb.open("news.db") as kb:
        return {id for id in kb.graph().nodes if "brenar" in id or "brennar" in id}


def deployments() -> int:
    with graphkb.open("news.db") as kb:
        return sum(r.type == "DEPLOYS_TROOPS" for r in kb.graph().relationships.values())


def complaint(result: Result) -> str:
    assert result.exit_code == 1, result.output
    [line] = [line for line in result.stderr.splitlines() if line.strip()]
    return line


def test_a_decision_holds_for_what_is_there_and_what_comes_and_is_taken_back(run: Run) -> None:
    assert actors() == {ONE, OTHER}
    printed = run("merge", ONE, "Astrid Brenar", "--because", "one minister").stdout
    assert "graphkb.decisions:2: same person/astrid-brennar person/astrid-brenar" in printed
    assert actors() == {ONE}
    run("load", "later.jsonl", "--extractor", "rules")
    assert actors() == {ONE}
    assert "one minister" in run("decisions").stdout
    assert "decided: person/astrid-brenar is this one" in run("show", ONE).stdout
    assert "Taken back" in run("decisions", "--undo", 2).stdout
    assert actors() == {ONE, OTHER}


def test_decisions_survive_a_store_built_anew(run: Run) -> None:
    run("merge", ONE, OTHER)
    run("load", "news.jsonl", "later.jsonl", "--extractor", "rules", "--store", "again.db")
    with graphkb.open("again.db") as kb:
        assert OTHER not in kb.graph().nodes


def test_a_file_changed_by_hand_is_followed_by_the_next_load(run: Run) -> None:
    Path("graphkb.decisions").write_text(f"same {ONE} {OTHER}\n", encoding="utf-8")
    run("load", "later.jsonl", "--extractor", "rules")
    assert actors() == {ONE}
    Path("graphkb.decisions").unlink()
    assert "2 articles changed" in run("decisions", "--apply").stdout
    assert actors() == {ONE, OTHER}


def test_another_file_is_chosen_by_option_or_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("merge", ONE, OTHER, "--decisions", "mine.txt")
    assert Path("mine.txt").exists()
    assert not Path("graphkb.decisions").exists()
    monkeypatch.setenv("GRAPHKB_DECISIONS", "mine.txt")
    assert json.loads(run("decisions", "--json").stdout)[0]["decision"] == "same"


def test_what_contradicts_is_refused_with_file_and_line(run: Run) -> None:
    run("split", ONE, OTHER)
    line = complaint(run("merge", ONE, OTHER))
    assert "graphkb.decisions:2" in line
    assert "contradicts" in line
    assert actors() == {ONE, OTHER}


def test_a_broken_file_stops_a_load_before_anything_is_read(run: Run) -> None:
    Path("graphkb.decisions").write_text("# fine\nsam person/a person/b\n", encoding="utf-8")
    assert "graphkb.decisions:2: 'sam' is no decision" in complaint(run("load", "later.jsonl"))
    with graphkb.open("news.db") as kb:
        assert kb.counts().articles == 3


def extracted(run: Run, *options: object) -> list[dict[str, Any]]:
    printed = run("extract", "news.jsonl", "--extractor", "rules", *options)
    assert printed.exit_code == 0, printed.output
    return [json.loads(line) for line in printed.stdout.splitlines()]


def seen_in(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {entity["id"]: entity["name"] for row in rows for entity in row.get("entities", ())}


def test_extract_follows_the_file_of_decisions(run: Run) -> None:
    assert {ONE, OTHER} <= seen_in(extracted(run)).keys()
    lines = f'same {ONE} {OTHER}\nsame leader/vladimir-putin {ONE}\nname leader/vladimir-putin "Doe"\n'
    Path("graphkb.decisions").write_text(f'same {ONE} {OTHER}\nname {ONE} "Astrid Brenner"\n', encoding="utf-8")
    seen = seen_in(extracted(run))
    assert OTHER not in seen
    assert seen[ONE] == "Astrid Brenner"
    Path("mine.txt").write_text(lines, encoding="utf-8")
    rows = extracted(run, "--decisions", "mine.txt", "--explain")
    assert not {ONE, OTHER} & seen_in(rows).keys()
    assert not [row for row in rows if row.get("relation") == "MEETS"]  # nobody meets themselves
    [met] = [row for row in rows if row.get("dropped") == "MEETS"]
    assert "both its ends by mine.txt" in met["why"]


def test_extract_splits_and_leaves_out_what_was_rejected(run: Run) -> None:
    with graphkb.open("news.db") as kb:
        [wrong] = [s.id for s in kb.graph().statements.values() if s.relation == "DEPLOYS_TROOPS"]
    assert any(row.get("relation") == "DEPLOYS_TROOPS" for row in extracted(run))
    text = f"reject {wrong}\nsplit leader/vladimir-putin two\n"
    Path("graphkb.decisions").write_text(text, encoding="utf-8")
    rows = extracted(run)
    assert not any(row.get("relation") == "DEPLOYS_TROOPS" for row in rows)
    assert sum(id.startswith("leader/vladimir-putin") for id in seen_in(rows)) == 2
    assert any("rejected in" in row.get("why", "") for row in extracted(run, "--explain"))
    Path("graphkb.decisions").write_text("sam a b\n", encoding="utf-8")
    assert "graphkb.decisions:1" in complaint(run("extract", "news.jsonl"))


def test_an_actor_is_split_by_articles(run: Run) -> None:
    assert run("split", "Vladimir Putin", "--article", "two").exit_code == 0
    with graphkb.open("news.db") as kb:
        assert sum(id.startswith("leader/vladimir-putin") for id in kb.graph().nodes) == 2
    assert complaint(run("split", "Vladimir Putin", "--article", "tow"))
    assert run("split", ONE, OTHER, "--article", "two").exit_code == 2


def test_a_node_is_called_as_the_person_wishes(run: Run) -> None:
    assert run("merge", ONE).exit_code == 2
    run("merge", ONE, "--name", "Astrid Brenner")
    with graphkb.open("news.db") as kb:
        assert kb.graph().nodes[ONE].name == "Astrid Brenner"


def test_statements_are_accepted_and_rejected(run: Run) -> None:
    with graphkb.open("news.db") as kb:
        [wrong] = [s.id for s in kb.graph().statements.values() if s.relation == "DEPLOYS_TROOPS"]
    assert "reject" in run("reject", wrong, "--because", "old news").stdout
    assert json.loads(run("query", "MATCH ()-[r:DEPLOYS_TROOPS]->() RETURN count(r) AS n", "--json").stdout) == [
        {"n": 0}
    ]
    assert "contradicts" in complaint(run("accept", wrong))
    run("decisions", "--undo", 2)
    assert json.loads(run("accept", wrong, "--json").stdout)["articles"] == 1
    assert deployments() == 1
    assert "unknown statement" in complaint(run("reject", wrong[:-1] + "x"))


def test_same_lists_pairs_with_evidence(run: Run) -> None:
    printed = run("same").stdout
    assert "Astrid Brennar" in printed
    assert "graphkb merge person/astrid" in printed
    [row] = json.loads(run("same", "--json").stdout)
    assert {row["one"]["id"], row["other"]["id"]} == {ONE, OTHER}
    assert json.loads(run("same", "Putin", "--json").stdout) == []
    assert "Nothing is doubtful" in run("same", "Putin").stdout


def test_review_asks_and_writes_each_answer(run: Run) -> None:
    result = run("review", typed="what\ny\n")
    assert "1 decision written" in result.stdout
    assert len(actors()) == 1
    assert "Nothing is left to decide" in run("review").stdout


def test_review_told_no_does_not_ask_again(run: Run) -> None:
    run("review", typed="n\n")
    assert len(actors()) == 2
    assert "Nothing is left" in run("review").stdout


def test_review_is_stopped_by_q_and_by_the_end_of_the_input(run: Run) -> None:
    for typed in ("q\n", "", "s\n"):
        assert "0 decisions written" in run("review", typed=typed).stdout
    assert not Path("graphkb.decisions").exists()


def test_review_goes_through_statements(run: Run) -> None:
    result = run("review", "Kazakhstan", "--statements", typed="r\n")
    assert "Russia DEPLOYS_TROOPS Kazakhstan" in result.stdout
    assert json.loads(run("query", "MATCH ()-[r:DEPLOYS_TROOPS]->() RETURN count(r) AS n", "--json").stdout) == [
        {"n": 0}
    ]


def test_nothing_decided_says_how_to_begin(run: Run) -> None:
    assert "graphkb same" in run("decisions").stdout
    assert ":7: no decision" in complaint(run("decisions", "--undo", 7))
