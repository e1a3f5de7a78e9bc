from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine import fold_in
from mfdesk.engine.arrays import model_arrays, model_from_arrays
from mfdesk.engine.beliefs import DrawnPriors
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.fold_in import fold_in_columns, fold_in_rows, folded_in, with_columns, with_rows
from mfdesk.engine.model import Model
from mfdesk.engine.stack import Cells
from mfdesk.engine.sweep import Ridge
from mfdesk.engine.train import train
from mfdesk.ratings import Ratings
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.engine.models import any_model, everything
from tests.tables import ratings_of

NONE = np.empty(0, np.int32)
FIRST = 5
"""The rows that are folded in are this one and those that follow, so that the third is new to a model of seven."""
_POINT_METHODS = [Method.ALS, Method.GRADIENT_DESCENT]
_cells = st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 5)), st.integers(1, 5), max_size=18)


def _as_cells(given_cells: dict[tuple[int, int], float], count: int) -> Cells:
    places = np.array(list(given_cells), np.int32).reshape(-1, 2)
    values = np.array(list(given_cells.values()), float)
    return Cells(places[:, 0], places[:, 1], values, np.arange(FIRST, FIRST + count, dtype=np.int32))


def _design(model: Model, cells: Cells, row: int, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """The design Z and the targets t of one row under one draw, by the definition, in double precision."""
    inside = cells.rows == row
    columns = cells.columns[inside]
    design = np.column_stack([model.column_factors[draw, columns], np.ones(len(columns))]).astype(float)
    return design, (cells.values[inside] - model.mean) / model.deviation - model.column_biases[draw, columns]


def _conditional(model: Model, cells: Cells, row: int, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean and covariance of a row's factors under one draw of a sampler."""
    assert isinstance(model.row_prior, DrawnPriors)
    design, targets = _design(model, cells, row, draw)
    alpha = (model.deviation / model.noise[draw]) ** 2
    precision = model.row_prior.precisions[draw].astype(float)
    which = np.zeros(model.shape[1])
    which[cells.columns[cells.rows == row]] = 1 / np.sqrt(max(len(targets), 1))
    place = which @ model.row_prior.right
    if FIRST + row < model.shape[0]:
        place = place + model.row_prior.fixed[FIRST + row]
    mean = model.row_prior.means[draw] + place @ model.row_prior.weights[draw]
    whole = alpha * design.T @ design + precision
    return np.linalg.solve(whole, alpha * design.T @ targets + precision @ mean), np.linalg.inv(whole)


def _factors(model: Model) -> np.ndarray:
    return np.concatenate([model.row_factors, model.row_biases[:, :, None]], axis=2)


@pytest.mark.parametrize("method", _POINT_METHODS)
@given(given_cells=_cells)
def test_a_row_of_a_point_method_is_the_ridge_solution(method: Method, given_cells: dict) -> None:
    model, cells = any_model(method), _as_cells(given_cells, 3)
    found = _factors(fold_in_rows(model, cells))[0]
    for row in range(3):
        design, targets = _design(model, cells, row, 0)
        penalty = 0.7 * max(len(targets), 1) ** 0.5 * np.eye(3)
        assert found[row] == pytest.approx(np.linalg.solve(design.T @ design + penalty, design.T @ targets), abs=1e-4)


@given(given_cells=_cells)
def test_a_pair_of_draws_has_the_mean_of_the_conditional(given_cells: dict) -> None:
    """Two draws that are the same in all depart from their mean by the same, in opposite directions."""
    one, cells = any_model(Method.GIBBS, draws=1), _as_cells(given_cells, 3)
    found = _factors(fold_in_rows(_repeated(one, 2), cells))
    for row in range(3):
        expected, _ = _conditional(one, cells, row, 0)
        assert found[:, row].mean(axis=0) == pytest.approx(expected, abs=2e-4)
        assert np.abs(found[0, row] - found[1, row]).max() > 1e-3


@pytest.mark.parametrize("given_cells", [{}, {(0, 2): 4.0}, {(0, 0): 1.0, (0, 2): 4.0, (0, 3): 5.0, (0, 5): 2.0}])
def test_many_draws_have_the_covariance_of_the_conditional(given_cells: dict) -> None:
    one, cells = any_model(Method.GIBBS, draws=1), _as_cells(given_cells, 1)
    found = _factors(fold_in_rows(_repeated(one, 20_000), cells))[:, 0]
    expected, covariance = _conditional(one, cells, 0, 0)
    assert found.mean(axis=0) == pytest.approx(expected, abs=1e-3)
    assert np.cov(found.T) == pytest.approx(covariance, abs=0.03 * np.trace(covariance))


def _repeated(model: Model, draws: int) -> Model:
    """The one draw of a model, so many times."""
    prior = model.row_prior
    assert isinstance(prior, DrawnPriors)
    many = {
        name: np.repeat(getattr(model, name), draws, axis=0)
        for name in ("row_factors", "column_factors", "row_biases", "column_biases", "noise")
    }
    parts = {name: np.repeat(getattr(prior, name), draws, axis=0) for name in ("means", "precisions", "weights")}
    return replace(model, **many, row_prior=replace(prior, **parts))


@pytest.mark.parametrize("method", list(Method))
@given(given_cells=_cells, most=st.integers(1, 12))
def test_rows_folded_in_together_or_one_by_one_are_the_same(method: Method, given_cells: dict, most: int) -> None:
    model, cells = any_model(method, draws=5), _as_cells(given_cells, 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold_in, "_MOST_CELLS", most)
        together = _factors(fold_in_rows(model, cells))
    for row in range(3):
        inside = cells.rows == row
        alone = Cells(
            np.zeros(int(inside.sum()), np.int32), cells.columns[inside], cells.values[inside], cells.positions[[row]]
        )
        assert together[:, row] == pytest.approx(_factors(fold_in_rows(model, alone))[:, 0], abs=1e-4)


@pytest.mark.parametrize("method", list(Method))
def test_the_order_of_the_ratings_does_not_matter_and_the_same_edit_gives_the_same_bits(method: Method) -> None:
    model = any_model(method)
    cells = _as_cells({(0, 1): 4.0, (0, 3): 2.0, (0, 5): 5.0}, 1)
    turned = Cells(cells.rows[::-1], cells.columns[::-1], cells.values[::-1], cells.positions)
    found = _factors(fold_in_rows(model, cells))
    assert (found == _factors(fold_in_rows(model, cells))).all()
    assert found == pytest.approx(_factors(fold_in_rows(model, turned)), abs=1e-5)


@pytest.mark.parametrize("method", list(Method))
def test_a_column_is_folded_in_as_a_row_of_the_table_on_its_side(method: Method) -> None:
    model, cells = any_model(method), _as_cells({(0, 1): 4.0, (0, 6): 2.0, (1, 0): 5.0}, 2)
    folded = fold_in_columns(model, cells)
    assert folded.shape == (7, 2)
    assert (folded.column_factors == fold_in_rows(model.transposed, cells).row_factors).all()


@pytest.mark.parametrize("method", list(Method))
def test_setting_rows_changes_those_alone_and_leaves_the_old_model_as_it_was(method: Method) -> None:
    model = any_model(method)
    before = _factors(model).copy()
    folded = fold_in_rows(model, _as_cells({(0, 1): 4.0, (1, 3): 2.0}, 2))
    after = with_rows(model, np.array([7, 2], np.int32), folded)
    assert after.shape == (8, 6)
    assert (_factors(model) == before).all()
    assert (_factors(after)[:, [0, 1, 3, 4, 5, 6]] == before[:, [0, 1, 3, 4, 5, 6]]).all()
    assert (_factors(after)[:, [7, 2]] == _factors(folded)).all()
    assert after.column_factors is model.column_factors


def test_new_rows_must_follow_the_old_ones() -> None:
    model = any_model(Method.ALS)
    with pytest.raises(ValueError, match="gap"):
        with_rows(model, np.array([8], np.int32), fold_in_rows(model, _as_cells({(0, 1): 4.0}, 1)))


@pytest.mark.parametrize("method", list(Method))
def test_after_a_new_column_rows_that_rated_it_can_be_folded_in(method: Method) -> None:
    model = any_model(method)
    wider = with_columns(model, np.array([6], np.int32), fold_in_columns(model, _as_cells({(0, 1): 4.0}, 1)))
    assert wider.shape == (7, 7)
    assert model_from_arrays(model_arrays(wider)).shape == (7, 7)
    found = fold_in_rows(wider, _as_cells({(0, 6): 5.0, (0, 2): 1.0}, 1))
    assert found.shape == (1, 7)
    assert np.isfinite(_factors(found)).all()


def test_a_model_keeps_its_drift_in_time_when_rows_and_columns_are_set() -> None:
    model = any_model(Method.GIBBS)
    table = ratings_of({(2, 1): 4.0, (3, 1): 2.0, (2, 5): 5.0}, 7, 6)
    assert folded_in(model, table, np.array([2], np.int32), np.array([1], np.int32)).drifts is model.drifts


def test_a_new_column_has_no_drift_yet() -> None:
    model, column = any_model(Method.GIBBS), np.array([6], np.int32)
    table = replace(ratings_of({(0, 6): 4.0}, 7, 7), times=np.array([1e12]))
    wider = folded_in(model, table, NONE, column)
    timed, untimed = wider.timed_cells(table), wider.cells(table.rows, table.columns)
    assert timed[0] == pytest.approx(untimed[0])


def test_a_rating_counts_as_it_would_at_the_usual_level() -> None:
    model, row = any_model(Method.GIBBS), np.array([0], np.int32)
    table = ratings_of({(0, 1): 4.0, (0, 4): 2.0}, 7, 6)
    timed = replace(table, times=np.array([1e9, 1e9 + 5000.0]))
    sitting, season = (drift.means for drift in model.drifts)
    offsets = model.deviation * np.array([sitting[0] + season[1 * 2], sitting[1] + season[4 * 2 + 1]])
    found = folded_in(model, timed, row, NONE)
    expected = folded_in(model, replace(table, values=table.values - offsets), row, NONE)
    assert _factors(found)[:, 0] == pytest.approx(_factors(expected)[:, 0], abs=1e-5)
    assert _factors(found)[:, 0] != pytest.approx(_factors(folded_in(model, table, row, NONE))[:, 0], abs=1e-2)


def test_a_model_without_memory_of_its_priors_refuses() -> None:
    with pytest.raises(ValueError, match="remember"):
        fold_in_rows(replace(any_model(Method.ALS), row_prior=None), _as_cells({}, 1))


@pytest.mark.parametrize("method", _POINT_METHODS)
def test_a_row_that_nothing_is_known_of_is_predicted_from_the_columns_alone(method: Method) -> None:
    model = any_model(method)
    folded = fold_in_rows(model, _as_cells({}, 2))
    assert (_factors(folded) == 0).all()
    assert isinstance(model.row_prior, Ridge)


@pytest.fixture(scope="module", params=list(Method))
def newcomers(request: pytest.FixtureRequest) -> tuple[Model, Ratings, np.ndarray, Ratings]:
    """A model of Movie night that has never seen the first 60 users; what half of their ratings are, those users, and
    the other half."""
    ratings, method = movie_night(), request.param
    users = np.arange(60, dtype=np.int32)
    first, half = np.isin(ratings.rows, users), np.arange(ratings.known) % 2 == 0
    config = Config(method=method, rank=3, epochs=60 if method is Method.GIBBS else 15, held_out=0.0)
    _, training = drive(train(ratings.take(~first), config, RunControl()))
    return training.model, ratings.take(half | ~first), users, ratings.take(first & ~half)


def test_new_rows_are_predicted_better_than_by_the_column_means(
    newcomers: tuple[Model, Ratings, np.ndarray, Ratings],
) -> None:
    model, known, users, hidden = newcomers
    predicted, spreads = folded_in(model, known, users, NONE).cells(hidden.rows, hidden.columns)
    means = known.take(~np.isin(known.rows, users)).column_means[hidden.columns]
    error, by_means = (np.sqrt(np.mean((found - hidden.values) ** 2)) for found in (predicted, means))
    assert error < 0.85 * by_means
    if spreads is not None:
        assert np.mean(np.abs(predicted - hidden.values) <= 1.645 * spreads) == pytest.approx(0.9, abs=0.04)


def test_folding_in_what_the_model_has_seen_gives_its_own_predictions(
    newcomers: tuple[Model, Ratings, np.ndarray, Ratings],
) -> None:
    model, known, users, _ = newcomers
    others = np.arange(100, 200, dtype=np.int32)
    seen = known.take(~np.isin(known.rows, users))
    for rows, columns in ((others, NONE), (NONE, others)):
        again = folded_in(model, seen, rows, columns)
        block = (others, everything(model)[1]) if len(rows) else (everything(model)[0], others)
        (before, spreads), (after, new_spreads) = model.block(*block), again.block(*block)
        error = np.sqrt(np.mean((after - before) ** 2))
        if spreads is None:  # gradient descent was stopped on its way to where folding in puts the rows
            assert error < (1e-2 if model.method is Method.ALS else 0.2) * before.std()
        else:
            of_the_factors = spreads**2 - np.mean(model.noise**2)
            assert error < np.sqrt(of_the_factors.mean() / model.draws)
            assert new_spreads == pytest.approx(spreads, rel=0.25)
            assert new_spreads.mean() == pytest.approx(spreads.mean(), rel=0.02)


def test_a_changed_rating_moves_its_own_cell_towards_it(
    newcomers: tuple[Model, Ratings, np.ndarray, Ratings],
) -> None:
    model, known, _, _ = newcomers
    row, column = int(known.rows[-1]), int(known.columns[-1])
    cell = np.array([row], np.int32), np.array([column], np.int32)
    found = []
    for rating in (1.0, 5.0):
        changed = replace(known, values=np.append(known.values[:-1], rating))
        found.append(folded_in(model, changed, cell[0], cell[1]).cells(*cell)[0][0])
    assert found[0] < found[1]
