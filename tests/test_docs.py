"""The documentation says what is there."""

import re
from pathlib import Path

import pytest

import graphkb
from graphkb.ontology import load_ontology

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("name", [*load_ontology().nodes, *load_ontology().relations])
def test_docs_cover_the_ontology(name: str) -> None:
    assert f"`{name}`" in (DOCS / "ontology.md").read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date() -> None:
    import runpy

    stale = runpy.run_path(str(DOCS / "generate.py"))["stale"]
    assert stale() == [], "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pages_name_no_path_of_one_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w/.])/(work|home|root|Users|tmp)/", page.read_text(encoding="utf-8"))


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader of the docs has it: seeds/ in it, and loaded into graphkb.db."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    with graphkb.open(folder / "graphkb.db") as kb:
        assert kb.load(folder / "seeds").errors == ()
    return folder


@pytest.mark.parametrize("page", [p for p in PAGES if _blocks(p, "python")], ids=lambda p: p.name)
def test_python_in_the_docs_runs(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    names = {"__name__": "docs"}
    for block in _blocks(page, "python"):  # a later block may use the names of an earlier one, as a reader would
        exec(compile(block, page.name, "exec"), names)


def test_commands_in_the_readme_exist() -> None:
    from graphkb.cli import ORDER

    commands = [line for block in _blocks(ROOT / "README.md", "bash") for line in block.splitlines()]
    used = {line.split()[1] for line in commands if line.startswith("graphkb ")}
    assert used <= set(ORDER)
    assert used
