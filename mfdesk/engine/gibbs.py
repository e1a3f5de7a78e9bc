"""Bayesian matrix factorization by Gibbs sampling (Salakhutdinov and Mnih 2008), with biases among the factors."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field, replace

import numpy as np

from mfdesk.engine.beliefs import DrawnPriors
from mfdesk.engine.drift import Effects, Seasons
from mfdesk.engine.learner import Draws, Look, Sides
from mfdesk.engine.ordinal import Ordered
from mfdesk.engine.priors import RegressionPrior
from mfdesk.engine.steps import OrderedSteps
from mfdesk.ratings.arrays import Floats, Integers, Singles, read_only
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings

START_SPREAD = 0.1
_NOISE_SHAPE, _NOISE_RATE = 1.0, 0.5
"""The weak Gamma prior of the noise precision, of ratings whose variance is 1: a guess worth two ratings."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """One draw: both factor tables, the noise precision, and each side's prior as (mean, precision, weights)."""

    rows: Singles
    columns: Singles
    alpha: float
    row_prior: tuple[Floats, Floats, Floats]
    column_prior: tuple[Floats, Floats, Floats]
    cuts: Floats


@dataclass(eq=False)
class Gibbs:
    """Draws all factors, their priors, the drift in time and the noise in turn; after ``burn_in`` epochs it averages
    its draws and remembers one in ``every``. ``values`` (n,) are the standardised ratings; where these are ``ordered``
    steps, the scores behind them take their place. ``growing`` makes what the priors regress on, a step an epoch, so
    that the first epochs need not wait for it; it is done when the averaging begins."""

    sides: Sides
    values: Singles
    drifts: list[Effects]
    priors: tuple[RegressionPrior, RegressionPrior]
    random: np.random.Generator
    burn_in: int
    every: int
    growing: list[Generator[None, None, None]] = field(default_factory=list)
    ordered: Ordered | None = None
    alpha: float = 1.0
    done: int = 0
    _kept: list[_Kept] = field(default_factory=list)
    _sum: Floats | None = None
    _summed: int = 0
    _mean_residuals: list[Singles] = field(default_factory=list)
    _judged: Ratings | None = None
    _judged_bins: list[Integers] = field(default_factory=list)

    @property
    def averaging(self) -> bool:
        return self.done > self.burn_in

    def epoch(self) -> float:
        rows, columns, crew = self.sides.rows, self.sides.columns, self.sides.crew
        row_prior, column_prior = self.priors
        self._grow()
        if self.ordered:
            self.values = self.ordered.draw(crew, settled=self.averaging)
        self._retarget()
        rows.draw(columns.facing(), row_prior.draw(rows.factors, self.alpha), crew)
        squares = columns.draw(rows.facing(), column_prior.draw(columns.factors, self.alpha), crew)
        if self.drifts or self.ordered:
            squares = self._draw_drifts()
        shape, rate = _NOISE_SHAPE + self.sides.known / 2, _NOISE_RATE + squares / 2
        self.alpha = float(self.random.gamma(shape, 1 / rate))
        self.done += 1
        if self.averaging:
            self._keep()
        if self.ordered:
            self.ordered.noise = self.alpha**-0.5
            return self.ordered.error(self.averaging)
        return (self._average_residuals() if self.averaging else squares) / self.sides.known

    def _grow(self) -> None:
        """The next step of what the priors regress on, or all that is left when the averaging begins."""
        for growth in self.growing if self.done else ():
            next(growth, None)
        if self.done >= self.burn_in:
            for growth in self.growing:
                deque(growth, maxlen=0)
            self.growing = []

    def _retarget(self) -> None:
        """Lets the sweeps explain what the drift in time leaves."""
        if self.drifts or self.ordered:
            offsets = sum((drift.offsets() for drift in self.drifts), np.zeros(len(self.values)))
            for side in (self.sides.rows, self.sides.columns):
                side.retarget((self.values - offsets).astype(np.float32), self.sides.crew)

    def _draw_drifts(self) -> float:
        """Draws the effects of time one set after the other; returns the squared error left."""
        residuals = self.sides.columns.collected().astype(np.float64)
        for drift in self.drifts:
            drift.draw(residuals, self.alpha)
        if self.ordered:
            self.ordered.explain(residuals)
        return float(residuals @ residuals)

    def _keep(self) -> None:
        for drift in self.drifts:
            drift.keep()
        if (self.done - self.burn_in - 1) % self.every == 0 and np.isfinite(self.alpha):
            self._kept.append(self._state())

    def _state(self) -> _Kept:
        row_prior, column_prior = self.priors
        rows, columns = self.sides.rows.factors.copy(), self.sides.columns.factors.copy()
        for drift in self.drifts:
            side = columns if isinstance(drift.bins, Seasons) else rows
            side[:, -1] += drift.level(len(side)).astype(np.float32)
        cuts = self.ordered.latents.cuts if self.ordered else np.zeros(0)
        return _Kept(rows, columns, self.alpha, row_prior.last, column_prior.last, cuts)

    def _average_residuals(self) -> float:
        """Moves the mean residuals by this draw's; returns the squared error of the mean prediction."""
        drawn = self.done - self.burn_in
        if drawn == 1:
            self._mean_residuals = [left.copy() for left in self.sides.columns.residuals]
        for mean, left in zip(self._mean_residuals, self.sides.columns.residuals, strict=True):
            mean += (left - mean) / np.float32(drawn)
        return float(sum(np.square(mean, dtype=np.float64).sum() for mean in self._mean_residuals))

    def predict(self, cells: Ratings) -> Floats:
        drawn = self.sides.predict(cells)
        for drift, bins in zip(self.drifts, self._bins_of(cells), strict=True):
            owners = drift.bins.owners(cells)
            drawn += drift.around_level()[bins] + drift.level(int(owners.max()) + 1)[owners]
        if self.ordered:
            drawn = self.ordered.standardised(drawn)
        if not self.averaging:
            return drawn
        self._sum = drawn if self._sum is None else self._sum + drawn
        self._summed += 1
        return self._sum / self._summed

    def _bins_of(self, cells: Ratings) -> list[Integers]:
        if self._judged is not cells:
            self._judged, self._judged_bins = cells, [drift.bins.find(cells) for drift in self.drifts]
        return self._judged_bins

    def look(self, example: Example) -> Look:
        """What was drawn last; the drift in time is left out."""
        seen = self.sides.look(example)
        return replace(seen, predicted=self.ordered.standardised(seen.predicted)) if self.ordered else seen

    def draws(self) -> Draws:
        """The kept draws; before the burn-in is over, the last draw alone."""
        kept = self._kept or [self._state()]
        row_prior, column_prior = self.priors
        return Draws(
            rows=np.stack([one.rows for one in kept]),
            columns=np.stack([one.columns for one in kept]),
            noise=np.array([one.alpha for one in kept]) ** -0.5,
            row_prior=DrawnPriors.of([one.row_prior for one in kept], row_prior.right, row_prior.fixed),
            column_prior=DrawnPriors.of([one.column_prior for one in kept], column_prior.right, column_prior.fixed),
            drifts=tuple(drift.remembered() for drift in self.drifts),
            steps=self._steps(kept),
        )

    def _steps(self, kept: list[_Kept]) -> OrderedSteps | None:
        if self.ordered is None:
            return None
        noise = np.array([one.alpha for one in kept]) ** -0.5
        return OrderedSteps(read_only(self.ordered.levels), np.stack([one.cuts for one in kept]), noise)
