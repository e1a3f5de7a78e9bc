"""The coarse grid counts each known cell that is shown once, where it is shown."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.arranged import Arrangement
from mfdesk.density import density
from mfdesk.engine.control import RunControl
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Drop, SetCells, apply
from mfdesk.ratings.side import Side
from tests.drive import drive

ROWS, COLUMNS = 23, 17


def edited_table(seed: int) -> Edited:
    """A third of the cells known; some cleared, some added by hand, and a row dropped."""
    random = np.random.default_rng(seed)
    keys = np.flatnonzero(random.random(ROWS * COLUMNS) < 0.33)
    rows, columns = (part.astype(np.int32) for part in np.divmod(keys, COLUMNS))
    names = (Labels(f"{side}{number}" for number in range(size)) for side, size in (("r", ROWS), ("c", COLUMNS)))
    edited = Edited.of(Ratings.from_cells(rows, columns, 1.0 + keys % 5, *names))
    at = random.choice(ROWS * COLUMNS, 30, replace=False)
    values = np.where(np.arange(30) % 2 == 0, np.nan, 3.0)
    down, across = (part.astype(np.int32) for part in np.divmod(at, COLUMNS))
    edited, _ = apply(edited, SetCells(down, across, values))
    edited, _ = apply(edited, Drop(Side.ROWS, np.array([seed % ROWS], np.int32)))
    return edited


@given(seed=st.integers(0, 10_000), height=st.integers(1, 40), width=st.integers(1, 40), reverse=st.booleans())
def test_the_grid_is_the_table_seen_from_far(seed: int, height: int, width: int, reverse: bool) -> None:
    edited = edited_table(seed)
    arrangement = Arrangement.of(edited)
    if reverse:
        rows = arrangement.rows.sorted_by(np.arange(ROWS), descending=True).filtered(np.arange(ROWS) % 3 > 0)
        arrangement = arrangement.with_side(Side.ROWS, rows.with_pinned([3]))
    found = drive(density(edited, arrangement, height, width, RunControl()))[1].shares
    down, across = (arrangement.side(side).positions(0, arrangement.shape[side]) for side in Side)
    cells = edited.given_in(down, across)
    known = np.zeros(arrangement.shape)
    known[cells.rows, cells.columns] = 1
    for field in np.ndindex(found.shape):
        inside = [
            np.arange(size) * min(most, size) // size == at
            for at, size, most in zip(field, known.shape, (height, width), strict=True)
        ]
        assert abs(found[field] - known[np.ix_(*inside)].mean()) < 1e-12
