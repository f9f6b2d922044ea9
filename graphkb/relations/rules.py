"""The rules extractor: relations from frames, roles and places, without any model beyond the parse."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.ontology import Ontology
from graphkb.relations.clauses import clause_subjects, is_verb, objects, prepositional, subjects, surface_subjects
from graphkb.relations.confidence import confidence_of
from graphkb.relations.cues import load_cues
from graphkb.relations.fiction import is_fiction
from graphkb.relations.frames import Frame, Lexicon, Part, Slot, load_frames
from graphkb.relations.offices import Bond, find_affiliations, find_offices, load_roles
from graphkb.relations.places import find_participants, find_places
from graphkb.relations.relation import Relation
from graphkb.relations.scene import MODIFIERS, Scene
from graphkb.relations.standing import standing
from graphkb.text import Sentence

PARTS: Mapping[str, Part] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
MAX_PAIR = 6
MAX_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits at a head word, with the words it needed and one source and target."""

    frame: Frame
    head: Token
    needs: tuple[Token, ...]
    source: Sighting
    target: Sighting | None


def find_relations(
    sentences: Sequence[Sentence], sightings: Sequence[Sighting], *, ontology: Ontology
) -> list[Relation]:
    """What the sentences of one article say that those sighted do to each other, in the order of the text.

    Reads no network, keeps no state. A relation that the ontology does not allow between the labels of its ends is
    left out; one that is said twice in a sentence is given once.
    """
    cues, lexicon = load_cues(), load_frames()
    by_sentence: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_sentence[id(sighting.mention.sentence)].append(sighting)
    found: list[Relation] = []
    for place, sentence in enumerate(sentences):
        here = by_sentence.get(id(sentence), [])
        if not here or len(sentence.span) > MAX_TOKENS or is_fiction(sentences, place, cues=cues):
            continue
        found += _read(Scene(sentence, here, cues=cues), lexicon, ontology)
    return found


def _read(scene: Scene, lexicon: Lexicon, ontology: Ontology) -> list[Relation]:
    relations = [_from_match(match, scene) for match in _best(_matches(scene, lexicon))]
    bonds = [*find_offices(scene, roles=load_roles()), *find_affiliations(scene), *find_places(scene), *find_participants(scene)]
    relations += [_from_bond(bond, scene) for bond in bonds]
    return _pruned([r for r in relations if _allowed(r, ontology)], ontology)


def _allowed(relation: Relation, ontology: Ontology) -> bool:
    if relation.kind not in ontology.relations:
        return False
    source, target = relation.source.entity, relation.target.entity if relation.target else None
    if target is not None and source.id == target.id:
        return False
    return ontology.allows(relation.kind, source.label, target.label if target else None)


def _matches(scene: Scene, lexicon: Lexicon) -> Iterator[Match]:
    for token in scene.tokens:
        part = PARTS.get(token.pos_)
        yield from _compounds(token, scene, lexicon)
        if part is None:
            continue
        for word in dict.fromkeys((token.lemma_.lower(), token.lower_)):
            for frame in lexicon.of(part, word):
                yield from _fits(frame, token, scene)
        if part == "verb" and token.tag_ in ("VBN", "VBG"):
            for frame in lexicon.of("adjective", token.lower_):
                yield from _fits(frame, token, scene)


def _fits(frame: Frame, head: Token, scene: Scene) -> Iterator[Match]:
    needs = _needed(frame, head)
    if needs is None:
        return
    if frame.source and frame.source.where == "pair":
        pairs = _pairs(frame, head, needs, scene)
    else:
        pairs = _product(frame, head, needs, scene)
    for source, target in pairs:
        yield Match(frame, head, needs, source, target)


def _needed(frame: Frame, head: Token) -> tuple[Token, ...] | None:
    """The tokens by the head that the frame asks for, or None where one is missing."""
    if not frame.needs:
        return ()
    near = [*head.children, *(g for child in head.children for g in child.children)]
    near += [
        token for child in list(near) if child.dep_ in ("prep", "xcomp", "ccomp", "agent") for token in child.children
    ]
    if is_verb(head):
        outer = objects(head)
        near += outer + [child for token in outer for child in token.children]
    found = []
    for words in frame.needs:
        if "THING" in words:
            if not objects(head):
                return None
            continue
        token = next((t for t in near if t.lemma_.lower() in words or t.lower_ in words), None)
        if token is None:
            return None
        found.append(token)
    return tuple(found)


def _product(
    frame: Frame, head: Token, needs: Sequence[Token], scene: Scene
) -> Iterator[tuple[Sighting, Sighting | None]]:
    if frame.source is None:
        return
    if frame.target is None:
        return  # A relation of one actor alone has nowhere to go in the graph.
    targets = _fill(frame.target, frame, head, needs, scene)
    if not targets:
        return
    for source in _fill(frame.source, frame, head, needs, scene):
        for target in targets:
            if source is not target:
                yield source, target


def _pairs(
    frame: Frame, head: Token, needs: Sequence[Token], scene: Scene
) -> Iterator[tuple[Sighting, Sighting | None]]:
    assert frame.source is not None
    if frame.source.prepositions:
        tokens = _after(frame.source.prepositions, head, needs, scene)
    else:
        tokens = subjects(head)
    actors = [s for token in tokens for s in scene.meant(token)]
    yield from combinations(list(dict.fromkeys(actors))[:MAX_PAIR], 2)


def _fill(slot: Slot, frame: Frame, head: Token, needs: Sequence[Token], scene: Scene) -> list[Sighting]:
    tokens = _slot_tokens(slot, frame, head, needs, scene)
    taken = {need.i for need in needs}
    found = [
        s
        for token in tokens
        if token.i not in taken or slot.where == "preposition"
        for s in scene.meant(token, deep=slot.deep)
    ]
    if slot.labels or slot.words:
        found = [s for s in found if s.entity.label in slot.labels or (slot.words and scene.head(s).lemma_.lower() in slot.words)]
    return list(dict.fromkeys(found))


def _slot_tokens(slot: Slot, frame: Frame, head: Token, needs: Sequence[Token], scene: Scene) -> list[Token]:
    match slot.where:
        case "subject":
            return _adjective_subjects(head) if frame.part == "adjective" else subjects(head)
        case "object":
            return [t for t in objects(head) if t not in needs] if frame.part == "verb" else _owners(head, scene)
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
    direct = [c for c in head.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB"]
    nested = [
        c
        for child in head.children
        if child.dep_ in ("dobj", "acomp")
        for c in child.children
        if c.dep_ in ("acl", "xcomp")
    ]
    return [c for c in direct + nested if is_verb(c)]


def _after(words: Iterable[str], head: Token, needs: Sequence[Token], scene: Scene) -> list[Token]:
    """What follows one of the prepositions, wherever it hangs: on the head, on a needed word, on a noun's verb."""
    places = [head, *needs]
    places += [child for child in head.children if child.dep_ in ("dobj", "attr", "acomp")]
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


def _compounds(token: Token, scene: Scene, lexicon: Lexicon) -> Iterator[Match]:
    """Matches of "US-backed rebels" and "anti-government protesters"."""
    i = token.i - scene.tokens[0].i
    around = scene.tokens[max(0, i - 2) : i + 3]
    for frame in lexicon.of("compound", token.lower_):
        role = "source" if frame.source and frame.source.where == "hyphen" else "target"
        prefix = token.lower_ in ("anti", "pro")
        name = next(
            (
                t
                for t in (around[i - max(0, i - 2) + 1 :] if prefix else reversed(around[: i - max(0, i - 2)]))
                if not t.is_punct
            ),
            None,
        )
        joined = [t for t in around if t.text == "-" and abs(t.i - token.i) == 1]
        if name is None or not joined:
            continue
        named = scene.smallest(name)
        outer = _around(token, name, named, scene)
        if named is None or outer is None:
            continue
        source, target = (named, outer) if role == "source" else (outer, named)
        slot = frame.target if role == "source" else frame.source
        if slot and (not slot.labels or outer.entity.label in slot.labels):
            yield Match(frame, token, (), source, target)


def _around(token: Token, name: Token, named: Sighting | None, scene: Scene) -> Sighting | None:
    """The phrase that a hyphenated word stands in or before."""
    for covering in sorted(scene.covering(token), key=lambda s: s.mention.start - s.mention.end):
        if covering is not named:
            return covering
    head = token.head if token.dep_ in ("amod", "compound", "nmod") else name.head
    for _ in range(2):
        if head.i > token.i and (found := scene.named(head)) and found is not named:
            return found
        head = head.head
    following = [s for s in scene.sightings if s.mention.start >= scene.sentence.offset + token.idx]
    return following[0] if following and following[0].mention.start - (scene.sentence.offset + token.idx) < 25 else None


def _best(matches: Iterable[Match]) -> Iterator[Match]:
    """Of the frames that fit at one head, those that say most: a frame with needed words beats one without."""
    by_head: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        by_head[match.head.i].append(match)
    used: set[int] = set()
    for found in by_head.values():
        most = max(len(match.frame.needs) for match in found)
        for match in found:
            if len(match.frame.needs) == most:
                used |= {need.i for need in match.needs}
    for head, found in by_head.items():
        most = max(len(match.frame.needs) for match in found)
        if head in used and most == 0:
            pass
        yield from (match for match in found if len(match.frame.needs) == most)


def _from_match(match: Match, scene: Scene) -> Relation:
    first, last = match.head, match.head
    for token in sorted(match.needs, key=lambda t: t.i):
        if abs(token.i - match.head.i) <= 5:
            first, last = min(first, token, key=lambda t: t.i), max(last, token, key=lambda t: t.i)
    return _relation(
        match.source, match.frame.relation, match.target, first, last, match.head, match.frame.pattern, scene
    )


def _from_bond(bond: Bond, scene: Scene) -> Relation:
    return _relation(bond.source, bond.relation, bond.target, bond.first, bond.last, bond.last, bond.rule, scene)


def _relation(
    source: Sighting,
    kind: str,
    target: Sighting | None,
    first: Token,
    last: Token,
    head: Token,
    rule: str,
    scene: Scene,
) -> Relation:
    start = scene.sentence.offset + first.idx
    how = standing(head, scene=scene)
    said_by = how.attributed_to if how.attributed_to not in (source, target) else None
    return Relation(
        sentence=scene.sentence,
        source=source,
        kind=kind,
        target=target,
        trigger=scene.sentence.article.text[start : scene.sentence.offset + last.idx + len(last)],
        trigger_start=start,
        polarity=how.polarity,
        modality=how.modality,
        attributed_to=said_by,
        confidence=confidence_of(kind, rule),
        rule=rule,
    )


def _pruned(relations: Iterable[Relation], ontology: Ontology) -> list[Relation]:
    """Each fact once, symmetric ones with the earlier mention as source, the surest first kept."""
    kept: dict[tuple[str, frozenset[str] | tuple[str, str]], Relation] = {}
    for relation in relations:
        turned = _earlier_first(relation) if ontology.relation(relation.kind).symmetric else relation
        ends = (turned.source.entity.id, turned.target.entity.id if turned.target else "")
        key = (turned.kind, ends)
        if key not in kept or kept[key].confidence < turned.confidence:
            kept[key] = turned
    return sorted(kept.values(), key=lambda r: (r.trigger_start, r.source.mention.start))


def _earlier_first(relation: Relation) -> Relation:
    if relation.target is None or relation.source.mention.start <= relation.target.mention.start:
        return relation
    from dataclasses import replace

    return replace(relation, source=relation.target, target=relation.source)
