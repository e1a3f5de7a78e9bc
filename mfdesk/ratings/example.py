"""A few cells of a table that stand for all of them wherever one is to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.table import Ratings

_CELLS = 3


@dataclass(frozen=True)
class Example:
    """One row and up to three of its columns, rising: where there is one, a hole stands among known cells."""

    row: int
    columns: tuple[int, ...]


def example_of(ratings: Ratings) -> Example | None:
    """The first row that has a hole between or beside two ratings, with that hole; else the first row rated at all.

    None where nothing is rated.
    """
    if not ratings.known:
        return None
    counts = np.diff(ratings.row_starts)
    telling = np.flatnonzero((counts >= 2) & (counts < ratings.shape[1]))
    row = int(telling[0] if len(telling) else np.flatnonzero(counts)[0])
    rated = ratings.columns[ratings.row_starts[row] : ratings.row_starts[row + 1]]
    holes = np.setdiff1d(np.arange(min(ratings.shape[1], len(rated) + 1)), rated)[:1]
    columns = sorted({*rated[: _CELLS - len(holes)].tolist(), *holes.tolist()})
    return Example(row, tuple(int(column) for column in columns))
