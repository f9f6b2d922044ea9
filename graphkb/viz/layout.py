"""Layout: where the nodes stand. A spring layout for each piece of the graph, evened out, pushed apart and packed."""

import math
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Spot = tuple[float, float]
Box = tuple[float, float]

ASPECT = 1.35  # width to height of the space between the panels of the page
GAP = 26.0  # around every node, so that lines and short labels find room
PIECE_GAP = 62.0
PAIR = 130.0  # how far apart two nodes stand that have only each other
BACKBONE = 2000  # how many nodes of a piece the springs hold; their work grows with the square
EVENING = 0.62  # how far dense middles are opened and long tails drawn in: 0 not at all, 1 to an even disc


def lay_out(sizes: Mapping[str, float], weights: Mapping[tuple[str, str], float], *, seed: int = 7) -> dict[str, Spot]:
    """The places of nodes of given radii joined by weighted lines; the same for the same input and seed.

    Pieces that hang together are laid out apart and packed in rows, the largest first; no two nodes overlap.

    >>> spots = lay_out({"a": 5, "b": 5, "c": 5}, {("a", "b"): 1.0})
    >>> len(set(spots.values()))
    3
    """
    pieces = _pieces(sizes, weights)
    alone = [piece[0] for piece in pieces if len(piece) == 1]
    laid = [_lay_out_piece(piece, sizes, weights, seed) for piece in pieces if len(piece) > 1]
    if alone:
        laid.append(_rows(alone, sizes, sum(len(piece) for piece in pieces)))
    return _pack(laid)


def _pieces(sizes: Mapping[str, float], weights: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """The connected pieces, largest first, each in the order of `sizes`."""
    import rustworkx

    order = list(sizes)
    number = {node: i for i, node in enumerate(order)}
    graph: rustworkx.PyGraph[str, float] = rustworkx.PyGraph()
    graph.add_nodes_from(order)
    graph.add_edges_from([(number[a], number[b], weight) for (a, b), weight in weights.items()])
    found = [sorted(piece) for piece in rustworkx.connected_components(graph)]
    return [[order[i] for i in piece] for piece in sorted(found, key=lambda p: (-len(p), p))]


def _lay_out_piece(
    piece: Sequence[str], sizes: Mapping[str, float], weights: Mapping[tuple[str, str], float], seed: int
) -> dict[str, Spot]:
    import numpy as np

    if len(piece) == 2:
        return {piece[0]: (0.0, 0.0), piece[1]: (PAIR, 0.0)}
    radii = np.array([sizes[node] for node in piece])
    points = _even(_spring(piece, weights, seed))
    points *= np.array([ASPECT**0.5, ASPECT**-0.5])
    reach = _room(radii)
    points *= math.sqrt(float(np.sum(reach**2)) * 1.9)
    points = _push_apart(points, reach)
    points -= points.min(axis=0)
    return {node: (float(x), float(y)) for node, (x, y) in zip(piece, points, strict=True)}


def _spring(piece: Sequence[str], weights: Mapping[tuple[str, str], float], seed: int) -> "NDArray[np.float64]":
    """A spring layout around the origin. Lines between hubs pull less, so that hubs do not fall into one another.

    Of a piece larger than `BACKBONE` the springs hold its best-connected part, and the others stand by whom they know.
    """
    import numpy as np
    import rustworkx

    pull = _pulls(piece, weights)
    near: list[dict[int, float]] = [{} for _ in piece]
    for (i, j), weight in pull.items():
        near[i][j] = near[j][i] = weight
    order = _grown(near)
    backbone = {node: i for i, node in enumerate(order[:BACKBONE])}
    graph: rustworkx.PyGraph[int, float] = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(backbone)))
    graph.add_edges_from(
        [
            (backbone[i], backbone[j], (1 + math.log(w)) / math.sqrt(min(len(near[i]), len(near[j]))))
            for (i, j), w in sorted(pull.items())
            if i in backbone and j in backbone
        ]
    )
    rounds = 300 if len(backbone) <= 400 else max(40, 160_000 // len(backbone))
    found = rustworkx.spring_layout(graph, weight_fn=float, num_iter=rounds, seed=seed)
    points = np.zeros((len(piece), 2))
    for node, i in backbone.items():
        points[node] = found[i]
    _attach(points, order, near)
    return points


def _pulls(piece: Sequence[str], weights: Mapping[tuple[str, str], float]) -> dict[tuple[int, int], float]:
    """How strongly the nodes of a piece, by number, are joined."""
    number = {node: i for i, node in enumerate(piece)}
    pull: dict[tuple[int, int], float] = {}
    for (a, b), weight in weights.items():
        if a in number and b in number and a != b:
            pair = (min(number[a], number[b]), max(number[a], number[b]))
            pull[pair] = pull.get(pair, 0.0) + weight
    return pull


def _grown(near: Sequence[Mapping[int, float]]) -> list[int]:
    """The nodes of a connected piece, as it grows from its hub, always by its best-connected neighbour."""
    hub = max(range(len(near)), key=lambda i: (len(near[i]), -i))
    order, known, rim = [], {hub}, [(-len(near[hub]), hub)]
    while rim:
        _, node = heappop(rim)
        order.append(node)
        for other in near[node]:
            if other not in known:
                known.add(other)
                heappush(rim, (-len(near[other]), other))
    return order


def _attach(points: "NDArray[np.float64]", order: Sequence[int], near: Sequence[Mapping[int, float]]) -> None:
    """Place those beyond the backbone by the nodes they know that stand already, on a spiral where many know one."""
    import numpy as np

    standing = set(order[:BACKBONE])
    crowd: dict[int, int] = {}
    for node in order[BACKBONE:]:
        friends = [other for other in near[node] if other in standing]
        closest = max(friends, key=lambda other: (near[node][other], -other))
        turn = crowd[closest] = crowd.get(closest, 0) + 1
        angle, distance = turn * math.pi * (3 - math.sqrt(5)), math.sqrt(turn / len(order))
        middle = np.average(points[friends], axis=0, weights=[near[node][other] for other in friends])
        points[node] = middle + distance * np.array([math.cos(angle), math.sin(angle)])
        standing.add(node)


def _even(points: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The points turned to lie flat, their distances from the middle drawn toward those of an even disc of radius 1."""
    import numpy as np

    points = points - np.median(points, axis=0)
    # The longest axis lies flat, as the page does.
    axes = np.linalg.svd(points, full_matrices=False)[2]
    axes *= np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)[:, None]
    points = points @ axes.T
    distance = np.hypot(points[:, 0], points[:, 1])
    rank = np.empty(len(points))
    rank[np.argsort(distance, kind="stable")] = np.sqrt((np.arange(len(points)) + 0.5) / len(points))
    linear = distance / max(float(distance.max()), 1e-9)
    wanted = EVENING * rank + (1 - EVENING) * linear
    return np.asarray(points * (wanted / np.maximum(distance, 1e-9))[:, None])


def _room(radii: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The room each node takes: hubs more than their disc, since their names are written large."""
    return radii + GAP / 2 + radii**2 / 18


def _push_apart(points: "NDArray[np.float64]", reach: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The points moved until no two are nearer than their reaches; in sweeps over neighbours in x order."""
    import numpy as np

    points = points.copy()
    for _ in range(80):
        order = np.argsort(points[:, 0], kind="stable")
        sorted_points, sorted_reach = points[order], reach[order]
        move = np.zeros_like(points)
        widest = 2 * float(reach.max())
        for step in range(1, len(points)):
            delta = sorted_points[step:] - sorted_points[:-step]
            if not bool(np.any(delta[:, 0] < widest)):
                break
            distance = np.hypot(delta[:, 0], delta[:, 1])
            overlap = np.maximum(sorted_reach[step:] + sorted_reach[:-step] - distance, 0.0)
            push = delta * (overlap / np.maximum(distance, 1e-6) * 0.25)[:, None]
            move[step:] += push
            move[:-step] -= push
        if float(np.abs(move).max(initial=0.0)) < 0.3:
            break
        points[order] += np.clip(move, -40, 40)
    return points


def _rows(nodes: Sequence[str], sizes: Mapping[str, float], everybody: int) -> dict[str, Spot]:
    """Nodes that nothing joins to others, in rows: none is lost and none is flung away."""
    columns = max(1, math.ceil(math.sqrt(everybody * ASPECT)))
    step = 2 * max(sizes[node] for node in nodes) + 2 * GAP
    return {node: (i % columns * step, i // columns * step) for i, node in enumerate(nodes)}


def _pack(pieces: Sequence[dict[str, Spot]]) -> dict[str, Spot]:
    """The pieces without overlap in a box shaped like the page: the largest first, the others beside and below it."""
    if not pieces:
        return {}
    boxes = [_extent(piece) for piece in pieces]
    area = sum((w + PIECE_GAP) * (h + PIECE_GAP) for w, h in boxes)
    least = max(math.sqrt(area * ASPECT), *(w for w, _ in boxes), 1.0)
    # How well rows fill a box depends on its width by chance, so a few are tried.
    corners = min((_corners(boxes, least * (1 + step / 20)) for step in range(10)), key=lambda c: _reach(boxes, c))
    placed: dict[str, Spot] = {}
    for piece, (x, y) in zip(pieces, corners, strict=True):
        placed |= {node: (round(px + x, 1), round(py + y, 1)) for node, (px, py) in piece.items()}
    return placed


def _corners(boxes: Sequence[Box], width: float) -> list[Spot]:
    """The corners of boxes in a space so wide: the first in its corner, the others in rows beside it and then below."""
    (main_width, main_height), others = boxes[0], boxes[1:]
    beside = _rows_of(others, main_width + PIECE_GAP, 0.0, width, main_height)
    below = _rows_of(others[len(beside) :], 0.0, main_height + PIECE_GAP, width, math.inf)
    return [(0.0, 0.0), *beside, *below]


def _reach(boxes: Sequence[Box], corners: Sequence[Spot]) -> float:
    """The height of the page that all boxes need."""
    filled = [(x + w, y + h) for (w, h), (x, y) in zip(boxes, corners, strict=True)]
    return max(max(x / ASPECT, y) for x, y in filled)


def _rows_of(boxes: Sequence[Box], left: float, top: float, right: float, bottom: float) -> list[Spot]:
    """The corners of boxes laid in rows from left to right, as far as they fit between top and bottom."""
    corners: list[Spot] = []
    x, y, tallest = left, top, 0.0
    for w, h in boxes:
        if x > left and x + w > right:
            x, y, tallest = left, y + tallest + PIECE_GAP, 0.0
        if x + w > right or y + h > bottom:
            break
        corners.append((x, y))
        x, tallest = x + w + PIECE_GAP, max(tallest, h)
    return corners


def _extent(piece: Mapping[str, Spot]) -> Box:
    return max(x for x, _ in piece.values()), max(y for _, y in piece.values())
