"""The values that resolving makes: whom or what a mention means."""

import datetime
from dataclasses import dataclass, field

from graphkb.mentions import Mention
from graphkb.ontology import Label


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that has one node in the graph: an actor, an event or a place.

    `id` is stable and readable: `state/KAZ`, `org/csto`, `leader/vladimir-putin`, `person/jane-doe`,
    `group/protesters-in-almaty`, `event/un-general-assembly-vote/2022-11-14`, `place/KAZ/almaty`.
    `code` is the ISO 3166-1 alpha-3 code of a state, or of the state a place lies in or an actor belongs to
    (only a State prints it as its code). `kind`, `date` and `date_precision` are an event's; `latitude` and
    `longitude`, in degrees, a place's or a state's capital's.
    """

    id: str
    name: str
    label: Label
    code: str | None = None
    aliases: tuple[str, ...] = ()
    description: str | None = None
    wikidata: str | None = None
    kind: str | None = None
    date: datetime.date | None = None
    date_precision: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A mention and whom it means, with the reason why ("gazetteer alias", "surname seen before", ...)."""

    mention: Mention
    entity: Entity
    reason: str = field(default="", kw_only=True)
