"""What of a change is to be seen."""

import numpy as np

from mfdesk.gui.touched import Cells, Lines, touched
from mfdesk.ratings.edits import Append, Drop, SetCells, Together
from mfdesk.ratings.side import Side

_POSITIONS = np.array([1, 2], np.int32)
_SET = SetCells(_POSITIONS, _POSITIONS, np.array([4.0, 5.0]))


def test_rows_that_were_added_are_the_last_ones() -> None:
    seen = touched(Append(Side.ROWS, ("Eve", "Fay")), (6, 3))
    assert isinstance(seen, Lines)
    assert (seen.side, seen.positions.tolist()) == (Side.ROWS, [4, 5])


def test_of_several_changes_cells_are_seen_before_rows() -> None:
    seen = touched(Together((Append(Side.ROWS, ("Eve",)), _SET)), (6, 3))
    assert isinstance(seen, Cells)
    assert seen.rows.tolist() == [1, 2]


def test_what_only_took_something_away_leaves_nothing_to_be_seen() -> None:
    assert touched(Drop(Side.ROWS, _POSITIONS), (6, 3)) is None
    assert touched(Together((Drop(Side.ROWS, _POSITIONS),)), (6, 3)) is None
