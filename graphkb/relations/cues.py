"""Cues: words that tell whether a thing is done, denied, planned, asked for, reported or made up, read from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

from graphkb.errors import OntologyError


@dataclass(frozen=True, slots=True)
class Cues:
    """Sets of lower-case words, each under the name it has in cues.yaml."""

    light_verbs: frozenset[str]
    quantities: frozenset[str]
    organs: frozenset[str]
    reporting: frozenset[str]
    denying: frozenset[str]
    denying_adverbs: frozenset[str]
    nobody: frozenset[str]
    no_time: frozenset[str]
    doubting: frozenset[str]
    doubting_words: frozenset[str]
    planning: frozenset[str]
    planning_words: frozenset[str]
    requesting: frozenset[str]
    future_aux: frozenset[str]
    possible_aux: frozenset[str]
    reported_aux: frozenset[str]
    requested_aux: frozenset[str]
    fiction: frozenset[str]
    fiction_goes_on: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    people: frozenset[str]
    state_offices: frozenset[str]
    parties: frozenset[str]
    presence: frozenset[str]
    conflicts: frozenset[str]
    gatherings: frozenset[str]
    holding: frozenset[str]


@cache
def load_cues(path: Path | None = None) -> Cues:
    """The cues of a YAML file, or those that come with graphkb; raises `OntologyError` where the file is none."""
    path = path or Path(__file__).with_name("cues.yaml")
    try:
        raw: Mapping[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Cues(**{f.name: frozenset(w.strip() for w in str(raw[f.name]).split(",")) for f in fields(Cues)})
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise OntologyError(f"{path}: not a file of cues: {error!r}") from error
