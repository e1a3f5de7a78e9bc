from dataclasses import replace

import numpy as np
import pytest

from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.drift import SEASON, Effects, Seasons, Sittings, bins_of
from mfdesk.engine.evaluate import evaluate_held_out
from mfdesk.engine.train import train
from mfdesk.ratings import Ratings
from mfdesk.ratings.arrays import Floats
from tests.drive import drive
from tests.tables import low_rank, ratings_of

NAN = float("nan")


def _timed(times: list[float], rows: list[int] | None = None) -> Ratings:
    places = rows or [0] * len(times)
    ratings = ratings_of({(row, column): 3.0 for column, row in enumerate(places)}, max(places) + 1, len(times))
    return replace(ratings, times=np.array(times)[np.lexsort((np.arange(len(times)), places))])


def test_a_sitting_ends_when_nothing_is_rated_for_an_hour() -> None:
    ratings = _timed([1e9, 1e9 + 3000, 1e9 + 6000, 1e9 + 20_000, NAN])
    assert list(Sittings.of(ratings, 3600).find(ratings)) == [0, 0, 0, 1, -1]
    assert list(Sittings.of(ratings, 0).find(ratings)) == [0, 1, 2, 3, -1]


def test_rows_do_not_share_their_sittings() -> None:
    ratings = _timed([5.0, 5.0, 6.0], rows=[0, 1, 1])
    bins = Sittings.of(ratings, 3600).find(ratings)
    assert bins[0] != bins[1] == bins[2]


def test_a_new_rating_joins_the_sitting_that_is_near_and_no_other() -> None:
    known = _timed([1e9, 1e9 + 50_000])
    asked = _timed([1e9 + 3600, 1e9 + 3601, 1e9 + 49_000, 1e9 - 1, 1e9 + 60_000])
    assert list(Sittings.of(known, 3600).find(asked))[:3] == [0, -1, 1]
    assert list(Sittings.of(known, 3600).find(asked))[4] == -1


def test_seasons_last_half_a_year_at_least() -> None:
    assert len(Seasons.of(_timed([0.0, SEASON * 0.9])).edges) == 0
    assert len(Seasons.of(_timed(list(np.linspace(0, 3.5 * SEASON, 50)))).edges) == 2
    assert len(Seasons.of(_timed(list(np.linspace(0, 80 * SEASON, 50)))).edges) == 9


def test_ratings_without_times_have_no_drift() -> None:
    assert bins_of(low_rank(5, 4, 1, 0.5)) == []
    assert bins_of(_timed([7.0, 7.0])) == []


def test_effects_are_drawn_from_the_closed_form() -> None:
    ratings = _timed([0.0, 0.0, 0.0, 90_000.0])
    effects = Effects(Sittings.of(ratings, 3600), ratings, np.random.default_rng(0))
    drawn = []
    for _ in range(4000):
        effects.set(np.zeros(2))
        effects._precision = 4.0
        residuals = np.array([1.0, 2.0, 3.0, -1.0])
        effects.draw(residuals, 2.0)
        drawn.append(effects._effects.copy())
        assert residuals == pytest.approx(np.array([1.0, 2.0, 3.0, -1.0]) - effects.offsets())
    assert np.mean(drawn, axis=0) == pytest.approx([2 * 6 / (2 * 3 + 4), -2 / (2 + 4), 0], abs=0.03)
    assert np.var(drawn, axis=0) == pytest.approx([1 / 10, 1 / 6, 0], rel=0.1)


def _moody(ratings: Ratings) -> Ratings:
    """The same raters in changing moods: each in ten sittings, a day apart, whose level wanders by a rating point."""
    random = np.random.default_rng(3)
    sitting = random.integers(0, 10, ratings.known)
    moods: Floats = random.normal(size=(ratings.shape[0], 10))
    values = ratings.values + moods[ratings.rows, sitting]
    return replace(ratings, values=values, times=1e9 + 86_400.0 * sitting)


def test_moods_are_learned_from_the_times() -> None:
    moody = _moody(low_rank(80, 60, 1, 0.6, noise=0.3))
    errors = [
        drive(evaluate_held_out(table, 0.1, Config(rank=2, epochs=60), RunControl()))[1]
        for table in (moody, replace(moody, times=None))
    ]
    assert errors[0].rmse < 0.75 * errors[1].rmse
    assert errors[0].coverage90 == pytest.approx(0.9, abs=0.05)


def test_a_prediction_without_a_time_is_at_the_usual_level_of_its_row() -> None:
    ratings = low_rank(80, 60, 1, 0.6, noise=0.3)
    one_mood = replace(ratings, values=ratings.values + 2.0 * (ratings.rows % 2), times=1e9 + 86_400.0 * ratings.rows)
    _, training = drive(train(one_mood, Config(rank=2, epochs=60, held_out=0.0), RunControl()))
    predicted = training.model.block(np.arange(80, dtype=np.int32), np.arange(60, dtype=np.int32))[0]
    means = np.bincount(ratings.rows, one_mood.values) / np.bincount(ratings.rows)
    assert np.corrcoef(predicted.mean(axis=1), means)[0, 1] > 0.9
    assert predicted.mean(axis=1).std() > 0.8 * means.std()
