"""Tables of event data written by hand, in the form each data set has."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphkb.records.gdelt import COLUMNS as GDELT_COLUMNS

ICEWS = {
    "Event ID": "20718170",
    "Event Date": "2018-09-28",
    "Source Name": "Foreign Affairs (Kazakhstan)",
    "Source Sectors": "Foreign Ministry,Executive,Government",
    "Source Country": "Kazakhstan",
    "Event Text": "Make a visit",
    "CAMEO Code": "042",
    "Intensity": "1.9",
    "Target Name": "Recep Tayyip Erdoğan",
    "Target Sectors": "",
    "Target Country": "Turkey",
    "Story ID": "36547124",
    "Sentence Number": "2",
    "Publisher": "The Gazette",
    "City": "Ankara",
    "District": "",
    "Province": "Ankara",
    "Country": "Turkey",
    "Latitude": "39.92",
    "Longitude": "32.85",
}
POLECAT = {
    "Event ID": "ASIA-1",
    "Event Date": "2022-01-06",
    "Event Type": "CONSULT",
    "Event Mode": "phone",
    "Contexts": "military;diplomatic",
    "Actor Name": "Vladimir Putin",
    "Actor Country": "RUS",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "",
    "Recipient Country": "KAZ",
    "Primary Recipient Sector": "MIL",
    "City": "Almaty",
    "Province": "",
    "Country": "Kazakhstan",
    "Latitude": "43.25",
    "Longitude": "76.95",
    "Source": "The Gazette",
    "Publication Date": "2022-01-07",
}
GDELT = dict.fromkeys(GDELT_COLUMNS, "") | {
    "GLOBALEVENTID": "1000001",
    "SQLDATE": "20220106",
    "Actor1Code": "RUSMIL",
    "Actor1Name": "TROOPS",
    "Actor1CountryCode": "RUS",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "KAZ",
    "Actor2Name": "KAZAKHSTAN",
    "Actor2CountryCode": "KAZ",
    "EventCode": "0874",
    "ActionGeo_FullName": "Almaty, Almaty, Kazakhstan",
    "ActionGeo_Lat": "43.25",
    "ActionGeo_Long": "76.95",
    "DATEADDED": "20220107120000",
    "SOURCEURL": "https://news.example/a",
}
ACLED = {
    "event_id_cnty": "KAZ1",
    "event_date": "05 January 2022",
    "event_type": "Protests",
    "sub_event_type": "Excessive force against protesters",
    "actor1": "Protesters (Kazakhstan)",
    "actor2": "Police Forces of Kazakhstan (2019-)",
    "country": "Kazakhstan",
    "admin1": "Almaty",
    "location": "Almaty",
    "latitude": "43.25",
    "longitude": "76.95",
    "source": "The Gazette",
    "notes": 'People stood in a square and were told, in two lines,\nto "go home".',
}
ROLL_CALLS = [
    {"rcid": "7001", "session": "77.0", "date": "2022-11-14", "unres": "A/RES/ES-11/5", "para": "", "amend": "",
     "short": "Remedy and reparation", "descr": "Furtherance of remedy and reparation : resolution"},
    {"rcid": "7002", "session": "77.0", "date": "2022-11-14", "unres": "R/77/1", "para": "1", "amend": "",
     "short": "FISHERIES", "descr": ""},
]  # fmt: skip
VOTES = [
    {"rcid": "7002.0", "country": "Kazakhstan", "country_code": "KZ", "vote": "yes"},
    {"rcid": "7001.0", "country": "Kazakhstan", "country_code": "KZ", "vote": "abstain"},
    {"rcid": "7001.0", "country": "Russia", "country_code": "RU", "vote": "no"},
    {"rcid": "7001.0", "country": "Yugoslavia", "country_code": "YU", "vote": "1"},
]
Rows = Sequence[Mapping[str, str]]


def tabbed(path: Path, rows: Rows, *, named: bool = True) -> Path:
    """A table whose cells are parted by tabs, as ICEWS, POLECAT and GDELT are."""
    lines = ["\t".join(rows[0])] if named else []
    lines += ["\t".join(row.values()) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def commas(path: Path, rows: Rows) -> Path:
    """A table of comma-separated values, as ACLED and the UN's votes are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def roll_calls(folder: Path, calls: Rows = ROLL_CALLS, votes: Rows = VOTES) -> Path:
    """The two tables of the UN's votes in a folder."""
    folder.mkdir(exist_ok=True)
    commas(folder / "calls.csv", calls)
    commas(folder / "votes.csv", votes)
    return folder


def numbered(folder: Path, lines: Sequence[str], *, part: str = "train") -> Path:
    """A folder of numbered quadruples as research passes ICEWS on."""
    folder.mkdir(exist_ok=True)
    names = ["Vladimir Putin", "Citizen (India)", "Unspecified Actor", "Police (India)"]
    (folder / "entity2id.txt").write_text("".join(f"{name}\t{n}\n" for n, name in enumerate(names)), encoding="utf-8")
    (folder / "relation2id.txt").write_text("Make a visit\t0\nDecline comment\t1\n", encoding="utf-8")
    (folder / f"{part}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder
