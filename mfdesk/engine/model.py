"""A learned model: one or more draws of the two factor tables, and what they predict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.beliefs import SidePrior
from mfdesk.engine.config import Method
from mfdesk.engine.drift import Drift
from mfdesk.engine.products import Factors, mean_and_variance
from mfdesk.ratings.arrays import Floats, Integers, Singles
from mfdesk.ratings.table import Ratings, Scale


@dataclass(frozen=True, eq=False)
class Model:
    """S draws of the factors of an (R, C) table; point methods have S = 1.

    A draw s predicts ``mean + deviation * (row_biases[s, i] + column_biases[s, j] + row_factors[s, i] .
    column_factors[s, j])`` in rating units; the factors live on standardised ratings.
    ``row_factors`` (S, R, k), ``column_factors`` (S, C, k), ``row_biases`` (S, R), ``column_biases`` (S, C),
    all float32; ``noise`` (S,) float64 is the standard deviation of the noise in rating units (NaN where the
    method does not know it, and then no spreads are given). ``row_prior`` and ``column_prior`` are what folding in
    a new row or column needs (None: it cannot be done). ``drifts`` is how the level of ratings moves in time; a
    cell without a rating has no time and is predicted at the usual level.
    """

    method: Method
    scale: Scale
    mean: float
    deviation: float
    row_factors: Singles
    column_factors: Singles
    row_biases: Singles
    column_biases: Singles
    noise: Floats
    row_prior: SidePrior | None = None
    column_prior: SidePrior | None = None
    drifts: tuple[Drift, ...] = ()

    @property
    def rank(self) -> int:
        return int(self.row_factors.shape[2])

    @property
    def draws(self) -> int:
        return int(self.row_factors.shape[0])

    @property
    def shape(self) -> tuple[int, int]:
        return int(self.row_factors.shape[1]), int(self.column_factors.shape[1])

    @property
    def knows_spread(self) -> bool:
        return bool(np.isfinite(self.noise).all())

    @property
    def transposed(self) -> Model:
        """The model of the same table with rows and columns exchanged; the arrays are shared."""
        return replace(
            self,
            row_factors=self.column_factors,
            column_factors=self.row_factors,
            row_biases=self.column_biases,
            column_biases=self.row_biases,
            row_prior=self.column_prior,
            column_prior=self.row_prior,
            drifts=(),
        )

    def block(self, rows: Integers, columns: Integers, with_spreads: bool = True) -> tuple[Floats, Floats | None]:
        """Predictions and spreads of a rectangle: two (len(rows), len(columns)) float64 arrays.

        Predictions are the mean over the draws, clipped to the scale. The spread is the standard deviation
        of the posterior prediction, factors and noise together, in rating units; None where not known or not asked
        for. Memory is that of the rectangle and some 100 MB at most.
        """
        left, right = Factors(self.row_factors, self.row_biases), Factors(self.column_factors, self.column_biases)
        return self._finish(*mean_and_variance(left, right, rows, columns, with_spreads and self.knows_spread))

    def cells(self, rows: Integers, columns: Integers) -> tuple[Floats, Floats | None]:
        """As ``block``, for the single cells (rows[n], columns[n]): two (n,) arrays."""
        return self._finish(*self._standard_cells(rows, columns))

    def _standard_cells(self, rows: Integers, columns: Integers) -> tuple[Floats, Floats | None]:
        """Means and variances over the draws of single cells, standardised."""
        total = np.zeros(len(rows))
        squares = np.zeros_like(total)
        for s in range(self.draws):
            one = np.einsum("nk,nk->n", self.row_factors[s, rows], self.column_factors[s, columns])
            one += self.row_biases[s, rows] + self.column_biases[s, columns]
            total += one
            squares += np.square(one, dtype=np.float64)
        mean = total / self.draws
        return mean, np.maximum(squares / self.draws - mean**2, 0) if self.knows_spread else None

    def timed_cells(self, cells: Ratings) -> tuple[Floats, Floats | None]:
        """As ``cells``, for the cells of a table of ratings and at their times; their values are not read."""
        values, spreads = self._standard_cells(cells.rows, cells.columns)
        for drift in self.drifts:
            bins = drift.bins.find(cells)
            values += drift.means[bins]
            if spreads is not None:
                spreads += drift.variances[bins]
        return self._finish(values, spreads)

    def _finish(self, mean: Floats, variance: Floats | None) -> tuple[Floats, Floats | None]:
        """From standardised means and variances over the draws to predictions and spreads in rating units."""
        mean *= self.deviation
        mean += self.mean
        values = np.clip(mean, self.scale.lowest, self.scale.highest, out=mean)
        if variance is None:
            return values, None
        variance *= self.deviation**2
        variance += np.mean(self.noise**2)
        return values, np.sqrt(variance, out=variance)
