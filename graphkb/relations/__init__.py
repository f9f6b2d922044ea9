"""Relations: who did what to whom, in which words, denied or affirmed, done or only planned."""

from graphkb.relations.considered import Considered, find_dropped
from graphkb.relations.extractors import EXTRACTORS, Extractor, check_extractor, load_extractor
from graphkb.relations.relation import Relation
from graphkb.relations.rules import find_relations

__all__ = [
    "EXTRACTORS",
    "Considered",
    "Extractor",
    "Relation",
    "check_extractor",
    "find_dropped",
    "find_relations",
    "load_extractor",
]
