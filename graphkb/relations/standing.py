"""Standing: whether a thing is affirmed or denied, done or only planned, possible or asked for, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.clauses import is_passive, is_verb, subjects
from graphkb.relations.cues import Cues
from graphkb.relations.relation import Modality, Polarity
from graphkb.relations.scene import Scene

# Complements that share the standing of the word they hang on: "refused to meet", "plans for talks with".
DEPENDENT = frozenset(
    [
        "xcomp",
        "ccomp",
        "acl",
        "pcomp",
        "advcl",
        "dobj",
        "pobj",
        "prep",
        "nsubjpass",
        "attr",
        "oprd",
        "conj",
        "relcl",
        "nsubj",
    ]
)
CLAUSES = frozenset(["ccomp", "relcl", "advcl", "acl"])
DEPTH = 6
PARTIES = frozenset({"nsubj", "nsubjpass", "dobj"})
# A frame that needs the "not" it finds says by it what is done, not what is not.
NEGATED = " not|n't|never"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a relation is said."""

    polarity: Polarity
    modality: Modality
    attributed_to: Sighting | None


SO = Standing("affirmed", "asserted", None)


def standing(token: Token, *, scene: Scene, rule: str = "") -> Standing:
    """How the thing that a trigger names is said in its sentence."""
    cues = scene.cues
    denied = False
    modality: Modality = "asserted"
    for place, (word, below) in enumerate(_chain(token)):
        around = {child.lower_ for child in word.children if child != below}
        if is_verb(word) or place == 0:
            denied ^= _denied_here(word, below, around, cues)
        if below is not None and _denies(word, below, around, cues):
            denied = not denied
        if modality == "asserted":
            modality = _modality(word, below, around, place, scene)
    if NEGATED in rule:
        denied = not denied
    return Standing("denied" if denied else "affirmed", modality, _speaker(token, scene))


def _denied_here(word: Token, below: Token | None, around: set[str], cues: Cues) -> bool:
    if any(child.dep_ == "neg" for child in word.children):
        return True
    if not is_verb(word):
        return bool(around & cues.denying_adverbs)
    parties = (child for child in word.children if child.dep_ in PARTIES and child != below)
    behind = (part for child in word.children if child.dep_ == "prep" for part in child.children)
    never = (child for child in (*word.children, *behind) if child.lower_ in cues.no_time)
    return bool((around - {"no"}) & cues.denying_adverbs) or any(_is_nobody(noun, cues) for noun in (*parties, *never))


def _denies(word: Token, below: Token, around: set[str], cues: Cues) -> bool:
    """Whether a word denies what hangs on it: "refused to meet", "without asking", "has yet to agree"."""
    lemma = word.lemma_.lower()
    said = {f"{lemma}-{child.lower_}" for child in word.children if child.dep_ == "prt"}
    said |= {f"{child.lower_}-{lemma}" for child in word.children if child.dep_ == "advmod"}
    if {lemma, *said} & cues.denying:
        return _governs(below) or below.dep_ == "pobj"
    return "yet" in around and below.dep_ == "xcomp" and word.lemma_ in ("have", "be", "remain")


def _is_nobody(party: Token, cues: Cues) -> bool:
    """Whether somebody is nobody at all: "no troops", "neither Chad nor Peru", "nobody"."""
    return party.lower_ in cues.nobody or any(child.lower_ in ("no", "neither") for child in party.children)


def _modality(word: Token, below: Token | None, around: set[str], place: int, scene: Scene) -> Modality:  # noqa: PLR0911
    cues, lemma = scene.cues, word.lemma_.lower()
    auxiliaries = {c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass") and (below is None or c != below)}
    if word.dep_ == "conj" and word.tag_ in ("VB", "VBN", "VBG") and not auxiliaries and is_verb(word.head):
        auxiliaries = {c.lower_ for c in word.head.children if c.dep_ == "aux"}
    governs = place > 0 and _governs(below)
    if governs and lemma in cues.requesting:
        return "requested"
    if auxiliaries & cues.future_aux:
        return "future"
    if auxiliaries & cues.requested_aux:
        return "requested"
    if auxiliaries & cues.reported_aux:
        return "future" if _is_reported(word, scene) else "possible"
    if auxiliaries & cues.possible_aux:
        return "possible"
    if governs and lemma in cues.planning:
        return "future"
    if around & cues.planning_words and not is_verb(word):
        return "future"
    if around & cues.doubting_words or (governs and lemma in cues.doubting):
        return "possible"
    return "asserted"


def _is_reported(word: Token, scene: Scene) -> bool:
    """Whether a verb of saying stands above: "said it would" plans what "would" alone only imagines."""
    return any(is_verb(above) and above.lemma_.lower() in scene.cues.reporting for above in word.ancestors)


def _governs(below: Token | None) -> bool:
    """Whether what hangs on the word is what it plans, denies or asks for, not merely its circumstance."""
    if below is None:
        return False
    if below.dep_ in ("xcomp", "ccomp", "acl", "dobj", "oprd", "pcomp", "attr"):
        return True
    if below.dep_ == "prep":
        return below.lower_ in ("for", "of", "to", "on", "about", "from", "against", "over")
    return below.dep_ == "nsubjpass" or (
        below.dep_ == "advcl" and any(c.lower_ == "to" for c in below.children if c.dep_ == "aux")
    )


def _chain(token: Token) -> Iterator[tuple[Token, Token | None]]:
    """The trigger and the words it hangs on, each with the one below, as far as standing is passed down."""
    below: Token | None = None
    for _ in range(DEPTH):
        yield token, below
        if token.head == token or token.dep_ not in DEPENDENT or token.dep_ == "relcl":
            return
        if token.dep_ == "nsubj" and token.head.lemma_ != "be":
            return
        if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
            return
        if token.dep_ == "advcl" and not any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children):
            return
        below, token = token, token.head


def _speaker(token: Token, scene: Scene) -> Sighting | None:
    """The subject of the reporting verb above the trigger, or whoever stands after "according to"."""
    for ancestor in token.ancestors:
        if is_verb(ancestor) and ancestor.lemma_.lower() in scene.cues.reporting and not is_passive(ancestor):
            found = [s for subject in subjects(ancestor) for s in scene.meant(subject)]
            if found and not _inside(token, ancestor):
                return found[0]
    for word in scene.tokens:
        if word.lower_ == "according":
            for to in word.children:
                for name in to.children:
                    if name.dep_ == "pobj" and (found := scene.meant(name, deep=True)):
                        return found[0]
    return None


def _inside(token: Token, verb: Token) -> bool:
    """Whether the trigger belongs to the reporting clause itself, not to what is reported."""
    while token.head not in (verb, token):
        token = token.head
    return token.dep_ not in ("ccomp", "xcomp", "parataxis", "acl", "prep", "dobj")
