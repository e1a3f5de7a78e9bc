"""What a search for settings found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mfdesk.engine.config import Config
from mfdesk.engine.search_report import CandidateState


class SearchEnd(StrEnum):
    """Why a search ended."""

    COMPLETE = "complete"
    OUT_OF_TIME = "out of time"
    BY_HAND = "by hand"


@dataclass(frozen=True)
class Standing:
    """How one candidate did; ``candidate`` is its position in the plan, ``config`` what to train with to have it.

    ``fold_errors`` are the held-out errors (rating units) of its finished folds, in order; of finalists only as many
    as all of them finished. ``error`` is the root mean squared error over all cells of these folds, or the best
    so far on the first one, or None where it never ran. ``spread`` is the standard deviation over the folds (None:
    fewer than two). ``rank`` is what the method chose or was told (None: not known yet). ``fair``: it ran at
    least as far as every candidate had to before the first cut.
    """

    candidate: int
    config: Config
    error: float | None
    spread: float | None
    fold_errors: tuple[float, ...]
    rank: int | None
    epochs: int
    seconds: float
    rung: int
    state: CandidateState
    fair: bool


@dataclass(frozen=True)
class SearchResult:
    """``standings`` from the best to the worst: who went further stands higher, and among those who went equally far
    the lower error. ``seconds`` is the time spent learning, ``trainings`` how many were begun."""

    standings: tuple[Standing, ...]
    folds: int
    ended: SearchEnd
    seconds: float
    trainings: int

    @property
    def best(self) -> Standing | None:
        """The one to take; None where nothing was measured."""
        first = self.standings[0]
        return first if first.error is not None else None


def pooled(errors: tuple[float, ...]) -> float:
    """The root mean squared error over folds of equal size."""
    return float(np.sqrt(np.mean(np.square(errors))))


def spread(errors: tuple[float, ...]) -> float | None:
    return float(np.std(errors, ddof=1)) if len(errors) > 1 else None


def within_noise(better: Standing, other: Standing) -> bool | None:
    """Whether the difference of two candidates may be chance: the mean of their differences, fold by fold, is less than
    two standard errors from zero. None where they share fewer than two folds."""
    shared = min(len(better.fold_errors), len(other.fold_errors))
    if shared < 2:
        return None
    differences = np.subtract(other.fold_errors[:shared], better.fold_errors[:shared])
    return bool(abs(differences.mean()) <= 2 * differences.std(ddof=1) / np.sqrt(shared))
