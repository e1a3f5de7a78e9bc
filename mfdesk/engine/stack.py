"""A few rows under all draws of a model at once, as one side of a table that the sweep can solve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.batches import Group
from mfdesk.engine.beliefs import DrawnPriors, PulledRidge, SidePrior
from mfdesk.engine.model import Model
from mfdesk.engine.ordinal import truncated_moments
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Prior, Ridge, Side
from mfdesk.ratings.arrays import Floats, Integers, Longs, Singles


@dataclass(frozen=True, eq=False)
class Cells:
    """The ratings of some rows, in any order: ``rows`` (n,) from 0 to count - 1, ``columns`` (n,) positions of
    the model's columns, ``values`` (n,) in rating units. ``positions`` (count,) are those of the rows in the model,
    which remembers their attributes; rows that it does not have yet lie beyond. ``shifts`` (n,) is what the drift in
    time adds to each, standardised (None: nothing). ``names`` (n,) are the positions of the columns in the whole table,
    where the model holds only some of them: the noise of a rating goes by its column, wherever that stands."""

    rows: Integers
    columns: Integers
    values: Floats
    positions: Integers
    shifts: Floats | None = None
    names: Integers | None = None

    @property
    def noise_keys(self) -> Integers:
        """(n,): the columns, by a number that stays theirs."""
        return self.columns if self.names is None else self.names

    @property
    def count(self) -> int:
        return len(self.positions)

    def parts(self, most: int) -> Iterator[tuple[int, Cells]]:
        """The rows a few at a time, with the position of the first: ``most`` ratings, but one row at least."""
        order = np.argsort(self.rows, kind="stable")
        rows, columns, values = self.rows[order], self.columns[order], self.values[order]
        starts = np.searchsorted(rows, np.arange(self.count + 1))
        first = 0
        while first < self.count:
            fitting = int(np.searchsorted(starts, starts[first] + most, side="right")) - 1
            last = min(max(fitting, first + 1), first + most, self.count)
            inside = slice(starts[first], starts[last])
            part = rows[inside] - np.int32(first), columns[inside], values[inside], self.positions[first:last]
            shifts = None if self.shifts is None else self.shifts[order][inside]
            yield first, Cells(*part, shifts, None if self.names is None else self.names[order][inside])
            first = last


@dataclass(frozen=True, eq=False)
class Stack:
    """The same few rows under several draws, as if each draw were a table of its own and all stood in one."""

    model: Model
    cells: Cells
    draws: Integers

    def side(self) -> Side:
        """Row i under the s-th of the draws is row s * count + i; the columns are counted likewise, if rated at all."""
        cells, stacked = self.cells, np.arange(len(self.draws), dtype=np.int32)[:, None]
        used, places = np.unique(cells.columns, return_inverse=True)
        return Side(
            (stacked * cells.count + cells.rows).ravel().astype(np.int32),
            (stacked * len(used) + places).ravel().astype(np.int32),
            self.first_scores(),
            (len(self.draws) * cells.count, len(self.draws) * len(used)),
            self.model.rank + 1,
            seed=0,
        )

    def first_scores(self) -> Singles:
        """The standardised ratings less what the drift adds under each draw (S * n,), each off by the noise of one."""
        values = Standard(self.model.mean, self.model.deviation).standardise(self.cells.values)
        if self.cells.shifts is not None:
            values -= self.cells.shifts.astype(np.float32)
        if not self.model.knows_noise:
            return np.tile(values, len(self.draws))
        noise = (self.model.noise[self.draws] / self.model.deviation).astype(np.float32)
        return (values + noise[:, None] * _signs(self.draws, self.cells.noise_keys)).ravel()

    def scores(self, means: Singles) -> Singles:
        """What to explain next (S * n,), given what is explained now (S * n,), where ratings are ordered steps.

        The scores behind the ratings are taken at their mean. A score that is not seen, only its step, weighs less:
        its noise here is what the step tells of it, so that the spread over the draws is that of the posterior near
        its peak.
        """
        steps = self.model.steps
        assert steps is not None
        places = np.abs(self.cells.values[:, None] - steps.levels).argmin(axis=1)
        lower, upper = (edges[:, places].astype(np.float32) for edges in steps.edges(self.draws))
        if self.cells.shifts is not None:
            lower -= self.cells.shifts.astype(np.float32)
            upper -= self.cells.shifts.astype(np.float32)
        noise = steps.noise[self.draws, None].astype(np.float32)
        explained: Singles = means.reshape(lower.shape) / noise
        mean, variance = truncated_moments(explained, lower / noise, upper / noise)
        mean += np.sqrt(1 - variance) * _signs(self.draws, self.cells.noise_keys)
        scores: Singles = (mean * noise).ravel()
        return scores

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
        if isinstance(belief, PulledRidge):
            pulled = belief.mean + _coordinates(self.cells, belief) @ belief.weights
            return Ridge(belief.strength, belief.power, means=np.tile(pulled, (len(self.draws), 1)))
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


def _coordinates(cells: Cells, prior: DrawnPriors | PulledRidge) -> Singles:
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
