"""What is exported is opened by the programs it is for."""

import csv
import os
from pathlib import Path

import networkx as nx
import pytest
import rdflib

from graphkb.actors import Entity
from graphkb.errors import OutputError, UnknownName
from graphkb.graph import Graph, to_networkx
from graphkb.moving import check_format, export_for_import, export_graph
from graphkb.store import Counts
from tests.graph.made import KAZAKHSTAN, PUTIN, RUSSIA, TOKAYEV, article, graph, reading, says, story
from tests.neo4j.server import NoServer, Server, own_server
from tests.store.conftest import empty
from tests.store.test_stores import HOSTILE

HOSTILE_GRAPH = graph(
    *story(),
    *(
        reading(
            article(f"evil {n}", text=str(case.values[0]) * 2),
            says(
                Entity(f"person/evil-{n}", str(case.values[0]), "Person", aliases=("a;b|c", "\\u0041'")), "WARNS", PUTIN
            ),
        )
        for n, case in enumerate(HOSTILE)
    ),
)

GRAPHS = [pytest.param(graph(*story()), id="story"), pytest.param(HOSTILE_GRAPH, id="hostile")]


@pytest.mark.parametrize("made", [*GRAPHS, pytest.param(Graph(), id="empty")])
@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_networkx_reads_the_network(tmp_path: Path, made: Graph, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    export_graph(made, path)
    read = nx.read_graphml(path, force_multigraph=True) if ending == "graphml" else nx.read_gexf(path)
    assert set(read) == set(made.nodes)
    assert read.number_of_edges() == len(made.relationships)
    expected = to_networkx(made)
    for node, data in read.nodes(data=True):
        if data["label"].isprintable() and node in expected:
            assert data["name"] == expected.nodes[node]["name"] or not expected.nodes[node]["name"].isprintable()


def test_a_table_has_a_line_for_each_relationship(tmp_path: Path) -> None:
    made = graph(*story())
    export_graph(made, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == made.relationships.keys()
    assert {(row["source_name"], row["type"], row["target_name"]) for row in rows.values()} >= {
        ("Vladimir Putin", "LEADS", "Russia")
    }


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize("made", GRAPHS)
def test_rdflib_reads_the_linked_data(tmp_path: Path, made: Graph) -> None:
    path = tmp_path / "a.jsonld"
    export_graph(made, path)
    found = rdflib.Graph().parse(path, format="json-ld")
    schema, ours = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("urn:graphkb:")
    russia, kazakhstan = ours[RUSSIA.id], ours[KAZAKHSTAN.id]
    assert (russia, ours.DEPLOYS_TROOPS, kazakhstan) in found
    assert (russia, rdflib.RDF.type, schema.Country) in found
    assert (russia, ours.INVADES, kazakhstan) not in found, "it was denied"
    assert set(found.objects(ours[TOKAYEV.id], schema.name)) == {rdflib.Literal(TOKAYEV.name)}
    assert len(set(found.subjects(rdflib.RDF.type, rdflib.RDF.Statement))) == len(made.relationships)
    asked = """
        SELECT ?who ?day ?sentence WHERE {
            ?r a rdf:Statement ; rdf:subject ?s ; rdf:predicate <urn:graphkb:DEPLOYS_TROOPS> ; rdf:object ?o ;
               schema:startDate ?day ; schema:text ?sentence .
            ?s schema:name ?who . ?o schema:name "Kazakhstan" }"""
    [(who, day, sentence)] = found.query(asked, initNs={"schema": schema})  # type: ignore[misc]
    assert (str(who), str(day)) == ("Russia", "2022-01-06")
    assert str(sentence) in {s.sentence for s in made.statements.values()}


@pytest.mark.neo4j
@pytest.mark.parametrize("made", GRAPHS)
def test_neo4j_runs_the_script_and_holds_the_graph_then(
    tmp_path: Path, neo4j_server: Server, neo4j_store: object, made: Graph
) -> None:
    path = tmp_path / "a.cypher"
    export_graph(made, path)
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("//")]
    assert all(line.endswith(";") for line in lines)
    with neo4j_server.store() as store:
        empty(store)
        for _ in range(2):  # running it twice changes nothing
            for line in lines:
                store.query(line.removesuffix(";"), write=True)
            assert store.read() == made
        assert store.write(made) == Counts()


@pytest.mark.neo4j
@pytest.mark.slow
def test_neo4j_admin_makes_a_database_of_the_folder(tmp_path: Path, neo4j_server: Server) -> None:
    """The importer is run for real, and a server started on what it makes."""
    folder = tmp_path / "for import"
    export_for_import(HOSTILE_GRAPH, folder)
    try:
        with own_server(filled=folder) as machine, machine.server.store() as store:
            assert store.read() == HOSTILE_GRAPH
            assert store.write(HOSTILE_GRAPH) == Counts()
            assert store.read() == HOSTILE_GRAPH
    except NoServer as error:
        if os.environ.get("GRAPHKB_REQUIRE_NEO4J") == "1" or "neo4j-admin" in str(error):
            raise
        pytest.skip(str(error))


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        export_for_import(graph(*story()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        export_for_import(graph(*story()), tmp_path / "no" / "folder")
    with pytest.raises(OutputError, match="cannot be written"):
        export_graph(graph(*story()), tmp_path / "no" / "a.jsonld")
    assert not list(tmp_path.iterdir())


def test_an_unknown_ending_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"unknown export format '\.jsnld'; did you mean .*'\.jsonld'"):
        check_format(Path("a.jsnld"))
