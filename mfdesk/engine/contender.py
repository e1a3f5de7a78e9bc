"""One candidate of a search at work: its trainings on one fold after the other, an epoch at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace

from mfdesk.engine.budget import plan as sampler_plan
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport
from mfdesk.engine.search_plan import Goal
from mfdesk.engine.search_report import CandidateState
from mfdesk.engine.search_result import pooled, spread
from mfdesk.engine.train import Training, train
from mfdesk.ratings.arrays import Flags
from mfdesk.ratings.table import Ratings

Clock = Callable[[], float]
"""Seconds since some moment."""


class LentControl(RunControl):
    """The hand that a search lends to its trainings. Pause and cancel reach them; ``finish`` does not, since what the
    search then keeps is its ranking and not a model that has learned half of what it should. ``waited`` counts
    the seconds of pauses."""

    def __init__(self, lender: RunControl, clock: Clock) -> None:
        super().__init__()
        self._lender, self._clock = lender, clock
        self.waited = 0.0

    def checkpoint(self) -> None:
        if not self._lender.paused:
            self._lender.checkpoint()
            return
        began = self._clock()
        self._lender.checkpoint()
        self.waited += self._clock() - began

    def epoch_ended(self) -> None:
        self._lender.epoch_ended()


@dataclass(eq=False)
class _FoldSoFar:
    """The error that a training would be judged by if it ended now: a sampler's average once there is one, else the
    lowest."""

    epoch: int = 0
    epochs: int = 0
    seconds: float = 0.0
    error: float | None = None
    averaging: bool = False

    def see(self, report: EpochReport) -> None:
        error = report.held_out_error
        if error is not None and not report.averaging and self.error is not None:
            error = min(error, self.error)
        self.epoch, self.epochs, self.averaging = report.epoch, report.epochs, report.averaging
        self.error = error


@dataclass(eq=False)
class Contender:
    """``parts`` are the held-out cells of each fold. ``rung`` counts the cuts that it has survived; ``errors`` are
    those of its finished folds."""

    number: int
    config: Config
    ratings: Ratings
    parts: list[Flags]
    control: RunControl
    state: CandidateState = CandidateState.RUNNING
    rung: int = 0
    errors: list[float] = field(default_factory=list)
    rank: int | None = None
    trainings: int = 0
    seconds: float = 0.0
    so_far: _FoldSoFar = field(default_factory=_FoldSoFar)
    _past_epochs: int = 0
    _training: Generator[EpochReport, None, Training] | None = None

    def __post_init__(self) -> None:
        self.rank = self.config.rank

    @property
    def fold(self) -> int:
        """The one that it is at, from 0; the last one when it has finished them all."""
        return min(len(self.errors), len(self.parts) - 1)

    @property
    def epochs(self) -> int:
        """Of all folds."""
        return self._past_epochs + self.so_far.epoch

    @property
    def live(self) -> bool:
        """Whether it holds a learner."""
        return self._training is not None

    @property
    def error(self) -> float | None:
        return self.error_over(len(self.errors))

    @property
    def spread(self) -> float | None:
        return spread(tuple(self.errors))

    def error_over(self, folds: int) -> float | None:
        """Over its first so many folds, as far as it has finished them."""
        return pooled(tuple(self.errors[:folds])) if self.errors else self.so_far.error

    def reached(self, goal: Goal) -> bool:
        if len(self.errors) >= goal.folds:
            return True
        return goal.share < 1 and 0 < self._needed(goal.share) <= self.so_far.epoch

    def step(self) -> EpochReport | None:
        """One epoch more. None when there is nothing new to tell: the fold has ended, or a learner that was let go is
        catching up with what it had done before."""
        if self._training is None:
            self._begin()
        assert self._training is not None
        try:
            report = next(self._training)
        except StopIteration as end:
            self._end_fold(end.value)
            return None
        if report.epoch <= self.so_far.epoch:
            return None
        self.so_far.see(report)
        return report

    def spend(self, seconds: float) -> None:
        self.seconds += seconds
        self.so_far.seconds += seconds

    def let_go(self) -> None:
        """Drops the learner; if the candidate goes on, it starts the fold again and comes out the same by its seed."""
        if self._training is not None:
            self._training.close()
            self._training = None

    def _begin(self) -> None:
        if not self.so_far.epoch:
            self.trainings += 1
        measured_only = replace(self.config, refill=False)
        self._training = train(self.ratings, measured_only, self.control, self.parts[self.fold])

    def _end_fold(self, training: Training) -> None:
        self._training = None
        self.rank = training.model.rank
        self._past_epochs += self.so_far.epoch
        error = training.held_out_error
        self.errors.append(math.inf if error is None else error)
        self.so_far = _FoldSoFar()

    def _needed(self, share: float) -> int:
        """The epoch that a share of the first fold ends with, 0 while that is not known."""
        epochs = self.so_far.epochs
        if self.config.method is not Method.GIBBS:
            return math.ceil(share * epochs)
        burn_in = min(sampler_plan(self.config, self.ratings).burn_in, max(epochs - 1, 0))
        return burn_in + math.ceil(share * (epochs - burn_in))
