"""What may hold between two at all, before it is asked whether the sentence says so."""

from graphkb.actors.entity import Entity
from graphkb.ontology import Ontology

OFFICES = frozenset(["LEADS", "REPRESENTS"])


def is_possible(relation: str, source: Entity, target: Entity, *, ontology: Ontology) -> bool:
    """Whether a relation may hold between two different ones.

    The ontology has to have it for their labels, and a leader whose state is known holds no office of another state:
    in "President Obama lifted the restrictions on travel to Cuba" the title is not that of Cuba's president.
    """
    if relation not in ontology.relations or source.id == target.id:
        return False
    if relation in OFFICES and source.label == "Leader" and target.label == "State" and source.code != target.code:
        return source.code is None
    return ontology.allows(relation, source.label, target.label)
