"""What the given ratings of a row add to a prediction is exact: with the prior, it is the row folded in."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine.beliefs import DrawnPriors, PulledRidge, SidePrior
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.fold_in import folded_in
from mfdesk.engine.model import Model
from mfdesk.engine.reasons import Reasons, reasons
from mfdesk.engine.sweep import Ridge
from mfdesk.engine.train import train
from mfdesk.ratings import Ratings, Scale
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.engine.models import any_model
from tests.tables import ratings_of

NOTHING = np.empty(0, np.int32)
_rated = st.dictionaries(st.integers(0, 5), st.integers(1, 5).map(float), max_size=6)


def _in_pairs(model: Model) -> Model:
    """Each draw of a model twice: a row folded in departs from its mean in opposite directions under the two."""
    if model.draws == 1 and not model.knows_noise:
        return model

    def twice(belief: SidePrior | None) -> SidePrior | None:
        assert isinstance(belief, DrawnPriors)
        parts = {name: np.repeat(getattr(belief, name), 2, axis=0) for name in ("means", "precisions", "weights")}
        return replace(belief, **parts)

    names = ("row_factors", "column_factors", "row_biases", "column_biases", "noise")
    many = {name: np.repeat(getattr(model, name), 2, axis=0) for name in names}
    return replace(model, **many, row_prior=twice(model.row_prior), column_prior=twice(model.column_prior))


def _pulled(model: Model) -> Model:
    """A point method whose rows are drawn to what is known of them."""
    random = np.random.default_rng(3)
    rows, columns = model.shape

    def prior(own: int, others: int) -> PulledRidge:
        normal = (random.standard_normal(shape).astype(np.float32) for shape in ((3,), (2, 3), (others, 2), (own, 2)))
        return PulledRidge(0.7, 0.5, *normal)

    return replace(model, row_prior=prior(rows, columns), column_prior=prior(columns, rows))


_MODELS = {
    "gibbs": any_model(Method.GIBBS),
    "als": any_model(Method.ALS),
    "als, implicit": _pulled(any_model(Method.ALS)),
    "gd": any_model(Method.GRADIENT_DESCENT),
}


def _folded(model: Model, ratings: Ratings, rows: np.ndarray, columns: np.ndarray, cell: tuple[int, int]) -> float:
    """What the row or column, folded in again, predicts of the cell, not cut off."""
    wide = replace(folded_in(_in_pairs(model), ratings, rows, columns), scale=Scale(-1e9, 1e9))
    return float(wide.block(np.array([cell[0]], np.int32), np.array([cell[1]], np.int32))[0][0, 0])


def _timed(ratings: Ratings) -> Ratings:
    """The same ratings, now and then at a time that the models know."""
    return replace(ratings, times=1e9 + 2500.0 * np.arange(ratings.known))


@pytest.mark.parametrize("name", list(_MODELS))
@given(rated=_rated, row=st.integers(0, 6), column=st.integers(0, 5), timed=st.booleans())
def test_contributions_and_prior_add_up_to_the_row_folded_in(
    name: str, rated: dict[int, float], row: int, column: int, timed: bool
) -> None:
    model = _MODELS[name]
    ratings = ratings_of({(row, place): value for place, value in rated.items()} or {((row + 1) % 7, 0): 3.0}, 7, 6)
    ratings = _timed(ratings) if timed else ratings
    said = reasons(model, ratings, row, column)
    expected = _folded(model, ratings, np.array([row], np.int32), NOTHING, (row, column))
    assert said.prediction == pytest.approx(expected, abs=1e-3)
    assert said.positions.tolist() == sorted(rated)


@pytest.mark.parametrize("name", list(_MODELS))
@given(change=st.floats(-2, 2), which=st.integers(0, 2))
def test_a_rating_moves_the_prediction_by_its_weight_and_nothing_else(name: str, change: float, which: int) -> None:
    """Each contribution by itself, not only their sum: it is what changes when the rating does."""
    model, cells = _MODELS[name], {(2, 0): 3.0, (2, 2): 4.0, (2, 5): 1.0}
    place = list(cells)[which]
    before, after = (
        reasons(model, ratings_of(each, 7, 6), 2, 3) for each in (cells, cells | {place: cells[place] + change})
    )
    moved = after.contributions - before.contributions
    assert np.delete(moved, which) == pytest.approx([0, 0], abs=1e-5)
    rows = np.array([2], np.int32)
    was, now = (
        _folded(model, ratings_of(each, 7, 6), rows, NOTHING, (2, 3))
        for each in (cells, cells | {place: cells[place] + change})
    )
    assert moved[which] == pytest.approx(now - was, abs=2e-3)


def test_the_strongest_come_first_on_either_side() -> None:
    said = Reasons(
        positions=np.array([3, 5, 7, 9], np.int32),
        given=np.array([5.0, 1.0, 4.0, 2.0]),
        contributions=np.array([0.1, -0.5, 0.3, 0.0]),
        start=3.0,
        prior=0.2,
        straight=True,
    )
    assert [(each.position, each.given) for each in said.most_for(3)] == [(7, 4.0), (3, 5.0)]
    assert [each.position for each in said.most_for(1)] == [7]
    assert [(each.position, each.contribution) for each in said.most_against(3)] == [(5, -0.5)]
    assert said.prediction == pytest.approx(3.1)


def test_a_row_without_ratings_is_told_by_its_prior_alone() -> None:
    said = reasons(_MODELS["als"], ratings_of({(0, 0): 3.0}, 7, 6), 2, 3)
    assert not len(said.contributions)
    assert said.prior == 0
    assert said.prediction == said.start
    assert isinstance(_MODELS["als"].row_prior, Ridge)


def test_a_model_without_memory_of_its_prior_refuses() -> None:
    with pytest.raises(ValueError, match="remember"):
        reasons(replace(_MODELS["als"], row_prior=None), ratings_of({(0, 0): 3.0}, 7, 6), 2, 3)


@pytest.mark.parametrize("method", list(Method))
def test_on_a_trained_table_they_say_what_the_table_says(method: Method) -> None:
    """But for the chance of the draws; gradient descent is stopped on its way to where folding in puts the rows."""
    ratings = movie_night()
    config = Config(method=method, rank=3, epochs=60 if method is Method.GIBBS else 15, held_out=0.0)
    model = drive(train(ratings, config, RunControl()))[1].model
    wide, rows, columns = replace(model, scale=Scale(-99, 99)), np.arange(0, 400, 20), np.arange(20)
    table = wide.block(rows.astype(np.int32), columns.astype(np.int32), with_spreads=False)[0]
    said = [[reasons(model, ratings, row, column).prediction for column in columns.tolist()] for row in rows.tolist()]
    assert np.corrcoef(np.ravel(said), np.ravel(table))[0, 1] > 0.95
    assert np.std(np.array(said) - table) < 0.25 * table.std()


def test_ordered_steps_are_told_by_the_straight_line_and_say_so() -> None:
    config = Config(rank=2, epochs=20, ordered=True, held_out=0.0)
    model = drive(train(movie_night(), config, RunControl()))[1].model
    said = reasons(model, movie_night(), 0, 1)
    assert not said.straight
    assert np.isfinite(said.prediction)
