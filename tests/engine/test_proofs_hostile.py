"""Proofs that no setting and no table, however odd, makes a number that is none; and that odd shapes cost little."""

from dataclasses import replace

import numpy as np
import pytest

from mfdesk.engine.batches import grouped
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.gradient import GradientDescent
from mfdesk.engine.learner import Learner, sides
from mfdesk.engine.model import Model
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Ridge, Workers
from mfdesk.engine.train import train
from mfdesk.ratings import Labels, Ratings, Scale
from tests.drive import drive
from tests.tables import low_rank, ratings_of

every_method = pytest.mark.parametrize("method", list(Method))


def _model(ratings: Ratings, **settings: object) -> Model:
    return drive(train(ratings, Config(**{"epochs": 6} | settings), RunControl()))[1].model


def _assert_sound(model: Model, ratings: Ratings, most: int = 200) -> None:
    """Finite numbers on the scale wherever one looks, and spreads above 0."""
    rows, columns = (np.unique(np.linspace(0, count - 1, most).astype(np.int32)) for count in ratings.shape)
    values, spreads = model.block(rows, columns)
    assert np.isfinite(values).all()
    assert values.min() >= ratings.scale.lowest
    assert values.max() <= ratings.scale.highest
    if spreads is not None:
        assert np.isfinite(spreads).all()
        assert (spreads > 0).all()
    for array in (model.row_factors, model.column_factors, model.row_biases, model.column_biases):
        assert np.isfinite(array).all()


def _with_values(ratings: Ratings, values: np.ndarray) -> Ratings:
    return replace(ratings, values=values, scale=Scale.of(values))


@every_method
def test_a_rank_above_both_sides(method: Method) -> None:
    ratings = low_rank(6, 5, 2, 0.6, noise=0.2)
    _assert_sound(_model(ratings, method=method, rank=60), ratings)


@every_method
@pytest.mark.parametrize("shape", [(1, 30), (30, 1), (1, 2), (2, 1)])
def test_a_single_row_or_column(method: Method, shape: tuple[int, int]) -> None:
    rows, columns = shape
    cells = {(row, column): float(row + column) for row in range(rows) for column in range(columns)}
    ratings = ratings_of(cells, rows, columns)
    _assert_sound(_model(ratings, method=method), ratings)


@every_method
@pytest.mark.parametrize("value", [0.0, 4.0, -7.5, 1e15, -1e15, 1e-30, -1e-30])
def test_constant_ratings_stay_what_they_are(method: Method, value: float) -> None:
    cells = {(row, column): value for row in range(7) for column in range(5) if row != column}
    ratings = ratings_of(cells, 7, 5)
    model = _model(ratings, method=method, held_out=0.0)
    _assert_sound(model, ratings)
    assert model.block(np.arange(7, dtype=np.int32), np.arange(5, dtype=np.int32))[0] == pytest.approx(value)


@every_method
@pytest.mark.parametrize("factor", [1e14, 1e-25, -1e14, -1e-25, -1.0])
@pytest.mark.parametrize("held_out", [0.0, 0.2])
def test_the_largest_the_smallest_and_negative_scales(method: Method, factor: float, held_out: float) -> None:
    plain = low_rank(30, 20, 2, 0.5, noise=0.2)
    ratings = _with_values(plain, factor * plain.values)
    _assert_sound(_model(ratings, method=method, held_out=held_out), ratings)


@every_method
def test_giants_beside_dwarfs(method: Method) -> None:
    """Ratings of 1e14 and of 1e-25 in one table: whatever is said of it, it is a number on the scale."""
    plain = low_rank(30, 20, 2, 0.5, noise=0.2)
    sizes = np.where(np.arange(plain.known) % 7 == 0, 1e14, 1e-25)
    ratings = _with_values(plain, sizes * plain.values)
    _assert_sound(_model(ratings, method=method), ratings)


@every_method
def test_one_rating_far_from_all_others(method: Method) -> None:
    plain = low_rank(40, 30, 2, 0.4, noise=0.2)
    values = plain.values.copy()
    values[17] = 1e12
    ratings = _with_values(plain, values)
    _assert_sound(_model(ratings, method=method), ratings)


@every_method
def test_rows_and_columns_without_any_rating(method: Method) -> None:
    full = low_rank(40, 30, 2, 0.4, noise=0.2)
    ratings = full.take((full.rows < 5) & (full.columns < 4))
    _assert_sound(_model(ratings, method=method), ratings)


@every_method
def test_a_row_with_thousands_of_ratings_beside_thousands_with_one(method: Method) -> None:
    ratings = _long_beside_short(3_000)
    _assert_sound(_model(ratings, method=method, rank=4, epochs=3), ratings)


@every_method
def test_a_hundred_thousand_columns_with_one_rating_each(method: Method) -> None:
    columns = np.arange(100_000, dtype=np.int32)
    random = np.random.default_rng(1)
    rows = random.integers(0, 50, len(columns)).astype(np.int32)
    ratings = Ratings.from_cells(
        rows, columns, random.integers(1, 6, len(columns)), Labels(map(str, range(50))), Labels(map(str, columns))
    )
    _assert_sound(_model(ratings, method=method, rank=4, epochs=2), ratings)


def _long_beside_short(long: int) -> Ratings:
    """One row that rated ``long`` columns, and as many rows that rated a single one, all the same."""
    rows = np.concatenate([np.zeros(long, np.int32), np.arange(1, long + 1, dtype=np.int32)])
    columns = np.concatenate([np.arange(long, dtype=np.int32), np.zeros(long, np.int32)])
    values = np.random.default_rng(1).integers(1, 6, 2 * long)
    return Ratings.from_cells(rows, columns, values, Labels(map(str, range(long + 1))), Labels(map(str, range(long))))


def test_very_long_rows_are_not_padded_onto_short_ones() -> None:
    """What is gathered, multiplied and solved is what is there: 30,000 ratings in one row, 30,000 rows with one."""
    ratings = _long_beside_short(30_000)
    values = ratings.values.astype(np.float32)
    groups = grouped(ratings.rows, ratings.columns, values, ratings.shape, 33)
    assert sum(group.others.size for group in groups) == ratings.known
    assert len(groups) < 300
    assert max(len(group.rows) * 33 * 33 * 4 for group in groups) <= 2**21


@pytest.mark.parametrize("rate", [1e3, 1e30, 1e-30])
@pytest.mark.parametrize("decay", [0.0, 1e6])
def test_no_learning_rate_leads_gradient_descent_astray(rate: float, decay: float) -> None:
    ratings = low_rank(40, 30, 2, 0.5)
    both = sides(ratings, Standard.of(ratings.values), 4, 1, Workers(1, RunControl()), spread=0.3)
    learner: Learner = GradientDescent(both, rate=rate, momentum=0.9, decay=decay)
    errors = [learner.epoch() for _ in range(30)]
    assert np.isfinite(errors).all()
    assert (np.diff(errors) <= 0).all()
    assert np.isfinite(learner.draws().rows).all()


@pytest.mark.parametrize("strength", [0.0, 1e-30, 1e30])
def test_no_ridge_leads_a_sweep_astray(strength: float) -> None:
    """A ridge of nothing leaves rows with fewer ratings than factors without a single best answer."""
    full = low_rank(20, 15, 2, 0.2)
    ratings = full.take((full.rows != 3) & (full.columns != 4))
    both = sides(ratings, Standard.of(ratings.values), 8, 1, Workers(1, RunControl()), spread=0.3)
    for _ in range(10):
        for side, other in ((both.rows, both.columns), (both.columns, both.rows)):
            assert np.isfinite(side.solve(other.facing(), Ridge(strength, 0.5), both.crew))
            assert np.isfinite(side.factors).all()
