"""Ratings as ordered steps: the ordered probit of Albert and Chib (1993) as the likelihood of Gibbs.

Behind each rating stands a score t ~ N(f, 1 / alpha), where f is what factors, biases and drift say of the cell. The
rating is step l when t lies between the cut points l - 1 and l. The cut points are drawn with the scores integrated
out (Cowles 1996), by a Newton proposal: normal around one Newton step from where they are, with the inverse curvature
as covariance (Qi and Minka 2002). It is nearly always accepted and has no step size to tune. Then the scores are
drawn, and they take the place of the ratings in the sweeps.

Only the ratio of cut points, f and noise counts. The noise is drawn all the same, as for plain ratings: with noise
fixed to 1 the scale of f creeps for hundreds of epochs to where it belongs, with the noise free it is there several
times sooner (parameter expansion, Liu and Wu 1999). The cut points hold the scale near that of the start, the normal
scores of the shares of the steps, for a noise of ``START_NOISE``.

Each step counts one imagined rating at f = 0, so that a step that nobody used has a small chance and a place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.engine.bell import FARTHEST, quantile, tail_and_density
from mfdesk.engine.standard import Standard
from mfdesk.engine.steps import Curve
from mfdesk.engine.sweep import Workers
from mfdesk.ratings.arrays import Floats, Integers, Longs, Singles
from mfdesk.ratings.table import Ratings, Scale

MOST_STEPS = 12
"""A scale of more steps than this is as good as smooth."""
START_NOISE = 1.8
"""Where nothing is explained yet, so that it ends near 1, the textbook's unit."""
_CHUNK = 2**14
"""Cells worked on at a time: their numbers stay in the cache."""
_NARROWEST = 1e-4
"""Noise deviations between neighbouring cut points at least; single precision needs some."""
_SMALLEST = 1e-36


def levels_of(scale: Scale) -> Floats | None:
    """The steps (L,) of a scale that has 2 to 12 of them, else None."""
    if scale.step is None:
        return None
    count = round((scale.highest - scale.lowest) / scale.step) + 1
    levels: Floats = scale.lowest + scale.step * np.arange(count, dtype=np.float64)
    return levels if 2 <= count <= MOST_STEPS else None


def steps_of(values: Floats, levels: Floats) -> Integers | None:
    """(n,): which of the levels each value is; None if one of them is none."""
    step = levels[1] - levels[0]
    places = np.round((values - levels[0]) / step)
    close = np.abs(levels[0] + step * places - values) <= 1e-6 * step
    inside = (places >= 0) & (places < len(levels))
    return places.astype(np.int32) if bool((close & inside).all()) else None


@dataclass(frozen=True)
class _Piece:
    """Cells of one level, ``cells`` of those sorted by level."""

    level: int
    cells: slice


@dataclass(frozen=True, eq=False)
class _Fit:
    """How well cut points fit: the log likelihood, its slope (L - 1,) and its curvature (L - 1, L - 1), negated."""

    log_likelihood: float
    slope: Floats
    information: Floats


class Latents:
    """The scores and cut points behind ratings that are steps (n,) of ``count`` levels."""

    def __init__(self, steps: Integers, count: int, random: np.random.Generator) -> None:
        self._known = len(steps)
        extended = np.append(steps, np.arange(count)).astype(np.int8)  # bytes are sorted in one pass
        self._order = np.argsort(extended, kind="stable")
        numbers = np.bincount(extended, minlength=count)
        self._pieces = _pieces(numbers)
        self._randoms = random.spawn(len(self._pieces))
        self._random = random
        self.cuts: Floats = START_NOISE * quantile(np.cumsum(numbers[:-1]) / numbers.sum())

    def draw(self, means: Singles, noise: float, crew: Workers, settled: bool = True) -> Singles:
        """Draws the cut points and then the scores (n,), given what the factors say of each cell (n,) and the
        standard deviation of the noise.

        Before it has ``settled``, cut points that fit better are taken as they come, to be there sooner.
        """
        sorted_means = np.append(means, np.zeros(len(self._order) - self._known, np.float32))[self._order]
        sorted_means /= np.float32(noise)
        cuts = self._draw_cuts(self.cuts / noise, sorted_means, crew, settled)
        self.cuts = noise * cuts
        scores = np.empty_like(sorted_means)
        edges = _edges(cuts)

        def work(index: int) -> float:
            piece = self._pieces[index]
            lower, upper = edges[piece.level : piece.level + 2]
            scores[piece.cells] = _truncated(sorted_means[piece.cells], lower, upper, self._randoms[index])
            return 0.0

        crew.each(work, len(self._pieces))
        scores *= np.float32(noise)
        drawn = np.empty_like(scores)
        drawn[self._order] = scores
        return drawn[: self._known]

    def _draw_cuts(self, cuts: Floats, means: Singles, crew: Workers, settled: bool) -> Floats:
        """One Metropolis-Hastings step from these cut points, all in units of the noise."""
        here = self._fit(cuts, means, crew)
        root = np.linalg.cholesky(here.information)
        noise = self._random.standard_normal(len(cuts))
        proposed = cuts + np.linalg.solve(here.information, here.slope) + np.linalg.solve(root.T, noise)
        threshold = np.log(self._random.random())
        if (np.diff(proposed) < _NARROWEST).any():
            return cuts
        there = self._fit(proposed, means, crew)
        gain = there.log_likelihood - here.log_likelihood
        back = _log_density(cuts, proposed, there) - _log_density(proposed, cuts, here)
        return proposed if gain + back > threshold or (gain > 0 and not settled) else cuts

    def _fit(self, cuts: Floats, means: Singles, crew: Workers) -> _Fit:
        edges = _edges(cuts)
        sums = np.zeros((len(self._pieces), 5))

        def work(index: int) -> float:
            piece = self._pieces[index]
            lower, upper = edges[piece.level : piece.level + 2]
            likelihood, *sums[index] = _piece_fit(means[piece.cells], lower, upper)
            return likelihood

        log_likelihood = crew.each(work, len(self._pieces))
        by_level = np.zeros((len(edges) - 1, 5))
        np.add.at(by_level, [piece.level for piece in self._pieces], sums)
        at_lower, at_upper, curve_lower, curve_upper, between = by_level.T
        information = np.diag(curve_upper[:-1] + curve_lower[1:])
        information += np.diag(between[1:-1], 1) + np.diag(between[1:-1], -1)
        return _Fit(log_likelihood, at_upper[:-1] + at_lower[1:], information)


class Ordered:
    """The likelihood of ratings (n,) that are steps of ``levels`` (L,), while a sampler is at work; ``noise`` is the
    standard deviation that it last drew."""

    def __init__(self, ratings: Ratings, standard: Standard, random: np.random.Generator) -> None:
        levels, values = levels_of(ratings.scale), ratings.values
        steps = None if levels is None else steps_of(values, levels)
        if levels is None or steps is None:
            raise ValueError("the ratings are not steps of the scale")
        self.levels = levels
        self.latents = Latents(steps, len(levels), random)
        self.noise = START_NOISE
        self._standard = standard
        self._ratings = standard.standardise(values)
        self._scores = self._means = np.zeros(len(values), np.float32)
        self._average, self._averaged = np.zeros(len(values), np.float32), 0

    def draw(self, crew: Workers, settled: bool) -> Singles:
        """Draws the scores (n,) that the sweeps are to explain, given what they explained last."""
        self._scores = self.latents.draw(self._means, self.noise, crew, settled)
        return self._scores

    def explain(self, left: Floats) -> None:
        """Takes note of what (n,) the sweeps left of the scores."""
        self._means = (self._scores - left).astype(np.float32)

    def standardised(self, scores: Floats | Singles) -> Floats:
        """The mean rating, standardised, of cells whose factors say so (n,), under the present cut points."""
        curve = Curve.of(self.levels, self.latents.cuts, self.noise)
        return self._standard.standardise(curve.ratings(scores.astype(np.float32, copy=False))).astype(np.float64)

    def error(self, averaging: bool) -> float:
        """The mean squared error of the mean ratings, standardised; once ``averaging``, of their mean over draws."""
        expected = self.standardised(self._means).astype(np.float32)
        if averaging:
            self._averaged += 1
            self._average += (expected - self._average) / np.float32(self._averaged)
            expected = self._average
        return float(np.mean((self._ratings - expected) ** 2, dtype=np.float64))


def _pieces(numbers: Longs) -> list[_Piece]:
    ends = np.cumsum(numbers)
    return [
        _Piece(level, slice(first, min(first + _CHUNK, int(end))))
        for level, end in enumerate(ends)
        for first in range(int(end - numbers[level]), int(end), _CHUNK)
    ]


def _edges(cuts: Floats) -> Floats:
    """(L + 1,): the cut points between infinite ends."""
    return np.concatenate([[-np.inf], cuts, [np.inf]])


def _log_density(to: Floats, start: Floats, fit: _Fit) -> float:
    """Of proposing ``to`` from ``start``, up to a constant."""
    off = to - start - np.linalg.solve(fit.information, fit.slope)
    return float(np.linalg.slogdet(fit.information)[1] / 2 - off @ fit.information @ off / 2)


def _tails(distances: Singles) -> tuple[Singles, Singles]:
    """The tail beyond |z| and phi(z)."""
    return tail_and_density(np.minimum(np.abs(distances), np.float32(FARTHEST)))


def _within_reach(means: Singles, lower: float, upper: float) -> Singles:
    """The means brought to where the interval's chance is still a number."""
    reach = FARTHEST - 0.5
    return np.clip(means, np.float32(lower - reach), np.float32(upper + reach))


def _piece_fit(means: Singles, lower: float, upper: float) -> tuple[float, float, float, float, float, float]:
    """The log likelihood of scores between two edges, summed over cells with these means; its slopes at the lower and
    the upper edge; its negated second derivatives there; and the mixed one."""
    means = _within_reach(means, lower, upper)
    if np.isinf(lower):
        likelihood, slope, curve = _one_edge(np.float32(upper) - means)
        return likelihood, 0.0, slope, 0.0, curve, 0.0
    if np.isinf(upper):
        likelihood, slope, curve = _one_edge(means - np.float32(lower))
        return likelihood, -slope, 0.0, curve, 0.0, 0.0
    low, high = np.float32(lower) - means, np.float32(upper) - means
    (low_tail, low_height), (high_tail, high_height) = _tails(low), _tails(high)
    chances = _between(low, high, low_tail, high_tail)
    low_height /= chances
    high_height /= chances
    return (
        _sum(np.log(chances)),
        -_sum(low_height),
        _sum(high_height),
        _sum(low_height * (low_height - low)),
        _sum(high_height * (high_height + high)),
        -_sum(low_height * high_height),
    )


def _one_edge(distances: Singles) -> tuple[float, float, float]:
    """log Phi(z), its slope and its negated second derivative, summed over distances (n,)."""
    tails, heights = _tails(distances)
    np.subtract(1, tails, out=tails, where=distances > 0)
    heights /= tails
    return _sum(np.log(tails)), _sum(heights), _sum(heights * (heights + distances))


def _between(low: Singles, high: Singles, low_tail: Singles, high_tail: Singles) -> Singles:
    """Phi(high) - Phi(low), from the tails beyond |low| and |high|: no digits are lost far out."""
    outside = np.where((low < 0) & (high > 0), 1 - low_tail - high_tail, np.abs(high_tail - low_tail))
    return np.maximum(outside, np.float32(_SMALLEST))


def _truncated(means: Singles, lower: float, upper: float, random: np.random.Generator) -> Singles:
    """A draw of N(mean, 1) between the edges for each mean (n,), by the inverse of its distribution function.

    It is done on the side of zero where the chances are small, so that no digits are lost there.
    """
    near = _within_reach(means, lower, upper)
    low, high = np.float32(lower) - near, np.float32(upper) - near
    mirrored = low + high > 0
    first, second = np.where(mirrored, -high, low), np.where(mirrored, -low, high)
    from_first, from_second = _below(first), _below(second)
    chances = random.random(len(means), dtype=np.float32)
    chances *= from_second - from_first
    chances += from_first
    scores = quantile(chances)
    np.negative(scores, out=scores, where=mirrored)
    scores += near
    return np.clip(scores, np.float32(lower), np.float32(upper))


def truncated_moments(means: Singles, lower: Singles, upper: Singles) -> tuple[Singles, Singles]:
    """Mean and variance of N(mean, 1) between edges, which may be infinite, all of one shape."""
    reach = np.float32(FARTHEST - 0.5)
    near = np.clip(means, lower - reach, upper + reach)
    farthest = np.float32(FARTHEST)
    low, high = np.clip(lower - near, -farthest, farthest), np.clip(upper - near, -farthest, farthest)
    (low_tail, low_height), (high_tail, high_height) = _tails(low), _tails(high)
    chances = _between(low, high, low_tail, high_tail)
    low_height /= chances
    high_height /= chances
    shift = low_height - high_height
    variance = 1 + low * low_height - high * high_height - shift**2
    return near + shift, np.clip(variance, 0, 1)


def _below(distances: Singles) -> Singles:
    tails, _ = _tails(distances)
    np.subtract(1, tails, out=tails, where=distances > 0)
    return tails


def _sum(values: Singles) -> float:
    return float(values.sum(dtype=np.float64))
