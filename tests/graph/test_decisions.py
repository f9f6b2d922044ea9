"""Decisions of a person: how they are written, what contradicts what, and what they make of a graph."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkb.actors import Entity
from graphkb.errors import DecisionError, UnknownName
from graphkb.graph import Decision, Decisions, Graph, decide, merge, retract
from graphkb.graph.choosing import as_judged, as_one, as_parts, as_two, choose_node
from graphkb.graph.deciding import decide_anew
from graphkb.graph.decision_file import add_decisions, load_decisions, parse_decision, remove_decision
from graphkb.graph.decisions import VERBS, Verb
from tests.graph.made import PUTIN, RUSSIA, article, graph, reading, says

RAHMON = Entity("leader/emomali-rahmon", "Emomali Rahmon", "Leader", code="TJK")
RAKHMON = Entity("person/emomali-rakhmon", "Emomali Rakhmon", "Person", description="Tajik leader")
SMITH = Entity("person/john-smith", "John Smith", "Person")

NEWS = graph(
    reading(article("a"), says(RAHMON, "MEETS", PUTIN)),
    reading(article("b"), says(RAKHMON, "MEETS", PUTIN), says(SMITH, "CRITICIZES", RAKHMON, sentence=1)),
    reading(article("c"), says(SMITH, "PRAISES", RUSSIA), says(RAHMON, "WARNS", RAKHMON, sentence=1)),
)
ONE = Decision("same", (RAHMON.id, RAKHMON.id))


def decided(*decisions: Decision) -> Decisions:
    return Decisions(tuple(Decision(d.verb, d.ids, d.note, line) for line, d in enumerate(decisions, start=1)))


# ---------------------------------------------------------------- the file

ids = st.tuples(st.sampled_from(["state/", "org/", "leader/", "person/", "group/"]), st.text(min_size=1)).map("".join)


@st.composite
def some_decisions(draw: st.DrawFn) -> Decision:
    verb: Verb = draw(st.sampled_from(VERBS))
    if verb in ("accept", "reject"):
        named: tuple[str, ...] = ("statement/" + draw(st.text(min_size=1)),)
    elif verb == "name":
        named = (draw(ids), draw(st.from_regex(r"\A[^\W\d_]+( [^\W\d_]+)?\Z")))
    elif verb == "split":
        named = (draw(ids), *draw(st.lists(st.text(min_size=1), max_size=3)))
    else:
        named = tuple(draw(st.lists(ids, min_size=2, max_size=2, unique=True)))
    return Decision(verb, named, draw(st.text()))


@given(some_decisions())
def test_a_decision_is_read_as_it_was_written(decision: Decision) -> None:
    line = str(decision)
    read = parse_decision(line)
    assert read == decision
    assert read is not None
    assert str(read) == line
    line.encode("utf-8")
    assert "\n" not in line


@given(st.text())
def test_any_line_is_a_decision_or_refused(line: str) -> None:
    try:
        parse_decision(line)
    except DecisionError:
        return


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("sme leader/a person/b", "'sme' is no decision", id="verb"),
        pytest.param("same leader/a", "two ids", id="one-id"),
        pytest.param("same leader/a person/b person/c", "two ids", id="three-ids"),
        pytest.param("same leader/a leader/a", "to itself", id="itself"),
        pytest.param("same leader/a place/x/b", "an actor and place/x/b a place", id="place"),
        pytest.param("same Rahmon Rakhmon", "'Rahmon' is no id", id="name"),
        pytest.param("same leader/ person/b", "is no id", id="empty-slug"),
        pytest.param("split", "split takes", id="split-nobody"),
        pytest.param("name leader/a", "name takes", id="no-name"),
        pytest.param('name leader/a " b"', "name takes", id="odd-name"),
        pytest.param("reject MEETS", "statement/", id="no-statement"),
        pytest.param('same leader/a "person/b', "quotation mark", id="open-quotation"),
        pytest.param('same leader/a "person/\\x"', "JSON", id="bad-escape"),
        pytest.param('same leader/a ""', "empty", id="empty-id"),
    ],
)
def test_a_line_that_is_no_decision_is_named_with_file_and_line(line: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "graphkb.decisions"
    path.write_text(f"# a note\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"graphkb\.decisions:3: ") as raised:
        load_decisions(path)
    assert words in str(raised.value)


def test_notes_blank_lines_and_windows_line_ends_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "graphkb.decisions"
    path.write_bytes(b"\xef\xbb\xbf# heading\r\n\r\nsame leader/a person/b  # why # not\r\nsplit person/c\thttp://x/#y")
    found = load_decisions(path).all
    assert [(d.verb, d.ids, d.note, d.line) for d in found] == [
        ("same", ("leader/a", "person/b"), "why # not", 3),
        ("split", ("person/c", "http://x/#y"), "", 4),
    ]


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert load_decisions(tmp_path / "none") == Decisions(file=str(tmp_path / "none"))
    assert load_decisions(tmp_path / "none").digest == ""


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graphkb.decisions"
    path.write_bytes(b"\xff\xfe\x00same")
    with pytest.raises(DecisionError, match="UTF-8"):
        load_decisions(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="cannot be read"):
        load_decisions(tmp_path)


def test_decisions_are_added_at_the_end_and_once(tmp_path: Path) -> None:
    path = tmp_path / "graphkb.decisions"
    path.write_text("# mine\nsplit person/c", encoding="utf-8")
    add_decisions(path, [ONE, Decision("split", ("person/c",)), ONE])
    assert add_decisions(path, [ONE]).all == (Decision("split", ("person/c",)), ONE)
    assert path.read_text(encoding="utf-8") == f"# mine\nsplit person/c\n{ONE}\n"


def test_a_decision_that_contradicts_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "graphkb.decisions"
    add_decisions(path, [ONE])
    before = path.read_bytes()
    with pytest.raises(DecisionError, match=r"contradicts .*graphkb\.decisions:2"):
        add_decisions(path, [Decision("different", ONE.ids)])
    assert path.read_bytes() == before


def test_a_decision_is_taken_back_and_the_other_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "graphkb.decisions"
    path.write_bytes(f"# mine\r\n{ONE}\r\n# end".encode())
    assert remove_decision(path, 2) == ONE
    assert path.read_bytes() == b"# mine\r\n# end"
    with pytest.raises(DecisionError, match=":1: no decision"):
        remove_decision(path, 1)


# ---------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(
            ["same leader/a person/b", "same person/c person/b", "different person/c leader/a"],
            r"d:3: different person/c leader/a contradicts d:1 .*, d:2 ",
            id="different-through-others",
        ),
        pytest.param(
            ["different leader/a person/b", "same person/b leader/a"], r"d:2: same .* contradicts d:1 ", id="same-later"
        ),
        pytest.param(["reject statement/x", "accept statement/x"], "d:2: accept .* contradicts d:1 ", id="verdict"),
        pytest.param(
            ["same leader/a person/b", "name person/b B", "name leader/a A"], "d:3: name .* d:2 ", id="two-names"
        ),
        pytest.param(["split person/a x y", "split person/a y z"], "d:2: split .* contradicts d:1 ", id="two-parts"),
    ],
)
def test_contradictory_decisions_are_refused_with_their_lines(lines: list[str], message: str) -> None:
    read = [parse_decision(line, line=number) for number, line in enumerate(lines, start=1)]
    with pytest.raises(DecisionError, match=message):
        Decisions(tuple(d for d in read if d), "d")


def test_the_same_decision_twice_is_no_contradiction() -> None:
    assert Decisions((ONE, ONE)).digest == Decisions((ONE,)).digest


small = st.sampled_from([f"person/{letter}" for letter in "abcde"])
joins = st.lists(st.lists(small, min_size=2, max_size=2, unique=True), max_size=8)


@given(joins, st.randoms(use_true_random=False))
def test_who_is_one_does_not_depend_on_the_order(pairs: list[list[str]], chance: object) -> None:
    made = [Decision("same", tuple(pair)) for pair in pairs]
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = Decisions(tuple(made)), Decisions(tuple(mixed))
    assert one.kept == other.kept
    assert one.digest == other.digest
    for decision in made:
        assert one.kept[decision.ids[0]] == one.kept[decision.ids[1]]
    assert set(one.kept.values()) <= set(one.kept)


def test_the_id_named_first_is_kept() -> None:
    assert Decisions((Decision("same", ("person/z", "leader/a")),)).kept == dict.fromkeys(
        ("person/z", "leader/a"), "person/z"
    )
    chain = (Decision("same", ("person/b", "person/a")), Decision("same", ("person/c", "person/b")))
    assert set(Decisions(chain).kept.values()) == {"person/c"}


# ---------------------------------------------------------------- what they make of a graph


def test_two_actors_become_one_node_with_all_that_was_said_of_both() -> None:
    after = decide(NEWS, decided(ONE))
    assert RAKHMON.id not in after.nodes
    node = after.nodes[RAHMON.id]
    assert (node.label, node.description, node.read_as) == ("Leader", "Tajik leader", None)
    assert {"Emomali Rahmon", "Emomali Rakhmon"} == {node.name, *node.aliases}
    [meets] = [r for r in after.relationships.values() if r.type == "MEETS"]
    assert (meets.statements, meets.sources) == (2, 2)


def test_a_node_is_called_as_decided() -> None:
    after = decide(NEWS, decided(ONE, Decision("name", (RAKHMON.id, "Emomali Rahmon"))))
    assert (after.nodes[RAHMON.id].name, after.nodes[RAHMON.id].aliases) == ("Emomali Rahmon", ("Emomali Rakhmon",))
    assert decide(after, Decisions()) == NEWS


def test_nothing_joins_an_actor_to_itself_and_nothing_is_lost() -> None:
    after = decide(NEWS, decided(ONE))
    assert all(r.source != r.target for r in after.relationships.values())
    assert after.statements.keys() == NEWS.statements.keys()
    assert [s.relation for s in after.statements.values() if s.edge is None] == ["WARNS"]


def test_decisions_are_taken_back_without_a_trace() -> None:
    after = decide(NEWS, decided(ONE, Decision("split", (SMITH.id,))))
    assert after != NEWS
    assert decide(after, Decisions()) == NEWS


def test_an_actor_is_split_by_articles() -> None:
    after = decide(NEWS, decided(Decision("split", (SMITH.id,))))
    parts = sorted(id for id in after.nodes if id.startswith(SMITH.id))
    assert len(parts) == 2
    assert all(id.startswith(SMITH.id + "@") for id in parts)
    some = decide(NEWS, decided(Decision("split", (SMITH.id, "c"))))
    assert {s.source for s in some.statements.values() if s.article == "b"} == {SMITH.id, RAKHMON.id}
    assert SMITH.id in some.nodes


def test_parts_may_be_merged_with_others() -> None:
    part = Decisions((Decision("split", (SMITH.id, "c")),)).actor(SMITH.id, "c")
    after = decide(NEWS, decided(Decision("split", (SMITH.id, "c")), Decision("same", (PUTIN.id, part))))
    [praise] = [r for r in after.relationships.values() if r.type == "PRAISES"]
    assert praise.source == PUTIN.id


def test_a_rejected_statement_supports_nothing_and_comes_back() -> None:
    [wrong] = [s for s in NEWS.statements.values() if s.relation == "PRAISES"]
    after = decide(NEWS, decided(Decision("reject", (wrong.id,))))
    assert after.statements[wrong.id].verdict == "rejected"
    assert "PRAISES" not in {r.type for r in after.relationships.values()}
    right = decide(after, decided(Decision("accept", (wrong.id,))))
    assert right.statements[wrong.id].verdict == "accepted"
    assert right.relationships == NEWS.relationships


def test_decisions_of_what_is_not_there_change_nothing() -> None:
    nobody = decided(Decision("same", ("person/x", "person/y")), Decision("reject", ("statement/x",)))
    assert decide(NEWS, nobody) == NEWS
    assert decide_anew(NEWS, nobody) == Graph()


def test_a_graph_that_nobody_decided_on_is_given_back() -> None:
    assert decide(NEWS, Decisions()) is NEWS


def test_only_articles_that_change_are_decided_anew() -> None:
    assert set(decide_anew(NEWS, decided(Decision("same", (PUTIN.id, RAKHMON.id)))).articles) == {"b", "c"}


actors = st.sampled_from([RAHMON.id, RAKHMON.id, SMITH.id, PUTIN.id, "person/nobody"])
choices = st.lists(
    st.one_of(
        st.lists(actors, min_size=2, max_size=2, unique=True).map(lambda two: Decision("same", tuple(two))),
        st.tuples(actors, st.sampled_from(["a", "b", "c"])).map(lambda of: Decision("split", of)),
        actors.map(lambda id: Decision("split", (id,))),
        actors.map(lambda id: Decision("name", (id, "Emomali Rakhmon"))),
        st.sampled_from(sorted(NEWS.statements)).map(lambda id: Decision("reject", (id,))),
    ),
    max_size=6,
).map(tuple)


@given(choices, choices)
def test_only_the_last_decisions_count(first: tuple[Decision, ...], last: tuple[Decision, ...]) -> None:
    before, after = Decisions(first), Decisions(last)
    assert decide(decide(NEWS, before), after) == decide(NEWS, after)
    assert decide(decide(NEWS, after), after) == decide(NEWS, after)


@given(choices, st.randoms(use_true_random=False))
def test_the_order_of_decisions_never_matters(made: tuple[Decision, ...], chance: object) -> None:
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert decide(NEWS, Decisions(made)) == decide(NEWS, Decisions(tuple(mixed)))


@given(choices)
def test_deciding_then_merging_is_merging_then_deciding(made: tuple[Decision, ...]) -> None:
    decisions = Decisions(made)
    rest = retract(NEWS, "b")
    alone = graph(reading(article("b"), says(RAKHMON, "MEETS", PUTIN), says(SMITH, "CRITICIZES", RAKHMON, sentence=1)))
    assert merge(decide(rest, decisions), decide(alone, decisions)) == decide(NEWS, decisions)
    assert retract(decide(NEWS, decisions), "b") == decide(rest, decisions)


# ---------------------------------------------------------------- what a person may name


def test_names_become_ids_with_a_note_of_who_they_are() -> None:
    [called, made] = as_one(NEWS, Decisions(), ["Emomali Rahmon", "emomali rakhmon"], because="one president")
    assert str(called) == 'name leader/emomali-rahmon "Emomali Rahmon"'
    assert str(made) == f"{ONE}  # Emomali Rahmon = Emomali Rakhmon: one president"
    [apart] = as_two(NEWS, Decisions(), "John Smith", RAHMON.id)
    assert (apart.verb, apart.ids) == ("different", (RAHMON.id, SMITH.id))


def test_who_is_one_already_is_said_with_the_line() -> None:
    decisions = decided(ONE)
    after = decide(NEWS, decisions)
    with pytest.raises(DecisionError, match=r"one node already: leader/emomali-rahmon .*graphkb\.decisions:1"):
        as_one(after, decisions, ["Emomali Rahmon", "Emomali Rakhmon"])
    with pytest.raises(DecisionError, match=r"one node, leader/emomali-rahmon .*graphkb\.decisions:1"):
        as_two(after, decisions, "Emomali Rahmon", "Emomali Rakhmon")
    with pytest.raises(DecisionError, match=r"by decision \(graphkb\.decisions:1\)"):
        as_parts(after, decisions, RAHMON.id, [])


def test_a_name_that_two_bear_is_refused_with_their_ids() -> None:
    other = Entity("person/john-smith@x", "John Smith", "Person")
    both = merge(NEWS, graph(reading(article("d"), says(other, "MEETS", RAHMON))))
    with pytest.raises(DecisionError, match="person/john-smith, person/john-smith@x"):
        choose_node(both, "john smith")
    assert choose_node(both, "person/john-smith@x").id == "person/john-smith@x"
    with pytest.raises(UnknownName, match="John Smith"):
        choose_node(both, "Jon Smith")


def test_a_merged_actor_is_split_by_what_the_articles_called_it() -> None:
    decisions = decided(ONE)
    after = decide(NEWS, decisions)
    made = as_parts(after, decisions, RAHMON.id, ["a", "b"])
    assert [(d.verb, d.ids) for d in made] == [("split", (RAHMON.id, "a")), ("split", (RAKHMON.id, "b"))]


def test_splitting_what_one_article_tells_is_refused() -> None:
    with pytest.raises(DecisionError, match="only one article"):
        as_parts(NEWS, Decisions(), RUSSIA.id, [])
    with pytest.raises(UnknownName, match="article about Russia"):
        as_parts(NEWS, Decisions(), RUSSIA.id, ["a"])


def test_statements_are_judged_by_their_ids() -> None:
    [praise] = [s for s in NEWS.statements.values() if s.relation == "PRAISES"]
    [made] = as_judged(NEWS, [praise.id], right=False)
    assert str(made) == f"reject {praise.id}  # John Smith PRAISES Russia"
    with pytest.raises(UnknownName):
        as_judged(NEWS, ["statement/none"], right=True)


def test_a_decision_among_places_is_allowed_and_across_kinds_is_not() -> None:
    made = parse_decision("same place/KAZ/almaty place/xx/alma-ata")
    assert made == Decision("same", ("place/KAZ/almaty", "place/xx/alma-ata"))
    with pytest.raises(DecisionError, match="an event and org/x an actor"):
        parse_decision("same event/talks/2022 org/x")
