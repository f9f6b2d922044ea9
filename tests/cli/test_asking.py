"""What `graphkb show` prints beside the relationships of an actor."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import graphkb
from graphkb.cli import app, asking  # noqa: F401  (it adds the command)

ARTICLES = """\
{"id": "one", "published": "2022-10-14", "text": "Vladimir Putin met Xi Jinping in Oslo on 13 October 2022."}
{"id": "two", "published": "2022-10-15", "text": "Vladimir Putin met Xi Jinping in Oslo on 14 October 2022."}
{"id": "three", "published": "2022-10-15", "text": "Vladimir Putin criticized Peru."}
"""


def test_show_counts_other_reports_of_a_happening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_text(ARTICLES, encoding="utf-8")
    with graphkb.open("news.db") as kb:
        kb.load("news.jsonl", extractor="rules")
    shown = CliRunner().invoke(app, ["show", "Vladimir Putin", "--store", "news.db"], catch_exceptions=False).stdout
    assert shown.count("1 more article reports it otherwise: graphkb happenings --actor leader/vladimir-putin") == 2
