"""Relations: who did what to whom, in which words, denied or affirmed, done or only planned."""

from graphkb.relations.relation import Relation

__all__ = ["Relation"]
