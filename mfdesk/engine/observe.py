"""What the numbers of an epoch say, as a trend: from the reports alone, so that no word of it is made up.

How far the loss has come is its *way*: from its highest value in this stage down to the present one. How fast it
falls is which share of that way the last four epochs made (fewer at the beginning). Shares do not depend on the scale
of the ratings, and four epochs even out the zigzag of a method whose penalty falls in steps.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mfdesk.engine.config import Method
from mfdesk.engine.report import EpochReport, Stage


class Trend(StrEnum):
    """How a training stands after an epoch.

    ============ ======================================================================================================
    STARTING     The first epoch of its stage: the factors were random a moment ago.
    LEARNING     The last four epochs made at least 2/5 of the way.
    IMPROVING    At least 1/5.
    SLOWING      At least 1/50; or, as after a long way little of it looks like nothing, they lowered the loss, or that
                 on the held-out cells, by at least 1/50 of itself.
    STABLE       Less, or they lowered the loss by less than 0.2 % of itself: that little may be chance.
    OVERFITTING  The lowest held-out error is two epochs old or older, the held-out loss is at least 0.2 % above it and
                 has not fallen in this epoch, while the loss on the known cells is lower than it was then.
    DIVERGING    The loss is not finite, or has risen, to more than a tenth above its lowest.
    AVERAGING    A sampler averages its draws, and the average still gets better by at least 1/50 of its own way.
    SETTLED      It averages, and the average hardly changes any more.
    ============ ======================================================================================================

    Draws of a sampler jump about, and their held-out errors with them; its average does not fit the known cells closer
    and closer. So a sampler is never said to overfit, and to diverge only where its loss is not finite.
    """

    STARTING = "starting"
    LEARNING = "learning"
    IMPROVING = "improving"
    SLOWING = "slowing"
    STABLE = "stable"
    OVERFITTING = "overfitting"
    DIVERGING = "diverging"
    AVERAGING = "averaging"
    SETTLED = "settled"


LATELY = 4
"""How many epochs back the present speed is measured from."""
_LEARNING, _IMPROVING, _SLOWING = 2 / 5, 1 / 5, 1 / 50
_CHANCE = 0.002
_FEWEST_SINCE_LOWEST = 2
_DIVERGING = 1.1


@dataclass(frozen=True)
class Observation:
    """``since``: the epoch that overfitting began with, the one after the lowest held-out error; else None."""

    trend: Trend
    since: int | None = None


class Observer:
    """Hears the reports of one training in order, and says of each at once what it shows."""

    def __init__(self, method: Method) -> None:
        self._samples = method is Method.GIBBS
        self._part: tuple[Stage, bool] | None = None
        self._epoch = 0
        self._begin()

    def observe(self, report: EpochReport) -> Observation:
        """What this epoch shows beside the earlier ones of its stage."""
        part = (report.stage, report.averaging)
        if part != self._part or report.epoch <= self._epoch:
            self._begin()
        self._part, self._epoch = part, report.epoch
        observation = self._judge(report)
        self._remember(report)
        return observation

    def _begin(self) -> None:
        """A stage, or the averages of one, have a way of their own."""
        self._lately: deque[float] = deque(maxlen=LATELY)
        self._held_out_lately: deque[float] = deque(maxlen=LATELY)
        self._highest, self._lowest = -math.inf, math.inf
        self._best: EpochReport | None = None

    def _judge(self, report: EpochReport) -> Observation:
        if not math.isfinite(report.loss):
            return Observation(Trend.DIVERGING)
        if report.averaging:
            moves = not self._lately or self._share(report.loss) >= _SLOWING
            return Observation(Trend.AVERAGING if moves else Trend.SETTLED)
        if not self._lately:
            return Observation(Trend.STARTING)
        if not self._samples and self._diverges(report.loss):
            return Observation(Trend.DIVERGING)
        if not self._samples and self._best and self._overfits(report, self._best):
            return Observation(Trend.OVERFITTING, self._best.epoch + 1)
        trend = _speed(self._share(report.loss))
        falls = trend is Trend.STABLE and not self._samples and self._still_falls(report)
        return Observation(Trend.SLOWING if falls else trend)

    def _share(self, loss: float) -> float:
        """Which share of the way to this loss was made lately: 0 to 1, and 0 for what may be chance."""
        gained = self._lately[0] - loss
        return gained / (self._highest - loss) if gained > _CHANCE * loss else 0.0

    def _still_falls(self, report: EpochReport) -> bool:
        """Whether one of the two losses is clearly lower than a few epochs ago, however short a part of the way."""
        pairs = ((self._lately, report.loss), (self._held_out_lately, report.held_out_loss))
        return any(lately and now is not None and now < (1 - _SLOWING) * lately[0] for lately, now in pairs)

    def _diverges(self, loss: float) -> bool:
        return loss > self._lately[-1] and loss > _DIVERGING * self._lowest

    def _overfits(self, report: EpochReport, best: EpochReport) -> bool:
        now, lowest = report.held_out_loss, best.held_out_loss
        if now is None or lowest is None or not self._held_out_lately:
            return False
        old = report.epoch - best.epoch >= _FEWEST_SINCE_LOWEST
        return old and now >= self._held_out_lately[-1] and now > (1 + _CHANCE) * lowest and report.loss < best.loss

    def _remember(self, report: EpochReport) -> None:
        if not math.isfinite(report.loss):
            return
        self._lately.append(report.loss)
        self._highest, self._lowest = max(self._highest, report.loss), min(self._lowest, report.loss)
        if report.held_out_loss is None:
            return
        self._held_out_lately.append(report.held_out_loss)
        lowest = self._best.held_out_loss if self._best else None
        if lowest is None or report.held_out_loss < lowest:
            self._best = report


def observations(reports: Iterable[EpochReport], method: Method) -> list[Observation]:
    """One for each report, in order."""
    observer = Observer(method)
    return [observer.observe(report) for report in reports]


def _speed(share: float) -> Trend:
    if share >= _LEARNING:
        return Trend.LEARNING
    if share >= _IMPROVING:
        return Trend.IMPROVING
    return Trend.SLOWING if share >= _SLOWING else Trend.STABLE
