"""What each method promises of its own."""

from collections.abc import Callable

import numpy as np
import pytest

from mfdesk.engine import als
from mfdesk.engine.als import AlternatingLeastSquares
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import evaluate_folds
from mfdesk.engine.gradient import GradientDescent
from mfdesk.engine.learner import sides
from mfdesk.engine.report import Stage, Stopped
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Ridge, Workers
from mfdesk.engine.train import train
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import low_rank, ratings_of


@pytest.mark.parametrize("stage", list(Stage))
def test_movie_night_falls_as_the_first_user_saw_it(stage: Stage) -> None:
    config = Config(method=Method.GRADIENT_DESCENT, rank=10, epochs=20)
    reports, _ = drive(train(movie_night(), config, RunControl()))
    losses = [report.loss for report in reports if report.stage is stage]
    assert [losses[epoch - 1] for epoch in (1, 5, 10, 15, 20)] == pytest.approx([1.2, 0.75, 0.45, 0.3, 0.25], abs=0.05)
    assert (np.diff(losses) < 0).all()


def test_a_step_that_would_raise_the_error_is_taken_back() -> None:
    ratings = low_rank(40, 30, 2, 0.5)
    both = sides(ratings, Standard.of(ratings.values), 4, 1, Workers(1, RunControl()), spread=0.3)
    learner = GradientDescent(both, rate=1000.0, momentum=0.9, decay=0.0)
    errors = [learner.epoch() for _ in range(20)]
    assert np.isfinite(errors).all()
    assert (np.diff(errors) <= 0).all()
    assert errors[-1] < 0.9 * errors[0]


def test_als_never_raises_its_penalised_error() -> None:
    ratings = low_rank(60, 50, 2, 0.5, noise=0.2)
    both = sides(ratings, Standard.of(ratings.values), 3, 1, Workers(1, RunControl()), spread=0.3)
    ridge = Ridge(strength=0.05, power=0.5)
    learner = AlternatingLeastSquares(both, lambda _epoch: ridge)
    objectives = []
    for _ in range(20):
        squares = learner.epoch() * ratings.known
        weights = [ridge.strength * np.maximum(side.counts, 1) ** ridge.power for side in (both.rows, both.columns)]
        norms = [np.square(side.factors).sum(axis=1) for side in (both.rows, both.columns)]
        objectives.append(squares + sum(float(weight @ norm) for weight, norm in zip(weights, norms, strict=True)))
    assert (np.diff(objectives) <= 1e-4 * objectives[0]).all()
    assert objectives[-1] < 0.5 * objectives[0]


def test_als_recovers_an_exact_table_when_hardly_penalised() -> None:
    ratings = low_rank(60, 50, 2, 0.5)
    both = sides(ratings, Standard.of(ratings.values), 2, 1, Workers(1, RunControl()), spread=0.3)
    learner = AlternatingLeastSquares(both, lambda _epoch: Ridge(strength=1e-4, power=0.0))
    for _ in range(60):
        error = learner.epoch()
    assert error < 1e-6
    whole = low_rank(60, 50, 2, 1.0)
    predicted = Standard.of(ratings.values)
    found = predicted.mean + predicted.deviation * both.predict(whole)
    assert np.sqrt(np.mean((found - whole.values) ** 2)) < 0.02


def test_a_point_method_stops_when_the_held_out_error_no_longer_falls_and_keeps_the_best_epoch() -> None:
    ratings = low_rank(40, 30, 2, 0.3, noise=2.0)
    config = Config(method=Method.GRADIENT_DESCENT, rank=12, epochs=400, refill=False)
    reports, training = drive(train(ratings, config, RunControl()))
    held_out = [report.held_out_error for report in reports]
    assert training.stopped is Stopped.NO_BETTER
    assert len(reports) < 400
    assert training.best_epoch == int(np.argmin(held_out)) + 1
    assert training.held_out_error == min(held_out)


def test_gibbs_knows_its_spread_and_its_intervals_hold() -> None:
    ratings = low_rank(150, 80, 2, 0.3, noise=0.8, seed=4)
    test = low_rank(150, 80, 2, 1.0, noise=0.8, seed=4)
    _, training = drive(train(ratings, Config(rank=4, epochs=80, held_out=0.0), RunControl()))
    values, spreads = training.model.block(np.arange(150, dtype=np.int32), np.arange(80, dtype=np.int32))
    assert spreads is not None
    unseen = np.ones((150, 80), bool)
    unseen[ratings.rows, ratings.columns] = False
    truth = test.values.reshape(150, 80)
    inside = np.abs(values - truth) <= 1.645 * spreads
    assert 0.86 < inside[unseen].mean() < 0.94


def test_which_cells_a_row_rated_tells_als_what_it_likes() -> None:
    """Two circles of raters, each rating mostly its own half of the columns, and liking it better."""
    random = np.random.default_rng(5)
    same = (np.arange(1000) % 2)[:, None] == np.arange(60) % 2
    known = random.random((1000, 60)) < np.where(same, 0.12, 0.03)
    values = 3.0 + np.where(same, 1.0, -1.0) + 0.5 * random.normal(size=(1000, 60))
    cells = zip(*np.nonzero(known), strict=True)
    ratings = ratings_of({(int(row), int(column)): float(values[row, column]) for row, column in cells}, 1000, 60)
    errors = [
        drive(evaluate_folds(ratings, 4, Config(Method.ALS, rank=3, implicit=implicit), RunControl()))[1].rmse
        for implicit in (False, True)
    ]
    assert errors[1] < 0.97 * errors[0]


def test_a_run_that_diverges_ends_with_the_last_finite_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(_epochs: int, _strength: float) -> Callable[[int], Ridge]:
        return lambda epoch: Ridge(float("nan") if epoch == 4 else 1.5, 0.5)

    monkeypatch.setattr(als, "settling", breaking)
    ratings = low_rank(30, 20, 2, 0.5)
    reports, training = drive(train(ratings, Config(Method.ALS, held_out=0.0), RunControl()))
    assert training.stopped is Stopped.DIVERGED
    assert len(reports) == training.best_epoch == 3
    assert np.isfinite(training.model.block(np.arange(30, dtype=np.int32), np.arange(20, dtype=np.int32))[0]).all()
