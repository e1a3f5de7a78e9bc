import numpy as np
import pytest

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import evaluate_held_out
from mfdesk.engine.support import ErrorBySupport
from mfdesk.engine.train import train
from mfdesk.ratings import Ratings
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import low_rank

ROW, COLUMN = np.array([0], np.int32), np.array([0], np.int32)


def _split(ratings: Ratings) -> tuple[Ratings, Ratings]:
    aside = np.arange(ratings.known) % 10 == 0
    return ratings.take(~aside), ratings.take(aside)


def test_cells_of_little_support_are_less_sure() -> None:
    seen, aside = _split(movie_night())
    counts = np.bincount(seen.rows, minlength=1000)[aside.rows]
    errors: Floats = np.where(counts < np.median(counts), 2.0, 1.0)
    support = ErrorBySupport.of(seen, aside, errors)
    few, many = int(np.argmin(support.row_counts)), int(np.argmax(support.row_counts))
    weak, strong = support.block(np.array([few, many], np.int32), np.arange(500, dtype=np.int32)).mean(axis=1)
    assert weak > 1.3 * strong


def test_single_cells_are_those_of_the_block() -> None:
    seen, aside = _split(movie_night())
    support = ErrorBySupport.of(seen, aside, np.ones(aside.known))
    assert support.cells(ROW, COLUMN) == pytest.approx(support.block(ROW, COLUMN)[0])


@pytest.mark.parametrize("method", [Method.ALS, Method.GRADIENT_DESCENT])
def test_point_methods_judge_themselves_by_the_errors_they_made(method: Method) -> None:
    ratings = low_rank(120, 80, 2, 0.4, noise=0.5)
    _, training = drive(train(ratings, Config(method, rank=2), RunControl()))
    spreads = training.model.block(ROW, COLUMN)[1]
    assert spreads is not None
    assert spreads[0, 0] == pytest.approx(training.held_out_error, rel=0.5)
    assert not training.model.knows_noise


def test_without_held_out_cells_there_is_nothing_to_judge_by() -> None:
    _, training = drive(train(movie_night(), Config(Method.ALS, held_out=0.0), RunControl()))
    assert training.model.block(ROW, COLUMN)[1] is None


def test_their_intervals_hold_on_cells_not_seen() -> None:
    _, evaluation = drive(evaluate_held_out(movie_night(), 0.2, Config(Method.GRADIENT_DESCENT), RunControl()))
    assert evaluation.coverage90 == pytest.approx(0.9, abs=0.04)
