"""Clauses: who is the subject, the object and the prepositional argument of a verb, however the sentence is built.

Passives, relative and reduced clauses, control, raising and coordination are undone here, so that a frame needs to be
written only once, in the active voice.
"""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
RELATIVE = frozenset(["who", "which", "that", "whom"])
DEPTH = 6


def is_verb(token: Token) -> bool:
    """Whether the token is a verb or an auxiliary used as one."""
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is what it is done to.

    A participle after a noun ("the town bombed by rebels") is passive as well.
    """
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if verb.dep_ in ("acl", "amod", "advcl"):
        return not any(child.dep_ == "dobj" for child in verb.children)
    return verb.dep_ == "conj" and not _own_subjects(verb) and is_verb(verb.head) and is_passive(verb.head)


def subjects(verb: Token) -> list[Token]:
    """The tokens that head the phrases of those who do what the verb says."""
    if is_passive(verb):
        return [
            child
            for child in verb.children
            if child.dep_ == "agent"
            for child in child.children
            if child.dep_ == "pobj"
        ]
    return surface_subjects(verb)


def objects(verb: Token) -> list[Token]:
    """The tokens that head the phrases of those to whom it is done, direct and indirect objects alike."""
    if is_passive(verb):
        return surface_subjects(verb) + [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative", "oprd") and c.pos_ != "ADP"]
    found += [s for c in verb.children if c.dep_ == "ccomp" and _is_infinitive(c) for s in _own_subjects(c)]
    found += [s for c in verb.children if c.dep_ in ("ccomp", "oprd") and c.pos_ == "ADJ" for s in _own_subjects(c)]
    found = [antecedent for token in found for antecedent in _antecedent(token)]
    if not found:
        found = _gap(verb) or _shared_object(verb)
    return found


def clause_subjects(verb: Token) -> list[Token]:
    """The subjects of the clauses that a verb of saying introduces."""
    return [s for c in verb.children if c.dep_ == "ccomp" for s in subjects(c)]


def prepositional(head: Token) -> Iterator[tuple[str, Token]]:
    """Every (preposition, token) that hangs on a word, through particles and chains such as "away from"."""
    for child in head.children:
        if child.dep_ in ("prep", "dative", "agent") and child.pos_ in ("ADP", "SCONJ", "VERB", "PART"):
            yield from _phrases(child)
        elif child.dep_ in ("prt", "advmod", "acomp"):
            for grandchild in child.children:
                if grandchild.dep_ == "prep":
                    yield from _phrases(grandchild)
        elif child.dep_ == "prep" and child.lower_ in ("next", "close", "ahead"):
            yield from _phrases(child)


def _phrases(preposition: Token) -> Iterator[tuple[str, Token]]:
    word = preposition.lower_
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp"):
            for antecedent in _antecedent(child):
                yield word, antecedent
        elif child.dep_ in ("prep", "conj", "pcomp"):
            yield from _phrases(child)


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:  # noqa: PLR0911
    """The subject as the sentence shows it or leaves it to be understood, whatever the voice."""
    if own := _own_subjects(verb):
        return [antecedent for token in own for antecedent in _antecedent(token)]
    if nearest := adjacent_subject(verb):
        return [nearest]
    head = verb.head
    if depth > DEPTH or head == verb:
        return []
    if verb.dep_ in ("relcl", "acl"):
        return _noun_subjects(verb, head, depth)
    if verb.dep_ == "xcomp" and is_verb(head):
        return _controller(head, depth)
    if verb.dep_ == "pcomp":
        return _gerund_subjects(head, depth)
    if verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "dep", "parataxis") and (is_verb(head) or head.pos_ == "ADJ"):
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB"):
            return []
        return surface_subjects(head, depth + 1)
    if head.pos_ == "ADJ" and verb.dep_ in ("xcomp", "ccomp"):
        return surface_subjects(head, depth + 1)
    return []


def _own_subjects(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "csubj"]
    if not found and verb.pos_ == "ADJ" and is_verb(verb.head) and verb.dep_ == "acomp":
        return _own_subjects(verb.head)
    return found


def adjacent_subject(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parse left without a subject, as it does in headlines."""
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    if verb.tag_ not in ("VBP", "VBZ", "VBD") or verb.i == 0:
        return None
    before = verb.doc[verb.i - 1]
    while before.i > 0 and (before.pos_ == "ADV" or (before.pos_ == "AUX" and before.head == verb)):
        before = verb.doc[before.i - 1]
    return before if before.pos_ in ("NOUN", "PROPN", "PRON") and before.lower_ not in RELATIVE else None


def _is_infinitive(verb: Token) -> bool:
    """Whether a clause is no statement of its own: "urged them to go", "demanded that they go"."""
    return verb.tag_ in ("VB", "VBG") and not any(
        c.tag_ == "MD" or c.lower_ in ("if", "whether") for c in verb.children
    )


def _antecedent(token: Token) -> list[Token]:
    """The noun a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ not in RELATIVE or token.tag_ not in ("WDT", "WP", "IN", "DT"):
        return [token]
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            return [ancestor.head]
    return [] if token.tag_ != "DT" else [token]


def _noun_subjects(verb: Token, noun: Token, depth: int) -> list[Token]:
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if not to:
        return [noun]
    return noun_doers(noun, depth + 1) or ([noun] if noun.pos_ == "PROPN" else [])


def noun_doers(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what a noun names: its possessor, else the subject of the verb whose object it is."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if owners or depth > DEPTH:
        return owners
    if noun.dep_ in ("dobj", "attr") and is_verb(noun.head):
        return subjects(noun.head)
    return []


def _controller(verb: Token, depth: int) -> list[Token]:
    """Who does what an infinitive says: the object of "ask", "urge" and the like, else the subject."""
    if is_passive(verb) or verb.lemma_.lower() not in OBJECT_CONTROL:
        return surface_subjects(verb, depth + 1)
    if verb.lemma_.lower() in ("call", "appeal"):
        return [token for word, token in prepositional(verb) if word in ("on", "upon", "to")]
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    return found or surface_subjects(verb, depth + 1)


OBJECT_CONTROL = frozenset(
    "ask urge tell order force compel persuade convince allow permit enable help let press pressure push instruct"
    " advise encourage invite warn authorize require want expect get cause lead call appeal implore".split()
)
# "accused them of shelling the town": those who shell are the object.
BLAME = frozenset(
    "accuse suspect convict blame criticize criticise condemn fault praise thank arrest charge detain".split()
)


def _gerund_subjects(preposition: Token, depth: int) -> list[Token]:
    governor = preposition.head
    if not is_verb(governor):
        return noun_doers(governor, depth + 1)
    if governor.lemma_.lower() in BLAME and preposition.lower_ in ("of", "for", "with", "over"):
        return objects(governor)
    return surface_subjects(governor, depth + 1)


def _gap(verb: Token) -> list[Token]:
    """The antecedent of a relative clause that lacks its object: "the town (that) they shelled"."""
    outer = verb
    while outer.dep_ == "xcomp":
        outer = outer.head
    if outer.dep_ != "relcl":
        return []
    own = _own_subjects(outer)
    return [outer.head] if own and all(token.lower_ not in RELATIVE for token in own) else []


def _shared_object(verb: Token) -> list[Token]:
    """The object of a verb that follows with "and": "attacked and captured the town"."""
    for child in verb.children:
        if child.dep_ == "conj" and is_verb(child) and not _own_subjects(child) and child.i - verb.i <= 3:
            return [c for c in child.children if c.dep_ == "dobj"]
    return []
