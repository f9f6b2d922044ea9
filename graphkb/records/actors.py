"""Who an actor of event data is: the same node as from articles.

Data sets name actors in four ways: by name ("Vladimir Putin"), by a sector of a country ("Foreign Affairs
(Kazakhstan)"), by a country and a role code (RUS, GOV), and in phrases of their own ("Military Forces of Mali
(2020-)"). All come down to a name, a country and a sector.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkb.actors import Entity, Gazetteer
from graphkb.actors.slugs import slug
from graphkb.mentions.lexicon import load_lexicon
from graphkb.records.codes import Codes

if TYPE_CHECKING:
    from graphkb.ontology import Label

IN_BRACKETS = re.compile(r"^(?P<sector>.*\S)\s+\((?P<country>[^()]*(?:\([^()]*\))?[^()]*)\)$")
IN_FORCE = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)")
OF_COUNTRY = re.compile(
    r"^(?P<sector>Military Forces|Police Forces|Government|Armed Forces) of (?:the )?(?P<country>.+)$"
)
BODY = re.compile(
    r"\b(part(?:y|ido|i)|movement|front|union|alliance|congress|council|committee|commission|ministry|department|army"
    r"|forces?|brigades?|militia|bank|court|company|group|association|organi[sz]ation|agency|authority|parliament"
    r"|assembly|university|institute|federation|league|network|service|corporation|office|centre|center|coalition"
    r"|guard|police|newspaper|times|news|press|church|nations|board|bureau|cartel|society|foundation|club|school"
    r"|hospital|inc|ltd|corp)\b",
    re.IGNORECASE,
)
PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "people", "clergy": "clergy"}


class Resolver:
    """Finds the nodes of actors that data sets name; keeps what it has found."""

    def __init__(self, gazetteer: Gazetteer, codes: Codes) -> None:
        self.gazetteer = gazetteer
        self.codes = codes
        self.adjectives = _adjectives(gazetteer)
        # A year of events names the same few thousand actors day after day.
        self.resolve = lru_cache(maxsize=200_000)(self._resolve)
        self.state = lru_cache(maxsize=10_000)(self._state)
        self._like = lru_cache(maxsize=50_000)(self._spelt_alike)

    def _resolve(self, name: str, country: str = "", sector: str = "", day: date | None = None) -> Entity | None:
        """The actor of that name, or of that sector of a country; None where the data set names nobody.

        `country` is a name or code; `sector` a word of sectors.csv or a code of roles.csv.
        """
        name = IN_FORCE.sub("", " ".join(name.split()))
        sector = self.codes.roles.get(sector, sector)
        if (known := self.listed(name, day)) is not None:
            return known
        told = OF_COUNTRY.match(name) or IN_BRACKETS.match(name)
        if told and self.state(told["country"]):
            return self._of_sector(told["sector"], told["country"], day)
        if told and (whole := self.known(told["country"], "", day)):
            return whole  # "Militant (Hamas)" acts for it
        if name:
            # A sector without a country is nobody in particular.
            return self._of_sector(name, country, day) if self._is_sector(name) else self._named(name, country, day)
        return self._of_sector(sector, country, day) if country else None

    def _state(self, country: str, day: date | None = None) -> Entity | None:
        """The state of a name, an adjective, or an ISO or CAMEO code."""
        known = self.listed(country, day)
        if known is None and re.fullmatch("[A-Z]{2,3}", country):
            known = self.gazetteer.entities.get(f"state/{self.codes.alpha_3.get(country, country)}")
        if known is None:
            found = (naming.entity for naming in self.gazetteer.find(country) if naming.kind not in ("capital", "seat"))
            known = next((entity for entity in found if entity.label == "State"), None)
        return known if known and known.label == "State" else None

    def listed(self, name: str, day: date | None = None) -> Entity | None:
        """What only data sets call so, on a day."""
        ids = (id for id, period in self.codes.names.get(name.lower(), ()) if period.holds(day))
        return self.gazetteer.entities.get(next(ids, ""))

    def _is_sector(self, name: str) -> bool:
        return name.lower() in self.codes.sectors

    def _named(self, name: str, country: str, day: date | None) -> Entity | None:
        """Whom a name means: somebody known, somebody spelt nearly so, or somebody new."""
        of = self.state(country) if country else None
        found = [n.entity for n in self.gazetteer.find(name, date=day) if n.kind not in ("capital", "short")]
        if of is not None:
            found.sort(key=lambda entity: entity.code not in (of.code, None))
        if found:
            return self._acting(found[0])
        # To compare spellings takes longer than all the rest: only a person's are.
        person = self._label(name)[0] == "Person"
        return (self._like(name, day.year if day else None) if person else None) or self._new(name, of)

    def known(self, name: str, country: str, day: date | None) -> Entity | None:
        """The actor of the gazetteer that bears a name, and belongs to a country where one is told; None else."""
        of = self.state(country, day) if country else None
        found = [n.entity for n in self.gazetteer.find(name, date=day) if n.kind not in ("capital", "short")]
        fitting = (entity for entity in found if of is None or entity.code in (of.code, None))
        known = next(fitting, None) or (self._like(name, day.year if day else None) if " " in name else None)
        return self._acting(known) if known else None

    def _spelt_alike(self, name: str, year: int | None) -> Entity | None:
        """The leader of about that year whose name is nearly that one, as with a patronymic between."""
        return self.gazetteer.like(name, date=date(year, 7, 1) if year else None)

    def _acting(self, entity: Entity) -> Entity:
        """A region that acts is the group of its states, as in articles."""
        if entity.label == "Place" and entity.id in self.gazetteer.members:
            group = f"group/{entity.id.rpartition('/')[2]}"
            return Entity(id=group, name=entity.name, label="Group", aliases=entity.aliases)
        return entity

    def _new(self, name: str, of: Entity | None) -> Entity:
        """Somebody the gazetteer does not know, under the id that articles give the same name."""
        code = of.code if of else None
        label, prefix = self._label(name)
        return Entity(id=f"{prefix}/{slug(name)}", name=name, label=label, code=code)

    def _label(self, name: str) -> tuple[Label, str]:
        told = IN_BRACKETS.match(name)
        words = (told["sector"] if told else name).split()
        last = load_lexicon().singular.get(words[-1].lower()) if words else None
        if BODY.search(name) or last == "Organization" or len(words) == 1:
            return "Organization", "org"
        if last in ("Person", "Group", "Leader") or len(words) > 5:
            return "Group", "group"
        return "Person", "person"

    def _of_sector(self, sector: str, country: str, day: date | None) -> Entity | None:
        """A part of a country: its government, a holder of an office, a body, or people of it."""
        of = self.state(country)
        how, noun = self.codes.sectors.get(sector.lower(), ("", ""))
        if how == "nobody" or of is None:
            return None
        if how == "state" or not sector:
            return of
        if how == "office":
            # Where the holder is not known the office acts for its state.
            return self.gazetteer.holder(noun, of.id, day) or of
        if how == "body":
            return self._body(noun, of)
        if how == "group":
            return self._people(noun, of)
        return self._by_its_words(sector, of, day)

    def _by_its_words(self, sector: str, of: Entity, day: date | None) -> Entity:
        """A sector that no table lists: a party or body of that country, or people, by its last word."""
        named = [n.entity for n in self.gazetteer.find(sector, date=day) if n.entity.code == of.code]
        if named:
            return named[0]
        last = sector.rsplit(maxsplit=1)[-1].lower()
        if BODY.search(sector) or load_lexicon().singular.get(last) == "Organization":
            return Entity(f"org/{slug(sector)}-{slug(of.name)}", f"{sector} ({of.name})", "Organization", of.code)
        return self._people(_plural(sector.lower()), of)

    def _body(self, noun: str, of: Entity) -> Entity:
        """A body of a state: the first of its usual names that the gazetteer knows, else a new one of the first."""
        names = [f"{adjective} {word}" for word in noun.split("|") for adjective in self.adjectives[of.id]]
        found = (n.entity for name in names for n in self.gazetteer.find(name) if n.entity.code == of.code)
        known = next((entity for entity in found if entity.label == "Organization"), None)
        return known or Entity(f"org/{slug(names[0])}", names[0], "Organization", of.code)

    def _people(self, noun: str, of: Entity) -> Entity:
        """People of a country; those who are told by where they are have the id that "protesters in Peru" has."""
        lexicon = load_lexicon()
        if noun.rstrip("s") in lexicon.dwellers or noun in lexicon.dwellers:
            name = f"{noun} in {of.name}"
        else:
            name = f"{self.adjectives[of.id][0]} {noun}"
        return Entity(f"group/{slug(name)}", name, "Group", of.code)

    def place(self, name: str, country: str, latitude: str = "", longitude: str = "") -> Entity | None:
        """Where something happened: a place of the gazetteer, or a new one; a country alone is its state."""
        of = self.state(country) if country else None
        name = " ".join(name.split())
        if not name or (of and name.lower() == of.name.lower()):
            return of
        found = (n.entity for n in self.gazetteer.find(name) if n.entity.label == "Place")
        known = next((place for place in found if of is None or place.code in (of.code, None)), None)
        if known:
            return known
        code = of.code if of else None
        made = Entity(f"place/{code or 'xx'}/{slug(name)}", name, "Place", code)
        try:
            return replace(made, latitude=float(latitude), longitude=float(longitude))
        except ValueError:
            return made


def _adjectives(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """The adjectives of each state, those first that mean no other state and no former one; its name where it has none.

    "South Korean" comes before "Korean", which the North bears as well.
    """
    found: dict[str, list[tuple[bool, bool, str]]] = defaultdict(list)
    for known in gazetteer.namings.values():
        states = {naming.entity.id for naming in known if naming.entity.label == "State"}
        for naming in known:
            if naming.kind == "adjective" and naming.entity.label == "State":
                found[naming.entity.id].append((naming.period.until is not None, len(states) > 1, naming.name))
    names = {entity.id: (entity.name,) for entity in gazetteer.entities.values() if entity.label == "State"}
    return names | {id: tuple(name for *_, name in sorted(told, key=lambda t: t[:2])) for id, told in found.items()}


def _plural(noun: str) -> str:
    *before, last = noun.split()
    if last in PLURALS:
        last = PLURALS[last]
    elif last.endswith("man") and len(last) > 4:
        last = last[:-2] + "en"
    elif last.endswith(("s", "media", "people", "police", "personnel")):
        pass
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("ch", "sh", "x")):
        last += "es"
    else:
        last += "s"
    return " ".join([*before, last])
