"""train(): one generator for every method, from ratings to a model."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.als import strength_found
from mfdesk.engine.at_once import result_of
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.judged import Judged, judged
from mfdesk.engine.learner import Draws
from mfdesk.engine.lesson import Learned, Lesson, learn
from mfdesk.engine.methods import als_rank
from mfdesk.engine.model import Model
from mfdesk.engine.rehearsal import SHARE, Backstage, is_rehearsed, part_of
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.standard import Standard
from mfdesk.engine.support import ErrorBySupport
from mfdesk.engine.sweep import Workers, workers
from mfdesk.errors import RatingTooExtreme, TooFewRatings
from mfdesk.ratings.arrays import Flags, read_only
from mfdesk.ratings.example import example_of
from mfdesk.ratings.split import held_out
from mfdesk.ratings.table import LARGEST, SMALLEST, Ratings, out_of_reach

_FEWEST_RATINGS = 2


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
        measured = yield from learn(
            Lesson(Stage.MEASURING, seen, kept_from_it, config, standard, example, judged=True), control, crew
        )
        training = _training(config, measured, standard, seen, kept_from_it, control)
        if not config.refill or control.finishing:
            return training
        again = replace(config, rank=training.model.rank, epochs=measured.best_epoch, ordered=training.ordered)
        everything = Standard.of(ratings.values)
        lesson = Lesson(Stage.FILLING, ratings, None, again, everything, example, judged=True)
        filled = yield from learn(lesson, control, crew)
    support = training.model.support
    model = _model(config, filled.draws, everything, ratings)
    return replace(
        training,
        model=replace(model, support=support.learned_from(ratings) if support else None),
        stage=Stage.FILLING,
        epochs=measured.reports + filled.reports,
        seconds=training.seconds + filled.seconds,
    )


def _train_on_all(ratings: Ratings, config: Config, control: RunControl) -> Generator[EpochReport, None, Training]:
    standard = Standard.of(ratings.values)
    lesson = Lesson(Stage.FILLING, ratings, None, config, standard, example_of(ratings), judged=False)
    with workers(config.threads, control) as crew:
        if is_rehearsed(config, ratings):
            lesson = _rehearsed(lesson, control, crew)
        learned = yield from learn(lesson, control, crew)
    return _training(config, learned, standard, ratings, None, control)


def _rehearsed(lesson: Lesson, control: RunControl, crew: Workers) -> Lesson:
    """The same lesson with the strength that held-out cells of a part of its ratings have found best."""
    ratings, config = lesson.seen, lesson.config
    part = part_of(ratings, config.seed)
    aside = held_out(part, SHARE, config.seed)
    seen, alike = part.take(~aside), replace(config, rank=als_rank(config, ratings), epochs=None)
    trial = Lesson(Stage.MEASURING, seen, part.take(aside), alike, Standard.of(seen.values), None, judged=True)
    found = result_of(learn(trial, Backstage(control), crew))
    strength = strength_found(found.best_epoch) if found.best_epoch else None
    return replace(lesson, strength=strength, spent=found.seconds)


def _training(
    config: Config, learned: Learned, standard: Standard, seen: Ratings, aside: Ratings | None, control: RunControl
) -> Training:
    """The outcome of one lesson, as if it were the only one."""
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
        seconds=learned.seconds,
    )


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
