"""What is remembered of a run, so that one can go back in it: every epoch, or of very long runs an even selection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from mfdesk.engine.report import EpochReport, Glimpse

MOST_EPOCHS = 5000


@dataclass(frozen=True, eq=False)
class Moment:
    """One recorded epoch.

    ``number`` counts all epochs of the run from 0, through both of its models. ``loss_before`` is the loss that the
    epoch began with (None: its model's first epoch, nothing was measured before), ``start`` the glimpse of the model's
    first epoch.
    """

    number: int
    report: EpochReport
    loss_before: float | None
    start: Glimpse | None


class Record:
    """The epochs of one run in order. Once there are more than ``most``, every second one is let go, and from then on
    only as many are taken in; the first and the newest are always there."""

    def __init__(self, most: int = MOST_EPOCHS) -> None:
        self._most = most
        self.clear()

    def clear(self) -> None:
        self._moments: list[Moment] = []
        self._every = 1
        self._count = 0
        self._last: EpochReport | None = None
        self._start: Glimpse | None = None

    def __len__(self) -> int:
        return len(self._moments)

    def __getitem__(self, index: int) -> Moment:
        return self._moments[index]

    @property
    def newest(self) -> Moment | None:
        return self._moments[-1] if self._moments else None

    def add(self, reports: Sequence[EpochReport]) -> None:
        for report in reports:
            self._take(report)
        while len(self._moments) > self._most:
            self._every *= 2
            newest = self._moments[-1]
            self._moments = [each for each in self._moments if each.number % self._every == 0 or each is newest]

    def index_of(self, moment: Moment) -> int:
        """Where the moment stands, or, if it was let go, the one before it."""
        return max(bisect_right(self._moments, moment.number, key=lambda each: each.number) - 1, 0)

    def after(self, moment: Moment | None) -> Moment | None:
        """The next one that is recorded; of None the first."""
        index = 0 if moment is None else self.index_of(moment) + 1
        return self._moments[index] if index < len(self._moments) else None

    def _take(self, report: EpochReport) -> None:
        goes_on = self._last is not None and self._last.stage is report.stage
        if not goes_on:
            self._start = report.glimpse
        before = self._last.loss if goes_on and self._last else None
        if self._moments and self._moments[-1].number % self._every:
            self._moments.pop()  # it was kept as the newest only
        self._moments.append(Moment(self._count, report, before, self._start))
        self._last = report
        self._count += 1
