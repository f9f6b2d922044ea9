"""Descriptions in a sentence: nouns for people, bodies, offices and happenings, and pronouns."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graphkb.mentions.happenings import is_happening
from graphkb.mentions.lexicon import Lexicon, load_lexicon
from graphkb.mentions.spot import Spot, spot_of
from graphkb.ontology import Label
from graphkb.text import Sentence

PRONOUNS: dict[str, Label] = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "herself"), "Person"),
    **dict.fromkeys(("they", "them", "their", "themselves"), "Group"),
    **dict.fromkeys(("it", "its", "itself"), "State"),
}
NUMBERS = frozenset("both two three four five six seven eight nine ten".split())
MODIFIERS = frozenset({"amod", "compound", "nummod", "nmod", "npadvmod", "punct", "advmod", "quantmod", "poss", "case"})
ALWAYS_ONE = frozenset({"police", "media", "military"})
ARMED = frozenset({"armed", "security", "special", "military", "police", "intelligence", "secret", "border"})
JOINTS = frozenset({"-", "–", "/"})
THIS_ONE = frozenset({"the", "this", "that", "his", "her", "its", "their", "our", "my", "your"})


def descriptions(sentence: Sentence, names: Sequence[Spot], lexicon: Lexicon) -> Iterator[Spot]:
    """The nouns that describe an actor or a happening, with the words before them that belong to them."""
    for token in sentence.span:
        if token.pos_ not in ("NOUN", "PROPN") or _is_inside(token, names) or _only_modifies(token, names):
            continue
        label = label_of(token, names, lexicon)
        if label is not None:
            first = _first(token, label)
            yield spot_of(token.doc[first : token.i + 1], label, "description", "noun")


def pronouns(sentence: Sentence) -> Iterator[Spot]:
    """The personal pronouns, possessive ones included, and numbers that stand for people or states: "the four"."""
    for token in sentence.span:
        label = PRONOUNS.get(token.lower_) if token.pos_ == "PRON" and token.dep_ != "expl" else None
        if label is None and token.lower_ in NUMBERS and _stands_for_some(token):
            label = "Group"
        if label is not None:
            yield spot_of(token.doc[token.i : token.i + 1], label, "pronoun", "pronoun")


def _stands_for_some(number: Token) -> bool:
    """Whether a number is nobody's: "the four left" and "both agreed", not "four ships" nor "the two of them"."""
    definite = number.lower_ == "both" or any(child.lower_ == "the" for child in number.lefts)
    alone = not any(child.dep_ in ("prep", "amod", "compound", "relcl") for child in number.children)
    return definite and alone and number.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")


def label_of(token: Token, names: Sequence[Spot], lexicon: Lexicon) -> Label | None:
    """What a noun describes; None where it describes nobody."""
    noun, plural = _noun(token, lexicon), token.tag_ in ("NNS", "NNPS")
    if token.pos_ == "PROPN" and noun not in lexicon.offices | lexicon.organizations:
        return None
    owner = _owner(token, names) if noun in lexicon.government else None
    if owner is None and noun in lexicon.government and _has_capital(token):
        return "Group" if plural and noun != "authority" else "Organization"  # "Kurdish authorities" are no state's
    if _tells_only_a_size(token, noun, lexicon):
        return None
    label = _label_of_government(noun, owner, plural=plural) or _label_of_noun(token, noun, lexicon, plural=plural)
    if label == "Event":
        return label if is_happening(token, names, lexicon) else None
    if label == "State" and noun not in lexicon.government:
        return label if any(child.lower_ in THIS_ONE for child in token.children) else None
    return label


def _tells_only_a_size(token: Token, noun: str, lexicon: Lexicon) -> bool:
    """Whether a noun for a body tells nothing but how many they are: "a narrow group", "a small team of experts"."""
    words = [child for child in token.lefts if child.dep_ in ("amod", "compound", "nmod", "poss")]
    vague = noun in lexicon.bodies or lexicon.singular.get(noun) == "Group"
    return vague and bool(words) and all(word.lower_ in lexicon.sizes for word in words)


def _has_capital(token: Token) -> bool:
    return any(child.shape_[0] == "X" and child.dep_ in ("amod", "compound", "nmod") for child in token.lefts)


def _noun(token: Token, lexicon: Lexicon) -> str:
    """The noun in the singular, with the word before it where the two are one entry: "consulate-general"."""
    noun = token.lemma_.lower()
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return f"{before}-{noun}" if f"{before}-{noun}" in lexicon.singular else noun


def _label_of_government(noun: str, owner: Spot | None, *, plural: bool) -> Label | None:
    if owner is not None and owner.label == "Organization":
        return "State" if noun in ("government", "regime") else "Organization"
    if owner is not None and owner.label == "State":
        return "State"
    if owner is not None and owner.label == "Place" and not plural:
        return "Organization"  # of a province or a city
    if owner is not None and owner.label in ("Leader", "Person") and not plural:
        return "State"
    alone = noun in ("government", "regime") and not plural
    return "State" if alone or (noun == "authority" and plural) else None


def _label_of_noun(token: Token, noun: str, lexicon: Lexicon, *, plural: bool) -> Label | None:
    if noun in ("force", "service") and plural and any(child.lower_ in ARMED for child in token.lefts):
        return "Organization"
    if noun == "people":
        return "Group"
    label = lexicon.singular.get(noun)
    if plural and noun not in ALWAYS_ONE and label != "Event":
        return "Group" if lexicon.means_people(noun, token.lower_) else None
    owned = token.dep_ == "conj" and any(child.dep_ == "poss" for child in token.lefts)
    if label in ("Leader", "Person") and not owned and (token.dep_ in ("conj", "appos") or not any(token.lefts)):
        return None
    return label


def _owner(token: Token, names: Sequence[Spot]) -> Spot | None:
    """The name before a noun, or behind its "of", that says whose it is."""
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "nummod", "poss"):
            owner = next((name for name in names if name.head.i == child.i), None)
        elif child.dep_ == "prep" and child.lower_ == "of":
            owner = next((name for name in names if name.head.head.i == child.i), None)
        else:
            continue
        if owner:
            return owner
    return None


def _is_inside(token: Token, names: Sequence[Spot]) -> bool:
    return any(name.start <= token.idx < name.end for name in names)


def _only_modifies(token: Token, names: Sequence[Spot]) -> bool:
    """Whether a noun only says something about another one: a title, an apposition, a part of a compound."""
    if token.dep_ in ("compound", "nmod", "amod", "attr", "npadvmod") or token.head.lower_ == "as":
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "of" and not any(token.lefts):
        # "chief of staff" and "minister of defence" are one office.
        return token.head.head.lemma_.lower() in load_lexicon().offices
    following = token.idx + len(token) + 1
    persons = [name for name in names if name.label in ("Leader", "Person") and name.kind == "name"]
    if any(name.start == following for name in persons):
        return True
    named = {name.head.i for name in persons}
    return (token.dep_ == "appos" and token.head.i in named) or any(
        child.dep_ == "appos" and child.i in named for child in token.children
    )


def _first(token: Token, label: Label) -> int:
    """The first token of a description: as far to the left as words belong to the noun."""
    first = token.i
    own = {left.i for left in token.subtree if left.i < token.i}
    while first - 1 in own and _belongs(token.doc[first - 1], label):
        first -= 1
    while token.doc[first].tag_ == "POS" or token.doc[first].is_punct or token.doc[first].pos_ in ("ADV", "ADP"):
        first += 1
    return first


def _belongs(before: Token, label: Label) -> bool:
    if before.dep_ not in MODIFIERS or (before.is_punct and before.text not in JOINTS):
        return False
    if before.tag_ in ("PRP$", "WP$", "DT"):
        return False
    # "Canada's government" is one mention, "Syria's neighbours" is two.
    return label == "State" or (before.dep_ != "poss" and before.tag_ != "POS")
