"""What a model says of cells that it has not seen, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.ratings.arrays import Floats, Integers, read_only
from mfdesk.ratings.table import Ratings

_AT_ONCE = 4096
"""Cells between two checkpoints: cancelling is heeded and the memory stays small."""


@dataclass(frozen=True, eq=False)
class Judged:
    """The n held-out cells at (``rows``, ``columns``), int32 positions, and what was predicted of them.

    ``given``, ``predicted`` and ``spreads`` (n,) float64 in rating units (``spreads`` None where the method knows
    none). ``row_support`` and ``column_support`` (n,) say how many ratings of the cell's row and column the model had
    to learn from. ``guess`` is the mean of all the cells that it learned from.
    """

    rows: Integers
    columns: Integers
    given: Floats
    predicted: Floats
    spreads: Floats | None
    row_support: Integers
    column_support: Integers
    guess: float


def judged(model: Model, seen: Ratings, aside: Ratings, control: RunControl) -> Judged:
    """Holds the model, learned from ``seen``, against the cells kept aside."""
    predicted, spreads = predicted_in_pieces(model, aside, control)
    return Judged(
        rows=aside.rows,
        columns=aside.columns,
        given=aside.values,
        predicted=read_only(predicted),
        spreads=None if spreads is None else read_only(spreads),
        row_support=read_only(np.diff(seen.row_starts)[aside.rows].astype(np.int32)),
        column_support=read_only(seen.column_counts[aside.columns].astype(np.int32)),
        guess=float(seen.values.mean()),
    )


def predicted_in_pieces(model: Model, cells: Ratings, control: RunControl) -> tuple[Floats, Floats | None]:
    """As ``Model.timed_cells``, with a checkpoint every few thousand cells."""
    parts = []
    for first in range(0, cells.known, _AT_ONCE):
        control.checkpoint()
        parts.append(model.timed_cells(_piece(cells, slice(first, first + _AT_ONCE))))
    values = np.concatenate([part for part, _ in parts])
    spreads = [spread for _, spread in parts if spread is not None]
    return values, np.concatenate(spreads) if spreads else None


def _piece(cells: Ratings, part: slice) -> Ratings:
    return replace(
        cells,
        rows=cells.rows[part],
        columns=cells.columns[part],
        values=cells.values[part],
        times=None if cells.times is None else cells.times[part],
    )
