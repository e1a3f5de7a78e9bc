"""Small tables drawn from the very prior that Gibbs assumes, with a sampler that stands at their truth.

The truth behind a table is itself a draw from the posterior given that table. So a right sampler that starts there is
in equilibrium from its first sweep: it needs no burn-in, and whatever it says later must be exchangeable with
the truth. This holds too when only tables without huge ratings are looked at, since they are chosen by
what is seen and not by what is hidden; the prior has no variance, and float32 no endless digits.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mfdesk.engine.basis import Basis, basis_of
from mfdesk.engine.control import RunControl
from mfdesk.engine.drift import Effects, Sittings
from mfdesk.engine.gibbs import Gibbs
from mfdesk.engine.learner import Sides
from mfdesk.engine.priors import RegressionPrior, draw_wishart
from mfdesk.engine.sweep import Side, Workers
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.arrays import Floats

ROWS, COLUMNS, RANK, DIRECTIONS = 15, 12, 2, 3
LARGEST = 20.0
"""No table with a rating further from 0 is looked at."""
_NEVER = 10**9


def world(seed: int) -> Gibbs:
    """A sampler at the truth of a table that was drawn from its prior."""
    random = np.random.default_rng(seed)
    while True:
        ratings = _mask(random)
        learner = _at_a_draw_from_the_prior(ratings, random)
        values = _observed(learner, ratings, random)
        if np.abs(values).max() < LARGEST:
            return _seeing(learner, ratings, values)


def facts(learner: Gibbs) -> dict[str, float]:
    """What the sampler believes now, in numbers that do not depend on how the factors are turned."""
    rows, columns = learner.sides.rows.factors.astype(float), learner.sides.columns.factors.astype(float)
    whole = rows[:, :-1] @ columns[:, :-1].T + rows[:, -1:] + columns[:, -1]
    told: dict[str, float] = {"a cell": whole[0, 0], "another cell": whole[7, 5], "mean of all cells": whole.mean()}
    told["spread of all cells"] = whole.std()
    told["noise precision"] = learner.alpha
    for name, prior in zip(("rows", "columns"), learner.priors, strict=True):
        mean, precision, weights = prior.last
        told[f"log det Lambda, {name}"] = np.linalg.slogdet(precision)[1]
        told[f"mean of the bias, {name}"] = mean[-1]
        told[f"norm of the weights, {name}"] = np.linalg.norm(weights)
        told[f"a weight of the bias, {name}"] = weights[0, -1]
        told[f"shrinkage of the weights, {name}"] = prior._shrinkage
    (sittings,) = learner.drifts
    told["effect of a sitting"] = sittings._effects[0]
    told["precision of the effects"] = sittings._precision
    return told


def _mask(random: np.random.Generator) -> Ratings:
    """Which half of the cells is known, and in which of three sittings a row each was rated; no values yet."""
    rows, columns = np.nonzero(random.random((ROWS, COLUMNS)) < 0.5)
    labels = Labels(map(str, range(ROWS))), Labels(map(str, range(COLUMNS)))
    times = 1e6 * random.integers(0, 3, len(rows))
    return Ratings.from_cells(rows, columns, np.zeros(len(rows)), *labels, times=times)


def _at_a_draw_from_the_prior(ratings: Ratings, random: np.random.Generator) -> Gibbs:
    sides = _sides(ratings, np.zeros(ratings.known))
    bases = (
        basis_of(sides.rows, sides.columns, DIRECTIONS, 1, sides.crew),
        basis_of(sides.columns, sides.rows, DIRECTIONS, 1, sides.crew),
    )
    row_prior, column_prior = (_drawn_prior(basis, random) for basis in bases)
    for side, prior in ((sides.rows, row_prior), (sides.columns, column_prior)):
        side.factors[:] = _drawn_factors(prior, len(side.factors), random)
    effects = Effects(Sittings.of(ratings, 3600.0), ratings, random)
    effects._precision = random.gamma(1.0, 1 / 0.05)
    effects.set(random.standard_normal(effects.bins.count) / np.sqrt(effects._precision))
    alpha = random.gamma(1.0, 1 / 0.5)
    nothing = np.zeros(ratings.known, np.float32)
    return Gibbs(sides, nothing, [effects], (row_prior, column_prior), random, burn_in=_NEVER, every=1, alpha=alpha)


def _drawn_prior(basis: Basis, random: np.random.Generator) -> RegressionPrior:
    """Everything that RegressionPrior draws, from its own prior, as its docstring states it."""
    width = RANK + 1
    prior = RegressionPrior(basis, width, random)
    prior._precision = draw_wishart(np.eye(width), width, random)
    root = np.linalg.inv(np.linalg.cholesky(prior._precision))
    prior._mean = random.standard_normal(width) @ root / np.sqrt(2.0)
    prior._shrinkage = random.gamma(0.5, 1 / 0.5)
    prior._weights = random.standard_normal((len(basis.strengths), width)) @ root / np.sqrt(prior._shrinkage)
    prior._regressed = (basis.directions @ (basis.strengths[:, None] * prior._weights)).astype(np.float32)
    return prior


def _drawn_factors(prior: RegressionPrior, count: int, random: np.random.Generator) -> Floats:
    root = np.linalg.inv(np.linalg.cholesky(prior._precision))
    drawn: Floats = prior._mean + prior._regressed + random.standard_normal((count, RANK + 1)) @ root
    return drawn


def _observed(learner: Gibbs, ratings: Ratings, random: np.random.Generator) -> Floats:
    """Ratings as the truth of this learner would give them."""
    noise = random.standard_normal(ratings.known) / np.sqrt(learner.alpha)
    return learner.sides.predict(ratings) + learner.drifts[0].offsets() + noise


def _seeing(learner: Gibbs, ratings: Ratings, values: Floats) -> Gibbs:
    """The same state of a learner that sees these values."""
    sides = _sides(ratings, values, seed=int(learner.random.integers(2**31)))
    sides.rows.factors[:], sides.columns.factors[:] = learner.sides.rows.factors, learner.sides.columns.factors
    return replace(learner, sides=sides, values=values.astype(np.float32))


def _sides(ratings: Ratings, values: Floats, seed: int = 0) -> Sides:
    rows, columns = ratings.shape
    singles = values.astype(np.float32)
    left = Side(ratings.rows, ratings.columns, singles, (rows, columns), RANK + 1, 2 * seed)
    right = Side(ratings.columns, ratings.rows, singles, (columns, rows), RANK + 1, 2 * seed + 1)
    return Sides(left, right, ratings.known, Workers(1, RunControl()))


def shift_scores(before: Floats, after: Floats) -> tuple[float, float]:
    """How far one fact moved on average over many worlds, and how far away from its middle, each as a z-score.

    Ranks among both are compared, so that the heaviest tails do no harm.
    """
    ranks = np.argsort(np.argsort(np.concatenate([before, after]))) / (2 * len(before)) - 0.5
    first, last = np.split(ranks, 2)
    return _score(last - first), _score(np.abs(last) - np.abs(first))


def _score(differences: Floats) -> float:
    return float(differences.mean() / differences.std(ddof=1) * np.sqrt(len(differences)))
