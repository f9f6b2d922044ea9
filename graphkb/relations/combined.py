"""Reader and rules together: what measures best, and what `auto` means."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkb.actors import Sighting
from graphkb.ontology import Ontology
from graphkb.relations import rules
from graphkb.relations.cues import load_cues
from graphkb.relations.fiction import is_fiction
from graphkb.relations.reader import load_reader
from graphkb.relations.relation import Relation
from graphkb.relations.scene import Scene
from graphkb.relations.standing import standing
from graphkb.text import Sentence, find_dates


def find_relations(
    sentences: Sequence[Sentence], sightings: Sequence[Sighting], *, ontology: Ontology
) -> list[Relation]:
    """What the sentences of one article say that those sighted do to each other, in the order of the text.

    The reader weighs every pair of sightings, what the rules say of it being one of its reasons. Where both agree the
    relation comes in the words of the rules; what the reader alone finds gets date and speaker from the parse.
    """
    by_rule = rules.find_relations(sentences, sightings, ontology=ontology)
    found = load_reader().find_relations(sentences, sightings, ontology=ontology, rules=by_rule)
    weighed = {id(sighting) for sighting in sightings}
    unweighed = [r for r in by_rule if not _weighed(r, weighed)]
    told = [r for r in _completed(found, sentences, sightings, ontology) if r is not None]
    return sorted([*told, *unweighed], key=lambda r: r.sentence.index)


def _weighed(relation: Relation, sightings: set[int]) -> bool:
    """Whether the reader has an opinion on it: it sees pairs of sightings that stand in one sentence."""
    ends = (relation.source, relation.target)
    return all(end and id(end) in sightings and end.mention.sentence is relation.sentence for end in ends)


def _completed(
    found: Sequence[Relation], sentences: Sequence[Sentence], sightings: Sequence[Sighting], ontology: Ontology
) -> Iterator[Relation | None]:
    cues = load_cues()
    places = {sentence.index: place for place, sentence in enumerate(sentences)}
    by_sentence: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_sentence[sighting.mention.sentence.index].append(sighting)
    scenes: dict[int, Scene] = {}
    for relation in found:
        index = relation.sentence.index
        if relation.rule != "reader":
            yield relation
        elif not is_fiction(sentences, places[index], cues=cues):
            if index not in scenes:
                scenes[index] = Scene(relation.sentence, by_sentence[index], cues=cues)
            yield _dated(_attributed(relation, scenes[index]), ontology)


def _attributed(relation: Relation, scene: Scene) -> Relation:
    """The relation with who says so, read off the parse at the trigger."""
    at = relation.trigger_start - relation.sentence.offset
    word = next((token for token in relation.sentence.span if token.idx <= at < token.idx + len(token)), None)
    speaker = standing(word, scene=scene).attributed_to if word is not None else None
    if speaker in (None, relation.source, relation.target):
        return relation
    return replace(relation, attributed_to=speaker)


def _dated(relation: Relation, ontology: Ontology) -> Relation:
    """The relation with the date told nearest to its trigger; a static one has none."""
    if ontology.relation(relation.kind).plover is None:
        return relation
    dates = find_dates(relation.sentence)
    nearest = min(dates, key=lambda told: abs(told.start - relation.trigger_start), default=None)
    return replace(relation, date=nearest.date, date_precision=nearest.precision) if nearest else relation
