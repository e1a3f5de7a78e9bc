"""Which cells of a table have another rating than when it was opened."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs, read_only
from mfdesk.ratings.side import Side

_ROW = np.int64(32)


def keys_of(rows: Integers | Longs, columns: Integers) -> Longs:
    """One number for each cell; they rise by row and within a row by column, whatever the shape of the table."""
    return (np.asarray(rows, np.int64) << _ROW) | np.asarray(columns, np.int64)


def rows_of(keys: Longs) -> Integers:
    return (keys >> _ROW).astype(np.int32)


def columns_of(keys: Longs) -> Integers:
    return (keys & np.int64(2**32 - 1)).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Overlay:
    """The e changed cells by rising ``keys`` (e,): their ``values`` (e,) now, NaN where they were cleared;
    ``places`` (e,) int64, where they stand among the cells as opened, or would; ``opened`` (e,), whether they do.

    A cell that was not there and has no rating now is not in it, so equal tables have equal overlays.
    """

    keys: Longs
    values: Floats
    places: Longs
    opened: Flags

    @classmethod
    def empty(cls) -> Overlay:
        return cls(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64), np.empty(0, np.bool_))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def replaced(self) -> Longs:
        """The places, rising, of the cells as opened that no longer count."""
        return self.places[self.opened]

    def find(self, keys: Longs) -> tuple[Longs, Flags]:
        """For each key its place in the overlay, or where it would stand, and whether it is there."""
        places = np.searchsorted(self.keys, keys)
        return places, holds(self.keys, keys)

    def put(self, changes: Overlay, back: Flags) -> Overlay:
        """The overlay after these changes; where ``back`` is set the cell is as opened again."""
        places, found = self.find(changes.keys)
        kept = np.ones(len(self), np.bool_)
        kept[places[found]] = False
        left, new = self._only(kept), changes._only(~back & (changes.opened | ~np.isnan(changes.values)))
        at = np.searchsorted(left.keys, new.keys)
        return Overlay(
            *(read_only(np.insert(getattr(left, part.name), at, getattr(new, part.name))) for part in fields(Overlay))
        )

    def of(self, side: Side, positions: Integers) -> tuple[Longs, Longs]:
        """The entries of these rows (or columns): the place of each one's row among the positions, and the entry's."""
        if side is Side.ROWS:
            rows = np.asarray(positions, np.int64)
            first = np.searchsorted(self.keys, rows << _ROW)
            counts = np.searchsorted(self.keys, (rows + 1) << _ROW) - first
            which = np.repeat(np.arange(len(rows)), counts)
            return which, np.arange(len(which)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        order = np.argsort(positions, kind="stable")
        columns, rising = columns_of(self.keys), np.asarray(positions)[order]
        entries = np.flatnonzero(holds(rising, columns))
        return order[np.searchsorted(rising, columns[entries])], entries

    def _only(self, chosen: Flags) -> Overlay:
        return Overlay(*(getattr(self, part.name)[chosen] for part in fields(Overlay)))


def holds(rising: Longs | Integers, asked: Longs | Integers) -> Flags:
    """Whether each of the ``asked`` numbers is among the ``rising`` ones."""
    if not len(rising):
        return np.zeros(len(asked), np.bool_)
    places = np.searchsorted(rising, asked)
    found: Flags = rising[np.minimum(places, len(rising) - 1)] == asked
    return found
