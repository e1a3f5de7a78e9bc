"""Proofs that a hand on the training holds it, and leaves no trace in what is learned."""

import threading
from collections.abc import Generator

import numpy as np
import pytest

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport
from mfdesk.engine.train import Training, train
from tests.drive import drive
from tests.tables import low_rank

pytestmark = pytest.mark.parametrize("method", list(Method))

RATINGS = low_rank(80, 50, 2, 0.4, noise=0.5)
LONG_ENOUGH_TO_BE_WRONG = 0.1
"""Seconds in which a training that is not held would report many epochs."""


def _config(method: Method, threads: int = 1) -> Config:
    return Config(method=method, rank=3, epochs=12, threads=threads)


def _bits(training: Training) -> tuple[bytes, ...]:
    model = training.model
    arrays = (model.row_factors, model.column_factors, model.row_biases, model.column_biases, model.noise)
    return tuple(array.tobytes() for array in arrays)


def _told(reports: list[EpochReport]) -> list[tuple[object, ...]]:
    """All that the reports say but the seconds."""
    return [(report.stage, report.epoch, report.loss, report.held_out_loss) for report in reports]


class _Job:
    """A training in a thread of its own that pauses itself in the middle."""

    def __init__(self, method: Method, threads: int, pause_after: int) -> None:
        self.control = RunControl()
        self.reports: list[EpochReport] = []
        self.training: Training | None = None
        self.paused, self.reported = threading.Event(), threading.Event()
        self._config, self._pause_after = _config(method, threads), pause_after
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        job = train(RATINGS, self._config, self.control)
        while True:
            try:
                self.reports.append(next(job))
            except StopIteration as end:
                self.training = end.value
                return
            self.reported.set()
            if len(self.reports) == self._pause_after:
                self.control.pause()
                self.reported.clear()
                self.paused.set()


@pytest.mark.parametrize("threads", [1, 2])
def test_a_paused_training_stands_still_and_goes_on_to_the_same_bits(method: Method, threads: int) -> None:
    reports, unpaused = drive(train(RATINGS, _config(method, threads), RunControl()))
    job = _Job(method, threads, pause_after=4)
    assert job.paused.wait(30)
    assert not job.reported.wait(LONG_ENOUGH_TO_BE_WRONG)
    assert len(job.reports) == 4
    assert job.thread.is_alive()
    job.control.resume()
    job.thread.join(30)
    assert job.training is not None
    assert _told(job.reports) == _told(reports)
    assert _bits(job.training) == _bits(unpaused)


def test_pausing_before_each_report_changes_nothing(method: Method) -> None:
    """As a user who steps through the epochs: paused and let go again at every one."""
    _, unpaused = drive(train(RATINGS, _config(method), RunControl()))
    control = RunControl()
    _, stepped = drive(_by_steps(train(RATINGS, _config(method), control), control))
    assert _bits(stepped) == _bits(unpaused)


def _by_steps(
    job: Generator[EpochReport, None, Training], control: RunControl
) -> Generator[EpochReport, None, Training]:
    while True:
        control.pause()
        control.resume()
        try:
            yield next(job)
        except StopIteration as end:
            return end.value


def test_finishing_a_paused_training_keeps_what_it_has(method: Method) -> None:
    job = _Job(method, threads=1, pause_after=3)
    assert job.paused.wait(30)
    job.control.finish()
    job.thread.join(30)
    assert job.training is not None
    assert len(job.training.epochs) == len(job.reports) <= 4
    assert np.isfinite(job.training.model.row_factors).all()


def test_looking_at_the_reports_is_all_that_moves_a_training(method: Method) -> None:
    """The caller drives the epochs: one that stops asking leaves the training where it is, and closes it at will."""
    control = RunControl()
    job = train(RATINGS, _config(method, threads=2), control)
    before = threading.active_count()
    next(job)
    next(job)
    job.close()
    assert threading.active_count() <= before
