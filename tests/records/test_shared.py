"""The real data of `shared/` beside the checkout loads completely; where it is absent these tests say so."""

from collections import Counter
from pathlib import Path

import pytest

from graphkb.errors import RecordError
from graphkb.records import Record, load_records

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="shared/data is not beside the checkout")


def read(name: str) -> tuple[list[Record], list[RecordError]]:
    errors: list[RecordError] = []
    return list(load_records(DATA / name, on_error=errors.append)), errors


def test_all_events_of_icews_2018_are_read() -> None:
    records, errors = read("icews18")
    assert (len(records), errors) == (95_540, [])
    assert len({record.id for record in records}) == len(records)
    labels = Counter(claim.source.label for record in records for claim in record.claims)
    assert labels.total() > 0.999 * len(records), "all but those of an unspecified actor state something"
    assert labels["State"] > 20_000 and labels["Leader"] > 20_000
    actors = {end.id for record in records for claim in record.claims for end in (claim.source, claim.target) if end}
    assert {"state/KAZ", "leader/vladimir-putin", "org/ind-police", "group/citizens-in-india"} <= actors


def test_all_votes_of_the_un_are_read() -> None:
    records, errors = read("un_votes_2010-2019.csv.gz")
    assert (len(records), errors) == (927, [])
    cast = Counter(claim.relation for record in records for claim in record.claims)
    assert cast == {"VOTES_FOR": 132_536, "ABSTAINS": 18_619, "VOTES_AGAINST": 12_753}
    assert len({claim.source.id for record in records for claim in record.claims}) == 193
    assert len({claim.target.id for record in records for claim in record.claims if claim.target}) == 927
