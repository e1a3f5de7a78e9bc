"""Proofs that Gibbs draws from what it says it draws from."""

import numpy as np
import pytest

from mfdesk.engine import gibbs, priors
from mfdesk.engine.control import RunControl
from mfdesk.engine.learner import Sides, sides
from mfdesk.engine.priors import draw_wishart
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Normal, Workers
from mfdesk.ratings import Ratings
from mfdesk.ratings.arrays import Floats
from tests.engine.prior_world import DIRECTIONS, facts, shift_scores, world
from tests.tables import low_rank

RANK, ALPHA, DRAWS = 3, 2.0, 2500
WORLDS, SWEEPS = 80, 4
LARGEST_SCORE = 4.0


def _sides(ratings: Ratings) -> Sides:
    both = sides(ratings, Standard.of(ratings.values), RANK, 1, Workers(1, RunControl()), spread=0.5)
    both.rows.factors[:, -1] = np.linspace(-0.5, 1, len(both.rows.factors))
    both.columns.factors[:, -1] = np.linspace(-1, 1, len(both.columns.factors))
    return both


def _precision(random: np.random.Generator) -> np.ndarray:
    root = random.normal(size=(RANK + 1, RANK + 1))
    return (root @ root.T + np.eye(RANK + 1)).astype(np.float32)


def _closed_form(
    design: np.ndarray, targets: np.ndarray, mean: np.ndarray, precision: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The conditional mean (K,) and covariance (K, K) of one row or column."""
    covariance = np.linalg.inv(ALPHA * design.T @ design + precision)
    return covariance @ (ALPHA * design.T @ targets + precision @ mean), covariance


@pytest.mark.parametrize("swept", ["rows", "columns"])
def test_draws_of_both_sides_have_the_mean_and_covariance_of_the_closed_form(swept: str) -> None:
    """With a mean of its own for each row, as the regression gives it; one of them has no rating at all."""
    ratings = low_rank(12, 9, 2, share=0.5, noise=0.3)
    lonely = 3
    positions = ratings.rows if swept == "rows" else ratings.columns
    ratings = ratings.take(positions != lonely)
    both = _sides(ratings)
    side, other = (both.rows, both.columns) if swept == "rows" else (both.columns, both.rows)
    positions, others = (ratings.rows, ratings.columns) if swept == "rows" else (ratings.columns, ratings.rows)
    random = np.random.default_rng(0)
    precision = _precision(random)
    means = random.normal(size=(len(side.factors), RANK + 1)).astype(np.float32)
    facing = other.facing()
    drawn = np.empty((DRAWS, *side.factors.shape))
    for draw in drawn:
        side.draw(facing, Normal(means, precision, ALPHA), both.crew)
        draw[:] = side.factors
    values = Standard.of(ratings.values).standardise(ratings.values).astype(float)
    for row in range(len(side.factors)):
        cells = positions == row
        seen = other.factors[others[cells]].astype(float)
        design = np.column_stack([seen[:, :-1], np.ones(len(seen))])
        mean, covariance = _closed_form(design, values[cells] - seen[:, -1], means[row], precision)
        errors = np.sqrt(np.diag(covariance) / DRAWS)
        assert (np.abs(drawn[:, row].mean(axis=0) - mean) < 4.5 * errors).all()
        assert np.cov(drawn[:, row].T) == pytest.approx(covariance, abs=0.15 * np.diag(covariance).max())


def _scores() -> dict[str, tuple[float, float]]:
    """Over many worlds, how far a few sweeps from the truth shift each fact, as z-scores."""
    before, after = [], []
    for seed in range(WORLDS):
        learner = world(seed)
        before.append(facts(learner))
        for _ in range(SWEEPS):
            learner.epoch()
        after.append(facts(learner))
    return {
        name: shift_scores(*(np.array([told[name] for told in states]) for states in (before, after)))
        for name in before[0]
    }


def test_sweeps_from_a_truth_drawn_from_the_prior_shift_nothing() -> None:
    """The truth behind a table is a draw from the posterior, so an exact sampler leaves its distribution as it is."""
    scores = _scores()
    assert _largest(scores) < LARGEST_SCORE, scores


def test_too_much_trust_in_the_noise_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gibbs, "_NOISE_SHAPE", 11.0)
    assert _largest(_scores()) > LARGEST_SCORE


def test_a_wishart_that_forgets_the_weights_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(inverse_scale: Floats, freedom: int, random: np.random.Generator) -> Floats:
        return draw_wishart(inverse_scale, freedom - DIRECTIONS, random)

    monkeypatch.setattr(priors, "draw_wishart", forgetful)
    assert _largest(_scores()) > LARGEST_SCORE


def _largest(scores: dict[str, tuple[float, float]]) -> float:
    return max(abs(score) for pair in scores.values() for score in pair)
