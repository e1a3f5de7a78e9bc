"""How far a training is and how long it still takes, from nothing but its reports."""

from __future__ import annotations

from mfdesk.engine.config import Config
from mfdesk.engine.report import EpochReport, Stage

SMOOTHING = 0.1
"""The weight of the newest epoch in the running mean of what an epoch takes."""

NAMES = {Stage.MEASURING: "Measuring", Stage.FILLING: "Filling the table"}


class RunProgress:
    """Adds up the epochs of one training, which has one stage or two."""

    def __init__(self, config: Config) -> None:
        self._two_stages = config.held_out > 0 and config.refill
        self._last: EpochReport | None = None
        self._measured = 0
        self._pace: float | None = None
        self._share = 0.0

    def add(self, report: EpochReport) -> None:
        if self._last is not None and report.stage is not self._last.stage:
            self._measured = self._last.epoch
            self._pace = None
        if self._pace is None or report.epoch == 2:  # the first one also made everything ready
            self._pace = report.seconds
        self._pace += SMOOTHING * (report.seconds - self._pace)
        self._last = report
        done = self._measured + report.epoch
        self._share = max(self._share, done / (done + self._epochs_left()))

    @property
    def share(self) -> float:
        """How much is done, 0 to 1; never goes back, though an early stop makes it leap."""
        return self._share

    @property
    def seconds_left(self) -> float | None:
        """Of the engine's time, if no stage stops early; None while that cannot be said."""
        return self._pace * self._epochs_left() if self._pace else None

    @property
    def phrase(self) -> str:
        if self._last is None:
            return "Starting"
        name, left = NAMES[self._last.stage], self.seconds_left
        said = f"{name}, epoch {self._last.epoch:,} of {self._last.epochs:,}"
        return said if left is None else f"{said}, {time_left(left)}"

    def _epochs_left(self) -> int:
        """Those of this stage, and as many again for a second one that is still to come."""
        if self._last is None:
            return 0
        left = self._last.epochs - self._last.epoch
        coming = self._two_stages and self._last.stage is Stage.MEASURING
        return left + self._last.epochs if coming else left


def time_left(seconds: float) -> str:
    """A duration in the words of somebody who waits."""
    if seconds < 1:
        return "less than a second left"
    if seconds < 59.5:
        return f"about {seconds:.0f} s left"
    if seconds < 3570:
        return f"about {seconds / 60:.0f} min left"
    return f"about {seconds / 3600:.1f} h left"
