"""The axes take a prediction apart, and find the directions in which rows and columns truly differ."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine import axes as axes_module
from mfdesk.engine.axes import Axes, own_axes, principal_axes
from mfdesk.engine.config import Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.model import Model
from mfdesk.ratings import Scale
from tests.drive import drive
from tests.engine.models import any_model, everything

_POINT_METHODS = [Method.ALS, Method.GRADIENT_DESCENT]


def _means(model: Model) -> np.ndarray:
    """All mean predictions, not cut off at the ends of the scale, by the definition."""
    table = np.einsum("sik,sjk->ij", *(each.astype(float) for each in (model.row_factors, model.column_factors)))
    table += model.row_biases.sum(axis=0, dtype=float)[:, None] + model.column_biases.sum(axis=0, dtype=float)
    return model.mean + model.deviation * table / model.draws


def _principal(model: Model) -> Axes:
    return drive(principal_axes(model, RunControl()))[1]


def _sums(model: Model, axes: Axes) -> np.ndarray:
    """All sums of mean, levels and factors."""
    rows, columns = everything(model)
    levels = axes.row_levels(model, rows)[:, None] + axes.column_levels(model, columns)
    return axes.mean + levels + axes.rows(model, rows) @ axes.columns(model, columns).T


@pytest.mark.parametrize("method", _POINT_METHODS)
@given(seed=st.integers(0, 1000), rank=st.integers(1, 5))
def test_mean_levels_and_factors_of_a_point_method_add_up_to_its_predictions(
    method: Method, seed: int, rank: int
) -> None:
    model = any_model(method, rows=9, columns=6, rank=rank, seed=seed)
    for axes in (own_axes(model), _principal(model)):
        assert axes.exact
        assert _sums(model, axes) == pytest.approx(_means(model), abs=1e-9)


@given(seed=st.integers(0, 1000), draws=st.integers(1, 8), rank=st.integers(1, 4))
def test_features_and_levels_have_mean_zero_over_their_side(seed: int, draws: int, rank: int) -> None:
    model = any_model(Method.GIBBS, rows=9, columns=11, rank=rank, draws=draws, seed=seed)
    axes, (rows, columns) = _principal(model), everything(model)
    for features in (axes.rows(model, rows), axes.columns(model, columns)):
        assert features.mean(axis=0) == pytest.approx(np.zeros(rank), abs=1e-6)
    assert axes.row_levels(model, rows).mean() == pytest.approx(0, abs=1e-6)
    assert axes.column_levels(model, columns).mean() == pytest.approx(0, abs=1e-6)
    assert axes.mean == pytest.approx(_means(model).mean())


@given(seed=st.integers(0, 1000), draws=st.integers(1, 8), rank=st.integers(1, 4), at_once=st.integers(1, 40))
def test_the_axes_are_the_singular_directions_of_the_centred_mean_product(
    seed: int, draws: int, rank: int, at_once: int
) -> None:
    model = any_model(Method.GIBBS, rows=40, columns=30, rank=rank, draws=draws, seed=seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(axes_module, "_AT_ONCE", at_once)
        axes = _principal(model)
    means = _means(model)
    centred = means - means.mean(axis=0) - means.mean(axis=1)[:, None] + means.mean()
    left, strengths, right = np.linalg.svd(centred)
    every_row, every_column = everything(model)
    rows, columns = axes.rows(model, every_row), axes.columns(model, every_column)
    best = left[:, :rank] * strengths[:rank] @ right[:rank]
    rest, least = (np.linalg.norm(centred - found) for found in (rows @ columns.T, best))
    assert rest <= least * 1.001 + 1e-4
    assert np.linalg.norm(rows, axis=0) == pytest.approx(np.linalg.norm(columns, axis=0), rel=1e-2, abs=1e-3)


def test_on_a_wide_gap_each_axis_is_the_singular_direction_itself() -> None:
    random = np.random.default_rng(0)
    one = any_model(Method.GIBBS, rows=40, columns=30, rank=3, draws=1)
    strong = replace(one, row_factors=one.row_factors * np.array([4, 2, 1], np.float32))
    turns = np.linalg.qr(random.normal(size=(6, 3, 3)))[0].astype(np.float32)
    many = replace(
        strong,
        row_factors=strong.row_factors @ turns,
        column_factors=strong.column_factors @ turns,
        row_biases=np.repeat(strong.row_biases, 6, axis=0),
        column_biases=np.repeat(strong.column_biases, 6, axis=0),
    )
    rows = everything(many)[0]
    axes, alone = _principal(many), _principal(strong)
    assert axes.rows(many, rows) == pytest.approx(alone.rows(strong, rows), abs=1e-3)
    assert axes.strengths == pytest.approx(alone.strengths, abs=1e-4)
    assert _sums(many, axes) == pytest.approx(_means(many), abs=1e-4)
    assert not axes.exact


@given(seed=st.integers(0, 1000))
def test_strengths_fall_and_add_up_to_one(seed: int) -> None:
    for method in Method:
        model = any_model(method, rows=12, columns=9, rank=4, seed=seed)
        for axes in [_principal(model)] + ([own_axes(model)] if model.draws == 1 else []):
            assert (np.diff(axes.strengths) <= 0).all()
            assert axes.strengths.sum() == pytest.approx(1)


def test_own_axes_are_the_factors_of_the_model_by_their_numbers() -> None:
    model = any_model(Method.ALS, rank=3)
    axes, (rows, _) = own_axes(model), everything(model)
    assert sorted(axes.numbers) == [1, 2, 3]
    places = np.array(axes.numbers) - 1
    assert axes.rows(model, rows) == pytest.approx(np.sqrt(model.deviation) * model.row_factors[0][:, places])
    assert axes.row_levels(model, rows) == pytest.approx(model.deviation * model.row_biases[0])
    assert axes.mean == model.mean


def test_a_sampler_has_no_axes_of_its_own() -> None:
    with pytest.raises(ValueError, match="sampler"):
        own_axes(any_model(Method.GIBBS))


def test_the_longer_tail_of_each_axis_is_positive() -> None:
    for seed in range(10):
        model = any_model(Method.GIBBS, rows=20, columns=15, rank=3, seed=seed)
        columns = _principal(model).columns(model, everything(model)[1])
        assert ((columns**3).sum(axis=0) >= 0).all()


def test_a_model_that_knows_no_difference_has_axes_of_no_strength() -> None:
    model = any_model(Method.GIBBS, rank=2)
    flat = replace(model, row_factors=np.zeros_like(model.row_factors))
    axes, (rows, columns) = _principal(flat), everything(flat)
    assert (axes.strengths == 0).all()
    assert (axes.rows(flat, rows) == 0).all()
    assert _sums(flat, axes) == pytest.approx(_means(flat), abs=1e-6)
    assert axes.columns(flat, columns).shape == (6, 2)


def test_rows_that_come_later_have_features_at_once() -> None:
    model = any_model(Method.GIBBS, rows=12, columns=9, rank=3)
    axes = _principal(model)
    longer = replace(
        model,
        row_factors=np.concatenate([model.row_factors, model.row_factors[:, 4:5]], axis=1),
        row_biases=np.concatenate([model.row_biases, model.row_biases[:, 4:5]], axis=1),
    )
    last, twin = np.array([12], np.int32), np.array([4], np.int32)
    assert axes.rows(longer, last) == pytest.approx(axes.rows(model, twin))
    assert axes.row_levels(longer, last) == pytest.approx(axes.row_levels(model, twin))


def test_finding_the_axes_can_be_cancelled_and_tells_how_far_it_is() -> None:
    model = any_model(Method.GIBBS, rows=30, columns=20, rank=3, scale=0.3)
    reports, _ = drive(principal_axes(model, RunControl()))
    assert all(0 < report.done <= report.total for report in reports)
    control = RunControl()
    job = principal_axes(model, control)
    next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)


def test_the_same_model_gives_the_same_bits() -> None:
    model = replace(any_model(Method.GIBBS, rows=30, columns=20, rank=3, draws=9), scale=Scale(-9, 9))
    first, second = (_principal(model).rows(model, everything(model)[0]) for _ in range(2))
    assert (first == second).all()
