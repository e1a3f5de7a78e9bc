"""New and changed rows and columns get their factors from a finished model, without training again.

A row that is folded in is solved for by the same sweep as in training, against the columns as they stand and
with the prior that the model remembers: the ridge of a point method, or what a sampler believed of the row under each
of its S draws. The draws are stacked, so that one product and one batched solve serve them all.

A sampler's row must spread over the draws as widely as it is unsure. Each draw therefore departs from the mean of
its conditional by perturb and solve, as in training, but with fixed signs instead of fresh noise, opposite ones in
each pair of draws: the covariance is the exact one, the mean over a pair is undisturbed, and the same edit gives the
same numbers. Taking an edit back gives the old ones again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from mfdesk.engine.batches import Group
from mfdesk.engine.beliefs import DrawnPriors, SidePrior
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Prior, Ridge, Side, workers
from mfdesk.ratings.arrays import Floats, Integers, Longs, Singles, read_only
from mfdesk.ratings.table import Ratings

_MOST_CELLS = 2**16
"""How many ratings are solved for at a time, those of each draw counted: it bounds the memory."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The ratings of some rows, in any order: ``rows`` (n,) from 0 to count - 1, ``columns`` (n,) positions of
    the model's columns, ``values`` (n,) in rating units. ``positions`` (count,) are those of the rows in the model,
    which remembers their attributes; rows that it does not have yet lie beyond."""

    rows: Integers
    columns: Integers
    values: Floats
    positions: Integers

    @property
    def count(self) -> int:
        return len(self.positions)

    def parts(self) -> Iterator[tuple[int, Cells]]:
        """The rows a few at a time, with the position of the first: at most so many ratings, but one row at least."""
        order = np.argsort(self.rows, kind="stable")
        rows, columns, values = self.rows[order], self.columns[order], self.values[order]
        starts = np.searchsorted(rows, np.arange(self.count + 1))
        first = 0
        while first < self.count:
            fitting = int(np.searchsorted(starts, starts[first] + _MOST_CELLS, side="right")) - 1
            last = min(max(fitting, first + 1), first + _MOST_CELLS, self.count)
            inside = slice(starts[first], starts[last])
            part = rows[inside] - np.int32(first), columns[inside], values[inside], self.positions[first:last]
            yield first, Cells(*part)
            first = last


def fold_in_rows(model: Model, cells: Cells) -> Model:
    """A model of just these rows and the columns of ``model``, whose arrays it shares."""
    if model.row_prior is None:
        raise ValueError("the model does not remember what it believed of its rows")
    folded = np.zeros((model.draws, cells.count, model.rank + 1), np.float32)
    with workers(1, RunControl()) as crew:
        for first, part in cells.parts():
            step = max(_MOST_CELLS // max(len(part.values), part.count), 1)
            for draw in range(0, model.draws, step):
                stack = _Stack(model, part, np.arange(draw, min(draw + step, model.draws), dtype=np.int32))
                side = stack.side()
                side.solve(stack.facing(), stack.prior(model.row_prior), crew)
                shape = (len(stack.draws), part.count, model.rank + 1)
                folded[draw : draw + step, first : first + part.count] = side.factors.reshape(shape)
    return replace(
        model, row_factors=read_only(folded[:, :, :-1]), row_biases=read_only(folded[:, :, -1]), column_prior=None
    )


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
    )


def with_columns(model: Model, positions: Integers, folded: Model) -> Model:
    """As ``with_rows``, for columns."""
    return replace(with_rows(model.transposed, positions, folded.transposed).transposed, drifts=model.drifts)


def folded_in(model: Model, ratings: Ratings, rows: Integers, columns: Integers) -> Model:
    """The model after an edit: the rows and columns at these positions set anew from the ratings as they stand now.

    Rows are set first, from the columns that the model knows; then the columns, from all rows. What the table has
    and the model has not must be among them. Ratings with a time count as they would at the usual level.
    """
    if len(rows):
        seen = _only(ratings, _cells_of(ratings, rows))
        seen = _only(seen, np.flatnonzero(seen.columns < model.shape[1]))
        cells = Cells(_places(seen.rows, rows), seen.columns, _at_the_usual_level(model, seen), rows)
        model = with_rows(model, rows, fold_in_rows(model, cells))
    if len(columns):
        seen = _only(ratings, np.flatnonzero(np.isin(ratings.columns, columns)))
        seen = _only(seen, np.flatnonzero(seen.rows < model.shape[0]))
        cells = Cells(_places(seen.columns, columns), seen.rows, _at_the_usual_level(model, seen), columns)
        model = with_columns(model, columns, fold_in_columns(model, cells))
    return model


def _cells_of(ratings: Ratings, rows: Integers) -> Longs:
    """Where the ratings of these rows stand, without looking through all of them."""
    starts = ratings.row_starts
    return np.concatenate([np.arange(starts[row], starts[row + 1]) for row in rows])


def _only(ratings: Ratings, cells: Longs) -> Ratings:
    """The same table with only these of its known cells, rising."""
    times = None if ratings.times is None else ratings.times[cells]
    return replace(
        ratings, rows=ratings.rows[cells], columns=ratings.columns[cells], values=ratings.values[cells], times=times
    )


def _places(positions: Integers, among: Integers) -> Integers:
    """Where each of the positions stands among others that hold them all, in any order."""
    order = np.argsort(among)
    return order[np.searchsorted(among, positions, sorter=order)].astype(np.int32)


def _at_the_usual_level(model: Model, ratings: Ratings) -> Floats:
    """The values (n,) less what the drift in time adds to them."""
    drift = sum((drift.means[drift.bins.find(ratings)] for drift in model.drifts), np.zeros(ratings.known))
    return ratings.values - model.deviation * drift


@dataclass(frozen=True, eq=False)
class _Stack:
    """The same few rows under several draws, as if each draw were a table of its own and all stood in one."""

    model: Model
    cells: Cells
    draws: Integers

    def side(self) -> Side:
        """Row i under the s-th of the draws is row s * count + i; the columns are counted likewise, if rated at all."""
        cells, stacked = self.cells, np.arange(len(self.draws), dtype=np.int32)[:, None]
        used, places = np.unique(cells.columns, return_inverse=True)
        values = Standard(self.model.mean, self.model.deviation).standardise(cells.values)
        return Side(
            (stacked * cells.count + cells.rows).ravel().astype(np.int32),
            (stacked * len(used) + places).ravel().astype(np.int32),
            self._perturbed(values).ravel(),
            (len(self.draws) * cells.count, len(self.draws) * len(used)),
            self.model.rank + 1,
            seed=0,
        )

    def _perturbed(self, values: Singles) -> Singles:
        """The standardised ratings (n,) under each draw (S, n), each off by the noise of one rating."""
        if not self.model.knows_spread:
            return np.tile(values, (len(self.draws), 1))
        noise = (self.model.noise[self.draws] / self.model.deviation).astype(np.float32)
        return values + noise[:, None] * _signs(self.draws, self.cells.columns)

    def facing(self) -> Singles:
        """What the side gathers from: [q_j, 1, c_j] of each rated column under each draw, and a row of zeros."""
        used = np.unique(self.cells.columns)
        chosen = self.draws[:, None], used
        rank = self.model.rank
        table = np.zeros((len(self.draws) * len(used) + 1, rank + 2), np.float32)
        table[:-1, :rank] = self.model.column_factors[chosen].reshape(-1, rank)
        table[:-1, rank] = 1
        table[:-1, rank + 1] = self.model.column_biases[chosen].ravel()
        return table

    def prior(self, belief: SidePrior) -> Prior:
        if isinstance(belief, Ridge):
            return belief
        precisions = belief.precisions[self.draws].astype(np.float64)
        roots = np.linalg.cholesky(precisions).transpose(0, 2, 1)
        departures = np.linalg.solve(roots, _signs(self.draws, -1 - np.arange(roots.shape[1]))[:, :, None])[:, :, 0]
        means = (belief.means[self.draws] + departures.astype(np.float32))[:, None]
        regressed = _coordinates(self.cells, belief) @ belief.weights[self.draws]
        noise_variances = (self.model.noise[self.draws] / self.model.deviation) ** 2
        in_noise = (precisions * noise_variances[:, None, None]).astype(np.float32)
        return _Stacked((means + regressed).reshape(-1, roots.shape[1]), in_noise, self.cells.count)


@dataclass(frozen=True, eq=False)
class _Stacked:
    """Normal priors of stacked rows: ``means`` (S * count, K), and ``precisions`` (S, K, K) in units of each draw's
    noise precision, so that a rating weighs 1 in all of them."""

    means: Singles
    precisions: Singles
    count: int
    noise_precision: float = 1.0

    def add(self, group: Group, grams: Singles, sides: Singles) -> None:
        precisions = self.precisions[group.rows // self.count]
        grams += precisions
        sides += (precisions @ self.means[group.rows][:, :, None])[:, :, 0]


def _coordinates(cells: Cells, prior: DrawnPriors) -> Singles:
    """f V + a of each row (count, r): where it stands by which columns it rated, and by its attributes."""
    sums = np.zeros((cells.count, prior.right.shape[1]), np.float32)
    np.add.at(sums, cells.rows, prior.right[cells.columns])
    counts = np.bincount(cells.rows, minlength=cells.count)
    sums /= np.sqrt(np.maximum(counts, 1)).astype(np.float32)[:, None]
    known = cells.positions < len(prior.fixed)
    sums[known] += prior.fixed[cells.positions[known]]
    return sums


def _signs(draws: Integers, keys: Longs | Integers) -> Singles:
    """+1 or -1 for each draw and key (S, n), as if at random, the same at every call; draws 2 s and 2 s + 1 differ.

    A finalised 64-bit mix (Steele, Lea and Flood 2014, SplitMix) of the pair's number and the key.
    """
    mixed = (draws[:, None].astype(np.uint64) // 2 << np.uint64(32)) ^ keys.astype(np.int64).view(np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    flips = (mixed >> np.uint64(63)).astype(np.int64) ^ (draws % 2)[:, None]
    return (1 - 2 * flips).astype(np.float32)


def _longer(array: Singles, missing: int, axis: int) -> Singles:
    """A copy with ``missing`` zeros more along the axis."""
    widths = [(0, missing if dimension == axis else 0) for dimension in range(array.ndim)]
    return np.pad(array, widths)


def _with_zeros(prior: SidePrior | None, table: Literal["fixed", "right"], missing: int) -> SidePrior | None:
    """The prior after rows were added: nothing is known of them, and to have rated them says nothing yet."""
    if not isinstance(prior, DrawnPriors) or not missing or not len(getattr(prior, table)):
        return prior
    longer = read_only(_longer(getattr(prior, table), missing, axis=0))
    return replace(prior, fixed=longer) if table == "fixed" else replace(prior, right=longer)
