"""The command line: what it prints, what it refuses, and how it ends."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import graphkb
from graphkb.cli import app, asking, comparing, demo, drawing, measuring, moving, reading, scoring  # noqa: F401  (they add commands)

ARTICLES = """\
{"id": "visit", "published": "2022-10-13", "publisher": "Test Wire", "url": "https://example.org/visit", \
"text": "Turkish President Recep Tayyip Erdogan met Russian President Vladimir Putin in Astana on Thursday."}
{"id": "vote", "published": "2022-11-15", "publisher": "Test Wire", \
"text": "Kazakhstan and Armenia abstained from a vote in the United Nations General Assembly on Monday."}
{"id": "troops", "published": "2022-01-07", "publisher": "Test Wire", \
"text": "Russia deployed troops to Kazakhstan. Protesters attacked the police in Almaty."}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three articles and a store in which they are loaded."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "news.jsonl").write_text(ARTICLES, encoding="utf-8")
    with graphkb.open(folder / "news.db") as kb:
        report = kb.load(folder / "news.jsonl")
        assert (report.read, report.errors) == (3, ())
    return folder


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    """Run a command in that folder, on that store."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("GRAPHKB_STORE", "news.db")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    yield lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def complaint(result: Result) -> str:
    """The one line that says what was wrong."""
    assert result.exit_code == 1, result.output
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("graphkb: "), lines
    return lines[0]


# ---------------------------------------------------------------- what it prints


def test_load_twice_changes_nothing(run: Callable[..., Result]) -> None:
    before = json.loads(run("stats", "--json").stdout)
    again = json.loads(run("load", "news.jsonl", "--json").stdout)
    assert (again["read"], again["known"]) == (0, 3)
    assert json.loads(run("stats", "--json").stdout) == before


def test_load_again_changes_nothing_either(run: Callable[..., Result]) -> None:
    before = json.loads(run("stats", "--json").stdout)
    again = json.loads(run("load", "news.jsonl", "--again", "--json").stdout)
    assert (again["read"], set(again["new"].values())) == (3, {0})
    assert json.loads(run("stats", "--json").stdout) == before


def test_extract_prints_the_exchange_format(run: Callable[..., Result]) -> None:
    rows = [json.loads(line) for line in run("extract", "news.jsonl").stdout.splitlines()]
    [meets] = [row for row in rows if row.get("relation") == "MEETS"]
    assert meets.keys() == {
        *("id", "source", "relation", "plover", "target", "polarity", "modality", "attributed_to", "date"),
        *("date_precision", "trigger", "sentence", "start", "end", "confidence"),
    }
    assert (meets["id"], meets["plover"], meets["modality"], meets["date"]) == (
        "visit",
        "CONSULT",
        "asserted",
        "2022-10-13",
    )
    assert meets["source"] == {
        "id": "leader/recep-tayyip-erdogan",
        "name": "Recep Tayyip Erdogan",
        "label": "Leader",
        "code": None,
        "mention": "Recep Tayyip Erdogan",
        "start": 18,
    }
    assert [row["id"] for row in rows if "entities" in row] == ["visit", "vote", "troops"]


def test_extract_reads_standard_input(run: Callable[..., Result]) -> None:
    result = CliRunner().invoke(app, ["extract", "-"], input=ARTICLES)
    assert '"relation": "ABSTAINS"' in result.stdout


def test_query_answers_cypher_with_the_sentence(run: Callable[..., Result]) -> None:
    text = "MATCH (a:State)-[r:DEPLOYS_TROOPS]->(b) RETURN a.name AS who, b.name AS where, r.sentence AS sentence"
    assert json.loads(run("query", text, "--json").stdout) == [
        {"who": "Russia", "where": "Kazakhstan", "sentence": "Russia deployed troops to Kazakhstan."}
    ]


def test_query_prints_csv(run: Callable[..., Result]) -> None:
    result = run("query", "MATCH (a:State {id: 'state/KAZ'}) RETURN a.name AS name, a.iso3 AS code", "--as", "csv")
    assert result.stdout == "name,code\nKazakhstan,KAZ\n"


def test_queries_are_listed_and_shown(run: Callable[..., Result]) -> None:
    names = {row["name"] for row in json.loads(run("queries", "--json").stdout)}
    assert {name for name, _ in demo.QUERIES} <= names
    assert "MATCH" in run("queries", "votes").stdout


def test_show_names_the_sentence_behind_a_relation(run: Callable[..., Result]) -> None:
    result = run("show", "Erdoğan")
    assert "leader/recep-tayyip-erdogan" in result.stdout
    assert "MEETS" in result.stdout
    assert "in Astana on Thursday" in result.stdout


def test_centrality_is_that_of_the_library(run: Callable[..., Result]) -> None:
    rows = json.loads(run("centrality", "--measure", "pagerank", "--top", "100", "--json").stdout)
    with graphkb.open("news.db") as kb:
        scores = graphkb.centrality(kb.to_networkx(), "pagerank")
    assert {row["id"]: row["pagerank"] for row in rows} == pytest.approx(scores)


def test_viz_writes_a_map(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("viz", "-o", tmp_path / "map.html", "--actor", "Kazakhstan", "--hops", 1, "--title", "<b>A & B</b>")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Russia deployed troops to Kazakhstan." in page
    assert "<b>A" not in page


def test_diff_says_what_appeared_and_vanished(run: Callable[..., Result]) -> None:
    printed = run("diff", "2022-Q1", "2022-Q4").stdout
    assert "2022-01-01..2022-03-31: " in printed and "2022-10-01..2022-12-31: " in printed
    assert "vanished" in printed and "DEPLOYS_TROOPS" in printed and "MEETS" in printed
    found = json.loads(run("diff", "2022-Q1", "2022-Q4", "--json").stdout)
    with graphkb.open("news.db") as kb:
        assert found["counts"] == kb.diff("2022-Q1", "2022-Q4").counts()
    [gone] = [p for p in found["pairs"] if (p["source"]["id"], p["target"]["id"]) == ("state/KAZ", "state/RUS")]
    assert (gone["change"], gone["after"]) == ("vanished", None)
    assert gone["before"]["relations"]["DEPLOYS_TROOPS"] == 1


def test_diff_draws_a_map_that_opens_on_the_comparison(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("diff", "2022-Q1", "2022-Q4", "-a", "Kazakhstan", "-o", tmp_path / "diff.html", "--as", "csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "change,actor,and,before,after"
    page = (tmp_path / "diff.html").read_text(encoding="utf-8")
    assert "compare=2022-01-01,2022-03-31,2022-10-01,2022-12-31" in page
    assert "Russia deployed troops to Kazakhstan." in page and "Recep" not in page


def test_export_is_read_by_networkx(run: Callable[..., Result], tmp_path: Path) -> None:
    import networkx as nx

    assert run("export", tmp_path / "graph.graphml").exit_code == 0
    found = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    with graphkb.open("news.db") as kb:
        assert found.nodes.keys() == kb.to_networkx().nodes.keys()


def test_module_is_the_command() -> None:
    result = subprocess.run([sys.executable, "-m", "graphkb", "--version"], capture_output=True, text=True, check=True)
    assert result.stdout == f"graphkb {graphkb.__version__}\n"


HEAVY = {"spacy", "neo4j", "networkx", "arcadedb", "pyvis", "trafilatura", "rustworkx", "httpx", "onnxruntime"} | {
    *("feedparser", "pypdf", "py3langid", "warcio", "pyarrow", "distributed"),
}

_MODULES_AFTER = """
import sys
from graphkb.cli import main

try:
    main()
finally:
    print(" ".join(sys.modules))
"""


def modules_after(*arguments: str, folder: Path) -> set[str]:
    """The modules that are imported once a command has run."""
    command = [sys.executable, "-c", _MODULES_AFTER, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return set(result.stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy(home: Path) -> None:
    assert modules_after("--help", folder=home) & HEAVY == set()


def test_query_never_loads_the_language_model(home: Path) -> None:
    assert "spacy" not in modules_after("query", "RETURN 1 AS one", "-s", "news.db", folder=home)


# ---------------------------------------------------------------- what it refuses


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("empty.txt", b"", ["empty.txt", "empty"], id="empty"),
        pytest.param("binary.txt", bytes(range(256)) * 50, ["binary.txt"], id="binary"),
        pytest.param("broken.jsonl", b'{"id": "x", "text": "y"}\n' * 6 + b'{"id": \n', ["broken.jsonl:7"], id="json"),
        pytest.param("odd.xyz", b"text", ["odd.xyz"], id="unknown-ending"),
    ],
)
def test_load_names_the_file_that_cannot_be_read(
    run: Callable[..., Result], tmp_path: Path, name: str, content: bytes, words: list[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    line = complaint(run("extract", tmp_path / name))
    assert all(word in line for word in words), line


def test_load_keeps_the_good_articles_of_a_batch(run: Callable[..., Result], tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": "France warned Mali."})
    (tmp_path / "mixed.jsonl").write_text(f"{good}\nnot json\n{good.replace('good', 'fine')}\n", encoding="utf-8")
    result = run("load", tmp_path / "mixed.jsonl", "--store", tmp_path / "mixed.db")
    assert "mixed.jsonl:2" in complaint(result)
    assert "Read 2 articles" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["load", "news.jsonl", "--loader", "jsonll"], ["loader", "jsonl"], id="loader"),
        pytest.param(["load", "nowhere/"], ["nowhere"], id="no-such-folder"),
        pytest.param(["load", "news.jsonl", "--extractor", "magic"], ["extractor", "rules"], id="extractor"),
        pytest.param(["query", "MATCH (n RETURN n"], ["line 1"], id="syntax"),
        pytest.param(["query", "between"], ["parameter"], id="missing-parameter"),
        pytest.param(["query", "betwen"], ["between"], id="near-query"),
        pytest.param(["query", "CREATE (n:Actor {id: 'x'})"], ["CREATE", "--write"], id="writing"),
        pytest.param(["query", "between", "-p", "one:Russia"], ["name=value"], id="parameter"),
        pytest.param(["centrality", "-m", "betweeness"], ["betweenness"], id="measure"),
        pytest.param(["centrality", "-r", "MEET"], ["MEETS"], id="relation"),
        pytest.param(["centrality", "-l", "Stat"], ["State"], id="label"),
        pytest.param(["centrality", "--since", "October"], ["October", "2022-10-12"], id="date"),
        pytest.param(["show", "Kazakhstn"], ["Kazakhstan"], id="actor"),
        pytest.param(["viz", "--actor", "Kazakhstn"], ["Kazakhstan"], id="map-actor"),
        pytest.param(["viz", "-o", "no/such/folder/map.html"], ["no/such/folder"], id="map-folder"),
        pytest.param(["diff", "2022", "lately"], ["lately", "2022-Q1"], id="period"),
        pytest.param(["diff", "2022-03..2022-01", "2022"], ["2022-03..2022-01", "before it starts"], id="period-back"),
        pytest.param(["retract", "visti"], ["visit"], id="article"),
        pytest.param(["export", "graph.xlsx"], [".xlsx", ".graphml"], id="format"),
        pytest.param(["stats", "--store", "none.db"], ["none.db", "graphkb load"], id="no-store"),
        pytest.param(["stats", "--store", "news.jsonl"], ["news.jsonl"], id="not-a-store"),
        pytest.param(["stats", "--store", "ftp://localhost/x"], ["ftp"], id="store-scheme"),
        pytest.param(["evaluate", "news.db/nothing"], ["nothing"], id="gold"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Callable[..., Result], arguments: list[str], words: list[str]) -> None:
    line = complaint(run(*arguments))
    assert all(word in line for word in words), line


def test_unreachable_store_is_one_line_without_the_password(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "a-secret-of-mine")
    line = complaint(run("stats", "--store", "bolt://127.0.0.1:1"))
    assert "127.0.0.1:1" in line
    assert "secret" not in line


def test_store_in_use_is_said(run: Callable[..., Result], home: Path) -> None:
    with graphkb.open(home / "news.db"):
        result = subprocess.run(
            [sys.executable, "-m", "graphkb", "stats", "-s", "news.db"], capture_output=True, text=True, cwd=home
        )
    assert result.returncode == 1
    assert "news.db" in result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr


def test_map_on_a_full_disk_leaves_nothing_half_written(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    out.write_text("the old map", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", _WITHOUT_ROOM, str(home / "news.db"), str(out)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert result.returncode == 1, result.stderr
    assert "map.html" in result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert out.read_text(encoding="utf-8") == "the old map"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


_WITHOUT_ROOM = """
import resource, sys
import graphkb, graphkb.viz
from graphkb.cli import main

write = graphkb.viz.write_map

def without_room(html, path):
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    write(html, path)

graphkb.viz.write_map = without_room
sys.argv = ["graphkb", "viz", "-s", sys.argv[1], "-o", sys.argv[2]]
main()
"""


def test_wrong_option_is_a_usage_error(run: Callable[..., Result]) -> None:
    assert run("load").exit_code == 2
    assert run("centrality", "--top", "many").exit_code == 2


# ---------------------------------------------------------------- what a newcomer met


def test_evaluate_prints_a_table_for_each_file_and_full_figures_as_json(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        row = {"id": name, "text": "Kenya warned Mali.", "source": "Kenya", "target": "Mali", "root": "THREATEN"}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    printed = run("evaluate", *files, "--extractor", "rules").stdout
    assert all(str(file) in printed for file in files)
    assert "1.000" in printed
    figures = json.loads(run("evaluate", *files, "--extractor", "rules", "--json").stdout)
    assert figures[str(files[0])][0]["precision"] == 1.0


def test_show_tells_the_offices_that_the_gazetteer_knows(run: Callable[..., Result]) -> None:
    printed = run("show", "Erdogan").stdout
    assert "president, Türkiye" in printed or "president, Turkey" in printed
    assert all(len(line) < 200 for line in printed.splitlines())


def test_show_says_how_much_it_left_out(run: Callable[..., Result]) -> None:
    assert "more relationships; --top" in run("show", "Kazakhstan", "--top", 1).stdout


def test_queries_are_written_into_an_archive(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "favourites.zip"
    assert "drop the file onto the window of Neo4j Browser" in run("queries", "troops", "--zip", file).stdout
    assert zipfile.ZipFile(file).namelist() == ["When/troops.cypher"]
    failed = run("queries", "--zip", tmp_path / "nowhere" / "x.zip")
    assert failed.exit_code == 1 and "cannot be written: No such file" in failed.stderr


def test_query_says_that_rows_were_cut(run: Callable[..., Result]) -> None:
    result = run("query", "MATCH (n:Actor) RETURN n.name AS name", "--limit", 1, "--as", "csv")
    assert len(result.stdout.splitlines()) == 2
    assert "cut after 1 row; there are more: --limit 0 shows all" in result.stderr
    assert "cut" not in run("query", "RETURN 1 AS one", "--limit", 1).stderr


def test_query_shows_a_thousand_rows_unless_it_is_told_otherwise(run: Callable[..., Result]) -> None:
    many = ["query", "UNWIND range(1, 1200) AS n RETURN n", "--as", "csv"]
    usual, whole = run(*many), run(*many, "--limit", 0)
    assert len(usual.stdout.splitlines()) == 1001 and "cut after 1,000 rows" in usual.stderr
    assert len(whole.stdout.splitlines()) == 1201 and "cut" not in whole.stderr


def test_query_is_stopped_after_the_seconds_it_was_given(run: Callable[..., Result]) -> None:
    endless = "MATCH (a), (b), (c), (d), (e), (f) WHERE a.id + b.id + c.id + d.id + e.id + f.id = 'x' RETURN count(*)"
    result = run("query", endless, "--timeout", 0.5)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "took longer than is allowed and was stopped; --timeout" in result.stderr


def test_csv_has_numbers_in_full(run: Callable[..., Result]) -> None:
    assert run("query", "RETURN 1.0 / 3 AS third", "--as", "csv").stdout == f"third\n{1 / 3!r}\n"


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_nothing_that_is_printed_steers_the_terminal(run: Callable[..., Result], form: str) -> None:
    steering = "\x1b[31m \x9b31m \u202e \x07"
    result = run("query", "RETURN $said AS said", "-p", f"said=x{steering}y", "--as", form)
    assert result.exit_code == 0
    assert not set(steering) - {" ", "[", "3", "1", "m"} & set(result.stdout)


def test_extract_escapes_what_steers_a_terminal(run: Callable[..., Result], tmp_path: Path) -> None:
    text = "Kenya \x9b31m warned \u202e Mali."
    (tmp_path / "hostile.jsonl").write_text(json.dumps({"id": "h\x9b", "text": text}), encoding="utf-8")
    printed = run("extract", tmp_path / "hostile.jsonl").stdout
    assert not {"\x9b", "\u202e"} & set(printed)
    assert json.loads(printed.splitlines()[-1])["id"] == "h\x9b"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["query", "nowhere.cypher"], ["nowhere.cypher", "No such file"], id="query-file"),
        pytest.param(["centrality", "--weight", "sources"], ["--measure strength"], id="weight-of-degree"),
        pytest.param(["centrality", "-m", "strength", "--weight", "sorces"], ["sources"], id="weight"),
    ],
)
def test_a_slip_is_told_with_what_would_be_right(
    run: Callable[..., Result], arguments: list[str], words: list[str]
) -> None:
    line = complaint(run(*arguments))
    assert all(word in line for word in words), line


def test_asking_an_empty_folder_makes_no_store(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "graphkb load" in complaint(run("stats", "--store", tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_wrong_loader_makes_no_store(run: Callable[..., Result], tmp_path: Path) -> None:
    complaint(run("load", "news.jsonl", "--loader", "jsonll", "--store", tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_password_in_the_address_of_a_store_is_not_printed() -> None:
    from graphkb.cli.options import without_secrets

    assert without_secrets("neo4j+s://ann:secret@host:7687") == "neo4j+s://host:7687"
    assert without_secrets("news@home.db") == "news@home.db"


def test_ctrl_c_keeps_what_is_read_and_the_next_load_goes_on(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": f"a{n}", "text": f"Kenya warned Mali on day {n}."}) + "\n" for n in range(40))
    (tmp_path / "news.jsonl").write_text(rows, encoding="utf-8")
    command = [sys.executable, "-c", _INTERRUPTED, "load", "news.jsonl", "-s", "news.db"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (130, "graphkb: stopped\n")
    with graphkb.open(tmp_path / "news.db") as kb:
        assert kb.counts().articles == 16
        report = kb.load(tmp_path / "news.jsonl")
    assert (report.known, report.read) == (16, 24)


_INTERRUPTED = """
import os, signal
from graphkb.cli import main
from graphkb.store.bolt import BoltStore

write = BoltStore.write

def once(self, graph):
    write(self, graph)
    os.kill(os.getpid(), signal.SIGINT)

BoltStore.write = once
main()
"""


def test_a_closed_pipe_ends_it_quietly(home: Path) -> None:
    command = f"{sys.executable} -m graphkb extract news.jsonl | head -1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=home, check=True)
    assert (len(result.stdout.splitlines()), result.stderr) == (1, "")


def test_load_on_a_full_disk_is_one_line_and_keeps_what_was_kept(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    before = json.loads(run("stats", "--json").stdout)
    (tmp_path / "more.txt").write_text("Kenya warned Mali.", encoding="utf-8")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10 << 20))
        assert "disk is full" in complaint(run("load", tmp_path / "more.txt"))
    assert json.loads(run("stats", "--json").stdout) == before


def test_a_notebook_shows_the_map_shut_off_and_saves_it(home: Path, tmp_path: Path) -> None:
    with graphkb.open(home / "news.db") as kb:
        drawn = kb.viz(title="Three articles")
        assert "sandbox" in drawn._repr_html_()
        assert drawn.save(tmp_path / "map.html").read_text(encoding="utf-8") == drawn.html
        kb.viz(tmp_path / "other.html")
    assert (tmp_path / "other.html").exists()


def test_a_table_too_wide_for_the_terminal_puts_the_sentence_below(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from graphkb.cli.output import show_table

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    row = ("2022-01-06", "Russia", "DEPLOYS_TROOPS", "Kazakhstan", "asserted", "Russia deployed troops. " * 6)
    show_table(["date", "who", "does", "to whom", "how", "sentence"], [row])
    lines = capsys.readouterr().out.splitlines()
    assert "2022-01-06  Russia  DEPLOYS_TROOPS  Kazakhstan  asserted" in lines
    assert all(len(line) <= 80 for line in lines)
