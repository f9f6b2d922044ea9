"""The commands that measure: what they print is what the library says."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import graphkb
from graphkb.analytics import centrality, certainty, communities, rank, tie_histories, trend
from graphkb.cli import app, grouping, measuring, trending  # noqa: F401  (they add the commands)
from graphkb.graph import to_networkx
from tests.analytics.test_certainty import with_fake_hub

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which a year of news is kept."""
    folder = tmp_path_factory.mktemp("measuring")
    with graphkb.open(folder / "news.db") as kb:
        kb.store.write(with_fake_hub())
    return folder


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command in that folder, on that store."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("GRAPHKB_STORE", "news.db")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    yield lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_sure_is_that_of_the_library(run: Run) -> None:
    rows = json.loads(run("centrality", "-m", "in-degree", "--sure", "--replicates", 40, "--json").stdout)
    found = certainty(with_fake_hub(), "in_degree", replicates=40)
    assert [(row["id"], row["low"], row["worst"], row["carried by"]) for row in rows] == [
        (node, standing.low, standing.worst, standing.carried_by) for node, standing in found.ranked(10)
    ]
    assert rows[0]["carried by"] == "The Rumour"


def test_sure_as_table_says_what_it_rests_on(run: Run) -> None:
    shown = run("centrality", "--sure", "--over", "outlets", "--replicates", 20, "--top", 3).stdout
    assert "90% ranges from 20 draws of 5 outlets; each of 5 outlets was left out in turn." in shown
    rows = list(csv.DictReader(io.StringIO(run("centrality", "--sure", "--replicates", 20, "--as", "csv").stdout)))
    assert len(rows) == 10
    assert {"low", "high", "best", "worst"} <= rows[0].keys()


def test_sure_over_something_else_is_a_mistake_of_typing(run: Run) -> None:
    assert run("centrality", "--sure", "--over", "papers").exit_code == 2
    assert run("centrality", "--sure", "--replicates", 3).exit_code == 2


def test_walks_start_at_the_actors_that_are_named(run: Run) -> None:
    rows = json.loads(run("centrality", "-m", "pagerank", "--from", "s03", "--from", "FAKE", "--json").stdout)
    wanted = centrality(to_networkx(with_fake_hub()), "pagerank", personalization=["S03", "FAKE"])
    assert [(row["id"], row["pagerank"]) for row in rows] == [(n, pytest.approx(s)) for n, s in rank(wanted, 10)]
    sure = json.loads(run("centrality", "-m", "pagerank", "--from", "S03", "--sure", "--json").stdout)
    assert sure[0]["id"] == "S03"


def test_walks_of_a_measure_without_any_cannot_start(run: Run) -> None:
    told = run("centrality", "-m", "degree", "--from", "S03")
    assert told.exit_code == 1
    assert "with --from use --measure pagerank" in told.output


def test_table_says_where_betweenness_is_estimated(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Estimated" not in run("centrality", "-m", "betweenness").stdout
    monkeypatch.setattr("graphkb.analytics.paths.EXACT_UP_TO", 5)
    monkeypatch.setattr("graphkb.analytics.paths.SAMPLES", 10)
    assert "Estimated from 10 of 13 actors; a score may be off by" in run("centrality", "-m", "betweenness").stdout
    assert "Estimated" not in run("centrality", "-m", "betweenness", "--as", "csv").stdout


def test_knowledge_base_says_how_sure_a_part_of_it_is(home: Path) -> None:
    with graphkb.open(home / "news.db") as kb:
        found = kb.certainty("in_degree", replicates=20, since="2022-01-03", until="2022-01-20")
    assert 0 < found.units < 60


def test_trend_is_that_of_the_library_and_is_drawn(run: Run, tmp_path: Path) -> None:
    graph = with_fake_hub()
    found = trend(graph, "strength", every="week", since=date(2022, 1, 1), until=date(2022, 1, 28))
    given = ["trend", "-m", "strength", "--every", "week", "--since", "2022-01-01", "--until", "2022-01-28"]
    rows = json.loads(run(*given, "--top", 2, "--plot", tmp_path / "t.svg", "--json").stdout)
    assert {row["id"] for row in rows} == set(found.ranked(2))
    assert [row["strength"] for row in rows if row["id"] == "S00"] == found.of("S00")
    assert (tmp_path / "t.svg").stat().st_size > 1000
    fell = run(*given, "--fell", "--top", 1).stdout
    assert found.changes()[-1].node in fell
    assert f"{len(found.windows)} windows from 2021-12-27 to 2022-01-30." in fell


def test_trend_that_cannot_be_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    for given, word in (
        (["--every", "fortnight"], "fortnight"),
        (["--rose", "--fell"], "--rose"),
        (["--plot", str(tmp_path / "t.exe")], "png"),
        (["--actor", "Nobody"], "Nobody"),
    ):
        result = run("trend", *given)
        assert result.exit_code == 1
        assert word in result.stderr
        assert result.stderr.count("\n") == 1


def test_ties_are_those_of_the_library(run: Run) -> None:
    rows = json.loads(run("ties", "--actor", "S01", "--quiet", 5, "--top", 100, "--json").stdout)
    found = [tie for tie in tie_histories(with_fake_hub(), quiet=5) if "S01" in (tie.one, tie.other)]
    assert [(row["actor"], row["other"], row["began"], row["events"]) for row in rows] == [
        (tie.one, tie.other, str(tie.began), tie.events) for tie in found
    ]


def test_communities_are_those_of_the_library(run: Run) -> None:
    rows = json.loads(run("communities", "--runs", 5, "--json").stdout)
    found = communities(to_networkx(with_fake_hub()), runs=5)
    assert {row["id"]: row["community"] for row in rows} == {
        node: member.community + 1 for node, member in found.members.items()
    }
    shown = run("communities", "--runs", 5, "--weight", "sources", "--show", 2).stdout
    assert "5 runs were alike by" in shown
    assert "unknown weight" in run("communities", "--weight", "size").stderr
    over_time = json.loads(run("communities", "--runs", 3, "--every", "year", "--json").stdout)
    assert over_time[0]["fate"] == "began"


def test_blocs_are_told_with_their_balance(run: Run) -> None:
    found = json.loads(run("blocs", "--json").stdout)
    assert found["share"] == 0.0
    assert found["exact"] is True
    assert {actor["id"] for actor in found["actors"]} == {"FAKE", *(f"S{number:02}" for number in range(12))}
    shown = run("blocs", "--count", 3).stdout
    assert "goes against this division" in shown
    assert "triads are balanced" in shown
    assert run("blocs", "--relative").stdout.startswith("Nothing found.")  # nobody is nearer than is usual
    assert run("blocs", "--since", "2031-01-01").stdout.startswith("Nothing found.")
