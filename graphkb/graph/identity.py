"""Stable ids: the same article gives the same ids on every machine, in every order, in every version of Python."""

import datetime
from hashlib import sha256


def statement_id(article: str, start: int, end: int, relation: str, *details: object) -> str:
    """The id of a statement: a hash of its article, its place there, its relation and whatever else tells it apart.

    >>> statement_id("a", 0, 9, "MEETS", "state/FRA", "state/DEU")
    'statement/5fc90d6726ba7416b6b7'
    """
    return "statement/" + _hash(article, start, end, relation, *details)


def relationship_id(
    ends: tuple[str, str],
    relation: str,
    date: datetime.date | None,
    date_precision: str,
    *manner: str,
) -> str:
    """The id of a relationship: a hash of its ends, its type, its date as known, and its polarity and modality.

    >>> relationship_id(("state/RUS", "state/UKR"), "INVADES", None, "unknown", "affirmed", "asserted")
    'relationship/6b796897052adb9788a4'
    """
    return "relationship/" + _hash(*ends, relation, date, date_precision, *manner)


def part_of(actor: str, article: str) -> str:
    """The id of whoever an article calls by the name of an actor, where that is somebody else.

    >>> part_of("person/john-smith", "a"), part_of("person/smith@ca978112", "a")
    ('person/john-smith@ca978112', 'person/smith@ca978112')
    """
    mark = "@" + sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return actor if actor.endswith(mark) else actor + mark


def _hash(*parts: object) -> str:
    # Each part with its length, so that no two lists of parts run together into the same text.
    text = "".join(f"{len(part)}:{part}" for part in map(str, parts))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
