"""Whose body a common name means: "Supreme Court" is Iran's in "Iran's Supreme Court", nobody knows whose elsewhere.

In this order: the owner told beside the name; the body of that name which the article tells of; whom the press means
by that name anywhere; the only state that the article tells of. Where none of these answers, the body is one of its own
in this article.
"""

import re

from spacy.tokens import Token

from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.gazetteer import Naming
from graphkb.actors.scene import Scene, bracketed
from graphkb.actors.state_bodies import BodyKey, body_key, body_of, body_of_nobody, is_common, is_seated, tells_enough
from graphkb.mentions import Mention
from graphkb.mentions.names import key_of
from graphkb.text import dateline

BESIDE = frozenset({"poss", "amod", "compound", "nmod"})
OWNERS = frozenset({"State", "Organization", "Leader", "Person", "Group", "Place"})
STATES_OWN = frozenset({"army", "ministry", "parliament", "court", "police", "agency", "central-bank"})
PERSONS = frozenset({"Leader", "Person"})
ENOUGH = 3
"""How often an article must name a state, and no other, before what belongs to nobody in it is that state's."""

LONGEST_TAIL = 8
"""How many words behind its noun may belong to a body: "ministry of defence of Trinidad and Tobago"."""


def common_bodies(mentions: list[Mention], scene: Scene) -> list[Mention]:
    """The names that many states give to a body, and the acronyms that stand in brackets behind one of them."""
    bodies = [m for m in mentions if m.label == "Organization" and m.kind == "name" and _is_unclear(m.text, scene)]
    ends = {body.end for body in bodies}
    text = scene.article.text
    short = {
        key_of(m.text)
        for m in mentions
        if text[max(0, m.start - 1) : m.start] == "(" and {m.start - 1, m.start - 2} & ends
    }
    named = set(bodies)
    return [m for m in mentions if m in named or (m.label == "Organization" and key_of(m.text) in short)]


def _is_unclear(name: str, scene: Scene) -> bool:
    """Whether a name is a common one, and none that the gazetteer has with its state: "Kenya's parliament"."""
    told = scene.gazetteer.of_state(name)
    return is_common(told[1] if told else name) and not (told and scene.gazetteer.find(name))


def described_body(mention: Mention, scene: Scene) -> str | None:
    """The common name that a description in small letters is: "defence ministry", "ministry of defence of Chad"."""
    if mention.label != "Organization":
        return None
    shift, last = mention.sentence.offset, min(mention.head.i + LONGEST_TAIL, mention.sentence.span.end)
    doc = mention.head.doc
    words = (doc[at - 1] for at in range(last, mention.head.i + 1, -1))
    ends = [shift + word.idx + len(word) for word in words if word.pos_ in ("NOUN", "PROPN")]
    behind = doc[mention.head.i + 1 : last]
    told = [scene.article.text[mention.start : end] for end in ends] if behind and behind[0].lower_ == "of" else []
    for name in (*told, mention.text):
        bare = _bare(name, scene)
        if is_common(bare) and tells_enough(bare):
            return name
    return None


def resolve_owned(mention: Mention, scene: Scene, name: str | None = None) -> None:
    """Resolve a common name, that of the mention unless told, where the words beside it tell whose it is."""
    name = name or mention.text
    state, bare = scene.gazetteer.of_state(name) or (None, name)
    owner = state or _owner(mention, scene)
    if owner is None or not (is_common(bare) and tells_enough(bare)):
        return
    found = scene.gazetteer.find(name, date=scene.day)
    known = [naming.entity for naming in found if state is not None or _fits(owner, naming, scene)]
    if known:
        _see(mention, known[0], "gazetteer: body of its owner", scene)
    elif owner.label not in PERSONS or owner.code:
        written = name if state is not None and mention.kind == "name" else ""
        _see(mention, _body(owner, bare, scene, written=written), "told whose it is", scene)


def resolve_beside(mention: Mention, scene: Scene) -> None:
    """Resolve a common name by all that the names of the article tell, unless it is somebody's of whom more is said."""
    if not _is_somebodys(mention):
        resolve_body(mention, scene)


def resolve_body(mention: Mention, scene: Scene, name: str | None = None) -> None:
    """Resolve a common name by all that is known once the text before it is resolved."""
    resolve_owned(mention, scene, name)
    if scene.of(mention) is None:
        resolve_unowned(mention, scene, name)


def resolve_unowned(mention: Mention, scene: Scene, name: str | None = None) -> None:
    """Resolve a common name that no words beside it give to somebody, by what else the article tells."""
    name = name or mention.text
    bare = _bare(name, scene)
    if is_common(bare):
        told = _told(mention, bare, scene)
        entity, reason = (told, "body named in the text") if told else _meant(mention, name, scene)
        _see(mention, entity, reason, scene)
    elif (spelt := _spelt_out(mention, scene)) is not None:
        scene.see(mention, spelt, "short for the name before the bracket")


def _spelt_out(mention: Mention, scene: Scene) -> Entity | None:
    """The body for which an acronym stands."""
    found = bracketed(mention, scene)
    return found.entity if found else scene.by_name.get(key_of(mention.text))


def _meant(mention: Mention, name: str, scene: Scene) -> tuple[Entity, str]:
    """The body of a common name that nothing in the article introduces, and why it is that one."""
    known = next((naming.entity for naming in scene.gazetteer.find(name, date=scene.day)), None)
    if known is not None and _is_anothers(mention, known, scene):
        known = None
    there = _state_in(mention, scene) if is_seated(name) else None
    if there is not None and (known is None or (known.code and known.code != there.code)):
        return _body(there, name, scene), "body of the state it is in"
    home = only_state(scene)
    own = scene.gazetteer.body(home.code, name) if home and home.code else None
    if own is not None and (known is None or own.code != known.code):
        return own, "body of the only state told of"
    if known is not None:
        return known, "gazetteer: whom the press means by it"
    if home is not None and tells_enough(name):
        return _body(home, name, scene), "body of the only state told of"
    return body_of_nobody(name, scene.article.id), "nobody says whose it is"


def _bare(name: str, scene: Scene) -> str:
    """A body's name without the words for a state."""
    told = scene.gazetteer.of_state(name)
    return told[1] if told else name


def _body(owner: Entity, bare: str, scene: Scene, *, written: str = "") -> Entity:
    """The body of that name of a state, also where a leader, a capital or another body of it has it; else the owner's.

    An armed group or an alliance has bodies of its own, and so has a region.
    """
    of_state = scene.gazetteer.kinds.get(owner.id) in STATES_OWN or owner.label in PERSONS or _is_capital(owner, scene)
    owner = (scene.state_of(owner) if of_state else None) or owner
    known = scene.gazetteer.body(owner.code, bare) if owner.label == "State" and owner.code else None
    return known or body_of(owner, bare, written=written, adjective=scene.gazetteer.adjectives.get(owner.id))


def _is_capital(entity: Entity, scene: Scene) -> bool:
    if entity.label != "Place":
        return False
    capitals = (n for n in scene.gazetteer.find(entity.name) if n.kind == "capital" and n.period.holds(scene.day))
    return any(naming.entity.code == entity.code for naming in capitals)


# ---------------------------------------------------------------- owners


def _owner(mention: Mention, scene: Scene) -> Entity | None:
    """Who has the body, as the words before it tell ("Iran's", "Iranian", "his") or those behind ("of Iran")."""
    for token in mention.tokens:
        for child in token.children:
            before = mention.sentence.offset + child.idx < mention.start
            if before and child.dep_ in BESIDE and (found := _named_by(child, scene)) is not None:
                return found
    for child in (child for token in mention.tokens for child in token.children):
        if child.dep_ == "prep" and child.lower_ == "of" and not mention.covers(child):
            for part in child.children:
                if (found := _named_by(part, scene)) is not None:
                    return found
    return None


def _named_by(token: Token, scene: Scene) -> Entity | None:
    """The one whom a word names or stands for."""
    meant = {found.entity.id: found.entity for found in scene.standing_at(token)}
    if not meant and (around := scene.named_around(token)) is not None:
        meant = {around.entity.id: around.entity}
    entity = meant.popitem()[1] if len(meant) == 1 else None
    return entity if entity is not None and entity.label in OWNERS else None


def _is_somebodys(mention: Mention) -> bool:
    """Whether words before a name say that somebody has it: "his", "whose", "the president's"."""
    return any(
        child.dep_ == "poss" and not mention.covers(child) for token in mention.tokens for child in token.children
    )


def _is_anothers(mention: Mention, known: Entity, scene: Scene) -> bool:
    """Whether somebody has it, named or "he", of whom nobody knows that the body could be theirs."""
    owned = _is_somebodys(mention) or _owner(mention, scene) is not None
    return owned and not (known.code and scene.named_codes()[known.code])


def _fits(owner: Entity, naming: Naming, scene: Scene) -> bool:
    """Whether a body of the gazetteer may be the owner's; "Geneva's Human Rights Council" only sits there."""
    body = naming.entity
    if owner.code and body.code:
        return owner.code == body.code and (owner.label != "Place" or _is_capital(owner, scene))
    if owner.code:
        return owner.label == "Place" and not _is_region(owner, scene)
    if owner.label in PERSONS:
        return body.code is not None and scene.named_codes()[body.code] > 0
    names = {key_of(name) for name in (owner.name, *owner.aliases)}
    return any(key_of(name)[: len(words)] == words for name in (body.name, *body.aliases) for words in names if words)


def _is_region(place: Entity, scene: Scene) -> bool:
    found = scene.gazetteer.find(place.name)
    return _is_capital(place, scene) or any(n.kind == "region" and n.entity.id == place.id for n in found)


# ---------------------------------------------------------------- what the article tells


def _told(mention: Mention, bare: str, scene: Scene) -> Entity | None:
    """The body of that name last told of before a mention, or the only one told of behind it."""
    if _is_somebodys(mention) or any(child.lower_ in ("a", "an") for child in mention.head.children):
        return None
    told = _bodies(scene).get(body_key(bare), [])
    before = [found for found in told if found.mention.start < mention.start]
    if before:  # one of which the article says whose it is, if there is any
        return max(before, key=lambda found: ("@" not in found.entity.id, found.mention.start)).entity
    behind = {found.entity.id: found.entity for found in told}
    return behind.popitem()[1] if len(behind) == 1 else None


def _bodies(scene: Scene) -> dict[BodyKey, list[Sighting]]:
    """What an article tells of by each common name."""
    if scene.bodies is None:
        scene.bodies = {}
        for found in scene.seen():
            if found.entity.label == "Organization" and found.mention.kind != "pronoun":
                _remember(found, scene.bodies, scene)
    return scene.bodies


def _see(mention: Mention, entity: Entity, reason: str, scene: Scene) -> None:
    scene.see(mention, entity, reason)
    if scene.bodies is not None:
        _remember(Sighting(mention, entity, reason=reason), scene.bodies, scene)


def _remember(found: Sighting, bodies: dict[BodyKey, list[Sighting]], scene: Scene) -> None:
    bare = (_bare(found.mention.text, scene), *found.entity.aliases)
    for key in dict.fromkeys(body_key(name) for name in bare if is_common(name)):
        bodies.setdefault(key, []).append(found)


def _state_in(mention: Mention, scene: Scene) -> Entity | None:
    """The state in which a body is said to be: "the Supreme Court in Nairobi"."""
    for child in mention.head.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            for part in child.children:
                found = _named_by(part, scene)
                if found is not None and (found.label == "State" or _is_capital(found, scene)):
                    return scene.state_of(found)
    return None


def only_state(scene: Scene) -> Entity | None:
    """The only state to which what an article names belongs, where it names it more than in passing.

    That the report was filed there counts as well.
    """
    codes = scene.named_codes()
    if len(codes) != 1:
        return None
    [(code, times)] = codes.items()
    state = scene.gazetteer.entities.get(f"state/{code}")
    return state if times >= ENOUGH or (state and _is_filed_in(state, scene)) else None


def _is_filed_in(state: Entity, scene: Scene) -> bool:
    """Whether the dateline names a place of a state."""
    told = re.match(r"[\w.' ’-]+", dateline(scene.article) or "")
    return told is not None and state.code in {n.entity.code for n in scene.gazetteer.find(told[0].strip())}
