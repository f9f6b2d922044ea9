"""How many rows of event data a second are read, and read and written, beside the bare csv module on the same machine.

Reads ICEWS of 2018 and the UN's votes from shared/data beside the checkout, or the folder given; with --store the rows
go into an embedded store as well, so many of each (all without a number).
"""

import argparse
import csv
import gzip
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from graphkb.actors import load_gazetteer
from graphkb.graph.recorded import build_records, record_batches
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


def written(records: list[Record]) -> tuple[float, float]:
    """The seconds that a first and a second load into a new embedded store take."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/records.db") as store:
        times = []
        for _ in range(2):
            started = time.perf_counter()
            for batch in record_batches(records):
                store.write(build_records(batch))
            times.append(time.perf_counter() - started)
        return times[0], times[1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--store", nargs="?", type=int, const=0, default=None, metavar="RECORDS")
    wishes = parser.parse_args()
    load_gazetteer()  # once, whatever the number of rows
    for name, source, files in (
        ("icews18", "icews18", ["icews18/valid.txt.gz", "icews18/test.txt.gz"]),
        ("UN votes", "un_votes_2010-2019.csv.gz", ["un_votes_2010-2019.csv.gz"]),
    ):
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
        if wishes.store is not None:
            some = list(islice(records, wishes.store or None))
            first, again = written(some)
            count = sum(map(rows_of, some))
            print(f"  read and written: {count / first:,.0f} of {count:,} rows a second, {count / again:,.0f} again")
