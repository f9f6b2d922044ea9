"""Scene: one sentence with the sightings in it, and who is meant by any of its phrases."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from graphkb.actors import Sighting
from graphkb.relations.clauses import adjacent_subject, is_verb, prepositional
from graphkb.relations.cues import Cues
from graphkb.text import Sentence
from graphkb.text.dates import find_dates

PERSONS = frozenset(["Leader", "Person"])
MODIFIERS = frozenset(["poss", "amod", "compound", "nmod", "nummod", "npadvmod"])
PREMODIFIERS = MODIFIERS | {"det", "advmod", "punct"}
JOINTS = frozenset([",", ";", "and", "&", "or", "as", "well", "both", "plus", "with"])
OPENERS = frozenset(["-", "–", "—", "--", ":", "(", "including", "namely"])
DEPTH = 3
SPEAKERS = frozenset(["it", "they", "he", "she", "we", "i"])
# A thing leads to whoever stands after these: "the attack by", "the positions in", "the letter from".
DEEP = frozenset(["by", "in", "from", "on", "against", "with", "into"])


class Scene:
    """A sentence and its sightings, by token; `ballot` is the vote that the article told of last before it."""

    def __init__(
        self, sentence: Sentence, sightings: Iterable[Sighting], *, cues: Cues, ballot: Sighting | None = None
    ) -> None:
        self.sentence = sentence
        self.ballot = ballot
        self.cues = cues
        self.tokens: Sequence[Token] = list(sentence.span)
        self.sightings = sorted(sightings, key=lambda s: (s.mention.start, s.mention.start - s.mention.end))
        self._first = self.tokens[0].i if self.tokens else 0
        self._spans = {id(s): [t for t in self.tokens if self._inside(t, s)] for s in self.sightings}
        self._covering: dict[int, list[Sighting]] = {}
        self._headed: dict[int, list[Sighting]] = {}
        for sighting in self.sightings:
            covered = self.span(sighting)
            for token in covered:
                self._covering.setdefault(token.i, []).append(sighting)
            if covered:
                self._headed.setdefault(_head_of(covered).i, []).append(sighting)
        self.dates = find_dates(sentence)
        self._lists = list(self._find_lists())

    def _inside(self, token: Token, sighting: Sighting) -> bool:
        start = self.sentence.offset + token.idx
        return start < sighting.mention.end and start + len(token) > sighting.mention.start

    def has(self, token: Token) -> bool:
        """Whether the token belongs to the sentence (a parse may point outside)."""
        return 0 <= token.i - self._first < len(self.tokens)

    def named(self, token: Token) -> Sighting | None:
        """The longest sighting that the token heads, else the longest it is part of."""
        found = self._headed.get(token.i) or self._covering.get(token.i)
        return max(found, key=_length) if found else None

    def smallest(self, token: Token) -> Sighting | None:
        """The shortest sighting that the token is part of ("US" in "US-led coalition")."""
        found = self._covering.get(token.i)
        return min(found, key=_length) if found else None

    def covering(self, token: Token) -> Sequence[Sighting]:
        """Every sighting that the token is part of."""
        return self._covering.get(token.i, [])

    def span(self, sighting: Sighting) -> Sequence[Token]:
        """The tokens of a sighting."""
        return self._spans[id(sighting)]

    def head(self, sighting: Sighting) -> Token:
        """The token of a sighting that its others hang on."""
        return _head_of(self.span(sighting))

    def with_list(self, sighting: Sighting) -> list[Sighting]:
        """A sighting and those listed with it."""
        return next((listed for listed in self._lists if sighting in listed), [sighting])

    def inside(self, outer: Sighting) -> list[Sighting]:
        """The sightings within a longer one ("US" in "US-led coalition")."""
        start, end = outer.mention.start, outer.mention.end
        return [s for s in self.sightings if s is not outer and start <= s.mention.start and s.mention.end <= end]

    def beside(self, token: Token, other: Token) -> Sighting | None:
        """The longest sighting that a token is part of and another is not."""
        found = [s for s in self._covering.get(token.i, []) if not self._inside(other, s)]
        return max(found, key=_length) if found else None

    def next(self, token: Token) -> Token | None:
        """The token after it, if the sentence goes on."""
        place = token.i - self._first + 1
        return self.tokens[place] if place < len(self.tokens) else None

    def previous(self, token: Token) -> Token | None:
        """The token before it, unless it is the first."""
        place = token.i - self._first - 1
        return self.tokens[place] if place >= 0 else None

    def between(self, first: Token, last: Token) -> Sequence[Token]:
        """The tokens from one to another, the last left out unless it is the first."""
        return self.tokens[max(0, first.i - self._first) : max(0, last.i - self._first)]

    def left_edge(self, token: Token) -> Token:
        """The first token of the noun phrase that the token heads, without what stands after it."""
        return min(
            (c.left_edge for c in token.children if c.dep_ in PREMODIFIERS and c.i < token.i),
            key=lambda t: t.i,
            default=token,
        )

    def right_edge(self, token: Token) -> Token:
        """The last token of the phrase with its "of" phrases, up to the first comma."""
        edge = max((c.right_edge for c in token.children if c.dep_ == "prep"), key=lambda t: t.i, default=token)
        comma = next((t for t in self.between(token, edge) if t.text == ","), None)
        end = token if edge.i < token.i else edge
        return (self.previous(comma) or end) if comma is not None else end

    def meant(self, token: Token, *, deep: bool = False) -> list[Sighting]:
        """Those whom the phrase headed by a token means, in the order of the text.

        A list stands for each of its members, "four of the allies - A, B, C and D" for the four, and a
        "government", "troops" or "leaders" without a sighting of their own for the state before them. With `deep`, the
        owner stands for what it owns ("condemned the minister's decision").
        """
        found: list[Sighting] = []
        for item in [token, *_conjuncts(token)]:
            found += self._one(item, deep=deep, depth=0)
        for listed in self._lists:
            if any(sighting in listed for sighting in found):
                found += [s for s in listed if s not in found]
        return sorted(dict.fromkeys(found), key=lambda s: s.mention.start)

    def _one(self, token: Token, *, deep: bool, depth: int) -> list[Sighting]:
        if not self.has(token) or depth > DEPTH:
            return []
        if members := self._members(token):
            return members
        if sighting := self.named(token):
            # "The two leaders" are sighted as both.
            return [s for s in self.sightings if s.mention is sighting.mention]
        if token.lower_ in SPEAKERS and (speaker := _speaker(token)) is not None:
            return self._one(speaker, deep=False, depth=depth + 1)
        for child in token.children:
            if child.dep_ == "appos" and (found := self._one(child, deep=False, depth=depth + 1)):
                return found
        return self._through(token, deep=deep, depth=depth)

    def _through(self, token: Token, *, deep: bool, depth: int) -> list[Sighting]:
        """The sightings a phrase without one leads to: what is counted, whose organ it is, whose thing it is."""
        word = token.lemma_.lower()
        inner = [t for joint, t in prepositional(token) if joint == "of" or (deep and joint in DEEP)]
        if (word in self.cues.quantities or token.like_num or token.pos_ in ("NUM", "DET", "PRON")) and inner:
            return [s for t in inner for s in self._one(t, deep=deep, depth=depth + 1)]
        if word in self.cues.organs or deep:
            for child in token.children:
                if child.dep_ in MODIFIERS and (sighting := self.smallest(child)):
                    return [sighting]
            found = [s for t in inner for s in self._one(t, deep=deep, depth=depth + 1)]
            if found:
                return found
        if deep:
            for child in token.children:
                if child.dep_ == "poss" and (found := self._one(child, deep=True, depth=depth + 1)):
                    return found
        return []

    def _members(self, token: Token) -> list[Sighting]:
        """The members of a list that follows a plural noun after a dash, a colon or "including"."""
        if token.tag_ not in ("NNS", "NNPS", "CD"):
            return []
        for listed in self._lists:
            opener = self._opener(listed)
            if (
                opener
                and token.i < opener.i
                and all(
                    t.dep_ == "amod" or t.pos_ in ("NOUN", "PROPN", "ADP", "ADJ", "PART", "DET", "NUM", "PUNCT", "PRON")
                    for t in self.tokens[token.i - self._first : opener.i - self._first]
                )
            ):
                return listed
        return []

    def _opener(self, listed: Sequence[Sighting]) -> Token | None:
        tokens = self.span(listed[0])
        before = [t for t in self.tokens if t.i < tokens[0].i]
        while before and before[-1].dep_ in PREMODIFIERS and before[-1].lower_ not in OPENERS:
            before.pop()
        return before[-1] if before and before[-1].lower_ in OPENERS else None

    def _find_lists(self) -> Iterator[list[Sighting]]:
        """Runs of outermost sightings with nothing between them but commas, "and" and titles."""
        outermost = [
            s
            for s in self.sightings
            if not any(
                o is not s
                and o.mention.start <= s.mention.start
                and s.mention.end <= o.mention.end
                and _length(o) > _length(s)
                for o in self.sightings
            )
        ]
        outermost = [s for s in outermost if self.span(s) and not self._only_modifies(s)]
        run: list[Sighting] = []
        joined = False
        for sighting in outermost:
            joint = self._joint(run[-1], sighting) if run else None
            if joint is None:
                if joined and len(run) > 1:
                    yield run
                run, joined = [], False
            joined = joined or joint == "and"
            run.append(sighting)
            if joint == "and":
                yield run
                run, joined = [sighting], False
        # A run that never reached its "and" is a chain of appositions, not a list.

    def _only_modifies(self, sighting: Sighting) -> bool:
        """Whether it only describes what follows ("the Ruritanian army"), and so is in no list itself."""
        tokens = self.span(sighting)
        following = self.next(tokens[-1])
        if following is None or following.lower_ in (",", "and", "or", "&"):
            return False
        return _head_of(tokens).dep_ in ("amod", "compound", "nmod", "poss", "npadvmod")

    def _joint(self, left: Sighting, right: Sighting) -> str | None:
        """ "and" or "," where nothing else but modifiers stands between two sightings, else None."""
        start, end = self.span(left)[-1].i, self.span(right)[0].i
        between = self.tokens[start + 1 - self._first : end - self._first]
        if len(between) > 14:
            return None
        head = _head_of(self.span(right))
        words = {t.lower_ for t in between}
        if head.dep_ in ("nsubj", "nsubjpass") and _head_of(self.span(left)).head != head.head:
            return None
        same_kind = _kind(left) == _kind(right) or ("and" in words and "Place" not in (_kind(left), _kind(right)))
        rest = [t for t in between if t.lower_ not in JOINTS]
        if not same_kind or any(t.dep_ not in PREMODIFIERS | {"appos", "case"} or t.i > end for t in rest):
            return None
        if any(t.pos_ in ("VERB", "AUX", "ADP", "SCONJ") for t in rest):
            return None
        if words & {"and", "or", "&"}:
            return "and"
        return "," if "," in words else None


def _kind(sighting: Sighting) -> str:
    label = sighting.entity.label
    return "person" if label in PERSONS else "actor" if label in ("State", "Organization", "Group") else label


def _length(sighting: Sighting) -> int:
    return sighting.mention.end - sighting.mention.start


def _head_of(tokens: Sequence[Token]) -> Token:
    """The token of a span that the others hang on."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[-1])


def _speaker(pronoun: Token) -> Token | None:
    """Whom a subject pronoun means by its clause: "the bank said it would", "since it failed, the bank ..."."""
    clause = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or clause.dep_ not in ("ccomp", "advcl") or not is_verb(clause.head):
        return None
    found = [c for c in clause.head.children if c.dep_ in ("nsubj", "nsubjpass")]
    said_before = bool(found) and found[0].i < pronoun.i
    return found[0] if found and said_before == (clause.dep_ == "ccomp") else None


def _conjuncts(token: Token) -> list[Token]:
    """What "and" joins to a noun, unless it is the subject of a verb that follows, as in a run of headlines."""
    found = _chain(token)
    if found and found[-1].i + 1 < len(token.doc):
        after = token.doc[found[-1].i + 1]
        if is_verb(after) and adjacent_subject(after) == found[-1] and token.head not in (after.head, after):
            return []
    return found


def _chain(token: Token) -> list[Token]:
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i and not is_verb(child):
            found += [child, *_chain(child)]
    return found
