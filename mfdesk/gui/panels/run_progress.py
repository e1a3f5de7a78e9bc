"""How far a training is and how long it still takes, from nothing but its reports."""

from __future__ import annotations

from statistics import fmean, median

from mfdesk.engine.config import Config
from mfdesk.engine.report import EpochReport, Stage

_FEWEST, _RECENT = 20, 0.5
"""What an epoch takes is the mean of the newest ones: of so many, or of this share of all, whichever is more. A machine
that is busy by turns thus moves it little."""
_STALLED = 5
"""An epoch that takes more than so many times the usual one was held up, and counts as that many."""

NAMES = {Stage.MEASURING: "Measuring", Stage.FILLING: "Filling the table"}


class RunProgress:
    """Adds up the epochs of one training, which has one stage or two."""

    def __init__(self, config: Config) -> None:
        self._two_stages = config.held_out > 0 and config.refill
        self._last: EpochReport | None = None
        self._measured = 0
        self._seconds: list[float] = []
        self._first = 0.0
        """What the first epoch took, which also made everything ready, as the first one of each stage does."""
        self._share = 0.0

    def add(self, report: EpochReport) -> None:
        if self._last is not None and report.stage is not self._last.stage:
            self._measured = self._last.epoch
        if report.epoch > 1:
            self._seconds.append(report.seconds)
        elif not self._seconds:
            self._first = report.seconds
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
        pace = self._pace
        return pace * self._epochs_left() if pace else None

    @property
    def phrase(self) -> str:
        if self._last is None:
            return "Starting"
        name, left = NAMES[self._last.stage], self.seconds_left
        said = f"{name}, epoch {self._last.epoch:,} of {self._last.epochs:,}"
        return said if left is None else f"{said}, {time_left(left)}"

    @property
    def _pace(self) -> float:
        """Seconds an epoch; 0 while unknown."""
        if not self._seconds:
            return self._first
        newest = self._seconds[-max(_FEWEST, int(len(self._seconds) * _RECENT)) :]
        most = _STALLED * median(newest)
        return fmean(min(seconds, most) for seconds in newest)

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
