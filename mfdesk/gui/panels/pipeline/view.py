"""What the five cards and the page of explanation are to show: values only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mfdesk.engine.config import Method
from mfdesk.engine.report import Glimpse
from mfdesk.gui.panels.pipeline.playback import INPUT
from mfdesk.gui.panels.pipeline.record import Moment
from mfdesk.ratings.arrays import Floats, Singles
from mfdesk.ratings.example import Example, example_of
from mfdesk.ratings.table import Ratings, Scale

_CORNER_ROWS, _CORNER_COLUMNS = 16, 64
MOST_FEATURES = 10
"""So many features of a row or column are shown; of more the first ones."""
_TELLING = 0.05
"""Sums closer together than this do not tell what they were multiplied with."""


@dataclass(frozen=True, eq=False)
class Table:
    """What is shown of the ratings. ``corner`` (m, n) holds some of them (NaN: a hole): its rows are the example's and
    those that follow, its columns the example's and then the first others."""

    ratings: Ratings
    example: Example | None
    corner: Floats

    @classmethod
    def of(cls, ratings: Ratings) -> Table:
        example = example_of(ratings)
        return cls(ratings, example, _corner(ratings, example or Example(0, ())))

    @cached_property
    def given(self) -> tuple[float | None, ...]:
        """The ratings of the example's cells (None: a hole)."""
        if self.example is None:
            return ()
        values = self.corner[0, : len(self.example.columns)]
        return tuple(None if np.isnan(value) else float(value) for value in values)


@dataclass(frozen=True, eq=False)
class View:
    """``table`` None: nothing is open. ``moment`` None: nothing was learned yet. ``method`` and ``rank`` are None until
    a run or its first epoch tells them. ``stage`` is the one the eye is led to; those up to ``reached`` show values."""

    table: Table | None = None
    method: Method | None = None
    moment: Moment | None = None
    stage: int = INPUT
    reached: int = 0
    unit: str = "rating points"
    note: str = ""
    """Which state of the table is shown, where that is not the present one: "before your edits"."""

    @property
    def glimpse(self) -> Glimpse | None:
        """What the shown epoch did to the example of this table; None where it watched another one, or none."""
        seen, example = (self.moment.report.glimpse if self.moment else None), self.table and self.table.example
        if seen is None or not example or (seen.row, seen.columns) != (example.row, example.columns):
            return None
        return seen

    @property
    def rank(self) -> int | None:
        return len(self.glimpse.row_before) - 1 if self.glimpse else None

    def shows(self, stage: int) -> bool:
        """Whether this stage has values to show."""
        return self.table is not None and stage <= self.reached


def largest(*parts: Singles) -> float:
    """The largest of the features that are shown of these factors, rounded up: the full height of their bars."""
    return rounded_up(max(float(np.abs(features(part)).max(initial=0)) for part in parts))


def features(factors: Singles) -> Singles:
    """The first features (at most ``MOST_FEATURES``) of (k + 1,) factors, whose last is the bias."""
    return factors[:-1][:MOST_FEATURES]


def rounded_up(value: float) -> float:
    """The next of …, 0.8, 1, 1.25, 1.5, 2, …: so that the scale of the bars seldom changes."""
    if not np.isfinite(value) or value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(power * step for step in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 20) if power * step >= value))


def line_of(glimpse: Glimpse, scale: Scale) -> tuple[float, float] | None:
    """(mean, deviation) by which standardised sums became predictions; None where that cannot be told.

    Cells that the ends of the scale did not cut tell it. Where ratings are learned as ordered steps, no straight line
    leads from one to the other.
    """
    sums = np.concatenate([sums_before(glimpse), _sums(glimpse.row_after, glimpse.columns_after)])
    values = np.concatenate([glimpse.predicted_before, glimpse.predicted_after])
    free = (values > scale.lowest) & (values < scale.highest)
    sums, values = sums[free], values[free]
    if len(sums) < 3 or np.ptp(sums) < _TELLING:
        return None
    low, high = int(sums.argmin()), int(sums.argmax())
    deviation = float((values[high] - values[low]) / (sums[high] - sums[low]))
    mean = float(values[low] - deviation * sums[low])
    fits = np.allclose(mean + deviation * sums, values, rtol=0, atol=1e-3 * abs(deviation))
    return (mean, deviation) if fits and deviation > 0 else None


def uncut_before(glimpse: Glimpse, scale: Scale) -> Floats:
    """(m,): what was predicted before the epoch, beyond the ends of the scale too where a straight line tells it."""
    line, predicted = line_of(glimpse, scale), glimpse.predicted_before
    if line is None:
        return predicted
    inside = (predicted > scale.lowest) & (predicted < scale.highest)
    return np.where(inside, predicted, line[0] + line[1] * sums_before(glimpse))


def sums_before(glimpse: Glimpse) -> Floats:
    """(m,): what the factors from before the epoch add up to, standardised."""
    return _sums(glimpse.row_before, glimpse.columns_before)


def _sums(row: Singles, columns: Singles) -> Floats:
    """(m,): features and biases of a row (k + 1,) with those of columns (m, k + 1), standardised."""
    sums: Floats = (columns[:, :-1] @ row[:-1] + columns[:, -1] + row[-1]).astype(np.float64)
    return sums


def _corner(ratings: Ratings, example: Example) -> Floats:
    rows, width = min(_CORNER_ROWS, ratings.shape[0] - example.row), ratings.shape[1]
    others = (column for column in range(width) if column not in example.columns)
    chosen = [*example.columns, *(column for column, _ in zip(others, range(_CORNER_COLUMNS), strict=False))]
    places = np.full(width, -1)
    places[chosen] = np.arange(len(chosen))
    corner = np.full((max(rows, 0), len(chosen)), np.nan)
    for row in range(rows):
        cells = slice(*ratings.row_starts[example.row + row : example.row + row + 2])
        found = places[ratings.columns[cells]]
        corner[row, found[found >= 0]] = ratings.values[cells][found >= 0]
    return corner
