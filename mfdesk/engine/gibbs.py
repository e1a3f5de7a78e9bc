"""Bayesian matrix factorization by Gibbs sampling (Salakhutdinov and Mnih 2008), with biases among the factors."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mfdesk.engine.learner import Draws, Sides
from mfdesk.engine.sweep import Normal
from mfdesk.ratings.arrays import Floats, Integers, Singles

START_SPREAD = 0.1
_NOISE_SHAPE, _NOISE_RATE = 1.0, 0.5
"""The weak Gamma prior of the noise precision, of ratings whose variance is 1: a guess worth two ratings."""
_MEAN_WEIGHT = 2.0
"""beta_0: how many rows the prior mean 0 counts for."""


def draw_hyper(factors: Singles, random: np.random.Generator) -> tuple[Floats, Floats]:
    """Draws the mean (K,) and precision (K, K) of factors (R, K) from their Normal-Wishart conditional.

    Salakhutdinov and Mnih (2008), eq. 14, with mu_0 = 0, W_0 = I, nu_0 = K and beta_0 = 2.
    """
    count, width = factors.shape
    values = factors.astype(np.float64)
    centre = values.mean(axis=0)
    scatter = (values - centre).T @ (values - centre)
    weight = _MEAN_WEIGHT * count / (_MEAN_WEIGHT + count)
    inverse_scale = np.eye(width) + scatter + weight * np.outer(centre, centre)
    precision = draw_wishart(inverse_scale, width + count, random)
    root = np.linalg.cholesky((_MEAN_WEIGHT + count) * precision)
    mean = count * centre / (_MEAN_WEIGHT + count) + np.linalg.solve(root.T, random.standard_normal(width))
    return mean, precision


def draw_wishart(inverse_scale: Floats, freedom: int, random: np.random.Generator) -> Floats:
    """A draw (K, K) from the Wishart with scale matrix ``inverse_scale``^-1, by Bartlett's decomposition."""
    width = len(inverse_scale)
    root = np.linalg.inv(np.linalg.cholesky(inverse_scale)).T
    triangle = np.tril(random.standard_normal((width, width)), -1)
    triangle[np.diag_indices(width)] = np.sqrt(random.chisquare(freedom - np.arange(width)))
    product = root @ triangle
    precision: Floats = product @ product.T
    return precision


@dataclass(eq=False)
class Gibbs:
    """Draws all factors, their priors and the noise in turn; after ``burn_in`` epochs it averages its draws.

    ``kept`` draws at most are remembered, evenly thinned over the ``epochs`` after the burn-in.
    """

    sides: Sides
    random: np.random.Generator
    burn_in: int
    every: int
    alpha: float = 1.0
    done: int = 0
    _kept: list[tuple[Singles, Singles, float]] = field(default_factory=list)
    _sum: Floats | None = None
    _summed: int = 0
    _mean_residuals: list[Singles] = field(default_factory=list)

    @property
    def averaging(self) -> bool:
        return self.done > self.burn_in

    def epoch(self) -> float:
        rows, columns, crew = self.sides.rows, self.sides.columns, self.sides.crew
        rows.draw(columns.facing(), self._prior(rows.factors), crew)
        squares = columns.draw(rows.facing(), self._prior(columns.factors), crew)
        shape, rate = _NOISE_SHAPE + self.sides.known / 2, _NOISE_RATE + squares / 2
        self.alpha = float(self.random.gamma(shape, 1 / rate))
        self.done += 1
        if not self.averaging:
            return squares / self.sides.known
        self._keep()
        return self._average_residuals() / self.sides.known

    def _prior(self, factors: Singles) -> Normal:
        mean, precision = draw_hyper(factors, self.random)
        return Normal(mean.astype(np.float32), precision.astype(np.float32), self.alpha)

    def _keep(self) -> None:
        if (self.done - self.burn_in - 1) % self.every == 0:
            self._kept.append((self.sides.rows.factors.copy(), self.sides.columns.factors.copy(), self.alpha))

    def _average_residuals(self) -> float:
        """Moves the mean residuals by this draw's; returns the squared error of the mean prediction."""
        drawn = self.done - self.burn_in
        if drawn == 1:
            self._mean_residuals = [left.copy() for left in self.sides.columns.residuals]
        for mean, left in zip(self._mean_residuals, self.sides.columns.residuals, strict=True):
            mean += (left - mean) / np.float32(drawn)
        return float(sum(np.square(mean, dtype=np.float64).sum() for mean in self._mean_residuals))

    def predict(self, rows: Integers, columns: Integers) -> Floats:
        drawn = self.sides.predict(rows, columns)
        if not self.averaging:
            return drawn
        self._sum = drawn if self._sum is None else self._sum + drawn
        self._summed += 1
        return self._sum / self._summed

    def draws(self) -> Draws:
        """The kept draws; before the burn-in is over, the last draw alone."""
        if not self._kept:
            factors = self.sides.draws()
            return Draws(factors.rows, factors.columns, np.array([self.alpha**-0.5]))
        rows, columns, alphas = zip(*self._kept, strict=True)
        return Draws(np.stack(rows), np.stack(columns), np.array(alphas) ** -0.5)
