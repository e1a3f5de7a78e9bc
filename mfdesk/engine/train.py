"""train(): one generator for every method, from ratings to a model."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.als import strength_found
from mfdesk.engine.at_once import result_of
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.judged import Judged, judged
from mfdesk.engine.learner import Draws, Learner
from mfdesk.engine.methods import PATIENCE, als_rank, can_be_ordered, epochs_of, start, trial_epochs
from mfdesk.engine.model import Model
from mfdesk.engine.rehearsal import SHARE, Backstage, is_rehearsed, part_of
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.standard import Standard
from mfdesk.engine.support import ErrorBySupport
from mfdesk.engine.sweep import Workers, workers
from mfdesk.engine.trial import Trial
from mfdesk.engine.watch import Watch
from mfdesk.errors import RatingTooExtreme, TooFewRatings
from mfdesk.ratings.arrays import Flags, Floats, read_only
from mfdesk.ratings.example import Example, example_of
from mfdesk.ratings.split import held_out
from mfdesk.ratings.table import LARGEST, SMALLEST, Ratings, out_of_reach

_FEWEST_RATINGS = 2
_CLEARLY_BETTER = 1e-4
"""An epoch counts as better for the patience only when it lowers the error by this share."""


@dataclass(frozen=True, eq=False)
class Training:
    """What a training leaves behind.

    ``model`` fills the table and was learned in ``stage``: FILLING if it has seen every known cell, MEASURING
    if the held-out cells were kept from it. ``held_out_error`` is the root mean squared error, in rating
    units, that the measured model makes on the held-out cells (None: nothing was held out), and
    ``guess_error`` the error that the mean of the known cells makes on the same cells. ``best_epoch`` is the
    epoch that the measured model stands for. ``judged`` holds the measured model against the held-out cells one by one
    (None: nothing was held out). ``stopped`` is why the measuring (or only) stage ended.
    ``epochs`` are all reports in order. ``seconds`` is the time spent learning.
    """

    config: Config
    model: Model
    stage: Stage
    stopped: Stopped
    best_epoch: int
    held_out_error: float | None
    guess_error: float | None
    judged: Judged | None
    epochs: tuple[EpochReport, ...]
    seconds: float

    @property
    def held_out_cells(self) -> int:
        """How many cells were held out."""
        return 0 if self.judged is None else len(self.judged.rows)

    @property
    def ordered(self) -> bool:
        """Whether the ratings were learned as ordered steps."""
        return self.model.steps is not None


@dataclass(frozen=True, eq=False)
class _Learned:
    """How one stage ended."""

    draws: Draws
    reports: tuple[EpochReport, ...]
    best_epoch: int
    stopped: Stopped


def train(
    ratings: Ratings, config: Config, control: RunControl, aside: Flags | None = None
) -> Generator[EpochReport, None, Training]:
    """Learns a model of the ratings, one report an epoch; heeds ``control`` at least every 50 ms.

    ``aside`` (n,) flags the known cells to hold out; None: a share of them drawn at random, as the config says.

    First a model that does not see the held-out cells measures the error and finds the best epoch; then, if
    the config says so, a second model learns from every known cell for as many epochs and fills the table.
    Raises ``TooFewRatings`` when there is nothing to learn from, ``RatingTooExtreme`` when squares of the ratings would
    be no numbers, ``Cancelled`` when cancelled.
    """
    if ratings.known < _FEWEST_RATINGS:
        raise TooFewRatings(ratings.known, _FEWEST_RATINGS)
    if (beyond := out_of_reach(ratings.values)).any():
        raise RatingTooExtreme(float(ratings.values[beyond][0]), LARGEST, SMALLEST)
    aside = held_out(ratings, config.held_out, config.seed) if aside is None else aside
    if not aside.any():
        return (yield from _train_on_all(ratings, config, control))
    seen, kept_from_it = ratings.take(~aside), ratings.take(aside)
    standard, example = Standard.of(seen.values), example_of(ratings)
    with workers(config.threads, control) as crew:
        measured = yield from _learn(
            _Stage(Stage.MEASURING, seen, kept_from_it, config, standard, example, judged=True), control, crew
        )
        training = _training(config, measured, standard, seen, kept_from_it, control)
        if not config.refill or control.finishing:
            return training
        again = replace(config, rank=training.model.rank, epochs=measured.best_epoch, ordered=training.ordered)
        everything = Standard.of(ratings.values)
        stage = _Stage(Stage.FILLING, ratings, None, again, everything, example, judged=True)
        filled = yield from _learn(stage, control, crew)
    support = training.model.support
    model = _model(config, filled.draws, everything, ratings)
    return replace(
        training,
        model=replace(model, support=support.learned_from(ratings) if support else None),
        stage=Stage.FILLING,
        epochs=measured.reports + filled.reports,
        seconds=training.seconds + _seconds(filled),
    )


def _train_on_all(ratings: Ratings, config: Config, control: RunControl) -> Generator[EpochReport, None, Training]:
    standard = Standard.of(ratings.values)
    stage = _Stage(Stage.FILLING, ratings, None, config, standard, example_of(ratings), judged=False)
    with workers(config.threads, control) as crew:
        if is_rehearsed(config, ratings):
            stage = _rehearsed(stage, control, crew)
        learned = yield from _learn(stage, control, crew)
    return _training(config, learned, standard, ratings, None, control)


def _rehearsed(stage: _Stage, control: RunControl, crew: Workers) -> _Stage:
    """The same stage with the strength that held-out cells of a part of its ratings have found best."""
    began, ratings, config = time.perf_counter(), stage.seen, stage.config
    part = part_of(ratings, config.seed)
    aside = held_out(part, SHARE, config.seed)
    seen, alike = part.take(~aside), replace(config, rank=als_rank(config, ratings), epochs=None)
    trial = _Stage(Stage.MEASURING, seen, part.take(aside), alike, Standard.of(seen.values), None, judged=True)
    found = result_of(_learn(trial, Backstage(control), crew))
    strength = strength_found(found.best_epoch) if found.best_epoch else None
    return replace(stage, strength=strength, spent=time.perf_counter() - began)


@dataclass(frozen=True, eq=False)
class _Stage:
    """One model to learn: from ``seen``, with the error measured on ``aside``, and ``example`` to be looked at.
    ``judged``: its number of epochs is, or was, found by held-out cells. ``strength`` is what a rehearsal, which took
    ``spent`` seconds, found for it."""

    stage: Stage
    seen: Ratings
    aside: Ratings | None
    config: Config
    standard: Standard
    example: Example | None
    judged: bool
    strength: float | None = None
    spent: float = 0.0


def _start(stage: _Stage, crew: Workers) -> Learner:
    """The learner of a stage; where ratings may be better taken as steps and cells are held out to tell, both."""
    config, seen, standard = stage.config, stage.seen, stage.standard
    if config.ordered is not None or stage.aside is None or not can_be_ordered(config, seen):
        return start(config, seen, standard, crew, stage.judged, stage.strength)
    plain, ordered = (
        start(replace(config, ordered=chosen), seen, standard, crew, stage.judged, None) for chosen in (False, True)
    )
    return Trial(plain, ordered, trial_epochs(config, seen), standard)


def _learn(stage: _Stage, control: RunControl, crew: Workers) -> Generator[EpochReport, None, _Learned]:
    """Runs a learner epoch by epoch until it is done, no longer gets better, or is told to finish."""
    began = time.perf_counter() - stage.spent
    learner = _start(stage, crew)
    watch = Watch(stage.example, learner, stage.seen, stage.standard) if stage.example else None
    epochs, patience = epochs_of(stage.config, stage.seen, stage.judged), PATIENCE[stage.config.method]
    reports: list[EpochReport] = []
    best = _Best()
    stopped = Stopped.ALL_EPOCHS
    for epoch in range(1, epochs + 1):
        control.checkpoint()
        if reports:
            began = time.perf_counter()  # not before: a run may have been held until now
        report = _epoch(learner, stage, epoch, epochs, began, watch)
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
        if stage.aside is not None and epoch - best.clearly_better >= patience:
            stopped = Stopped.NO_BETTER
            break
    return _Learned(best.draws or learner.draws(), tuple(reports), best.epoch, stopped)


def _epoch(learner: Learner, stage: _Stage, epoch: int, epochs: int, began: float, watch: Watch | None) -> EpochReport:
    """One pass; its seconds count from ``began``, and so the first one's with all that was made ready for it."""
    loss = learner.epoch() * stage.standard.deviation**2
    held_out_loss, accuracy = None, None
    if stage.aside is not None:
        held_out_loss, accuracy = _judge(stage, learner.predict(stage.aside))
    seconds = time.perf_counter() - began
    return EpochReport(
        stage=stage.stage,
        epoch=epoch,
        epochs=epochs,
        loss=loss,
        held_out_loss=held_out_loss,
        averaging=learner.averaging,
        seconds=seconds,
        accuracy=accuracy,
        known=stage.seen.known,
        glimpse=watch.glimpse(learner) if watch else None,
    )


def _judge(stage: _Stage, predicted: Floats) -> tuple[float, float | None]:
    """How standardised predictions of the held-out cells, brought to the scale, do: the mean squared error (rating
    units), and the share that is right when rounded to the nearest step."""
    assert stage.aside is not None
    scale, standard, given = stage.aside.scale, stage.standard, stage.aside.values
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


def _training(
    config: Config, learned: _Learned, standard: Standard, seen: Ratings, aside: Ratings | None, control: RunControl
) -> Training:
    """The outcome of one stage, as if it were the only one."""
    guess, against = None, None
    model = _model(config, learned.draws, standard, seen)
    if aside is not None:
        guess = float(np.sqrt(np.mean((aside.values - standard.mean) ** 2)))
        against = judged(model, seen, aside, control)
        if not model.knows_noise:
            model = replace(model, support=ErrorBySupport.of(seen, aside, against.predicted - against.given))
            against = judged(model, seen, aside, control)
    at_best = learned.reports[learned.best_epoch - 1] if learned.best_epoch else None
    return Training(
        config=config,
        model=model,
        stage=Stage.FILLING if aside is None else Stage.MEASURING,
        stopped=learned.stopped,
        best_epoch=learned.best_epoch,
        held_out_error=at_best.held_out_error if at_best else None,
        guess_error=guess,
        judged=against,
        epochs=learned.reports,
        seconds=_seconds(learned),
    )


def _seconds(learned: _Learned) -> float:
    return sum(report.seconds for report in learned.reports)


def _model(config: Config, draws: Draws, standard: Standard, ratings: Ratings) -> Model:
    mean, deviation = draws.steps.line if draws.steps else (standard.mean, standard.deviation)
    return Model(
        method=config.method,
        scale=ratings.scale,
        mean=mean,
        deviation=deviation,
        row_factors=read_only(draws.rows[:, :, :-1]),
        column_factors=read_only(draws.columns[:, :, :-1]),
        row_biases=read_only(draws.rows[:, :, -1]),
        column_biases=read_only(draws.columns[:, :, -1]),
        noise=read_only(draws.noise * deviation),
        row_prior=draws.row_prior,
        column_prior=draws.column_prior,
        drifts=draws.drifts,
        steps=draws.steps,
    )
