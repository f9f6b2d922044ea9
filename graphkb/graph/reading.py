"""The value that reading an article makes: what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkb.actors import Sighting
    from graphkb.articles import Article
    from graphkb.relations import Relation


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One article, who is seen in it, and what it says they do."""

    article: Article
    sightings: tuple[Sighting, ...] = ()
    relations: tuple[Relation, ...] = ()
