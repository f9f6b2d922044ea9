"""Fiction: sentences that retell a film, a series or a novel are not news."""

from collections.abc import Sequence

from graphkb.relations.cues import Cues
from graphkb.text import Sentence

GOES_ON_FOR = 2


def is_fiction(sentences: Sequence[Sentence], place: int, *, cues: Cues) -> bool:
    """Whether a sentence names a made-up story, or goes on with one named just before it."""
    text = sentences[place].text.lower()
    if any(cue in text for cue in cues.fiction):
        return True
    words = {token.lower_ for token in sentences[place].span} | {
        token.lemma_.lower() for token in sentences[place].span
    }
    if not words & cues.fiction_goes_on:
        return False
    before = sentences[max(0, place - GOES_ON_FOR) : place]
    return any(cue in sentence.text.lower() for sentence in before for cue in cues.fiction)
