"""The watch command: it keeps the graph current, remembers what it saw, and ends cleanly."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import graphkb
from graphkb.cli import app, watching  # noqa: F401  (adds the command)
from tests.articles.made import item, rss
from tests.articles.site import Site, running_site

MET = "<p>Russian President Vladimir Putin met Chinese President Xi Jinping in Samarkand.</p>" * 20


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        site.put("/f", rss(item(1, text=MET)), Content_Type="application/rss+xml", ETag='"1"')
        yield site


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHKB_STORE", "news.db")
    monkeypatch.delenv("NEO4J_URI", raising=False)

    def run(*arguments: str) -> Result:
        options = ["--extractor", "rules", "--allow-private"]
        return CliRunner().invoke(app, ["watch", *arguments, *options], catch_exceptions=False)

    return run


def forget_when(folder: Path) -> None:
    """Let every feed be due now."""
    path = folder / "graphkb.feeds.json"
    remembered = json.loads(path.read_text())
    for feed in remembered["feeds"]:
        feed["due"] = 0
    path.write_text(json.dumps(remembered))


def test_graph_is_kept_current(run: Callable[..., Result], site: Site, tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(f"# wires\n{site.address}/f # the first\n\n{site.address}/nowhere\n")
    first = run("feeds.txt", "--once")
    assert first.exit_code == 1
    assert "1 new article. New in news.db: 1 article" in first.stdout
    assert "answers 404" in first.stderr
    assert "(again in 15 min)" in first.stderr
    again = run("feeds.txt", "--once")
    assert (again.exit_code, again.output) == (0, "")
    forget_when(tmp_path)
    site.put("/f", rss(item(1, text=MET), item(2, text=MET + "<p>Xi left.</p>")), Content_Type="application/rss+xml")
    assert "1 new article" in run(f"{site.address}/f", "--once").stdout
    with graphkb.open("news.db") as kb:
        assert kb.counts().articles == 2
    feeds = json.loads((tmp_path / "graphkb.feeds.json").read_text())["feeds"]
    assert sorted(feed["url"] for feed in feeds) == [f"{site.address}/f", f"{site.address}/nowhere"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nowhere.txt"], "no file of addresses that can be read", id="no-file"),
        pytest.param(["empty.txt"], "no address of a feed in empty.txt", id="empty-file"),
        pytest.param(["ftp://example.org/f"], "is not an http or https address", id="no-web-address"),
        pytest.param(["http://127.0.0.1:9/f", "--extractor", "magic"], "unknown extractor 'magic'", id="extractor"),
        pytest.param(["http://127.0.0.1:9/f", "--memory", "bad.json"], "remove it", id="memory-of-something-else"),
    ],
)
def test_wrong_wishes_are_one_clear_error(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_text("# nothing\n")
    (tmp_path / "bad.json").write_text("[1]")
    result = CliRunner().invoke(app, ["watch", *arguments, "--once"], catch_exceptions=False)
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_signal_ends_it_at_once_and_what_it_kept_stays(number: int, code: int, site: Site, tmp_path: Path) -> None:
    site.put("/f", rss(item(1, text=MET)) if number == signal.SIGINT else rss(), Content_Type="application/rss+xml")
    command = [sys.executable, "-m", "graphkb", "watch", f"{site.address}/f", "--allow-private", "-s", "news.db"]
    with subprocess.Popen(
        [*command, "--extractor", "rules"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        until = time.monotonic() + 300
        while not (tmp_path / "graphkb.feeds.json").exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(process.pid, number)
        try:
            output, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    assert ("1 new article" in output) == (tmp_path / "news.db").exists() == (number == signal.SIGINT)
