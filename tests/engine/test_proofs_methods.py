"""Proofs that the point methods do the sums that their formulas say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.engine.als import AlternatingLeastSquares
from mfdesk.engine.control import RunControl
from mfdesk.engine.gradient import GradientDescent
from mfdesk.engine.learner import Sides, sides
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Ridge, Workers
from mfdesk.ratings import Ratings
from tests.tables import low_rank, sparse_tables

DECAY = 0.03


def _sides(ratings: Ratings, rank: int, spread: float = 0.4) -> Sides:
    both = sides(ratings, Standard.of(ratings.values), rank, 1, Workers(1, RunControl()), spread)
    for number, side in enumerate((both.rows, both.columns)):
        side.factors[:, -1] = spread * np.random.default_rng(number).standard_normal(len(side.factors))
    return both


def _errors(ratings: Ratings, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """(n,) what factors (R, K) and (C, K) leave of the standardised ratings, by the definition, in double precision."""
    values = Standard.of(ratings.values).standardise(ratings.values).astype(float)
    x, y = rows[ratings.rows], columns[ratings.columns]
    return values - np.sum(x[:, :-1] * y[:, :-1], axis=1) - x[:, -1] - y[:, -1]


def _row_objective(ratings: Ratings, rows: np.ndarray, columns: np.ndarray, row: int) -> float:
    """What gradient descent lowers for one row: the mean square of its errors, and its factors' decay."""
    mine = _errors(ratings, rows, columns)[ratings.rows == row]
    return float(np.sum(mine**2) / max(len(mine), 1) + DECAY * np.sum(rows[row] ** 2))


def _analytic(ratings: Ratings, rows: np.ndarray, columns: np.ndarray, row: int) -> np.ndarray:
    """(K,) minus half the gradient of ``_row_objective``: the mean of z_j e_ij, less the decay."""
    mine = ratings.rows == row
    seen = columns[ratings.columns[mine]].copy()
    seen[:, -1] = 1
    return seen.T @ _errors(ratings, rows, columns)[mine] / max(mine.sum(), 1) - DECAY * rows[row]


def _numeric(ratings: Ratings, rows: np.ndarray, columns: np.ndarray, row: int) -> np.ndarray:
    """(K,) minus half the central difference of ``_row_objective``: exact for a parabola, but for rounding."""
    slopes = []
    for feature in range(rows.shape[1]):
        ends = []
        for step in (-0.25, 0.25):
            moved = rows.copy()
            moved[row, feature] += step
            ends.append(_row_objective(ratings, moved, columns, row))
        slopes.append(-0.5 * (ends[1] - ends[0]) / 0.5)
    return np.array(slopes)


@given(ratings=sparse_tables(), rank=st.integers(1, 5))
@settings(max_examples=50)
def test_the_gradient_of_the_formula_is_the_numeric_one_and_that_of_gradient_descent(
    ratings: Ratings, rank: int
) -> None:
    both = _sides(ratings, rank)
    learner = GradientDescent(both, rate=0.1, momentum=0.0, decay=DECAY)
    rows, columns = both.rows.factors.astype(float), both.columns.factors.astype(float)
    for row in range(ratings.shape[0]):
        analytic = _analytic(ratings, rows, columns, row)
        assert analytic == pytest.approx(_numeric(ratings, rows, columns, row), rel=0, abs=1e-12)
        assert learner._gradients[0][row] == pytest.approx(analytic, rel=1e-5, abs=1e-5)


def test_columns_descend_by_the_same_formula() -> None:
    ratings = low_rank(30, 20, 2, 0.4, noise=0.3)
    both = _sides(ratings, 3)
    learner = GradientDescent(both, rate=0.1, momentum=0.0, decay=DECAY)
    order = np.lexsort((ratings.rows, ratings.columns))
    turned = Ratings.from_cells(
        ratings.columns[order], ratings.rows[order], ratings.values[order], ratings.column_labels, ratings.row_labels
    )
    rows, columns = both.rows.factors.astype(float), both.columns.factors.astype(float)
    for column in range(20):
        expected = _analytic(turned, columns, rows, column)
        assert learner._gradients[1][column] == pytest.approx(expected, rel=1e-5, abs=1e-6)


def _penalised(both: Sides, ratings: Ratings, ridge: Ridge) -> float:
    """What ALS lowers, in double precision: the squared errors and each row's and column's penalty."""
    rows, columns = both.rows.factors.astype(float), both.columns.factors.astype(float)
    total = float(np.sum(_errors(ratings, rows, columns) ** 2))
    for side, factors in ((both.rows, rows), (both.columns, columns)):
        weights = ridge.strength * np.maximum(side.counts.astype(float), 1) ** ridge.power
        total += float(weights @ np.sum(factors**2, axis=1))
    return total


@given(
    ratings=sparse_tables(),
    rank=st.integers(1, 8),
    strength=st.sampled_from([0.01, 0.3, 2.0, 50.0]),
    power=st.sampled_from([0.0, 0.5, 1.0]),
)
@settings(max_examples=60)
def test_no_half_sweep_of_als_ever_raises_the_objective(
    ratings: Ratings, rank: int, strength: float, power: float
) -> None:
    both, ridge = _sides(ratings, rank), Ridge(strength, power)
    objectives = [_penalised(both, ratings, ridge)]
    for _ in range(8):
        for side, other in ((both.rows, both.columns), (both.columns, both.rows)):
            side.solve(other.facing(), ridge, both.crew)
            objectives.append(_penalised(both, ratings, ridge))
    assert (np.diff(objectives) <= 1e-5 * objectives[0]).all()


@given(ratings=sparse_tables(), rank=st.integers(1, 5))
@settings(max_examples=30)
def test_the_error_that_als_tells_is_that_of_its_factors(ratings: Ratings, rank: int) -> None:
    both = _sides(ratings, rank)
    told = AlternatingLeastSquares(both, lambda _epoch: Ridge(0.3, 0.5)).epoch()
    errors = _errors(ratings, both.rows.factors.astype(float), both.columns.factors.astype(float))
    assert told == pytest.approx(np.mean(errors**2), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rank", [1, 2, 3, 4])
def test_an_exact_table_with_holes_is_recovered_to_a_millionth(rank: int, seed: int) -> None:
    """Though all factors are float32: what is left is about three roundings. The ridge falls to next to nothing."""
    ratings, whole = (low_rank(60, 50, rank, share, seed=seed) for share in (0.5, 1.0))
    standard = Standard.of(ratings.values)
    both = sides(ratings, standard, rank, 1, Workers(1, RunControl()), spread=0.1)
    learner = AlternatingLeastSquares(both, lambda epoch: Ridge(10.0 ** -((epoch - 1) // 15), power=0.0))
    for _ in range(9 * 15):
        learner.epoch()
    truth = (whole.values - standard.mean) / standard.deviation
    holes = np.ones(whole.shape, bool)
    holes[ratings.rows, ratings.columns] = False
    errors = (truth - both.predict(whole))[holes.ravel()]
    assert np.sqrt(np.mean(errors**2)) <= 1e-6
