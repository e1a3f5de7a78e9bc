"""The one sweep over the rows of a table that every method is made of.

For each row i with the factors of its rated columns z_j = [q_j, 1] and targets t_ij = r_ij - c_j, it builds the
Gram matrix Z'Z and the right-hand side Z't, adds what the prior says, and solves for x_i = [p_i, b_i]: the
row's factors and its bias at once. Columns are swept by the same code with the roles exchanged. Everything
is in standardised rating units.
"""

from __future__ import annotations

import math
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mfdesk.engine.batches import Group, grouped
from mfdesk.engine.blas import one_thread
from mfdesk.engine.control import RunControl
from mfdesk.ratings.arrays import Integers, Singles


class Workers:
    """Threads that share the groups of a sweep, the calling one among them, while the BLAS is held to one thread."""

    def __init__(self, threads: int, control: RunControl) -> None:
        self._control = control
        self._helpers = max(threads, 1) - 1
        self._pool = ThreadPoolExecutor(self._helpers) if self._helpers else None

    def each(self, work: Callable[[int], float], count: int) -> float:
        """Does ``work(0)`` to ``work(count - 1)``, each by whoever is free, and adds up in order what they return."""
        results = [0.0] * count
        waiting = iter(range(count))  # one step of it cannot be shared by two threads

        def help_out() -> None:
            for index in waiting:
                results[index] = work(index)

        helping = [self._pool.submit(help_out) for _ in range(min(self._helpers, count - 1))] if self._pool else []
        try:
            for index in waiting:
                self._control.checkpoint()
                results[index] = work(index)
        finally:
            deque(waiting, maxlen=0)  # what has not begun is dropped when this thread was told to end
            for one in helping:
                one.result()
        return math.fsum(results)

    def close(self) -> None:
        """Waits for the threads to end."""
        if self._pool:
            self._pool.shutdown()


@contextmanager
def workers(threads: int, control: RunControl) -> Iterator[Workers]:
    """Workers for the length of a training; ``threads`` 0: as many as there are cores."""
    crew = Workers(threads or os.cpu_count() or 1, control)
    try:
        with one_thread():
            yield crew
    finally:
        crew.close()


_LEAST_RIDGE = np.float32(1e-6)
"""Below what rounding hides, and enough that a row with fewer ratings than factors still has one answer."""


class Prior(Protocol):
    """What is believed of a row's factors before its ratings are seen."""

    @property
    def noise_precision(self) -> float:
        """alpha: how much one rating weighs against the prior."""

    def add(self, group: Group, grams: Singles, sides: Singles) -> None:
        """Adds the prior's precision to the Gram matrices (G, K, K) and its mean to the right-hand sides (G, K)."""


@dataclass(frozen=True, eq=False)
class Ridge:
    """The weighted ridge of ALS: precision ``strength * n ** power`` for a row with n ratings, mean 0 or ``means``
    (R, K).

    Power 1 is Zhou, Wilkinson, Schreiber and Pan (2008), eq. 3; power 0 is the plain ridge.
    """

    strength: float
    power: float
    noise_precision: float = 1.0
    means: Singles | None = None

    def add(self, group: Group, grams: Singles, sides: Singles) -> None:
        diagonal = np.einsum("gkk->gk", grams)
        weights: Singles = (self.strength * np.maximum(group.counts, 1) ** self.power).astype(np.float32)[:, None]
        np.maximum(weights, _LEAST_RIDGE, out=weights)
        diagonal += weights
        if self.means is not None:
            sides += weights * self.means[group.rows]


@dataclass(frozen=True, eq=False)
class Normal:
    """A normal prior shared by all rows: ``means`` (R, K) or (K,), ``precision`` (K, K), and alpha."""

    means: Singles
    precision: Singles
    noise_precision: float

    def add(self, group: Group, grams: Singles, sides: Singles) -> None:
        means = self.means if self.means.ndim == 1 else self.means[group.rows]
        grams += self.precision
        sides += means @ self.precision


class Side:
    """One side of the table, ready to be swept: its rows in groups and its current factors.

    ``factors`` (R, K) float32 holds [p_i, b_i]; ``counts`` (R,) float32 its ratings;
    ``residuals`` are the errors on the known cells, group by group (G, L), that the last sweep left (0 where padded).
    """

    def __init__(
        self, rows: Integers, others: Integers, values: Singles, shape: tuple[int, int], width: int, seed: int
    ) -> None:
        self.groups = grouped(rows, others, values, shape, width)
        self.factors: Singles = np.zeros((shape[0], width), np.float32)
        self.counts: Singles = np.bincount(rows, minlength=shape[0]).astype(np.float32)
        self.residuals = [np.zeros_like(group.values) for group in self.groups]
        streams = np.random.SeedSequence(seed).spawn(len(self.groups))
        self._randoms = [np.random.Generator(np.random.SFC64(stream)) for stream in streams]

    def retarget(self, values: Singles, crew: Workers) -> None:
        """Sweeps on these values (n,), in the order of the ratings, from now on."""
        extended = np.append(values, np.float32(0))

        def work(index: int) -> float:
            np.take(extended, self.groups[index].cells, out=self.groups[index].values, mode="clip")
            return 0.0

        crew.each(work, len(self.groups))

    def collected(self) -> Singles:
        """The residuals (n,) that the last sweep left, in the order of the ratings."""
        extended = np.zeros(int(self.counts.sum(dtype=np.float64)) + 1, np.float32)
        for group, left in zip(self.groups, self.residuals, strict=True):
            extended[group.cells] = left
        return extended[:-1]

    def facing(self) -> Singles:
        """The table (R + 1, K + 1) that the other side gathers from: [p_i, 1, b_i], and a last row of zeros."""
        rows, width = self.factors.shape
        table = np.zeros((rows + 1, width + 1), np.float32)
        table[:rows, : width - 1] = self.factors[:, :-1]
        table[:rows, width - 1] = 1
        table[:rows, width] = self.factors[:, -1]
        return table

    def solve(self, table: Singles, prior: Prior, crew: Workers) -> float:
        """Sets each row's factors to their best given the other side's ``table``; returns the squared error left."""
        return crew.each(lambda index: self._solve_group(index, table, prior, None), len(self.groups))

    def draw(self, table: Singles, prior: Normal, crew: Workers) -> float:
        """Draws each row's factors from their conditional given the other side; returns the squared error left.

        Perturb and solve: with noise e on the ratings and u on the prior, the solution of the perturbed
        normal equations is an exact draw (Papandreou and Yuille 2010, section 2).
        """
        root = np.linalg.cholesky(prior.precision.astype(np.float64)).astype(np.float32)
        return crew.each(lambda index: self._solve_group(index, table, prior, root), len(self.groups))

    def _solve_group(self, index: int, table: Singles, prior: Prior, root: Singles | None) -> float:
        group, scratch = self.groups[index], _SCRATCH
        design, targets = _gather(group, table, scratch)
        alpha = np.float32(prior.noise_precision)
        (count, length), width = targets.shape, design.shape[2]
        grams = scratch.take("grams", (count, width, width))
        np.matmul(design.transpose(0, 2, 1), design, out=grams)
        grams *= alpha
        if root is None:
            sides = alpha * _times(design, targets)
        else:
            random = self._randoms[index]
            perturbed = scratch.take("perturbed", (count, length))
            random.standard_normal(dtype=np.float32, out=perturbed)
            perturbed /= np.sqrt(alpha)
            perturbed += targets
            sides = alpha * _times(design, perturbed)
            sides += random.standard_normal(sides.shape, dtype=np.float32) @ root.T
        prior.add(group, grams, sides)
        solved = np.linalg.solve(grams, sides[:, :, None])
        self.factors[group.rows] = solved[:, :, 0]
        left = self.residuals[index]
        np.matmul(design, solved, out=left[:, :, None])
        np.subtract(targets, left, out=left)
        return _squares(left)

    def sums(self, table: Singles, crew: Workers) -> Singles:
        """For each row the sum (R, r) of the ``table`` rows (C + 1, r), the last one zeros, of the columns it rated."""
        totals = np.zeros((len(self.factors), table.shape[1]), np.float32)

        def work(index: int) -> float:
            group = self.groups[index]
            gathered = _SCRATCH.take("gathered", (*group.others.shape, table.shape[1]))
            np.take(table, group.others, axis=0, out=gathered, mode="clip")
            totals[group.rows] = gathered.sum(axis=1)
            return 0.0

        crew.each(work, len(self.groups))
        return totals

    def gradient(self, table: Singles, crew: Workers) -> tuple[Singles, float]:
        """The sum of z_j e_ij over each row's ratings (R, K), and the squared error, at the current factors."""
        gradients = np.zeros_like(self.factors)
        return gradients, crew.each(lambda index: self._gradient_group(index, table, gradients), len(self.groups))

    def _gradient_group(self, index: int, table: Singles, gradients: Singles) -> float:
        group, left = self.groups[index], self.residuals[index]
        design, targets = _gather(group, table, _SCRATCH)
        np.matmul(design, self.factors[group.rows][:, :, None], out=left[:, :, None])
        np.subtract(targets, left, out=left)
        gradients[group.rows] = _times(design, left)
        return _squares(left)


class _Scratch(threading.local):
    """Memory that a thread uses again for group after group: fresh memory costs more than the sums done in it."""

    def __init__(self) -> None:
        self._held: dict[str, Singles] = {}

    def take(self, name: str, shape: tuple[int, ...]) -> Singles:
        """An array of this shape with whatever stood in it before."""
        size = math.prod(shape)
        held = self._held.get(name)
        if held is None or len(held) < size:
            held = self._held[name] = np.empty(size, np.float32)
        return held[:size].reshape(shape)


_SCRATCH = _Scratch()


def _gather(group: Group, table: Singles, scratch: _Scratch) -> tuple[Singles, Singles]:
    """The design (G, L, K) and the targets (G, L) of a group: what the other side says of the columns it rated."""
    count, length = group.others.shape
    width = table.shape[1] - 1
    gathered = scratch.take("gathered", (count, length, width + 1))
    np.take(table, group.others, axis=0, out=gathered, mode="clip")
    targets = scratch.take("targets", (count, length))
    np.subtract(group.values, gathered[:, :, width], out=targets)
    return gathered[:, :, :width], targets


def _squares(errors: Singles) -> float:
    """The sum of squares, added up in double precision."""
    squares = _SCRATCH.take("squares", errors.shape)
    np.multiply(errors, errors, out=squares)
    return float(squares.sum(dtype=np.float64))


def _times(design: Singles, targets: Singles) -> Singles:
    """Z't for a stack: (G, L, K) and (G, L) to (G, K)."""
    products: Singles = np.matmul(targets[:, None, :], design)[:, 0, :]
    return products
