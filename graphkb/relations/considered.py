"""What was weighed for an article and not said: the other half of an explanation."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphkb.actors import Sighting
from graphkb.ontology import Ontology
from graphkb.relations.possible import is_possible
from graphkb.relations.relation import Relation
from graphkb.text import Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """A relation that was weighed between two sightings.

    `type` is a PLOVER type or a static relation, `kind` the relation of the ontology that it would have been, `words`
    those it would rest on. `probability` is the calibrated one after the rules were heard, `alone` the reader's own;
    from `threshold` on it would have stood. `rule` names the rule that speaks for it, if any does.
    """

    sentence: Sentence
    source: Sighting
    target: Sighting
    type: str
    kind: str
    words: str
    probability: float
    alone: float
    threshold: float
    rule: str | None = None


def find_dropped(
    sightings: Sequence[Sighting],
    relations: Sequence[Relation],
    *,
    ontology: Ontology,
    extractor: str = "auto",
    floor: float = 0.05,
) -> list[tuple[Considered, str]]:
    """What the reader found at least `floor` probable and what was not said in the end, each with the reason.

    `relations` are those that `extractor` found for the sightings of one article. The rules alone weigh nothing: for
    them the list is empty.
    """
    if extractor == "rules":
        return []
    from graphkb.relations import rules
    from graphkb.relations.reader import load_reader

    sentences = list({id(s.mention.sentence): s.mention.sentence for s in sightings}.values())
    by_rule = rules.find_relations(sentences, sightings, ontology=ontology) if extractor == "auto" else None
    weighed = load_reader().weigh(sentences, sightings, ontology=ontology, rules=by_rule, floor=floor)
    said = {
        (id(r.sentence), end.entity.id, kind.plover or kind.name, other.entity.id)
        for r in relations
        if (kind := ontology.relation(r.kind))
        for end, other in ((r.source, r.target), (r.target, r.source))
        if end and other and (end is r.source or kind.symmetric)
    }
    return [
        (one, _why(one, ontology))
        for one in weighed
        if (id(one.sentence), one.source.entity.id, one.type, one.target.entity.id) not in said
    ]


def _why(one: Considered, ontology: Ontology) -> str:
    source, target = one.source.entity, one.target.entity
    if one.probability < one.threshold:
        return f"less probable than {one.threshold:.2f}"
    if not is_possible(one.kind, source, target, ontology=ontology):
        return f"{source.name} ({source.label}) cannot be in {one.kind} with {target.name} ({target.label})"
    return "the other direction is more probable, or the sentence is told as fiction"
