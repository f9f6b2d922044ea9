"""What may hold between two at all."""

import pytest

from graphkb.actors import Entity
from graphkb.ontology import load_ontology
from graphkb.relations.possible import is_possible

KINDS = load_ontology()
OBAMA = Entity(id="leader/barack-obama", name="Barack Obama", label="Leader", code="USA")
UNKNOWN = Entity(id="leader/jane-doe", name="Jane Doe", label="Leader")
USA = Entity(id="state/USA", name="United States", label="State", code="USA")
CUBA = Entity(id="state/CUB", name="Cuba", label="State", code="CUB")


@pytest.mark.parametrize(
    ("relation", "source", "target", "answer"),
    [
        ("LEADS", OBAMA, USA, True),
        ("LEADS", OBAMA, CUBA, False),
        ("REPRESENTS", OBAMA, CUBA, False),
        ("VISITS", OBAMA, CUBA, True),
        ("LEADS", UNKNOWN, CUBA, True),
        ("CITIZEN_OF", USA, CUBA, False),
        ("ATTACKS", CUBA, CUBA, False),
        ("DANCES_WITH", OBAMA, CUBA, False),
    ],
)
def test_a_relation_may_hold(relation: str, source: Entity, target: Entity, answer: bool) -> None:
    assert is_possible(relation, source, target, ontology=KINDS) is answer
