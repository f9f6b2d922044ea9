"""Mentions into sightings: whom each mention of an article means."""

from collections.abc import Sequence

from graphkb.actors.descriptions import resolve_description
from graphkb.actors.entity import Sighting
from graphkb.actors.events import dated
from graphkb.actors.gazetteer import Gazetteer
from graphkb.actors.naming import resolve_name, resolve_surname
from graphkb.actors.pronouns import resolve_pronoun
from graphkb.actors.scene import Scene
from graphkb.actors.whose import common_bodies, resolve_beside, resolve_body, resolve_owned
from graphkb.mentions import Mention


def resolve(mentions: Sequence[Mention], *, gazetteer: Gazetteer) -> list[Sighting]:
    """Whom the mentions of one article mean, in their order; mentions that stay unclear are left out.

    A mention that means several ("the two leaders") has a sighting for each of them.

    Full names first, so that a surname in the headline finds its bearer; then surnames; then bodies of common names
    beside those whose they are; then descriptions, pronouns and other such bodies in the order of the text.

    >>> from graphkb.actors import load_gazetteer
    >>> from graphkb.articles import Article
    >>> from graphkb.mentions import find_mentions
    >>> from graphkb.text import load_model, split
    >>> article = Article(id="a", text="Kazakh President Jane Doe left. Doe was tired.")
    >>> [(_, sentences)] = split([article], nlp=load_model())
    >>> found = find_mentions(sentences, names=load_gazetteer())
    >>> [sighting.entity.id for sighting in resolve(found, gazetteer=load_gazetteer())]
    ['state/KAZ', 'person/jane-doe', 'person/jane-doe']
    """
    if not mentions:
        return []
    scene = Scene(mentions[0].sentence.article, mentions, gazetteer)
    named = [mention for mention in mentions if mention.kind in ("name", "demonym")]
    bodies = dict.fromkeys(common_bodies(named, scene))
    own = [mention for mention in named if mention not in bodies]
    steps = ((resolve_name, own), (resolve_surname, own), (resolve_owned, bodies), (resolve_beside, bodies))
    for step, some in steps:
        for mention in some:
            if scene.of(mention) is None:
                step(mention, scene)
    for mention in mentions:
        if mention in bodies and scene.of(mention) is None:
            resolve_body(mention, scene)
        elif mention.kind == "description":
            resolve_description(mention, scene)
        elif mention.kind == "pronoun":
            resolve_pronoun(mention, scene)
    _date_events(scene)
    return [sighting for mention in mentions for sighting in scene.all_of(mention)]


def _date_events(scene: Scene) -> None:
    """Make one of the mentions of an event with and without its date."""
    seen = {mention: sighting for mention in scene.mentions if (sighting := scene.of(mention)) is not None}
    better = dated(sighting.entity for sighting in seen.values() if sighting.entity.label == "Event")
    for mention, sighting in seen.items():
        if sighting.entity.id in better:
            scene.see(mention, better[sighting.entity.id], "happening dated elsewhere in the text")
