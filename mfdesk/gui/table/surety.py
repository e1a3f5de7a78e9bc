"""How strongly a predicted cell is tinted: the surer the number, the stronger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.completed import CompletedTable, Kind
from mfdesk.ratings.arrays import Floats, Singles

STEPS = 8
ONE_TINT = STEPS // 2
"""The step of all predicted cells where none is told to be surer than another."""
_SAMPLE = 48


@dataclass(frozen=True)
class Surety:
    """The spreads, in rating units, that stand for surest and least sure in this table; equal: not told apart."""

    surest: float
    least_sure: float

    @classmethod
    def of(cls, table: CompletedTable) -> Surety | None:
        """From a fixed sample of the table, so that scrolling never changes a tint; None where no spread is known."""
        model = table.model
        if model is None or not model.knows_spread or not all(table.shape):
            return None
        rows, columns = (np.unique(np.linspace(0, size - 1, _SAMPLE).astype(np.int32)) for size in table.shape)
        block = table.block(rows, columns)
        spreads = block.spreads[block.kinds == Kind.PREDICTED]
        if not len(spreads):
            return None
        low, high = np.percentile(spreads, [5, 95])
        return cls(float(low), float(high))

    @property
    def tells_apart(self) -> bool:
        """Whether some cells are surer than others."""
        return self.least_sure - self.surest > 1e-3 * self.least_sure

    def steps(self, spreads: Singles) -> Floats:
        """The tint of each cell as a whole number from 1 (least sure) to ``STEPS`` (surest), of the shape given."""
        if not self.tells_apart:
            return np.full(spreads.shape, ONE_TINT, np.float64)
        share = np.clip((self.least_sure - np.nan_to_num(spreads)) / (self.least_sure - self.surest), 0, 1)
        steps: Floats = 1 + np.round(share * (STEPS - 1))
        return steps
