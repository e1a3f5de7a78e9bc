"""The cells of a selection one by one. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mfdesk.arranged import Order
from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.overlay import columns_of, keys_of, rows_of
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle

MOST_CELLS = 1_000_000
"""More are not changed at once: it would take longer than a second."""

Places = tuple[Integers, Integers]
"""The rows and columns (n,) of some cells, each at most once."""


def area(parts: Sequence[Rectangle]) -> int:
    """How many cells the rectangles have together."""
    return sum(part.cells for part in parts)


def every_cell(parts: Sequence[Rectangle]) -> Places:
    """All cells of the rectangles; at most ``MOST_CELLS`` should be asked for."""
    keys = [keys_of(np.repeat(part.rows, len(part.columns)), np.tile(part.columns, len(part.rows))) for part in parts]
    return _once(np.concatenate(keys) if keys else np.empty(0, np.int64))


def given_cells(edited: Edited, parts: Sequence[Rectangle]) -> Places:
    """Those of them that have a rating; quick also where the rectangles are huge."""
    if area(parts) <= MOST_CELLS:
        rows, columns = every_cell(parts)
        given = ~np.isnan(edited.values_at(rows, columns))
        return rows[given], columns[given]
    keys = []
    for part in parts:
        cells = edited.given_in(part.rows, part.columns)
        keys.append(keys_of(part.rows[cells.rows], part.columns[cells.columns]))
    return _once(np.concatenate(keys))


def filled(edited: Edited, cells: Places, side: Side, order: Order) -> tuple[Integers, Integers, Floats]:
    """The cells that are to have the rating of the first one of their row (or column, as the ``side`` says), in the
    ``order`` of the other side, and those ratings.

    Lines whose first cell has no rating are left as they are.
    """
    rows, columns = cells
    lines, along = (rows, columns) if side is Side.ROWS else (columns, rows)
    onwards = np.lexsort((order.places(along), lines))
    rows, columns, lines = rows[onwards], columns[onwards], lines[onwards]
    first = np.append(True, np.diff(lines) != 0) if len(lines) else np.empty(0, np.bool_)
    ratings = edited.values_at(rows[first], columns[first])[np.cumsum(first) - 1]
    taken: Flags = ~first & ~np.isnan(ratings)
    return rows[taken], columns[taken], ratings[taken]


def _once(keys: Longs) -> Places:
    """Each cell at most once. Sorting is quicker here than NumPy's own ``unique``, which builds a table of hashes."""
    keys = np.sort(keys)
    keys = keys[np.append(True, np.diff(keys) != 0)] if len(keys) else keys
    return rows_of(keys), columns_of(keys)
