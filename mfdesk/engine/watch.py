"""Looks at one row and a few columns before and after each epoch, for those who want to see how a method works."""

from __future__ import annotations

import numpy as np

from mfdesk.engine.learner import Learner, Look
from mfdesk.engine.report import Glimpse
from mfdesk.engine.standard import Standard
from mfdesk.ratings.arrays import Floats, read_only
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings


class Watch:
    """Watches an ``example`` of the cells ``seen``, whose ratings were made standard by ``standard``."""

    def __init__(self, example: Example, learner: Learner, seen: Ratings, standard: Standard) -> None:
        self._example, self._scale, self._standard = example, seen.scale, standard
        self._counted = _counted(example, seen)
        self._last = learner.look(example)

    def glimpse(self, learner: Learner) -> Glimpse:
        """What has changed since the last time."""
        before, after = self._last, learner.look(self._example)
        self._last = after
        return Glimpse(
            row=self._example.row,
            columns=self._example.columns,
            row_before=before.row,
            row_after=after.row,
            columns_before=before.columns,
            columns_after=after.columns,
            predicted_before=self._predicted(before),
            predicted_after=self._predicted(after),
            counted=self._counted,
        )

    def _predicted(self, look: Look) -> Floats:
        """(m,) in rating units, on the scale."""
        values = self._standard.mean + self._standard.deviation * look.predicted
        return read_only(np.clip(values, self._scale.lowest, self._scale.highest))


def _counted(example: Example, seen: Ratings) -> tuple[bool, ...]:
    """Which of the example's cells are among those learned from."""
    rated = seen.columns[seen.row_starts[example.row] : seen.row_starts[example.row + 1]]
    return tuple(bool(found) for found in np.isin(example.columns, rated))
