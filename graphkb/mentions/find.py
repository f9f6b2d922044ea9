"""Sentences into mentions: who and what is named, described or replaced by a pronoun, and where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graphkb.mentions.described import descriptions, pronouns
from graphkb.mentions.lexicon import Lexicon, load_lexicon
from graphkb.mentions.mention import Mention
from graphkb.mentions.named import known_names, last_names, model_names, surnames
from graphkb.mentions.names import Names
from graphkb.mentions.spot import Spot, settled
from graphkb.mentions.titles import titled_names
from graphkb.ontology import Label
from graphkb.text import Sentence


def find_mentions(sentences: Sequence[Sentence], *, names: Names) -> list[Mention]:
    """The mentions of an article's sentences, in the order of the text; a longer one before those inside it.

    >>> from graphkb.actors import load_gazetteer
    >>> from graphkb.articles import Article
    >>> from graphkb.text import load_model, split
    >>> article = Article(id="a", text="Kazakh soldiers met Russia's foreign minister Jane Doe.")
    >>> [(_, sentences)] = split([article], nlp=load_model())
    >>> [(mention.text, mention.label) for mention in find_mentions(sentences, names=load_gazetteer())]
    [('Kazakh soldiers', 'Group'), ('Kazakh', 'State'), ('Russia', 'State'), ('Jane Doe', 'Leader')]
    """
    lexicon = load_lexicon()
    named = [
        [*known_names(sentence, names), *titled_names(sentence, lexicon), *model_names(sentence, lexicon, names)]
        for sentence in sentences
    ]
    named = _agreed(sentences, named)
    seen = last_names(zip(sentences, named, strict=True))
    return [
        Mention(sentence, sentence.offset + spot.start, sentence.offset + spot.end, spot.label, spot.kind, spot.head)
        for sentence, spots in zip(sentences, named, strict=True)
        for spot in _in_order(sentence, settled((*spots, *surnames(sentence, seen, names))), lexicon)
    ]


def _agreed(sentences: Sequence[Sentence], named: Sequence[Sequence[Spot]]) -> list[list[Spot]]:
    """The spots of each sentence with one label for one name: what it is taken for most often."""
    votes: dict[str, Counter[Label]] = {}
    told = [[(_text(sentence, spot), spot) for spot in spots] for sentence, spots in zip(sentences, named, strict=True)]
    for text, spot in (pair for pairs in told for pair in pairs if pair[1].source != "gazetteer"):
        # A title leaves no doubt that somebody is a person.
        votes.setdefault(text, Counter())[spot.label] += 2 if spot.source == "title" else 1
    best = {text: labels.most_common(1)[0][0] for text, labels in votes.items()}
    # "El Tombay" is no company where "Idriss El Tombay" is somebody.
    people = tuple(text for text, label in best.items() if label in ("Leader", "Person") and " " in text)
    tails = {text[at + 1 :] for text in people for at in range(len(text)) if text[at] == " "}
    best |= {text: "Person" for text in tails & best.keys() if best[text] != "Leader"}
    return [
        [replace(spot, label=best[text]) if spot.source == "model" else spot for text, spot in pairs] for pairs in told
    ]


def _text(sentence: Sentence, spot: Spot) -> str:
    return sentence.article.text[sentence.offset + spot.start : sentence.offset + spot.end]


def _in_order(sentence: Sentence, named: Sequence[Spot], lexicon: Lexicon) -> list[Spot]:
    spots = (*named, *descriptions(sentence, named, lexicon), *pronouns(sentence))
    return sorted(spots, key=lambda spot: (spot.start, -spot.end))
