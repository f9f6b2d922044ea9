"""The documentation says what is there."""

import re
from pathlib import Path

import pytest

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
