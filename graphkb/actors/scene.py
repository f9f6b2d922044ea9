"""What an article has said so far: who was seen where, by which names, and what stands inside or beside what."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Span, Token

from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.gazetteer import Gazetteer, Key
from graphkb.articles import Article
from graphkb.mentions import Mention
from graphkb.mentions.names import key_of
from graphkb.text import Sentence

TokenId = tuple[int, int]
NEAR = 3
"""How many sentences back a pronoun or a short description may point."""


@dataclass(slots=True)
class Scene:
    """The sightings of one article while they are made."""

    article: Article
    mentions: Sequence[Mention]
    gazetteer: Gazetteer
    sightings: dict[int, tuple[Sighting, ...]] = field(default_factory=dict)
    by_name: dict[Key, Entity] = field(default_factory=dict)
    by_surname: dict[str, Entity] = field(default_factory=dict)
    by_given: dict[str, Entity] = field(default_factory=dict)
    by_head: dict[TokenId, Sighting] = field(default_factory=dict)
    standing: dict[TokenId, tuple[Sighting, ...]] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    codes: Counter[str | None] | None = None
    seen_codes: Counter[str] | None = None
    bodies: dict[Key, list[Sighting]] | None = None
    ends: frozenset[Key] = frozenset()

    def __post_init__(self) -> None:
        """Keep the ends of the people's names: "Stafford Doe" of "Jane Stafford Doe"."""
        people = (m for m in self.mentions if m.kind == "name" and m.label in ("Leader", "Person"))
        names = {key_of(mention.text) for mention in people}
        self.ends = frozenset(name[start:] for name in names for start in range(1, len(name) - 1))

    def see(self, mention: Mention, entity: Entity, reason: str) -> None:
        """Record whom a mention means."""
        self.see_all(mention, [entity], reason)

    def see_all(self, mention: Mention, entities: Iterable[Entity], reason: str) -> None:
        """Record whom a mention means: several together, such as "the two leaders"."""
        meant = tuple(Sighting(mention, entity, reason=reason) for entity in dict.fromkeys(entities))
        self.sightings[id(mention)] = meant
        self.standing.setdefault(token_id(mention.head), meant)
        if mention.kind != "pronoun":
            self.by_head.setdefault(token_id(mention.head), meant[0])
        if mention.kind == "name":
            self.by_name.setdefault(key_of(mention.text), meant[0].entity)

    def of(self, mention: Mention) -> Sighting | None:
        """Whom a mention means, where that is known by now; the first where it means several."""
        return next(iter(self.all_of(mention)), None)

    def all_of(self, mention: Mention) -> tuple[Sighting, ...]:
        """All whom a mention means, as far as that is known by now."""
        return self.sightings.get(id(mention), ())

    def at(self, token: Token) -> Sighting | None:
        """Who is named or described by that token."""
        return self.by_head.get(token_id(token))

    def standing_at(self, token: Token) -> tuple[Sighting, ...]:
        """All who are named, described or stood for by that token."""
        return self.standing.get(token_id(token), ())

    def sentence_before(self, mention: Mention) -> Span | None:
        """The parsed sentence before that of a mention, as far as one is known; none before the first of a part."""
        span, index = mention.sentence.span, mention.sentence.index - 1
        if span.start > 0:
            before: Span = span.doc[span.start - 1].sent
            return before
        told = (other.sentence for other in self.mentions if other.sentence.index == index)
        found = next(told, None)
        return found.span if found is not None and found.kind == mention.sentence.kind else None

    def speaks_of(self, entity: str) -> bool:
        """Whether somebody or something of that id has been seen."""
        return any(sighting.entity.id == entity for meant in self.sightings.values() for sighting in meant)

    def weight(self, code: str | None) -> int:
        """How many names of the article belong to that state and no other."""
        if self.codes is None:
            named = [mention for mention in self.mentions if mention.kind in ("name", "demonym")]
            codes = [{naming.entity.code for naming in self.gazetteer.find(mention.text)} for mention in named]
            self.codes = Counter(next(iter(found)) for found in codes if len(found) == 1)
        return self.codes[code]

    def named_codes(self) -> Counter[str]:
        """How often each state was named, or anybody or anything that belongs to it, when this was first asked."""
        if self.seen_codes is None:
            named = (found for found in self.seen() if found.mention.kind in ("name", "demonym"))
            self.seen_codes = Counter(f.entity.code for f in named if f.entity.code and f.entity.label != "Event")
        return self.seen_codes

    def inside(self, mention: Mention) -> Iterator[Sighting]:
        """The sightings that lie inside a mention."""
        for other in self.mentions:
            if other is not mention and mention.start <= other.start and other.end <= mention.end:
                yield from self.all_of(other)

    def before(self, mention: Mention) -> Iterator[Sighting]:
        """The sightings before a mention, the nearest first."""
        for other in reversed(self.mentions):
            if other.start < mention.start and other.end <= mention.end:
                yield from self.all_of(other)

    def seen(self) -> Iterator[Sighting]:
        """All sightings so far, in the order of the text."""
        for mention in self.mentions:
            yield from self.all_of(mention)

    def near(self, mention: Mention) -> Iterator[Sighting]:
        """The sightings before a mention in its sentence and the last few."""
        for found in self.before(mention):
            if found.mention.sentence.index < mention.sentence.index - NEAR:
                return
            yield found

    def seen_in(self, sentence: Sentence) -> Iterator[Sighting]:
        """The sightings of a sentence."""
        for mention in self.mentions:
            if mention.sentence is sentence:
                yield from self.all_of(mention)

    def roles_of(self, entity: Entity) -> set[str]:
        """The nouns of the offices that the text or the gazetteer gives somebody."""
        terms = self.gazetteer.terms_by(entity.id)
        known = {term.title.split()[-1].lower() for term in terms if term.title and term.period.holds(self.day)}
        return known | self.roles.get(entity.id, set())

    def gender_told(self, entity: Entity) -> str | None:
        """The gender that a title told ("Mrs"), None where none did."""
        return self.genders.get(entity.id)

    def state_of(self, entity: Entity) -> Entity | None:
        """The state that an entity is, or that it belongs to."""
        return self.gazetteer.entities.get(f"state/{entity.code}") if entity.code else None

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.article.published

    def owners(self, mention: Mention) -> Iterator[Sighting]:
        """Whose something is: "Syrian" in "Syrian regime", "Canada" in "government of Canada"."""
        for child in mention.head.children:
            if child.dep_ in ("amod", "compound", "nmod", "nummod", "poss"):
                owner = self.at(child) or self.named_around(child)
            elif child.dep_ == "prep" and child.lower_ in ("of", "to", "for", "in"):
                owner = next(self._joined_to(child), None)
            else:
                continue
            if owner is not None:
                yield owner

    def named_around(self, token: Token) -> Sighting | None:
        """Who bears the name that a token is a part of, though not its head: "Trinidad and [Tobago]"."""
        named = (m for m in self.mentions if m.kind == "name" and m.head.doc is token.doc and m.head.i != token.i)
        around = (m for m in named if m.covers(token))
        return next((found for mention in around if (found := self.of(mention))), None)

    def _joined_to(self, preposition: Token) -> Iterator[Sighting]:
        """Whom a preposition joins to a noun; through one that names nobody too: "secretary [of state] of Norway"."""
        for part in preposition.children:
            if (found := self.at(part)) is not None:
                yield found
            else:
                further = (child for child in part.children if child.dep_ == "prep" and child.lower_ == "of")
                yield from (found for of in further for inner in of.children if (found := self.at(inner)))


def token_id(token: Token) -> TokenId:
    """A token among those of all parsed texts that live now."""
    return id(token.doc), token.i


def bracketed(mention: Mention, scene: Scene) -> Sighting | None:
    """The name before a bracket that only holds this mention: "Collective Security Treaty Organization (CSTO)"."""
    text = scene.article.text
    before = text[max(0, mention.start - 3) : mention.start]
    if not re.search(r"\s?\($", before) or text[mention.end : mention.end + 1] != ")":
        return None
    return next(
        (
            found
            for found in scene.before(mention)
            if 0 <= mention.start - found.mention.end <= 3 and found.mention.kind == "name"
        ),
        None,
    )
