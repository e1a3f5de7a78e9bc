"""A prediction taken apart adds up to what the table shows, and each part can be checked by itself."""

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.completed import CompletedTable
from mfdesk.engine.axes import Axes, own_axes, principal_axes
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import CENTRAL_90
from mfdesk.engine.explain import Explanation, TermKind, explain
from mfdesk.engine.model import Model
from mfdesk.engine.report import Stage
from mfdesk.engine.train import Training, train
from mfdesk.files.read import open_ratings
from mfdesk.ratings import Ratings, Scale
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.engine.models import any_model
from tests.tables import ratings_of

_CELLS = 5_000
"""Of each of two tables: ten thousand of each method."""
_CONFIGS = {
    "gibbs": Config(ordered=False, rank=6, epochs=40),
    "gibbs, ordered": Config(ordered=True, rank=6, epochs=40),
    "als": Config(method=Method.ALS, rank=8, epochs=12),
    "gd": Config(method=Method.GRADIENT_DESCENT, rank=10, epochs=20),
}


@dataclass(frozen=True)
class _Trained:
    ratings: Ratings
    training: Training
    axes: tuple[Axes, ...]

    @property
    def model(self) -> Model:
        return self.training.model


@cache
def _trained(path: Path | None, method: str) -> _Trained:
    """A training of the file (None: of Movie night) and all axes of its model."""
    ratings = drive(open_ratings(path, RunControl()))[1].ratings if path else movie_night()
    training = drive(train(ratings, _CONFIGS[method], RunControl()))[1]
    axes = (drive(principal_axes(training.model, RunControl()))[1],)
    own = (own_axes(training.model),) if training.model.draws == 1 else ()
    return _Trained(ratings, training, axes + own)


@pytest.fixture(params=["movie night", "with times"])
def table(request: pytest.FixtureRequest) -> Path | None:
    if request.param == "movie night":
        return None
    folder: Path = request.getfixturevalue("shared_data")
    return folder / "ml-100k" / "u.data"


def _some_cells(shape: tuple[int, int], count: int) -> list[tuple[int, int]]:
    random = np.random.default_rng(1)
    return list(zip(*(random.integers(0, length, count).tolist() for length in shape), strict=True))


def _sum(explanation: Explanation) -> float:
    return math.fsum(term.amount for term in explanation.terms)


def _one(model: Model, axes: Axes, row: int = 2, column: int = 3, given: float | None = None) -> Explanation:
    cells = {(0, 0): 2.0} | ({} if given is None else {(row, column): given})
    return explain(model, axes, ratings_of(cells, *model.shape), row, column)


@pytest.mark.parametrize("method", list(_CONFIGS))
def test_the_terms_add_up_to_the_value_in_the_table(table: Path | None, method: str) -> None:
    """For the holes as the completed table shows them, for given cells as the model predicts them."""
    trained = _trained(table, method)
    model, filled = trained.model, CompletedTable(trained.ratings, trained.model)
    for index, (row, column) in enumerate(_some_cells(model.shape, _CELLS)):
        axes = trained.axes[index % len(trained.axes)]
        explanation = explain(model, axes, trained.ratings, row, column)
        place = np.array([row], np.int32), np.array([column], np.int32)
        shown = model.block(*place, with_spreads=False)[0] if explanation.given else filled.block(*place).values
        assert _sum(explanation) == pytest.approx(float(shown[0, 0]), abs=1e-5)
        assert explanation.value == pytest.approx(float(shown[0, 0]), abs=1e-5)


@pytest.mark.parametrize("method", list(_CONFIGS))
def test_what_the_shown_factors_leave_is_small_on_ratings(table: Path | None, method: str) -> None:
    """Else the sum would be right because the rest is whatever is missing."""
    trained = _trained(table, method)
    rests, factors = [], []
    for row, column in _some_cells(trained.model.shape, 300):
        explanation = explain(trained.model, trained.axes[0], trained.ratings, row, column)
        rests.append(explanation.amount(TermKind.REST))
        factors.append(explanation.amount(TermKind.FACTOR))
    assert np.std(rests) < 0.2 * np.std(factors)
    if trained.model.draws == 1:
        assert rests == [0] * len(rests)


@given(seed=st.integers(0, 1000), row=st.integers(0, 6), column=st.integers(0, 5))
def test_each_factor_is_the_row_s_feature_times_the_column_s_by_the_definition(
    seed: int, row: int, column: int
) -> None:
    """Checked against a singular value decomposition of the whole table; the signs of an axis cancel in the product."""
    model = any_model(Method.GIBBS, rank=2, draws=5, seed=seed)
    explanation = _one(model, drive(principal_axes(model, RunControl()))[1], row, column)
    products = np.einsum("sik,sjk->ij", model.row_factors.astype(float), model.column_factors.astype(float))
    products += model.row_biases.sum(axis=0)[:, None] + model.column_biases.sum(axis=0)
    means = model.mean + model.deviation * products / model.draws
    rows, columns = means.mean(axis=1), means.mean(axis=0)
    left, strengths, right = np.linalg.svd(means - rows[:, None] - columns + means.mean())
    assert explanation.amount(TermKind.MEAN) == pytest.approx(means.mean(), abs=1e-5)
    assert explanation.amount(TermKind.ROW_LEVEL) == pytest.approx(rows[row] - means.mean(), abs=1e-5)
    assert explanation.amount(TermKind.COLUMN_LEVEL) == pytest.approx(columns[column] - means.mean(), abs=1e-5)
    together = [strengths[k] * left[row, k] * right[k, column] for k in range(2)]
    found = [term.amount for term in explanation.terms if term.kind is TermKind.FACTOR]
    assert sum(found) == pytest.approx(sum(together), abs=0.02 * strengths[0])
    for factor, product in zip(explanation.factors, found, strict=True):
        assert factor.product == product == factor.row_feature * factor.column_feature


def test_the_own_factors_of_a_point_method_are_its_textbook_products() -> None:
    model = any_model(Method.ALS, rank=4)
    explanation = _one(model, own_axes(model))
    products = model.deviation * model.row_factors[0, 2].astype(float) * model.column_factors[0, 3]
    assert [factor.number for factor in explanation.factors] == [1, 2, 3, 4]
    assert [factor.product for factor in explanation.factors] == pytest.approx(list(products))
    assert [term.kind for term in explanation.terms][:3] == [TermKind.MEAN, TermKind.ROW_LEVEL, TermKind.COLUMN_LEVEL]
    assert TermKind.REST not in [term.kind for term in explanation.terms]


def test_what_lies_beyond_the_scale_is_cut_off_in_a_term_of_its_own() -> None:
    model = replace(any_model(Method.ALS), mean=9.0)
    explanation = _one(model, own_axes(model))
    assert explanation.terms[-1].kind is TermKind.CLIPPING
    assert explanation.value == 5
    assert explanation.terms[-1].amount == pytest.approx(5 - _sum(replace(explanation, terms=explanation.terms[:-1])))


def test_inside_the_scale_nothing_is_cut_off() -> None:
    model = replace(any_model(Method.ALS, scale=0.1), scale=Scale(1, 5, 1))
    assert TermKind.CLIPPING not in [term.kind for term in _one(model, own_axes(model)).terms]


def test_the_interval_holds_ninety_percent_and_stays_inside_the_scale() -> None:
    model = any_model(Method.GIBBS, scale=0.3)
    axes = drive(principal_axes(model, RunControl()))[1]
    explanation = _one(model, axes)
    assert explanation.spread is not None
    assert explanation.posterior
    low, high = explanation.value - CENTRAL_90 * explanation.spread, explanation.value + CENTRAL_90 * explanation.spread
    assert explanation.interval == (max(low, 1), min(high, 5))


def test_a_method_that_knows_no_spread_has_no_interval() -> None:
    model = any_model(Method.ALS)
    assert _one(model, own_axes(model)).interval is None


def test_a_given_rating_is_told_with_the_error() -> None:
    model = any_model(Method.ALS)
    explanation = _one(model, own_axes(model), given=4.0)
    assert explanation.given == 4
    assert explanation.error == explanation.value - 4
    assert explanation.seen
    assert explanation.row_count == explanation.column_count == 1
    hole = _one(model, own_axes(model))
    assert hole.given is None
    assert hole.error is None
    assert not hole.seen


def test_a_cell_that_was_held_out_was_not_seen_while_measuring_and_was_seen_once_filled() -> None:
    trained = _trained(None, "als")
    judged = trained.training.judged
    assert judged is not None
    aside = set(zip(judged.rows.tolist(), judged.columns.tolist(), strict=True))
    known = set(zip(trained.ratings.rows.tolist(), trained.ratings.columns.tolist(), strict=True))

    def told(cell: tuple[int, int], stage: Stage) -> Explanation:
        return explain(trained.model, trained.axes[0], trained.ratings, *cell, judged=judged, stage=stage)

    held_out = int(judged.rows[5]), int(judged.columns[5])
    assert not told(held_out, Stage.MEASURING).seen
    assert told(held_out, Stage.FILLING).seen
    assert told(held_out, Stage.FILLING).unseen_value == judged.predicted[5]
    learned_from = min(known - aside)
    assert told(learned_from, Stage.MEASURING).seen
    assert told(learned_from, Stage.MEASURING).unseen_value is None


def test_ordered_steps_tell_the_chance_of_each_and_how_far_they_bend_the_line() -> None:
    trained = _trained(None, "gibbs, ordered")
    explanation = explain(trained.model, trained.axes[0], trained.ratings, 0, 1)
    steps = np.array([[chance.step, chance.chance] for chance in explanation.chances])
    assert list(steps[:, 0]) == [1, 2, 3, 4, 5]
    assert steps[:, 1].sum() == pytest.approx(1)
    assert steps[:, 0] @ steps[:, 1] == pytest.approx(explanation.value, abs=1e-5)
    straight = replace(trained.model, steps=None, scale=Scale(-99, 99))
    place = np.array([0], np.int32), np.array([1], np.int32)
    on_line = float(straight.block(*place)[0][0, 0])
    assert explanation.amount(TermKind.BEND) == pytest.approx(explanation.value - on_line, abs=1e-5)
