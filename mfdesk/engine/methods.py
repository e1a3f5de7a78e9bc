"""The table of methods: for each one how it starts, how big it is when nobody says, and how long it runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.engine import als, gibbs, gradient
from mfdesk.engine.attributes import encoded
from mfdesk.engine.basis import basis_of
from mfdesk.engine.config import Config, Method
from mfdesk.engine.drift import Effects, bins_of
from mfdesk.engine.learner import Learner, Sides, sides
from mfdesk.engine.priors import RegressionPrior
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Ridge, Workers
from mfdesk.ratings.table import Ratings

_DRAWS_BYTES = 256 * 2**20
"""What the kept draws of a sampler may take together."""
_MOST_DRAWS = 125


_DIRECTIONS = 64
"""How many directions of what is known of a side its regression keeps."""


@dataclass(frozen=True)
class Limits:
    """``epochs`` at most when the user does not say; ``patience`` epochs without a lower held-out error end a run."""

    epochs: int
    patience: int


LIMITS = {
    Method.GIBBS: Limits(epochs=150, patience=40),
    Method.ALS: Limits(epochs=30, patience=3),
    Method.GRADIENT_DESCENT: Limits(epochs=200, patience=20),
}


def automatic_rank(method: Method, ratings: Ratings) -> int:
    """A rank that the number of known cells can carry; Gibbs shrinks what is too much by itself."""
    if method is Method.GRADIENT_DESCENT:
        return min(10, *ratings.shape)
    return int(np.clip(round(np.sqrt(ratings.known) / 24), 4, 32))


def epochs_of(config: Config) -> int:
    return config.epochs or LIMITS[config.method].epochs


def rank_of(config: Config, ratings: Ratings) -> int:
    return config.rank or automatic_rank(config.method, ratings)


def burn_in_of(epochs: int) -> int:
    """How many of a sampler's epochs pass before it averages."""
    return min(epochs // 3, 25)


def start(config: Config, ratings: Ratings, standard: Standard, crew: Workers) -> Learner:
    """A learner of these ratings, before its first epoch."""
    rank = rank_of(config, ratings)
    match config.method:
        case Method.ALS:
            both = sides(ratings, standard, rank, config.seed, crew, als.START_SPREAD)
            return als.AlternatingLeastSquares(both, Ridge(strength=1.5, power=0.5))
        case Method.GRADIENT_DESCENT:
            both = sides(ratings, standard, rank, config.seed, crew, gradient.START_SPREAD)
            return gradient.GradientDescent(both, rate=0.467, momentum=0.406, decay=0.037)
        case Method.GIBBS:
            both = sides(ratings, standard, rank, config.seed, crew, gibbs.START_SPREAD)
            epochs = epochs_of(config)
            burn_in = burn_in_of(epochs)
            kept = int(np.clip(_DRAWS_BYTES // (4 * sum(ratings.shape) * (rank + 1)), 4, _MOST_DRAWS))
            every = max(-(-(epochs - burn_in) // kept), 1)
            random = np.random.default_rng((config.seed, 2))
            drifts = [Effects(bins, ratings, random) for bins in bins_of(ratings)]
            values = standard.standardise(ratings.values)
            return gibbs.Gibbs(
                both, values, drifts, _priors(both, ratings, config.seed, random), random, burn_in, every
            )


def _priors(
    both: Sides, ratings: Ratings, seed: int, random: np.random.Generator
) -> tuple[RegressionPrior, RegressionPrior]:
    """The prior of the rows and that of the columns, each a regression on which cells were rated and on attributes."""
    width = both.rows.factors.shape[1]
    row_basis = basis_of(both.rows, both.columns, _DIRECTIONS, seed, both.crew)
    row_basis = row_basis.joined(encoded(ratings.row_attributes, ratings.shape[0]))
    column_basis = basis_of(both.columns, both.rows, _DIRECTIONS, seed, both.crew)
    column_basis = column_basis.joined(encoded(ratings.column_attributes, ratings.shape[1]))
    return RegressionPrior(row_basis, width, random), RegressionPrior(column_basis, width, random)
