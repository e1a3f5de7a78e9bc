import numpy as np
import pytest

from mfdesk.engine.config import Method
from mfdesk.engine.model import Model
from mfdesk.ratings import Scale


def _model(draws: int, noise: float) -> Model:
    random = np.random.default_rng(1)
    return Model(
        Method.GIBBS,
        Scale(1, 5, 1),
        mean=3.0,
        deviation=1.5,
        row_factors=random.normal(size=(draws, 6, 2)).astype(np.float32),
        column_factors=random.normal(size=(draws, 4, 2)).astype(np.float32),
        row_biases=random.normal(size=(draws, 6)).astype(np.float32),
        column_biases=random.normal(size=(draws, 4)).astype(np.float32),
        noise=np.full(draws, noise),
    )


def test_a_prediction_is_the_mean_of_the_draws_on_the_scale() -> None:
    model = _model(7, 0.5)
    values, spreads = model.block(np.array([2, 5], np.int32), np.array([3], np.int32))
    per_draw = [
        3
        + 1.5
        * (model.row_factors[s, 5] @ model.column_factors[s, 3] + model.row_biases[s, 5] + model.column_biases[s, 3])
        for s in range(7)
    ]
    assert values[1, 0] == pytest.approx(np.clip(np.mean(per_draw), 1, 5), abs=1e-5)
    assert spreads is not None
    assert spreads[1, 0] == pytest.approx(np.sqrt(np.var(per_draw) + 0.25), abs=1e-5)


def test_single_cells_are_those_of_the_block() -> None:
    model = _model(3, 0.2)
    rows, columns = np.arange(6, dtype=np.int32), np.arange(4, dtype=np.int32)
    values, spreads = model.block(rows, columns)
    one, one_spread = model.cells(np.repeat(rows, 4), np.tile(columns, 6))
    assert spreads is not None
    assert one_spread is not None
    assert one.reshape(6, 4) == pytest.approx(values, abs=1e-5)
    assert one_spread.reshape(6, 4) == pytest.approx(spreads, abs=1e-5)


def test_a_model_without_noise_claims_no_spread() -> None:
    model = _model(1, np.nan)
    assert not model.knows_spread
    assert model.block(np.array([0], np.int32), np.array([0], np.int32))[1] is None
