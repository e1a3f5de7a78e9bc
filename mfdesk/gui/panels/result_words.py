"""What a training found, in the words of somebody who rates. Knows no Qt."""

from __future__ import annotations

from mfdesk.engine.judged import Judged
from mfdesk.engine.quality_parts import Score
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.train import Training


def result_words(training: Training, unit: str) -> str:
    """A few sentences: the honest error, which model fills the table, how it took the ratings, why learning ended."""
    steps = ("Ratings were taken as ordered steps.",) if training.ordered else ()
    return " ".join((_error_words(training, unit), _filling_words(training), *steps, _ending_words(training)))


def _error_words(training: Training, unit: str) -> str:
    if not training.held_out_cells:
        return "No cell was held out, so how far off the predictions are was not measured."
    if training.held_out_error is None:
        return "Learning ended before the error could be measured."
    said = (
        f"On the {training.held_out_cells:,} cells it had not seen, mfdesk is off by "
        f"{training.held_out_error:.2f} {unit} (root mean square)"
    )
    guess = "" if training.guess_error is None else f"; guessing the mean is off by {training.guess_error:.2f}"
    return f"{said}{guess}.{_average_words(training.judged)}"


def _average_words(judged: Judged | None) -> str:
    if judged is None or not len(judged.given):
        return ""
    model, guess = Score.of(judged.predicted - judged.given), Score.of(judged.guess - judged.given)
    return f" On average it is off by {model.mae:.2f}; a guess of the mean by {guess.mae:.2f}."


def _filling_words(training: Training) -> str:
    if not training.held_out_cells:
        return "The table is filled by a model that has seen every known cell."
    if training.stage is Stage.FILLING:
        return "The table is filled by a second model that has seen every known cell."
    return "The table is filled by this same model, which has not seen those cells."


def _ending_words(training: Training) -> str:
    reports = [report for report in training.epochs if report.stage is training.epochs[0].stage]
    last, kept = len(reports), _kept(training, reports)
    match training.stopped:
        case Stopped.NO_BETTER:
            return f"Stopped at epoch {last:,}, as the held-out error no longer fell; {kept}."
        case Stopped.BY_HAND:
            return f"Stopped by hand at epoch {last:,}; {kept}."
        case Stopped.DIVERGED:
            return f"Stopped after epoch {last:,}, as the error grew without end; {kept}."
        case Stopped.ALL_EPOCHS:
            return f"All {last:,} epochs done; {kept}." if last > 1 else f"One epoch done; {kept}."


def _kept(training: Training, reports: list[EpochReport]) -> str:
    """What ``best_epoch`` stands for: a sampler averages its draws, the others keep one state."""
    best = training.best_epoch
    if any(report.averaging for report in reports[:best]):
        return "the average of the draws is kept"
    if not best:
        return "the random start is kept"
    return "the last one is kept" if best == len(reports) else f"epoch {best:,} is kept"
