"""How long `graphkb --help` takes beside a bare typer program that has as many commands and does nothing."""

import subprocess
import sys
import time
from statistics import median

RUNS = 11
BARE = """
import typer
app = typer.Typer()
@app.callback()
def main(version: bool = False) -> None: "A program."
for i in range(12):
    @app.command(name=f"command{i}")
    def command(name: str = "", count: int = 1) -> None: "Do nothing."
app()
"""


def seconds(*command: str) -> float:
    """The median time of a whole process."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run([sys.executable, *command, "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return median(times)


if __name__ == "__main__":
    bare, ours = seconds("-c", BARE), seconds("-m", "graphkb")
    print(f"graphkb --help / a bare typer program: {ours / bare:.2f} ({ours:.2f} s / {bare:.2f} s, median of {RUNS})")
