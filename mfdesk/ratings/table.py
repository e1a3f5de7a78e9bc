"""Ratings: the known cells of a table with R rows and C columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs, read_only
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.numeric import numbers_of

LARGEST = 1e15
"""No rating is larger; beyond it whole numbers and single precision begin to part."""
SMALLEST = 1e-30
"""No rating but 0 is nearer to 0, so that single precision still holds what it differs by."""
_NEAR = 1e-6
"""How far off a step of the scale, in steps, a value may be and still count as on it."""
_MOST_STEPS = 1e9
"""On a scale of more steps double precision cannot tell how near to one a value is."""
_MOST_DECIMALS = 33
"""Enough for a thousandth of the smallest rating."""


def out_of_reach(values: Floats) -> Flags:
    """(n,): which of the numbers no rating can be, too large or too near to 0. Infinite ones are; NaN is not."""
    sizes = np.abs(values)
    too_extreme: Flags = (sizes > LARGEST) | ((sizes > 0) & (sizes < SMALLEST))
    return too_extreme


@dataclass(frozen=True)
class Scale:
    """The values a rating can take: from ``lowest`` to ``highest``, in steps of ``step`` (None: no steps seen)."""

    lowest: float
    highest: float
    step: float | None = None

    @classmethod
    def of(cls, values: Floats) -> Scale:
        """The scale that the values themselves show: their range, and the step that all their distances share."""
        levels = np.unique(values)
        lowest, highest = float(levels[0]), float(levels[-1])
        if len(levels) < 2 or len(levels) > 101:
            return cls(lowest, highest)
        step = float(np.diff(levels).min())
        steps = (levels - lowest) / step
        even = steps[-1] <= _MOST_STEPS and np.allclose(steps, np.round(steps), rtol=0, atol=_NEAR)
        return cls(lowest, highest, step if even else None)

    def steps(self, values: Floats) -> Longs | None:
        """(n,): how many steps above the lowest the nearest step to each value is; None where the scale has none."""
        if self.step is None:
            return None
        return np.rint((values - self.lowest) / self.step).astype(np.int64)

    def lacks(self, values: Floats) -> Flags:
        """(n,): which of the values are no ratings of it: beyond its ends, or between its steps. NaN is none."""
        off: Flags = (values < self.lowest) | (values > self.highest)
        if self.step is not None:
            steps = (values - self.lowest) / self.step
            with np.errstate(invalid="ignore"):  # what is infinite is off by its size already
                off |= np.abs(steps - np.rint(steps)) > _NEAR
        return off

    @property
    def decimals(self) -> int:
        """How many digits after the point write every step of the scale (0 for whole stars, 1 for half stars)."""
        if self.step is None:
            return 0
        numbers, near = (self.step, self.lowest), _NEAR * self.step
        places = range(_MOST_DECIMALS)
        fits = (digits for digits in places if all(abs(round(x, digits) - x) <= near for x in numbers))
        return next(fits, _MOST_DECIMALS)


@dataclass(frozen=True)
class Attribute:
    """Something known of each row (or column) besides its ratings: a text for each, "" where unknown."""

    name: str
    values: tuple[str, ...]

    @cached_property
    def numbers(self) -> Floats | None:
        """(n,): the texts as numbers, NaN where unknown; None where they are none."""
        return numbers_of(self.values)


@dataclass(frozen=True, eq=False)
class Ratings:
    """The known cells in row order, and within a row in column order; every array is read-only.

    ``rows`` and ``columns`` (n,) int32 positions into the labels, ``values`` (n,) float64 as the user gave
    them, ``times`` (n,) float64 seconds since 1970 (NaN where unknown) or None. ``row_noun`` and
    ``column_noun`` are what the file calls them ("" where it does not say).
    """

    rows: Integers
    columns: Integers
    values: Floats
    row_labels: Labels
    column_labels: Labels
    scale: Scale
    times: Floats | None = None
    row_attributes: tuple[Attribute, ...] = ()
    column_attributes: tuple[Attribute, ...] = ()
    row_noun: str = ""
    column_noun: str = ""
    title: str = field(default="", compare=False)

    @classmethod
    def from_cells(
        cls,
        rows: Integers,
        columns: Integers,
        values: Floats,
        row_labels: Labels,
        column_labels: Labels,
        *,
        scale: Scale | None = None,
        times: Floats | None = None,
        row_attributes: tuple[Attribute, ...] = (),
        column_attributes: tuple[Attribute, ...] = (),
        row_noun: str = "",
        column_noun: str = "",
        title: str = "",
    ) -> Ratings:
        """Sorts the cells into row order and closes the arrays. A (row, column) pair must not come twice."""
        order = np.lexsort((columns, rows))
        keys = rows[order].astype(np.int64) * max(len(column_labels), 1) + columns[order]
        if len(keys) and (np.diff(keys) == 0).any():
            raise ValueError("a cell is given twice")
        return cls(
            rows=read_only(rows[order].astype(np.int32)),
            columns=read_only(columns[order].astype(np.int32)),
            values=read_only(values[order].astype(np.float64)),
            row_labels=row_labels,
            column_labels=column_labels,
            scale=scale or Scale.of(values),
            times=None if times is None else read_only(times[order].astype(np.float64)),
            row_attributes=row_attributes,
            column_attributes=column_attributes,
            row_noun=row_noun,
            column_noun=column_noun,
            title=title,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """(R, C)."""
        return len(self.row_labels), len(self.column_labels)

    @property
    def known(self) -> int:
        """How many cells have a rating."""
        return len(self.values)

    @property
    def share_known(self) -> float:
        """The known cells as a share of all R x C cells, 0 to 1."""
        rows, columns = self.shape
        return self.known / (rows * columns) if rows and columns else 0.0

    @cached_property
    def row_starts(self) -> Longs:
        """(R + 1,): the cells of row i stand at ``row_starts[i]:row_starts[i + 1]``."""
        counts = np.bincount(self.rows, minlength=self.shape[0])
        return read_only(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))

    @cached_property
    def column_counts(self) -> Longs:
        """(C,): how many ratings each column has."""
        return read_only(np.bincount(self.columns, minlength=self.shape[1]).astype(np.int64))

    @cached_property
    def column_means(self) -> Floats:
        """(C,): the mean rating of each column, NaN where it has none."""
        sums = np.bincount(self.columns, weights=self.values, minlength=self.shape[1])
        counts = self.column_counts
        return read_only(np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0))

    def take(self, chosen: Flags) -> Ratings:
        """The same table with only the chosen ones (n,) of its known cells; labels and scale stay."""
        return Ratings.from_cells(
            self.rows[chosen],
            self.columns[chosen],
            self.values[chosen],
            self.row_labels,
            self.column_labels,
            scale=self.scale,
            times=None if self.times is None else self.times[chosen],
            row_attributes=self.row_attributes,
            column_attributes=self.column_attributes,
            row_noun=self.row_noun,
            column_noun=self.column_noun,
            title=self.title,
        )
