"""Rows of a table grouped by like count, so that each group is one batched matrix product.

NumPy multiplies stacks of equal matrices at the speed of the BLAS. Rows have unlike counts of ratings, so they
are sorted by count and cut into groups; within a group the shorter rows are padded to the longest one with
pointers to a row of zeros, which adds nothing to any sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Integers, Longs, Singles

MOST_PADDING = 0.15
"""A group's shortest row has at least this share of its longest row's ratings missing, at most."""
CACHE_BYTES = 2**21
"""What a group's gathered factors may take, so that they are still in the cache when they are multiplied."""
MOST_ROWS = 4096
"""Rows in one group at most, so that pause and cancel are heeded often even in rows without ratings."""


@dataclass(frozen=True, eq=False)
class Group:
    """G rows padded to L ratings each.

    ``rows`` (G,) positions of the rows; ``others`` (G, L) positions of the columns that they rated, padded with
    the number of columns (one past the last: the row of zeros); ``values`` (G, L) float32 standardised
    ratings, 0 where padded; ``counts`` (G,) float32 how many ratings each row really has; ``cells`` (G, L) the
    place of each rating among all n, padded with n.
    """

    rows: Integers
    others: Integers
    values: Singles
    counts: Singles
    cells: Integers


def grouped(rows: Integers, others: Integers, values: Singles, shape: tuple[int, int], width: int) -> list[Group]:
    """Groups the ratings (n,) by their rows; ``shape`` counts the rows and the others, ``width`` is K.

    Every row comes in exactly one group, rows without ratings too.
    """
    order = np.argsort(rows, kind="stable").astype(np.int32)
    counts = np.bincount(rows, minlength=shape[0])
    starts = np.cumsum(counts) - counts
    by_count = np.argsort(-counts, kind="stable")
    falling = counts[by_count]
    # One more of each, to point at where padded; made once, since a table may have thousands of groups.
    order, others = np.append(order, np.int32(len(order))), np.append(others, np.int32(shape[1]))
    values = np.append(values, np.float32(0))
    groups = []
    first = 0
    while first < shape[0]:
        last = _group_end(falling, first, width)
        chosen = by_count[first:last]
        cells = _padded(order, starts[chosen], counts[chosen])
        groups.append(
            Group(
                rows=chosen.astype(np.int32),
                others=others[cells].astype(np.int32),
                values=values[cells].astype(np.float32),
                counts=counts[chosen].astype(np.float32),
                cells=cells,
            )
        )
        first = last
    return groups


def _group_end(counts: Longs, first: int, width: int) -> int:
    """Where the group that begins at ``first`` ends, in counts that fall."""
    longest = int(counts[first])
    bytes_a_row = 4 * width * max(longest, width)
    most = min(max(CACHE_BYTES // bytes_a_row, 1), MOST_ROWS)
    shortest = np.ceil(longest * (1 - MOST_PADDING))
    return first + int(np.searchsorted(-counts[first : first + most], -shortest, side="right"))


def _padded(order: Integers, starts: Longs, counts: Longs) -> Integers:
    """(G, L): the places of the ratings of rows that start and count so, padded with the number of all ratings, which
    is the last of ``order`` (n + 1,)."""
    length = np.arange(counts[0])
    places = np.where(length < counts[:, None], starts[:, None] + length, len(order) - 1)
    return order[places].astype(np.int32)
