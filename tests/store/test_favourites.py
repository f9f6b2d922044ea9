"""The archive of saved queries that Neo4j Browser takes as favourites; tests/neo4j/test_browser.py drops it there."""

import io
import zipfile

from graphkb.store import GROUPS, favourites, saved_queries, saved_query


def test_each_query_is_in_the_folder_of_its_group_and_begins_with_its_title() -> None:
    with zipfile.ZipFile(io.BytesIO(favourites())) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found == {f"{query.group}/{query.name}.cypher": query.text for query in saved_queries()}
    assert list(dict.fromkeys(name.split("/")[0] for name in found)) == list(GROUPS)
    assert found["As a picture/draw-actor.cypher"].startswith(f"// {saved_query('draw-actor').title}\n")


def test_the_same_queries_give_the_same_archive() -> None:
    assert favourites() == favourites(saved_queries())
    assert favourites([saved_query("troops")]) != favourites()
