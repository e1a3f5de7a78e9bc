"""One set of claims that every method keeps."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.train import Training, train
from mfdesk.errors import BadSetting, TooFewRatings
from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import low_rank, ratings_of, sparse_tables

WAYS = [*({"method": method} for method in Method), {"method": Method.GIBBS, "ordered": True}]
pytestmark = pytest.mark.parametrize("way", WAYS, ids=["gibbs", "als", "gd", "gibbs, ordered steps"])


def _train(ratings: Ratings, control: RunControl | None = None, **settings: object) -> tuple[list, Training]:
    return drive(train(ratings, Config(**settings), control or RunControl()))


def _bits(training: Training) -> tuple[bytes, ...]:
    model = training.model
    return tuple(array.tobytes() for array in (model.row_factors, model.column_factors, model.row_biases, model.noise))


def test_reports_come_in_order_first_measuring_then_filling(way: dict) -> None:
    reports, training = _train(low_rank(60, 40, 2, 0.4, noise=0.5), **way, epochs=9)
    measuring = [report for report in reports if report.stage is Stage.MEASURING]
    filling = [report for report in reports if report.stage is Stage.FILLING]
    assert reports == measuring + filling == list(training.epochs)
    assert [report.epoch for report in measuring] == list(range(1, len(measuring) + 1))
    assert [report.epoch for report in filling] == list(range(1, training.best_epoch + 1))
    assert all(report.held_out_loss is not None for report in measuring)
    assert all(report.held_out_loss is None for report in filling)


def test_learning_beats_guessing_the_mean(way: dict) -> None:
    _, training = _train(movie_night(), **way, rank=4, epochs=30)
    assert training.held_out_error is not None
    assert training.guess_error is not None
    assert training.held_out_error < 0.75 * training.guess_error
    assert training.held_out_cells == round(0.1 * movie_night().known)


def test_the_held_out_error_is_that_of_the_measured_model(way: dict) -> None:
    from mfdesk.ratings.split import held_out

    ratings = movie_night()
    _, training = _train(ratings, **way, rank=3, epochs=12, refill=False)
    aside = held_out(ratings, 0.1, 1)
    predicted, _ = training.model.cells(ratings.rows[aside], ratings.columns[aside])
    error = np.sqrt(np.mean((predicted - ratings.values[aside]) ** 2))
    assert training.stage is Stage.MEASURING
    assert training.held_out_error == pytest.approx(error, rel=2e-3)


def test_the_same_seed_gives_the_same_bits_with_one_thread_or_two(way: dict) -> None:
    ratings = movie_night()
    settings = {**way, "rank": 4, "epochs": 6}
    first, again, two = (_bits(_train(ratings, **settings, threads=threads)[1]) for threads in (1, 1, 2))
    assert first == again == two
    assert first != _bits(_train(ratings, **settings, seed=2)[1])


def test_a_cancelled_run_ends_and_gives_nothing(way: dict) -> None:
    control = RunControl()
    job = train(movie_night(), Config(**way), control)
    next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)


def test_finishing_early_keeps_what_is_learned(way: dict) -> None:
    control = RunControl()
    job = train(movie_night(), Config(**way, epochs=50), control)
    next(job)
    next(job)
    control.finish()
    reports, training = drive(job)
    assert len(reports) <= 1
    assert training.stopped is Stopped.BY_HAND
    assert training.stage is Stage.MEASURING
    assert np.isfinite(training.model.block(*_all(movie_night()))[0]).all()


def test_without_held_out_cells_there_is_one_stage_and_no_error(way: dict) -> None:
    reports, training = _train(movie_night(), **way, epochs=4, held_out=0.0)
    assert [report.stage for report in reports] == [Stage.FILLING] * 4
    assert training.held_out_error is training.guess_error is None
    assert training.held_out_cells == 0


def test_one_rating_is_too_few_to_learn_from(way: dict) -> None:
    with pytest.raises(TooFewRatings):
        _train(ratings_of({(0, 0): 4}, 1, 1), **way)


def test_equal_ratings_predict_that_rating(way: dict) -> None:
    ratings = ratings_of({(row, column): 4.0 for row in range(6) for column in range(5) if row != column}, 6, 5)
    _, training = _train(ratings, **way, epochs=5)
    assert (training.model.block(*_all(ratings))[0] == 4).all()


@pytest.mark.parametrize("factor", [1.0, 1e14, 1e-25, -20.0])
def test_the_unit_of_the_ratings_does_not_matter(way: dict, factor: float) -> None:
    ratings = low_rank(30, 20, 2, 0.5, noise=0.3)
    values = ratings.values * factor
    scaled = replace(ratings, values=values, scale=Scale(float(values.min()), float(values.max())))
    plain, other = (_train(one, **way, epochs=5, held_out=0.0)[1].model for one in (ratings, scaled))
    expected, found = plain.block(*_all(ratings))[0], other.block(*_all(ratings))[0]
    if factor > 0:
        assert found / factor == pytest.approx(expected, abs=2e-2)
    assert np.isfinite(found).all()


@given(ratings=sparse_tables(), rank=st.sampled_from([1, 5, 30]), share=st.sampled_from([0.0, 0.1, 0.5]))
@settings(max_examples=25)
def test_any_table_is_filled_with_finite_numbers_on_its_scale(
    way: dict, ratings: Ratings, rank: int, share: float
) -> None:
    _, training = _train(ratings, **way, rank=rank, epochs=3, held_out=share, threads=1)
    values, spreads = training.model.block(*_all(ratings))
    assert np.isfinite(values).all()
    assert values.min() >= ratings.scale.lowest
    assert values.max() <= ratings.scale.highest
    assert spreads is None or np.isfinite(spreads).all()


def test_many_columns_with_one_rating_each(way: dict) -> None:
    columns = np.arange(20_000, dtype=np.int32)
    labels = Labels(map(str, columns))
    values = 1.0 + columns % 5
    ratings = Ratings.from_cells(columns % 3, columns, values, Labels("abc"), labels)
    _, training = _train(ratings, **way, rank=2, epochs=3)
    assert np.isfinite(training.model.block(np.arange(3, dtype=np.int32), columns)[0]).all()


def test_settings_out_of_range_are_refused(way: dict) -> None:
    for wrong in ({"rank": 0}, {"epochs": 0}, {"held_out": 0.6}, {"seed": -1}):
        with pytest.raises(BadSetting):
            Config(**way, **wrong)


def _all(ratings: Ratings) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = ratings.shape
    return np.arange(rows, dtype=np.int32), np.arange(columns, dtype=np.int32)


def test_every_report_tells_its_seconds_and_error(way: dict) -> None:
    reports, training = _train(movie_night(), **way, epochs=3)
    assert all(isinstance(report, EpochReport) and report.seconds > 0 for report in reports)
    assert all(report.error == pytest.approx(report.loss**0.5) for report in reports)
    assert training.seconds == pytest.approx(sum(report.seconds for report in reports))
