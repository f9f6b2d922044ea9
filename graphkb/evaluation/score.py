"""Figures: how much of what was annotated was found, and how much of what was found is right."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graphkb.evaluation.gold import GoldSentence
from graphkb.evaluation.match import PERSONS, Row, gold_keys, half_same, norm, pair_up, same_actor
from graphkb.ontology import load_ontology

NO_ACTORS = {"Event", "Place"}


@dataclass(slots=True)
class Figure:
    """A count of right, wrong and missed answers, and what follows from it; ratios are between 0 and 1."""

    name: str
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Right answers among all answers."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right answers among all that were to be found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(golds: Sequence[GoldSentence], rows: Iterable[Row]) -> list[Figure]:
    """The figures of rows in the exchange format on annotated sentences.

    Entities match on overlap; a relation is strictly right when source, relation and target agree, coarsely when
    source, PLOVER type and target do. What is marked optional in the gold is neither missed nor wrong.
    """
    relations: dict[str, list[Row]] = defaultdict(list)
    entities: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if "entities" in row:
            entities[row["id"]] += row["entities"]
        else:
            relations[row["id"]].append(row)
    told = [gold for gold in golds if gold.root is not None]
    whole = [gold for gold in golds if gold.root is None]
    figures = _score_whole(whole, entities, relations) if whole else []
    return figures + (_score_told(told, relations) if told else [])


def _score_whole(
    golds: Sequence[GoldSentence], entities: dict[str, list[Row]], relations: dict[str, list[Row]]
) -> list[Figure]:
    """Figures of sentences all of whose entities and relations are annotated."""
    span, label, merged, linking = map(
        Figure, ("entity span", "entity span + label", "Leader = Person", "actor linking")
    )
    strict, coarse, types, modality = map(
        Figure, ("relation, strict", "relation, coarse", "event types per sentence", "modality of strict matches")
    )
    for gold in golds:
        pairs = _align(gold.entities, _located(gold.text, entities[gold.id]))
        _count_entities(gold.entities, pairs, span, lambda *_: True)
        _count_entities(gold.entities, pairs, label, lambda g, p: g["label"] == p.get("label"))
        _count_entities(gold.entities, pairs, merged, lambda g, p: _merged(g) == _merged(p))
        _count_linking(pairs, linking)
        found = relations[gold.id]
        for fact, row in _count_relations(gold, found, strict, lambda r: r["relation"]):
            right = row.get("modality", "asserted") == fact["modality"]
            modality.right, modality.wrong = modality.right + right, modality.wrong + (not right)
        _count_relations(gold, found, coarse, lambda r: r.get("plover") or r["relation"])
        _count_types(gold, found, types)
    return [span, label, merged, linking, strict, coarse, types, modality]


# ---------------------------------------------------------------- entities


def _merged(row: Row) -> Any:
    return "Person" if row.get("label") in PERSONS else row.get("label")


def _located(text: str, found: Iterable[Row]) -> list[Row]:
    """What was found and has a place in the text, without repetitions."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in found:
        if row.get("mention") and 0 <= row["start"] <= len(text):
            seen.setdefault((row["start"], row["mention"], row.get("label")), row)
    return list(seen.values())


def _overlap(a: Row, b: Row) -> float:
    """Shared characters over all characters of two spans."""
    a0, a1 = a["start"], a["start"] + len(a["mention"])
    b0, b1 = b["start"], b["start"] + len(b["mention"])
    shared: int = min(a1, b1) - max(a0, b0)
    return shared / (max(a1, b1) - min(a0, b0)) if shared > 0 else 0.0


def _align(golds: Sequence[Row], found: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Pairs of gold and found spans that overlap, best first, each once; then what is left over on either side."""
    options = sorted(
        (
            (_merged(g) == _merged(p), not g.get("optional"), _overlap(g, p), -gi, -pi)
            for gi, g in enumerate(golds)
            for pi, p in enumerate(found)
            if _overlap(g, p) > 0
        ),
        reverse=True,
    )
    gold_of: dict[int, int] = {}
    for *_, gi, pi in options:
        if -pi not in gold_of and -gi not in gold_of.values():
            gold_of[-pi] = -gi
    pairs: list[tuple[Row | None, Row | None]] = [(golds[g], found[p]) for p, g in gold_of.items()]
    pairs += [(golds[g], None) for g in range(len(golds)) if g not in gold_of.values()]
    return pairs + [(None, found[p]) for p in range(len(found)) if p not in gold_of]


def _count_entities(
    golds: Sequence[Row],
    pairs: Iterable[tuple[Row | None, Row | None]],
    figure: Figure,
    fits: Callable[[Row, Row], bool],
) -> None:
    for gold, row in pairs:
        if row is None:
            figure.missed += gold is not None and not gold.get("optional")
        elif gold is None:
            # A second span over an optional entity is no mistake either.
            figure.wrong += not any(g.get("optional") and _overlap(g, row) for g in golds)
        elif not gold.get("optional"):
            right = fits(gold, row)
            figure.right, figure.wrong, figure.missed = (
                figure.right + right,
                figure.wrong + (not right),
                figure.missed + (not right),
            )


def _count_linking(pairs: Iterable[tuple[Row | None, Row | None]], figure: Figure) -> None:
    for gold, row in pairs:
        if gold is None or gold["label"] in NO_ACTORS or gold.get("optional"):
            continue
        right = row is not None and (
            norm(row.get("name")) in gold_keys(gold) or bool(gold.get("code") and row.get("code") == gold["code"])
        )
        figure.right += right
        figure.missed += not right
        figure.wrong += row is not None and not right


# ---------------------------------------------------------------- relations


def _symmetric(relation: str) -> bool:
    kind = load_ontology().relations.get(relation)
    return kind is not None and kind.symmetric


def _once(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> list[Row]:
    seen: dict[Hashable, Row] = {}
    for row in rows:
        seen.setdefault(key(row), row)
    return list(seen.values())


def _ends(row: Row, identity: Callable[[Any], Hashable]) -> Hashable:
    ends = (identity(row["source"]), identity(row["target"]))
    return frozenset(ends) if _symmetric(row["relation"]) else ends


def _gold_identity(entity: Row) -> Hashable:
    return entity.get("code") or norm(entity["names"][0])


def _found_identity(actor: Row | None) -> Hashable:
    if not actor:
        return None
    code = actor.get("code") if actor.get("label") in ("State", None, "") else None
    return code or norm(actor.get("name") or actor.get("mention"))


def _count_relations(
    gold: GoldSentence, rows: Sequence[Row], figure: Figure, kind: Callable[[Row], str]
) -> list[tuple[Row, Row]]:
    """Count one sentence's relations; the pairs of gold and row that agree."""
    facts = [{**r, "source": gold.entities[r["source"]], "target": gold.entities[r["target"]]} for r in gold.relations]
    facts.sort(key=lambda r: bool(r.get("optional")))
    unique = _once(facts, lambda r: (kind(r), _ends(r, _gold_identity)))
    found = _once(rows, lambda r: (kind(r), _ends(r, _found_identity)))
    needed = [r for r in unique if not r.get("optional")]

    def fits(fact: Row, row: Row) -> bool:
        if kind(fact) != kind(row):
            return False
        source, target = fact["source"], fact["target"]
        straight = same_actor(source, row.get("source")) and same_actor(target, row.get("target"))
        turned = (
            _symmetric(fact["relation"])
            and same_actor(source, row.get("target"))
            and same_actor(target, row.get("source"))
        )
        return straight or turned

    pairs = pair_up(needed, found, fits)
    figure.right += len(pairs)
    figure.missed += len(needed) - len(pairs)
    figure.wrong += sum(p not in pairs and not any(fits(fact, row) for fact in unique) for p, row in enumerate(found))
    return [(needed[g], found[p]) for p, g in pairs.items()]


def _count_types(gold: GoldSentence, rows: Iterable[Row], figure: Figure) -> None:
    needed = {r["plover"] for r in gold.relations if r["plover"] and not r.get("optional")}
    allowed = {r["plover"] for r in gold.relations}
    found = {r["plover"] for r in rows if r.get("plover")}
    figure.right += len(needed & found)
    figure.missed += len(needed - found)
    figure.wrong += len(found - allowed)


# ---------------------------------------------------------------- sentences with one relation told


def _root(plover: str) -> str:
    return "YIELD" if plover in ("CONCEDE", "RETREAT") else plover


def _ends_right(gold: GoldSentence, row: Row) -> int:
    def agree(source: str, target: str) -> int:
        return half_same(gold.source or "", row.get(source)) + half_same(gold.target or "", row.get(target))

    turned = agree("target", "source") if _root(row["plover"]) in ("AGREE", "CONSULT", "COOPERATE") else 0
    return max(agree("source", "target"), turned)


def _score_told(golds: Sequence[GoldSentence], relations: dict[str, list[Row]]) -> list[Figure]:
    """Figures of sentences with one relation annotated: the typed pair, the pair alone, and the root code."""
    typed, pair, root, extra = map(Figure, ("pair with its type", "pair", "root code", "beyond the annotated pair"))
    for gold in golds:
        ranked = sorted(
            (
                (_ends_right(gold, r), _root(r["plover"]) == gold.root, _root(r["plover"]))
                for r in relations[gold.id]
                if r.get("plover")
            ),
            reverse=True,
        )
        both = [r for r in ranked if r[0] == 2]
        best = [kind for ends, _, kind in ranked if ends == ranked[0][0]]
        answer = max(sorted(set(best)), key=best.count) if best else None
        for figure, right, given in (
            (typed, any(r[1] for r in both), bool(both)),
            (pair, bool(both), bool(ranked)),
            (root, answer == gold.root, answer is not None),
        ):
            figure.right += right
            figure.missed += not right
            figure.wrong += given and not right
        extra.wrong += len(ranked) - len(both)
    return [typed, pair, root, extra]
