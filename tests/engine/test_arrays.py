from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine.arrays import model_arrays, model_from_arrays
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.train import train
from mfdesk.errors import ModelDamaged
from mfdesk.ratings import Scale
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.engine.models import any_model

every_method = pytest.mark.parametrize("method", list(Method))


def _bits(model: Model) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    return {name: (array.dtype.str, array.shape, array.tobytes()) for name, array in model_arrays(model).items()}


@every_method
def test_a_trained_model_comes_back_with_the_same_bits(method: Method) -> None:
    _, training = drive(train(movie_night(), Config(method=method, rank=2, epochs=8, held_out=0.0), RunControl()))
    model = training.model
    back = model_from_arrays(model_arrays(model))
    assert _bits(back) == _bits(model)
    for field in fields(Model):
        mine, its = getattr(model, field.name), getattr(back, field.name)
        if isinstance(mine, np.ndarray):
            assert mine.tobytes() == its.tobytes()
        elif isinstance(mine, float | Method | Scale):
            assert mine == its
    assert type(model.row_prior) is type(back.row_prior)


@every_method
@given(rows=st.integers(0, 3), columns=st.integers(0, 3), rank=st.integers(1, 3), step=st.sampled_from([None, 0.5]))
def test_any_model_comes_back_with_the_same_bits(
    method: Method, rows: int, columns: int, rank: int, step: float | None
) -> None:
    model = replace(any_model(method, rows, columns, rank), scale=Scale(-3, 1e30, step))
    back = model_from_arrays(model_arrays(model))
    assert _bits(back) == _bits(model)
    assert back.scale == model.scale


def test_all_that_a_model_is_made_of_is_stored() -> None:
    """Fails when Model gets a new field: store it in arrays.py, then name it here."""
    stored = {"method", "scale", "row_factors", "column_factors", "row_biases", "column_biases", "noise", "mean"}
    stored |= {"deviation", "row_prior", "column_prior", "drifts", "support", "steps"}
    assert {field.name for field in fields(Model)} == stored


def test_a_model_that_remembers_no_priors_comes_back_without() -> None:
    model = replace(any_model(Method.GIBBS), row_prior=None, column_prior=None)
    assert model_from_arrays(model_arrays(model)).row_prior is None


def test_what_comes_back_cannot_be_written_to() -> None:
    back = model_from_arrays(model_arrays(any_model(Method.GIBBS)))
    with pytest.raises(ValueError, match="read-only"):
        back.row_factors[0, 0, 0] = 1


def _cut(array: np.ndarray, axis: int) -> np.ndarray:
    return np.take(array, range(array.shape[axis] - 1), axis=axis)


def _with_first(array: np.ndarray, value: float) -> np.ndarray:
    changed = array.copy()
    changed.flat[0] = value
    return changed


def _damages(name: str, array: np.ndarray) -> dict[str, np.ndarray | None]:
    """All the ways in which one array can be spoilt, by what was done to it."""
    damages: dict[str, np.ndarray | None] = {
        "missing": None,
        "one axis more": array[None],
        "another type": np.zeros(array.shape, np.int16),
        "other byte order": array.astype(array.dtype.newbyteorder(">")) if array.itemsize > 1 else array[:-1],
        "flat": array.ravel()[:, None] if array.ndim == 1 else array.ravel(),
    }
    damages |= {f"axis {axis} cut": _cut(array, axis) for axis in range(array.ndim)}
    if array.dtype.kind == "f":
        damages["infinite"] = _with_first(array, np.inf)
        damages["not a number"] = _with_first(array, np.nan)
    return damages


def _read(arrays: dict[str, np.ndarray], damage: str) -> None:
    model_from_arrays(arrays)
    pytest.fail(f"a model with this damage was taken: {damage}")


@every_method
def test_any_single_damage_is_refused(method: Method) -> None:
    whole = model_arrays(any_model(method, draws=3, rows=5, columns=4, rank=2))
    tried = 0
    for name, array in whole.items():
        for what, damaged in _damages(name, array).items():
            if method is not Method.GIBBS and name == "noise" and what == "not a number":
                continue  # as it was
            arrays = {key: value for key, value in (whole | {name: damaged}).items() if value is not None}
            with pytest.raises(ModelDamaged):
                _read(arrays, f"{name} {what}")
            tried += 1
    assert tried > 60


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("unheard_of", np.zeros(3)),
        ("method", np.frombuffer(b"magic", np.uint8)),
        ("standard", np.array([3.0, 0.0])),
        ("scale", np.array([5.0, 1.0, 1.0])),
        ("scale", np.array([1.0, 5.0, -1.0])),
        ("noise", np.array([1.0, np.nan, 1.0])),
        ("noise", np.array([1.0, -1.0, 1.0])),
        ("row_prior.kind", np.frombuffer(b"none", np.uint8)),
        ("row_prior.precisions", np.full((3, 3, 3), -1, np.float32)),
        ("row_prior.numbers", np.zeros(3)),
        ("drifts", np.array([3])),
        ("drifts", np.array([1])),
        ("drift0.keys", np.array([0, 10, 2**40])),
        ("drift0.keys", np.array([0, 0, 5000])),
        ("drift0.bins", np.array([0, 0, 2], np.int32)),
        ("drift1.columns", np.array([1])),
        ("drift0.means", np.ones(3)),
        ("drift0.variances", np.array([1.0, -1.0, 0.0])),
    ],
)
def test_what_cannot_be_of_a_model_is_refused(name: str, array: np.ndarray) -> None:
    whole = model_arrays(any_model(Method.GIBBS, draws=3))
    with pytest.raises(ModelDamaged):
        model_from_arrays(whole | {name: array})


def test_an_empty_mapping_is_no_model() -> None:
    with pytest.raises(ModelDamaged):
        model_from_arrays({})
