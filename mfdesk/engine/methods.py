"""The table of methods: for each one how it starts, how big it is when nobody says, and how long it runs."""

from __future__ import annotations

from collections.abc import Callable, Generator

import numpy as np

from mfdesk.engine import als, gibbs, gradient
from mfdesk.engine.attributes import encoded
from mfdesk.engine.basis import Basis, basis_of, grow_basis, no_basis
from mfdesk.engine.budget import plan
from mfdesk.engine.config import Config, Method
from mfdesk.engine.drift import Effects, bins_of
from mfdesk.engine.learner import Learner, Sides, sides
from mfdesk.engine.ordinal import Ordered, levels_of, steps_of
from mfdesk.engine.priors import RegressionPrior
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Workers
from mfdesk.ratings.table import Attribute, Ratings

_DRAWS_BYTES = 256 * 2**20
"""What the kept draws of a sampler may take together."""
_MOST_DRAWS = 125


_DIRECTIONS = 64
"""How many directions of what is known of a side its regression keeps."""


PATIENCE = {Method.GIBBS: 40, Method.ALS: 4, Method.GRADIENT_DESCENT: 20}
"""So many epochs without a lower held-out error end a run."""
_MOST_EPOCHS = {Method.ALS: 40, Method.GRADIENT_DESCENT: 200}
_UNJUDGED_ALS_EPOCHS = 12


def epochs_of(config: Config, ratings: Ratings, judged: bool) -> int:
    """How many epochs at most; ``judged``: held-out cells tell when to stop."""
    if config.method is Method.GIBBS:
        return plan(config, ratings).epochs
    if config.method is Method.ALS and not judged:
        return config.epochs or _UNJUDGED_ALS_EPOCHS
    return config.epochs or _MOST_EPOCHS[config.method]


def als_rank(config: Config, ratings: Ratings) -> int:
    """How many factors ALS learns from these ratings."""
    return config.rank or int(np.clip(round(np.sqrt(ratings.known) / 20), 4, 32))


def start(
    config: Config, ratings: Ratings, standard: Standard, crew: Workers, judged: bool, strength: float | None
) -> Learner:
    """A learner of these ratings, before its first epoch; ``judged``: held-out cells tell, or told, when to stop. ALS
    that is not judged settles at the ``strength`` (None: the usual one)."""
    match config.method:
        case Method.ALS:
            both = sides(ratings, standard, als_rank(config, ratings), config.seed, crew, als.START_SPREAD)
            epochs = epochs_of(config, ratings, judged)
            path = als.falling() if judged else als.settling(epochs, strength or als.USUAL_STRENGTH)
            return als.AlternatingLeastSquares(
                both, path, _als_bases(both, ratings, config) if config.implicit else None
            )
        case Method.GRADIENT_DESCENT:
            rank = config.rank or min(10, *ratings.shape)
            both = sides(ratings, standard, rank, config.seed, crew, gradient.START_SPREAD)
            return gradient.GradientDescent(both, rate=0.467, momentum=0.406, decay=0.037)
        case Method.GIBBS:
            return _gibbs(config, ratings, standard, crew)


def can_be_ordered(config: Config, ratings: Ratings) -> bool:
    """Whether the method can take these ratings as ordered steps."""
    levels = levels_of(ratings.scale)
    return config.method is Method.GIBBS and levels is not None and steps_of(ratings.values, levels) is not None


def trial_epochs(config: Config, ratings: Ratings) -> int:
    """For how many epochs both are tried: well into the averages."""
    chosen = plan(config, ratings)
    return chosen.burn_in + (chosen.epochs - chosen.burn_in) // 4


def _als_bases(both: Sides, ratings: Ratings, config: Config) -> Callable[[], tuple[Basis, Basis]]:
    """Coarser ones than those of Gibbs, as ALS is to be fast."""
    directions = int(np.clip(np.sqrt(ratings.known) / 5, 16, 64))

    def make() -> tuple[Basis, Basis]:
        rows, columns = both.rows, both.columns
        row_basis = basis_of(rows, columns, directions, config.seed, both.crew, iterations=1)
        column_basis = basis_of(columns, rows, directions, config.seed, both.crew, iterations=1)
        return (
            row_basis.joined(encoded(ratings.row_attributes, ratings.shape[0])),
            column_basis.joined(encoded(ratings.column_attributes, ratings.shape[1])),
        )

    return make


def _gibbs(config: Config, ratings: Ratings, standard: Standard, crew: Workers) -> gibbs.Gibbs:
    chosen = plan(config, ratings)
    random = np.random.default_rng((config.seed, 2))
    ordered = None
    if config.ordered and can_be_ordered(config, ratings):
        ordered = Ordered(ratings, standard, np.random.default_rng((config.seed, 3)))
    both = sides(ratings, standard, chosen.rank, config.seed, crew, gibbs.START_SPREAD)
    rows, columns = both.rows, both.columns
    row_prior, column_prior = (
        RegressionPrior(no_basis(*pair), chosen.rank + 1, random) for pair in ((rows, columns), (columns, rows))
    )
    return gibbs.Gibbs(
        sides=both,
        values=standard.standardise(ratings.values),
        drifts=[Effects(bins, ratings, random) for bins in bins_of(ratings)],
        priors=(row_prior, column_prior),
        random=random,
        burn_in=chosen.burn_in,
        every=chosen.every,
        ordered=ordered,
        alpha=ordered.noise**-2 if ordered else 1.0,
        growing=[
            _growth(row_prior, grow_basis(rows, columns, chosen.directions, config.seed, crew), ratings.row_attributes),
            _growth(
                column_prior, grow_basis(columns, rows, chosen.directions, config.seed, crew), ratings.column_attributes
            ),
        ],
    )


def _growth(
    prior: RegressionPrior, growing: Generator[None, None, Basis], attributes: tuple[Attribute, ...]
) -> Generator[None, None, None]:
    """Makes the basis of which cells were rated, joins the attributes to it, and lets the prior regress on both."""
    basis = yield from growing
    prior.learn_by(basis.joined(encoded(attributes, len(basis.directions))))
