"""Gradient descent, as a textbook draws it: multiply, compare on the known cells, step against the gradient."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mfdesk.engine.learner import Draws, Look, Sides
from mfdesk.engine.sweep import Ridge, Side
from mfdesk.ratings.arrays import Floats, Singles
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings

START_SPREAD = 0.448
_WARM_UP = 1
"""The momentum of epoch e is at most e / (e + this)."""


_HALVINGS = 12
"""How often one epoch may try a smaller step before it stays where it is."""


@dataclass(eq=False)
class GradientDescent:
    """Full-batch gradient descent with momentum on the known cells only.

    Each row steps by the mean, not the sum, of its cells' gradients, so that the same rate suits rows with ten
    ratings and with ten thousand. Momentum warms up over the first epochs to ``momentum``. A step that would
    raise the error is taken back, the speed dropped and the rate halved (O'Donoghue and Candes 2015,
    section 3), so the error never rises and nothing diverges.
    """

    sides: Sides
    rate: float
    momentum: float
    decay: float
    averaging: bool = False
    _epoch: int = 0
    _error: float = np.inf
    _speeds: list[Singles] = field(default_factory=list)
    _gradients: list[Singles] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._speeds = [np.zeros_like(side.factors) for side in self._both]
        self._error = self._look()

    @property
    def _both(self) -> tuple[Side, Side]:
        return self.sides.rows, self.sides.columns

    def epoch(self) -> float:
        self._epoch += 1
        before = [side.factors.copy() for side in self._both]
        for _ in range(_HALVINGS):
            self._step()
            error = self._look()
            if error <= self._error:
                self._error = error
                return error
            self._take_back(before)
        self._error = self._look()
        return self._error

    def _look(self) -> float:
        """Multiplies the tables, compares on the known cells and notes the gradients; the mean squared error."""
        (rows, columns), crew = self._both, self.sides.crew
        with np.errstate(over="ignore", invalid="ignore"):
            by_row, squares = rows.gradient(columns.facing(), crew)
            by_column, _ = columns.gradient(rows.facing(), crew)
            self._gradients = [
                total / np.maximum(side.counts, 1)[:, None] - np.float32(self.decay) * side.factors
                for side, total in ((rows, by_row), (columns, by_column))
            ]
        error = squares / self.sides.known
        return error if np.isfinite(error) else np.inf

    def _step(self) -> None:
        warm = min(self.momentum, self._epoch / (self._epoch + _WARM_UP))
        for side, speed, gradient in zip(self._both, self._speeds, self._gradients, strict=True):
            speed *= np.float32(warm)
            speed += np.float32(self.rate) * gradient
            side.factors += speed

    def _take_back(self, before: list[Singles]) -> None:
        for side, speed, factors in zip(self._both, self._speeds, before, strict=True):
            side.factors[:] = factors
            speed[:] = 0
        self.rate /= 2
        self._look()

    def predict(self, cells: Ratings) -> Floats:
        return self.sides.predict(cells)

    def look(self, example: Example) -> Look:
        return self.sides.look(example)

    def draws(self) -> Draws:
        """The state, with the ridge that stands for it: ``decay`` a rating, and more the shorter the way was.

        To stop after a way of length t is nearly a ridge of 1 / t (Ali, Kolter and Tibshirani 2019).
        """
        way = self.rate * max(self._epoch, 1) / (1 - self.momentum)
        ridge = Ridge(self.decay + 1 / way, power=1.0)
        return self.sides.draws(ridge, ridge)
