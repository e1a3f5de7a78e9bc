"""A learned model: one or more draws of the two factor tables, and what they predict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.beliefs import SidePrior
from mfdesk.engine.config import Method
from mfdesk.engine.drift import Drift
from mfdesk.engine.products import Factors, mean_and_variance
from mfdesk.engine.steps import OrderedSteps
from mfdesk.engine.support import ErrorBySupport
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

    Where ratings were learned as ordered ``steps``, the factors are those of the scores behind them. The prediction
    is then the mean of the steps by their chances, and ``mean``, ``deviation`` and ``noise`` are those of the straight
    line that comes nearest to it.
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
    support: ErrorBySupport | None = None
    steps: OrderedSteps | None = None

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
    def knows_noise(self) -> bool:
        """Whether its spreads are those of a posterior."""
        return bool(np.isfinite(self.noise).all())

    @property
    def knows_spread(self) -> bool:
        """Whether it tells how sure it is: by a posterior, or by errors seen on cells of like support."""
        return self.knows_noise or self.support is not None

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
            support=None,
        )

    def block(self, rows: Integers, columns: Integers, with_spreads: bool = True) -> tuple[Floats, Floats | None]:
        """Predictions and spreads of a rectangle: two (len(rows), len(columns)) float64 arrays.

        Predictions are the mean over the draws, clipped to the scale. The spread is the standard deviation
        of the posterior prediction, factors and noise together, in rating units; None where not known or not asked
        for. Memory is that of the rectangle and some 100 MB at most.
        """
        left, right = Factors(self.row_factors, self.row_biases), Factors(self.column_factors, self.column_biases)
        if self._untimed_steps is not None:
            of_strip = self._untimed_steps.of_strip
            return self._untimed_steps.finish(*mean_and_variance(left, right, rows, columns, with_spreads, of_strip))
        means, variances = mean_and_variance(left, right, rows, columns, with_spreads and self.knows_noise)
        values, spreads = self._finish(means, self._untimed(variances))
        if with_spreads and spreads is None and self.support is not None:
            spreads = self.support.block(rows, columns)
        return values, spreads

    def block_chances(self, rows: Integers, columns: Integers) -> Floats:
        """The chance of each of the ordered steps of the cells of a rectangle: (len(rows), len(columns), L)."""
        left, right = Factors(self.row_factors, self.row_biases), Factors(self.column_factors, self.column_biases)
        means, variances = mean_and_variance(left, right, rows, columns, True)
        chances = self._chances(means.ravel(), self._untimed(None if variances is None else variances.ravel()))
        return chances.reshape(*means.shape, -1)

    def cells(self, rows: Integers, columns: Integers) -> tuple[Floats, Floats | None]:
        """As ``block``, for the single cells (rows[n], columns[n]): two (n,) arrays."""
        if self.steps is not None:
            return self.steps.summary(self.chances(rows, columns))
        means, variances = self._standard_cells(rows, columns)
        values, spreads = self._finish(means, self._untimed(variances))
        if spreads is None and self.support is not None:
            spreads = self.support.cells(rows, columns)
        return values, spreads

    def chances(self, rows: Integers, columns: Integers) -> Floats:
        """The chance of each of the ordered steps (n, L) of the cells (rows[n], columns[n]); they add up to 1."""
        means, variances = self._standard_cells(rows, columns)
        return self._chances(means, self._untimed(variances))

    def _chances(self, means: Floats, variances: Floats | None) -> Floats:
        """The chances of cells by the means and variances (n,) of the scores behind them."""
        if self.steps is None or variances is None:
            raise ValueError("the ratings were not learned as ordered steps")
        return self.steps.chances(means, variances)

    @property
    def _untimed_steps(self) -> OrderedSteps | None:
        """The steps of cells whose time is not known."""
        return self.steps and self.steps.less_sure(self._untimed_variance)

    @property
    def _untimed_variance(self) -> float:
        """What a time that is not known adds to the variance: each drift may do anything."""
        return sum(float(drift.variances[-1]) for drift in self.drifts)

    def _untimed(self, variances: Floats | None) -> Floats | None:
        """The variances of cells whose time is not known."""
        if variances is not None:
            variances += self._untimed_variance
        return variances

    def _standard(self, s: int, rows: Integers, columns: Integers) -> Singles:
        """What a draw says of single cells, standardised."""
        one: Singles = np.einsum("nk,nk->n", self.row_factors[s, rows], self.column_factors[s, columns])
        one += self.row_biases[s, rows] + self.column_biases[s, columns]
        return one

    def _standard_cells(self, rows: Integers, columns: Integers) -> tuple[Floats, Floats | None]:
        """Means and variances over the draws of single cells, standardised."""
        total = np.zeros(len(rows))
        squares = np.zeros_like(total)
        for s in range(self.draws):
            one = self._standard(s, rows, columns)
            total += one
            squares += np.square(one, dtype=np.float64)
        mean = total / self.draws
        return mean, np.maximum(squares / self.draws - mean**2, 0) if self.knows_noise else None

    def timed_cells(self, cells: Ratings) -> tuple[Floats, Floats | None]:
        """As ``cells``, for the cells of a table of ratings and at their times; their values are not read."""
        shifts, variances = np.zeros(cells.known), np.zeros(cells.known)
        for drift in self.drifts:
            bins = drift.bins.find(cells)
            shifts += drift.means[bins]
            variances += drift.variances[bins]
        values, spreads = self._standard_cells(cells.rows, cells.columns)
        values, spreads = values + shifts, None if spreads is None else spreads + variances
        if self.steps is not None:
            return self.steps.summary(self._chances(values, spreads))
        values, spreads = self._finish(values, spreads)
        if spreads is None and self.support is not None:
            spreads = self.support.cells(cells.rows, cells.columns)
        return values, spreads

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
