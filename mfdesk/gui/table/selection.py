"""What is chosen in the table: rectangles of places, and which positions they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QItemSelection

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part, rectangles
from mfdesk.gui.table.copying import parts_of
from mfdesk.gui.table.stretch import Stretch
from mfdesk.ratings.arrays import Flags, Integers
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle

_MOST_KEPT = 4096
"""Rectangles of places that a selection may fall apart into when the table is arranged anew."""


@dataclass(frozen=True, eq=False)
class SelectionParts:
    """The chosen rectangles, which do not overlap, in an arrangement."""

    parts: tuple[Part, ...]
    arrangement: Arrangement

    @classmethod
    def of(cls, selection: QItemSelection, arrangement: Arrangement) -> SelectionParts:
        return cls(parts_of(selection), arrangement)

    @property
    def cells(self) -> int:
        return sum(part.cells for part in self.parts)

    def holds(self, rows: Integers, columns: Integers) -> bool:
        """Whether all the cells (rows[n], columns[n]), by position, are chosen."""
        down, across = self.arrangement.rows.places(rows), self.arrangement.columns.places(columns)
        held = np.zeros(len(rows), np.bool_)
        for part in self.parts:
            held |= (
                (down >= part.rows.start)
                & (down < part.rows.stop)
                & ((across >= part.columns.start) & (across < part.columns.stop))
            )
        return bool(held.all())

    def rectangles(self) -> list[Rectangle]:
        """The same by position, in as few rectangles as is quickly found."""
        return rectangles(self.parts, self.arrangement)

    def whole(self, side: Side) -> Integers:
        """The positions of the rows (or columns) of which every cell is chosen, in the order they are shown."""
        found = sorted(self._whole_runs(side), key=lambda run: run.start)
        order = self.arrangement.side(side)
        chosen = np.concatenate([np.arange(run.start, run.stop) for run in found]) if found else np.empty(0, np.int64)
        return np.array(chosen if order.shown is None else order.shown[chosen], np.int32)

    def whole_among(self, side: Side, positions: Integers) -> Flags:
        """Which of these rows or columns (n,) have every cell chosen; as quick where a million have."""
        order = self.arrangement.side(side)
        edges = np.array(sorted((run.start, run.stop) for run in self._whole_runs(side)), np.int64).reshape(-1, 2)
        known = positions[positions < order.size]
        places = np.full(len(positions), -1)
        places[positions < order.size] = order.places(known)
        before = np.searchsorted(edges[:, 0], places, side="right") - 1
        chosen: Flags = np.append(edges[:, 1], -1)[before] > places  # before all runs, as where not shown: -1, the last
        return chosen

    def _whole_runs(self, side: Side) -> list[range]:
        """The places, in runs, of the rows or columns of which every cell is chosen."""
        full = len(self.arrangement.side(side.other))
        both = [(part.rows, part.columns) if side is Side.ROWS else (part.columns, part.rows) for part in self.parts]
        return [along for along, across in both if len(across) == full]

    def flags(self, rows: Stretch, columns: Stretch) -> Flags:
        """Which of the cells where these meet are chosen."""
        chosen = np.zeros((len(rows.places), len(columns.places)), np.bool_)
        for part in self.parts:
            top, bottom = part.rows.start - rows.first, part.rows.stop - rows.first
            left, right = part.columns.start - columns.first, part.columns.stop - columns.first
            if bottom > 0 and right > 0:
                chosen[max(top, 0) : bottom, max(left, 0) : right] = True
        return chosen

    def moved(self, arrangement: Arrangement) -> list[Part]:
        """The same cells in another arrangement, where they are shown there; nothing if they are all over it."""
        found: list[Part] = []
        for part in self.parts:
            down = self._runs(Side.ROWS, part.rows, arrangement)
            across = self._runs(Side.COLUMNS, part.columns, arrangement)
            if len(down) * len(across) + len(found) > _MOST_KEPT:
                return []
            found += [Part(rows, columns) for rows in down for columns in across]
        return found

    def _runs(self, side: Side, places: range, arrangement: Arrangement) -> list[range]:
        """Where the positions at these places are shown now; all that are shown stay all that are shown."""
        before, now = self.arrangement.side(side), arrangement.side(side)
        if len(places) == len(before):
            return [range(len(now))] if len(now) else []
        positions = before.positions(places.start, places.stop)
        moved = now.places(positions[positions < now.size])
        return runs(moved[moved >= 0])


def runs(places: Sequence[int] | Integers) -> list[range]:
    """The numbers, in any order, as runs that follow one another."""
    rising = np.unique(np.asarray(places, np.int64))
    if not len(rising):
        return []
    ends = np.flatnonzero(np.diff(rising) != 1)
    firsts, lasts = rising[np.concatenate([[0], ends + 1])], rising[np.concatenate([ends, [len(rising) - 1]])]
    return [range(first, last + 1) for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]
