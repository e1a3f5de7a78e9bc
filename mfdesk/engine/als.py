"""Alternating least squares: solve for all rows with the columns fixed, then for all columns, and again."""

from collections.abc import Callable
from dataclasses import dataclass

from mfdesk.engine.learner import Draws, Sides
from mfdesk.engine.sweep import Ridge
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.table import Ratings

START_SPREAD = 0.1


_POWER = 0.5
"""Between the plain ridge (0) and Zhou et al. (1): on real ratings the root of the count predicts best."""
_FIRST, _FALL, _EVERY = 4.0, 0.85, 2
_SETTLED = 1.2
"""Strength, on standardised ratings, that serves most tables when no held-out cells can judge."""


def falling() -> Callable[[int], Ridge]:
    """A ridge that grows weaker and weaker; the held-out cells tell where to stop."""
    return lambda epoch: Ridge(_FIRST * _FALL ** ((epoch - 1) // _EVERY), _POWER)


def settling(epochs: int) -> Callable[[int], Ridge]:
    """A ridge that falls to its usual strength over three quarters of the epochs and stays there."""

    def at(epoch: int) -> Ridge:
        share = min((epoch - 1) / max(0.75 * (epochs - 1), 1), 1.0)
        return Ridge(_FIRST * (_SETTLED / _FIRST) ** share, _POWER)

    return at


@dataclass(eq=False)
class AlternatingLeastSquares:
    """Joint factors and biases with a ridge of ``strength * n ** power`` (Zhou et al. 2008, with a milder power).

    ``path`` gives the ridge of each epoch, from 1: strong ones first, so that each solution starts the next from near
    by and the path of strengths is walked in one run.
    """

    sides: Sides
    path: Callable[[int], Ridge]
    averaging: bool = False
    _epoch: int = 0

    def epoch(self) -> float:
        self._epoch += 1
        rows, columns, crew = self.sides.rows, self.sides.columns, self.sides.crew
        ridge = self.path(self._epoch)
        rows.solve(columns.facing(), ridge, crew)
        return columns.solve(rows.facing(), ridge, crew) / self.sides.known

    def predict(self, cells: Ratings) -> Floats:
        return self.sides.predict(cells)

    def draws(self) -> Draws:
        return self.sides.draws(self.path(max(self._epoch, 1)))
