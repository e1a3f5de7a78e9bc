"""What a long job says while it works: values without any words for the screen."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True)
class EpochReport:
    """One pass over the known cells.

    ``epoch`` counts from 1 within its stage, of at most ``epochs``. ``loss`` is the mean squared error on
    the known cells that the stage learns from, in squared rating units; ``held_out_loss`` the same on
    the held-out cells (None while filling, or when nothing is held out). ``averaging`` is true once a
    sampler has begun to average its draws. ``seconds`` is the time that this epoch took, in the engine.
    """

    stage: Stage
    epoch: int
    epochs: int
    loss: float
    held_out_loss: float | None = None
    averaging: bool = False
    seconds: float = 0.0

    @property
    def error(self) -> float:
        """Root mean squared error on the cells learned from, in rating units."""
        return float(self.loss**0.5)

    @property
    def held_out_error(self) -> float | None:
        """Root mean squared error on the held-out cells, in rating units."""
        return None if self.held_out_loss is None else float(self.held_out_loss**0.5)


Report = Progress | EpochReport


class Stopped(StrEnum):
    """Why a stage of a training ended."""

    ALL_EPOCHS = "all epochs done"
    NO_BETTER = "no better for a while"
    BY_HAND = "stopped by hand"
    DIVERGED = "diverged"
