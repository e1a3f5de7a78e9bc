"""Alternating least squares: solve for all rows with the columns fixed, then for all columns, and again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.basis import Basis
from mfdesk.engine.beliefs import PulledRidge
from mfdesk.engine.learner import Draws, Look, Sides
from mfdesk.engine.sweep import Ridge
from mfdesk.ratings.arrays import Floats, Singles
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings

START_SPREAD = 0.1
_POWER = 0.5
"""Between the plain ridge (0) and Zhou et al. (1): on real ratings the root of the count predicts best."""
_FIRST, _FALL, _EVERY = 2.5, 0.85, 2
USUAL_STRENGTH = 1.5
"""Strength, on standardised ratings, that serves most tables when nothing can be found out."""
_SHRINKAGE = 1.5
"""The ridge of the regression on which cells a row rated, whose own directions have strengths of about 1 to 10."""


def falling() -> Callable[[int], Ridge]:
    """A ridge that grows weaker and weaker; the held-out cells tell where to stop."""
    return lambda epoch: Ridge(_FIRST * _FALL ** ((epoch - 1) // _EVERY), _POWER)


def settling(epochs: int, strength: float) -> Callable[[int], Ridge]:
    """A ridge that falls to its ``strength`` over three quarters of the epochs and stays there."""

    def at(epoch: int) -> Ridge:
        share = min((epoch - 1) / max(0.75 * (epochs - 1), 1), 1.0)
        return Ridge(_FIRST * (strength / _FIRST) ** share, _POWER)

    return at


def strength_found(best_epoch: int) -> float:
    """Where to settle when the falling ridge was best at this epoch: a step before, as one that stays lets the factors
    grow for longer than one in passing."""
    return falling()(best_epoch).strength / _FALL


class Pull:
    """Where the rows of a side are drawn to: a regression of their factors on what is known of them besides ratings."""

    def __init__(self, basis: Basis, width: int) -> None:
        self._basis = basis
        self._mean: Singles = np.zeros(width, np.float32)
        self._weights: Singles = np.zeros((len(basis.strengths), width), np.float32)

    def means(self, factors: Singles) -> Singles:
        """(R, K): what the regression on these factors (R, K) makes of each row."""
        strengths, directions = self._basis.strengths, self._basis.directions
        self._mean = factors.mean(axis=0, dtype=np.float64).astype(np.float32)
        falls = (strengths / (strengths**2 + _SHRINKAGE)).astype(np.float32)
        self._weights = falls[:, None] * (directions.T @ (factors - self._mean))
        return self._mean + directions @ (strengths.astype(np.float32)[:, None] * self._weights)

    def belief(self, ridge: Ridge) -> PulledRidge:
        """What a new row would be believed to be."""
        fixed = self._basis.fixed
        if fixed is None:
            fixed = np.zeros((0, len(self._basis.strengths)), np.float32)
        return PulledRidge(ridge.strength, ridge.power, self._mean, self._weights, self._basis.right, fixed)


@dataclass(eq=False)
class AlternatingLeastSquares:
    """Joint factors and biases with a ridge of ``strength * n ** power`` (Zhou et al. 2008, with a milder power).

    ``path`` gives the ridge of each epoch, from 1: strong ones first, so that each solution starts the next from near
    by and the path of strengths is walked in one run. With ``bases``, which makes those of rows and columns after the
    first epoch, the ridge does not pull to nothing but to a regression on which cells were rated and on attributes:
    implicit feedback and side information at the price of two thin products a sweep.
    """

    sides: Sides
    path: Callable[[int], Ridge]
    bases: Callable[[], tuple[Basis, Basis]] | None = None
    averaging: bool = False
    _epoch: int = 0
    _pulls: tuple[Pull, Pull] | None = None

    def epoch(self) -> float:
        self._epoch += 1
        rows, columns, crew = self.sides.rows, self.sides.columns, self.sides.crew
        ridge = self.path(self._epoch)
        if self._epoch == 2 and self.bases:
            width = rows.factors.shape[1]
            row_basis, column_basis = self.bases()
            self._pulls = Pull(row_basis, width), Pull(column_basis, width)
        rows.solve(columns.facing(), self._pulled(ridge, 0), crew)
        return columns.solve(rows.facing(), self._pulled(ridge, 1), crew) / self.sides.known

    def _pulled(self, ridge: Ridge, side: int) -> Ridge:
        if not self._pulls:
            return ridge
        factors = (self.sides.rows, self.sides.columns)[side].factors
        return replace(ridge, means=self._pulls[side].means(factors))

    def predict(self, cells: Ratings) -> Floats:
        return self.sides.predict(cells)

    def look(self, example: Example) -> Look:
        return self.sides.look(example)

    def draws(self) -> Draws:
        ridge = self.path(max(self._epoch, 1))
        if not self._pulls:
            return self.sides.draws(ridge, ridge)
        return self.sides.draws(*(pull.belief(ridge) for pull in self._pulls))
