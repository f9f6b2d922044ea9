"""How many rows of event data a second are read, and read and written, beside the bare csv module on the same machine.

Reads ICEWS of 2018 and the UN's votes from shared/data beside the checkout, or the folder given; with --store the rows
go into an embedded store as well, twice, as `graphkb load` does it. Rates are of processor time, the engine's included
where it works; on the clock they are told beside.
"""

import argparse
import csv
import gzip
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graphkb.actors import load_gazetteer
from graphkb.graph import Decisions
from graphkb.recording import record
from graphkb.records import Record, load_records
from graphkb.store import open_store

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What the work counts, and the seconds of processor time that it takes in this process."""
    started = time.process_time()
    found = work()
    return found, time.process_time() - started


def bare(files: list[Path]) -> int:
    """The rows of gzipped tables as the csv module splits them."""
    rows = 0
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            rows += sum(1 for _ in csv.reader(lines, delimiter="," if "csv" in file.name else "\t"))
    return rows


def rows_of(record: Record) -> int:
    """How many rows of its table a record is made of."""
    return len(record.claims) if record.id.startswith("un-votes:") else 1


def written(source: Path, rows: int) -> None:
    """Print how fast a file or folder is read and written into a new embedded store, and a second time."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/records.db") as store:
        for again in ("", " again"):
            began, clock, done = time.process_time(), time.perf_counter(), 0

            def tell(count: int) -> None:
                nonlocal done
                before, done = done, done + count
                if done // 20_000 > before // 20_000:
                    print(f"    {done:,} records, {done / (time.process_time() - began):,.0f} a second", flush=True)  # noqa: B023

            report = record(store, source, decisions=Decisions(), on_progress=tell)
            work, clock = time.process_time() - began, time.perf_counter() - clock
            print(
                f"  read and written{again}: {rows / work:,.0f} rows a second, on the clock {rows / clock:,.0f}; "
                f"{report.read:,} records new, {report.known:,} known, {report.new.relationships:,} relationships new",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--store", action="store_true", help="write them into an embedded store as well")
    parser.add_argument("--only", choices=["icews18", "UN votes"])
    wishes = parser.parse_args()
    load_gazetteer()  # once, whatever the number of rows
    for name, source, files in (
        ("icews18", "icews18", ["icews18/valid.txt.gz", "icews18/test.txt.gz"]),
        ("UN votes", "un_votes_2010-2019.csv.gz", ["un_votes_2010-2019.csv.gz"]),
    ):
        if wishes.only not in (None, name):
            continue
        if not (wishes.folder / source).exists():
            print(f"{name}: no {source} in {wishes.folder}; left out")
            continue
        base_rows, base = timed(lambda files=files: bare([wishes.folder / file for file in files]))  # type: ignore[misc]
        errors: list[Exception] = []
        records: list[Record] = []

        def parse(source: str = source, errors: list[Exception] = errors, records: list[Record] = records) -> int:
            records += load_records(wishes.folder / source, on_error=errors.append)
            return sum(map(rows_of, records))

        rows, spent = timed(parse)
        times = spent / rows / (base / base_rows)
        print(f"{name}: {rows:,} rows in {len(records):,} records, {len(errors)} wrong")
        print(f"  read: {rows / spent:,.0f} rows a second, {times:.0f} times the bare csv module", flush=True)
        if wishes.store:
            records.clear()
            written(wishes.folder / source, rows)
