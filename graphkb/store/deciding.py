"""Decisions and a store: the graph kept is brought to what is decided, and the store remembers what that was."""

from graphkb.graph import Decisions
from graphkb.graph.deciding import decide_anew
from graphkb.ontology import Ontology
from graphkb.store.protocol import GraphStore


def apply_decisions(store: GraphStore, decisions: Decisions, *, ontology: Ontology | None = None) -> int:
    """How many articles were changed so that the graph kept is what decisions make of it.

    Nothing is read where the store remembers that it follows these decisions already. Each article is changed as a
    whole, so what was stopped half way is finished the next time.
    """
    if follows(store, decisions):
        return 0
    changed = decide_anew(store.read(), decisions, ontology=ontology)
    if changed.articles:
        store.write(changed)
    remember(store, decisions)
    return len(changed.articles)


def follows(store: GraphStore, decisions: Decisions) -> bool:
    """Whether all that is kept follows these decisions."""
    rows = store.query("MATCH (g:Graphkb {id: 'graphkb'}) RETURN g.decisions AS decisions").rows
    return all((row[0] or "") == decisions.digest for row in rows)


def remember(store: GraphStore, decisions: Decisions) -> None:
    """Note in the store that all that is kept follows these decisions."""
    if not follows(store, decisions):
        query = "MATCH (g:Graphkb {id: 'graphkb'}) SET g.decisions = $digest"
        store.query(query, {"digest": decisions.digest}, write=True)
