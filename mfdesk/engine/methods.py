"""The table of methods: for each one how it starts, how big it is when nobody says, and how long it runs."""

from __future__ import annotations

import numpy as np

from mfdesk.engine import als, gibbs, gradient
from mfdesk.engine.attributes import encoded
from mfdesk.engine.basis import basis_of
from mfdesk.engine.budget import plan
from mfdesk.engine.config import Config, Method
from mfdesk.engine.drift import Effects, bins_of
from mfdesk.engine.learner import Learner, Sides, sides
from mfdesk.engine.priors import RegressionPrior
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Workers
from mfdesk.ratings.table import Ratings

_DRAWS_BYTES = 256 * 2**20
"""What the kept draws of a sampler may take together."""
_MOST_DRAWS = 125


_DIRECTIONS = 64
"""How many directions of what is known of a side its regression keeps."""


PATIENCE = {Method.GIBBS: 40, Method.ALS: 4, Method.GRADIENT_DESCENT: 20}
"""So many epochs without a lower held-out error end a run."""
_MOST_EPOCHS = {Method.ALS: 40, Method.GRADIENT_DESCENT: 200}
_UNJUDGED_ALS_EPOCHS = 16


def epochs_of(config: Config, ratings: Ratings, judged: bool) -> int:
    """How many epochs at most; ``judged``: held-out cells tell when to stop."""
    if config.method is Method.GIBBS:
        return plan(config, ratings).epochs
    if config.method is Method.ALS and not judged:
        return config.epochs or _UNJUDGED_ALS_EPOCHS
    return config.epochs or _MOST_EPOCHS[config.method]


def start(config: Config, ratings: Ratings, standard: Standard, crew: Workers, judged: bool) -> Learner:
    """A learner of these ratings, before its first epoch; ``judged``: held-out cells tell, or told, when to stop."""
    match config.method:
        case Method.ALS:
            rank = config.rank or int(np.clip(round(np.sqrt(ratings.known) / 20), 4, 32))
            both = sides(ratings, standard, rank, config.seed, crew, als.START_SPREAD)
            path = als.falling() if judged else als.settling(epochs_of(config, ratings, judged))
            return als.AlternatingLeastSquares(both, path)
        case Method.GRADIENT_DESCENT:
            rank = config.rank or min(10, *ratings.shape)
            both = sides(ratings, standard, rank, config.seed, crew, gradient.START_SPREAD)
            return gradient.GradientDescent(both, rate=0.467, momentum=0.406, decay=0.037)
        case Method.GIBBS:
            return _gibbs(config, ratings, standard, crew)


def _gibbs(config: Config, ratings: Ratings, standard: Standard, crew: Workers) -> gibbs.Gibbs:
    chosen = plan(config, ratings)
    random = np.random.default_rng((config.seed, 2))
    both = sides(ratings, standard, chosen.rank, config.seed, crew, gibbs.START_SPREAD)
    return gibbs.Gibbs(
        sides=both,
        values=standard.standardise(ratings.values),
        drifts=[Effects(bins, ratings, random) for bins in bins_of(ratings)],
        priors=_priors(both, ratings, chosen.directions, config.seed, random),
        random=random,
        burn_in=chosen.burn_in,
        every=chosen.every,
    )


def _priors(
    both: Sides, ratings: Ratings, directions: int, seed: int, random: np.random.Generator
) -> tuple[RegressionPrior, RegressionPrior]:
    """The prior of the rows and that of the columns, each a regression on which cells were rated and on attributes."""
    width = both.rows.factors.shape[1]
    row_basis = basis_of(both.rows, both.columns, directions, seed, both.crew)
    row_basis = row_basis.joined(encoded(ratings.row_attributes, ratings.shape[0]))
    column_basis = basis_of(both.columns, both.rows, directions, seed, both.crew)
    column_basis = column_basis.joined(encoded(ratings.column_attributes, ratings.shape[1]))
    return RegressionPrior(row_basis, width, random), RegressionPrior(column_basis, width, random)
