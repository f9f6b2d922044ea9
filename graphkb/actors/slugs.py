"""Readable parts of ids, and ids that are bound to one article."""

import re
from hashlib import sha256

from graphkb.mentions.names import fold

LONGEST = 60


def slug(name: str) -> str:
    """A name as a part of an id: plain lower case words joined by hyphens.

    >>> slug("Recep Tayyip Erdoğan"), slug("Côte d’Ivoire"), slug("!")
    ('recep-tayyip-erdogan', 'cote-divoire', 'x')
    """
    plain = fold(re.sub(r"['’‘]", "", name))
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or "x"


def bound(slugged: str, article_id: str) -> str:
    """A slug that is good in one article only, so that nothing merges by a surname alone.

    >>> bound("smith", "a")
    'smith@ca978112'
    """
    return f"{slugged}@{sha256(article_id.encode()).hexdigest()[:8]}"
