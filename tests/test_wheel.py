"""What is installed is what was written: the wheel alone runs the demo, far from the checkout."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the built wheel is unpacked, and nothing else."""
    built, target = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = built.glob("graphkb-*.whl")
    assert wheel.stat().st_size < 30_000_000
    with ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_wheel_runs_the_demo_elsewhere(installed: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-c", "import graphkb; print(graphkb.__file__)"]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    environment.pop("GRAPHKB_STORE", None)
    run = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "check": True}
    assert subprocess.run(where, **run).stdout.startswith(str(installed))  # type: ignore[call-overload]
    shown = subprocess.run([sys.executable, "-m", "graphkb", "demo"], **run).stdout  # type: ignore[call-overload]
    assert "abstain" in shown
    assert (tmp_path / "map.html").stat().st_size > 100_000


@pytest.mark.parametrize("folder", ["cypher", "seeds"])
def test_wheel_carries_what_lies_outside_the_package(installed: Path, folder: str) -> None:
    here = {path.name for path in (ROOT / folder).iterdir() if path.is_file()}
    assert {path.name for path in (installed / "graphkb" / "_data" / folder).iterdir() if path.is_file()} == here
