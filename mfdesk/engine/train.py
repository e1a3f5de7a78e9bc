"""train(): one generator for every method, from ratings to a model."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.ratings.table import Ratings


@dataclass(frozen=True, eq=False)
class Training:
    """What a training leaves behind.

    ``model`` fills the table and was learned in ``stage``: FILLING if it has seen every known cell, MEASURING
    if the held-out cells were kept from it. ``held_out_error`` is the root mean squared error, in rating
    units, that the measured model makes on the held-out cells (None: nothing was held out), and
    ``guess_error`` the error that the mean of the known cells makes on the same cells. ``best_epoch`` is the
    epoch that the measured model stands for. ``stopped`` is why the measuring (or only) stage ended.
    ``epochs`` are all reports in order.
    """

    config: Config
    model: Model
    stage: Stage
    stopped: Stopped
    best_epoch: int
    held_out_error: float | None
    guess_error: float | None
    held_out_cells: int
    epochs: tuple[EpochReport, ...]
    seconds: float


def train(ratings: Ratings, config: Config, control: RunControl) -> Generator[EpochReport, None, Training]:
    """Learns a model of the ratings, one report an epoch; heeds ``control`` at least every 50 ms.

    Raises ``TooFewRatings`` when there is nothing to learn from, ``Cancelled`` when cancelled.
    """
    yield from ()
    raise NotImplementedError(ratings, config, control)
