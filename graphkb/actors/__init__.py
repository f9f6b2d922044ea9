"""Actors: the gazetteer, and whom a mention means at the date of its article."""

from graphkb.actors.entity import Entity, Sighting

__all__ = ["Entity", "Sighting"]
