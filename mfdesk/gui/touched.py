"""Where in the table a change by hand is to be seen. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.edits import Append, Operation, PutBack, Rename, Restore, SetCells, Together
from mfdesk.ratings.overlay import columns_of, rows_of
from mfdesk.ratings.side import Side


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells (rows[n], columns[n]) have another rating."""

    rows: Integers
    columns: Integers


@dataclass(frozen=True, eq=False)
class Lines:
    """These rows (or columns) have another name, or are new or back."""

    side: Side
    positions: Integers


def touched(operation: Operation, size: tuple[int, int]) -> Cells | Lines | None:
    """What the change leaves to be looked at in a table of this ``size``, cells before rows and columns; None: it only
    took something away."""
    match operation:
        case SetCells(rows, columns):
            return Cells(rows, columns)
        case PutBack(keys):
            return Cells(rows_of(keys), columns_of(keys))
        case Rename(side, position):
            return Lines(side, np.array([position], np.int32))
        case Append(side, names):
            return Lines(side, np.arange(size[side] - len(names), size[side], dtype=np.int32))
        case Restore(side, positions):
            return Lines(side, positions)
        case Together(operations):
            found = [seen for one in operations if (seen := touched(one, size)) is not None]
            return next((seen for seen in found if isinstance(seen, Cells)), found[0] if found else None)
        case _:
            return None
