"""Where nothing is held out, ALS finds its strength in a rehearsal that nobody sees."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from mfdesk.engine import als, lesson
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.rehearsal import Backstage, is_rehearsed, part_of
from mfdesk.engine.report import Stage
from mfdesk.engine.sweep import Ridge
from mfdesk.engine.train import train
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.split import held_out
from tests.drive import drive
from tests.tables import low_rank

NOTHING_HELD_OUT = Config(Method.ALS, held_out=0.0)


def _error(seen: Ratings, unseen: Ratings, config: Config) -> float:
    model = drive(train(seen, config, RunControl()))[1].model
    return float(np.sqrt(np.mean((model.cells(unseen.rows, unseen.columns)[0] - unseen.values) ** 2)))


def _settled(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The strengths that ALS will have settled at."""
    settled, settling = [], als.settling

    def noted(epochs: int, strength: float) -> Callable[[int], Ridge]:
        settled.append(strength)
        return settling(epochs, strength)

    monkeypatch.setattr(als, "settling", noted)
    return settled


def test_als_without_held_out_cells_is_about_as_good_as_with_them() -> None:
    """Movie night has little noise and wants a weak ridge; at the usual one the error would be a sixth larger."""
    aside = held_out(movie_night(), 0.2, 3)
    seen, unseen = movie_night().take(~aside), movie_night().take(aside)
    assert _error(seen, unseen, NOTHING_HELD_OUT) < 1.04 * _error(seen, unseen, Config(Method.ALS, held_out=0.1))


def test_a_noisier_table_gets_a_stronger_ridge(monkeypatch: pytest.MonkeyPatch) -> None:
    settled = _settled(monkeypatch)
    for noise in (0.2, 2.0):
        drive(train(low_rank(120, 80, 2, 0.5, noise=noise), NOTHING_HELD_OUT, RunControl()))
    assert settled[0] < 0.7 * settled[1]


def test_too_few_ratings_get_the_usual_strength(monkeypatch: pytest.MonkeyPatch) -> None:
    settled = _settled(monkeypatch)
    drive(train(low_rank(20, 20, 2, 0.5), NOTHING_HELD_OUT, RunControl()))
    assert settled == [als.USUAL_STRENGTH]


def test_who_goes_step_by_step_does_not_see_the_rehearsal() -> None:
    control = RunControl()
    job = train(movie_night(), NOTHING_HELD_OUT, control)
    control.pause()
    control.step()
    first = next(job)
    assert (first.stage, first.epoch) == (Stage.FILLING, 1)
    assert not control.paused
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)


def test_the_time_of_the_rehearsal_counts_but_not_that_in_which_it_was_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock that goes on by 1 whenever it is looked at, and by a day while the rehearsal is held."""
    day, now, looks = 86_400, [0], [0]

    def look() -> int:
        now[0] += 1
        return now[0]

    def held(_control: Backstage) -> None:
        looks[0] += 1
        now[0] += day if looks[0] > 1 else 0

    monkeypatch.setattr(lesson, "time", SimpleNamespace(perf_counter=look))
    monkeypatch.setattr(Backstage, "checkpoint", held)
    reports, training = drive(train(movie_night(), NOTHING_HELD_OUT, RunControl()))
    assert [report.seconds for report in reports[1:]] == [1] * (len(reports) - 1)
    assert reports[0].seconds == 1 + looks[0], "an epoch for each time that the rehearsal could be held"
    assert training.seconds == sum(report.seconds for report in reports)


def test_a_run_can_be_cancelled_in_its_rehearsal() -> None:
    control = RunControl()
    control.cancel()
    with pytest.raises(Cancelled):
        next(train(movie_night(), NOTHING_HELD_OUT, control))


def test_a_run_that_is_told_to_finish_in_its_rehearsal_keeps_one_epoch() -> None:
    control = RunControl()
    control.finish()
    reports, training = drive(train(movie_night(), NOTHING_HELD_OUT, control))
    assert len(reports) == 1
    assert np.isfinite(training.model.row_factors).all()


def test_the_part_is_whole_rows_and_not_much_more_than_enough() -> None:
    rows = np.repeat(np.arange(3_000, dtype=np.int32), 40)
    columns = np.tile(np.arange(40, dtype=np.int32), 3_000)
    ratings = Ratings.from_cells(
        rows, columns, rows % 5 + 1.0, Labels(map(str, range(3_000))), Labels(map(str, range(40)))
    )
    part = part_of(ratings, 1)
    assert 40_000 <= part.known < 40_000 + 40
    assert set(np.diff(part.row_starts)) == {0, 40}
    assert (part_of(ratings, 1).rows == part.rows).all()
    assert (part_of(ratings, 2).rows != part.rows).any()


def test_of_a_small_table_all_ratings_are_rehearsed_with() -> None:
    ratings = low_rank(30, 20, 2, 0.5)
    assert part_of(ratings, 1).known == ratings.known


@pytest.mark.parametrize("method", [Method.GIBBS, Method.GRADIENT_DESCENT])
def test_only_als_has_a_strength_to_find(method: Method) -> None:
    assert not is_rehearsed(Config(method), movie_night())


def test_who_says_how_many_epochs_there_are_to_be_gets_those_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    settled = _settled(monkeypatch)
    reports, _ = drive(train(movie_night(), replace(NOTHING_HELD_OUT, epochs=5), RunControl()))
    assert settled == [als.USUAL_STRENGTH]
    assert len(reports) == 5
