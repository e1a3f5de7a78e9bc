"""The result in words: every number says which of the two models it comes from."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from mfdesk.engine.config import Config, Method
from mfdesk.engine.judged import Judged
from mfdesk.engine.model import Model
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.steps import OrderedSteps
from mfdesk.engine.train import Training
from mfdesk.gui.panels.result_words import result_words
from mfdesk.ratings.table import Scale
from tests.gui.panels.epochs import filled, measured

EMPTY = np.empty((1, 0, 0), np.float32)
MODEL = Model(Method.ALS, Scale(1, 5), 3, 1, EMPTY, EMPTY, EMPTY[0], EMPTY[0], np.array([np.nan]))
NONE = np.zeros(2394, np.int32)
TRAINING = Training(
    config=Config(Method.ALS),
    model=MODEL,
    stage=Stage.FILLING,
    stopped=Stopped.NO_BETTER,
    best_epoch=23,
    held_out_error=0.8612,
    guess_error=0.98,
    judged=Judged(NONE, NONE, NONE + 3.0, NONE + 3.57, None, NONE, NONE, 2.21),
    epochs=(*measured(1, 31), *filled(1, 23)),
    seconds=1.0,
)


def words(**changes: object) -> str:
    return result_words(dataclasses.replace(TRAINING, **changes), "stars")


def test_the_whole_result() -> None:
    assert words() == (
        "On the 2,394 cells it had not seen, mfdesk is off by 0.86 stars (root mean square); guessing the mean is off "
        "by 0.98. On average it is off by 0.57; a guess of the mean by 0.79. The table is filled by a second model "
        "that has seen every known cell. Stopped at epoch 31, as the held-out error no longer fell; epoch 23 is kept."
    )


def test_a_table_filled_by_the_measured_model_says_so() -> None:
    said = words(stage=Stage.MEASURING, epochs=tuple(measured(1, 31)))
    assert "filled by this same model, which has not seen those cells" in said
    assert "second model" not in said


def test_ratings_taken_as_ordered_steps_are_told() -> None:
    steps = OrderedSteps(levels=np.arange(1.0, 3.0), cuts=np.zeros((1, 1)), noise=np.ones(1))
    assert "ordered steps" in words(model=dataclasses.replace(MODEL, steps=steps))
    assert "ordered steps" not in words()


def test_without_held_out_cells_no_error_is_claimed() -> None:
    said = words(held_out_error=None, guess_error=None, judged=None, epochs=tuple(filled(1, 5)), best_epoch=5)
    assert said.startswith("No cell was held out")
    assert "off by" not in said


@pytest.mark.parametrize(
    ("stopped", "best", "ending"),
    [
        (Stopped.BY_HAND, 23, "Stopped by hand at epoch 31; epoch 23 is kept."),
        (Stopped.DIVERGED, 3, "Stopped after epoch 31, as the error grew without end; epoch 3 is kept."),
        (Stopped.ALL_EPOCHS, 31, "All 31 epochs done; the last one is kept."),
    ],
)
def test_why_it_ended_is_told(stopped: Stopped, best: int, ending: str) -> None:
    assert words(stopped=stopped, best_epoch=best).endswith(ending)


def test_a_sampler_keeps_the_average_of_its_draws() -> None:
    epochs = tuple(dataclasses.replace(report, averaging=report.epoch > 10) for report in measured(1, 31))
    assert words(epochs=epochs, best_epoch=31).endswith("the average of the draws is kept.")


def test_a_training_that_diverged_at_once_still_has_words() -> None:
    said = words(stopped=Stopped.DIVERGED, best_epoch=0, held_out_error=None, epochs=())
    assert "before the error could be measured" in said
    assert said.endswith("the random start is kept.")


def test_a_single_epoch_is_told_in_the_singular() -> None:
    one = (EpochReport(Stage.MEASURING, 1, 1, 1.0, 1.0),)
    assert words(stopped=Stopped.ALL_EPOCHS, best_epoch=1, epochs=one).endswith("One epoch done; the last one is kept.")
