"""Decisions in every store: applied to what is kept, to what comes later, and taken back."""

from pathlib import Path

import pytest

from graphkb.errors import DecisionError
from graphkb.graph import Decision, Decisions, decide
from graphkb.graph.decision_file import load_decisions
from graphkb.knowledge_base import KnowledgeBase
from graphkb.store import GraphStore
from graphkb.store.deciding import apply_decisions, follows, remember
from tests.graph.test_decisions import NEWS, ONE, RAHMON, RAKHMON, SMITH


def test_what_is_kept_becomes_what_is_decided_and_comes_back(store: GraphStore) -> None:
    store.write(NEWS)
    decisions = Decisions((ONE, Decision("split", (SMITH.id,))))
    assert apply_decisions(store, decisions) == 2
    assert store.read() == decide(NEWS, decisions)
    assert apply_decisions(store, decisions) == 0
    assert apply_decisions(store, Decisions()) == 2
    assert store.read() == NEWS


def test_rejected_statements_are_kept_and_count_for_nothing(store: GraphStore) -> None:
    store.write(NEWS)
    every = Decisions(tuple(Decision("reject", (id,)) for id in NEWS.statements))
    apply_decisions(store, every)
    assert store.counts().relationships == 0
    assert store.counts().statements == len(NEWS.statements)
    verdicts = store.query("MATCH (s:Statement) RETURN DISTINCT s.verdict AS verdict").rows
    assert verdicts == [("rejected",)]
    apply_decisions(store, Decisions())
    assert store.read() == NEWS


def test_a_store_remembers_which_decisions_it_follows(store: GraphStore) -> None:
    decisions = Decisions((ONE,))
    assert follows(store, decisions)  # an empty store follows any
    store.write(NEWS)
    assert follows(store, Decisions())
    assert not follows(store, decisions)
    remember(store, decisions)
    assert follows(store, decisions)
    assert not follows(store, Decisions())


def test_a_person_merges_splits_and_takes_back(store: GraphStore, tmp_path: Path) -> None:
    kb = KnowledgeBase(store, decisions=tmp_path / "graphkb.decisions")
    store.write(NEWS)
    done = kb.merge(RAHMON.id, "Emomali Rakhmon", because="spelling")
    assert (done.articles, [d.line for d in done.decisions]) == (2, [2, 3])
    assert RAKHMON.id not in kb.graph().nodes
    with pytest.raises(DecisionError, match="one node"):
        kb.split("Emomali Rahmon", "Emomali Rakhmon")
    assert kb.split(SMITH.id, articles=["c"]).articles == 1
    [wrong] = [id for id, s in NEWS.statements.items() if s.relation == "PRAISES"]
    assert kb.reject(wrong).articles == 1
    with pytest.raises(DecisionError, match=r"contradicts .*:5 "):
        kb.accept(wrong)
    assert kb.graph() == decide(NEWS, load_decisions(kb.decisions_path))
    for decision in reversed(kb.decisions.all):
        kb.take_back(decision.line)
    assert kb.graph() == NEWS


def test_a_file_edited_by_hand_is_followed_when_asked(store: GraphStore, tmp_path: Path) -> None:
    kb = KnowledgeBase(store, decisions=tmp_path / "mine")
    store.write(NEWS)
    kb.decisions_path.write_text(f"{ONE}\n", encoding="utf-8")
    assert kb.apply_decisions() == 2
    kb.decisions_path.unlink()
    assert kb.apply_decisions() == 2
    assert kb.graph() == NEWS
