"""New and changed rows and columns get their factors from a finished model, without training again.

A row that is folded in is solved for by the same sweep as in training, against the columns as they stand and
with the prior that the model remembers: the ridge of a point method, or what a sampler believed of the row under each
of its S draws. The draws are stacked, so that one product and one batched solve serve them all.

A sampler's row must spread over the draws as widely as it is unsure. Each draw therefore departs from the mean of
its conditional by perturb and solve, as in training, but with fixed signs instead of fresh noise, opposite ones in
each pair of draws: the covariance is the exact one, the mean over a pair is undisturbed, and the same edit gives the
same numbers. Taking an edit back gives the old ones again.

Where ratings are ordered steps, only the step of each is known, and the scores behind are explained a few times over,
each time set to their means given what is explained (expectation and maximisation).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from mfdesk.engine.beliefs import DrawnPriors, PulledRidge, SidePrior
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.stack import Cells, Stack
from mfdesk.engine.sweep import Prior, Side, Workers, workers
from mfdesk.ratings.arrays import Floats, Integers, Longs, Singles, read_only
from mfdesk.ratings.table import Ratings

_MOST_CELLS = 2**16
"""How many ratings are solved for at a time, those of each draw counted: it bounds the memory."""
_ROUNDS = 3
"""How often the scores behind ordered steps are set anew; each time leaves some fifth of the way."""


def fold_in_rows(model: Model, cells: Cells) -> Model:
    """A model of just these rows and the columns of ``model``, whose arrays it shares."""
    if model.row_prior is None:
        raise ValueError("the model does not remember what it believed of its rows")
    folded = np.zeros((model.draws, cells.count, model.rank + 1), np.float32)
    with workers(1, RunControl()) as crew:
        for first, part in cells.parts(_MOST_CELLS):
            step = max(_MOST_CELLS // max(len(part.values), part.count), 1)
            for draw in range(0, model.draws, step):
                stack = Stack(model, part, np.arange(draw, min(draw + step, model.draws), dtype=np.int32))
                side = stack.side()
                _solve(stack, side, stack.prior(model.row_prior), crew)
                shape = (len(stack.draws), part.count, model.rank + 1)
                folded[draw : draw + step, first : first + part.count] = side.factors.reshape(shape)
    factors, biases = read_only(folded[:, :, :-1]), read_only(folded[:, :, -1])
    return replace(model, row_factors=factors, row_biases=biases, column_prior=None, drifts=())


def _solve(stack: Stack, side: Side, prior: Prior, crew: Workers) -> None:
    table, scores = stack.facing(), stack.first_scores()
    side.solve(table, prior, crew)
    if stack.model.steps is None:
        return
    for _ in range(_ROUNDS):
        scores = stack.scores(scores - side.collected())
        side.retarget(scores, crew)
        side.solve(table, prior, crew)


def fold_in_columns(model: Model, cells: Cells) -> Model:
    """As ``fold_in_rows`` with the roles exchanged: a model of all rows and just these columns.

    In ``cells`` rows and columns are exchanged too: its rows are the new columns.
    """
    return fold_in_rows(model.transposed, cells).transposed


def with_rows(model: Model, positions: Integers, folded: Model) -> Model:
    """The model with the rows at ``positions`` (n,) set to the n rows of ``folded``; positions from R on are new.

    New positions must follow the old ones without a gap.
    """
    rows, last = model.shape[0], int(positions.max(initial=-1)) + 1
    missing = max(last - rows, 0)
    if len(np.unique(positions[positions >= rows])) != missing:
        raise ValueError("new rows must follow the old ones without a gap")
    factors, biases = (_longer(array, missing, axis=1) for array in (model.row_factors, model.row_biases))
    factors[:, positions], biases[:, positions] = folded.row_factors, folded.row_biases
    return replace(
        model,
        row_factors=read_only(factors),
        row_biases=read_only(biases),
        row_prior=_with_zeros(model.row_prior, "fixed", missing),
        column_prior=_with_zeros(model.column_prior, "right", missing),
        support=model.support and model.support.with_more(missing, 0),
    )


def with_columns(model: Model, positions: Integers, folded: Model) -> Model:
    """As ``with_rows``, for columns."""
    wider = with_rows(model.transposed, positions, folded.transposed).transposed
    missing = wider.shape[1] - model.shape[1]
    return replace(wider, drifts=model.drifts, support=model.support and model.support.with_more(0, missing))


def folded_in(model: Model, ratings: Ratings, rows: Integers, columns: Integers) -> Model:
    """The model after an edit: the rows and columns at these positions set anew from the ratings as they stand now.

    Rows are set first, from the columns that the model knows; then the columns, from all rows. What the table has
    and the model has not must be among them. Ratings with a time count as they would at the usual level.
    """
    if len(rows):
        seen = only(ratings, _cells_of(ratings, rows))
        seen = only(seen, np.flatnonzero(seen.columns < model.shape[1]))
        cells = Cells(_places(seen.rows, rows), seen.columns, seen.values, rows, time_shifts(model, seen))
        model = with_rows(model, rows, fold_in_rows(model, cells))
    if len(columns):
        seen = only(ratings, np.flatnonzero(np.isin(ratings.columns, columns)))
        seen = only(seen, np.flatnonzero(seen.rows < model.shape[0]))
        cells = Cells(_places(seen.columns, columns), seen.rows, seen.values, columns, time_shifts(model, seen))
        model = with_columns(model, columns, fold_in_columns(model, cells))
    return model


def _cells_of(ratings: Ratings, rows: Integers) -> Longs:
    """Where the ratings of these rows stand, without looking through all of them."""
    starts = ratings.row_starts
    return np.concatenate([np.arange(starts[row], starts[row + 1]) for row in rows])


def only(ratings: Ratings, cells: Longs) -> Ratings:
    """The same table with only these of its known cells, rising."""
    times = None if ratings.times is None else ratings.times[cells]
    return replace(
        ratings, rows=ratings.rows[cells], columns=ratings.columns[cells], values=ratings.values[cells], times=times
    )


def _places(positions: Integers, among: Integers) -> Integers:
    """(n,): where each of the positions stands among others that hold them all, in any order."""
    order = np.argsort(among)
    return order[np.searchsorted(among, positions, sorter=order)].astype(np.int32)


def time_shifts(model: Model, ratings: Ratings) -> Floats:
    """(n,): what the drift in time adds to each rating, standardised."""
    return sum((drift.means[drift.bins.find(ratings)] for drift in model.drifts), np.zeros(ratings.known))


def _longer(array: Singles, missing: int, axis: int) -> Singles:
    """A copy with ``missing`` zeros more along the axis."""
    widths = [(0, missing if dimension == axis else 0) for dimension in range(array.ndim)]
    return np.pad(array, widths)


def _with_zeros(prior: SidePrior | None, table: Literal["fixed", "right"], missing: int) -> SidePrior | None:
    """The prior after rows were added: nothing is known of them, and to have rated them says nothing yet."""
    if not isinstance(prior, (DrawnPriors, PulledRidge)) or not missing or not len(getattr(prior, table)):
        return prior
    longer = read_only(_longer(getattr(prior, table), missing, axis=0))
    return replace(prior, fixed=longer) if table == "fixed" else replace(prior, right=longer)
