"""What Gibbs believes of the factors of a side before it sees a row's ratings, drawn anew at every sweep."""

from __future__ import annotations

import numpy as np

from mfdesk.engine.basis import Basis
from mfdesk.engine.sweep import Normal
from mfdesk.ratings.arrays import Floats, Singles

_MEAN_WEIGHT = 2.0
"""beta_0: how many rows the prior mean 0 counts for."""


class RegressionPrior:
    """Rows are normal around a shared mean plus a regression on what is known of them; all of it is drawn.

    x_i ~ N(m + g_i, Lambda^-1) with G = U diag(s) C, where U diag(s) is the ``basis`` of the side and the
    weights C have the prior N(0, (l Lambda)^-1) (Macau: Simm et al. 2017, eq. 4 to 8, in a cut basis, where the
    draw of C falls apart into one direction at a time). (m, Lambda) have the Normal-Wishart prior of
    Salakhutdinov and Mnih (2008), eq. 14, with mu_0 = 0, W_0 = I and nu_0 = K. An empty basis leaves just that.
    """

    def __init__(self, basis: Basis, width: int, random: np.random.Generator) -> None:
        self._basis = basis
        self._random = random
        self._weights = np.zeros((len(basis.strengths), width))
        self._regressed: Singles = np.zeros((len(basis.directions), width), np.float32)
        self._shrinkage = 1.0
        self._mean: Floats = np.zeros(width)
        self._precision: Floats = np.eye(width)

    def learn_by(self, basis: Basis) -> None:
        """Regresses on another basis from now on; what was learned by the old one is dropped."""
        self._basis = basis
        self._weights = np.zeros((len(basis.strengths), self._weights.shape[1]))
        self._regressed = np.zeros_like(self._regressed)

    def draw(self, factors: Singles, noise_precision: float) -> Normal:
        """Draws (m, Lambda), then C and its shrinkage l, given the factors (R, K)."""
        mean, precision = self._draw_shared(factors - self._regressed)
        self._mean, self._precision = mean, precision
        if len(self._basis.strengths):
            self._draw_weights(factors - mean.astype(np.float32), precision)
        means = self._regressed + mean.astype(np.float32)
        return Normal(means, precision.astype(np.float32), noise_precision)

    @property
    def last(self) -> tuple[Floats, Floats, Floats]:
        """The mean (K,), precision (K, K) and weights (r, K) as last drawn."""
        return self._mean, self._precision, self._weights

    @property
    def right(self) -> Singles:
        """(others, r): what turns which others a row rated into its coordinates in the basis."""
        return self._basis.right

    @property
    def fixed(self) -> Singles:
        """(n, r): what the attributes of each row add to its coordinates; n is 0 where there are none."""
        return np.zeros((0, len(self._basis.strengths)), np.float32) if self._basis.fixed is None else self._basis.fixed

    def _draw_shared(self, factors: Singles) -> tuple[Floats, Floats]:
        """The Normal-Wishart conditional of the mean (K,) and precision (K, K)."""
        count, width = factors.shape
        values = factors.astype(np.float64)
        centre = values.mean(axis=0)
        scatter = (values - centre).T @ (values - centre)
        weight = _MEAN_WEIGHT * count / (_MEAN_WEIGHT + count)
        inverse_scale = np.eye(width) + scatter + weight * np.outer(centre, centre)
        inverse_scale += self._shrinkage * self._weights.T @ self._weights
        precision = draw_wishart(inverse_scale, width + count + len(self._weights), self._random)
        root = np.linalg.cholesky((_MEAN_WEIGHT + count) * precision)
        noise = np.linalg.solve(root.T, self._random.standard_normal(width))
        return count * centre / (_MEAN_WEIGHT + count) + noise, precision

    def _draw_weights(self, factors: Singles, precision: Floats) -> None:
        """One direction at a time: C_d ~ N(s d U_d'(X - m), d Lambda^-1) with d = 1 / (s^2 + l)."""
        strengths, directions = self._basis.strengths, self._basis.directions
        variances = 1 / (strengths**2 + self._shrinkage)
        means = (strengths * variances)[:, None] * (directions.T @ factors)
        root = np.linalg.cholesky(precision)
        noise = np.linalg.solve(root.T, self._random.standard_normal(self._weights.T.shape)).T
        self._weights = means + np.sqrt(variances)[:, None] * noise
        self._regressed = directions @ (strengths[:, None] * self._weights).astype(np.float32)
        size = float(np.sum((self._weights @ precision) * self._weights))
        self._shrinkage = float(self._random.gamma(0.5 + self._weights.size / 2, 1 / (0.5 + size / 2)))


def draw_wishart(inverse_scale: Floats, freedom: int, random: np.random.Generator) -> Floats:
    """A draw (K, K) from the Wishart with scale matrix ``inverse_scale``^-1, by Bartlett's decomposition."""
    width = len(inverse_scale)
    root = np.linalg.inv(np.linalg.cholesky(inverse_scale)).T
    triangle = np.tril(random.standard_normal((width, width)), -1)
    triangle[np.diag_indices(width)] = np.sqrt(random.chisquare(freedom - np.arange(width)))
    product = root @ triangle
    precision: Floats = product @ product.T
    return precision
