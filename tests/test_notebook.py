"""The notebook runs from the first cell to the last, and is what its source says."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOK = DOCS / "analysis.ipynb"


@pytest.mark.slow
def test_notebook_is_what_its_source_says_and_runs() -> None:
    pytest.importorskip("nbclient")
    written = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    made = runpy.run_path(str(DOCS / "make_notebook.py"))
    assert ["".join(cell["source"]) for cell in written["cells"]] == made["CELLS"], "run: python docs/make_notebook.py"
    # In a process of its own: what the kernel's client warns of while it ends is none of ours.
    done = subprocess.run([sys.executable, DOCS / "make_notebook.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_notebook_is_small_and_names_no_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 100_000
    for path in ("/work/", "/home/", "/tmp/", "/root/", sys.prefix):
        assert path not in text
