"""The table made whole: each cell given, predicted or still empty, for any rectangle of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from mfdesk.engine.model import Model
from mfdesk.ratings.arrays import Bytes, Floats, Integers, Singles
from mfdesk.ratings.table import Ratings


class Kind(IntEnum):
    """Where the value of a cell comes from."""

    EMPTY = 0
    GIVEN = 1
    PREDICTED = 2


@dataclass(frozen=True, eq=False)
class Block:
    """A rectangle of the table, each array of its shape: ``values`` float64 (NaN where empty), ``kinds`` uint8
    (``Kind``), ``spreads`` float32 standard deviations in rating units (NaN where unknown; 0 for given cells)."""

    values: Floats
    kinds: Bytes
    spreads: Singles


@dataclass(frozen=True, eq=False)
class CompletedTable:
    """The ratings and, once there is one, the model that fills their holes. Never makes the whole table."""

    ratings: Ratings
    model: Model | None = None

    @property
    def shape(self) -> tuple[int, int]:
        return self.ratings.shape

    def block(self, rows: Integers, columns: Integers) -> Block:
        """The rectangle of the rows and columns at these positions, in the order asked for; each at most once."""
        shape = (len(rows), len(columns))
        values, kinds = np.full(shape, np.nan), np.full(shape, Kind.EMPTY, np.uint8)
        spreads = np.full(shape, np.nan, np.float32)
        if self.model is not None:
            predicted, known_spreads = self.model.block(rows, columns)
            values[:] = predicted
            kinds[:] = Kind.PREDICTED
            if known_spreads is not None:
                spreads[:] = known_spreads
        inside, across, cells = self._given(rows, columns)
        values[inside, across] = self.ratings.values[cells]
        kinds[inside, across] = Kind.GIVEN
        spreads[inside, across] = 0
        return Block(values, kinds, spreads)

    @property
    def steps(self) -> tuple[float, ...]:
        """The ratings that a cell can have, where their chances are known; else none."""
        steps = self.model.steps if self.model else None
        return tuple(steps.levels.tolist()) if steps else ()

    def chances(self, rows: Integers, columns: Integers) -> Floats:
        """The chance of each of the ``steps`` for each cell of a rectangle, as if it were not given."""
        if self.model is None:
            raise ValueError("there is no model yet")
        return self.model.block_chances(rows, columns)

    def _given(self, rows: Integers, columns: Integers) -> tuple[Integers, Integers, Integers]:
        """The known cells of a rectangle: their place in it, row and column, and their place in the ratings."""
        starts, ends = self.ratings.row_starts[rows], self.ratings.row_starts[np.asarray(rows) + 1]
        counts = ends - starts
        inside = np.repeat(np.arange(len(rows)), counts)
        first = np.cumsum(counts) - counts
        cells = np.arange(counts.sum()) - np.repeat(first - starts, counts)
        place = np.full(self.shape[1], -1, np.int64)
        place[columns] = np.arange(len(columns))
        across = place[self.ratings.columns[cells]]
        seen = across >= 0
        return inside[seen].astype(np.int32), across[seen].astype(np.int32), cells[seen].astype(np.int32)
