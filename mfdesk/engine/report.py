"""What a long job says while it works: values without any words for the screen."""

from dataclasses import dataclass
from enum import StrEnum

from mfdesk.engine.search_report import SearchReport
from mfdesk.ratings.arrays import Floats, Singles


class Stage(StrEnum):
    """Which of its two models a training is learning."""

    MEASURING = "measuring"
    """Learns from all but the held-out cells, to measure an honest error on those."""
    FILLING = "filling"
    """Learns from every known cell; this model fills the table."""


@dataclass(frozen=True)
class Progress:
    """How far a job is: ``done`` of ``total`` units (total 0: not known)."""

    done: int
    total: int


@dataclass(frozen=True, eq=False)
class Glimpse:
    """What one epoch did to an example: one ``row`` of the table and m of its ``columns`` (positions).

    ``row_before`` and ``row_after`` (k + 1,), ``columns_before`` and ``columns_after`` (m, k + 1), float32, are their
    features and, last, their bias, all standardised. ``predicted_before`` and ``predicted_after`` (m,) are what these
    predict, in rating units and on the scale. ``counted`` (m,) says which of the cells the loss is made of. A sampler
    shows the state it has drawn, not its average.
    """

    row: int
    columns: tuple[int, ...]
    row_before: Singles
    row_after: Singles
    columns_before: Singles
    columns_after: Singles
    predicted_before: Floats
    predicted_after: Floats
    counted: tuple[bool, ...]


@dataclass(frozen=True)
class EpochReport:
    """One pass over the known cells.

    ``epoch`` counts from 1 within its stage, of at most ``epochs``. ``loss`` is the mean squared error on
    the known cells that the stage learns from, in squared rating units; ``held_out_loss`` the same on
    the held-out cells (None while filling, or when nothing is held out). ``averaging`` is true once a
    sampler has begun to average its draws. ``seconds`` is the time that this epoch took, in the engine.
    ``accuracy`` is the share (0 to 1) of the held-out cells whose prediction, rounded to the nearest step of the scale,
    is right (None where nothing is held out or the scale has no steps). ``known`` is how many cells the loss is the
    mean over.
    """

    stage: Stage
    epoch: int
    epochs: int
    loss: float
    held_out_loss: float | None = None
    averaging: bool = False
    seconds: float = 0.0
    accuracy: float | None = None
    known: int = 0
    glimpse: Glimpse | None = None

    @property
    def error(self) -> float:
        """Root mean squared error on the cells learned from, in rating units."""
        return float(self.loss**0.5)

    @property
    def held_out_error(self) -> float | None:
        """Root mean squared error on the held-out cells, in rating units."""
        return None if self.held_out_loss is None else float(self.held_out_loss**0.5)


Report = Progress | EpochReport | SearchReport


class Stopped(StrEnum):
    """Why a stage of a training ended."""

    ALL_EPOCHS = "all epochs done"
    NO_BETTER = "no better for a while"
    BY_HAND = "stopped by hand"
    DIVERGED = "diverged"
