"""What a sampler of ordered steps has learned of them, and what it predicts: the chance of each step."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.bell import below
from mfdesk.engine.products import plain
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
    cut points l - 1 and l. What the draws say of f is summed up by its mean and variance, as if f were normal: then
    t is normal too, and the chances are those of a single normal variable. The cut points and the noise hardly differ
    between draws. On real tables that is off the mean over the draws by 0.004 stars on average, a tenth of what the
    number of draws leaves open, and the errors and intervals are the same.
    """

    levels: Floats
    cuts: Floats
    noise: Floats

    def chances(self, means: Floats, variances: Floats) -> Floats:
        """The chance of each step (n, L) of cells whose f has these means and variances (n,)."""
        widths = np.sqrt(np.mean(self.noise**2) + variances)
        reached = below((self.cuts.mean(axis=0) - means[:, None]) / widths[:, None])
        return np.diff(reached, axis=1, prepend=0.0, append=1.0)

    def summary(self, chances: Floats) -> tuple[Floats, Floats]:
        """The mean rating (n,) and its standard deviation (n,) by the chance of each step (n, L)."""
        means = chances @ self.levels
        off = self.levels - means[:, None]
        return means, np.sqrt(np.einsum("nl,nl->n", chances, off**2))

    def of_strip(self, lying: Singles, upright: Singles, with_variance: bool) -> tuple[Singles, Singles | None]:
        """The mean rating of each cell (n, m) and its variance, noise included, on a scale of -1 to 1.

        ``lying`` (n, S, k + 2) and ``upright`` (S, k + 2, m) multiply to what each draw says of the cells.
        """
        means, variances = plain(lying, upright, True)
        assert variances is not None
        widths = np.sqrt(variances + np.float32(np.mean(self.noise**2)))
        unit = self._unit_levels
        mean, square = np.full_like(means, unit[0]), np.full_like(means, unit[0] ** 2)
        for cut, low, high in zip(self.cuts.mean(axis=0), unit[:-1], unit[1:], strict=True):
            reached = below((means - np.float32(cut)) / widths)
            mean += reached * np.float32(high - low)
            if with_variance:
                square += reached * np.float32(high**2 - low**2)
        return mean, np.maximum(square - mean * mean, 0) if with_variance else None

    def finish(self, mean: Floats, variance: Floats | None) -> tuple[Floats, Floats | None]:
        """From means and variances on the scale of -1 to 1 to predictions and spreads in rating units."""
        lowest, highest = self.levels[0], self.levels[-1]
        values = np.clip((highest + lowest) / 2 + (highest - lowest) / 2 * mean, lowest, highest)
        return values, None if variance is None else (highest - lowest) / 2 * np.sqrt(variance)

    @property
    def _unit_levels(self) -> Floats:
        """The levels on a scale of -1 to 1."""
        unit: Floats = 2 * (self.levels - self.levels[0]) / (self.levels[-1] - self.levels[0]) - 1
        return unit

    def less_sure(self, variance: float) -> OrderedSteps:
        """The same steps of cells whose f has this variance besides that over the draws."""
        return replace(self, noise=np.sqrt(self.noise**2 + variance))

    def edges(self, draws: Integers) -> tuple[Floats, Floats]:
        """Where the scores of each level begin and where they end (S, L), under these draws (S,)."""
        outside = np.full((len(draws), 1), np.inf)
        return np.hstack([-outside, self.cuts[draws]]), np.hstack([self.cuts[draws], outside])

    @property
    def line(self) -> tuple[float, float]:
        """Height and slope of the line that comes nearest to the mean rating as a function of f, near the cut points:
        it stands for the steps where only straight lines will do."""
        cuts, noise = self.cuts.mean(axis=0), float(self.noise.mean())
        ends = np.array([cuts[0] - noise / 2, cuts[-1] + noise / 2])
        low, high = Curve.of(self.levels, cuts, noise).ratings(ends.astype(np.float32))
        slope = float(high - low) / float(ends[1] - ends[0])
        return float(low - slope * ends[0]), slope


@dataclass(frozen=True, eq=False)
class Curve:
    """The mean rating as a function of f under one draw, in a fine table.

    ``first`` is the f of the first entry and ``per_unit`` how many entries there are to a unit of f; ``values`` (M,)
    are the ratings and ``rises`` (M,) how much they rise to the next entry.
    """

    first: float
    per_unit: float
    values: Floats
    rises: Floats

    @classmethod
    def of(cls, levels: Floats, cuts: Floats, noise: float) -> Curve:
        cuts = cuts / noise
        first, last = float(cuts[0]) - _MARGIN, float(cuts[-1]) + _MARGIN
        grid = first + np.arange(int((last - first) * _GRID) + 2) / _GRID
        values = levels[0] + below(grid[:, None] - cuts) @ np.diff(levels)
        return cls(first * noise, _GRID / noise, values, np.diff(values, append=values[-1]))

    def ratings(self, scores: Singles) -> Floats:
        """The mean ratings of cells of these f, on a line between the entries before and after."""
        along = scores * np.float32(self.per_unit)
        along -= np.float32(self.first * self.per_unit)
        np.clip(along, 0, len(self.values) - 1, out=along)
        entries = along.astype(np.int32)
        along -= entries
        found = np.take(self.rises, entries, mode="clip")
        found *= along
        found += np.take(self.values, entries, mode="clip")
        return found
