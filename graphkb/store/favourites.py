"""The saved queries as favourites of Neo4j Browser: an archive that is dropped onto its window."""

import io
import zipfile
from collections.abc import Iterable

from graphkb.store.saved import GROUPS, SavedQuery, saved_queries


def favourites(queries: Iterable[SavedQuery] | None = None) -> bytes:
    """A ZIP archive of saved queries, those that come with graphkb where none are given: a folder for each group.

    Neo4j Browser makes favourites of it, each under the title of its query. The same queries give the same bytes.

    >>> with zipfile.ZipFile(io.BytesIO(favourites())) as archive:
    ...     archive.namelist()[0]
    'Who/leaders.cypher'
    """
    found = saved_queries() if queries is None else list(queries)
    # Browser lists folders as they come.
    order = {group: at for at, group in enumerate(GROUPS)}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in sorted(found, key=lambda query: (order.get(query.group, len(order)), query.name)):
            # ZipInfo has a date of its own, 1980, so that nothing depends on when this runs.
            archive.writestr(zipfile.ZipInfo(f"{query.group or 'Other'}/{query.name}.cypher"), query.text)
    return content.getvalue()
