"""Event data into a store: batch after batch, what is kept already passed over, wrong rows counted and named."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graphkb.errors import RecordError

if TYPE_CHECKING:
    from graphkb.graph import Decisions
    from graphkb.store import Counts, GraphStore

NAMED = 1000
"""How many wrong rows are named; all are counted."""

CLAIMS = 4000
"""About how many claims are written at a time: so many small records make a transaction worth its while."""


@dataclass(frozen=True, slots=True)
class RecordReport:
    """What a load of event data did.

    `read` and `known` count records: those read now and those that were kept already. `silent` are those among the
    read ones that name nobody who acts, so that they state nothing. `wrong` counts the rows that cannot be read, of
    which `errors` names the first.
    """

    read: int
    known: int
    silent: int
    wrong: int
    errors: tuple[RecordError, ...]
    new: Counts
    seconds: float = field(compare=False)


def record(
    store: GraphStore,
    source: str | Path,
    *,
    format: str | None = None,
    codes: Path | None = None,
    decisions: Decisions,
    again: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> RecordReport:
    """Read event data and add what it states to a store; see `KnowledgeBase.load_records`."""
    from graphkb.graph import decide
    from graphkb.graph.recorded import article_of, build_records, record_batches
    from graphkb.records import load_records
    from graphkb.store import Counts
    from graphkb.store.deciding import apply_decisions, remember

    started = time.monotonic()
    read = known = silent = wrong = 0
    errors: list[RecordError] = []
    new = Counts()

    def report(error: RecordError) -> None:
        nonlocal wrong
        wrong += 1
        if len(errors) < NAMED:
            errors.append(error)

    records = load_records(source, format=format, codes=codes, on_error=report)
    apply_decisions(store, decisions)
    for batch in record_batches(records, CLAIMS):
        kept = set() if again else store.known([article_of(record) for record in batch])
        fresh = [record for record in batch if record.id not in kept]
        new += store.write(decide(build_records(fresh), decisions)) if fresh else Counts()
        read += len(fresh)
        known += len(kept)
        silent += sum(not record.claims for record in fresh)
        if on_progress:
            on_progress(len(batch))
    remember(store, decisions)
    return RecordReport(read, known, silent, wrong, tuple(errors), new, time.monotonic() - started)
