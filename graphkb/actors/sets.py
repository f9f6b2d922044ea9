"""Several actors meant at once: "the two leaders", "both sides", "the four", "four allies - A, B, C and D"."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from graphkb.actors.antecedents import is_plural, listed_with
from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.scene import Scene
from graphkb.mentions import Mention
from graphkb.mentions.lexicon import load_lexicon

NUMBERS = {"both": 2, "two": 2, "pair": 2, "duo": 2, "couple": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4}
NUMBERS |= {"five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
SIDES = frozenset({"side", "party", "partner", "ally", "member", *NUMBERS})
PERSONAL = frozenset({"pair", "duo", "couple", "trio", "quartet"})
OPPOSED = frozenset({"side", "party"})
"""Nouns for all who face each other, so that two of three who are named are not meant."""

ACTORS = frozenset({"State", "Organization", "Group", "Leader", "Person"})
PERSONS = frozenset({"Leader", "Person"})
DEFINITE = frozenset({"the", "both", "these", "those", "all"})
OPENERS = frozenset({"-", "–", "—", "--", ":", "namely"})
FARTHEST = 2
"""How many sentences back those who are counted may be named."""


def set_of(mention: Mention, scene: Scene) -> tuple[Entity, ...]:
    """The actors that a counted noun means, where just as many of its kind are named together; else none."""
    count = counted(mention.head)
    listed = _list_behind(mention, scene)
    if listed and count in (None, len(listed)) and _could_be(mention.head, listed):
        return tuple(listed)
    if (
        count is None
        or _says_more(mention.head)
        or not any(word.lower_ in DEFINITE for word in (mention.head, *mention.head.lefts))
    ):
        return ()
    if any(scene.inside(mention)) or any(scene.owners(mention)):
        return ()  # "the two Norwegian leaders" may be others than those named
    return _named_before(mention, count, scene)


def _says_more(head: Token) -> bool:
    """Whether other words tell who is counted: "both sides of the border", "the two competing teams"."""
    of = any(child.dep_ in ("prep", "relcl", "conj") and child.lower_ != "in" for child in head.rights)
    return of or any(child.dep_ in ("amod", "compound") and child.lower_ not in NUMBERS for child in head.lefts)


def counted(head: Token) -> int | None:
    """How many a noun counts: two in "both sides" and "the two"; None where it tells no number."""
    words = [head, *(child for child in head.lefts if child.dep_ in ("nummod", "det", "predet", "amod"))]
    return next((NUMBERS[word.lower_] for word in words if word.lower_ in NUMBERS), None)


def _could_be(head: Token, entities: Iterable[Entity]) -> bool:
    return all(_fits(head, entity) for entity in entities)


def _fits(head: Token, entity: Entity) -> bool:
    """Whether an actor is one of those that a noun counts."""
    noun, lexicon = head.lemma_.lower(), load_lexicon()
    if noun in PERSONAL:
        return entity.label in PERSONS
    if noun in SIDES:
        return entity.label in ACTORS - PERSONS if noun in OPPOSED else entity.label in ACTORS
    if noun in lexicon.states or noun in lexicon.government:
        return entity.label == "State"
    if noun in lexicon.offices or noun in lexicon.people:
        return entity.label in PERSONS
    return noun in lexicon.bodies and entity.label in ("Organization", "Group")


def _named_before(mention: Mention, count: int, scene: Scene) -> tuple[Entity, ...]:
    """The actors of that kind named in this sentence or the ones before it, as soon as there are enough of them."""
    found: dict[str, Entity] = {}
    for back in range(FARTHEST + 1):
        told = _named_in(mention.sentence.index - back, mention, scene)
        for listed in () if mention.head.lemma_ in OPPOSED else _lists(told, scene):
            kin = tuple(dict.fromkeys(_kin(mention.head, listed, scene)))
            if not found and len(kin) == count == len(listed):
                return kin
        found |= {entity.id: entity for entity in _kin(mention.head, told, scene)}
        if len(found) >= count:
            alike = len({entity.label in PERSONS for entity in found.values()}) == 1
            return tuple(found.values()) if len(found) == count and alike else ()
    return ()


def _named_in(index: int, mention: Mention, scene: Scene) -> list[Sighting]:
    told = [found for found in scene.near(mention) if found.mention.sentence.index == index]
    return [found for found in reversed(told) if found.mention.kind != "pronoun"]


def _kin(head: Token, told: Sequence[Sighting], scene: Scene) -> Iterator[Entity]:
    """The actors that fit a noun; for "countries", the states of the people named count too."""
    states = head.lemma_.lower() in load_lexicon().states
    for found in told:
        state = scene.state_of(found.entity) if states and found.entity.label == "Leader" else None
        entity = state or found.entity
        if found.mention.kind == "description" and len(scene.all_of(found.mention)) < 2:
            continue  # "a victim" or "officials" are seldom those who are counted
        modifies = found.mention.kind == "demonym" or found.mention.head.dep_ in ("compound", "poss")
        if _fits(head, entity) and (states or not modifies):
            yield entity


def _lists(told: Sequence[Sighting], scene: Scene) -> Iterator[list[Sighting]]:
    """Those joined by "and" in a sentence, or counted together in it."""
    for found in told:
        head, together = found.mention.head, list(scene.all_of(found.mention))
        if len(together) > 1:
            yield together
        elif head.dep_ != "conj" and is_plural(head):
            members = [scene.at(token) for token in listed_with(head)]
            yield [member for member in members if member is not None]


def _list_behind(mention: Mention, scene: Scene) -> list[Entity]:
    """The actors listed behind a plural noun after a dash or a colon, each of them known by name."""
    if not is_plural(mention.head):
        return []
    behind = mention.head.doc[mention.head.i + 1 : mention.sentence.span.end]
    opener = next((token for token in behind if not _goes_on(token)), None)
    if opener is None or opener.lower_ not in OPENERS:
        return []
    named = [
        other
        for other in scene.mentions
        if other.sentence is mention.sentence and other.head.i > opener.i and other.kind == "name"
    ]
    return _run_of(named, opener, scene)


def _run_of(named: Sequence[Mention], opener: Token, scene: Scene) -> list[Entity]:
    """The first names behind a token with nothing between them but commas, "and" and articles."""
    found: list[Entity] = []
    end = opener.i + 1
    for mention in named:
        first, last = mention.head.left_edge.i, mention.head.i
        between = opener.doc[end : max(end, first)]
        entity = scene.of(mention)
        if entity is None or any(token.text != "," and token.lower_ not in ("and", "the", "&") for token in between):
            break
        found.append(entity.entity)
        end = last + 1
    return found if len(found) > 1 else []


def _goes_on(token: Token) -> bool:
    """Whether a token still belongs to the phrase of the noun before it: "members of the alliance - ..."."""
    return token.pos_ in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "NUM") and token.lower_ not in OPENERS
