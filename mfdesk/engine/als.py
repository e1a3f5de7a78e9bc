"""Alternating least squares: solve for all rows with the columns fixed, then for all columns, and again."""

from dataclasses import dataclass

from mfdesk.engine.learner import Draws, Sides
from mfdesk.engine.sweep import Ridge
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.table import Ratings

START_SPREAD = 0.1


@dataclass(eq=False)
class AlternatingLeastSquares:
    """Joint factors and biases with a ridge of ``strength * n ** power`` (Zhou et al. 2008 with a milder power)."""

    sides: Sides
    ridge: Ridge
    averaging: bool = False

    def epoch(self) -> float:
        rows, columns, crew = self.sides.rows, self.sides.columns, self.sides.crew
        rows.solve(columns.facing(), self.ridge, crew)
        return columns.solve(rows.facing(), self.ridge, crew) / self.sides.known

    def predict(self, cells: Ratings) -> Floats:
        return self.sides.predict(cells)

    def draws(self) -> Draws:
        return self.sides.draws(self.ridge)
