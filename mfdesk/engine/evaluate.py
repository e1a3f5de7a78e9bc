"""How wrong a model is on ratings that it has not seen."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.judged import predicted_in_pieces
from mfdesk.engine.report import EpochReport
from mfdesk.engine.train import Training, train
from mfdesk.errors import TooFewRatings
from mfdesk.ratings.arrays import Flags, Floats, Integers
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.split import folds, held_out
from mfdesk.ratings.table import Attribute, Ratings

CENTRAL_90 = 1.6448536269514722
"""A normal variable lies within this many standard deviations of its mean with a chance of 90 %."""


@dataclass(frozen=True)
class Evaluation:
    """Errors over ``cells`` test cells in rating units, predictions clipped to the scale.

    ``coverage90`` is the share of test ratings inside the central 90 % predictive interval (None where the
    method knows no spread). ``fit_seconds`` is the learning time and ``epochs`` the epochs, over all folds.
    """

    rmse: float
    mae: float
    coverage90: float | None
    cells: int
    rank: int
    epochs: int
    fit_seconds: float


@dataclass(frozen=True, eq=False)
class _Errors:
    errors: Floats
    inside: Flags | None
    training: Training


def evaluate_test(
    ratings: Ratings, test: Ratings, config: Config, control: RunControl
) -> Generator[EpochReport, None, Evaluation]:
    """Trains on all of ``ratings`` and judges on ``test``; names that only the test knows are predicted too."""
    return _summary([(yield from _judge(*with_names_of_both(ratings, test), config, control))])


def evaluate_held_out(
    ratings: Ratings, share: float, config: Config, control: RunControl
) -> Generator[EpochReport, None, Evaluation]:
    """Trains on all but a random ``share`` of the known cells and judges on those."""
    return (yield from _evaluate_flags(ratings, [held_out(ratings, share, config.seed)], config, control))


def evaluate_folds(
    ratings: Ratings, count: int, config: Config, control: RunControl
) -> Generator[EpochReport, None, Evaluation]:
    """Cross-validation: each of ``count`` parts of the known cells is judged by a model of the others."""
    return (yield from _evaluate_flags(ratings, folds(ratings, count, config.seed), config, control))


def with_names_of_both(ratings: Ratings, test: Ratings) -> tuple[Ratings, Ratings]:
    """Both in one table that has the rows and columns of either."""
    row_labels = Labels(dict.fromkeys((*ratings.row_labels, *test.row_labels)))
    column_labels = Labels(dict.fromkeys((*ratings.column_labels, *test.column_labels)))
    wider = replace(
        ratings,
        row_labels=row_labels,
        column_labels=column_labels,
        row_attributes=_lengthened(ratings.row_attributes, len(row_labels)),
        column_attributes=_lengthened(ratings.column_attributes, len(column_labels)),
    )
    moved = Ratings.from_cells(
        _places(test.row_labels, row_labels)[test.rows],
        _places(test.column_labels, column_labels)[test.columns],
        test.values,
        row_labels,
        column_labels,
        scale=test.scale,
        times=test.times,
    )
    return wider, moved


def _places(names: Labels, among: Labels) -> Integers:
    """Where each of the names stands among others that hold them all."""
    return np.array([among.position(name) for name in names], np.int32)


def _lengthened(attributes: tuple[Attribute, ...], count: int) -> tuple[Attribute, ...]:
    """The attributes of ``count`` rows, unknown for those that are new."""
    return tuple(
        replace(attribute, values=attribute.values + ("",) * (count - len(attribute.values)))
        for attribute in attributes
    )


def _evaluate_flags(
    ratings: Ratings, parts: Iterable[Flags], config: Config, control: RunControl
) -> Generator[EpochReport, None, Evaluation]:
    judged = []
    for aside in parts:
        if not aside.any():
            raise TooFewRatings(ratings.known, len(aside) + 1)
        judged.append((yield from _judge(ratings.take(~aside), ratings.take(aside), config, control)))
    return _summary(judged)


def _judge(seen: Ratings, test: Ratings, config: Config, control: RunControl) -> Generator[EpochReport, None, _Errors]:
    training = yield from train(seen, _for_judging(config), control)
    predicted, spreads = predicted_in_pieces(training.model, test, control)
    errors = predicted - test.values
    inside = None if spreads is None else np.abs(errors) <= CENTRAL_90 * spreads
    return _Errors(errors, inside, training)


def _for_judging(config: Config) -> Config:
    """The test cells measure the error, so nothing need be held out of the rest, except where a method has to
    find out when to stop; it then learns again from all of it."""
    finds_its_end = config.method is Method.GRADIENT_DESCENT and config.epochs is None
    return replace(config, held_out=0.1 if finds_its_end else 0.0, refill=True)


def _summary(judged: list[_Errors]) -> Evaluation:
    errors = np.concatenate([one.errors for one in judged])
    inside = [one.inside for one in judged if one.inside is not None]
    return Evaluation(
        rmse=float(np.sqrt(np.mean(errors**2))),
        mae=float(np.mean(np.abs(errors))),
        coverage90=float(np.concatenate(inside).mean()) if inside else None,
        cells=len(errors),
        rank=judged[0].training.model.rank,
        epochs=sum(len(one.training.epochs) for one in judged),
        fit_seconds=sum(one.training.seconds for one in judged),
    )
