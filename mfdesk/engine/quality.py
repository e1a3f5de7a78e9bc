"""How good a model is, told from every side by the cells that were held out."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.control import RunControl
from mfdesk.engine.judged import Judged
from mfdesk.engine.quality_groups import Groups, Lines, by_line, by_rating, by_support, errors_of
from mfdesk.engine.quality_parts import Density, Histogram, Intervals, Miss, Rounding, Score, levels, worst
from mfdesk.engine.report import Progress
from mfdesk.ratings.table import Ratings

_PARTS = 10


@dataclass(frozen=True, eq=False)
class Quality:
    """What ``cells`` held-out cells say of a model; all errors in rating units, signed ones are predicted minus given.

    ``model`` is how far off the model is, ``mean_guess`` how far guessing the mean of all, ``means_guess`` how far the
    mean of all corrected by those of the row and the column. ``bias`` is the mean signed error, ``median`` the median
    absolute one. ``rounding`` is None where the scale has no steps. ``intervals`` is None where no spreads are known,
    and ``spreads_from_these`` is true where the spreads were estimated on these very cells, so that their intervals
    fit better than they would on others.
    """

    cells: int
    model: Score
    mean_guess: Score
    means_guess: Score
    bias: float
    median: float
    rounding: Rounding | None
    errors: Histogram
    by_rating: Groups
    by_row_support: Groups
    by_column_support: Groups
    rows: Lines
    columns: Lines
    intervals: Intervals | None
    spreads_from_these: bool
    density: Density
    worst: tuple[Miss, ...]


def quality_of(
    ratings: Ratings, judged: Judged, control: RunControl, *, spreads_from_these: bool = False
) -> Generator[Progress, None, Quality]:
    """Looks at the ``judged`` cells from every side; they are among the ``ratings``, of which the model saw the rest.

    Raises ``ValueError`` when there are none, ``Cancelled`` when cancelled.
    """
    if not len(judged.rows):
        raise ValueError("no cell was held out")
    step = _Steps(control)
    errors, scale = errors_of(judged), ratings.scale
    model, mean_guess = Score.of(errors), Score.of(judged.guess - judged.given)
    yield step()
    above = levels(ratings.rows, ratings, judged.rows, judged)
    yield step()
    above += levels(ratings.columns, ratings, judged.columns, judged)
    means_guess = Score.of(np.clip(judged.guess + above, scale.lowest, scale.highest) - judged.given)
    yield step()
    median, rounding, histogram = (
        float(np.median(np.abs(errors))),
        Rounding.of(judged, scale),
        Histogram.of(errors, scale),
    )
    yield step()
    rated = by_rating(judged, scale)
    yield step()
    density = Density.of(judged, scale)
    yield step()
    row_support = by_support(judged, judged.row_support)
    yield step()
    column_support = by_support(judged, judged.column_support)
    yield step()
    rows = by_line(judged, judged.rows, ratings.shape[0])
    columns = by_line(judged, judged.columns, ratings.shape[1])
    yield step()
    intervals, misses = Intervals.of(judged), worst(judged)
    yield step()
    return Quality(
        cells=len(errors),
        model=model,
        mean_guess=mean_guess,
        means_guess=means_guess,
        bias=float(errors.mean()),
        median=median,
        rounding=rounding,
        errors=histogram,
        by_rating=rated,
        by_row_support=row_support,
        by_column_support=column_support,
        rows=rows,
        columns=columns,
        intervals=intervals,
        spreads_from_these=spreads_from_these and intervals is not None,
        density=density,
        worst=misses,
    )


class _Steps:
    """Counts the parts that are done and heeds the control after each."""

    def __init__(self, control: RunControl) -> None:
        self._control, self._done = control, 0

    def __call__(self) -> Progress:
        self._control.checkpoint()
        self._done += 1
        return Progress(self._done, _PARTS)
