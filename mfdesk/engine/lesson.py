"""One model learned, epoch by epoch, until it is done, no longer gets better, or is told to finish."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.learner import Draws, Learner
from mfdesk.engine.methods import PATIENCE, can_be_ordered, epochs_of, start, trial_epochs
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Workers
from mfdesk.engine.trial import Trial
from mfdesk.engine.watch import Watch
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings

_CLEARLY_BETTER = 1e-4
"""An epoch counts as better for the patience only when it lowers the error by this share."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """One model to learn: from ``seen``, with the error measured on ``aside``, and ``example`` to be looked at.
    ``judged``: its number of epochs is, or was, found by held-out cells. ``strength`` is what a rehearsal, which took
    ``spent`` seconds, found for it; they count as the first epoch's."""

    stage: Stage
    seen: Ratings
    aside: Ratings | None
    config: Config
    standard: Standard
    example: Example | None
    judged: bool
    strength: float | None = None
    spent: float = 0.0


@dataclass(frozen=True, eq=False)
class Learned:
    """How a lesson ended."""

    draws: Draws
    reports: tuple[EpochReport, ...]
    best_epoch: int
    stopped: Stopped

    @property
    def seconds(self) -> float:
        return sum(report.seconds for report in self.reports)


def _start(lesson: Lesson, crew: Workers) -> Learner:
    """Who learns; where ratings may be better taken as steps and cells are held out to tell, two at once."""
    config, seen, standard = lesson.config, lesson.seen, lesson.standard
    if config.ordered is not None or lesson.aside is None or not can_be_ordered(config, seen):
        return start(config, seen, standard, crew, lesson.judged, lesson.strength)
    plain, ordered = (
        start(replace(config, ordered=chosen), seen, standard, crew, lesson.judged, None) for chosen in (False, True)
    )
    return Trial(plain, ordered, trial_epochs(config, seen), standard)


def learn(lesson: Lesson, control: RunControl, crew: Workers) -> Generator[EpochReport, None, Learned]:
    """Runs a learner epoch by epoch until it is done, no longer gets better, or is told to finish."""
    began = time.perf_counter() - lesson.spent
    learner = _start(lesson, crew)
    watch = Watch(lesson.example, learner, lesson.seen, lesson.standard) if lesson.example else None
    epochs, patience = epochs_of(lesson.config, lesson.seen, lesson.judged), PATIENCE[lesson.config.method]
    reports: list[EpochReport] = []
    best = _Best()
    stopped = Stopped.ALL_EPOCHS
    for epoch in range(1, epochs + 1):
        control.checkpoint()
        if reports:
            began = time.perf_counter()  # not before: a run may have been held until now
        report = _epoch(learner, lesson, epoch, epochs, began, watch)
        if not np.isfinite(report.loss):
            stopped = Stopped.DIVERGED
            break
        reports.append(report)
        best.see(report, learner)
        yield report
        control.epoch_ended()
        if control.finishing:
            stopped = Stopped.BY_HAND
            break
        if lesson.aside is not None and epoch - best.clearly_better >= patience:
            stopped = Stopped.NO_BETTER
            break
    return Learned(best.draws or learner.draws(), tuple(reports), best.epoch, stopped)


def _epoch(learner: Learner, lesson: Lesson, epoch: int, epochs: int, began: float, watch: Watch | None) -> EpochReport:
    """One pass; its seconds count from ``began``, and so the first one's with all that was made ready for it."""
    loss = learner.epoch() * lesson.standard.deviation**2
    held_out_loss, accuracy = None, None
    if lesson.aside is not None:
        held_out_loss, accuracy = _judge(lesson, learner.predict(lesson.aside))
    seconds = time.perf_counter() - began
    return EpochReport(
        stage=lesson.stage,
        epoch=epoch,
        epochs=epochs,
        loss=loss,
        held_out_loss=held_out_loss,
        averaging=learner.averaging,
        seconds=seconds,
        accuracy=accuracy,
        known=lesson.seen.known,
        glimpse=watch.glimpse(learner) if watch else None,
    )


def _judge(lesson: Lesson, predicted: Floats) -> tuple[float, float | None]:
    """How standardised predictions of the held-out cells, brought to the scale, do: the mean squared error (rating
    units), and the share that is right when rounded to the nearest step."""
    assert lesson.aside is not None
    scale, standard, given = lesson.aside.scale, lesson.standard, lesson.aside.values
    inside = np.clip(standard.mean + standard.deviation * predicted, scale.lowest, scale.highest)
    loss = float(np.mean((inside - given) ** 2))
    steps, truth = scale.steps(inside), scale.steps(given)
    return loss, None if steps is None or truth is None else float(np.mean(steps == truth))


class _Best:
    """The best epoch so far: for a method that averages, the last one; else the one of lowest held-out error."""

    def __init__(self) -> None:
        self.epoch = 0
        self.draws: Draws | None = None
        self.clearly_better = 0
        self._lowest = np.inf
        self._bar = np.inf
        self._averaging = False

    def see(self, report: EpochReport, learner: Learner) -> None:
        """Notes the epoch; keeps a copy of its state, as a later epoch may be worse, or not finite at all."""
        loss = report.held_out_loss
        if report.averaging and not self._averaging:
            self._averaging, self._bar, self._lowest = True, np.inf, np.inf
        if report.averaging:
            self.epoch, self.draws = report.epoch, None
        elif loss is None or loss < self._lowest:
            self.epoch, self.draws = report.epoch, learner.draws()
        self._lowest = min(self._lowest, loss or np.inf)
        if loss is None or loss < self._bar * (1 - _CLEARLY_BETTER):
            self.clearly_better, self._bar = report.epoch, loss or np.inf
