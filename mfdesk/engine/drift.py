"""How the level of ratings drifts in time: by the sitting in which a row rated, by the season for a column.

People rate in sittings, and within one their mood and yardstick stay; what many ratings of one moment share is seen
best of all. Each effect is a bias of one bin of time with a normal prior, drawn like the other biases (the day
effects of Koren 2010, section 4, with their strength learned instead of tuned).

What a row's sittings share cannot be told from the row's own bias. It is counted into the bias (``Effects.level``),
so that a prediction without a time is one at the row's usual level, and no uncertainty is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mfdesk.ratings.arrays import Floats, Integers, Longs
from mfdesk.ratings.table import Ratings

SITTING_GAP = 3600.0
"""Seconds without a rating after which a row's next rating belongs to another sitting."""
SEASON = 182.6 * 86400.0
"""Seconds that a season of the columns lasts at least: half a year."""
_MOST_SEASONS = 10
_FINER = 1.2
"""Moments are looked at beside sittings where there are so many times as many of them; else they are the same."""
_EFFECT_SHAPE, _EFFECT_RATE = 1.0, 0.05
"""The weak Gamma prior of the precision of effects, on standardised ratings."""


class Bins(Protocol):
    """One way to cut the time of one side into bins."""

    @property
    def count(self) -> int:
        """How many bins there are."""

    def find(self, ratings: Ratings) -> Integers:
        """(n,): the bin of each rating, -1 where it falls into none."""

    def owners(self, ratings: Ratings) -> Integers:
        """(n,): the row or column that each rating's bin belongs to."""


@dataclass(frozen=True, eq=False)
class Sittings:
    """Bins of the ratings of one row that are close in time: not more than ``gap`` seconds apart.

    ``keys`` (m,) int64 are the known (row, time) pairs, each as row * span + seconds, rising; ``bins`` (m,) int32.
    """

    keys: Longs
    bins: Integers
    first: float
    span: int
    gap: float

    @classmethod
    def of(cls, ratings: Ratings, gap: float) -> Sittings:
        """The sittings of all rows; gap 0: only ratings of the same second belong together."""
        assert ratings.times is not None
        timed = np.isfinite(ratings.times)
        times = ratings.times[timed]
        first, length = float(times.min()), int(times.max() - times.min()) + 1
        span = length + int(gap) + 1
        keys = np.unique(ratings.rows[timed].astype(np.int64) * span + np.round(times - first).astype(np.int64))
        starts = np.diff(keys, prepend=keys[0]) > gap
        return cls(keys, np.cumsum(starts).astype(np.int32), first, span, gap)

    @property
    def count(self) -> int:
        return int(self.bins[-1]) + 1

    def find(self, ratings: Ratings) -> Integers:
        if ratings.times is None:
            return np.full(ratings.known, -1, np.int32)
        seconds = np.round(np.nan_to_num(ratings.times, nan=-np.inf) - self.first)
        inside = (seconds >= 0) & (seconds <= self.span - self.gap - 1)
        keys = ratings.rows.astype(np.int64) * self.span + np.where(inside, seconds, 0).astype(np.int64)
        after = np.clip(np.searchsorted(self.keys, keys), 0, len(self.keys) - 1)
        before = np.maximum(after - 1, 0)
        nearer = np.where(abs(self.keys[after] - keys) <= abs(keys - self.keys[before]), after, before)
        close = inside & (abs(self.keys[nearer] - keys) <= self.gap)
        return np.where(close, self.bins[nearer], -1).astype(np.int32)

    def owners(self, ratings: Ratings) -> Integers:
        return ratings.rows


@dataclass(frozen=True, eq=False)
class Seasons:
    """Bins of calendar time, the same for all columns: between the ``edges`` (k - 1,), one set for each column."""

    edges: Floats
    columns: int

    @classmethod
    def of(cls, ratings: Ratings) -> Seasons:
        """At most ten seasons with equally many ratings, none shorter on average than half a year."""
        assert ratings.times is not None
        times = ratings.times[np.isfinite(ratings.times)]
        seasons = int(np.clip((times.max() - times.min()) // SEASON, 1, _MOST_SEASONS))
        return cls(np.quantile(times, np.linspace(0, 1, seasons + 1)[1:-1]), ratings.shape[1])

    @property
    def count(self) -> int:
        return self.columns * (len(self.edges) + 1)

    def find(self, ratings: Ratings) -> Integers:
        if ratings.times is None:
            return np.full(ratings.known, -1, np.int32)
        season = np.searchsorted(self.edges, ratings.times)
        bins = ratings.columns.astype(np.int64) * (len(self.edges) + 1) + season
        known = np.isfinite(ratings.times) & (ratings.columns < self.columns)
        return np.where(known, bins, -1).astype(np.int32)

    def owners(self, ratings: Ratings) -> Integers:
        return ratings.columns


def bins_of(ratings: Ratings) -> list[Bins]:
    """All the ways in which the ratings' times are worth looking at; none where they have no times."""
    if (
        ratings.times is None
        or not np.isfinite(ratings.times).any()
        or np.nanmin(ratings.times) == np.nanmax(ratings.times)
    ):
        return []
    sittings, moments, seasons = Sittings.of(ratings, SITTING_GAP), Sittings.of(ratings, 0.0), Seasons.of(ratings)
    bins: list[Bins] = [sittings]
    if moments.count > _FINER * sittings.count:
        bins.insert(0, moments)
    if len(seasons.edges):
        bins.append(seasons)
    return bins


class Effects:
    """The effects of one set of bins, drawn anew at every sweep; the last entry stands for "no bin" and stays 0."""

    def __init__(self, bins: Bins, ratings: Ratings, random: np.random.Generator) -> None:
        self.bins = bins
        self._of, self._owners = bins.find(ratings), bins.owners(ratings)
        self._random = random
        self._counts = np.bincount(self._of + 1, minlength=bins.count + 1)[1:]
        self._ratings_of_owner = np.maximum(np.bincount(self._owners), 1)
        self._owner_of_bin = np.zeros(bins.count + 1, np.int32)
        self._owner_of_bin[self._of] = self._owners
        self._effects = np.zeros(bins.count + 1)
        self._offsets = np.zeros(len(self._of))
        self._precision = 20.0
        self._kept, self._sums, self._squares = 0, np.zeros(bins.count + 1), np.zeros(bins.count + 1)
        self._variances = 0.0

    def offsets(self) -> Floats:
        """(n,): what the effects add to each rating, standardised."""
        return self._offsets

    def draw(self, residuals: Floats, noise_precision: float) -> None:
        """Draws the effects given the ``residuals`` (n,) that they leave, and moves the residuals by the change."""
        residuals += self._offsets
        sums = np.bincount(self._of + 1, weights=residuals, minlength=self.bins.count + 1)[1:]
        precisions = noise_precision * self._counts + self._precision
        noise = self._random.standard_normal(self.bins.count) / np.sqrt(precisions)
        self.set(noise_precision * sums / precisions + noise)
        squares = float(np.sum(self._effects**2))
        shape, rate = _EFFECT_SHAPE + self.bins.count / 2, _EFFECT_RATE + squares / 2
        self._precision = float(self._random.gamma(shape, 1 / rate))
        residuals -= self._offsets

    def set(self, effects: Floats) -> None:
        """Takes these effects (bins,) for drawn."""
        self._effects[:-1] = effects
        self._offsets = self._effects[self._of]

    def level(self, count: int) -> Floats:
        """(count,): the mean effect over the ratings of each row (or column), as last drawn."""
        levels = np.zeros(count)
        sums = np.bincount(self._owner_of_bin[:-1], weights=self._counts * self._effects[:-1])
        levels[: len(sums)] = (sums / self._ratings_of_owner[: len(sums)])[:count]
        return levels

    def around_level(self) -> Floats:
        """(bins + 1,): the effects as last drawn, less the level of their row or column; 0 for "no bin"."""
        around = self._effects - self.level(int(self._owner_of_bin.max()) + 1)[self._owner_of_bin]
        around[-1] = 0
        return around

    def keep(self) -> None:
        """Counts this draw into what is remembered."""
        around = self.around_level()
        self._kept += 1
        self._sums += around
        self._squares += around**2
        self._variances += 1 / self._precision

    def remembered(self) -> Drift:
        """The mean and variance of each effect around its level over the draws kept (before any: as last drawn)."""
        kept = self._kept
        means = self._sums / kept if kept else self.around_level()
        variances = np.maximum(self._squares / kept - means**2, 0) if kept else np.zeros_like(means)
        variances[-1] = self._variances / kept if kept else 1 / self._precision
        return Drift(self.bins, means, variances)


@dataclass(frozen=True, eq=False)
class Drift:
    """What a model remembers of one set of bins around the level of their row or column, standardised: ``means`` and
    ``variances`` (bins + 1,). The last entry is that of a time that falls into no bin, or of no time at all: an
    effect of mean 0 that may be any."""

    bins: Bins
    means: Floats
    variances: Floats
