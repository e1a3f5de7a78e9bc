"""A table of ratings as it was opened, and what was changed by hand since, without a copy of all the rest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs, read_only
from mfdesk.ratings.changed_labels import ChangedLabels
from mfdesk.ratings.indexed import Indexed
from mfdesk.ratings.merged import merged, without
from mfdesk.ratings.overlay import Overlay, columns_of, holds, keys_of, rows_of
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute, Ratings, Scale
from mfdesk.ratings.unseen import Unseen

_NONE = read_only(np.empty(0, np.int32))
_MANY = 0.2
"""From this share of rows or columns on, adding up the whole table is quicker than adding up each of them."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Some n given cells: ``rows`` and ``columns`` (n,) int32, positions or places as said, ``values`` (n,)."""

    rows: Integers
    columns: Integers
    values: Floats


@dataclass(frozen=True, eq=False)
class Edited:
    """A value: ``mfdesk.ratings.edits.apply`` makes the next one, and all share what they have in common.

    Positions never move. A dropped row stays where it is, has no ratings and is not to be shown; new rows follow
    the old ones. ``dropped`` are the positions, rising, of the dropped rows and columns. ``version`` counts the
    changes made, those that were taken back too.
    """

    base: Indexed
    scale: Scale
    labels: tuple[ChangedLabels, ChangedLabels]
    overlay: Overlay = field(default_factory=Overlay.empty)
    dropped: tuple[Integers, Integers] = (_NONE, _NONE)
    version: int = 0

    @classmethod
    def of(cls, ratings: Ratings) -> Edited:
        """The table as it was opened."""
        labels = ChangedLabels.of(ratings.row_labels), ChangedLabels.of(ratings.column_labels)
        return cls(Indexed(ratings), ratings.scale, labels)

    @property
    def as_opened(self) -> bool:
        """Whether nothing is changed, or all of it was taken back."""
        return not len(self.overlay) and self.shown_as_opened and self.scale == self.base.ratings.scale

    @property
    def shown_as_opened(self) -> bool:
        """Whether the rows and columns are those of the file and have its names."""
        return all(labels.as_opened for labels in self.labels) and not any(map(len, self.dropped))

    @property
    def shape(self) -> tuple[int, int]:
        """(R, C), the dropped among them."""
        return len(self.labels[Side.ROWS]), len(self.labels[Side.COLUMNS])

    @property
    def known(self) -> int:
        """How many cells have a rating."""
        replaced, given = self.overlay.opened.sum(), (~np.isnan(self.overlay.values)).sum()
        return int(self.base.ratings.known - replaced + given) - self._lost

    @cached_property
    def _lost(self) -> int:
        """How many ratings are gone with the rows and columns that were dropped."""
        if not any(map(len, self.dropped)):
            return 0
        whole, (rows, columns) = replace(self, dropped=(_NONE, _NONE)), self.dropped
        raters = whole.cells_of(Side.COLUMNS, columns).columns
        return len(whole.cells_of(Side.ROWS, rows).rows) + int((~self.is_dropped(Side.ROWS, raters)).sum())

    def is_dropped(self, side: Side, positions: Integers) -> Flags:
        return holds(self.dropped[side], positions)

    def cells_of(self, side: Side, positions: Integers) -> Cells:
        """The given cells of these rows (each at most once): their ``rows`` are places among the positions, rising,
        and for each the ``columns`` rise. For the side of columns the roles are exchanged."""
        places, found = self.base.cells_of(side, positions)
        others, values = self.base.positions(side.other)[found], self.base.ratings.values[found]
        if len(self.overlay):
            places, others, values = self._with_changes(side, positions, places, others, values)
        if any(map(len, self.dropped)):
            own = ~self.is_dropped(side, np.asarray(positions)[places])
            alive = own & ~self.is_dropped(side.other, others)
            places, others, values = places[alive], others[alive], values[alive]
        return Cells(places.astype(np.int32), others, values)

    def cells_of_row(self, row: int) -> tuple[Integers, Floats]:
        """The columns that a row rated, rising, and its ratings."""
        cells = self.cells_of(Side.ROWS, np.array([row], np.int32))
        return cells.columns, cells.values

    def cells_of_column(self, column: int) -> tuple[Integers, Floats]:
        """The rows that rated a column, rising, and their ratings."""
        cells = self.cells_of(Side.COLUMNS, np.array([column], np.int32))
        return cells.columns, cells.values

    def given_in(self, rows: Integers, columns: Integers) -> Cells:
        """The given cells of a rectangle, by their places in it; rows and columns in any order, each at most once."""
        side = Side.ROWS if len(rows) <= len(columns) * (self.shape[0] / max(self.shape[1], 1)) else Side.COLUMNS
        asked, others = (rows, columns) if side is Side.ROWS else (columns, rows)
        cells = self.cells_of(side, asked)
        place = np.full(self.shape[side.other], -1, np.int32)
        place[others] = np.arange(len(others), dtype=np.int32)
        across = place[cells.columns]
        inside = across >= 0
        own, across, values = cells.rows[inside], across[inside], cells.values[inside]
        return Cells(own, across, values) if side is Side.ROWS else Cells(across, own, values)

    def values_at(self, rows: Integers, columns: Integers) -> Floats:
        """The ratings of single cells (n,), NaN where there is none."""
        places, there = self.base.locate(rows, columns)
        values = np.full(len(places), np.nan)
        values[there] = self.base.ratings.values[places[there]]
        at, changed = self.overlay.find(keys_of(rows, columns))
        values[changed] = self.overlay.values[at[changed]]
        values[self.is_dropped(Side.ROWS, rows) | self.is_dropped(Side.COLUMNS, columns)] = np.nan
        return values

    def counts(self, side: Side) -> Longs:
        """How many ratings each row (or column) has."""
        return self._sums[side][0]

    def means(self, side: Side) -> Floats:
        """The mean rating of each row (or column), NaN where it has none."""
        return self._sums[side][1]

    def counts_and_means(self, side: Side, positions: Integers) -> tuple[Longs, Floats]:
        """As ``counts`` and ``means``, for a few: what was never touched is not looked at."""
        positions = np.asarray(positions)
        size = self.base.ratings.shape[side]
        counts, means = np.zeros(len(positions), np.int64), np.full(len(positions), np.nan)
        opened = positions < size
        counts[opened] = self.base.counts(side)[positions[opened]]
        means[opened] = self.base.means(side)[positions[opened]]
        touched = np.flatnonzero(holds(self.touched(side), positions))
        counts[touched], means[touched] = self._summed(side, positions[touched])
        return counts, means

    def counts_at_most(self, side: Side, positions: Integers) -> int:
        """A number that these rows (or columns) together have no more ratings than, found at a glance."""
        positions = np.asarray(positions)
        opened = positions[positions < self.base.ratings.shape[side]]
        return int(self.base.counts(side)[opened].sum()) + len(self.overlay.of(side, positions)[1])

    def touched(self, side: Side) -> Integers:
        """The positions, rising, of the rows (or columns) that are not as they were opened, by their ratings."""
        return self._touched.positions(side)

    def off_scale(self, values: Floats) -> Flags:
        """Which of the values are no ratings of the scale: beyond its ends, or between its steps. NaN is on it."""
        return self.scale.lacks(values)

    @cached_property
    def ratings(self) -> Ratings:
        """All of it as plain ratings, the same bits as ``Ratings.from_cells`` of the same cells makes; dropped rows
        and columns are there without a rating."""
        return merged(self)

    @cached_property
    def kept(self) -> Ratings:
        """As ``ratings``, without the dropped rows and columns: what is to be saved and written."""
        return without(self.ratings, *self.dropped) if any(map(len, self.dropped)) else self.ratings

    def part(self, side: Side, positions: Integers) -> Ratings:
        """The ratings of these rows (or columns) alone, with their times, in a table of the same shape and names."""
        cells = self.cells_of(side, positions)
        own = np.asarray(positions, np.int32)[cells.rows]
        rows, columns = (own, cells.columns) if side is Side.ROWS else (cells.columns, own)
        times = self.base.ratings.times
        if times is not None:
            places, there = self.base.locate(rows, columns)
            there &= ~self.overlay.find(keys_of(rows, columns))[1]
            times = np.where(there, times[np.where(there, places, 0)], np.nan)
        return Ratings(rows, columns, cells.values, *self.labels, scale=self.scale, times=times)

    def attributes(self, side: Side) -> tuple[Attribute, ...]:
        """What is known of the rows (or columns) besides their ratings; nothing yet of those that were added."""
        opened = self.base.ratings.row_attributes if side is Side.ROWS else self.base.ratings.column_attributes
        added = ("",) * len(self.labels[side].added)
        return tuple(replace(one, values=one.values + added) for one in opened) if added else opened

    def unseen(self, seen: Edited | None = None) -> Unseen:
        """What this has and ``seen`` had not, an earlier or later state of the same table (None: as it was opened).

        What was changed and is as it was again is not among it, on whichever way it came back.
        """
        if seen is not None and seen.base is not self.base:
            raise ValueError("these are two tables")
        return self._touched if seen is None or seen.as_opened else Unseen.between(self, seen)

    @property
    def opened(self) -> Edited:
        """The table as it was opened, with what was found out about it so far."""
        rows, columns = (ChangedLabels(labels.opened, {}, ()) for labels in self.labels)
        return Edited(self.base, self.base.ratings.scale, (rows, columns))

    @cached_property
    def _touched(self) -> Unseen:
        return Unseen.between(self, self.opened)

    def _with_changes(
        self, side: Side, positions: Integers, places: Longs, others: Integers, values: Floats
    ) -> tuple[Longs, Integers, Floats]:
        """The cells as opened (places rising, and for each the others), with the changes of these positions made."""
        changed, entries = self.overlay.of(side, positions)
        if not len(entries):
            return places, others, values
        keys = self.overlay.keys[entries]
        asked = keys_of(changed, columns_of(keys) if side is Side.ROWS else rows_of(keys))
        order = np.argsort(asked, kind="stable")
        asked, new_values = asked[order], self.overlay.values[entries[order]]
        opened = keys_of(places, others)
        there, given = holds(opened, asked), ~np.isnan(new_values)
        kept = np.ones(len(opened), np.bool_)
        kept[np.searchsorted(opened, asked[there])] = False
        opened, values = opened[kept], values[kept]
        asked, new_values = asked[given], new_values[given]
        at = np.searchsorted(opened, asked)
        opened, values = np.insert(opened, at, asked), np.insert(values, at, new_values)
        return rows_of(opened).astype(np.int64), columns_of(opened), values

    @cached_property
    def _sums(self) -> tuple[tuple[Longs, Floats], tuple[Longs, Floats]]:
        """The counts and means of both sides."""
        return self._sums_of(Side.ROWS), self._sums_of(Side.COLUMNS)

    def _sums_of(self, side: Side) -> tuple[Longs, Floats]:
        touched = self.touched(side)
        if not len(touched):
            return self.base.counts(side), self.base.means(side)
        if len(touched) > _MANY * self.shape[side]:
            whole = Indexed(self.ratings)
            return whole.counts(side), whole.means(side)
        more = self.shape[side] - self.base.ratings.shape[side]
        counts = np.pad(self.base.counts(side), (0, more))
        means = np.pad(self.base.means(side), (0, more), constant_values=np.nan)
        counts[touched], means[touched] = self._summed(side, touched)
        return read_only(counts), read_only(means)

    def _summed(self, side: Side, positions: Integers) -> tuple[Longs, Floats]:
        """Counts and means of a few, added up in the order in which a whole table is, so that no bit differs."""
        cells = self.cells_of(side, positions)
        counts = np.bincount(cells.rows, minlength=len(positions))
        sums = np.bincount(cells.rows, weights=cells.values, minlength=len(positions))
        return counts, np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
