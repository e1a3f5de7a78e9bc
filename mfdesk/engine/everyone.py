"""How often each rating was given: by everyone, and by one row or column to compare with."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Longs, read_only
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings, Scale

_MOST_STEPS = 20
"""A scale of more steps is cut into bins like one without steps."""
_BINS = 10
_AT_ONCE = 1 << 19
"""Ratings that are counted between two checkpoints."""


@dataclass(frozen=True)
class Bins:
    """The scale in parts: each step by itself where there are few, else ten of equal width."""

    scale: Scale

    @property
    def are_steps(self) -> bool:
        """Whether each part is a single rating."""
        return self._steps is not None

    @property
    def count(self) -> int:
        if self.scale.highest <= self.scale.lowest:
            return 1
        return _BINS if self._steps is None else self._steps

    @property
    def lows(self) -> tuple[float, ...]:
        """Where each part begins (the rating itself, where it is a step)."""
        step = self.scale.step if self.are_steps and self.scale.step else self._width
        digits = max(9 - math.floor(math.log10(step)), 0) if step else 0  # beyond stands what adding spoiled
        return tuple(round(self.scale.lowest + place * step, digits) for place in range(self.count))

    @property
    def highs(self) -> tuple[float, ...]:
        """Where each part ends; the last holds its end, the others do not."""
        return self.lows if self.are_steps else (*self.lows[1:], self.scale.highest)

    def counted(self, values: Floats) -> Longs:
        """How many of the ratings (n,) fall into each part."""
        return np.bincount(self.places(values), minlength=self.count).astype(np.int64)

    def places(self, values: Floats) -> Longs:
        """(n,): the part that each rating falls into; what lies off the scale counts into its ends."""
        if self.are_steps:
            step = self.scale.step or 1.0
            places = np.rint((values - self.scale.lowest) / step)
        else:
            places = np.floor((values - self.scale.lowest) / (self._width or 1.0))
        return np.clip(places, 0, self.count - 1).astype(np.int64)

    @property
    def _steps(self) -> int | None:
        width = self.scale.highest - self.scale.lowest
        if not width:
            return 1
        steps = round(width / self.scale.step) + 1 if self.scale.step else _MOST_STEPS + 1
        return steps if steps <= _MOST_STEPS else None

    @property
    def _width(self) -> float:
        return (self.scale.highest - self.scale.lowest) / _BINS


@dataclass(frozen=True, eq=False)
class Everyone:
    """All ratings of a table as it was opened: their ``counts`` (b,) in each of the ``bins``, and their ``total``."""

    bins: Bins
    counts: Longs
    total: float

    def now(self, table: Edited) -> Everyone:
        """The same of the table after edits; it takes the time of what was edited."""
        overlay, opened = table.overlay, table.base.ratings.values
        before, after = opened[overlay.replaced], overlay.values[~np.isnan(overlay.values)]
        return self._with(after, 1)._with(before, -1)._with(_hidden(table), -1)

    @property
    def known(self) -> int:
        return int(self.counts.sum())

    @property
    def mean(self) -> float | None:
        """The mean of all ratings; None where there is none."""
        return self.total / self.known if self.known else None

    def _with(self, values: Floats, sign: int) -> Everyone:
        """With these ratings more, or less by the ``sign``."""
        if not len(values):
            return self
        counts = self.counts + sign * self.bins.counted(values)
        return Everyone(self.bins, read_only(counts), self.total + sign * float(values.sum()))


def _hidden(table: Edited) -> Floats:
    """The ratings (n,) in dropped rows and columns, each once."""
    found = [np.empty(0)]
    rows, columns = table.dropped
    nothing = np.empty(0, np.int32)
    for side, dropped, before in ((Side.ROWS, rows, (nothing, nothing)), (Side.COLUMNS, columns, (rows, nothing))):
        if len(dropped):
            found.append(replace(table, dropped=before).cells_of(side, dropped).values)
    return np.concatenate(found)


def everyone_of(
    ratings: Ratings, control: RunControl, scale: Scale | None = None
) -> Generator[Progress, None, Everyone]:
    """Counts all ratings; once for each table and ``scale`` (that of the ratings, if it was not changed since)."""
    bins = Bins(scale or ratings.scale)
    counts, total = np.zeros(bins.count, np.int64), 0.0
    for first in range(0, ratings.known, _AT_ONCE):
        control.checkpoint()
        part = ratings.values[first : first + _AT_ONCE]
        counts += bins.counted(part)
        total += float(part.sum())
        yield Progress(first + len(part), ratings.known)
    return Everyone(bins, read_only(counts), total)
