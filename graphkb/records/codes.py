"""Codes of event data, and what they are in the ontology: tables that a user may edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from graphkb.actors.facts import Period, Row, period, read_facts
from graphkb.errors import RecordError
from graphkb.ontology import Ontology, load_ontology

if TYPE_CHECKING:
    from graphkb.relations.relation import Modality, Polarity

DATA = Path(__file__).with_name("data")
STATES = Path(__file__).parents[1] / "actors" / "data" / "states.csv"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a data set: what it is called there, and the relation of the ontology that it means.

    `reversed` says that the second actor does it to the first.
    """

    scheme: str
    code: str
    wordings: tuple[str, ...]
    relation: str
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    reversed: bool = False

    @property
    def rule(self) -> str:
        """The code as a statement names it: `cameo 042`."""
        return f"{self.scheme} {self.code}"


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: its name, what its rows weigh beside sentences, and where its terms are."""

    name: str
    confidence: float
    terms: str


@dataclass(frozen=True, slots=True)
class Codes:
    """All codes that are known, and how actors are coded; made by `load_codes`.

    `sectors` says what becomes of an actor that is told by its sector ("Police", how, the noun); `roles` gives the
    sector of a three-letter code, `names` the ids of a name or code that only data sets use, each with its time, and
    `alpha_3` the ISO code of three letters for that of two.
    """

    cameo: Mapping[str, Code]
    plover: Mapping[str, Code]
    acled: Mapping[str, Code]
    sectors: Mapping[str, tuple[str, str]]
    roles: Mapping[str, str]
    names: Mapping[str, tuple[tuple[str, Period], ...]]
    alpha_3: Mapping[str, str]
    data_sets: Mapping[str, DataSet]

    def of_cameo(self, code: str, wording: str = "") -> Code | None:
        """The meaning of a CAMEO code, or where none is given of its wording; a finer code means what its parent does.

        >>> load_codes().of_cameo("042").relation, load_codes().of_cameo("", "Make a visit").code
        ('VISITS', '042')
        """
        code = code.strip()
        if not code:
            return self.cameo.get(wording.strip().lower())
        # Spreadsheets take the zero off: "42" is 042.
        parents = (code[:length] for length in range(len(code) - 1, 1, -1))
        known = (self.cameo.get(text) for text in (code, f"0{code}", *parents))
        return next((found for found in known if found), None)

    def of_plover(self, type: str, mode: str = "") -> Code | None:
        """The meaning of a PLOVER event type and mode; a mode that is not listed means what its type does."""
        return self.plover.get(_pair(type, mode)) or self.plover.get(_pair(type, ""))

    def of_acled(self, type: str, sub_type: str = "") -> Code | None:
        """The meaning of an ACLED event type and sub-event type."""
        return self.acled.get(_pair(type, sub_type)) or self.acled.get(_pair(type, ""))


@cache
def load_codes(folder: Path | None = None) -> Codes:
    """The codes of a folder of tables; what it does not hold is taken from those that come with graphkb.

    Raises `GazetteerError`, naming file and line, for a line that is none, and `RecordError` for a relation that the
    ontology does not have.

    >>> load_codes().of_plover("CONSULT", "phone").relation
    'CALLS'
    """

    def table(name: str) -> Path:
        own = folder / name if folder else DATA / name
        return own if own.exists() else DATA / name

    ontology = load_ontology()
    cameo = list(_checked(read_facts(table("cameo.csv"), _cameo), ontology, table("cameo.csv")))
    plover = _checked(read_facts(table("plover.csv"), _plover), ontology, table("plover.csv"))
    acled = _checked(read_facts(table("acled.csv"), _acled), ontology, table("acled.csv"))
    # A root and its first child ("04" and "040") share their wording: the child is what data sets write.
    wordings = {wording.lower(): code for code in cameo for wording in code.wordings}
    return Codes(
        cameo=wordings | {code.code: code for code in cameo},
        plover={code.code: code for code in plover},
        acled={code.code: code for code in acled},
        sectors=dict(read_facts(table("sectors.csv"), lambda row: (row["sector"].lower(), (row["as"], row["noun"])))),
        roles=dict(read_facts(table("roles.csv"), lambda row: (row["code"], row["sector"]))),
        names=_names(table("names.csv")),
        alpha_3=dict(read_facts(STATES, lambda row: (row["iso2"], row["iso3"]))),
        data_sets=_data_sets(table("datasets.yaml")),
    )


def _names(path: Path) -> dict[str, tuple[tuple[str, Period], ...]]:
    found: dict[str, tuple[tuple[str, Period], ...]] = {}
    for name, id, when in read_facts(path, lambda row: (row["name"].lower(), row["id"], period(row))):
        found[name] = (*found.get(name, ()), (id, when))
    return found


def _cameo(row: Row) -> Code:
    wordings = tuple(row["wording"].split("|"))
    return Code("cameo", row["code"], wordings, row["relation"], *_manner(row))


def _plover(row: Row) -> Code:
    wording = f"{row['type']}, {row['mode']}" if row["mode"] else row["type"]
    return Code("plover", _pair(row["type"], row["mode"]), (wording,), row["relation"], *_manner(row))


def _acled(row: Row) -> Code:
    if row["direction"] not in ("forward", "reversed"):
        raise ValueError(f"{row['direction']!r} is no direction; forward and reversed are")
    pair = _pair(row["event_type"], row["sub_event_type"])
    wording = row["sub_event_type"] or row["event_type"]
    return Code("acled", pair, (wording,), row["relation"], reversed=row["direction"] == "reversed")


def _manner(row: Row) -> tuple[Polarity, Modality]:
    if row["polarity"] not in ("affirmed", "denied"):
        raise ValueError(f"{row['polarity']!r} is no polarity; affirmed and denied are")
    if row["modality"] not in ("asserted", "possible", "future", "requested"):
        raise ValueError(f"{row['modality']!r} is no modality; asserted, possible, future and requested are")
    return cast("tuple[Polarity, Modality]", (row["polarity"], row["modality"]))


def _pair(type: str, mode: str) -> str:
    return f"{type.strip().lower()}/{mode.strip().lower()}" if mode.strip() else type.strip().lower()


def _checked(codes: Iterable[Code], ontology: Ontology, path: Path) -> Iterable[Code]:
    for code in codes:
        if code.relation not in ontology.relations:
            raise RecordError(f"{path}: {code.code}: the ontology has no relation {code.relation!r}")
        yield code


def _data_sets(path: Path) -> dict[str, DataSet]:
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            key: DataSet(str(entry["name"]), float(entry["confidence"]), str(entry["terms"]))
            for key, entry in raw.items()
        }
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{path}: each data set has a name, a confidence and terms: {error!r}") from error
