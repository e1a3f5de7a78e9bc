"""What a search for settings says while it works."""

from dataclasses import dataclass
from enum import StrEnum


class CandidateState(StrEnum):
    """What has become of one candidate."""

    RUNNING = "running"
    DROPPED = "dropped"
    """Others did better at the same point."""
    FINISHED = "finished"
    """Cross-validated on every fold."""
    STOPPED = "stopped"
    """Still in the race when the search was ended, by hand or by its time."""


@dataclass(frozen=True)
class SearchReport:
    """One epoch of one candidate, or (``held_out_error`` None) a change of what is known of it.

    ``candidate`` is its position in the plan. ``fold`` counts from 0; ``epoch`` from 1, of at most ``epochs``, within
    that fold, and ``fold_seconds`` is the time it has learned there. ``total_epochs`` counts those of all its folds.
    ``held_out_error`` is the root mean squared error on the fold's cells after this epoch, in rating units: a
    sampler's is that of its average once ``averaging``. ``error`` is what the candidate is judged by: over its
    ``folds_done`` finished folds, or, before there is one, the best so far (None: nothing yet); ``spread`` is the
    standard deviation over the finished folds (None: fewer than two). ``rung`` counts the cuts that it has
    survived. ``elapsed`` and ``remaining`` are the seconds of the whole search.
    """

    candidate: int
    fold: int
    epoch: int
    epochs: int
    fold_seconds: float
    total_epochs: int
    held_out_error: float | None
    averaging: bool
    error: float | None
    spread: float | None
    folds_done: int
    state: CandidateState
    rung: int
    elapsed: float
    remaining: float
