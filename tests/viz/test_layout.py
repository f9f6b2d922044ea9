"""Where nodes stand: apart, in packed pieces, the same every time."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkb.viz.layout import lay_out

PAIRS = st.tuples(st.integers(0, 29), st.integers(0, 29)).filter(lambda p: p[0] < p[1])


def named(pairs: set[tuple[int, int]]) -> dict[tuple[str, str], float]:
    return {(f"n{a}", f"n{b}"): 1.0 for a, b in pairs}


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.sets(PAIRS, max_size=60))
def test_no_two_nodes_overlap(count: int, pairs: set[tuple[int, int]]) -> None:
    sizes = {f"n{i}": 5.0 + i % 15 for i in range(count)}
    spots = lay_out(sizes, named({p for p in pairs if max(p) < count}))
    assert spots.keys() == sizes.keys()
    for a, b in combinations(sizes, 2):
        assert math.dist(spots[a], spots[b]) > (sizes[a] + sizes[b]) * 0.95


def test_layout_is_the_same_every_time() -> None:
    sizes, weights = {f"n{i}": 6.0 for i in range(40)}, named({(i, (i * 7 + 3) % 40) for i in range(20)})
    assert lay_out(sizes, weights) == lay_out(sizes, weights)


def test_pieces_are_packed_and_not_flung_away() -> None:
    main = {(0, i) for i in range(1, 40)}
    spots = lay_out({f"n{i}": 6.0 for i in range(60)}, named(main | {(i, i + 1) for i in range(40, 60, 2)}))
    width = max(x for x, _ in spots.values()) - min(x for x, _ in spots.values())
    core = max(spots[f"n{i}"][0] for i in range(40)) - min(spots[f"n{i}"][0] for i in range(40))
    assert width < core * 1.6


def test_pieces_do_not_lie_over_one_another() -> None:
    spots = lay_out({f"n{i}": 6.0 for i in range(8)}, named({(0, 1), (1, 2), (0, 2), (3, 4), (5, 6), (6, 7), (5, 7)}))
    boxes = [_box([spots[n] for n in piece]) for piece in (("n0", "n1", "n2"), ("n3", "n4"), ("n5", "n6", "n7"))]
    for p, q in combinations(boxes, 2):
        assert p[1] < q[0] or q[1] < p[0] or p[3] < q[2] or q[3] < p[2]


def _box(spots: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), max(xs), min(ys), max(ys)


def test_neighbours_stand_nearer_than_strangers() -> None:
    two = {(a, b) for part in (range(10), range(10, 20)) for a, b in combinations(part, 2)} | {(0, 10)}
    spots = lay_out({f"n{i}": 6.0 for i in range(20)}, named(two))
    near = [math.dist(spots[f"n{a}"], spots[f"n{b}"]) for a, b in two]
    far = [math.dist(spots[f"n{a}"], spots[f"n{b}"]) for a in range(1, 10) for b in range(11, 20)]
    assert sum(near) / len(near) < 0.7 * sum(far) / len(far)


def test_those_beyond_the_backbone_stand_by_whom_they_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkb.viz.layout.BACKBONE", 12)
    hubs = {(a, b) for a, b in combinations(range(6), 2)}
    leaves = {(n % 6, n) for n in range(6, 90)}
    spots = lay_out({f"n{i}": 6.0 for i in range(90)}, named(hubs | leaves))
    assert len(set(spots.values())) == 90
    own = [math.dist(spots[f"n{hub}"], spots[f"n{leaf}"]) for hub, leaf in leaves]
    other = [math.dist(spots[f"n{(hub + 1) % 6}"], spots[f"n{leaf}"]) for hub, leaf in leaves]
    assert sum(own) < 0.6 * sum(other)
    assert min(math.dist(p, q) for p, q in combinations(spots.values(), 2)) > 12


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_anybody_can_be_laid_out(count: int) -> None:
    assert len(lay_out({f"n{i}": 6.0 for i in range(count)}, named({(0, 1)} if count == 2 else set()))) == count
