"""A small store of the blocks of the table that were shown last, with all that painting a cell takes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from mfdesk.completed import CompletedTable, Kind
from mfdesk.gui.table.surety import STEPS, Surety
from mfdesk.gui.words import decimals, given, predicted
from mfdesk.ratings.arrays import Bytes

SIDE = 64
_KEPT = 96


@dataclass(frozen=True)
class Cell:
    """One cell as it is shown: ``tint`` runs from 0 (none) to ``STEPS`` (surest); ``spread`` NaN where not known."""

    text: str
    kind: Kind
    value: float
    spread: float
    tint: int


@dataclass(frozen=True, eq=False)
class ShownBlock:
    """A square of the table, ready to paint: its texts by row and column, kinds and tints, the raw numbers."""

    texts: list[list[str]]
    kinds: Bytes
    tints: Bytes
    values: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    spreads: np.ndarray[tuple[int, int], np.dtype[np.float32]]


class Blocks:
    """The cells of a completed table by position; counts on neighbours being asked for together."""

    def __init__(self, table: CompletedTable) -> None:
        self._table = table
        self._surety = Surety.of(table)
        self._digits = decimals(table.ratings.scale)
        self._kept: OrderedDict[tuple[int, int], ShownBlock] = OrderedDict()

    @property
    def tells_surety(self) -> bool:
        """Whether some predicted cells are surer than others."""
        return self._surety is not None

    def cell(self, row: int, column: int) -> Cell:
        block = self.block(row // SIDE, column // SIDE)
        i, j = row % SIDE, column % SIDE
        kind = Kind(int(block.kinds[i, j]))
        return Cell(
            block.texts[i][j], kind, float(block.values[i, j]), float(block.spreads[i, j]), int(block.tints[i, j])
        )

    def painted(self, row: int, column: int) -> tuple[str, int, int]:
        """Text, kind and tint of a cell, and no more: painting asks this for each cell on screen."""
        block = self.block(row // SIDE, column // SIDE)
        i, j = row % SIDE, column % SIDE
        return block.texts[i][j], block.kinds[i, j], block.tints[i, j]

    def block(self, down: int, across: int) -> ShownBlock:
        """The block that is the ``down``-th from the top and the ``across``-th from the left."""
        key = (down, across)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._kept[key] = self._compute(down, across)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def _compute(self, down: int, across: int) -> ShownBlock:
        rows = np.arange(down * SIDE, min((down + 1) * SIDE, self._table.shape[0]), dtype=np.int32)
        columns = np.arange(across * SIDE, min((across + 1) * SIDE, self._table.shape[1]), dtype=np.int32)
        block = self._table.block(rows, columns)
        tints = np.where(block.kinds == Kind.PREDICTED, STEPS // 2, 0)
        if self._surety:
            tints = np.where(block.kinds == Kind.PREDICTED, self._surety.steps(block.spreads), 0)
        texts = [
            [self._text(value, kind) for value, kind in zip(values, kinds, strict=True)]
            for values, kinds in zip(block.values.tolist(), block.kinds.tolist(), strict=True)
        ]
        return ShownBlock(texts, block.kinds, tints.astype(np.uint8), block.values, block.spreads)

    def _text(self, value: float, kind: int) -> str:
        if kind == Kind.EMPTY:
            return ""
        return given(value) if kind == Kind.GIVEN else predicted(value, self._digits)
