"""Two learners side by side until the held-out cells tell which serves better, and then that one alone."""

from __future__ import annotations

import numpy as np

from mfdesk.engine.learner import Draws, Learner, Look
from mfdesk.engine.standard import Standard
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings


class Trial:
    """A learner that is its ``first`` for so many epochs, and afterwards whichever of the two predicts the cells that
    it is asked for better. A tie goes to the first."""

    def __init__(self, first: Learner, second: Learner, epochs: int, standard: Standard) -> None:
        self._learners = [first, second]
        self._epochs_left = epochs
        self._standard = standard

    @property
    def averaging(self) -> bool:
        return self._learners[0].averaging

    def epoch(self) -> float:
        losses = [learner.epoch() for learner in self._learners]
        self._epochs_left -= 1
        return losses[0]

    def predict(self, cells: Ratings) -> Floats:
        """As that of any learner, but once the trial is over it reads the values of the cells to judge by."""
        predicted = [learner.predict(cells) for learner in self._learners]
        if self._epochs_left <= 0 and len(predicted) == 2:
            better = int(np.argmin([self._error(one, cells) for one in predicted]))
            self._learners = [self._learners[better]]
            return predicted[better]
        return predicted[0]

    def _error(self, predicted: Floats, cells: Ratings) -> float:
        lowest, highest = ((end - self._standard.mean) / self._standard.deviation for end in _ends(cells))
        truth = self._standard.standardise(cells.values)
        return float(np.mean((np.clip(predicted, lowest, highest) - truth) ** 2))

    def look(self, example: Example) -> Look:
        return self._learners[0].look(example)

    def draws(self) -> Draws:
        return self._learners[0].draws()


def _ends(cells: Ratings) -> tuple[float, float]:
    return cells.scale.lowest, cells.scale.highest
