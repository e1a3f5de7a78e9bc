"""What is shown of an epoch is what happened in it."""

import threading
from itertools import pairwise

import numpy as np
import pytest

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.engine.train import Training, train
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive


def _train(method: Method, **settings: object) -> tuple[list[EpochReport], Training]:
    return drive(train(movie_night(), Config(method, rank=3, epochs=5, **settings), RunControl()))


@pytest.mark.parametrize("method", Method)
def test_each_epoch_starts_where_the_one_before_it_ended(method: Method) -> None:
    reports, _ = _train(method)
    for before, after in pairwise(reports):
        if before.stage is after.stage:
            assert before.glimpse is not None
            assert after.glimpse is not None
            assert np.array_equal(before.glimpse.row_after, after.glimpse.row_before)
            assert np.array_equal(before.glimpse.columns_after, after.glimpse.columns_before)
            assert not np.array_equal(after.glimpse.row_before, after.glimpse.row_after)


@pytest.mark.parametrize("method", [Method.ALS, Method.GRADIENT_DESCENT])
def test_the_last_glimpse_of_a_point_method_is_its_model(method: Method) -> None:
    reports, training = _train(method, held_out=0.0)
    glimpse, model = reports[-1].glimpse, training.model
    assert glimpse is not None
    assert np.array_equal(glimpse.row_after[:-1], model.row_factors[0, 0])
    predicted, _ = model.cells(np.zeros(3, np.int32), np.arange(3, dtype=np.int32))
    assert np.allclose(glimpse.predicted_after, predicted, atol=1e-5)


def test_only_known_cells_that_are_not_held_out_count_into_the_loss() -> None:
    reports, training = _train(Method.GRADIENT_DESCENT)
    filling = next(report for report in reports if report.stage is Stage.FILLING)
    assert filling.glimpse is not None
    assert filling.glimpse.counted == (True, False, True)
    assert filling.known == movie_night().known
    assert reports[0].known == movie_night().known - training.held_out_cells


def test_accuracy_is_the_share_of_held_out_cells_whose_rounded_prediction_is_right() -> None:
    reports, training = _train(Method.ALS, refill=False)
    judged = training.judged
    assert judged is not None
    best = reports[training.best_epoch - 1]
    assert best.accuracy == pytest.approx(np.mean(np.rint(judged.predicted) == judged.given), abs=2e-3)


@pytest.mark.parametrize("method", Method)
def test_what_is_judged_makes_the_error_that_is_told(method: Method) -> None:
    _, training = _train(method)
    judged = training.judged
    assert judged is not None
    error = np.sqrt(np.mean((judged.predicted - judged.given) ** 2))
    assert error == pytest.approx(training.held_out_error, rel=0.01)
    assert (judged.row_support > 0).mean() > 0.99


def test_the_time_that_a_run_is_held_is_not_the_time_of_an_epoch() -> None:
    control = RunControl()
    run = train(movie_night(), Config(Method.GRADIENT_DESCENT, rank=3, epochs=3, held_out=0.0), control)
    next(run)
    control.pause()
    threading.Timer(0.4, control.resume).start()
    assert next(run).seconds < 0.3
