"""Offices: who leads, represents, belongs to, backs or opposes whom, read from nouns that say what somebody is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.errors import OntologyError
from graphkb.relations.clauses import prepositional
from graphkb.relations.scene import MODIFIERS, Scene

NOT_BEARERS = frozenset(["Event", "Place"])


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun makes of its bearer: the source of a relation whose target stands before it or after `of`."""

    relation: str
    of: frozenset[str]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bond:
    """A pair that a noun or a place joins, with the words that do."""

    source: Sighting
    relation: str
    target: Sighting
    first: Token
    last: Token
    rule: str


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
    taken: set[int] = set()
    for first, last, word in _role_words(scene, roles):
        if last.i in taken:
            continue
        taken |= set(range(first.i, last.i + 1))
        bearers = list(_bearers(first, last, scene))
        for role in roles[word]:
            targets = [
                t for t in _targets(first, last, role, scene) if not role.labels or t.entity.label in role.labels
            ]
            for bearer in bearers:
                for target in targets:
                    if bearer.entity.id != target.entity.id and bearer is not target:
                        yield Bond(bearer, role.relation, target, first, last, f"role {word}")
            if targets and bearers:
                break


def _role_words(scene: Scene, roles: Mapping[str, Sequence[Role]]) -> Iterator[tuple[Token, Token, str]]:
    """Runs of tokens that are a role, the longest first at each place."""
    tokens = scene.tokens
    i = 0
    while i < len(tokens):
        for length in (5, 4, 3, 2, 1):
            run = tokens[i : i + length]
            if len(run) < length:
                continue
            lemma = run[-1].lemma_.lower() if run[-1].pos_ in ("NOUN", "PROPN") else run[-1].lower_
            front = "".join(t.text_with_ws for t in run[:-1]).lower()
            if (word := front + lemma) in roles or (word := front + run[-1].lower_) in roles:
                if run[-1].pos_ in ("NOUN", "PROPN", "ADJ"):
                    yield run[0], run[-1], word
                    i += length - 1
                    break
        i += 1


def _bearers(first: Token, last: Token, scene: Scene) -> Iterator[Sighting]:
    """Those who bear the role: its own mention, the name it precedes, an apposition, the subject of "is"."""
    named = [
        s
        for s in scene.covering(last)
        if s.entity.label not in NOT_BEARERS
        and s.mention.label not in NOT_BEARERS
        and scene.span(s)[-1].i >= last.i
        and s.entity.label != "State"
    ]
    follower = scene.smallest(scene.tokens[last.i - scene.tokens[0].i + 1]) if last.i < scene.tokens[-1].i else None
    if follower and follower not in named and _is_name(follower, last):
        named = [follower]
    if not named:
        named = list(_linked(last, scene))
    elif any(s.mention.kind in ("description", "pronoun") for s in named):
        named += [s for s in _linked(last, scene) if s not in named]
    seen = list(dict.fromkeys(named))
    yield from seen


def _is_name(follower: Sighting, role: Token) -> bool:
    return follower.entity.label in ("Leader", "Person") and (
        role.dep_
        in (
            "compound",
            "nmod",
            "amod",
            "appos",
            "npadvmod",
            "nsubj",
            "dobj",
            "pobj",
            "poss",
            "ROOT",
            "conj",
            "attr",
            "dep",
            "agent",
            "nsubjpass",
        )
    )


def _linked(role: Token, scene: Scene) -> Iterator[Sighting]:
    """Those an apposition, a copula or "as" links with the role."""
    if role.dep_ in ("appos", "attr", "oprd"):
        anchor = role.head
        if role.dep_ == "appos":
            yield from _bearer(anchor, scene)
        else:
            for child in anchor.children:
                if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
                    yield from _bearer(child, scene)
    if role.dep_ == "conj" and role.head.dep_ in ("appos", "attr"):
        yield from _linked(role.head, scene)
    if role.dep_ == "pobj" and role.head.lower_ == "as":
        verb = role.head.head
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
                yield from _bearer(child, scene)
    for child in role.children:
        if child.dep_ == "appos":
            yield from _bearer(child, scene)
        if child.dep_ == "relcl" and child.lemma_ == "be":
            yield from (s for c in child.children if c.dep_ == "attr" for s in _bearer(c, scene))


def _bearer(token: Token, scene: Scene) -> Iterator[Sighting]:
    for sighting in scene.meant(token):
        if sighting.entity.label not in NOT_BEARERS:
            yield sighting


def _targets(first: Token, last: Token, role: Role, scene: Scene) -> list[Sighting]:
    """Whose role it is: the modifiers before it, else the phrase after "of" and its like."""
    before = [child for child in last.children if child.dep_ in MODIFIERS and child.i < last.i]
    if last.dep_ in ("compound", "nmod", "amod", "poss"):
        before += [child for child in last.head.children if child.dep_ in MODIFIERS and child.i < first.i]
    index = first.i - scene.tokens[0].i
    if index > 0 and scene.tokens[index - 1].dep_ in MODIFIERS | {"case"}:
        before.append(
            scene.tokens[index - 1] if scene.tokens[index - 1].dep_ != "case" else scene.tokens[index - 1].head
        )
    found = [s for token in before if (s := scene.smallest(token)) and s.entity.label not in ("Leader", "Person")]
    if not found or "possessive" in role.of:
        owners = [t for t in before if t.dep_ == "poss"]
        found = [s for t in owners for s in scene.meant(t)] or found
    inside = [t for t in (first, last) if t.i != last.i]
    phrases = [(word, token) for t in [last, *inside] for word, token in prepositional(t)]
    after = [s for word, token in phrases if word in role.of for s in scene.meant(token)]
    states = [s for s in found if s.entity.label != "State"]
    return list(dict.fromkeys((states or found) + after))
