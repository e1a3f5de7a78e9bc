"""How numbers, shapes and outcomes are said on screen."""

from __future__ import annotations

from collections.abc import Sequence

from mfdesk.engine.config import Method
from mfdesk.engine.report import EpochReport, Stage, Stopped
from mfdesk.engine.train import Training
from mfdesk.files.opened import Layout, Opened
from mfdesk.ratings.table import Ratings, Scale

NO_BREAK = "\u00a0"

METHODS = {
    Method.GIBBS: "Bayesian",
    Method.ALS: "Alternating least squares",
    Method.GRADIENT_DESCENT: "Gradient descent",
}

_STOPPED = {
    Stopped.ALL_EPOCHS: "all epochs done",
    Stopped.NO_BETTER: "ended early, as the held-out error got no better",
    Stopped.BY_HAND: "stopped by hand",
    Stopped.DIVERGED: "ended early, as the error grew without bound",
}


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0 to 1 as percent, on one line."""
    return f"{100 * share:.{decimals}f}{NO_BREAK}%"


def plural(noun: str) -> str:
    """The English plural of a noun; one that ends in s is taken to be plural already."""
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def counted(count: int, noun: str) -> str:
    """ "1 movie", "1,373 movies"."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def rows_counted(ratings: Ratings) -> str:
    return counted(ratings.shape[0], ratings.row_noun or "row")


def columns_counted(ratings: Ratings) -> str:
    return counted(ratings.shape[1], ratings.column_noun or "column")


def shape(ratings: Ratings) -> str:
    """ "1,373 respondents × 40 cuisines"."""
    return f"{rows_counted(ratings)} × {columns_counted(ratings)}"


def share_known(ratings: Ratings) -> str:
    return f"{percent(ratings.share_known, 1 if ratings.share_known > 0.0005 else 4)} known"


def given(value: float) -> str:
    """A rating in the shortest form that is still exact: 4, 3.5, 12.25."""
    return f"{value:.15g}".replace("-", "−")


def predicted(value: float, scale: Scale) -> str:
    """A predicted rating with one digit more than the steps of the scale need."""
    text = f"{value:.{decimals(scale)}f}"
    return text.replace("-", "−") if float(text) else text.lstrip("-")


def decimals(scale: Scale) -> int:
    """How many digits after the point a prediction is shown with."""
    if scale.step is not None:
        return min(scale.decimals + 1, 6)
    width = scale.highest - scale.lowest
    return 0 if width > 300 else 1 if width > 20 else 2


def duration(seconds: float) -> str:
    """ "2 s", "3 min", "1.5 h"; a time to be read at a glance."""
    if seconds < 90:
        return f"{max(round(seconds), 1)}{NO_BREAK}s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)}{NO_BREAK}min"
    return f"{seconds / 3600:.1f}{NO_BREAK}h"


def epoch_progress(report: EpochReport, method: Method, seconds_left: float | None) -> str:
    """ "Bayesian, epoch 46 of 60 · about 2 s left"."""
    stage = ", filling" if report.stage is Stage.FILLING else ""
    left = f" · about {duration(seconds_left)} left" if seconds_left is not None else ""
    return f"{METHODS[method]}{stage}, epoch {report.epoch} of {report.epochs}{left}"


def origin(stage: Stage, held_out: float) -> str:
    """Which model a predicted number comes from."""
    if stage is Stage.FILLING or not held_out:
        return "predicted by a model that has seen every known cell"
    return f"predicted by the model learned from {percent(1 - held_out, 0)} of the known cells"


def trained(training: Training) -> str:
    """What came of a training, in one or two sentences."""
    told = f"{METHODS[training.config.method]}: {_STOPPED[training.stopped]} after {duration(training.seconds)}."
    if training.held_out_error is None:
        return f"{told} Nothing was held out, so the error on unseen ratings is not known."
    error = f"On {counted(training.held_out_cells, 'held-out rating')} it is off by {training.held_out_error:.2f}"
    if training.guess_error is not None:
        error += f"; guessing the mean is off by {training.guess_error:.2f}"
    return f"{told} {error}."


def opened(result: Opened, name: str) -> str:
    """ "Opened food.csv: 1,373 respondents × 40 cuisines, 43.6 % known; 3 lines were left out"."""
    accounting, ratings = result.accounting, result.ratings
    parts = [f"Opened {name}: {shape(ratings)}, {share_known(ratings)}"]
    line = "line" if result.understood.layout is Layout.LONG else "row"
    if accounting.rejected:
        parts.append(f"{counted(accounting.rejected, line)} {_was(accounting.rejected)} left out")
    if cells := accounting.problems_total - accounting.rejected:
        parts.append(f"{counted(cells, 'cell')} could not be read and {_was(cells)} left empty" if cells > 0 else "")
    if accounting.merged_cells:
        parts.append(f"{counted(accounting.merged_cells, 'cell')} {_was(accounting.merged_cells)} given more than once")
    return f"{'; '.join(part for part in parts if part)}."


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
