"""What a sampler of ordered steps has learned of them, and what it predicts: the chance of each step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mfdesk.engine.bell import below
from mfdesk.ratings.arrays import Floats, Integers, Singles

_GRID = 128
"""Points a standard deviation of the noise. Between them a line is off by 0.242 / (8 * 128^2) = 2e-6 of the scale's
length at most."""
_MARGIN = 6.0
"""Noise deviations beyond the outer cut points, where the chance of the outer step is 1 - 1e-9."""


@dataclass(frozen=True, eq=False)
class OrderedSteps:
    """The ratings ``levels`` (L,), rising, and under each draw the cut points ``cuts`` (S, L - 1) between them and the
    standard deviation of the ``noise`` (S,).

    A cell whose factors say f has a score t ~ N(f, noise^2), and is rated ``levels[l]`` when t lies between the
    cut points l - 1 and l.
    """

    levels: Floats
    cuts: Floats
    noise: Floats

    def chances(self, draw: int, scores: Floats, variances: Floats) -> Floats:
        """The chance of each step (n, L) for cells of these f (n,), give or take a variance (n,), under a draw."""
        widths = np.sqrt(self.noise[draw] ** 2 + variances)
        reached = below((self.cuts[draw] - scores[:, None]) / widths[:, None])
        return np.diff(reached, axis=1, prepend=0.0, append=1.0)

    def less_sure(self, variance: float) -> OrderedSteps:
        """The same steps of cells whose f is known but for this variance."""
        return replace(self, noise=np.sqrt(self.noise**2 + variance))

    def summary(self, chances: Floats) -> tuple[Floats, Floats]:
        """The mean rating (n,) and its standard deviation (n,) by the chance of each step (n, L)."""
        means = chances @ self.levels
        off = self.levels - means[:, None]
        return means, np.sqrt(np.einsum("nl,nl->n", chances, off**2))

    @cached_property
    def curves(self) -> list[Curves]:
        """For each draw the mean rating and its square as functions of f, ready to be looked up."""
        return [Curves.of(self.levels, *one) for one in zip(self.cuts, self.noise.tolist(), strict=True)]

    def of_strip(self, lying: Singles, upright: Singles, with_variance: bool) -> tuple[Singles, Singles | None]:
        """The mean rating of each cell (n, m) and its variance, noise included, on a scale of -1 to 1.

        ``lying`` (n, S, k + 2) and ``upright`` (S, k + 2, m) multiply to what each draw says of the cells.
        """
        shape = (len(lying), upright.shape[2])
        mean, square, scores = np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.empty(shape, np.float32)
        for draw, curves in enumerate(self.curves):
            np.matmul(lying[:, draw], upright[draw], out=scores)
            entries, beyond = curves.places(scores)
            mean += curves.means(entries, beyond)
            if with_variance:
                square += curves.squares(entries, beyond)
        mean /= np.float32(len(self.curves))
        square /= np.float32(len(self.curves))
        return mean, np.maximum(square - mean * mean, 0) if with_variance else None

    def finish(self, mean: Floats, variance: Floats | None) -> tuple[Floats, Floats | None]:
        """From means and variances on the scale of -1 to 1 to predictions and spreads in rating units."""
        centre, half = (self.levels[-1] + self.levels[0]) / 2, (self.levels[-1] - self.levels[0]) / 2
        return centre + half * mean, None if variance is None else half * np.sqrt(variance)

    @property
    def line(self) -> tuple[float, float]:
        """Height and slope of the line that comes nearest to the mean rating as a function of f, near the cut points:
        it stands for the steps where only straight lines will do."""
        cuts, noise = self.cuts.mean(axis=0), float(self.noise.mean())
        ends = np.array([cuts[0] - noise / 2, cuts[-1] + noise / 2])
        low, high = Curves.of(self.levels, cuts, noise).ratings(ends.astype(np.float32)).astype(np.float64)
        slope = float(high - low) / float(ends[1] - ends[0])
        return float(low - slope * ends[0]), slope


@dataclass(frozen=True, eq=False)
class Curves:
    """E[r | f] and E[r^2 | f] in a fine table, r being the rating on a scale of -1 to 1.

    ``first`` is the f of the first entry, ``per_unit`` how many entries there are to a unit of f; ``mean`` and
    ``square`` (M,) float32 are the values, ``mean_rise`` and ``square_rise`` (M,) how much they rise to the next entry;
    ``centre`` and ``half`` turn ratings into that scale and back.
    """

    first: float
    per_unit: float
    centre: float
    half: float
    mean: Singles
    mean_rise: Singles
    square: Singles
    square_rise: Singles

    @classmethod
    def of(cls, levels: Floats, cuts: Floats, noise: float) -> Curves:
        centre, half = float(levels[0] + levels[-1]) / 2, float(levels[-1] - levels[0]) / 2
        unit = (levels - centre) / half
        cuts = cuts / noise
        first, last = float(cuts[0]) - _MARGIN, float(cuts[-1]) + _MARGIN
        grid = first + np.arange(int((last - first) * _GRID) + 2) / _GRID
        reached = below(grid[:, None] - cuts)
        mean, square = unit[0] + reached @ np.diff(unit), unit[0] ** 2 + reached @ np.diff(unit**2)
        rises = (np.diff(curve, append=curve[-1]).astype(np.float32) for curve in (mean, square))
        mean_rise, square_rise = rises
        scale = (first * noise, _GRID / noise, centre, half)
        return cls(*scale, mean.astype(np.float32), mean_rise, square.astype(np.float32), square_rise)

    def places(self, scores: Singles) -> tuple[Integers, Singles]:
        """Where in the table each f lies: the entry before it, and how far on to the next, 0 to 1."""
        along = scores * np.float32(self.per_unit)
        along -= np.float32(self.first * self.per_unit)
        np.clip(along, 0, len(self.mean) - 1, out=along)
        entries = along.astype(np.int32)
        along -= entries
        return entries, along

    def means(self, entries: Integers, beyond: Singles) -> Singles:
        """E[r | f] on the scale of -1 to 1."""
        return _between(self.mean, self.mean_rise, entries, beyond)

    def squares(self, entries: Integers, beyond: Singles) -> Singles:
        """E[r^2 | f] on the scale of -1 to 1."""
        return _between(self.square, self.square_rise, entries, beyond)

    def ratings(self, scores: Singles) -> Singles:
        """E[r | f] in rating units."""
        found = self.means(*self.places(scores))
        found *= np.float32(self.half)
        found += np.float32(self.centre)
        return found


def _between(values: Singles, rises: Singles, entries: Integers, beyond: Singles) -> Singles:
    found = np.take(rises, entries, mode="clip")
    found *= beyond
    found += np.take(values, entries, mode="clip")
    return found
