"""The ends of the colour scales, by a fixed sample of the table, so that neither scrolling nor an edit moves them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from mfdesk.completed import CompletedTable
from mfdesk.gui.table.shown import Shown, Span
from mfdesk.gui.table.surety import Surety
from mfdesk.ratings.side import Side

_SAMPLED = 500
_USUAL = 95
"""The share of the sample, in percent, that lies between the ends."""


class Spans:
    """What stands for low, middle and high, for each kind of number that is shown."""

    def __init__(self, table: CompletedTable) -> None:
        self._table = table

    @cached_property
    def surety(self) -> Surety | None:
        return Surety.of(self._table)

    def of(self, shown: Shown) -> Span | None:
        """None where no such number is known."""
        if shown is Shown.VALUE:
            return self._values
        return self._spreads if shown is Shown.SPREAD else self._residuals

    @cached_property
    def _values(self) -> Span | None:
        """The scale, with the mean of all given ratings, as they were opened, in the middle."""
        base, scale = self._table.edited.base, self._table.edited.scale
        counts = base.counts(Side.COLUMNS)
        if not counts.sum():
            return None
        mean = float(np.nansum(base.means(Side.COLUMNS) * counts) / counts.sum())
        return Span(scale.lowest, mean, scale.highest)

    @property
    def _spreads(self) -> Span | None:
        if self.surety is None:
            return None
        low, high = self.surety.surest, self.surety.least_sure
        return Span(low, (low + high) / 2, high)

    @cached_property
    def _residuals(self) -> Span | None:
        ratings, speaker = self._table.edited.base.ratings, self._table.speaker
        if speaker is None or not ratings.known:
            return None
        places = np.unique(np.linspace(0, ratings.known - 1, _SAMPLED).astype(np.int64))
        predicted, _ = speaker.cells(ratings.rows[places], ratings.columns[places])
        reach = float(np.percentile(np.abs(ratings.values[places] - predicted), _USUAL)) or 1.0
        return Span(-reach, 0.0, reach)
