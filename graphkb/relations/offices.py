"""Offices: who leads, represents, belongs to, backs or opposes whom, read from nouns that say what somebody is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import yaml
from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.errors import OntologyError
from graphkb.relations.bond import Bond
from graphkb.relations.clauses import objects, prepositional, surface_subjects
from graphkb.relations.scene import MODIFIERS, PERSONS, Scene

LONGEST = 5
PERSONAL = frozenset(["LEADS", "REPRESENTS", "CITIZEN_OF"])
NOT_BEARERS = frozenset(["Event", "Place"])


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun makes of its bearer: the source of a relation whose target stands before it or after `of`."""

    relation: str
    of: frozenset[str]
    labels: frozenset[str]


@cache
def load_roles(path: Path | None = None) -> Mapping[str, tuple[Role, ...]]:
    """The roles of a YAML file under their words; raises `OntologyError` where the file is none."""
    path = path or Path(__file__).with_name("roles.yaml")
    found: dict[str, list[Role]] = {}
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        for relation, entries in raw.items():
            for entry in entries:
                role = Role(relation, _set(entry["of"]), _set(entry.get("labels", "")))
                for word in _set(entry["words"]):
                    found.setdefault(word, []).append(role)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise OntologyError(f"{path}: not a file of roles: {error!r}") from error
    return {word: tuple(roles) for word, roles in found.items()}


def _set(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in str(words).split(",") if word.strip())


def find_offices(scene: Scene, *, roles: Mapping[str, Sequence[Role]]) -> Iterator[Bond]:
    """Every bond that a role noun of the sentence makes."""
    for first, last, word in _role_words(scene, roles):
        bearers = _bearers(last, scene)
        for role in roles[word]:
            targets = _targets(first, last, role, scene)
            if not targets and word in scene.cues.state_offices:
                targets = _only_state(scene)
            for bearer, target in product(bearers, targets):
                if not _is_no_office(bearer, target, role):
                    is_party = target.mention.text.lower() in scene.cues.parties
                    yield Bond(
                        bearer, "MEMBER_OF" if is_party else role.relation, target, first, last, last, f"role: {word}"
                    )
            if targets and bearers:
                break


def _only_state(scene: Scene) -> list[Sighting]:
    """The one state a sentence is about, whose "president" needs no more words; else the one that is subject."""
    states = [s for s in scene.sightings if s.entity.label == "State"]
    if len({s.entity.id for s in states}) == 1:
        return states[:1]
    return [s for s in states if scene.head(s).dep_ in ("nsubj", "poss") and s.mention.kind == "name"][:1]


def _is_no_office(bearer: Sighting, target: Sighting, role: Role) -> bool:
    """Whether no person holds the role, or its target is only part of the bearer's own words ("French officials")."""
    if role.relation in PERSONAL and bearer.entity.label not in PERSONS | {"Group"}:
        return True
    within = bearer.mention.start <= target.mention.start and target.mention.end <= bearer.mention.end
    return within and bearer.entity.label == "Group" and role.relation in PERSONAL


def _role_words(scene: Scene, roles: Mapping[str, Sequence[Role]]) -> Iterator[tuple[Token, Token, str]]:
    """Runs of tokens that are a role, the longest at each place, none within another."""
    after = 0
    for at in range(len(scene.tokens)):
        runs = [scene.tokens[at : at + length] for length in range(LONGEST, 0, -1)] if at >= after else []
        for run in runs:
            if word := _role_at(run, roles):
                yield run[0], run[-1], word
                after = at + len(run)
                break


def _role_at(run: Sequence[Token], roles: Mapping[str, Sequence[Role]]) -> str | None:
    last = run[-1]
    if last.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    front = "".join(t.text_with_ws for t in run[:-1]).lower()
    return next((word for word in (front + last.lemma_.lower(), front + last.lower_) if word in roles), None)


def _bearers(last: Token, scene: Scene) -> list[Sighting]:
    """Those who bear the role: its own mention, the name it precedes, an apposition, the subject of "is"."""
    follower = _follower(last, scene)
    if follower:
        return scene.with_list(follower) if last.tag_ in ("NNS", "NNPS") else [follower]
    own = [s for s in scene.covering(last) if _can_bear(s) and s.entity.label != "State" and scene.head(s) == last]
    linked = [s for s in _linked(last, scene) if s not in own]
    if not linked:
        linked = list(_beside(last, scene))
    if own and linked and own[0].mention.kind == "name":
        return linked if any(s.entity.label in PERSONS for s in linked) else own
    return list(dict.fromkeys(own[:1] + linked)) if own else list(dict.fromkeys(linked))


def _can_bear(sighting: Sighting) -> bool:
    return not {sighting.entity.label, sighting.mention.label} & NOT_BEARERS


def _follower(last: Token, scene: Scene) -> Sighting | None:
    """The name that a title stands right before, or a name that the title is part of."""
    following = scene.next(last)
    while following is not None and (following.lower_ in scene.cues.titles or following.is_quote):
        following = scene.next(following)
    for token in (following, last):
        sighting = scene.smallest(token) if token is not None else None
        if (
            sighting
            and sighting.entity.label in PERSONS
            and sighting.mention.kind == "name"
            and scene.head(sighting) != last
        ):
            return sighting
    return None


def _linked(role: Token, scene: Scene) -> Iterator[Sighting]:
    """Those an apposition, a copula or "as" links with the role."""
    anchors: list[Token] = []
    if role.dep_ == "appos":
        anchors.append(role.head)
    elif role.dep_ in ("attr", "oprd"):
        anchors += [c for c in role.head.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
    elif role.dep_ == "nsubj" and role.head.lemma_ == "be":
        anchors += [c for c in role.head.children if c.dep_ == "attr"]
    elif role.dep_ == "conj" and role.head.dep_ in ("appos", "attr"):
        yield from _linked(role.head, scene)
    elif role.dep_ == "pobj" and role.head.lower_ == "as":
        anchors += surface_subjects(role.head.head) + objects(role.head.head)
    elif role.dep_ == "pobj" and role.head.lower_ == "of" and role.head.head.lemma_.lower() in scene.cues.quantities:
        yield from _linked(role.head.head, scene)
    anchors += [child for child in role.children if child.dep_ == "appos"]
    for anchor in anchors:
        for name in (antecedent for antecedent in [anchor] if antecedent.i != role.i):
            yield from (s for s in scene.meant(name) if _can_bear(s))


def _beside(role: Token, scene: Scene) -> Iterator[Sighting]:
    """A name that only a comma parts from the role: "the head of the bank, Jane Doe", "Jane Doe, head of the bank"."""
    after = scene.next(scene.right_edge(role))
    if after is not None and after.text == ",":
        name = scene.next(after)
        while name is not None and name.lower_ in scene.cues.titles:
            name = scene.next(name)
        found = scene.smallest(name) if name is not None else None
        if found and found.entity.label in PERSONS:
            yield found
            return
    before = scene.previous(scene.left_edge(role))
    if before is not None and before.text in (",", "(", "–", "—", "-"):
        name = scene.previous(before)
        while name is not None and (name.like_num or name.text == ","):
            name = scene.previous(name)
        found = scene.named(name) if name is not None else None
        if found and found.entity.label in PERSONS:
            yield found


def _targets(first: Token, last: Token, role: Role, scene: Scene) -> list[Sighting]:
    """Whose role it is: the modifiers before it, else the phrase after "of" and its like."""
    before = [
        t for t in scene.between(scene.left_edge(last), first) if t.pos_ in ("PROPN", "ADJ", "NOUN", "PRON", "DET")
    ]
    if last.dep_ in ("compound", "nmod", "amod", "poss", "nsubj", "appos"):
        before += [c for c in last.head.children if c.dep_ in MODIFIERS and c.i < first.i]
    previous = scene.previous(first)
    while previous is not None and (
        previous.dep_ in MODIFIERS | {"case", "prep"} - {"prep"} or previous.dep_ == "case"
    ):
        before.append(previous)
        previous = scene.previous(previous)
    found = [s for t in before if (s := scene.beside(t, last)) and s.entity.label not in PERSONS]
    found += [s for t in before if t.dep_ == "poss" and (s := scene.named(t)) and s.entity.label in PERSONS]
    found = [s for s in found if not role.labels or s.entity.label in role.labels]
    bodies = [s for s in found if s.entity.label not in ("State", "Place")]
    if found:
        return list(dict.fromkeys(bodies or found))
    phrases = [(word, token) for t in scene.between(first, scene.right_edge(last)) for word, token in prepositional(t)]
    after = [s for word, token in phrases if word in role.of for s in scene.meant(token)]
    return list(dict.fromkeys(s for s in after if not role.labels or s.entity.label in role.labels))
