"""The rules extractor: relations from frames, roles and places, without any model beyond the parse."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkb.actors import Sighting
from graphkb.actors.entity import Entity
from graphkb.ontology import Ontology
from graphkb.relations.affiliations import find_affiliations
from graphkb.relations.bond import Bond
from graphkb.relations.compounds import find_compounds
from graphkb.relations.confidence import confidence_of
from graphkb.relations.cues import load_cues
from graphkb.relations.fiction import is_fiction
from graphkb.relations.frames import load_frames
from graphkb.relations.matching import find_framed
from graphkb.relations.offices import find_offices, load_roles
from graphkb.relations.places import find_participants, find_places
from graphkb.relations.possible import is_possible
from graphkb.relations.relation import Relation
from graphkb.relations.scene import PERSONS, Scene
from graphkb.relations.standing import SO, standing
from graphkb.text import Sentence
from graphkb.text.dates import DateMention

MAX_TOKENS = 400
# Where somebody abstains and no vote is named in the sentence, it is the one that the article told of last.
BALLOTS = frozenset(["vote", "ballot", "resolution"])
ON_TERRITORY = frozenset(["DEPLOYS_TROOPS", "INVADES"])


def find_relations(
    sentences: Sequence[Sentence], sightings: Sequence[Sighting], *, ontology: Ontology
) -> list[Relation]:
    """What the sentences of one article say that those sighted do to each other, in the order of the text.

    Reads no network, keeps no state. A relation that the ontology does not allow between the labels of its ends is
    left out; one that is said twice in a sentence is given once.

    >>> from graphkb.actors import load_gazetteer, resolve
    >>> from graphkb.articles import Article
    >>> from graphkb.mentions import find_mentions
    >>> from graphkb.ontology import load_ontology
    >>> from graphkb.text import load_model, split
    >>> article = Article(id="a", text="France has not recognized Palestine.")
    >>> [(_, sentences)] = split([article], nlp=load_model())
    >>> sightings = resolve(find_mentions(sentences, names=load_gazetteer()), gazetteer=load_gazetteer())
    >>> [found] = find_relations(sentences, sightings, ontology=load_ontology())
    >>> found.source.entity.id, found.kind, found.target.entity.id, found.polarity
    ('state/FRA', 'RECOGNIZES', 'state/PSE', 'denied')
    """
    cues = load_cues()
    by_sentence: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_sentence[id(sighting.mention.sentence)].append(sighting)
    states: dict[str | None, Entity] = {
        s.entity.code: s.entity for s in sightings if s.entity.label == "State" and s.entity.code
    }
    found: list[Relation] = []
    ballot: Sighting | None = None
    for place, sentence in enumerate(sentences):
        here = by_sentence.get(id(sentence), [])
        if (
            len(here) + (ballot is not None) > 1
            and len(sentence.span) <= MAX_TOKENS
            and not is_fiction(sentences, place, cues=cues)
        ):
            scene = Scene(sentence, here, cues=cues, ballot=ballot)
            bonds = (_on_territory(bond, states) for bond in _bonds(scene))
            found += _pruned((_stated(bond, scene, ontology) for bond in bonds if _may_hold(bond, ontology)), ontology)
        ballot = next((s for s in reversed(here) if s.entity.kind in BALLOTS), ballot)
    return found


def _bonds(scene: Scene) -> Iterator[Bond]:
    lexicon = load_frames()
    yield from find_framed(scene, lexicon=lexicon)
    yield from find_compounds(scene, lexicon=lexicon)
    yield from find_offices(scene, roles=load_roles())
    yield from find_affiliations(scene)
    yield from find_places(scene)
    yield from find_participants(scene)


def _may_hold(bond: Bond, ontology: Ontology) -> bool:
    return is_possible(bond.relation, bond.source.entity, bond.target.entity, ontology=ontology)


def _on_territory(bond: Bond, states: Mapping[str | None, Entity]) -> Bond:
    """Troops sent to a leader are sent to the state that the article names: the same words, meant as the state."""
    target = bond.target.entity
    state = states.get(target.code) if target.label in PERSONS else None
    if bond.relation not in ON_TERRITORY or state is None:
        return bond
    return replace(bond, target=Sighting(bond.target.mention, state, reason="the state of its leader"))


def _stated(bond: Bond, scene: Scene, ontology: Ontology) -> Relation:
    """The relation of a bond: verbatim trigger, standing, speaker and date."""
    start = scene.sentence.offset + bond.first.idx
    end = scene.sentence.offset + bond.last.idx + len(bond.last)
    how = standing(bond.head, scene=scene, rule=bond.rule) if _can_be_denied(bond) else SO
    when = _date_of(scene, start) if ontology.relation(bond.relation).plover else None
    return Relation(
        sentence=scene.sentence,
        source=bond.source,
        kind=bond.relation,
        target=bond.target,
        trigger=scene.sentence.article.text[start:end],
        trigger_start=start,
        polarity=how.polarity,
        modality=how.modality,
        attributed_to=None if how.attributed_to in (bond.source, bond.target) else how.attributed_to,
        date=when.date if when else None,
        date_precision=when.precision if when else "unknown",
        confidence=confidence_of(bond.relation, bond.rule),
        rule=bond.rule,
    )


def _can_be_denied(bond: Bond) -> bool:
    """Whether the bond is said of a verb at all: a title or a nationality before a name is taken for granted."""
    if bond.rule.startswith(("role:", "name:", "demonym:", "place: right after", "noun: SOURCE=")):
        return bond.head.dep_ in ("attr", "acomp", "oprd")
    return True


def _date_of(scene: Scene, start: int) -> DateMention | None:
    """The date nearest to the trigger; a sentence that tells none leaves it unknown."""
    return min(scene.dates, key=lambda told: abs(told.start - start), default=None)


def _pruned(relations: Iterable[Relation], ontology: Ontology) -> list[Relation]:
    """Each fact once, the surest kept; of a symmetric one the earlier mention is the source."""
    kept: dict[tuple[str, ...], Relation] = {}
    for relation in relations:
        symmetric = ontology.relation(relation.kind).symmetric
        turned = _earlier_first(relation) if symmetric else relation
        ends = [turned.source.entity.id, turned.target.entity.id if turned.target else ""]
        key = (turned.kind, *(sorted(ends) if symmetric else ends))
        if key not in kept or kept[key].confidence < turned.confidence:
            kept[key] = turned
    return sorted(kept.values(), key=lambda r: (r.trigger_start, r.source.mention.start))


def _earlier_first(relation: Relation) -> Relation:
    if relation.target is None or relation.source.mention.start <= relation.target.mention.start:
        return relation
    return replace(relation, source=relation.target, target=relation.source)
