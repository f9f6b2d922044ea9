"""The files of frames, roles and cues: what they must hold, and what is said of a broken one."""

from pathlib import Path

import pytest

from graphkb.errors import OntologyError
from graphkb.ontology import load_ontology
from graphkb.relations.confidence import load_counts
from graphkb.relations.cues import load_cues
from graphkb.relations.frames import load_frames, read_pattern
from graphkb.relations.offices import load_roles


def test_every_frame_and_role_carries_a_relation_of_the_ontology() -> None:
    known = load_ontology().relations
    assert {frame.relation for frame in load_frames().frames} <= known.keys()
    assert {role.relation for roles in load_roles().values() for role in roles} <= known.keys()
    assert {relation for relation, _ in load_counts()} <= known.keys() | {""}


def test_every_label_a_frame_asks_for_may_stand_there() -> None:
    ontology = load_ontology()
    for frame in load_frames().frames:
        kind = ontology.relation(frame.relation)
        assert frame.source.labels <= kind.source, frame.pattern
        assert frame.target is None or frame.target.labels <= kind.target, frame.pattern


def test_no_pattern_is_written_twice_under_a_relation() -> None:
    seen = [(f.relation, f.part, f.pattern) for f in load_frames().frames]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        pytest.param("SOURCE TARGET", "no head word", id="no-head"),
        pytest.param("attack TARGET", "no SOURCE", id="no-source"),
        pytest.param("SOURCE launch <rockets> at TARGET", "no word class <rockets>", id="unknown-class"),
        pytest.param("SOURCE fire at|on|upwards TARGET", "no prepositions: upwards", id="mixed"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_pattern("ATTACKS", "verb", pattern, classes={})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("words: [", id="no-yaml"),
        pytest.param("words: {}", id="no-frames"),
        pytest.param("words: {}\nframes: {ATTACKS: {verbs: [SOURCE TARGET]}}", id="bad-pattern"),
        pytest.param("words: {}\nframes: {ATTACKS: {verses: [SOURCE attack TARGET]}}", id="bad-section"),
    ],
)
def test_a_broken_file_of_frames_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "frames.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"frames\.yaml"):
        load_frames(path)


def test_broken_cues_roles_and_confidence_are_named(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_text("[", encoding="utf-8")
    for load in (load_cues, load_roles, load_counts):
        with pytest.raises(OntologyError, match="broken"):
            load(path)
