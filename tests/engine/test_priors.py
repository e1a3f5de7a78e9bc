import numpy as np
import pytest

from mfdesk.engine.basis import Basis, basis_of
from mfdesk.engine.control import RunControl
from mfdesk.engine.learner import sides
from mfdesk.engine.priors import RegressionPrior, draw_wishart
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Workers
from mfdesk.ratings.movie_night import movie_night

NOTHING_KNOWN = Basis(np.zeros((5000, 0), np.float32), np.zeros(0), np.zeros((0, 0), np.float32))


def test_wishart_draws_have_the_mean_of_the_closed_form() -> None:
    random = np.random.default_rng(0)
    inverse_scale = np.array([[2.0, 0.5], [0.5, 1.0]])
    draws = [draw_wishart(inverse_scale, 7, random) for _ in range(20_000)]
    assert np.mean(draws, axis=0) == pytest.approx(7 * np.linalg.inv(inverse_scale), rel=0.03)


def test_the_shared_prior_follows_the_factors() -> None:
    random = np.random.default_rng(0)
    factors = (random.normal(size=(5000, 2)) * [1.0, 2.0] + [3.0, -1.0]).astype(np.float32)
    drawn = RegressionPrior(NOTHING_KNOWN, 2, random).draw(factors, 1.0)
    assert drawn.means[0] == pytest.approx([3, -1], abs=0.15)
    assert np.linalg.inv(drawn.precision) == pytest.approx(np.diag([1.0, 4.0]), abs=0.35)


def test_the_regression_finds_what_the_directions_say() -> None:
    random = np.random.default_rng(0)
    directions = np.linalg.qr(random.normal(size=(5000, 3)))[0]
    basis = Basis(directions.astype(np.float32), np.array([70.0, 50.0, 40.0]), np.zeros((0, 3), np.float32))
    truth = directions @ random.normal(size=(3, 2)) * 70
    factors = (truth + 0.3 * random.normal(size=(5000, 2))).astype(np.float32)
    prior = RegressionPrior(basis, 2, random)
    drawn = [prior.draw(factors, 1.0) for _ in range(5)][-1]
    assert np.std(drawn.means - truth) < 0.03
    assert np.linalg.inv(drawn.precision) == pytest.approx(0.09 * np.eye(2), abs=0.02)


def test_the_basis_is_that_of_the_whole_mask_without_ever_making_it() -> None:
    ratings = movie_night()
    both = sides(ratings, Standard.of(ratings.values), 2, 1, Workers(1, RunControl()), spread=0.1)
    basis = basis_of(both.rows, both.columns, 8, 1, both.crew)
    mask = np.zeros(ratings.shape)
    mask[ratings.rows, ratings.columns] = 1
    mask /= np.sqrt(mask.sum(axis=1, keepdims=True))
    left, strengths, _ = np.linalg.svd(mask, full_matrices=False)
    # The mask is nearly noise, whose directions are nearly alike in strength: the worst case for the iteration.
    assert basis.strengths[0] == pytest.approx(strengths[0], rel=1e-4)
    assert (basis.strengths <= strengths[:8] * 1.0001).all()
    assert (basis.strengths > 0.85 * strengths[:8]).all()
    assert abs(basis.directions[:, 0] @ left[:, 0]) == pytest.approx(1, abs=1e-4)
    assert basis.directions.T @ basis.directions == pytest.approx(np.eye(8), abs=1e-4)
    assert mask @ basis.right == pytest.approx(basis.directions * basis.strengths, abs=1e-4)
