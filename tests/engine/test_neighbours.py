from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine import neighbours
from mfdesk.engine.config import Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.neighbours import best_columns, likeness_of_columns, likeness_of_rows
from mfdesk.ratings import Scale
from tests.drive import drive
from tests.engine.models import any_model, everything

NOTHING = np.empty(0, np.int32)


def _means(model: Model) -> np.ndarray:
    """All mean predictions, not cut off at the ends of the scale."""
    return replace(model, scale=Scale(-1e9, 1e9)).block(*everything(model))[0]


@pytest.mark.parametrize("method", list(Method))
@given(rated=st.sets(st.integers(0, 29)), count=st.integers(1, 40), at_once=st.integers(1, 31))
def test_the_best_columns_are_those_of_highest_prediction_among_the_holes(
    method: Method, rated: set[int], count: int, at_once: int
) -> None:
    model = any_model(method, columns=30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "_MOST_COLUMNS", at_once)
        best = best_columns(model, 3, np.array(sorted(rated), np.int32), count)
    means = _means(model)[3]
    expected = [column for column in np.argsort(-means, kind="stable") if column not in rated][:count]
    assert list(best.columns) == expected
    values, spreads = model.block(np.array([3], np.int32), best.columns)
    assert best.values == pytest.approx(values[0], abs=1e-5)
    assert (best.spreads is None) == (spreads is None)
    if spreads is not None:
        assert best.spreads == pytest.approx(spreads[0], abs=1e-4)


def test_what_is_equally_good_comes_by_position() -> None:
    model = any_model(Method.ALS, columns=5)
    flat = replace(model, column_factors=np.zeros((1, 5, 2), np.float32), column_biases=np.ones((1, 5), np.float32))
    assert list(best_columns(flat, 0, np.array([1], np.int32), 3).columns) == [0, 2, 3]


def test_what_lies_beyond_the_scale_is_still_ranked_and_shown_on_the_scale() -> None:
    model = any_model(Method.ALS, columns=5)
    biases = np.array([[10, 30, 20, 50, 40]], np.float32)
    best = best_columns(replace(model, column_biases=biases), 0, NOTHING, 5)
    assert list(best.columns) == [3, 4, 1, 2, 0]
    assert (best.values == 5).all()


def test_a_row_without_holes_has_no_best_column() -> None:
    best = best_columns(any_model(Method.GIBBS), 0, np.arange(6, dtype=np.int32), 3)
    assert len(best.columns) == len(best.values) == 0


@pytest.mark.parametrize("method", list(Method))
@given(seed=st.integers(0, 1000), at_once=st.integers(1, 12))
def test_rows_are_as_alike_as_their_predictions_correlate(method: Method, seed: int, at_once: int) -> None:
    model = any_model(method, rows=9, columns=11, seed=seed)
    expected = np.corrcoef(_means(model))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "_AT_ONCE", at_once)
        reports, likeness = drive(likeness_of_rows(model, RunControl()))
    for row in range(9):
        assert likeness.to(row) == pytest.approx(expected[row], abs=1e-4)
    assert reports[-1].done == reports[-1].total == 20


def test_columns_are_compared_by_their_predictions_over_the_rows() -> None:
    model = any_model(Method.GIBBS, rows=9, columns=11)
    _, likeness = drive(likeness_of_columns(model, RunControl()))
    assert likeness.to(4) == pytest.approx(np.corrcoef(_means(model).T)[4], abs=1e-4)


def test_the_nearest_rows_come_in_order_without_the_row_itself() -> None:
    model = any_model(Method.GIBBS, rows=9, columns=11)
    _, likeness = drive(likeness_of_rows(model, RunControl()))
    rows, alike = likeness.nearest(2, 100)
    assert sorted(rows) == [0, 1, 3, 4, 5, 6, 7, 8]
    assert (np.diff(alike) <= 0).all()
    assert list(alike) == list(likeness.to(2)[rows])
    assert list(likeness.nearest(2, 3)[0]) == list(rows[:3])


def test_draws_that_are_turned_compare_the_same() -> None:
    """The factors of each draw may be turned as a whole without changing a prediction; likeness must not notice."""
    model = any_model(Method.GIBBS, rows=9, columns=11, rank=3)
    turns = np.linalg.qr(np.random.default_rng(3).normal(size=(4, 3, 3)))[0].astype(np.float32)
    turned = replace(model, row_factors=model.row_factors @ turns, column_factors=model.column_factors @ turns)
    first, second = (drive(likeness_of_rows(one, RunControl()))[1].to(0) for one in (model, turned))
    assert first == pytest.approx(second, abs=1e-4)


def test_a_row_whose_predictions_do_not_vary_is_like_no_other() -> None:
    model = any_model(Method.ALS, rows=4)
    flat = replace(
        model, column_biases=np.zeros((1, 6), np.float32), row_factors=model.row_factors * (np.arange(4) > 0)[:, None]
    )
    _, likeness = drive(likeness_of_rows(flat, RunControl()))
    assert (likeness.to(0) == 0).all()
    assert (likeness.to(1)[2:] != 0).all()


def test_comparing_can_be_cancelled() -> None:
    control = RunControl()
    job = likeness_of_rows(any_model(Method.GIBBS), control)
    next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)
