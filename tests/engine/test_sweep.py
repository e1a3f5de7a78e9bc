import numpy as np
import pytest

from mfdesk.engine.control import RunControl
from mfdesk.engine.learner import Sides, sides
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Normal, Ridge, Workers
from mfdesk.ratings import Ratings
from tests.tables import low_rank

RANK = 3


@pytest.fixture
def ratings() -> Ratings:
    return low_rank(12, 9, 2, share=0.5, noise=0.3)


@pytest.fixture
def both(ratings: Ratings) -> Sides:
    made = sides(ratings, Standard.of(ratings.values), RANK, 1, Workers(1, RunControl()), spread=0.5)
    made.columns.factors[:, -1] = np.linspace(-1, 1, 9)
    return made


def _row(ratings: Ratings, both: Sides, row: int) -> tuple[np.ndarray, np.ndarray]:
    """The design Z and targets t of one row, by the definition."""
    cells = ratings.rows == row
    columns = ratings.columns[cells]
    design = np.column_stack([both.columns.factors[columns, :-1], np.ones(len(columns))]).astype(float)
    values = Standard.of(ratings.values).standardise(ratings.values[cells])
    return design, values - both.columns.factors[columns, -1].astype(float)


def test_a_solved_row_is_the_ridge_solution(ratings: Ratings, both: Sides) -> None:
    ridge = Ridge(strength=0.7, power=0.5)
    both.rows.solve(both.columns.facing(), ridge, both.crew)
    for row in range(12):
        design, targets = _row(ratings, both, row)
        penalty = 0.7 * len(targets) ** 0.5 * np.eye(RANK + 1)
        expected = np.linalg.solve(design.T @ design + penalty, design.T @ targets)
        assert both.rows.factors[row] == pytest.approx(expected, abs=1e-4)


def test_the_squared_error_is_that_of_the_known_cells(ratings: Ratings, both: Sides) -> None:
    left = both.rows.solve(both.columns.facing(), Ridge(0.1, 1), both.crew)
    values = Standard.of(ratings.values).standardise(ratings.values)
    errors = values - both.predict(ratings)
    assert left == pytest.approx(np.sum(errors**2), rel=1e-4)


def test_perturbed_solutions_have_the_mean_and_covariance_of_the_closed_form(ratings: Ratings, both: Sides) -> None:
    random = np.random.default_rng(0)
    spread = random.normal(size=(RANK + 1, RANK + 1))
    precision = (spread @ spread.T + np.eye(RANK + 1)).astype(np.float32)
    mean = random.normal(size=RANK + 1).astype(np.float32)
    prior = Normal(mean, precision, noise_precision=2.0)
    draws = []
    for _ in range(4000):
        both.rows.draw(both.columns.facing(), prior, both.crew)
        draws.append(both.rows.factors[5].astype(float))
    design, targets = _row(ratings, both, 5)
    covariance = np.linalg.inv(2.0 * design.T @ design + precision)
    expected = covariance @ (2.0 * design.T @ targets + precision @ mean)
    standard_errors = np.sqrt(np.diag(covariance) / len(draws))
    assert (np.abs(np.mean(draws, axis=0) - expected) < 4.5 * standard_errors).all()
    assert np.cov(np.transpose(draws)) == pytest.approx(covariance, abs=0.12 * np.diag(covariance).max())


def test_the_gradient_is_the_slope_of_the_error(ratings: Ratings, both: Sides) -> None:
    gradients, squares = both.rows.gradient(both.columns.facing(), both.crew)
    step = 1e-2
    for row, feature in ((0, 0), (5, 2), (11, RANK)):
        slopes = []
        for sign in (1, -1):
            both.rows.factors[row, feature] += sign * step
            slopes.append(both.rows.gradient(both.columns.facing(), both.crew)[1])
            both.rows.factors[row, feature] -= sign * step
        # The error is a parabola in each factor, so its central difference is exact but for rounding.
        slope = (slopes[0] - slopes[1]) / (2 * step)
        assert -2 * gradients[row, feature] == pytest.approx(slope, rel=1e-3, abs=2e-3)
    assert squares > 0


def test_rows_without_ratings_fall_back_to_the_prior() -> None:
    ratings = low_rank(6, 5, 1, share=0.4)
    lonely = ratings.take(ratings.rows != 3)
    both = sides(lonely, Standard.of(lonely.values), RANK, 1, Workers(1, RunControl()), spread=0.5)
    both.rows.solve(both.columns.facing(), Ridge(1, 0.5), both.crew)
    assert (both.rows.factors[3] == 0).all()


def test_two_threads_draw_the_same_bits_as_one() -> None:
    ratings = low_rank(400, 300, 3, share=0.3, noise=0.5)
    outcomes = []
    for threads in (1, 2):
        crew = Workers(threads, RunControl())
        both = sides(ratings, Standard.of(ratings.values), 8, 1, crew, spread=0.1)
        prior = Normal(np.zeros(9, np.float32), np.eye(9, dtype=np.float32), 1.0)
        for _ in range(3):
            both.rows.draw(both.columns.facing(), prior, crew)
            both.columns.draw(both.rows.facing(), prior, crew)
        outcomes.append(both.columns.factors.copy())
        crew.close()
    assert (outcomes[0] == outcomes[1]).all()
