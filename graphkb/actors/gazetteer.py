"""The gazetteer: states, organizations, leaders and places by every name they bear, and who held which office when."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graphkb.actors.entity import Entity
from graphkb.actors.facts import Period, Term
from graphkb.actors.likeness import compare_people, keys_of
from graphkb.actors.state_bodies import body_key, is_common
from graphkb.errors import UnknownName
from graphkb.mentions import Known, Word
from graphkb.mentions.mention import MentionKind
from graphkb.mentions.names import key_of, runs, words_of, written_like

Key = tuple[str, ...]
ALWAYS = Period()
STATE_ITSELF = frozenset({"name", "official", "alias"})
OF_STATE = STATE_ITSELF | {"adjective"}
HIGHEST = frozenset({"head-of-state", "head-of-government"})
REMEMBERED = (10, 1)
"""How many years before and after their term leaders are written of by their last name alone."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of an entity: as written, what sort of name (`acronym`, `capital`, `adjective`, ...), and when it held."""

    name: str
    kind: str
    entity: Entity
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Who is known: every entity under its id, every name with its entities, every term of office."""

    entities: Mapping[str, Entity]
    namings: Mapping[Key, tuple[Naming, ...]]
    terms: tuple[Term, ...]
    members: Mapping[str, tuple[str, ...]]
    genders: Mapping[str, str]
    kinds: Mapping[str, str]
    surnames: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, str]
    _terms_of: Mapping[str, tuple[Term, ...]] = field(init=False, repr=False)
    _terms_by: Mapping[str, tuple[Term, ...]] = field(init=False, repr=False)
    _longest: Mapping[str, int] = field(init=False, repr=False)
    _bodies: dict[tuple[str, Key], tuple[str, ...]] = field(init=False, repr=False, default_factory=dict)
    _full_names: dict[str, tuple[tuple[str, Entity], ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the terms by office and by person, and the names by their first word."""
        object.__setattr__(self, "_terms_of", _grouped(self.terms, lambda term: term.of))
        object.__setattr__(self, "_terms_by", _grouped(self.terms, lambda term: term.person))
        longest: dict[str, int] = {}
        for key in self.namings:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
        object.__setattr__(self, "_longest", longest)

    def find(self, name: str, *, date: date | None = None) -> tuple[Naming, ...]:
        """What a name may stand for on a day, the likeliest first; empty where nobody bears it.

        >>> from graphkb.actors import load_gazetteer
        >>> [naming.entity.id for naming in load_gazetteer().find("Kazakhstan")]
        ['state/KAZ']
        """
        known = self.namings.get(key_of(name), ())
        fitting: dict[str, Naming] = {}
        for naming in sorted(known, key=lambda naming: not naming.period.holds(date)):
            if written_like(naming.name, name):
                fitting.setdefault(naming.entity.id, naming)
        return tuple(fitting.values())

    def state(self, code: str) -> Entity:
        """The state of an ISO 3166-1 alpha-3 code; raises `UnknownName`."""
        try:
            return self.entities["state/" + code]
        except KeyError:
            codes = [known.removeprefix("state/") for known in self.entities if known.startswith("state/")]
            raise UnknownName("state", code, codes) from None

    def state_meant(self, word: str) -> str:
        """The id of the only state that a word in plain lower case letters stands for, else the word itself.

        >>> from graphkb.actors import load_gazetteer
        >>> load_gazetteer().state_meant("kazakh"), load_gazetteer().state_meant("ministry")
        ('state/KAZ', 'ministry')
        """
        found = {
            n.entity.id for n in self.namings.get((word,), ()) if n.entity.label == "State" and n.kind != "capital"
        }
        return found.pop() if len(found) == 1 else word

    def body(self, code: str, name: str) -> Entity | None:
        """The body that a state calls by that name, however it is put; None where none is known, or several are.

        >>> from graphkb.actors import load_gazetteer
        >>> load_gazetteer().body("KEN", "Ministry of Foreign Affairs").id
        'org/ken-foreign-ministry'
        """
        if not self._bodies:  # as with the sounds: many questions never need them
            self._bodies.update(self._bodies_by_state())
        found = self._bodies.get((code, body_key(name)), ())
        return self.entities[found[0]] if len(found) == 1 else None

    def of_state(self, name: str) -> tuple[Entity, str] | None:
        """The state that the words of a body's name tell, and its name without them; None where they tell none.

        >>> from graphkb.actors import load_gazetteer
        >>> [load_gazetteer().of_state(name)[1] for name in ("Kazakhstan's Senate", "Ministry of Health of Chad")]
        ['Senate', 'Ministry of Health']
        """
        for words, rest, kinds in _parted(words_of(name), name):
            namings = self.namings.get(words, ())
            told = {n.entity.id: n.entity for n in namings if n.entity.label != "State" or n.kind in kinds}
            if len(told) == 1 and (entity := told.popitem()[1]).label == "State":
                return entity, rest
        return None

    def _bodies_by_state(self) -> dict[tuple[str, Key], tuple[str, ...]]:
        """The organizations that belong to a state, by its code and what is left of their names without its own."""
        found: dict[tuple[str, Key], dict[str, None]] = {}
        for naming in (naming for known in self.namings.values() for naming in known):
            code = naming.entity.code
            if naming.entity.label != "Organization" or code is None or naming.kind in ("native", "seat"):
                continue
            told = self.of_state(naming.name)
            bare = told[1] if told and told[0].code == code else naming.name
            if is_common(bare):
                found.setdefault((code, body_key(bare)), {})[naming.entity.id] = None
        return {key: tuple(bodies) for key, bodies in found.items()}

    def holder(self, office: str, of: str, date: date | None) -> Entity | None:
        """Who held an office of a state or organization on a day; None where that is not known.

        `office` is one of terms.csv (`head-of-state`) or a title (`president`); an unknown day finds nobody, as
        offices change hands.
        """
        if date is None:
            return None
        wanted = office.lower()
        held = [
            term
            for term in self._terms_of.get(of, ())
            if wanted in (term.office, term.title.lower()) and term.period.since and term.period.holds(date)
        ]
        people = {term.person for term in held}
        return self.entities[people.pop()] if len(people) == 1 else None

    def terms_by(self, person: str) -> tuple[Term, ...]:
        """The terms of office of a leader, the earliest first."""
        return self._terms_by.get(person, ())

    def called(self, surname: str, *, date: date | None = None) -> tuple[Entity, ...]:
        """The leaders of that last name: those in office on a day, else those shortly before or after, else none.

        An unknown day gives all.

        >>> from graphkb.actors import load_gazetteer
        >>> load_gazetteer().called("Nobody")
        ()
        """
        leaders = [self.entities[leader] for leader in self.surnames.get(" ".join(key_of(surname)), ())]
        if date is None:
            return tuple(leaders)
        for before, after in ((0, 0), REMEMBERED):
            span = Period(_years(date, -before), _years(date, after))
            if near := [leader for leader in leaders if any(t.period.meets(span) for t in self.terms_by(leader.id))]:
                return tuple(near)
        return ()

    def like(self, name: str, *, date: date | None = None) -> Entity | None:
        """The one leader of about that day whose name is spelt almost so; None where there is none or several.

        Both names must begin and end alike (`compare_people`): "Mikhail S. Gorbachev", "Alexei Nawalny".
        """
        if not self._full_names:  # the sounds of all names take a while, and many questions never need them
            self._full_names.update(_by_sound(self.namings))
        near = Period(_years(date, -REMEMBERED[0]), _years(date, REMEMBERED[1])) if date else ALWAYS
        candidates = {known for key in keys_of(name) if " " in key for known in self._full_names.get(key, ())}
        found = {
            entity.id
            for known, entity in candidates
            if (likeness := compare_people(name, known)).same
            and likeness.whole
            and any(term.period.meets(near) for term in self.terms_by(entity.id))
        }
        return self.entities[found.pop()] if len(found) == 1 else None

    def prominence(self, person: str, day: date | None) -> tuple[bool, bool, date]:
        """How likely the press of a day means this leader: the highest office, held then, held last."""
        terms = self.terms_by(person)
        return (
            any(term.office in HIGHEST for term in terms),
            day is not None and any(term.period.holds(day) for term in terms),
            max((term.period.since for term in terms if term.period.since), default=date.min),
        )

    def is_surname(self, word: str, day: date | None) -> bool:
        """Whether the press of that day calls a leader by that word alone."""
        return bool(self.called(word, date=day))

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, Known] | None:
        """How many words from that one on make the longest known name, and what it is; None where none begins."""
        for length, key in runs(words, at, self._longest.get(words[at].key, 0)):
            text = " ".join(word.text for word in words[at : at + length])
            for naming in self.namings.get(key, ()):
                if written_like(naming.name, text):
                    return length, Known(naming.entity.label, mention_kind(naming.kind))
        return None


def _parted(words: Sequence[Word], name: str) -> Iterator[tuple[Key, str, frozenset[str]]]:
    """What of a body's name may be a state's, what is left of it then, and as what the state would be named."""
    keys = tuple(word.key for word in words)
    for at in range(len(words) - 1, 0, -1):
        rest = at + (keys[at] == "s")
        if rest < len(words):
            yield keys[:at], name[words[rest].start :], OF_STATE
    for at in range(1, len(words) - 1):
        if keys[at] == "of":
            yield keys[at + 1 + (keys[at + 1] == "the") :], name[: words[at - 1].end], STATE_ITSELF


def mention_kind(kind: str) -> MentionKind:
    """How a name of that sort is used: an adjective or demonym stands for a state, the rest name it."""
    return "demonym" if kind in ("adjective", "demonym", "demonym-plural") else "name"


def _grouped(terms: Iterable[Term], by: Callable[[Term], str]) -> dict[str, tuple[Term, ...]]:
    groups: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda term: term.period.since or date.min):
        groups.setdefault(by(term), []).append(term)
    return {name: tuple(group) for name, group in groups.items()}


def _years(day: date, years: int) -> date:
    return date(min(max(day.year + years, 1), 9999), day.month, min(day.day, 28))


def _by_sound(namings: Mapping[Key, tuple[Naming, ...]]) -> dict[str, tuple[tuple[str, Entity], ...]]:
    """The leaders' names of two words and more under the keys of how they sound."""
    found: dict[str, list[tuple[str, Entity]]] = {}
    for naming in (naming for key, known in namings.items() if len(key) > 1 for naming in known):
        if naming.entity.label == "Leader":
            for key in keys_of(naming.name):
                found.setdefault(key, []).append((naming.name, naming.entity))
    return {key: tuple(names) for key, names in found.items()}
