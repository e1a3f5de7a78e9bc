"""What many draws of two factor tables multiply to, in the mean and in its spread, for any rectangle of cells.

The mean over S draws is one matrix product of the stacked factors, [P_1 ... P_S] . [Q_1 ... Q_S]' / S. The variance
needs each draw's product by itself; it is made a strip of rows at a time, so that what is added up stays in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.blas import one_thread
from mfdesk.engine.control import RunControl
from mfdesk.engine.sweep import workers
from mfdesk.ratings.arrays import Floats, Integers, Singles

_STRIP_BYTES = 2**20
"""What one draw's product of a strip of rows may take."""
_TILE_BYTES = 2**26
"""What the stacked factors of a tile of columns may take."""
_WORTH_THREADS = 2**16
"""Fewer cells than this are done before other threads would have begun."""


@dataclass(frozen=True, eq=False)
class Factors:
    """S draws of the factors (S, n, k) and biases (S, n) of one side."""

    factors: Singles
    biases: Singles

    def stacked_rows(self, chosen: Integers) -> Singles:
        """(n, S, k + 2): [p, b, 1] of each chosen row under each draw."""
        draws, _, rank = self.factors.shape
        stacked = np.ones((len(chosen), draws, rank + 2), np.float32)
        stacked[:, :, :rank] = self.factors[:, chosen].transpose(1, 0, 2)
        stacked[:, :, rank] = self.biases[:, chosen].T
        return stacked

    def stacked_columns(self, chosen: Integers) -> Singles:
        """(S, k + 2, m): [q, 1, c] of each chosen column under each draw, upright."""
        draws, _, rank = self.factors.shape
        stacked = np.ones((draws, rank + 2, len(chosen)), np.float32)
        for draw, factors in zip(stacked, self.factors, strict=True):  # one draw stays in the cache while it is turned
            draw[:rank] = factors[chosen].T
        stacked[:, rank + 1] = self.biases[:, chosen]
        return stacked


Strip = Callable[[Singles, Singles, bool], tuple[Singles, Singles | None]]
"""What makes a mean and, if asked for, a variance (n, m) of stacked rows (n, S, k + 2) and columns (S, k + 2, m)."""


def plain(lying: Singles, upright: Singles, with_variance: bool) -> tuple[Singles, Singles | None]:
    """The mean and variance over the draws of the products themselves."""
    mean = _mean(lying, upright)
    return mean, _variance(lying, upright, mean) if with_variance else None


def mean_and_variance(
    left: Factors, right: Factors, rows: Integers, columns: Integers, with_variance: bool, of_strip: Strip = plain
) -> tuple[Floats, Floats | None]:
    """The mean and, if asked for, the variance over the draws of what ``of_strip`` makes of left times right:
    (len(rows), len(columns)) each."""
    means = np.empty((len(rows), len(columns)))
    variances = np.empty_like(means) if with_variance else None
    for across in _tiles(right, len(columns)):
        stacked = right.stacked_columns(columns[across])
        strips = list(_strips(len(rows), stacked.shape[2]))

        def work(index: int, across: slice = across, stacked: Singles = stacked, strips: list[slice] = strips) -> float:
            down = strips[index]
            lying = left.stacked_rows(rows[down])
            mean, variance = of_strip(lying, stacked, with_variance)
            means[down, across] = mean
            if variances is not None:
                variances[down, across] = variance
            return 0.0

        if means.size < _WORTH_THREADS:
            with one_thread():
                for index in range(len(strips)):
                    work(index)
        else:
            with workers(0, RunControl()) as crew:
                crew.each(work, len(strips))
    return means, variances


def _mean(lying: Singles, upright: Singles) -> Singles:
    rows, draws, width = lying.shape
    mean: Singles = lying.reshape(rows, draws * width) @ upright.reshape(draws * width, -1)
    mean /= np.float32(draws)
    return mean


def _variance(lying: Singles, upright: Singles, mean: Singles) -> Singles:
    """The mean square of what each draw's product is off the mean; differences first, so that no digits are lost."""
    total, one = np.zeros_like(mean), np.empty_like(mean)
    for draw in range(len(upright)):
        np.matmul(lying[:, draw], upright[draw], out=one)
        one -= mean
        one *= one
        total += one
    total /= np.float32(len(upright))
    return total


def _tiles(right: Factors, count: int) -> Iterator[slice]:
    """The columns a few thousand at a time, so that their stacked factors take little memory."""
    draws, _, rank = right.factors.shape
    width = max(_TILE_BYTES // (4 * draws * (rank + 2)), 64)
    return (slice(first, first + width) for first in range(0, count, width))


def _strips(rows: int, columns: int) -> Iterator[slice]:
    height = max(_STRIP_BYTES // (4 * columns), 16)
    return (slice(first, first + height) for first in range(0, rows, height))
