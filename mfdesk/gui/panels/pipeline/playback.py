"""Which epoch and which stage of it are shown: the live run, a step by hand, or a place in the record."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from mfdesk.engine.report import EpochReport
from mfdesk.gui.panels.pipeline.record import Moment, Record

INPUT, FACTORS, MULTIPLY, LOSS, UPDATE = STAGES = (1, 2, 3, 4, 5)


class Step(Enum):
    """What is to be shown of an epoch that was asked for, once it is there."""

    STAGE = auto()
    """Its first stage."""
    EPOCH = auto()
    """All of it."""


class Playback:
    """Holds the record of a run and a place in it.

    ``following``: each new epoch is shown as it comes. ``whole``: all stages of the shown epoch are shown, else only
    those up to ``stage``. ``awaited``: what was asked for and is not there yet.
    """

    def __init__(self, record: Record | None = None) -> None:
        self.record = record or Record()
        self.awaited: Step | None = None
        self.begin()

    def begin(self) -> None:
        """A new run; what was asked for may be its first epoch."""
        self.record.clear()
        self.shown: Moment | None = None
        self.stage = INPUT
        self.whole = True
        self.following = self.awaited is None

    @property
    def index(self) -> int:
        """Of the shown epoch in the record."""
        return self.record.index_of(self.shown) if self.shown else 0

    @property
    def at_newest(self) -> bool:
        return self.shown is self.record.newest

    @property
    def reached(self) -> int:
        """The last stage whose values are to be seen; the factor tables are there from the first epoch on."""
        if self.shown is None:
            return INPUT
        return UPDATE if self.whole else max(self.stage, FACTORS)

    def add(self, reports: Sequence[EpochReport]) -> None:
        """Records the epochs and moves on if that was asked for."""
        if not reports:
            return
        self.record.add(reports)
        step, self.awaited = self.awaited, None
        if step is Step.STAGE:
            self.next_stage()
        elif step is Step.EPOCH:
            self.next_epoch()
        elif self.following:
            self._show(self.record.newest, MULTIPLY + (self.stage - MULTIPLY + 1) % 3, whole=True)

    def follow(self) -> None:
        """Shows the newest epoch, and each that comes."""
        self.awaited, self.following = None, True
        self._show(self.record.newest, UPDATE, whole=True)

    def go_to(self, index: int) -> None:
        """Shows a recorded epoch and stays there; the newest one is followed."""
        if not len(self.record):
            return
        self.awaited = None
        self._show(self.record[min(max(index, 0), len(self.record) - 1)], UPDATE, whole=True)
        self.following = self.at_newest

    def next_stage(self) -> bool:
        """Moves one stage on; False if that takes an epoch that is not there."""
        self.following = False
        if self.shown and self.stage < UPDATE:
            self.stage, self.whole = self.stage + 1, False
            return True
        following = self.record.after(self.shown)
        if following:
            self._show(following, FACTORS if following.report.epoch == 1 else MULTIPLY, whole=False)
        return following is not None

    def next_epoch(self) -> bool:
        """Moves to the end of this epoch, or of the next one if it is at the end; False if there is none."""
        self.following = False
        if self.shown and not self.whole and self.stage < UPDATE:
            self._show(self.shown, UPDATE, whole=True)
            return True
        following = self.record.after(self.shown)
        if following:
            self._show(following, UPDATE, whole=True)
        return following is not None

    def _show(self, moment: Moment | None, stage: int, *, whole: bool) -> None:
        self.shown, self.whole = moment, whole
        self.stage = stage if moment else INPUT
