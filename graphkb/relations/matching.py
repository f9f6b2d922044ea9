"""Matching: where the frames of the lexicon fit a sentence, and who fills their slots."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.bond import Bond
from graphkb.relations.clauses import clause_subjects, is_verb, objects, prepositional, subjects, surface_subjects
from graphkb.relations.frames import Frame, Lexicon, Part, Slot
from graphkb.relations.scene import MODIFIERS, Scene

PARTS: Mapping[str, Part] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
MAX_PAIR = 6
MAX_SPREAD = 5
# "return THING to TARGET": the verb must have an object, whatever it is.
THING = "THING"
# What is refused or only threatened is not done.
UNDONE = frozenset(["REJECTS", "SNUBS", "THREATENS"])
VOTES = frozenset(["ABSTAINS", "VOTES_FOR", "VOTES_AGAINST"])
# Whoever is met or told is so in person; what belongs to him is not.
IN_PERSON = frozenset(["MEETS", "TELLS", "CALLS"])


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits at a head word, with the words it needed and one source and target."""

    frame: Frame
    word: str
    head: Token
    needs: tuple[Token, ...]
    source: Sighting
    target: Sighting


def find_framed(scene: Scene, *, lexicon: Lexicon) -> Iterator[Bond]:
    """Every bond that a frame of the lexicon makes; of frames about the same words, only those that say most."""
    by_head: dict[int, list[Match]] = defaultdict(list)
    for match in _matches(scene, lexicon):
        by_head[match.head.i].append(match)
    said_most: list[Match] = []
    for found in by_head.values():
        most = max(len(match.frame.needs) for match in found)
        said_most += [match for match in found if len(match.frame.needs) == most]
    outdone = {part for match in said_most for part in _outdone(match)}
    yield from (_bond(m) for m in said_most if (m.head.i, m.source.entity.id, m.target.entity.id) not in outdone)


def _outdone(match: Match) -> Iterator[tuple[int, str, str]]:
    """The words that say nothing of their own beside it: "aid" in "suspend aid", "meet" in "refuse to meet"."""
    ends = (match.source.entity.id, match.target.entity.id)
    yield from ((need.i, *ends) for need in match.needs)
    if match.frame.relation in UNDONE and match.frame.target is not None and match.frame.target.where == "complement":
        yield from ((verb.i, *ends) for verb in _complements(match.head))


def _bond(match: Match) -> Bond:
    """The bond of a match, its trigger widened to the needed words near the head."""
    words = [match.head, *(t for t in match.needs if abs(t.i - match.head.i) <= MAX_SPREAD)]
    first, last = min(words, key=lambda t: t.i), max(words, key=lambda t: t.i)
    rule = f"{match.frame.part}: {match.frame.shown(match.word)}"
    return Bond(match.source, match.frame.relation, match.target, first, last, match.head, rule)


def _matches(scene: Scene, lexicon: Lexicon) -> Iterator[Match]:
    for token in scene.tokens:
        part = PARTS.get(token.pos_)
        if part is None:
            continue
        # "found" is a form of "find" before it is a verb of its own; "talks" is a noun of its own.
        for word in dict.fromkeys((token.lemma_.lower(), token.lemma_.lower() if part == "verb" else token.lower_)):
            for frame in lexicon.of(part, word):
                yield from _fits(frame, word, token, scene)
        if part == "verb" and token.tag_ in ("VBN", "VBG"):
            for frame in lexicon.of("adjective", token.lower_):
                yield from _fits(frame, token.lower_, token, scene)


def _fits(frame: Frame, word: str, head: Token, scene: Scene) -> Iterator[Match]:
    needs = _needed(frame, head)
    if needs is None:
        return
    if frame.source and frame.source.where == "pair":
        pairs = _pairs(frame, head, needs, scene)
    else:
        pairs = _product(frame, head, needs, scene)
    for source, target in pairs:
        yield Match(frame, word, head, needs, source, target)


def _needed(frame: Frame, head: Token) -> tuple[Token, ...] | None:
    """The tokens by the head that the frame asks for, or None where one is missing."""
    if not frame.needs:
        return ()
    near = list(_near(head))
    found = []
    for words in frame.needs:
        if THING in words:
            if not objects(head):
                return None
            continue
        token = next((t for t in near if t.lemma_.lower() in words or t.lower_ in words), None)
        if token is None:
            return None
        found.append(token)
    return tuple(found)


def _near(head: Token) -> Iterator[Token]:
    """The words by a head: what hangs on it and on that, and further along prepositions."""
    near = [*head.children, *(g for child in head.children for g in child.children)]
    if is_verb(head):
        outer = objects(head)
        near += outer + [child for token in outer for child in token.children]
    yield from near
    for token in near:
        if token.dep_ in ("prep", "agent"):
            yield from _along(token)
        elif token.dep_ in ("xcomp", "ccomp"):
            yield from token.children


def _along(preposition: Token) -> Iterator[Token]:
    for noun in preposition.children:
        yield from (t for t in (noun, *noun.children) if not is_verb(t))
        for child in noun.children:
            if child.dep_ == "prep":
                yield from _along(child)


def _product(frame: Frame, head: Token, needs: Sequence[Token], scene: Scene) -> Iterator[tuple[Sighting, Sighting]]:
    if frame.target is not None:
        targets = _fill(frame.target, frame, head, needs, scene)
    else:
        # What one actor does alone has nowhere to go in the graph, but a vote is cast in the one told of before.
        targets = [scene.ballot] if scene.ballot and frame.relation in VOTES else []
    if not targets:
        return
    for source in _fill(frame.source, frame, head, needs, scene):
        for target in targets:
            if source is not target:
                yield source, target


def _pairs(frame: Frame, head: Token, needs: Sequence[Token], scene: Scene) -> Iterator[tuple[Sighting, Sighting]]:
    words = frame.source.prepositions
    tokens = _after(words, head, needs, scene) if words else subjects(head)
    actors = [s for token in tokens for s in scene.meant(token)]
    yield from combinations(list(dict.fromkeys(actors))[:MAX_PAIR], 2)


def _fill(slot: Slot, frame: Frame, head: Token, needs: Sequence[Token], scene: Scene) -> list[Sighting]:
    tokens = _slot_tokens(slot, frame, head, needs, scene)
    taken = {need.i for need in needs}
    deep = (slot is frame.target or slot.where == "subject") and frame.relation not in IN_PERSON
    found = [
        s
        for token in tokens
        if token.i not in taken or slot.where == "preposition"
        for s in scene.meant(token, deep=deep)
    ]
    if slot.labels or slot.words:
        found = [
            s
            for s in found
            if s.entity.label in slot.labels or (slot.words and scene.head(s).lemma_.lower() in slot.words)
        ]
    return list(dict.fromkeys(found))


def _slot_tokens(slot: Slot, frame: Frame, head: Token, needs: Sequence[Token], scene: Scene) -> list[Token]:  # noqa: PLR0911
    match slot.where:
        case "subject":
            return _adjective_subjects(head) if frame.part == "adjective" else subjects(head)
        case "object":
            found = [t for t in objects(head) if t not in needs]
            # "granted the president permission": the parse may take the one given for part of the gift.
            return found or [c for need in needs for c in need.children if c.dep_ == "compound"]
        case "self":
            return [head]
        case "clause":
            return clause_subjects(head)
        case "preposition":
            found = _after(slot.prepositions, head, needs, scene)
            return found or (_named_places(head, scene) if frame.part == "noun" and slot is frame.target else [])
        case "owner":
            return _noun_owner(slot, frame, head, scene)
        case "owner of need":
            return [t for need in needs for t in _owners(need, scene)]
        case "complement":
            return [t for verb in _complements(head) for t in [*objects(verb), *(t for _, t in prepositional(verb))]]
        case _:
            return []


def _complements(head: Token) -> list[Token]:
    direct = [c for c in head.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.tag_ == "VB"]
    nested = [
        c
        for child in head.children
        if child.dep_ in ("dobj", "acomp")
        for c in child.children
        if c.dep_ in ("acl", "xcomp", "relcl") and c.tag_ == "VB"
    ]
    return [c for c in direct + nested if is_verb(c)]


def _after(words: Iterable[str], head: Token, needs: Sequence[Token], scene: Scene) -> list[Token]:
    """What follows one of the prepositions, wherever it hangs: on the head, on a needed word, on a noun's verb."""
    places = [head, *needs]
    places += [child for child in head.children if child.dep_ in ("dobj", "attr", "acomp")]
    places += [c for place in places for c in place.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    if not is_verb(head) and (verb := _light_verb(head, scene)) is not None:
        places.append(verb)
    found = [token for place in dict.fromkeys(places) for word, token in prepositional(place) if word in words]
    return list(dict.fromkeys(found))


def _owners(token: Token, scene: Scene) -> list[Token]:
    found = [c for c in token.children if c.dep_ in MODIFIERS and (c.dep_ == "poss" or scene.smallest(c))]
    return found + [t for word, t in prepositional(token) if word in ("of", "by")]


def _noun_owner(slot: Slot, frame: Frame, head: Token, scene: Scene) -> list[Token]:
    """Who does what the noun names: owner, adjective, "by" phrase, or the subject of the verb that lends it."""
    is_source = slot is frame.source
    by = [t for word, t in prepositional(head) if word == "by"]
    found = [c for c in head.children if c.dep_ in MODIFIERS and (c.dep_ == "poss" or _names_actor(c, scene))]
    if not is_source:
        return found + [t for word, t in prepositional(head) if word == "of"]
    if by or found:
        return by or found
    for child in head.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and (doers := subjects(child)):
            return doers
    other = frame.target
    if not (other and "of" in other.prepositions):
        found = [t for word, t in prepositional(head) if word == "of"]
    verb = _light_verb(head, scene)
    return found or (subjects(verb) if verb is not None else [])


def _names_actor(token: Token, scene: Scene) -> bool:
    sighting = scene.smallest(token)
    return sighting is not None and sighting.entity.label != "Place"


def _named_places(head: Token, scene: Scene) -> list[Token]:
    """The places that stand before a noun: "the Ruritania visit", "the Strelsau offensive"."""
    return [c for c in head.children if c.dep_ == "compound" and (s := scene.smallest(c)) and s.entity.label == "Place"]


def _light_verb(noun: Token, scene: Scene) -> Token | None:
    """The verb that lends a noun its doer: "launched an attack", "a series of attacks was launched by"."""
    for _ in range(3):
        if noun.dep_ == "conj" and not is_verb(noun.head):
            noun = noun.head
        elif (
            noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in scene.cues.quantities
        ):
            noun = noun.head.head
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in ("in", "on", "into", "for", "to", "out") and is_verb(verb.head):
        verb = verb.head
    elif noun.dep_ not in ("dobj", "nsubjpass", "attr", "oprd"):
        return None
    return verb if is_verb(verb) and verb.lemma_.lower() in scene.cues.light_verbs | {"be"} else None


def _adjective_subjects(head: Token) -> list[Token]:
    if head.dep_ in ("acomp", "attr", "oprd"):
        return surface_subjects(head.head)
    if head.dep_ in ("amod", "appos", "acl") or (head.dep_ == "advcl" and not is_verb(head.head)):
        return [head.head]
    if head.dep_ == "advcl":
        return surface_subjects(head.head)
    return surface_subjects(head) if is_verb(head) else []
