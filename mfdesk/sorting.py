"""What rows can be sorted by, columns alike: their names, counts, means, or the values of one column."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Integers, read_only
from mfdesk.ratings.side import Side

_CELLS_AT_ONCE = 4096
"""So many are predicted between two checkpoints: at most some 50 ms of work."""


def given_values(table: CompletedTable, side: Side, across: int) -> tuple[Integers, Floats]:
    """What sorts the rows by the given values of the column ``across``: the positions, rising, that have one, and the
    values. For ``Side.COLUMNS`` the columns by the row ``across``. For ``Order.sorted_by_few``."""
    if side is Side.ROWS:
        return table.edited.cells_of_column(across)
    return table.edited.cells_of_row(across)


def all_values(
    table: CompletedTable, side: Side, across: int, control: RunControl
) -> Generator[Progress, None, Floats]:
    """As ``given_values``, with the predicted ones: one for each position, NaN where empty, for ``Order.sorted_by``."""
    speaker, size = table.speaker, table.shape[side]
    values, asked = np.full(size, np.nan), np.array([across], np.int32)
    for first in range(0, size if speaker else 0, _CELLS_AT_ONCE):
        control.checkpoint()
        positions = np.arange(first, min(first + _CELLS_AT_ONCE, size), dtype=np.int32)
        rows, columns = (positions, asked) if side is Side.ROWS else (asked, positions)
        assert speaker is not None
        values[positions] = speaker.block(rows, columns, False)[0].ravel()
        yield Progress(first + len(positions), size)
    given, ratings = given_values(table, side, across)
    values[given] = ratings
    return read_only(values)
