"""Shortest paths from many nodes at once, where every tie is one step long."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from scipy import sparse

from graphkb.analytics.ties import Places, Ties, Vector, sums

_CELLS = 2**18
"""How many numbers a sweep holds at once, whatever the size of the graph: few enough to stay near the processor."""


def steps_towards(ties: Ties) -> Iterator[tuple[int, Vector]]:
    """For each number of steps, again and again, how many further nodes are so many steps away from each node.

    The counts of one number of steps are to be added up. They are of those that can reach the node. A bit stands for
    each node that paths begin at, so that 64 of them take one step with one operation.
    """
    order = np.argsort(ties.target, kind="stable")
    source, target = ties.source[order], ties.target[order]
    firsts = np.flatnonzero(np.diff(target, prepend=-1))
    reached = target[firsts]
    at_once = 64 * max(1, _CELLS // max(len(source), len(ties), 1))
    for begin in range(0, len(ties) if len(source) else 0, at_once):
        beginning = np.arange(begin, min(begin + at_once, len(ties)))
        front = np.zeros((len(ties), (len(beginning) + 63) // 64), dtype=np.uint64)
        bit = np.arange(len(beginning), dtype=np.uint64)
        front[beginning, bit // 64] = np.uint64(1) << (bit % 64)
        seen, steps = front.copy(), 0
        while front.any():
            steps += 1
            following = np.zeros_like(front)
            following[reached] = np.bitwise_or.reduceat(front[source], firsts, axis=0)
            front = following & ~seen
            seen |= front
            yield steps, np.bitwise_count(front).sum(axis=1, dtype=np.float64)


def dependencies(matrix: sparse.csr_array, sources: Places, *, beyond: int = 0) -> Vector:
    """How much of the shortest paths from some nodes runs through each node, paths of at most `beyond` steps left out.

    Brandes, "A faster algorithm for betweenness centrality" (2001), with all sources of a block going level by level
    together, as products of matrices.
    """
    backwards = matrix.T.tocsr()
    at_once = max(1, min(32, _CELLS // max(1, matrix.shape[0])))
    found = np.zeros(matrix.shape[0])
    for begin in range(0, len(sources), at_once):
        found += _dependencies(matrix, backwards, sources[begin : begin + at_once], beyond)
    return found


def _dependencies(matrix: sparse.csr_array, backwards: sparse.csr_array, sources: Places, beyond: int) -> Vector:
    shape = (matrix.shape[0], len(sources))
    paths = np.zeros(shape)
    paths[sources, np.arange(len(sources))] = 1
    seen = paths > 0
    levels = []
    while (at := np.flatnonzero(paths)).size:
        levels.append((at, paths.ravel()[at]))
        paths = backwards @ paths
        paths[seen] = 0
        seen |= paths > 0
    found, share = np.zeros(matrix.shape[0]), np.zeros(shape)
    for level in range(len(levels) - 1, 1, -1):
        at, number = levels[level]
        passed = np.zeros(shape)
        passed.ravel()[at] = (share.ravel()[at] + (level > beyond)) / number
        back = matrix @ passed
        at, number = levels[level - 1]
        share = np.zeros(shape)
        share.ravel()[at] = back.ravel()[at] * number
        found += share.sum(axis=1)
    return found


def between_two_steps(matrix: sparse.csr_array) -> Vector:
    """How many pairs that are two steps apart each node joins, a pair that several nodes join being shared by them.

    Exact, and above 0 for the very nodes whose betweenness is: whoever lies on a shortest path lies between its two
    neighbours on it.
    """
    size = matrix.shape[0]
    found = np.zeros(size)
    for begin, through, end in open_paths(matrix):
        _, which, times = np.unique(begin * size + end, return_inverse=True, return_counts=True)
        found += sums(through, 1 / times[which], size)
    return found


def open_paths(matrix: sparse.csr_array) -> Iterator[tuple[Places, Places, Places]]:
    """All paths of two steps between two nodes that no tie leads from and to directly, in blocks.

    Each is where it begins, whom it goes through, and where it ends; all that begin at one node are in one block.
    """
    size = matrix.shape[0]
    onward = np.diff(matrix.indptr)
    middle = matrix.indices.astype(np.int64)
    source = np.repeat(np.arange(size), onward)
    tied = np.sort(source * size + middle)
    grown = np.cumsum(np.bincount(source, weights=onward[middle], minlength=size)) // _CELLS
    edges = np.searchsorted(source, np.flatnonzero(np.diff(grown, prepend=-1)))
    for first, last in pairwise([*edges, len(source)]):
        number = onward[middle[first:last]]
        through = np.repeat(middle[first:last], number)
        within = np.arange(len(through)) - np.repeat(np.cumsum(number) - number, number)
        end = middle[np.repeat(matrix.indptr[middle[first:last]].astype(np.int64), number) + within]
        begin = np.repeat(source[first:last], number)
        known = np.searchsorted(tied, begin * size + end)
        apart = (begin != end) & (tied[np.minimum(known, len(tied) - 1)] != begin * size + end)
        yield begin[apart], through[apart], end[apart]
