"""How the errors on held-out cells lie: their sizes, their spread, the intervals, and the worst of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from mfdesk.engine.judged import Judged
from mfdesk.engine.quality_groups import Bands, errors_of
from mfdesk.ratings.arrays import Floats, Integers, Longs, read_only
from mfdesk.ratings.table import Ratings, Scale

_MOST_BINS = 20
"""Bins of the histogram on either side of its middle."""
_PREDICTED_BINS = 20
_WORST = 50
_DAMPING = 5
"""A row's own mean counts in full only where it has many more ratings than this."""


@dataclass(frozen=True)
class Score:
    """How far off predictions are, in rating units: the mean absolute and the root mean squared error."""

    mae: float
    rmse: float

    @classmethod
    def of(cls, errors: Floats) -> Score:
        return cls(float(np.abs(errors).mean()), float(np.sqrt(np.mean(errors**2))))


@dataclass(frozen=True)
class Rounding:
    """The shares (0 to 1) of predictions that are ``right``, or off by one step at most, once rounded to a step."""

    right: float
    within_one: float

    @classmethod
    def of(cls, judged: Judged, scale: Scale) -> Rounding | None:
        """None where the scale has no steps."""
        predicted, given = scale.steps(judged.predicted), scale.steps(judged.given)
        if predicted is None or given is None:
            return None
        apart = np.abs(predicted - given)
        return cls(float((apart == 0).mean()), float((apart <= 1).mean()))


@dataclass(frozen=True, eq=False)
class Histogram:
    """``counts`` (b,) of errors between ``bounds`` (b + 1,), an odd number of equal bins, the middle one around 0."""

    bounds: Floats
    counts: Longs

    @classmethod
    def of(cls, errors: Floats, scale: Scale) -> Histogram:
        """Bins of a quarter, half or whole step, or of a twentieth of the scale; what is beyond is in the last ones."""
        bins, width = _bins(scale)
        places = np.clip(np.rint(errors / width).astype(np.int64), -bins, bins) + bins
        bounds: Floats = (np.arange(2 * bins + 2, dtype=np.float64) - bins - 0.5) * width
        return cls(read_only(bounds), read_only(np.bincount(places, minlength=2 * bins + 1)))


@dataclass(frozen=True, eq=False)
class Intervals:
    """Of the central intervals that should hold a ``nominal`` (i,) share of the ratings, the share ``inside`` (i,)."""

    nominal: Floats
    inside: Floats

    @classmethod
    def of(cls, judged: Judged) -> Intervals | None:
        """From 10 to 95 %, of normal intervals around the predictions; None where no spreads are known."""
        if judged.spreads is None:
            return None
        nominal = np.arange(10, 100, 5) / 100
        reach = np.array([NormalDist().inv_cdf(0.5 + share / 2) for share in nominal])
        first = np.searchsorted(reach, _spreads_off(judged, judged.spreads), side="left")
        inside = np.cumsum(np.bincount(first, minlength=len(reach) + 1))[:-1] / len(judged.rows)
        return cls(read_only(nominal), read_only(inside))


@dataclass(frozen=True, eq=False)
class Density:
    """How many cells (g, p) were given a rating in band g of the scale and predicted between ``bounds`` (p + 1,).

    ``lows`` and ``highs`` (g,) are the bands, the same as in the groups by rating.
    """

    lows: Floats
    highs: Floats
    bounds: Floats
    counts: Longs

    @classmethod
    def of(cls, judged: Judged, scale: Scale) -> Density:
        bands = Bands.of(scale)
        highest = scale.highest if scale.highest > scale.lowest else scale.lowest + 1
        bounds = np.linspace(scale.lowest, highest, _PREDICTED_BINS + 1)
        across = np.searchsorted(bounds[1:-1], judged.predicted, side="right")
        cells = bands.places(judged.given) * _PREDICTED_BINS + across
        counts = np.bincount(cells, minlength=len(bands.lows) * _PREDICTED_BINS)
        shaped = read_only(counts.reshape(len(bands.lows), _PREDICTED_BINS))
        return cls(read_only(bands.lows), read_only(bands.highs), read_only(bounds), shaped)


@dataclass(frozen=True)
class Miss:
    """One held-out cell that was predicted badly; ``spread`` None where the method knows none."""

    row: int
    column: int
    given: float
    predicted: float
    spread: float | None

    @property
    def error(self) -> float:
        """Above 0: predicted too high."""
        return self.predicted - self.given

    @property
    def spreads_off(self) -> float | None:
        """How many spreads the rating lies from its prediction."""
        return abs(self.error) / self.spread if self.spread else None


def worst(judged: Judged) -> tuple[Miss, ...]:
    """The cells of largest error, at most fifty, the worst first, equal ones in row order; none that are right."""
    off = np.abs(errors_of(judged))
    some = min(_WORST, len(off))
    bar = max(np.partition(off, len(off) - some)[len(off) - some], np.nextafter(0, 1))
    chosen = np.flatnonzero(off >= bar)
    order = np.lexsort((judged.columns[chosen], judged.rows[chosen], -off[chosen]))
    return tuple(_miss(judged, place) for place in chosen[order][:_WORST])


def levels(lines_of_all: Integers, ratings: Ratings, lines: Integers, judged: Judged) -> Floats:
    """(n,): by how much the row (or column) of each judged cell, in ``lines``, is rated above the mean.

    ``lines_of_all`` are the rows (or columns) of the ratings; the judged cells among them do not take part. A level is
    drawn towards 0 where there are few ratings to tell it from.
    """
    size = int(max(lines_of_all.max(initial=0), lines.max(initial=0))) + 1
    counts = np.maximum(np.bincount(lines_of_all, minlength=size) - np.bincount(lines, minlength=size), 0)
    sums = np.bincount(lines_of_all, ratings.values, size) - np.bincount(lines, judged.given, size)
    found: Floats = (sums - counts * judged.guess) / (counts + _DAMPING)
    return found[lines]


def _spreads_off(judged: Judged, spreads: Floats) -> Floats:
    """(n,) how many spreads each rating lies from its prediction; a right prediction that has no spread: 0."""
    off = np.abs(errors_of(judged))
    return np.divide(off, spreads, out=np.where(off > 0, np.inf, 0), where=spreads > 0)


def _bins(scale: Scale) -> tuple[int, float]:
    """How many bins on either side of the middle one, and how wide they are."""
    width = scale.highest - scale.lowest
    if width <= 0:
        return 0, 1.0
    for part in (0.25, 0.5, 1.0):
        if scale.step is not None and width / (part * scale.step) <= _MOST_BINS + 1e-9:
            return round(width / (part * scale.step)), part * scale.step
    return _MOST_BINS, width / _MOST_BINS


def _miss(judged: Judged, place: int) -> Miss:
    return Miss(
        row=int(judged.rows[place]),
        column=int(judged.columns[place]),
        given=float(judged.given[place]),
        predicted=float(judged.predicted[place]),
        spread=None if judged.spreads is None else float(judged.spreads[place]),
    )
