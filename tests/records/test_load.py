"""Event data in, records out: each format as its data set writes it, wrong rows by their line."""

import datetime
import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.errors import RecordError, UnknownName
from graphkb.records import FORMATS, Record, load_records
from tests.records.tables import (
    ACLED,
    GDELT,
    ICEWS,
    POLECAT,
    VOTES,
    commas,
    numbered,
    roll_calls,
    tabbed,
)


def read(path: Path, **more: str) -> tuple[list[Record], list[str]]:
    errors: list[RecordError] = []
    records = list(load_records(path, on_error=errors.append, **more))  # type: ignore[arg-type]
    return records, [str(error) for error in errors]


def one(path: Path) -> Record:
    [record], errors = read(path)
    assert errors == []
    return record


def told(record: Record) -> list[tuple[str, str, str | None]]:
    return [(c.source.id, c.relation, c.target.id if c.target else None) for c in record.claims]


def test_an_icews_row_joins_the_nodes_that_articles_have(tmp_path: Path) -> None:
    record = one(tabbed(tmp_path / "events.tab", [ICEWS]))
    assert told(record) == [("org/kaz-foreign-ministry", "VISITS", "leader/recep-tayyip-erdogan")]
    [claim] = record.claims
    assert (record.id, record.date) == ("icews:20718170@2018-09-28", datetime.date(2018, 9, 28))
    assert record.text[claim.trigger_start :].startswith(claim.trigger) and claim.rule == "cameo 042"
    assert claim.place is not None and claim.place.id == "place/TUR/ankara"
    assert "The Gazette, story 36547124, sentence 2" in record.text


def test_the_same_icews_id_on_two_days_is_two_records(tmp_path: Path) -> None:
    records, _ = read(tabbed(tmp_path / "events.tab", [ICEWS, ICEWS | {"Event Date": "2018-09-29"}]))
    assert len({record.id for record in records}) == 2


def test_a_polecat_row_has_its_type_and_mode_and_the_day_it_was_reported(tmp_path: Path) -> None:
    record = one(tabbed(tmp_path / "ngec.txt", [POLECAT]))
    assert told(record) == [("leader/vladimir-putin", "CALLS", "org/kaz-armed-forces")]
    assert (record.date, record.published) == (datetime.date(2022, 1, 6), datetime.date(2022, 1, 7))


def test_a_polecat_mode_that_no_table_lists_means_what_its_type_does(tmp_path: Path) -> None:
    record = one(tabbed(tmp_path / "ngec.txt", [POLECAT | {"Event Type": "ASSAULT", "Event Mode": "beam-weapon"}]))
    assert record.claims[0].relation == "ATTACKS"


@pytest.mark.parametrize("named", [True, False], ids=["with-a-header", "as-published"])
def test_a_gdelt_row_is_read_by_country_and_role(tmp_path: Path, named: bool) -> None:
    record = one(tabbed(tmp_path / "20220107120000.export.CSV", [GDELT], named=named))
    assert told(record) == [("org/russian-armed-forces", "RETREAT", "state/KAZ")]
    assert record.url == "https://news.example/a"
    assert record.claims[0].place is not None and record.claims[0].place.id == "place/KAZ/almaty"


def test_a_gdelt_actor_without_a_country_is_nobody_and_an_address_that_is_none_is_no_link(tmp_path: Path) -> None:
    row = GDELT | {"Actor1CountryCode": "", "Actor1Code": "COP", "Actor1Name": "POLICE", "SOURCEURL": "javascript:x"}
    record = one(tabbed(tmp_path / "e.CSV", [row], named=False))
    assert (record.claims, record.url) == ((), None)


def test_an_acled_row_with_notes_of_two_lines_runs_from_who_acts(tmp_path: Path) -> None:
    record = one(commas(tmp_path / "acled.csv", [ACLED]))
    assert told(record) == [("org/kaz-police", "CRACKS_DOWN_ON", "group/protesters-in-kazakhstan")]
    assert record.date == datetime.date(2022, 1, 5) and "go home" in record.text


def test_roll_calls_are_vote_events_that_states_vote_in(tmp_path: Path) -> None:
    records, errors = read(roll_calls(tmp_path / "un"))
    assert errors == []
    first, second = records
    event = first.claims[0].target
    assert event is not None and (event.kind, event.date) == ("vote", datetime.date(2022, 11, 14))
    assert event.name == "UN General Assembly vote on Remedy and reparation (A/RES/ES-11/5)"
    assert {(c.source.id, c.relation) for c in first.claims} == {
        ("state/KAZ", "ABSTAINS"),
        ("state/RUS", "VOTES_AGAINST"),
        ("state/SRB", "VOTES_FOR"),  # data sets keep Yugoslavia's code for Serbia
    }
    abstained = first.claims[0]
    assert first.text[abstained.start : abstained.end] == "Kazakhstan: abstained (A/RES/ES-11/5, 2022-11-14)"
    assert second.title == "UN General Assembly vote on Fisheries (A/RES/77/1, on a paragraph)"
    assert second.claims[0].target != event
    assert second.url == "https://undocs.org/en/A/RES/77/1"


@pytest.mark.parametrize("name", ["calls.csv", "votes.csv"])
def test_either_table_of_votes_finds_the_other(tmp_path: Path, name: str) -> None:
    folder = roll_calls(tmp_path / "un")
    assert read(folder / name) == read(folder)


def test_votes_without_roll_calls_say_what_is_missing(tmp_path: Path) -> None:
    path = commas(tmp_path / "votes.csv", VOTES)
    with pytest.raises(RecordError, match="no table of roll calls is beside it"):
        list(load_records(path))


def test_numbered_quadruples_are_read_with_the_names_beside_them(tmp_path: Path) -> None:
    folder = numbered(tmp_path / "icews18", ["0\t0\t3\t24\t0", "1\t1\t2\t0\t0", "2\t0\t0\t48\t0", "1 \t0\t1\t0\t0"])
    records, errors = read(folder)
    assert errors == []
    assert [told(record) for record in records] == [
        [("leader/vladimir-putin", "VISITS", "org/ind-police")],
        [("group/citizens-in-india", "TELLS", None)],  # declined to comment, to nobody who is named
        [],  # nobody who is named did it
        [("group/citizens-in-india", "VISITS", None)],  # among themselves
    ]
    assert records[0].date == datetime.date(2018, 1, 2)
    assert records[1].claims[0].polarity == "denied"


def test_a_folder_that_does_not_tell_its_year_says_so(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="name the folder icews and the year"):
        list(load_records(numbered(tmp_path / "data", [])))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"Event Date": "28 Brumaire"}, "'28 Brumaire' is no date", id="date"),
        pytest.param({"Event Date": ""}, "'Event Date' is empty", id="no-date"),
        pytest.param({"CAMEO Code": "999"}, "'999' is no code", id="code"),
        pytest.param({"Event ID": ""}, "'Event ID' is empty", id="no-id"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_the_others_are_read(
    tmp_path: Path, changed: dict[str, str], why: str
) -> None:
    path = tabbed(tmp_path / "events.tab", [ICEWS, ICEWS | changed, ICEWS | {"Event ID": "7"}])
    records, [error] = read(path)
    assert [record.id for record in records] == ["icews:20718170@2018-09-28", "icews:7@2018-09-28"]
    assert error.startswith(f"{path}:3: ") and why in error


def test_wrong_votes_are_named_by_their_line(tmp_path: Path) -> None:
    wrong = [
        {"rcid": "7001", "country": "Atlantis", "country_code": "QQ", "vote": "yes"},
        {"rcid": "7001", "country": "France", "country_code": "FR", "vote": "maybe"},
        {"rcid": "8000", "country": "France", "country_code": "FR", "vote": "yes"},
        {"rcid": "x", "country": "France", "country_code": "FR", "vote": "yes"},
        {"rcid": "7001", "country": "France", "country_code": "FR", "vote": "absent"},
    ]
    records, errors = read(roll_calls(tmp_path / "un", votes=[*VOTES, *wrong]))
    assert sum(len(record.claims) for record in records) == len(VOTES)
    lines = {int(error.split("votes.csv:")[1].split(":")[0]) for error in errors}
    assert lines == {6, 7, 8, 9}


def test_without_a_handler_the_first_wrong_row_is_raised(tmp_path: Path) -> None:
    path = tabbed(tmp_path / "events.tab", [ICEWS | {"CAMEO Code": "x"}])
    with pytest.raises(RecordError, match=r"events\.tab:2: 'x' is no code"):
        list(load_records(path))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param(b"a\tb\n", "2 cells where 20 columns are named", id="too-few-cells"),
        pytest.param(b"\xff\xfe\t\n", "broken UTF-8", id="not-utf-8"),
        pytest.param(b"a\0b\n", "a zero byte", id="zero-byte"),
        pytest.param(b"x" * 1_000_010 + b"\n", "a line of more than 1,000,000 bytes", id="too-long"),
    ],
)
def test_a_line_that_is_no_row_is_named_and_passed_over(tmp_path: Path, line: bytes, why: str) -> None:
    path = tabbed(tmp_path / "events.tab", [ICEWS])
    head, row = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(head + line + row)
    records, [error] = read(path)
    assert len(records) == 1
    assert error.startswith(f"{path}:2: ") and why in error


def test_a_quotation_mark_that_is_never_closed_costs_one_stretch_and_ends_the_run_well(tmp_path: Path) -> None:
    path = commas(
        tmp_path / "acled.csv", [ACLED | {"notes": "plain"}, ACLED | {"notes": "plain", "event_id_cnty": "K2"}]
    )
    path.write_text(path.read_text(encoding="utf-8") + '"KAZ3,' + "never closed\n" * 20_000, encoding="utf-8")
    records, errors = read(path)
    assert [record.id for record in records] == ["acled:KAZ1", "acled:K2"]
    assert errors and all("acled.csv:" in error for error in errors)


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_packed_tables_are_read(tmp_path: Path, packed: str) -> None:
    plain = tabbed(tmp_path / "events.tab", [ICEWS])
    path = tmp_path / f"events.tab.{packed}"
    if packed == "gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(plain, "events.tab")
    assert told(one(path)) == told(one(plain))


def test_an_archive_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    rows = [ICEWS | {"Event ID": str(n), "Story ID": str(n * 7919 % 1000)} for n in range(2000)]
    path = tmp_path / "events.tab.gz"
    path.write_bytes(gzip.compress(tabbed(tmp_path / "events.tab", rows).read_bytes())[:-2000])
    records, errors = read(path)
    assert 0 < len(records) < 2000
    assert "cannot be read from here on" in errors[-1]


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(lambda p: tabbed(p / "a", [ICEWS]), "icews", id="icews"),
        pytest.param(lambda p: tabbed(p / "a", [POLECAT]), "polecat", id="polecat"),
        pytest.param(lambda p: tabbed(p / "a", [GDELT], named=False), "gdelt", id="gdelt"),
        pytest.param(lambda p: commas(p / "a", [ACLED]), "acled", id="acled"),
        pytest.param(lambda p: roll_calls(p / "un"), "un-votes", id="un-votes"),
    ],
)
def test_the_columns_tell_the_format(tmp_path: Path, make: object, name: str) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    assert read(path) == read(path, format=name)


def test_what_is_no_event_data_says_which_formats_there_are(tmp_path: Path) -> None:
    path = commas(tmp_path / "prices.csv", [{"day": "1", "price": "2"}])
    with pytest.raises(RecordError, match="not event data that is known; name its format"):
        load_records(path)
    with pytest.raises(UnknownName, match="did you mean 'icews'"):
        load_records(path, format="icew")
    with pytest.raises(RecordError, match="there is no such file"):
        load_records(tmp_path / "none.csv")


def test_an_empty_file_and_a_header_alone_hold_no_records(tmp_path: Path) -> None:
    empty = tmp_path / "empty.tab"
    empty.touch()
    assert read(empty, format="icews") == ([], [])
    assert read(commas(tmp_path / "acled.csv", [ACLED]), format="acled")[0]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=400), st.data())
def test_no_bytes_end_the_run_with_anything_but_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, format: str, noise: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    made = {
        "icews": lambda: tabbed(folder / "t", [ICEWS]),
        "polecat": lambda: tabbed(folder / "t", [POLECAT]),
        "gdelt": lambda: tabbed(folder / "t", [GDELT], named=False),
        "acled": lambda: commas(folder / "t", [ACLED]),
        "un-votes": lambda: roll_calls(folder / "un") / "votes.csv",
    }[format]()
    good = made.read_bytes()
    at = data.draw(st.integers(0, len(good)))
    made.write_bytes(good[:at] + noise + good[at:])
    try:
        for record in load_records(made, format=format, on_error=lambda _: None):
            for claim in record.claims:
                assert record.text[claim.start : claim.end]
                assert record.text[claim.trigger_start :].startswith(claim.trigger)
    except RecordError as error:
        assert str(folder) in str(error)
