"""Actors: the gazetteer, and whom a mention means at the date of its article."""

from graphkb.actors.entity import Entity, Sighting
from graphkb.actors.gazetteer import Gazetteer, Naming
from graphkb.actors.loading import load_gazetteer
from graphkb.actors.resolve import resolve

__all__ = ["Entity", "Gazetteer", "Naming", "Sighting", "load_gazetteer", "resolve"]
