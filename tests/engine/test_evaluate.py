import numpy as np
import pytest

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import evaluate_folds, evaluate_held_out, evaluate_test, with_names_of_both
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import low_rank, ratings_of

CONFIG = Config(method=Method.ALS, rank=2, epochs=5)


def test_names_that_only_the_test_knows_are_predicted_too() -> None:
    ratings = low_rank(20, 10, 1, 0.5)
    test = ratings_of({(0, 0): 1.0, (30, 12): 2.0}, 31, 13)
    wider, moved = with_names_of_both(ratings, test)
    assert wider.shape == moved.shape == (31, 13)
    assert [moved.row_labels[row] for row in moved.rows] == ["r0", "r30"]
    assert [moved.column_labels[column] for column in moved.columns] == ["c0", "c12"]
    _, evaluation = drive(evaluate_test(ratings, test, CONFIG, RunControl()))
    assert evaluation.cells == 2
    assert np.isfinite(evaluation.rmse)


def test_folds_judge_every_known_cell() -> None:
    ratings = movie_night()
    _, evaluation = drive(evaluate_folds(ratings, 3, CONFIG, RunControl()))
    assert evaluation.cells == ratings.known
    assert evaluation.epochs == 15


def test_only_a_method_that_knows_its_spread_tells_its_coverage() -> None:
    ratings = movie_night()
    _, point = drive(evaluate_held_out(ratings, 0.2, CONFIG, RunControl()))
    _, sampled = drive(evaluate_held_out(ratings, 0.2, Config(rank=2, epochs=60), RunControl()))
    assert point.coverage90 is None
    assert sampled.coverage90 == pytest.approx(0.9, abs=0.04)
    assert point.cells == round(0.2 * ratings.known)
